"""The words that show where a place name stands and what it is.

In: the stretch of text just before or after a name. Out: the locative cue, the kind of place, the direction. The lists
are plain English of news reports; they hold no names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters

from onrecord.places.tables import word_list

KIND_OF_TYPE: dict[str, str] = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "township", "settlement", "enclave", "capital"), "city"),
    **dict.fromkeys("barangay brgy purok tambon desa kampung kampong vereda kebele boma aldea sitio".split(), "city"),
    **dict.fromkeys(("trading centre", "trading center", "corregimiento"), "city"),
    **dict.fromkeys(
        ("neighbourhood", "neighborhood", "suburb", "quarter", "slum", "shantytown", "favela", "ward"), "quarter"
    ),
    **dict.fromkeys(("industrial zone", "industrial area", "industrial estate", "industrial city"), "quarter"),
    **dict.fromkeys(("chiefdom", "sub-location", "sublocation"), "admin2"),
    **dict.fromkeys(("district", "subdistrict", "municipality", "county", "raion"), "admin2"),
    **dict.fromkeys("taluka taluk tehsil upazila amphoe woreda payam cercle mandal rayon kabupaten".split(), "admin2"),
    **dict.fromkeys(
        ("local government area", "lga", "area council", "sub-county", "subcounty", "sub-district"), "admin2"
    ),
    **dict.fromkeys(("commune", "canton", "parish", "territory", "zone"), "admin2"),
    **dict.fromkeys(
        ("province", "governorate", "state", "oblast", "prefecture", "department", "countryside"), "admin1"
    ),
    **dict.fromkeys(("region", "area", "valley", "mountains", "desert", "peninsula", "basin", "plain"), "region"),
    **dict.fromkeys(sorted(word_list("facility")), "facility"),
    **dict.fromkeys(sorted(word_list("natural")), "natural"),
    **dict.fromkeys(sorted(word_list("site")), "site"),
}
"""What a type word beside a name says of it: 'city', 'quarter' (part of a town), 'admin2', 'admin1', 'region',
'facility' (a mosque, a street), 'natural' (a hill), 'site' (an airbase, a camp: named after the place it is by, as a
rule)."""

_AGREED = re.compile(
    r"\s+(?:accords?|agreements?|protocols?|conventions?|treaty|communiqu[eé]|memorandum)\b", re.IGNORECASE
)
_OF_PEOPLE = re.compile(
    r"\s+(?:(?P<group>tribes?|tribes(?:man|men|people)|clans?|clansmen|herders?|herds(?:man|men)|pastoralists)|"
    r"villages?|villagers?|hamlets?|settlements?|settlers?|communit(?:y|ies)|elders?|militia(?:man|men|s)?|farmers?|"
    r"rebels?|insurgents|youths?|women|men|famil(?:y|ies)|refugees?)\b"
)
_ONE_OF = re.compile(
    r"\b(?:an?|two|three|four|five|several|many|some|other|\d+)\s+(?:(?:ethnic|mainly|mostly|largely|predominantly)\s+)?$"
)
"""'a Kuki village': an article that counts villages of a people; a place's own goes without."""

_PLURALS = {"cities": "city", "counties": "county", "countries": "country"}

_HALVES = ("north", "south", "east", "west")
DIRECTIONS: dict[str, str] = {
    word: direction
    for direction in (*_HALVES, "north-east", "north-west", "south-east", "south-west")
    for joined in {direction, direction.replace("-", ""), direction.replace("-", " ")}
    for word in (joined, f"{joined}ern")
}
"""Every way to write a compass direction, to the one in ``earth.BEARINGS``."""

