"""Write src/onrecord/language/data/spellings.txt.xz: how English words are spelled inside a sentence. The common ones
come first, those that news does not mostly write with a capital ('palace'), then an empty line and the others.

    python scripts/make_spellings.py SCOWL_DIR SHARED_DATA_DIR

Two sources, both only as word lists: SCOWL (Debian's package scowl, in /usr/share/dict/scowl), which tells words from
names and abbreviations, and words that the mixed-case development news writes in lower case nearly always
('airstrikes'). Same input, same bytes.
"""

from __future__ import annotations

import collections
import json
import lzma
import re
import sys
from pathlib import Path

from onrecord.places.names import fold

TARGET = Path("src/onrecord/language/data/spellings.txt.xz")
NEWS = "syria-news/articles.jsonl"
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
WORDS, NAMES, ABBREVIATIONS = 60, 70, 60
"""SCOWL's sizes up to which words count: 60 is that of its usual dictionaries; names are rarer than words."""
BASIC, FREQUENT = 20, 35
"""Sizes up to which a word that is a name as well is the word, and up to which it may be either."""
SHORT = 4
"""Letters up to which a word in capitals may be an abbreviation, so that names are told from them."""


def listed(scowl: Path, kind: str, most: int) -> dict[str, int]:
    """SCOWL's words of a kind, of all its national spellings but no variant, each with its smallest size."""
    sizes: dict[str, int] = {}
    for path in sorted(scowl.iterdir()):
        name, _, size = path.name.rpartition(".")
        if name.split("-", 1)[-1] == kind and "variant" not in name and int(size) <= most:
            for word in path.read_text("latin-1").split():
                if word.isalpha():
                    sizes[word] = min(int(size), sizes.get(word, most))
    return sizes


def written_in_news(data: Path) -> tuple[set[str], set[str]]:
    """Words that news writes small in seven of ten places or more, and those it writes so in fewer than three."""
    small: collections.Counter[str] = collections.Counter()
    every: collections.Counter[str] = collections.Counter()
    for line in (data / NEWS).read_text("utf-8").splitlines():
        for word in WORD.findall(json.loads(line)["text"]):
            every[word.lower()] += 1
            small[word.lower()] += word.islower()
    share = {word: small[word] / count for word, count in every.items() if count >= 2}
    return {word for word in share if share[word] >= 0.7}, {word for word in share if share[word] < 0.3}


def main() -> None:
    scowl, data = map(Path, sys.argv[1:])
    words = {word: size for word, size in listed(scowl, "words", WORDS).items() if word.islower()}
    names: set[str] = set()
    for kind in ("upper", "proper-names"):
        for name in listed(scowl, kind, NAMES):
            names.add(fold(name))
    small = {word for word, size in words.items() if size <= FREQUENT or word not in names}
    lower, capitalised = written_in_news(data)
    basic = {word for word, size in words.items() if size <= BASIC}
    common = (lower - names) | (basic - capitalised)
    small |= basic | common
    either = {name.capitalize() for name in names if name in small and words.get(name, BASIC) > BASIC}
    short = {name.capitalize() for name in names if name not in small and 1 < len(name) <= SHORT}
    letters = {word for word in listed(scowl, "abbreviations", ABBREVIATIONS) if word.isupper() and len(word) > 2}
    letters = {word for word in letters if word.lower() not in small}
    lists = (common, (small | either | short | letters) - common)
    text = "\n\n".join("\n".join(sorted(one)) for one in lists)
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(small)} words, {len(either)} also names, {len(short)} short names, {len(letters)} abbreviations")


if __name__ == "__main__":
    main()
