"""The figures of sentences as claims: those that speak of one subject together, each with its role;
ordered lists of rules, the first answer wins.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from extractor.model import Indicator, Observation, Op, SentenceRole
from extractor.model.claim import Claim, ClaimFigure, ClaimKind, FigureRole, Scope, Subject
from extractor.model.observation import SentenceObservation
from extractor.words import words

PERCENT = "%"
RELATIVE = (PERCENT, "times")
STANDING = {FigureRole.NOW, FigureRole.SHARE, FigureRole.PART, FigureRole.RATIO}
CROWD = 12  # figures before one among which its whole is looked for
BOUNDS = (Op.RANGE, Op.AT_LEAST, Op.AT_MOST, Op.LESS)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sentence with its subject; ``at`` is its place among all figures of the
    report, ``kind`` that of its indicator, ``part`` whether it is a part of what a figure before it
    in the sentence counts.
    """

    at: int
    figure: Observation
    subject: Subject
    kind: str
    part: bool = False


def claims_of(
    observations: Sequence[Observation], indicators: dict[str, Indicator]
) -> Iterator[Claim]:
    """The claims of all sentences in document order. ``observations`` have their indicators."""
    group: list[Stated] = []
    sentence: list[Stated] = []
    for at, figure in enumerate(observations):
        if not isinstance(figure, SentenceObservation):
            continue
        known = indicators.get(figure.indicator)
        whole = known.part_of if known else ""
        earlier = (
            each.figure for each in sentence if each.subject.sentence == figure.subject.sentence
        )
        part = figure.subject.part or (
            bool(whole) and whole in {each.indicator for each in earlier}
        )
        stated = Stated(at, figure, figure.subject, known.kind if known else "", part)
        sentence = [*sentence[-CROWD:], stated]
        if group and not _together(group, stated):
            yield _claim(group)
            group = []
        group.append(stated)
    if group:
        yield _claim(group)


def _together(group: Sequence[Stated], stated: Stated) -> bool:
    """Whether a figure belongs to the claim before it: the same sentence and subject, or a change
    told with it.
    """
    last = group[-1]
    named = stated.figure.claim
    if named and any(each.figure.claim == named for each in group):
        return True
    same_place = stated.figure.place.block == last.figure.place.block
    if not same_place or stated.subject.sentence != last.subject.sentence:
        return False
    return stated.subject.same or last.subject.whole or stated.subject.whole


def _claim(group: Sequence[Stated]) -> Claim:
    roles = [_role(each) for each in group]
    if FigureRole.WHOLE in roles:
        roles = [FigureRole.PART if each is FigureRole.NOW else each for each in roles]
    roles = _compared(group, roles)
    first = next((each for each, role in zip(group, roles, strict=True) if _leads(role)), group[0])
    found = (each.figure.indicator for each in (first, *group) if each.figure.indicator)
    start, end = first.subject.sentence
    place = first.figure.place
    return Claim(
        kind=_kind(group, roles),
        subject=first.subject.name,
        predicate=first.subject.predicate,
        direction=next((way for each in group if (way := each.figure.direction)), None),
        indicator=next(found, ""),
        library=first.figure.library,
        scope=_scope(first),
        figures=tuple(ClaimFigure(each.at, role) for each, role in zip(group, roles, strict=True)),
        place=place if place.start is None else replace(place, start=start, end=end),
    )


def _compared(group: Sequence[Stated], roles: list[FigureRole]) -> list[FigureRole]:
    """«60,1 %, в 2022 году – 57,8 %»: of one figure at two times the earlier is the base."""
    last = max(each.figure.period for each in group)
    if all(each.figure.period == last for each in group) or not STANDING.issuperset(roles):
        return roles
    return [FigureRole.NOW if each.figure.period == last else FigureRole.BASE for each in group]


def _leads(role: FigureRole) -> bool:
    return role in (FigureRole.NOW, FigureRole.PART)


def _scope(stated: Stated) -> Scope:
    if stated.figure.library:
        return Scope.LIBRARY
    return Scope.PART if stated.subject.part else Scope.SYSTEM


def _role(stated: Stated) -> FigureRole:
    return next((role for role, rule in ROLES if rule(stated)), FigureRole.NOW)


