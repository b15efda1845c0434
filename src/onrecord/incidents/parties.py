"""Who took part in an incident, as its claims together tell it.

Comes in: the claims of one incident and those that tell of the whole it is a part of. Goes out: each party once in
each role. A named party stands for the unnamed of its kind told in the same role; a party told both as a side and as
doer or target keeps what the claims together bear out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import ActorKind, Basis, Claim, How, Participant, Role

_Found = dict[tuple[Role, str], Participant]
_DOERS = (Role.PERPETRATOR, Role.SIDE, Role.SUPPORTER)
_DONE_TO = (Role.TARGET,)
_GROUPS = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL, ActorKind.UNKNOWN, ActorKind.COALITION}
)


def parties_of(own: Sequence[Claim], shared: Iterable[Sequence[Claim]] = ()) -> tuple[Participant, ...]:
    """The participants of an incident, ordered by role and place in the text.

    ``shared`` are claims about what the incident belongs to, nearest first: where the incident's own claims name no
    doer, the first of them that do give it theirs, as inferred; so with those it was done to.
    """
    found = _collect(own)
    told = [_collect(claims) for claims in shared]
    for roles in (_DOERS, _DONE_TO):
        if not any(role in roles and not _is_unnamed(one) for (role, _), one in found.items()):
            found |= next(filter(None, (_of_roles(others, roles, found) for others in told)), {})
    found |= _other_sides(found, told)
    _drop_unnamed(found, _told_apart(own))
    _drop_governments(found)
    _settle_sides(found)
    _drop_doers_as_targets(found)
    return tuple(one for _, one in sorted(found.items(), key=lambda item: (item[0][0], item[1].span)))


def _other_sides(found: _Found, told: Iterable[_Found]) -> _Found:
    """'soldiers killed nine of them' in one of two clashes: who fights in the whole fights in each part of it."""
    here = {actor for _, actor in found}
    for others in told:
        sides = {key: one for key, one in others.items() if key[0] is Role.SIDE}
        if len(sides) >= 2 and here & {actor for _, actor in sides}:
            return {key: _inferred(one) for key, one in sides.items() if key not in found}
    return {}


def doers_clash(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a claim names a doer and the others, without doubt, only different ones: not for fights of two sides."""
    known = _collect(others)
    if any(role is Role.SIDE for role, _ in known):
        return False
    own = {one.actor.id for one in claim.participants if one.role is Role.PERPETRATOR and not _is_unnamed(one)}
    told = [one for (role, _), one in known.items() if role is Role.PERPETRATOR and not _is_unnamed(one)]
    sure = {one.actor.id for one in told if not one.suspected}
    return bool(own) and bool(sure) and not own & {one.actor.id for one in told}


_OF_STATES = frozenset({ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT, ActorKind.COALITION})
_AGAINST_THEM = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL})


def sides_turn(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether those who did it are a state's in the one and against it in the other, suspected or not: 'fighters killed
    nine villagers', 'its troops had killed 12 insurgents'."""
    own = {one.actor.kind for one in claim.participants if one.role is Role.PERPETRATOR}
    told = {one.actor.kind for other in others for one in other.participants if one.role is Role.PERPETRATOR}
    pairs = ((_OF_STATES, _AGAINST_THEM), (_AGAINST_THEM, _OF_STATES))
    return bool(own) and bool(told) and any(own <= one and told <= other for one, other in pairs)


def is_charge(claim: Claim) -> bool:
    """Whether a claim says who answers for an event rather than what happened: 'X claimed responsibility'."""
    charged = any(one.basis.rule == "participants.responsibility" for one in claim.participants)
    return charged and not claim.tolls


def _of_roles(told: _Found, roles: tuple[Role, ...], found: _Found) -> _Found:
    return {key: _inferred(one) for key, one in told.items() if key[0] in roles and key not in found}


def _collect(claims: Iterable[Claim]) -> _Found:
    """Each party once in each role; told without doubt where any claim does."""
    found: _Found = {}
    for claim in claims:
        for one in claim.participants:
            known = found.get((one.role, one.actor.id))
            if known is None or (known.suspected and not one.suspected):
                found[one.role, one.actor.id] = one
    return found


def _inferred(one: Participant) -> Participant:
    return replace(one, basis=Basis(How.INFERRED, "parties.of_the_whole", round(one.basis.confidence * 0.8, 3)))


def _is_unnamed(one: Participant) -> bool:
    """'rebels', 'gunmen': a party of which the report gives no name."""
    return one.actor.id.startswith(("rebels", "unidentified"))


def _told_apart(claims: Iterable[Claim]) -> frozenset[tuple[Role, str]]:
    """Unnamed parties told beside a named group in one claim and role ('rebels and X'): they are others than it."""
    apart = set()
    for claim in claims:
        for one in claim.participants:
            beside = (other for other in claim.participants if other.role is one.role and _is_named_group(other))
            if _is_unnamed(one) and one.actor.id.startswith("rebels") and any(beside):
                apart.add((one.role, one.actor.id))
    return frozenset(apart)


def _is_named_group(one: Participant) -> bool:
    return one.actor.kind in _GROUPS and not _is_unnamed(one)


def _drop_unnamed(found: _Found, apart: frozenset[tuple[Role, str]]) -> None:
    """'militants' beside a named group in the same role are that group's; 'gunmen' beside anybody named are his."""
    for (role, actor), one in list(found.items()):
        if not _is_unnamed(one) or (role, actor) in apart:
            continue
        others = [other for (other_role, _), other in found.items() if other_role is role and other is not one]
        anybody = actor.startswith("unidentified") and any(not _is_unnamed(other) for other in others)
        if anybody or any(_is_named_group(other) for other in others) or (actor.startswith("unidentified") and others):
            del found[role, actor]


def _drop_governments(found: _Found) -> None:
    """'the regime' beside the same state's forces in one role is those forces."""
    forces = {(role, one.actor.country) for (role, _), one in found.items() if one.actor.kind is ActorKind.STATE_FORCE}
    for (role, actor), one in list(found.items()):
        if one.actor.kind is ActorKind.GOVERNMENT and (role, one.actor.country) in forces and one.actor.country:
            del found[role, actor]


def _settle_sides(found: _Found) -> None:
    """Where some claims tell of two sides and others of one that attacked the other, the attack is the finer telling;
    where both attacked, they are sides."""
    sides = {actor for role, actor in found if role is Role.SIDE}
    doers = {actor for role, actor in found if role is Role.PERPETRATOR}
    targets = {actor for role, actor in found if role is Role.TARGET}
    if not sides:
        return
    one_way = bool(doers & sides) and bool(targets & sides) and not doers & targets and sides <= doers | targets
    lesser = (Role.SIDE,) if one_way else (Role.PERPETRATOR, Role.TARGET)
    for role, actor in list(found):
        if role in lesser and actor in sides:
            del found[role, actor]


def _drop_doers_as_targets(found: _Found) -> None:
    doers = {actor for role, actor in found if role is Role.PERPETRATOR}
    for role, actor in list(found):
        if role is Role.TARGET and actor in doers:
            del found[role, actor]
