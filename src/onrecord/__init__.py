"""Onrecord: reports of political violence in, cited event data out.

``onrecord.code`` codes one text; ``onrecord.Coder`` keeps the loaded models for many. Both are loaded when first used,
so that importing the package, and ``onrecord --help``, stays quick.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.coder import Coder
    from onrecord.model import Coding

__all__ = ["Coder", "code"]


def code(text: str, published: date | None = None, title: str | None = None, country: str | None = None) -> Coding:
    """Code one text. Raises UnreadableReport for an empty text or a language that cannot be read.

    ``published`` is the day it appeared, ``country`` an ISO 3166 alpha-2 code of where its events are likely to be. The
    models are loaded for this call alone: for many texts keep a Coder.
    """
    from onrecord.coder import Coder  # noqa: PLC0415 - loads the language model

    return Coder().code(text, published=published, title=title, country=country)


def __getattr__(name: str) -> Any:
    if name == "Coder":
        from onrecord.coder import Coder  # noqa: PLC0415 - loads the language model

        return Coder
    raise AttributeError(f"module 'onrecord' has no attribute '{name}'")
