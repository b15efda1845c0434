"""How the reports of an archive relate, as rows: fingerprints to recognise a report by, links from one to another.

In: a connection with a transaction open. Out: Known for every report, in the order in which they came, and Links.
Rows are added, never changed: of several links of one report and relation the newest counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select

from onrecord.archive import schema
from onrecord.reports.copies import Fingerprint, Hashes
from onrecord.reports.relating import Known, Link, Relation

_LITTLE_ENDIAN = np.dtype("<u4")


def add_known(batch: Connection, known: Known) -> None:
    """Keep what a report is recognised by."""
    retrieved, _ = known.age
    row = {
        "report_id": known.id,
        "shingles": _to_bytes(known.fingerprint.shingles),
        "head": _to_bytes(known.fingerprint.head),
        "day": None if known.fingerprint.day is None else known.fingerprint.day.isoformat(),
        "address": known.address,
        "title": known.title,
        "retrieved": retrieved,
        "outlet": known.outlet,
        "is_update": known.is_update,
    }
    batch.execute(insert(schema.fingerprints), row)


def add_link(batch: Connection, link: Link, run_seq: int) -> None:
    """Keep a link."""
    row = {
        "relation": link.relation.value,
        "report_id": link.report_id,
        "other_id": link.other_id,
        "reason": link.reason,
        "contained": link.contained,
        "run_seq": run_seq,
    }
    batch.execute(insert(schema.links), row)


def all_known(connection: Connection) -> Iterator[Known]:
    """Every report that has a fingerprint, in the order in which they came."""
    originals = {link.report_id: link.other_id for link in all_links(connection) if link.relation is Relation.COPY_OF}
    for row in connection.execute(select(schema.fingerprints).order_by(schema.fingerprints.c.seq)).mappings():
        yield _known(row, originals.get(str(row["report_id"])))


def all_links(connection: Connection, run: int | None = None) -> list[Link]:
    """The links that count: the newest of each report and relation; with ``run``, as that run left them."""
    newest = select(func.max(schema.links.c.seq)).group_by(schema.links.c.report_id, schema.links.c.relation)
    if run is not None:
        newest = newest.where(schema.links.c.run_seq <= run)
    return _links(connection, schema.links.c.seq.in_(newest))


def links_of(connection: Connection, report_id: str) -> list[Link]:
    """Every link that a report has to others, oldest first."""
    return _links(connection, schema.links.c.report_id == report_id)


def _links(connection: Connection, condition: ColumnElement[bool]) -> list[Link]:
    query = select(schema.links).where(condition).order_by(schema.links.c.seq)
    return [
        Link(Relation(row["relation"]), row["report_id"], row["other_id"], row["reason"], row["contained"])
        for row in connection.execute(query).mappings()
    ]


def _known(row: RowMapping, copy_of: str | None) -> Known:
    day = None if row["day"] is None else date.fromisoformat(row["day"])
    print_ = Fingerprint(_from_bytes(row["shingles"]), _from_bytes(row["head"]), day)
    age = (str(row["retrieved"]), row["day"] or "")
    return Known(row["report_id"], print_, row["address"], row["title"], age, row["outlet"], row["is_update"], copy_of)


def _to_bytes(hashes: Hashes) -> bytes:
    return hashes.astype(_LITTLE_ENDIAN).tobytes()


def _from_bytes(held: bytes) -> Hashes:
    hashes: Hashes = np.frombuffer(held, dtype=_LITTLE_ENDIAN).astype(np.uint32)
    return hashes
