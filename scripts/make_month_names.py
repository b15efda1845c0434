"""Make month_names.tsv and weekday_names.tsv in src/onrecord/dates/data, in the languages that news is written in.

Gregorian names, wide and abbreviated, alone and within a date, are those of the Unicode CLDR as packaged by Babel;
other spellings in use, and the months of the solar Hijri calendar (Iran, Dari, Pashto), of the lunar one and of
Ethiopia's are facts of our own.

    python -m pip install babel; python scripts/make_month_names.py
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from babel.dates import get_day_names, get_month_names

from onrecord.dates.month_names import folded

DATA = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "dates" / "data"
LOCALES = (
    "en fr es pt it ca eu ro de nl sv da nb fi et lv lt pl cs sk sl hu sq el tr az az_Cyrl uk be ru bg mk sr sr_Latn "
    "hr bs ka hy ar_EG ar_SY ar_DZ ar_MA fa ps ckb ku he ur hi bn ne pa ta te si my th km id ms fil sw so ha am ti om "
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
ETHIOPIC = (
    ("am", "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ"),
    ("am", "መስከረም ጥቅምት ህዳር ታህሳስ ጥር የካቲት መጋቢት ሚያዚያ ግንቦት ሰኔ ሀምሌ ነሀሴ"),
    ("am", "meskerem tikimt hidar tahsas tir yekatit megabit miazia ginbot sene hamle nehase"),
)
OTHER_SPELLINGS = (
    ("so", "jannaayo febraayo maarso abriil maajo juun luuliyo agoosto sebteembar oktoobar nofeembar diseembar"),
    ("ku", "çile sibat adar nîsan ayar hezîran tîrmeh tebax îlon cotmeh mijdar kanûn"),
    ("ps", "جنوري فبروري مارچ اپريل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر"),
    ("ps", "جنوري فبروري مارچ اپریل مې جون جولایي اګست سپتمبر اکتوبر نومبر ډسمبر"),
    ("ar", "جانفي فيفري مارس افريل ماي جوان جويلية اوت سبتمبر اكتوبر نوفمبر ديسمبر"),
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
    for calendar, table in (("solar", SOLAR), ("ethiopic", ETHIOPIC), ("gregorian", OTHER_SPELLINGS)):
        for language, names in table:
            for month, name in enumerate(names.split(), start=1):
                _add(found, name, calendar, month, language)
    for language, names in LUNAR:
        for month, name in enumerate(names.split("|"), start=1):
            _add(found, name, "lunar", month, language)
    rows = [(name, calendar, str(month), " ".join(sorted(langs))) for (name, calendar, month), langs in found.items()]
    _write("month_names.tsv", ("name", "calendar", "month", "languages"), rows)
    _write("weekday_names.tsv", ("name", "weekdays"), _weekdays())


def _weekdays() -> list[tuple[str, ...]]:
    """Names with the weekdays that some language calls so, Monday 0."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for weekday, name in get_day_names(width, "format", locale).items():
                plain = folded(name).strip(". ")
                if len(plain) >= LEAST_LETTERS and " " not in plain:
                    found[plain].add(weekday)
    return [(name, " ".join(map(str, sorted(days)))) for name, days in found.items()]


def _write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = ["\t".join(row) for row in (header, *sorted(rows))]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _add(
    found: defaultdict[tuple[str, str, int], set[str]], name: str, calendar: str, month: int, language: str
) -> None:
    plain = folded(name).strip(". ")
    dense = plain[:1] >= "\u0590"
    if not plain or plain in ENGLISH_WEEKDAYS or any(letter.isdecimal() for letter in plain):
        return
    if dense or len(plain) >= LEAST_LETTERS:
        found[plain, calendar, month].add(language)


if __name__ == "__main__":
    main()
