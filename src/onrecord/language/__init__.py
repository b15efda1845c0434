"""Text to sentences with syntax: what the claims stage reads."""

from onrecord.language.pipeline import MODEL, EnglishReader
from onrecord.language.reading import Reading, Sentence

__all__ = ["MODEL", "EnglishReader", "Reading", "Sentence"]
