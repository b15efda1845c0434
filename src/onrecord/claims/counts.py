"""Numbers of people in a sentence: 'at least five soldiers', 'dozens of villagers', 'a woman', 'two others'.

Comes in: a Reading and a sentence. Goes out: counts in text order, with the noun they count and whom it names.
Numbers of anything else (kilometres, houses, dollars, years of age) are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from onrecord.claims.hedges import HedgedNumber, hedged_number_at
from onrecord.claims.words import harm_words, people, person_nouns
from onrecord.language import Reading, Sentence
from onrecord.language.number_words import UNITS
from onrecord.model import Group, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STATES = frozenset("dead killed wounded injured hurt missing martyred slain".split())
_DETERMINERS = frozenset("of the those his her their its".split())
_INCLUDING = frozenset("including include includes included".split())
_TRADE_ENDINGS = ("ists", "ians", "ees", "smen", "eers", "keepers", "workers", "drivers", "holders", "seekers")
_NOT_TRADES = frozenset("committees trees degrees fees knees bees guarantees".split())
_ARTICLES = frozenset("a an one another".split())
_NOT_PEOPLE_AFTER = frozenset(
    "km kilometers kilometres kilometer kilometre miles mile meters metres percent % per cent years year months month "
    "weeks week days day hours hour minutes am pm a.m. p.m. - – / o'clock gmt mm kg tons tonnes dollars euros".split()
)
_AFTER_NOT = frozenset("- / ° % : – .".split())
_BEFORE_NOT = frozenset(
    "no how aged age no. form grade class level phase sector zone ward block gate chapter number $ € £ article "
    "resolution flight highway route km brigade division battalion".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec "
    "dec.".split()
)
_BEFORE_A_YEAR = frozenset("between in since by until till from during early late mid of year".split()) | _MONTHS
_YEARS = range(1900, 2100)
_YEAR_WORDS = frozenset(map(str, _YEARS))
"""'Massacre 64 of 2020': which one of a year."""
_ONE_EACH = frozenset("death injury murder arrest".split())
"""Nouns for a harm that one person suffers, so that '17 deaths' are 17 people; 'serious injuries' may be one's."""
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "PART", "ADV"})
_PARTICIPLES = frozenset({"VBN", "VBG", "JJ"})
_AND_VERB = 2
"""Tokens of 'and wounded'."""
_LONGEST_NOUN_PHRASE = 9
"""Tokens between a number and the noun it counts; the longest seen in the development reports is seven."""


AND = (("and",), (",", "and"))
ALONG = (("as", "well", "as"), ("along", "with"), ("together", "with"))
"""Words that add one number of people to another."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: token range [first, last) of hedge and number, [first, phrase_last) with its noun.

    low, best, high as in Toll. ``noun`` is the lemma counted, None where it is left out ('two killed').
    ``words`` are the lower-cased words of the whole phrase.
    """

    first: int
    last: int
    phrase_last: int
    low: int | None
    best: int
    high: int | None
    hedge: str | None
    rule: str
    noun: str | None
    groups: frozenset[Group]
    words: tuple[str, ...]

    def span(self, reading: Reading) -> Span:
        """The characters of number and noun."""
        return reading.span(self.first, self.phrase_last)


def find_counts(reading: Reading, sentence: Sentence) -> tuple[Count, ...]:
    """The numbers of people in a sentence, in text order."""
    words = reading.lower[sentence.first : sentence.last]
    counts: list[Count] = []
    at = 0
    while at < len(words):
        number = hedged_number_at(words, at)
        if number is not None:
            count = _counted(reading, sentence, words, at, number)
        else:
            count = _single(reading, sentence, words, at)
            if count is None and counts and counts[-1].rule == "tolls.one":
                count = _one_more(reading, sentence, at, counts[-1])
            elif count is None and counts:
                count = _and_the(reading, sentence, at, counts[-1])
        if count is not None and counts and _is_their_family(reading, counts[-1], count):
            counts[-1] = replace(counts[-1], phrase_last=count.phrase_last)
        elif count is not None:
            counts.append(count)
        at = number.last if number else at + 1
    return tuple(_with_shared_noun(reading, count, later) for count, later in zip_longest(counts, counts[1:]))


