"""Text to sentences with syntax: what the claims stage reads."""

from typing import TYPE_CHECKING, Any

from onrecord.language.reading import Reading, Sentence

if TYPE_CHECKING:
    from onrecord.language.pipeline import MODEL, EnglishReader

__all__ = ["MODEL", "EnglishReader", "Reading", "Sentence"]


def __getattr__(name: str) -> Any:
    """MODEL and EnglishReader, imported when they are asked for: the parser's library takes a second to load."""
    if name in ("MODEL", "EnglishReader"):
        from onrecord.language import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
