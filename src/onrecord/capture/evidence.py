"""Evidence: a folder that keeps what was captured, only ever added to.

In: captures and notes. Out: entries of its log, and payloads by their SHA-256, checked whenever they are read. The
folder survives a kill at any moment: what was half written is set aside and named when it is opened next. One process
writes at a time. Source: Berkeley Protocol; requirements A1 to A5 of the casualty-recording standards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.capture.captures import TOOL, Capture, Piece, facts_of, pieces_of
from onrecord.capture.clock import SYSTEM, Clock, stamp
from onrecord.capture.folder import (
    FORMAT,
    LOG,
    MANIFEST,
    WARC,
    Tail,
    all_or_nothing,
    append,
    aside_files,
    lock,
    make_folder,
    readme_digest,
    set_aside,
    warc_name,
)
from onrecord.capture.index import Index, Seen
from onrecord.capture.journal import (
    MOST_LINE_BYTES,
    START,
    Act,
    Entry,
    JournalError,
    Json,
    Stored,
    follows,
    lines_of,
    read_entry,
    read_stored,
)
from onrecord.capture.records import (
    Record,
    hex_digest,
    pack,
    record_id,
)
from onrecord.capture.stored import read_payload
from onrecord.errors import EvidenceError

MOST_FILE_BYTES = 1_000_000_000
"""After which a new WARC file is begun, as web archives do."""


class Evidence:
    """An evidence folder, open for writing. Close it, or use it in a ``with``."""

    def __init__(
        self, folder: Path, *, actor: str, clock: Clock = SYSTEM, most_file_bytes: int = MOST_FILE_BYTES
    ) -> None:
        """Open a folder, or begin one where there is none.

        Raises EvidenceError where it is in use, cannot be written, is something else, or its log is damaged.
        """
        self.folder = folder
        self.actor = actor
        self._clock = clock
        self._most_file_bytes = most_file_bytes
        self._seq = 0
        self._head = START
        self._ends: dict[str, int] = {}
        self._records = 0
        self._aside_known: set[str] = set()
        if not (folder / LOG).exists():
            make_folder(folder)
        self._lock = lock(folder)
        self._index = Index()
        try:
            self._read()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Evidence:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go."""
        self._index.close()
        os.close(self._lock)

    @property
    def head(self) -> str:
        """The newest entry's digest: who notes it elsewhere can tell later whether anything before it was changed."""
        return self._head

    def keep(self, capture: Capture) -> Entry:
        """Store a capture; the entry that tells of it. Raises EvidenceError where it cannot be written."""
        seed = f"{self._head} {self._seq + 1}"
        pieces = pieces_of(capture, seed, self.actor, self._index.body)
        return self._commit(capture.act, capture.item, capture.answer.requested, facts_of(capture), pieces)

    def note(
        self,
        act: Act | str,
        *,
        item: str | None = None,
        address: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Write an act into the log: 'exported', 'opened', 'redacted' ... Raises EvidenceError.

        Raises ValueError where the facts use a name that is the folder's own.
        """
        if taken := sorted(_OWN_FACTS & (facts or {}).keys()):
            raise ValueError(f"the facts of a note cannot be called {', '.join(taken)}")
        return self._commit(Act(act), item, address, dict(facts or {}))

    @property
    def index(self) -> Index:
        """Look-ups over what the folder holds."""
        return self._index

    def seen(self, address: str) -> Seen | None:
        """What is known of an address, None where it was never asked for."""
        return self._index.seen(address)

    def payload(self, sha256: str) -> bytes:
        """The payload of an item, checked as it is read.

        Raises EvidenceError where there is no such item, or it is damaged: then it is no evidence.
        """
        stored = self._index.payload(sha256)
        if stored is None:
            raise EvidenceError(f"{self.folder}: holds no item {sha256}")
        return read_payload(self.folder, stored)

    # ------------------------------------------------------------------ writing

    def _commit(
        self,
        act: Act,
        item: str | None,
        address: str | None,
        facts: Json,
        pieces: tuple[Piece, ...] = (),
    ) -> Entry:
        seq = self._seq + 1
        file, members, stored = self._laid_out(seq, pieces, tuple(facts.get("missing", ()))) if pieces else ("", [], [])
        lines = b"".join(one.line() for one in stored)
        if stored:
            facts = {**facts, "records": len(stored), "manifest_sha256": hex_digest(lines)}
        time = stamp(self._clock.now())
        entry = Entry(seq, time, self.actor, act, item, address, facts, self._head).sealed()
        if len(entry.line()) >= MOST_LINE_BYTES:
            raise ValueError(f"an entry has at most {MOST_LINE_BYTES:,} bytes; this one has {len(entry.line()):,}")
        with all_or_nothing(self.folder, (LOG, MANIFEST, *([file] if file else []))):
            if stored:
                append(self.folder / file, b"".join(members))
                append(self.folder / MANIFEST, lines)
            append(self.folder / LOG, entry.line())
        for one in stored:
            self._add_stored(one)
        self._add_entry(entry)
        return entry

    def _laid_out(
        self, seq: int, pieces: tuple[Piece, ...], missing: tuple[str, ...]
    ) -> tuple[str, list[bytes], list[Stored]]:
        """Where the records go: the file, their bytes, their manifest lines."""
        file = warc_name(max(1, len(self._ends)))
        if self._ends.get(file, 0) >= self._most_file_bytes:
            file = warc_name(len(self._ends) + 1)
        place = self._ends.get(file, 0)
        if not place:
            pieces = (self._info(file), *pieces)
        members, stored = [], []
        for piece in pieces:
            member = pack(piece.record)
            members.append(member)
            stored.append(_stored(seq, piece, missing, (file, place), member))
            place += len(member)
        return file, members, stored

    def _info(self, file: str) -> Piece:
        """The record that every WARC file begins with."""
        text = f"software: {TOOL}/{version(TOOL)}\r\nformat: WARC File Format 1.1\r\n"
        fields = (("WARC-Filename", Path(file).name),)
        name = record_id(self._head, file)
        time = stamp(self._clock.now())
        return Piece("info", Record("warcinfo", name, time, "application/warc-fields", text.encode(), None, fields))

    # ------------------------------------------------------------------ opening

    def _read(self) -> None:
        tails = [*self._read_log(), *self._read_manifest(), *self._spare_bytes()]
        for tail in tails:
            set_aside(self.folder, tail, self._seq + 1)
        if not self._seq:
            facts = {"format": FORMAT, "tool": TOOL, "version": version(TOOL), "readme_sha256": readme_digest()}
            self.note(Act.OPENED, facts={**facts, "what": "the evidence folder was begun"})
        self._note_aside()

    def _read_log(self) -> Iterator[Tail]:
        for number, (place, line) in enumerate(lines_of(self.folder / LOG), start=1):
            if not line.endswith(b"\n"):
                yield Tail(LOG, place)
                return
            try:
                entry = read_entry(line)
                follows(entry, self._seq + 1, self._head)
            except JournalError as fault:
                raise self._damaged(f"{LOG}, line {number}: {fault}") from None
            self._add_entry(entry)

    def _read_manifest(self) -> Iterator[Tail]:
        """Take in the manifest; a tail is at most the lines of one entry that never reached the log."""
        tail: Tail | None = None
        found = 0
        for number, (place, line) in enumerate(lines_of(self.folder / MANIFEST), start=1):
            if not line.endswith(b"\n"):
                tail = tail or Tail(MANIFEST, place)
                break
            try:
                stored = read_stored(line)
            except JournalError as fault:
                raise self._damaged(f"{MANIFEST}, line {number}: {fault}") from None
            if stored.log_seq > self._seq + 1 or not self._seq:
                raise self._damaged(f"{LOG}: lacks entries that {MANIFEST} tells of")
            if stored.log_seq > self._seq:
                tail = tail or Tail(MANIFEST, place)
                continue
            self._add_stored(stored)
            found += 1
        if found != self._records:
            raise self._damaged(f"{MANIFEST}: has {found} of the {self._records} lines that {LOG} tells of")
        if tail is not None:
            yield tail

    def _spare_bytes(self) -> Iterator[Tail]:
        found = {f"{WARC}/{path.name}": path.stat().st_size for path in sorted((self.folder / WARC).glob("*"))}
        for file, end in self._ends.items():
            if found.get(file, 0) < end:
                raise self._damaged(f"{file}: is shorter than its manifest says")
        yield from (Tail(file, self._ends.get(file, 0)) for file in found if found[file] > self._ends.get(file, 0))

    def _note_aside(self) -> None:
        """Name in the log what lies aside and is not named yet."""
        left = {name: what for name, what in aside_files(self.folder).items() if name not in self._aside_known}
        if left:
            named = [{"file": name, "bytes": size, "sha256": sha256} for name, (size, sha256) in left.items()]
            words = "a writer was stopped in the middle; what it had half written was set aside"
            facts = {"reason": "interrupted", "message": words, "set_aside": named}
            self._commit(Act.FAILED, None, None, facts)

    def _damaged(self, words: str) -> EvidenceError:
        return EvidenceError(
            f"{self.folder}: {words}; nothing is added to a damaged folder: see onrecord verify {self.folder}, and "
            "begin a new one"
        )

    def _add_entry(self, entry: Entry) -> None:
        self._seq, self._head = entry.seq, entry.sha256
        self._aside_known.update(one["file"] for one in entry.facts.get("set_aside", ()))
        self._records += entry.facts["records"] if "manifest_sha256" in entry.facts else 0
        self._index.add_entry(entry)

    def _add_stored(self, stored: Stored) -> None:
        self._ends[stored.file] = stored.offset + stored.length
        self._index.add_stored(stored)


_OWN_FACTS = frozenset({"records", "manifest_sha256", "set_aside"})
_MAIN_PARTS = frozenset({"page", "media", "feed"})


def _stored(seq: int, piece: Piece, missing: tuple[str, ...], place: tuple[str, int], member: bytes) -> Stored:
    record = piece.record
    is_main = piece.part in _MAIN_PARTS
    return Stored(
        log_seq=seq,
        part=piece.part,
        record_type=record.type,
        record_id=record.id,
        address=record.address,
        time=record.time,
        file=place[0],
        offset=place[1],
        length=len(member),
        stored_sha256=hex_digest(member),
        block_bytes=len(record.block),
        block_sha256=hex_digest(record.block),
        sha256=piece.sha256,
        payload_bytes=None if piece.payload is None else len(piece.payload),
        body_sha256=None if piece.body is None else hex_digest(piece.body),
        media_type=piece.media_type,
        complete=not missing if is_main else None,
        missing=missing if is_main else (),
    )