def _is_their_family(reading: Reading, members: Count, family: Count) -> bool:
    """'Three members of one family': whose they are, and nobody more."""
    of = reading.lower[members.phrase_last : family.first] == ("of",)
    return of and family.noun == "family" and members.noun in ("member", "people", "person", "other")


def _with_shared_noun(reading: Reading, count: Count, later: Count | None) -> Count:
    """'killed 28 and wounded 30 militants': a number without a noun counts the people that the next one names."""
    if later is None or count.noun is not None or later.first - count.last != _AND_VERB:
        return count
    link, verb = reading.lower[count.last], reading.doc[count.last + 1]
    shared = link in ("and", "or") and verb.pos_ == "VERB" and verb.lemma_.lower() in harm_words().verbs
    return replace(count, groups=later.groups) if shared else count


def _counted(reading: Reading, sentence: Sentence, words: Sequence[str], at: int, number: HedgedNumber) -> Count | None:
    """The number at ``at`` with the noun it counts; None where it counts no people."""
    if not _may_count_people(words, at, number) or _is_glued(reading.doc, sentence, at):
        return None
    first, last = sentence.first + at, sentence.first + number.last
    head = _without_speaker(reading, first, last, _noun_after(reading.doc, last, sentence.last))
    if not head.people:
        return None
    phrase_last = last if head.at is None else head.at + 1
    noun = None if head.at is None else person_lemma(reading.doc[head.at])
    households = noun == "family" and number.best > 1
    high, rule = (None, "tolls.vague") if households else (number.high, number.rule)
    count = Count(first, last, phrase_last, number.low, number.best, high, number.hedge, rule, noun, frozenset(), ())
    return _with_people(reading, sentence, count)


def _with_people(reading: Reading, sentence: Sentence, count: Count) -> Count:
    """Add whom the noun names, reading on through 'of ...' behind 'members' and 'people'."""
    phrase_last = count.phrase_last
    words = tuple(reading.lower[i] for i in range(count.first, phrase_last))
    groups = people().groups_of(count.noun) if count.noun else frozenset[Group]()
    if count.noun in _CONTAINERS or count.noun in _BROAD:
        phrase_last = _of_phrase_end(reading.doc, phrase_last, sentence.last)
        words = tuple(reading.lower[i] for i in range(count.first, phrase_last))
        groups = groups or _groups_in(reading.doc, count.phrase_last, phrase_last)
    if count.noun != "family":
        groups |= _groups_of_modifiers(words) | _groups_of_pair(reading.doc, count)
    return replace(count, phrase_last=phrase_last, groups=groups, words=words)


_CONTAINERS = frozenset("member element body corpse number group total remains family".split())
_BROAD = frozenset("people person man individual other".split())
_MODIFIED = {
    "female": Group.WOMEN,
    "children": Group.CHILDREN,
    "child": Group.CHILDREN,
    "underage": Group.CHILDREN,
    "elderly": Group.ELDERLY,
    "civilian": Group.CIVILIAN,
    "unarmed": Group.CIVILIAN,
    "armed": Group.COMBATANT,
    "rebel": Group.COMBATANT,
    "militant": Group.COMBATANT,
    "terrorist": Group.COMBATANT,
    "insurgent": Group.COMBATANT,
    "government": Group.SECURITY,
    "army": Group.SECURITY,
    "military": Group.SECURITY,
    "police": Group.SECURITY,
    "aid": Group.AID_WORKERS,
    "relief": Group.AID_WORKERS,
    "humanitarian": Group.AID_WORKERS,
    "medical": Group.MEDICS,
    "health": Group.MEDICS,
    "media": Group.JOURNALISTS,
}


def _groups_of_modifiers(words: Sequence[str]) -> frozenset[Group]:
    """What the words before the noun say of status, age, sex and trade; 'anti-government' says nothing of them."""
    own = [word for at, word in enumerate(words) if at and "anti" not in words[max(0, at - 2) : at]]
    return frozenset(_MODIFIED[word] for word in own if word in _MODIFIED)


