"""Write src/onrecord/language/data/common_words.txt: words that news writes in lower case inside a sentence.

    python scripts/make_common_words.py SHARED_DATA_DIR

Two sources, both only as word lists: words that the mixed-case development corpora write in lower case nearly
always, and words of the development wires in capitals that the language model's own dictionary knows and no
larger town is called. Same input, same bytes.
"""

from __future__ import annotations

import calendar
import collections
import csv
import gzip
import json
import re
import sys
import unicodedata
from pathlib import Path

from onrecord.language.pipeline import load_model

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
MIXED_CASE = ("syria-news/articles.jsonl",)
CAPITALS = ("muc4/documents-dev.jsonl",)
TOWN_POPULATION = 20_000
CALENDAR = {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name}


def texts(data: Path, names: tuple[str, ...]) -> list[str]:
    lines = (line for name in names for line in (data / name).read_text("utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


def words_by_case(corpus: list[str]) -> tuple[set[str], set[str]]:
    """The words mostly in lower case, and those mostly with a capital."""
    lower: collections.Counter[str] = collections.Counter()
    both: collections.Counter[str] = collections.Counter()
    for text in corpus:
        for word in WORD.findall(text):
            both[word.lower()] += 1
            lower[word.lower()] += word.islower()
    share = {word: lower[word] / count for word, count in both.items() if count >= 2}
    common = {word for word in share if share[word] >= 0.7 or (lower[word] >= 20 and share[word] >= 0.3)}
    return common, {word for word in share if share[word] < 0.3} - common


def town_names(data: Path) -> set[str]:
    with gzip.open(data / "places/cities500.tsv.gz", "rt", encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {fold(row["name"]) for row in rows if int(row["population"] or 0) >= TOWN_POPULATION}


def country_names(data: Path) -> set[str]:
    with (data / "places/countries.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {fold(name) for row in rows for name in (row["name"], row["capital"])}


def fold(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def dictionary_words(corpus: list[str], names: set[str]) -> set[str]:
    lemmatizer = load_model().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    rules = lemmatizer.lookups.get_table("lemma_rules")
    known = set()
    for word in {word.lower() for text in corpus for word in WORD.findall(text)} - names:
        for part in ("noun", "verb", "adj", "adv"):
            forms = {word, *(word[: -len(old)] + new for old, new in rules.get(part, []) if old and word.endswith(old))}
            if word in exceptions.get(part, {}) or any(form in index.get(part, {}) for form in forms):
                known.add(word)
    return known


def main() -> None:
    data = Path(sys.argv[1])
    common, capitalised = words_by_case(texts(data, MIXED_CASE))
    names = town_names(data) | country_names(data) | capitalised | CALENDAR
    words = common | dictionary_words(texts(data, CAPITALS), names)
    target = Path("src/onrecord/language/data/common_words.txt")
    header = "# Words that news writes in lower case inside a sentence; made by scripts/make_common_words.py.\n"
    target.write_text(header + "\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {target}")


if __name__ == "__main__":
    main()
