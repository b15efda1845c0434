"""Which language a text is in.

In: text. Out: an ISO 639-1 code, or None where the text is too short or mixed to tell. The knowledge is py3langid's
model (97 languages, trained on Wikipedia and others), loaded once at first use, and English function words: what is
full of them is English, whatever the names in it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_MIN_LETTERS = 40
"""Below this, names decide: 'Ramadi' reads as Turkish. At 40 letters of news no wrong answer was seen."""
_READ_CHARS = 3000
_MIN_CONFIDENCE = 0.4
"""Of the 384 Syrian and 1300 MUC-4 development reports the lowest is 0.88; single sentences start at 0.6."""
_ENGLISH_SHARE = 0.15
"""English news has 25-45 % of these words; Dutch, the nearest, under 8 %."""
_FUNCTION_WORDS = frozenset(
    {"the", "of", "and", "to", "was", "were", "with", "that", "from", "by", "said", "for", "has", "have", "been", "are"}
    | {"at", "on", "which", "who", "after", "they", "his", "their", "this", "had", "not", "would", "will", "its"}
    | {"than", "about", "when"}
)
_WORD = re.compile(r"[^\W\d_]+")
_MODEL = "data/model.npz.xz"


def identify_language(text: str) -> str | None:
    """Tell the language of a text as an ISO 639-1 code; None where that is unsure or the text too short.

    ALL-CAPS text is lower-cased first, since the model knows ordinary spelling. Only the first 3000 characters count.
    """
    head = text[:_READ_CHARS].lower()
    words = _WORD.findall(head)
    if not _long_enough(words):
        return None
    known = sum(word in _FUNCTION_WORDS for word in words)
    if "the" in words and known >= _ENGLISH_SHARE * len(words):
        return "en"
    code, confidence = identifier().classify(" ".join(words))
    return str(code) if confidence >= _MIN_CONFIDENCE and len(code) == 2 else None


def _long_enough(words: list[str]) -> bool:
    """Whether there are 40 letters, or 15 of a script that writes a syllable or a word with one."""
    dense = sum(1 for word in words for letter in word if letter >= "\u2e80")
    return sum(map(len, words)) >= _MIN_LETTERS or dense >= _MIN_LETTERS * 3 // 8


@cache
def identifier() -> Any:
    """Load the model (0.7 s); here and not on import, so that commands which read no such text start at once."""
    from py3langid.langid import LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(_MODEL, norm_probs=True)