TYPE = "|".join(sorted((*KIND_OF_TYPE, "cities", "counties"), key=len, reverse=True))
DIRECTION = "|".join(sorted(DIRECTIONS, key=len, reverse=True)).replace(" ", r"\s")
_ADJECTIVES = (
    *("central", "downtown", "greater", "rural", "nearby", "neighbouring", "neighboring", "besieged", "strategic"),
    *("ancient", "old", "historic", "coastal", "border", "remote", "occupied", "war-torn"),
)
_HELD = ("held", "controlled", "run", "besieged", "populated", "majority")
"""Of a place, behind its holder's or its people's name: 'rebel-held'."""
_ADJECTIVE = rf"(?:{DIRECTION}|{'|'.join(_ADJECTIVES)}|[a-z]+-(?:{'|'.join(_HELD)}))"
PREPOSED = frozenset("barangay brgy purok sitio vereda corregimiento tambon kebele".split())
"""Type words that stand before a name, often with a capital: 'in Barangay Linantangan'."""
_TYPE_BEFORE = rf"(?:(?-i:{TYPE})s?\s+(?:of\s+)?|(?:{'|'.join(sorted(PREPOSED))})\s+|(?:{TYPE})s?\s+of\s+)(?:the\s+)?"
_MANNER = rf"(?:the\s+)?(?:{_ADJECTIVE}\s+){{0,2}}(?:{_TYPE_BEFORE})?(?:{_ADJECTIVE}\s+)?"