def _groups_of_pair(doc: Doc, count: Count) -> frozenset[Group]:
    """'aid workers', 'ambulance drivers': two words that the list of nouns holds as one."""
    if count.noun is None or count.phrase_last - 2 < count.last:
        return frozenset()
    return people().groups_of(f"{doc[count.phrase_last - 2].lower_}-{count.noun}")


def _groups_in(doc: Doc, first: int, last: int) -> frozenset[Group]:
    for at in range(last - 1, first - 1, -1):
        if doc[at].pos_ == "PROPN":
            continue
        found = people().groups_of(person_lemma(doc[at]))
        if found:
            return found
    return frozenset()


def _of_phrase_end(doc: Doc, at: int, end: int) -> int:
    """Where 'of the same family' ends after 'members'; ``at`` itself where there is no such phrase."""
    if at >= end or doc[at].lower_ not in ("of", "from"):
        return at
    last = at + 1
    while last < end and last - at < _LONGEST_NOUN_PHRASE and (doc[last].pos_ in _MODIFIERS or doc[last].pos_ == "DET"):
        last += 1
    return last if last > at + 1 else at


_OF_AN_AGE = frozenset("youngest oldest eldest".split())
_UNDER = frozenset("under below over above".split())
_YOUNG = frozenset("child children boy boys girl girls minor minors those people".split())
_OLDEST = 110
"""'The judge, 56, was killed': a lower number between commas is an age."""


def _may_count_people(words: Sequence[str], at: int, number: HedgedNumber) -> bool:
    before = words[at - 1] if at else ""
    after = words[number.last] if number.last < len(words) else ""
    of_year = after == "of" and not _YEAR_WORDS.isdisjoint(words[number.last + 1 : number.last + 2])
    if before in _BEFORE_NOT or after in _NOT_PEOPLE_AFTER or of_year:
        return False
    told_age = before == "," and after == "," and words[at].isdigit() and number.best <= _OLDEST
    return not (told_age or _is_date(words, at, number) or _is_age(words, at) or _is_offspring(words, at))


def _is_date(words: Sequence[str], at: int, number: HedgedNumber) -> bool:
    """'On March 12', 'March 12, 2014', 'between 1990 and 2015', 'at Christmas 2021,'; but 'in March 12 people died'
    counts people."""
    before, further = (words[at - 1] if at else ""), (words[at - 2] if at > 1 else "")
    if words[at].isdigit() and number.best in _YEARS:
        closed = at + 1 < len(words) and words[at + 1] == "," and before.isalpha()
        return closed or before in _BEFORE_A_YEAR or (before in (",", "and", "to") and further.isdigit())
    return before in _MONTHS and further != "in" and number.last == at + 1


def _is_age(words: Sequence[str], at: int) -> bool:
    """'aged 16 to 60': the upper end; the lower one stands behind 'aged' itself. 'A woman of 67', 'the youngest of them
    18', 'children under ten'."""
    *told, noun, of = ("", "", *words[max(0, at - _LONGEST_NOUN_PHRASE) : at])
    if of == "of" and noun in people() and noun not in _CONTAINERS and any(told):
        return not _ARTICLES.isdisjoint(told)
    if not _OF_AN_AGE.isdisjoint(words[max(0, at - 3) : at]) or (words[at] in _UNDER and of in _YOUNG):
        return True
    joined = at > 1 and words[at - 1] in ("to", "and", "-", "–")
    return joined and not {"aged", "age", "ages"}.isdisjoint(words[max(0, at - 4) : at])


def _is_offspring(words: Sequence[str], at: int) -> bool:
    """'a father of five': the number counts those who were not there."""
    return tuple(words[max(0, at - 2) : at]) in (
        ("father", "of"),
        ("mother", "of"),
        ("parent", "of"),
        ("parents", "of"),
    )


def _is_glued(doc: Doc, sentence: Sentence, at: int) -> bool:
    """'Grad-21', '2014/15': a number that hangs on a sign before it with no space between."""
    here = sentence.first + at
    return at > 0 and doc[here - 1].text in _AFTER_NOT and not doc[here - 1].whitespace_