def _kind(group: Sequence[Stated], roles: Sequence[FigureRole]) -> ClaimKind:
    return next((kind for kind, rule in KINDS if rule(group, roles)), ClaimKind.STATE)


def is_whole(stated: Stated) -> bool:
    """«Из 23 библиотек 21»."""
    return stated.subject.whole


def is_percent_change(stated: Stated) -> bool:
    """«выросло на 3 %», «в 1,5 раза»."""
    return stated.subject.role is SentenceRole.CHANGE and stated.figure.unit in RELATIVE


def is_difference(stated: Stated) -> bool:
    """«выросло на 120»."""
    return stated.subject.role is SentenceRole.CHANGE


def is_base(stated: Stated) -> bool:
    """«против 130», «в 2022 году – 130»."""
    return stated.subject.role is SentenceRole.BASE


def is_plan(stated: Stated) -> bool:
    """«план – 1200»."""
    return stated.subject.role is SentenceRole.PLAN


def is_ratio(stated: Stated) -> bool:
    """«на одного читателя – 13,4»."""
    if stated.kind == "ratio":
        return True
    text = " ".join(stated.subject.readings[0]) if stated.subject.readings else ""
    return any(each in text.lower() for each in words("claims")["ratios"])


def is_share(stated: Stated) -> bool:
    """«9 библиотек (45 %)»."""
    return stated.figure.unit == PERCENT and stated.kind in ("", "share")


def is_part(stated: Stated) -> bool:
    """«…, из них модельных – 3»."""
    return stated.part


def is_bound(stated: Stated) -> bool:
    """«не менее 10 Мбит/с», «17–22»."""
    return stated.figure.op in BOUNDS


ROLES: tuple[tuple[FigureRole, Callable[[Stated], bool]], ...] = (
    (FigureRole.WHOLE, is_whole),
    (FigureRole.PERCENT, is_percent_change),
    (FigureRole.DIFFERENCE, is_difference),
    (FigureRole.BASE, is_base),
    (FigureRole.PLAN, is_plan),
    (FigureRole.RATIO, is_ratio),
    (FigureRole.SHARE, is_share),
    (FigureRole.PART, is_part),
    (FigureRole.BOUND, is_bound),
)
Roles = Sequence[FigureRole]


def tells_of_change(group: Sequence[Stated], roles: Roles) -> bool:
    """«выросло на 120 и составило 1 200», «с 120 до 135»."""
    if FigureRole.DIFFERENCE in roles or FigureRole.PERCENT in roles:
        return True
    return FigureRole.BASE in roles and any(each.figure.direction for each in group)


def compares(group: Sequence[Stated], roles: Roles) -> bool:
    """«57,8 %, в 2022 году – 55,1 %»."""
    return FigureRole.BASE in roles or len({each.figure.period for each in group}) > 1


def aims(group: Sequence[Stated], roles: Roles) -> bool:
    """«План посещений – 142 500»."""
    return FigureRole.PLAN in roles


def relates(group: Sequence[Stated], roles: Roles) -> bool:
    """«Читаемость – 21,6»."""
    return FigureRole.RATIO in roles


def divides(group: Sequence[Stated], roles: Roles) -> bool:
    """«Доля детей – 38 %», «21 из 23»."""
    return FigureRole.SHARE in roles or FigureRole.WHOLE in roles


def flows(group: Sequence[Stated], roles: Roles) -> bool:
    """«Выдано 348 531 экз.»: by the indicator, else by the predicate."""
    kind = next((each.kind for each in group if each.kind), "")
    if kind:
        return kind in ("flow", "money")
    if any(each.figure.unit in words("claims")["flow_units"] for each in group):
        return True
    names = (name for each in group for name in each.subject.name.lower().split())
    if any(each.startswith(tuple(words("claims")["flows"])) for each in names):
        return True
    predicate = next((each.subject.predicate for each in group if each.subject.predicate), "")
    return bool(predicate) and not predicate.startswith(tuple(words("claims")["states"]))


KINDS: tuple[tuple[ClaimKind, Callable[[Sequence[Stated], Roles], bool]], ...] = (
    (ClaimKind.CHANGE, tells_of_change),
    (ClaimKind.PLAN, aims),
    (ClaimKind.COMPARISON, compares),
    (ClaimKind.RATIO, relates),
    (ClaimKind.SHARE, divides),
    (ClaimKind.FLOW, flows),
)