_STRONG_CUES = (
    *("near", "outside", "around", "inside", "within", "throughout", "across", "outskirts of", "edge of", "suburb of"),
    *("suburbs of", "centre of", "center of", "heart of", "streets of", "parts of", "part of", "entrance of"),
    *("surroundings of", "close to", "countryside of", "capital of", "siege of", "battle of", "battle for", "fall of"),
    *("capture of", "residents of", "people of", "community of", "communities of", "locality of", "localities of"),
)
_STRONG = re.compile(
    rf"\b(?P<cue>{'|'.join(_STRONG_CUES)}|(?:{DIRECTION})\s+of|\d\s*(?:km|kilomet\w{{2,4}}|miles?)\s+from)\s+{_MANNER}$",
    re.IGNORECASE,
)
_ATTACK_ON = re.compile(
    r"\b(?:strikes?|airstrikes?|attacks?|raids?|assault|offensive|bombing|shelling|bombardment|fire|rockets?|shells|"
    rf"missiles?|bombs?|fell|landed|rained|dropped|advanced?|march(?:ed|ing)?|control|clashes|fighting)\s+(?:on|over|against|at)\s+{_MANNER}$"
    rf"|\b(?:shelling|bombing|bombardment|storming|looting|burning|recapture|liberation)\s+of\s+{_MANNER}$",
    re.IGNORECASE,
)
_HAPPENED_AT = re.compile(
    r"\b(?:killed|slain|murdered|massacred|slaughtered|shot\s+dead|wounded|injured|abducted|kidnapped|arrested|captured|"
    r"beheaded|died|dead|posts?|camps?|bases?|outposts?|checkpoints?|positions?|depot|garrison|barracks|mines?|markets?|church|"
    r"mosque|school|clinic|ambush(?:ed)?|massacre|battle|clash|incident|explosion|blast|burial|defen[cs]es|civilians|"
    r"villagers|farmers|herders|troops|soldiers|rebels|fighters|gunmen|police(?:men)?|vigilantes|miners|fields|road|highway|"
    r"took\s+place|taken\s+place|bus|truck|convoy|patrol|junction|stronghold|raids?)"
    r"\s+(?P<at>at)\s+$|(?:^|[.\n\"”])\s*At\s+$|\b(?:raided|stormed|overran|overrun|invaded)\s+$",
    re.IGNORECASE,
)
"""'killed at ', 'a post at ', 'raided ': the name behind is a place's, whoever knows it."""
_TYPED = re.compile(
    rf"\b(?={_TYPE_BEFORE})(?P<type>{TYPE})s?\s+(?:of\s+)?(?:the\s+)?(?:{_ADJECTIVE}\s+)?$", re.IGNORECASE
)
_MOTION = re.compile(
    r"\b(?:fled|flee|went|go|moved?|travell?ed|return(?:ed|ing)?|withdr[ae]w|retreat(?:ed)?|drove|flew|sent|deployed|taken|"
    rf"evacuated|displaced|road|route|way|convoy|forces|march(?:ed)?)\s+(?:to|from|towards?|into)\s+{_MANNER}$",
    re.IGNORECASE,
)
_HELD_BY = re.compile(
    rf"\b(?:suburbs?\s+of|outskirts\s+of|capital\s+of|(?:neighbou?rhoods|districts|quarters)\s+of|(?:an?|one\s+of\s+the|several|many|some|other)\s+(?:[a-z][\w-]*\s+){{0,2}}?(?:{TYPE})s?\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""'a district of ', 'suburbs of ': the type word is not the name's own."""
_PART_OF_IT = re.compile(
    rf"(?-i:\b[A-Z][\w'’-]*)\s+(?:area|neighbou?rhood|quarter|suburb)\s+of\s+(?:the\s+)?(?:{_ADJECTIVE}\s+)?$",
    re.IGNORECASE,
)
"""'the Bab Sharqi area of ': the type word is the name's before it."""
_PLAIN_CUES = (
    *("in", "at", "into", "from", "to", "toward", "towards", "of", "on", "for", "against", "over", "through"),
    *("between", "via", "reach", "reached", "enter", "entered", "retake", "retaken", "retaking", "capture", "captured"),
    *("capturing", "recapture", "recaptured", "recapturing", "seize", "seized", "seizing", "besiege", "besieged"),
    *("besieging", "shelled", "shelling", "bombed", "bombing", "leave", "leaving", "raided", "raiding", "attacked"),
    *("attacking", "burned", "burnt", "burning", "stormed", "storming", "looted", "looting", "liberated"),
    *(
        "taking",
        "overran",
        "overrun",
        "overrunning",
        "reopen",
        "liberating",
        "hit",
        "struck",
        "targeted",
        "targeting",
        "hold",
        "holds",
        "holding",
    ),
)
_PLAIN = re.compile(rf"\b(?P<cue>{'|'.join(_PLAIN_CUES)})\s+{_MANNER}$", re.IGNORECASE)
_LAST_WORDS = frozenset(
    re.split(r"[ -]", phrase)[-1]
    for phrase in ("the", *DIRECTIONS, *_ADJECTIVES, *_HELD, *TYPE.split("|"), *_STRONG_CUES, *_PLAIN_CUES)
    for phrase in (phrase, f"{phrase}s")
)
"""A cue before a name, or words of distance and direction, end in one of these: most names need no search for one."""
_AFTER = re.compile(rf"(?:['’]s)?\s+(?:{_ADJECTIVE}\s+)?(?P<type>{TYPE})s?\b(?!-)(?P<of>\s+of\b)?", re.IGNORECASE)
_PART_OF_NAMED = frozenset(("suburb", "town", "village", "city", "hamlet"))
"""Type words that, with 'of', belong to the next name: 'the Damascus suburb of Harasta'."""
_IN_A_UNIT = re.compile(
    r"s?\s+of\s+(?:the\s+)?[A-Z][\w'’ -]{1,50}?\s+"
    r"(?:province|state|region|district|county|governorate|oblast|department)\b"
)
"""'the Gawa Qanqa village of Oromia region': of a unit, so that the first name is the village's."""
_FAITHFUL = r"[A-Z][a-z]+(?:an|ish|ese|im|ite|i|ic)"
"""An adjective of a people or a faith, by its ending: 'Christian'."""
_APPOSITION = re.compile(rf"\s*,?\s+(?:an?|the)\s+(?:(?:[a-z][\w-]*|{_FAITHFUL})\s+){{0,2}}?(?P<type>{TYPE})\b(?!\s*-)")
_PART_OF_TOWN = re.compile(
    rf"\s*,\s+(?:in|on)\s+the\s+(?:{DIRECTION}|centre|center|middle|heart|outskirts|edge)\s+of\s+the\s+"
    r"(?:capital|city|town)\b",
    re.IGNORECASE,
)
"""'Dora, in the south of the capital': the name is a part of a town that goes unnamed here."""
ACROSS = "bay|river|lake|strait|estuary|lagoon|gulf|channel|water|border|valley"
_PLACED = re.compile(
    rf"\s*,?\s+(?:(?:about|some|around|roughly|just)\s+)?"
    rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?[\s-]*(?:km|kilomet\w{{0,4}}|miles?)\s+)?"
    rf"(?:to\s+the\s+)?(?:{DIRECTION})\s+of\s|\s*,\s+(?:near|close\s+to|not\s+far\s+from|on\s+the\s+(?:border|outskirts))\s"
    rf"|\s*,?\s+(?:also\s+)?in\s+(?:the\s+)?(?:(?:{_ADJECTIVE}|same|adjoining|adjacent)\s+){{0,2}}"
    rf"(?:(?:{TYPE})\b|(?-i:[A-Z][\w'’-]*\s+){{1,3}}(?:{TYPE})\b"
    rf"|(?-i:[A-Z])[\w-]*['’]s\s+(?:(?:{DIRECTION}|central|rural)\s+)?(?:{TYPE})\b)|\s*,\s+also\s+in\s+(?-i:[A-Z])"
    rf"|\s*,\s+(?:just\s+)?across\s+the\s+(?:{ACROSS})\s+(?:of|from)\s"
    rf"|\s*,\s+(?:farther|further)\s+(?:(?:{DIRECTION}|up|down|along)\b|inland\b)"
    rf"|\s*,\s+on\s+(?:the\s+)?(?:[a-z]+\s+){{0,2}}(?:road|highway|route)\b",
    re.IGNORECASE,
)
_LYING = (" lies ", " sits ", " stands ", " is ")
_SITUATED = re.compile(
    rf"\s+(?:lies|sits|stands|is\s+(?:located|situated))\s+(?:(?:about|some|around|roughly|just)\s+)?"
    rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?[\s-]*(?:km|kilomet\w{{0,4}}|miles?)\b|near\b|in\b|on\b|between\b|(?:{DIRECTION})\b)",
    re.IGNORECASE,
)
_OWNS_A_NAME = re.compile(r"['’]s?\s+(?=[A-Z])")
_SPEECH_BEFORE = re.compile(r"\b(?:says?|said|claims?|(?P<source>according to))[ \t]+$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[\r\n.;])")
_BORDER_TOWN = r"(?!\s+(?:towns?|villages?|cit(?:y|ies)|districts?|crossing)\b)"
_BORDER_AFTER = re.compile(rf"(?:\s*[-–/]\s*\w+)?\s+(?:border|borders|frontier)\b{_BORDER_TOWN}", re.IGNORECASE)
_BORDER_BEFORE = re.compile(
    r"\b(?:borders?|frontiers?|bordering|boundary)\s+(?:with|of|to)?\s*(?:the\s+)?$|\bborders?\s+between\s+(?:[\w-]+\s+and\s+)?$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Col|Gen|Maj|Lt|Capt|Sgt|Brig|Cpl|Sen|Gov|Rep|Rev|President|Minister|General|Colonel|"
    r"Major|Captain|Lieutenant|Sergeant|Commander|Sheikh|Shaikh|Imam|Ayatollah|King|Queen|Prince|Princess|Emir|Pope|"
    r"spokesman|spokeswoman|spokesperson|activist|journalist|leader|director|chief|secretary|Secretary|named|called)"
    r"\.?\s+$"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"\s*(?:,[^\n]{{1,30}})?(?:\(|—|–|--|-\s|:\s|\|\s)|\s?/\s?[A-Z][\w'’-]*\s?/"
    rf"|,\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?\s?[.:]\s"
    rf"|\s*/\s*[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s*(?:\(|—|–|--|-\s)"
)
_FULL_DATELINE = re.compile(r",\s+[A-Z][^\n,]{1,30}?(?:,\s[^\n,]{1,20}?)?\s?(?:\([^\n()]{1,30}\)\s?)?(?:—|–|--|-\s)")
"""', Iraq - ', ', Kenya, Aug. 3 (Agency) — '."""
_STARTS_SENTENCE = re.compile(r"[ \t]+[A-Z](?:[a-z]|[ \t])")
_LONGEST_ACRONYM = 4
_SPEAKS = re.compile(r"\s+(?:has\s+)?(?:said|says|reported|reports|told|added|quoted|wrote|announced)\b")
_OF_A_PERSON = re.compile(
    r"['’]s\s+(?:death(?!\s+tolls?)|killing|arrest|capture|body|corpse|remains|wife|widow|son|sons|father|mother|brother|"
    r"lawyer|successor|supporters|followers|deputy|assassination|execution)\b"
)
_DISEASE = re.compile(r"\s+(?:\w*virus|fever|disease|flu|syndrome|strain|haemorrhagic|hemorrhagic)\b", re.IGNORECASE)