@dataclass(frozen=True, slots=True)
class _Noun:
    """What a number counts: the token of the noun, None where it is left out; and whether it can be people."""

    at: int | None
    people: bool


def _noun_after(doc: Doc, last: int, end: int) -> _Noun:
    """The noun a number counts: the last noun of the phrase that starts behind it."""
    noun: int | None = None
    first = _age_end(doc, last, end)
    within = -1
    if tuple(word.lower_ for word in doc[last : min(last + 2, end)]) in (*_DONE_TO, *_PUT_AT):
        return _Noun(None, people=True)
    for at in range(first, min(end, first + _LONGEST_NOUN_PHRASE)):
        token = doc[at]
        if at <= within or (noun is None and token.lower_ in _DETERMINERS):
            continue
        within = _short_name_end(doc, at, end)
        if at <= within:
            continue
        if token.lower_ in _INCLUDING:
            break
        if token.lower_ in _STATES and not _noun_follows(doc, at, end):
            break
        if token.lower_ == "more" and not _noun_follows(doc, at, end):
            return _Noun(at, people=True)
        if person_lemma(token) in people() or token.pos_ in ("NOUN", "PROPN"):
            noun = at
            if person_lemma(token) in people() and not _noun_follows(doc, at, end):
                break
        elif not (token.pos_ in _MODIFIERS or token.tag_ in _PARTICIPLES or token.text in ("-", "'", "’", '"')):
            break
    return _Noun(
        noun, noun is None or _is_people(doc[noun]) or (noun == last and doc[noun].lemma_.lower() in _ONE_EACH)
    )


_PUT_AT = (("the", "number"), ("the", "toll"), ("the", "death"))
"""'put at 136 the number of civilians killed'."""
_DONE_TO = frozenset(
    tuple(words.split())
    for words in (
        "shot dead,shot to,shot by,gunned down,hacked to,stabbed to,beaten to,burned to,burned alive,burnt to,"
        "burnt alive,found dead,feared dead,cut down"
    ).split(",")
)
"""'Two shot dead in X': behind a bare number, what was done to people and no noun."""
_SAY = frozenset({"say", "says", "said"})


def _without_speaker(reading: Reading, first: int, last: int, noun: _Noun) -> _Noun:
    """'killed 12 people local fighters said', 'Raid kills 12 officials say': behind a verb of harm and without a comma,
    the noun before 'say' is who speaks, and the number counts a noun before it or none."""
    spoken = noun.at is not None and not _SAY.isdisjoint(reading.lower[noun.at + 1 : noun.at + 2])
    if not spoken or first == 0 or reading.lemmas[first - 1] not in harm_words().verbs:
        return noun
    before = [at for at in range(last, noun.at or last) if person_lemma(reading.doc[at]) in people()]
    return _Noun(before[0] if before else None, people=True)


def _age_end(doc: Doc, at: int, end: int) -> int:
    """Where 'seven-year-old' ends that stands before a noun; ``at`` where none does."""
    words = [doc[ahead].lower_ for ahead in range(at, min(at + 5, end))]
    is_age = words[1:] in (["-", "year", "-", "old"], ["-", "month", "-", "old"]) and _is_small_number(words[0])
    return at + 5 if is_age else at


def _short_name_end(doc: Doc, at: int, end: int) -> int:
    """The closing bracket of '(IS)' in 'Islamic State (IS) militants', a short name beside a long one; -1 for none."""
    is_short_name = at + 2 < end and doc[at].text == "(" and doc[at + 1].pos_ == "PROPN" and doc[at + 2].text == ")"
    return at + 2 if is_short_name else -1


def _is_small_number(word: str) -> bool:
    return word.isdigit() or word in UNITS


def _noun_follows(doc: Doc, at: int, end: int) -> bool:
    if at + 1 >= end:
        return False
    after = doc[at + 2 if doc[at + 1].text == "-" and at + 2 < end else at + 1]
    return person_lemma(after) in people() or (
        after.pos_ == "NOUN" and after.dep_ != "npadvmod" and after.tag_ != "NNP"
    )


