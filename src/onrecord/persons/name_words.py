"""Words that stand in names and are none: articles, titles, words that say that a name is unknown; and given names that
two languages of one country write differently.

The lists are our own, from common usage; a word stands in one only where it is no one's whole name.
"""

from __future__ import annotations

ARTICLES = frozenset("al el ul il ال".split())
SUN_ARTICLES = frozenset("ar er ur as es us ash esh ush ad ed ud adh at et ut ath az ez uz an en un".split())
"""The article before the letter that it takes on: ar-Rahman, ash-Shami. Elsewhere the same letters are a name."""
LINKS = frozenset(
    "bin ibn ben bint binti ould wuld walad de da do dos das del della di la le les van von der den te y e "
    "بن ابن بنت ولد".split()
)
"""Son of, daughter of, and particles of European names; never the first word of a name."""
FATHERS = {"abu": "abu", "abo": "abu", "abou": "abu", "aboo": "abu", "abi": "abu", "umm": "umm", "oum": "umm",
           "um": "umm", "ابو": "ابو", "ابي": "ابو", "ام": "ام"}  # fmt: skip
"""Father of, mother of: one with the next word."""
SERVANTS = frozenset("abd abdel abdul abdal abdol abdil abdur abdus abdun abduz abdud abed abid عبد".split())
"""Servant of: one with the next word, with or without the article."""
TITLES = frozenset(
    "mr mrs ms miss dr prof eng sheikh shaikh sheik shaykh cheikh hajj haji hajji hadj elhadj sayyid mullah martyr "
    "sgt lt capt cpt maj col gen cpl pvt pte brig lance sir madam لواء عقيد الشهيد الشهيدة الحاج الشيخ الدكتور".split()
)
FIRST_TITLES = frozenset("u daw ko ma maung nan nang sai saw naw mi".split())
"""Burmese, Shan and Karen forms of address: titles before two words or more, names elsewhere."""
UNNAMED = frozenset(
    "unknown unidentified unnamed anonymous withheld nameless none مجهول مجهولة неизвестный неизвестная "
    "невідомий невідома".split()
)
"""A row with one of these has no name."""

_SAME = (
    "aleksandr alexander alexandr oleksandr aliaksandr", "aleksandra alexandra oleksandra",
    "sergei sergey serhii serhiy",
    "vladimir volodymyr uladzimir", "nikolai nikolay mykola mikalai", "mikhail mykhailo mikhailo", "pavel pavlo",
    "dmitri dmitry dmitriy dmytro", "evgeny yevgeny evgeniy yevgeniy yevhen evhen", "elena yelena olena alena",
    "aleksei alexei aleksey alexey oleksii oleksiy", "andrei andrey andrii andriy", "anna hanna ganna",
    "konstantin kostiantyn kostyantyn", "vasily vasiliy vasyl", "grigory grigoriy hryhorii hryhoriy", "ivan ivann",
    "anatoly anatoliy anatolii", "ekaterina yekaterina kateryna katerina", "natalia nataliya natalya",
    "pyotr petr petro",
    "iosif yosyp", "fyodor fedor fedir", "tatiana tatyana tetiana tetyana", "nikita mykyta", "artem artyom",
    "yulia iuliia",
    "olga olha", "oleg oleh", "igor ihor", "bogdan bohdan", "yuri yury yurii yuriy iurii",
    "mohammed muhammad mohamad mohamed mohammad muhammed mohd md muhamad mohamod", "jumaa juma gomaa goma",
    "yahya yehia yahia", "jesus isus", "youssef yusuf yousef yousuf youssouf yosef", "hasan hassan hasson hassen",
    "taha taaha", "amr amro amrou",
)  # fmt: skip
VARIANTS = {word: number for number, words in enumerate(_SAME) for word in words.split()}
"""A given name to the number of its group: Ukrainian, Belarusian and Russian forms, and spellings that sounds miss."""