_AT_A_PERSON = re.compile(
    r"\b(?:out|shout\w*|yell\w*|angry|furious|jeer\w*|laugh\w*|swipe|dig|jab)\s+at\s+$", re.IGNORECASE
)
"""'hit out at', 'angry at': what follows is somebody."""

_ATTACKED = re.compile(
    r"\b(?:gunmen|militants|insurgents|bandits|rebels|attackers|jihadists|fighters|assailants|terrorists|raiders|"
    r"militiamen|herdsmen|herders|guerrillas|extremists|troops|soldiers|men|they|who)\b[^.;:\n]*"
    r"\b(?:attack(?:ed|ing)|struck|hit|invaded|raided|stormed|sacked|torched|burned|shelled|overran|besieged|entered)\s+$",
    re.IGNORECASE,
)
_THEN_AND_THERE = re.compile(
    r"\s+(?:(?:late|early|again|overnight|yesterday)\b|last\s+(?:night|week)|this\s+(?:morning|week)"
    r"|(?:on|at|before|after|around|about|since)\s+(?:the\s+)?(?:late|early|[A-Z]\w+day|dawn|night|midnight|dusk|daybreak|\d|"
    r"evening|weekend)"
    r"|and\s+(?:killed|set|burn\w+|abducted|kidnapped|loot\w+|opened|shot|seized))\b"
    r"|,?\s+(?:killing|burning|leaving|shooting|looting|abducting|setting|where)\b"
)
"""Behind what was attacked: the hour or the day, or what else was done."""