def _is_people(token: Token) -> bool:
    """A noun for people from the lists, a name in the plural ('Houthis'), or a trade by its ending."""
    if person_lemma(token) in people() or token.lower_ in ("lives", "more"):
        return True
    if token.tag_ == "NNPS" or (token.pos_ == "PROPN" and token.text.endswith("s")):
        return True
    named = token.tag_ == "NNS" and (token.lemma_.lower() in person_nouns() or _leads(token) or _is_of_a_people(token))
    return named or (token.lower_.endswith(_TRADE_ENDINGS) and token.lower_ not in _NOT_TRADES)


_MAKES = frozenset(
    "kalashnikovs katyushas grads qassams scuds stingers tows humvees hummers toyotas hiluxes abrams apaches sukhois "
    "mirages migs shaheds bayraktars dushkas glocks molotovs".split()
)


def _is_of_a_people(token: Token) -> bool:
    """'100 Tamils', '12 Hazaras', where the tagger takes the name for a common noun; in a headline in title case
    every noun is written so."""
    others = [other for other in token.sent if other.is_alpha and other.i not in (token.sent.start, token.i)]
    in_title_case = sum(other.is_title for other in others) * 2 > len(others)
    return token.is_title and not in_title_case and token.lower_ not in _MAKES


def _leads(token: Token) -> bool:
    """'28 heads of the militant group', but not 'of cattle'."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return (
        token.lower_ == "heads" and [word.lower_ for word in behind[:1]] == ["of"] and behind[-1].lower_ not in _STOCK
    )


_ONE_MORE = frozenset("second third fourth fifth sixth".split())
_OF_ONE_MORE = frozenset("was is died succumbed sustained suffered injured wounded dead killed critically".split())
"""'Two guards were killed and a third was injured': one more of those just counted."""
_STOCK = frozenset("cattle livestock sheep goat goats camel camels".split())


def _single(reading: Reading, sentence: Sentence, words: Sequence[str], at: int) -> Count | None:
    """'a woman', 'another soldier', 'another wounded': one person, where the noun is a singular noun for people; 'an
    elderly couple': two."""
    first = sentence.first + at
    one = _his_body(reading, first, sentence.last) or _him(reading, first)
    if one or words[at] not in _ARTICLES:
        return one
    if words[at] == "another" and not _STATES.isdisjoint(words[at + 1 : at + 2]):
        return Count(first, first + 1, first + 1, 1, 1, 1, None, "tolls.one", None, frozenset(), ("another",))
    if not (_ONE_MORE.isdisjoint(words[at + 1 : at + 2]) or _OF_ONE_MORE.isdisjoint(words[at + 2 : at + 3])):
        return Count(first, first + 2, first + 2, 1, 1, 1, None, "tolls.one", None, frozenset(), ("a", words[at + 1]))
    head = _noun_after(reading.doc, first + 1, sentence.last)
    if head.at is None or reading.doc[head.at].tag_ not in ("NN", "NNP", "JJ"):
        return None
    noun = person_lemma(reading.doc[head.at])
    known = head.people and noun in people()
    if not (known or _is_compatriot(reading.doc[head.at])) or noun in _OF_SEVERAL:
        return None
    persons, rule = (2, "tolls.pair") if noun == "couple" else (1, "tolls.one")
    count = Count(first, first + 1, head.at + 1, persons, persons, persons, None, rule, noun, frozenset(), ())
    return _with_people(reading, sentence, count)


def _his_body(reading: Reading, first: int, end: int) -> Count | None:
    """'Her bullet-riddled body': one person, who was told of before."""
    if reading.lower[first] not in ("his", "her"):
        return None
    head = next((at for at in range(first + 1, min(first + 1 + _LONGEST_NOUN_PHRASE, end)) if _is_head(reading, at)), 0)
    if not head or reading.lower[head] not in ("body", "corpse"):
        return None
    return Count(
        first, head, head + 1, 1, 1, 1, None, "tolls.one", "body", frozenset(), reading.lower[first : head + 1]
    )


def _is_head(reading: Reading, at: int) -> bool:
    token = reading.doc[at]
    return token.pos_ == "NOUN" and token.dep_ != "compound" and token.nbor(1).text != "-"


