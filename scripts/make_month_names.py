"""Make src/onrecord/dates/data/month_names.tsv: the names of the months in the languages that news is written in.

Gregorian names, wide and abbreviated, alone and within a date, are those of the Unicode CLDR as packaged by Babel; the
months of the solar Hijri calendar (Iran, Dari, Pashto) and of the lunar one, in Arabic letters, are facts of our own.

    python -m pip install babel; python scripts/make_month_names.py
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from babel.dates import get_month_names

from onrecord.dates.month_names import folded

TABLE = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "dates" / "data" / "month_names.tsv"
LOCALES = (
    "en fr es pt it ca ro de nl sv da nb fi et lv lt pl cs sk sl hu sq el tr az az_Cyrl uk be ru bg mk sr sr_Latn hr "
    "bs ka hy ar_EG ar_SY ar_DZ ar_MA fa ps ckb ku he ur hi bn ne pa ta te si my th km id ms fil sw so ha am ti om "
    "rw rn ln mg af zu yo ig uz uz_Cyrl kk ky tg tk mn"
).split()
SOLAR = (
    ("fa", "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
    ("fa", "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand"),
    ("fa", "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"),
    ("ps", "وری غویی غبرگولی چنگاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب"),
)
LUNAR = (
    ("ar", "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة"),
    ("ar", "محرم|صفر|ربيع الاول|ربيع الثاني|جمادى الاولى|جمادى الثانية|رجب|شعبان|رمضان|شوال|ذي القعدة|ذي الحجة"),
)
LEAST_LETTERS = 3
"""Shorter Latin and Cyrillic abbreviations are words of other languages."""
ENGLISH_WEEKDAYS = frozenset("sun mon tue wed thu fri sat".split())
"""Names of months elsewhere, and of weekdays on pages everywhere."""


def main() -> None:
    """Write the table, sorted."""
    found: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, locale).items():
                    _add(found, name, "gregorian", month, locale.split("_")[0])
    for language, names in SOLAR:
        for month, name in enumerate(names.split(), start=1):
            _add(found, name, "solar", month, language)
    for language, names in LUNAR:
        for month, name in enumerate(names.split("|"), start=1):
            _add(found, name, "lunar", month, language)
    lines = [
        "\t".join((name, calendar, str(month), " ".join(sorted(langs))))
        for (name, calendar, month), langs in found.items()
    ]
    TABLE.write_text("\n".join(["name\tcalendar\tmonth\tlanguages", *sorted(lines)]) + "\n", encoding="utf-8")


def _add(
    found: defaultdict[tuple[str, str, int], set[str]], name: str, calendar: str, month: int, language: str
) -> None:
    plain = folded(name).strip(". ")
    dense = plain[:1] >= "\u0590"
    if (
        plain
        and plain not in ENGLISH_WEEKDAYS
        and not any(letter.isdecimal() for letter in plain)
        and (dense or len(plain) >= LEAST_LETTERS)
    ):
        found[plain, calendar, month].add(language)


if __name__ == "__main__":
    main()
