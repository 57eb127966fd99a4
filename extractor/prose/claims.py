"""The figures of sentences as claims: those that speak of one subject together, each with its
role.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from msgspec import structs

from extractor.model import Indicator, Observation
from extractor.model.claim import Claim, ClaimFigure, ClaimKind, FigureRole, Scope
from extractor.model.observation import SentenceObservation
from extractor.prose.claim_groups import Member, groups_of
from extractor.prose.claim_kinds import Claimed, direction_of, kind_of
from extractor.prose.claim_nature import nature_of
from extractor.prose.claim_roles import role_of
from extractor.prose.claim_stated import Asked, Stated

STANDING = {FigureRole.NOW, FigureRole.SHARE, FigureRole.PART, FigureRole.RATIO}
LEADING = (FigureRole.NOW, FigureRole.PART, FigureRole.COUNT)
SAME = (FigureRole.NOW, FigureRole.BASE, FigureRole.DIFFERENCE, FigureRole.PERCENT)
PAIR = 2
FARTHEST = 40  # figures before and behind one that can tell its role
TIMES = "times"
Roles = tuple[FigureRole, ...]
Placed = tuple[tuple[Stated, FigureRole], ...]


def claims_of(
    observations: Sequence[Observation], indicators: dict[str, Indicator]
) -> Iterator[Claim]:
    """The claims of all sentences in document order. ``observations`` have their indicators."""
    found = (
        Stated(at, each, each.subject, indicators.get(each.indicator))
        for at, each in enumerate(observations)
        if isinstance(each, SentenceObservation)
    )
    for _, text in groupby(found, key=lambda stated: stated.figure.place.whole):
        placed: list[Placed] = []
        for _, sentence in groupby(text, key=lambda stated: stated.subject.sentence):
            placed.append(_placed(tuple(sentence), placed[-1] if placed else ()))
        yield from map(_claim, _claimed([each for one in placed for each in _members(one)]))


def _placed(sentence: Sequence[Stated], earlier: Placed) -> Placed:
    """The figures of a sentence with their roles; the FARTHEST of others bear on none."""
    placed: list[tuple[Stated, FigureRole]] = []
    for at, stated in enumerate(sentence):
        behind = tuple(sentence[at + 1 : at + 1 + FARTHEST])
        asked = Asked(stated, tuple(placed[-FARTHEST:]), behind, earlier[-FARTHEST:])
        placed.append((stated, role_of(asked)))
    return tuple(placed)


def _claimed(members: Sequence[Member]) -> Iterator[Claimed]:
    """The groups of a text; parts stand or come as their whole does."""
    before: ClaimKind | None = None
    whole: ClaimKind | None = None
    divided = -1
    for group in groups_of(members):
        roles = _compared(group, _of_whole(group))
        begin = group[0].stated.begin
        divided = begin if FigureRole.WHOLE in roles else divided
        is_part = roles[0] is FigureRole.PART and group[0].stated.known is None
        near = before if not is_part else whole
        claimed = Claimed(group, roles, near, is_part, divided == begin)
        kind = kind_of(claimed)
        yield replace(claimed, roles=_standing(claimed, kind), kind=kind)
        before = nature_of(group[0].stated, claimed.before)
        whole = whole if is_part else before


def _standing(claimed: Claimed, kind: ClaimKind) -> Roles:
    """The roles of a claim: what is compared with another time or another place is what stands."""
    if kind not in (ClaimKind.CHANGE, ClaimKind.COMPARISON):
        return claimed.roles
    shares = {m.stated.kind == "share" or not m.stated.known for m in claimed.group}
    plain = {FigureRole.RATIO, FigureRole.SHARE} if True in shares else {FigureRole.RATIO}
    return tuple(
        FigureRole.NOW if role in plain and member.stated.figure.unit != TIMES else role
        for member, role in zip(claimed.group, claimed.roles, strict=True)
    )


def _members(placed: Placed) -> Iterator[Member]:
    end = 0
    for stated, role in placed:
        yield Member(stated, role, stated.front[end:])
        end = stated.end


def _of_whole(group: Sequence[Member]) -> Roles:
    """«18 из 20»: beside a whole the others are its parts."""
    roles = tuple(member.role for member in group)
    if FigureRole.WHOLE not in roles:
        return roles
    return tuple(FigureRole.PART if role is FigureRole.NOW else role for role in roles)


def _compared(group: Sequence[Member], roles: Roles) -> Roles:
    """«60,1 %, в 2022 году – 57,8 %»: of one figure at two times the earlier is the base."""
    said = [member.stated.said() for member in group]
    became = any(word.startswith("был") for word in said[0]) and any(
        word.startswith(("стал", "остал")) for word in said[-1]
    )
    if len(group) == PAIR and STANDING.issuperset(roles) and became:
        return FigureRole.BASE, FigureRole.NOW
    standing = [at for at, role in enumerate(roles) if role in STANDING]
    periods = {at: group[at].stated.figure.period for at in standing}
    last = max(periods.values(), default="")
    divided = FigureRole.WHOLE in roles or FigureRole.PART in roles
    of_years = all(map(str.isdecimal, periods.values()))
    if divided or not of_years or all(each == last for each in periods.values()):
        return roles
    return tuple(_at_time(role, periods.get(at, last) == last) for at, role in enumerate(roles))


def _at_time(role: FigureRole, is_last: bool) -> FigureRole:
    if role not in STANDING:
        return role
    return FigureRole.NOW if is_last else FigureRole.BASE


def _claim(claimed: Claimed) -> Claim:
    group = [member.stated for member in claimed.group]
    roles = claimed.roles
    first = next((e for e, role in zip(group, roles, strict=True) if role in LEADING), group[0])
    told = [
        first,
        *(m.stated for m, role in zip(claimed.group, roles, strict=True) if role in SAME),
    ]
    found = (each.figure.indicator for each in told if each.figure.indicator)
    start, end = first.subject.sentence
    place = first.figure.place
    return Claim(
        kind=claimed.kind,
        subject=first.subject.name,
        predicate=first.subject.predicate,
        direction=direction_of(claimed),
        indicator=next(found, ""),
        library=first.figure.library,
        scope=_scope(first),
        figures=tuple(ClaimFigure(each.at, role) for each, role in zip(group, roles, strict=True)),
        place=place if place.start is None else structs.replace(place, start=start, end=end),
    )


def _scope(stated: Stated) -> Scope:
    if stated.figure.library:
        return Scope.LIBRARY
    return Scope.PART if stated.subject.part else Scope.SYSTEM
