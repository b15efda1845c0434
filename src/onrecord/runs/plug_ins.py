"""Plug-ins: readers that other packages add under the entry point group 'onrecord.readers'.

In: the entry points of what is installed. Out: their readers, sorted by name. One that is broken is named and left out:
it must not cost the user the sources that need no plug-in. What a plug-in is, and how to write one: docs/readers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from onrecord.reports.items import Reader
from onrecord.reports.readers import Say

GROUP = "onrecord.readers"


def plug_in_readers(say: Say, found: Iterable[EntryPoint] | None = None) -> tuple[Reader, ...]:
    """The readers of all plug-ins; ``say`` is told of each that cannot be used, and why."""
    points = entry_points(group=GROUP) if found is None else found
    return tuple(_usable(sorted(points, key=lambda point: (point.name, point.value)), say))


def _usable(points: Iterable[EntryPoint], say: Say) -> Iterator[Reader]:
    for point in points:
        try:
            loaded = point.load()
            reader = loaded() if isinstance(loaded, type) else loaded
        except Exception as error:
            say(f"reader '{point.name}' ({point.value}) is left out: {_why(error)}")
            continue
        missing = [name for name in ("name", "knows", "items") if not hasattr(reader, name)]
        if missing:
            say(f"reader '{point.name}' ({point.value}) is left out: it has no {' and no '.join(missing)}")
            continue
        yield _Guarded(reader, point.name, say)


class _Guarded:
    """A plug-in's reader whose ``knows`` may fail without harm: it then knows nothing any more."""

    def __init__(self, reader: Any, name: str, say: Say) -> None:
        self._reader, self._say, self._failed = cast(Reader, reader), say, False
        self._entry = name
        self.name = str(reader.name)
        self.items = self._reader.items

    def knows(self, name: str, head: bytes) -> bool:
        """What the plug-in says; False once it failed."""
        if self._failed:
            return False
        try:
            return bool(self._reader.knows(name, head))
        except Exception as error:
            self._failed = True
            self._say(f"reader '{self._entry}' is left out: {_why(error)} when asked about {name}")
            return False


def _why(error: Exception) -> str:
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