WINDOW = 64
"""Characters of context that a cue is looked for in."""

PLAIN_STRENGTH = {
    "in": 3.5,
    "at": 2.5,
    "into": 2.0,
    "from": 1.5,
    "to": 1.0,
    "toward": 1.5,
    "towards": 1.5,
    "of": 0.5,
    "on": 0.5,
    "for": 0.0,
    "against": 0.0,
    "over": 0.5,
    "through": 1.0,
    "between": 1.0,
    "via": 1.0,
}
MOTION_STRENGTH = 2.5
HAPPENED_STRENGTH = 3.5
VERB_STRENGTH = 1.5
STRONG_STRENGTH, ATTACK_STRENGTH = 4.0, 3.5
ATTACK_ON = "attack on"
"""The cue word that stands for 'strike on', 'shelling of' and their like: what follows may also be a party."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands before a name: the cue word in lower case, its strength as evidence of a place, a kind of place."""

    word: str | None
    strength: float
    kind: str | None = None


def type_kind(word: str) -> str | None:
    """The kind that a type word, singular or plural, speaks of: 'provinces' -> 'admin1'."""
    low = word.lower()
    return KIND_OF_TYPE.get(_PLURALS.get(low, low)) or KIND_OF_TYPE.get(low.removesuffix("s"))