_KILLS = frozenset("killed killing shot shooting murdered murdering executed executing stabbed beheaded".split())


def _him(reading: Reading, first: int) -> Count | None:
    """'burst into his house and shot him dead': one person."""
    if reading.lower[first] not in ("him", "her") or reading.doc[first].dep_ not in ("dobj", "nsubj"):
        return None
    if reading.lower[first - 1 : first] and reading.lower[first - 1] in _KILLS and first > 0:
        return Count(
            first, first + 1, first + 1, 1, 1, 1, None, "tolls.one", None, frozenset(), (reading.lower[first],)
        )
    return None


_OF_SEVERAL = frozenset("group number total family".split())


def _is_compatriot(token: Token) -> bool:
    """'a Uruguayan', 'an Israeli': one of a people, by the name that the parser gives it."""
    return token.ent_type_ == "NORP" and token.text.istitle()


def _one_more(reading: Reading, sentence: Sentence, at: int, before: Count) -> Count | None:
    """'a man and his wife', 'a mother of four and her son', 'a man, woman and child': one person more in a list of
    persons, without an article."""
    first = sentence.first + at
    owned = reading.lower[first] in _OWNERS
    noun = first + owned
    link = reading.lower[before.phrase_last : first]
    link = link[2:] if link[:1] == ("of",) and link[1:2] not in ((",",), ("and",)) else link
    if noun >= sentence.last or link not in _LIST_LINKS or reading.doc[noun].tag_ != "NN":
        return None
    lemma = person_lemma(reading.doc[noun])
    if lemma not in people() or lemma in _CONTAINERS or _noun_follows(reading.doc, noun, sentence.last):
        return None
    return _one_person(reading, sentence, (first, noun + 1, noun + 1), lemma)


def _and_the(reading: Reading, sentence: Sentence, at: int, before: Count) -> Count | None:
    """'four soldiers and the driver of a passing tricycle': one person more, whom the report knows."""
    first = sentence.first + at
    if reading.lower[before.phrase_last : first + 1] != ("and", "the"):
        return None
    head = _noun_after(reading.doc, first + 1, sentence.last)
    if head.at is None or reading.doc[head.at].tag_ != "NN":
        return None
    noun = person_lemma(reading.doc[head.at])
    if noun not in people() or noun in _CONTAINERS or noun in ("wounded", "injured", "dead"):
        return None
    return _one_person(reading, sentence, (first, first + 1, head.at + 1), noun)


def _one_person(reading: Reading, sentence: Sentence, stretch: tuple[int, int, int], noun: str) -> Count:
    """One of the kind that the noun names; the stretch holds where the number's words start and end, and the phrase."""
    count = Count(*stretch, 1, 1, 1, None, "tolls.one", noun, frozenset(), ())
    return _with_people(reading, sentence, count)


_OWNERS = frozenset("his her their its".split())


def is_owned(reading: Reading, count: Count) -> bool:
    """Whether a number is of somebody's people: 'his two sons'."""
    return count.first > 0 and reading.lower[count.first - 1] in _OWNERS


def link_before(reading: Reading, start: int, count: Count) -> tuple[str, ...]:
    """The words between a token and a number, without whose people it counts: 'a man and his two sons' has 'and'."""
    return reading.lower[start : max(start, count.first - is_owned(reading, count))]


_LIST_LINKS = ((",",), *AND, *ALONG)


_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "policemen": "policeman",
    "others": "other",
}


def person_lemma(token: Token) -> str:
    """The noun for people that a token is a form of, in the singular; its lemma where it is none."""
    lower = token.lower_
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower in people():
        return lower
    lemma = token.lemma_.lower()
    for known in (lemma, lemma.removeprefix("co")):
        if known in people():
            return known
    for ending, singular in (("ies", "y"), ("men", "man"), ("s", "")):
        stem = lower[: -len(ending)] + singular
        if lower.endswith(ending) and stem in people():
            return stem
    pair = f"{token.nbor(-1).lower_}-{lemma}" if token.i else lemma
    return pair if pair in people() else lemma
