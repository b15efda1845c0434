"""Write src/onrecord/claims/data/person_nouns.txt: English nouns that first of all mean a person.

    python scripts/make_person_nouns.py WORDNET_DIR SCOWL_DIR

A noun counts if WordNet files its commonest sense under persons (Debian's package wordnet-base, in
/usr/share/wordnet) and SCOWL (Debian's package scowl) has it among the words of usual dictionaries. Compounds with
'co' of nouns of people.toml are left out, since they are read as those. Same input, same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.claims.words import people

TARGET = Path("src/onrecord/claims/data/person_nouns.txt")
PERSON = "18"
"""WordNet's number of the file of nouns for persons (lexnames(5WN))."""
MOST_SIZE = 60
HEADER = (
    "# Nouns that first of all mean a person, besides those of people.toml; made by scripts/make_person_nouns.py.\n"
)


def first_senses(index: Path) -> dict[str, str]:
    """Each single noun with the offset of its commonest sense."""
    senses: dict[str, str] = {}
    for line in index.read_text("utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            pointers = int(fields[3])
            senses[fields[0]] = fields[6 + pointers]
    return senses


def persons(data: Path) -> set[str]:
    """The offsets of the senses filed under persons."""
    lines = (line.split(" ", 3) for line in data.read_text("utf-8").splitlines() if not line.startswith(" "))
    return {offset for offset, file, *_ in lines if file == PERSON}


def dictionary(scowl: Path) -> set[str]:
    """The words written in lower case in SCOWL's usual dictionaries."""
    paths = (path for path in scowl.iterdir() if path.suffix[1:].isdigit() and int(path.suffix[1:]) <= MOST_SIZE)
    lists = (path.read_text("latin-1").split() for path in paths if path.stem.endswith("-words"))
    return {word for words in lists for word in words if word.isalpha() and word.islower()}


def main() -> None:
    wordnet, scowl = map(Path, sys.argv[1:])
    found = persons(wordnet / "data.noun")
    named = {noun for noun, sense in first_senses(wordnet / "index.noun").items() if sense in found}
    listed = named & dictionary(scowl)
    nouns = sorted(noun for noun in listed if not {noun, noun.removeprefix("co")} & people().groups.keys())
    TARGET.write_text(HEADER + "\n".join(nouns) + "\n", encoding="utf-8")
    print(f"{len(nouns)} nouns in {TARGET}")


if __name__ == "__main__":
    main()
