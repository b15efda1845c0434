"""Names of the registry in a text, and the cues that tell a name from a common word.

In: words and the registry. Out: the longest name at a word that its spelling and neighbours allow.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.noun_phrases import is_armed_cue
from onrecord.actors.nouns import nouns
from onrecord.actors.registry import Found, Name, Registry
from onrecord.actors.words import Gap, Word, key_of, keys_of

_CUES_BEFORE = frozenset(["against", "by", "from", "with", "between"])
_JOINS = frozenset(["joined", "join", "joining", "joins"])
_VERBS = frozenset({"is"})
_BEFORE_VERB = frozenset(["he", "she", "it", "what", "that", "there", "this", "who", "which", "here"])
_BEHIND_VERB = frozenset(["a", "an", "the", "not", "it", "this", "that", "there", "he", "she"])
_PARTICLES = frozenset({"e", "i", "al", "el", "ul"})
_CONCEPTS = frozenset({"state", "emirate", "courts"})
_PRONOUNCED = 4
"""Letters from which an acronym is also written as a word: 'Farc', 'Isis', 'Nato'."""


def name_at(words: Sequence[Word], at: int, registry: Registry, *, loyal: bool = False) -> Found | None:
    """The longest name at a word, with those who bear it; None where none is meant as a name.

    ``loyal``: the words before already make it a party ('forces loyal to ...', 'pro-...').
    """
    for found in registry.longest_at(words, at):
        names = tuple(name for name in found.names if _is_meant(words, found, name, loyal=loyal))
        if names and not _is_wish(words, found) and not _goes_on(words, found):
            return Found(found.first, found.last, names)
    return None


def _is_meant(words: Sequence[Word], found: Found, name: Name, *, loyal: bool) -> bool:
    stretch = words[found.first : found.last]
    if name.acronym:
        return _is_acronym(words, found, name)
    if not _has_capital(stretch, name):
        return False
    if name.cued and not loyal:
        return _has_cue(words, found)
    if stretch[0].caps and len(stretch) == 1 and stretch[0].key in nouns().sets["context.also_words"]:
        return _has_cue(words, found) or _cue_before(words, found.first)
    return True


def _has_capital(stretch: Sequence[Word], name: Name) -> bool:
    """Some word of the name that is no particle has a capital, unless the table itself writes it small."""
    if name.written.islower():
        return True
    particles = nouns().sets["context.particles"]
    return any(word.capital and (word.key not in particles or word.text.isupper()) for word in stretch) or all(
        word.key in particles for word in stretch
    )


def _is_acronym(words: Sequence[Word], found: Found, name: Name) -> bool:
    stretch = words[found.first : found.last]
    if stretch[0].caps:
        doubtful = key_of(name.written) in nouns().sets["context.also_words"]
        return not doubtful or _has_cue(words, found) or _cue_before(words, found.first)
    written = "".join(word.text[: word.stem_end - word.start] for word in stretch).replace(".", "")
    letters = "".join(char for char in name.written if char.isalnum())
    if written in (letters, letters + "s"):
        return letters.lower() not in _VERBS or not _is_verb(words, found)
    return (
        len(letters) >= _PRONOUNCED
        and written == letters.capitalize()
        and key_of(letters) not in nouns().sets["context.also_words"]
        and not stretch[0].titled
    )


def _is_verb(words: Sequence[Word], found: Found) -> bool:
    """'He IS a man', 'What IS the point': a verb for emphasis, by the pronoun before or the article behind."""
    before = words[found.first - 1].key if found.first and words[found.first].gap is not Gap.BREAK else ""
    after = words[found.last] if found.last < len(words) else None
    behind = after.key if after and after.gap is not Gap.BREAK else ""
    infinitive = behind == "to" and after is not None and after.text.isupper()
    return before in _BEFORE_VERB or behind in _BEHIND_VERB or infinitive


def leader_at(words: Sequence[Word], at: int, registry: Registry) -> tuple[Name, ...]:
    """The parties whose leader is named in full at a word, without a word for fighters: 'Laurent Nkunda called ...'."""
    return tuple(name for name in _leaders_at(words, at, registry) if len(keys_of(name.written)) > 1)


def leader_surname_at(words: Sequence[Word], at: int, registry: Registry) -> tuple[Name, ...]:
    """The parties whose leader's surname may stand at a word: 'Prigozhin posted ...'; peoples' names are none."""
    if words[at].key.endswith(_PEOPLES) or words[at].titled:
        return ()
    return _leaders_at(words, at, registry)


def _leaders_at(words: Sequence[Word], at: int, registry: Registry) -> tuple[Name, ...]:
    for found in registry.longest_at(words, at):
        leaders = tuple(name for name in found.names if name.cued)
        if leaders and all(word.capital for word in words[found.first : found.last]):
            return leaders
    return ()


_PEOPLES = ("ish", "ian", "an", "ese", "que", "i")
"""How adjectives of peoples end, among the names that count only beside a word for fighters."""
_UP_TO_FOLLOWERS = 3
"""Words between a leader and his followers: "Prince Johnson's breakaway faction"."""


def _owns_followers(words: Sequence[Word], found: Found) -> bool:
    """ "Haftar's men", "Zarqawi's organisation"."""
    if not words[found.last - 1].owns:
        return False
    for word in words[found.last : found.last + _UP_TO_FOLLOWERS]:
        if word.gap is Gap.BREAK:
            return False
        if word.key in nouns().sets["context.followers"]:
            return True
    return False


def _is_introduced(words: Sequence[Word], found: Found) -> bool:
    """'the volunteer regiment Azov', 'he joined Jaish'."""
    if found.first == 0 or words[found.first].gap is not Gap.SPACE or not words[found.first].capital:
        return False
    before = words[found.first - 1]
    ends = found.last >= len(words) or words[found.last].gap is Gap.BREAK or not words[found.last].capital
    return ends and (before.key in _JOINS or before.key in nouns().sets["context.bodies_of_men"])


def _has_cue(words: Sequence[Word], found: Found) -> bool:
    if _is_introduced(words, found):
        return True
    if found.last >= len(words) or words[found.last].gap is Gap.BREAK:
        return False
    if _owns_followers(words, found):
        return True
    after = words[found.last]
    relations = nouns().sets["relation.holder"] | nouns().sets["relation.backer"]
    if after.gap is Gap.HYPHEN and after.key in relations:
        return True
    return is_armed_cue(words, found.last) or (found.last > 0 and after.key in ("group", "militia", "movement"))


def _cue_before(words: Sequence[Word], first: int) -> bool:
    return first > 0 and words[first].gap is not Gap.BREAK and words[first - 1].key in _CUES_BEFORE


def _goes_on(words: Sequence[Word], found: Found) -> bool:
    """'Lashkar-e-Islam' begins as others do: a name that goes on over a particle is another name."""
    at = found.last
    if at + 1 >= len(words) or words[at].gap is not Gap.HYPHEN or words[at + 1].gap is not Gap.HYPHEN:
        return False
    return words[at].key in _PARTICLES and words[at + 1].capital


def _is_wish(words: Sequence[Word], found: Found) -> bool:
    """'an Islamic state' is a kind of state; 'an Islamic State fighter' is a fighter of that name."""
    if found.first == 0 or found.last - found.first < 2 or words[found.first].gap is Gap.BREAK:
        return False
    if words[found.first - 1].key not in ("a", "an") or words[found.last - 1].key not in _CONCEPTS:
        return False
    return not _has_cue(words, found)