def cue_before(before: str) -> Cue:
    """Read the end of the text before a name: 'clashes in the town of ' -> in, strong, 'city'."""
    tail = before[-WINDOW:]
    if not may_end_in_cue(tail):
        return Cue(None, 0.0)
    typed = _TYPED.search(tail)
    own = typed is not None and not _HELD_BY.search(tail) and not _PART_OF_IT.search(tail)
    kind = type_kind(typed["type"]) if typed and own else None
    strong = _STRONG.search(tail)
    if strong:
        return Cue(" ".join(strong["cue"].lower().split()), STRONG_STRENGTH, kind)
    if _ATTACK_ON.search(tail):
        return Cue(ATTACK_ON, ATTACK_STRENGTH, kind)
    if _MOTION.search(tail):
        return Cue("to", MOTION_STRENGTH, kind)
    plain = _PLAIN.search(tail)
    if plain and not _AT_A_PERSON.search(tail):
        word = plain["cue"].lower()
        strength = PLAIN_STRENGTH.get(word, VERB_STRENGTH)
        strength = max(strength, HAPPENED_STRENGTH) if _HAPPENED_AT.search(tail) else strength
        return Cue(word, max(strength, STRONG_STRENGTH) if kind else strength, kind)
    return Cue(None, 2.5 if kind else 0.0, kind)


def without_direction(name: str) -> str:
    """A name without the compass direction before it: 'northern Idlib' -> 'Idlib'; other names as they are."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in DIRECTIONS else name


def may_end_in_cue(before: str) -> bool:
    """Whether the text before a name closes with white space and a word that a cue or a relation can end in."""
    words = before.rstrip()
    return len(words) < len(before) and words[len(words.rstrip(ascii_letters)) :].lower() in _LAST_WORDS


def kind_after(after: str) -> tuple[str, int] | None:
    """The kind told right after a name, and where the words end: ' province' -> ('admin1', 9); also ', a town in'.
    "Children's Hospital" is a name, whose last word tells nothing of 'Children'."""
    part = _PART_OF_TOWN.match(after[:WINDOW])
    if part is not None:
        return "quarter", part.end()
    found = _AFTER.match(after[:WINDOW]) or _APPOSITION.match(after[:WINDOW])
    if found is None:
        return None
    if found.groupdict().get("of") and found["type"].lower() in _PART_OF_NAMED:
        told = _IN_A_UNIT.match(after, found.end("type"))
        return (type_kind(found["type"]) or "region", found.end("type")) if told else None
    if found[0].startswith(("'", "’")) and found["type"][0].isupper():
        return None
    return type_kind(found["type"]) or "region", found.end()


def names_agreement(after: str) -> bool:
    """Whether the name is that of what was once agreed there: 'the Minsk accords'."""
    return bool(_AGREED.match(after[:WINDOW]))


def names_people(before: str, after: str) -> bool:
    """Whether a name may tell whose a village or a band is, not where: 'a Kuki village', 'Kuki tribesmen'."""
    found = _OF_PEOPLE.match(after[:WINDOW])
    return found is not None and (found["group"] is not None or bool(_ONE_OF.search(before[-WINDOW:])))


def is_border(before: str, after: str) -> bool:
    """Whether the name only tells which border is meant: 'the Syrian border', 'the border with Syria'."""
    return bool(_BORDER_AFTER.match(after[:WINDOW]) or _BORDER_BEFORE.search(before[-WINDOW:]))


def is_dateline(before: str, name: str, after: str, *, known: bool = True) -> bool:
    """Whether the name opens a line as the place of writing: 'BAGHDAD (Reuters) - ', 'KABUL, Afghanistan — '; where
    the marks were lost, 'BAGHDAD At least ten people'. One that is not known must be in capitals and have the marks."""
    if before and not before.rstrip(" \t").endswith("\n"):
        return False
    if not known:
        return name.isupper() and bool(_FULL_DATELINE.match(after[:WINDOW]))
    shouted = len(name) > _LONGEST_ACRONYM and name.isupper() and bool(_STARTS_SENTENCE.match(after[:WINDOW]))
    return shouted or bool(_DATELINE.match(after[:WINDOW]))


def is_speaking(after: str) -> bool:
    """Whether a verb of speech follows: agencies and people speak, towns seldom."""
    return bool(_SPEAKS.match(after[:WINDOW]))


def is_mortal(after: str) -> bool:
    """Whether what follows only a person has: ''s death', ''s wife'; but not 'Aleppo's death toll'."""
    return bool(_OF_A_PERSON.match(after[:WINDOW]))


def is_spoken_by(before: str, after: str) -> bool:
    """Whether the name closes its clause after a verb of speech, as the speaker: 'ten dead, says Example'."""
    speech = _SPEECH_BEFORE.search(before[-WINDOW:])
    return speech is not None and bool(_ENDS.match(after) or (speech["source"] and after.startswith(",")))


def is_placed(after: str) -> bool:
    """Whether the words right after say how the name lies to another: ', 30 km west of ', ', near '."""
    return bool(_PLACED.match(after[:WINDOW]))


_WITH_TOLL = re.compile(r"\s*,\s+(?:killing|wounding|injuring|leaving|seizing|abducting|burning|destroying)\b")
_AIMED = re.compile(
    r"\b(?:fired|shot|aimed|thrown|hurled|lobbed|directed|shooting|firing)\s+(?:\w+\s+)?at\s+$", re.IGNORECASE
)


def is_toll_told(before: str, after: str) -> bool:
    """Whether the words behind 'at X' tell what was done there: ', killing ten'; 'fired at X' is aimed at somebody."""
    return bool(_WITH_TOLL.match(after)) and not _AIMED.search(before)


_STANDS = re.compile(
    r"\b(?:houses?|homes?|huts|detachment|camps?|bases?|posts?|outposts?|checkpoints?|market|village|barracks|garrison|"
    r"bridge|settlement|crossing|mosque|church|troops|positions?|ambush|clash(?:es)?|blast|explosion|raid|shelling|attack)"
    r"\s+at\s+$",
    re.IGNORECASE,
)
"""Before a name: what stands, or happened, at a place."""


def stands_at(before: str) -> bool:
    """Whether a thing that stands at a place, or a deed, is told right before 'at X': 'a detachment at X'."""
    return bool(_STANDS.search(before[-WINDOW:]))


def is_attacked(before: str, after: str) -> bool:
    """Whether armed people attack what the name means, and when or what they did there follows: 'gunmen attacked X on
    Tuesday', 'bandits raided X, killing ten'. A party that is attacked has seldom either beside it."""
    return bool(_ATTACKED.search(before[-WINDOW:]) and _THEN_AND_THERE.match(after[:WINDOW]))


def is_situated(after: str) -> bool:
    """Whether a sentence begins that tells where the name lies: 'X lies 14 km north of'."""
    return after.startswith(_LYING) and bool(_SITUATED.match(after[:WINDOW]))


def owns_a_name(after: str) -> bool:
    """Whether the name owns what a capitalised name follows for: "Turkey's Defence Ministry"."""
    return bool(_OWNS_A_NAME.match(after[:WINDOW]))


def is_money(after: str) -> bool:
    """Whether the name only tells whose money a sum is in: 'US$10,000'."""
    return after.startswith(("$", "€", "£"))


def names_disease(after: str) -> bool:
    """Whether the name is an illness's: 'West Nile virus'."""
    return bool(_DISEASE.match(after[:WINDOW]))


def is_titled(before: str) -> bool:
    """Whether a person's title or role stands right before: 'Col. ', 'spokesman '."""
    return bool(_TITLE.search(before[-WINDOW:]))
