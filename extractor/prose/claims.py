"""The figures of sentences as claims: those that speak of one subject together, each with its role;
ordered lists of rules, the first answer wins.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from extractor.model import Direction, Indicator, Observation, SentenceRole
from extractor.model.claim import Claim, ClaimFigure, ClaimKind, FigureRole, Scope
from extractor.model.observation import SentenceObservation
from extractor.prose.claim_roles import OWN, PERCENT, Stated, role_of
from extractor.prose.roles import way_of
from extractor.prose.sentence import words_in
from extractor.words import words

MONEY = "RUB"
STANDING = {FigureRole.NOW, FigureRole.SHARE, FigureRole.PART, FigureRole.RATIO}
LEADING = (FigureRole.NOW, FigureRole.PART, FigureRole.COUNT)
CHANGING = (SentenceRole.CHANGE, SentenceRole.BASE)
CARRIED = OWN + 1  # layers of words that are of the clause or carried on to it
PRESENT = re.compile(r"(?:ет|ют|ит|ят|ут|ат)(?:ся)?$")
Group = Sequence[Stated]
Roles = Sequence[FigureRole]


def claims_of(
    observations: Sequence[Observation], indicators: dict[str, Indicator]
) -> Iterator[Claim]:
    """The claims of all sentences in document order. ``observations`` have their indicators."""
    found = (
        Stated(at, each, each.subject, indicators.get(each.indicator))
        for at, each in enumerate(observations)
        if isinstance(each, SentenceObservation)
    )
    for _, stated in groupby(found, key=_sentence_of):
        sentence = _with_parts(list(stated))
        yield from map(_claim, _groups(sentence))


def _sentence_of(stated: Stated) -> tuple[object, ...]:
    return stated.figure.place.whole, stated.subject.sentence


def _with_parts(sentence: Group) -> list[Stated]:
    """The figures of a sentence, those that are parts of one whole marked: the whole stands before
    them, or several of its parts beside each other.
    """
    codes = [each.figure.indicator for each in sentence]
    wholes = [each.known.part_of for each in sentence if each.known and each.known.part_of]
    marked = []
    for at, each in enumerate(sentence):
        whole = each.known.part_of if each.known else ""
        is_part = bool(whole) and (whole in codes[:at] or wholes.count(whole) > 1)
        part = each.subject.part or is_part
        marked.append(Stated(each.at, each.figure, each.subject, each.known, part))
    return marked


def _groups(sentence: Group) -> Iterator[Group]:
    group: list[Stated] = []
    for stated in sentence:
        if group and not any(rule(group, stated) for rule in JOINS):
            yield group
            group = []
        group.append(stated)
    if group:
        yield group


def told_together(group: Group, stated: Stated) -> bool:
    """«выросло на 540 и составило 16 141»."""
    named = stated.figure.claim
    return bool(named) and any(each.figure.claim == named for each in group)


def same_subject(group: Group, stated: Stated) -> bool:
    """«60,1 %, в 2022 году – 57,8 %», «18 из 20»."""
    if stated.subject.role is SentenceRole.SHARE and stated.figure.unit == PERCENT:
        return False
    return stated.subject.same or group[-1].subject.whole or stated.subject.whole


def nothing_of_its_own(group: Group, stated: Stated) -> bool:
    """«9 206 посещений, к прошлому году – минус 1 840 (–16,7 %)», «9 библиотек (45 %)»."""
    role = stated.subject.role
    bound = role in CHANGING or (role is SentenceRole.SHARE and stated.figure.unit == PERCENT)
    empty = tuple(words("claims")["empty"])
    return bound and all(
        each.startswith(tuple(empty)) or bool(way_of(each)) for each in stated.said()
    )


def beside_its_fact(group: Group, stated: Stated) -> bool:
    """«подарил библиотекам 16 141 читателя – на 540 больше»: a change in the clause of its fact."""
    last = group[-1]
    alone = stated.subject.role is SentenceRole.CHANGE and not stated.subject.thing
    if not alone or last.subject.role is not SentenceRole.FACT:
        return False
    return set(stated.said()) <= {*last.said(), *words_in(stated.subject.front)}


def fulfils(group: Group, stated: Stated) -> bool:
    """«План – 62 000, факт – 64 210», «…, выполнение 107 %»."""
    planned = any(each.subject.role is SentenceRole.PLAN for each in group)
    said = stated.said()
    return planned and bool(said) and said[0].startswith(tuple(words("claims")["fulfils"]))


def became(group: Group, stated: Stated) -> bool:
    """«Было 14 библиотек, стало 12»."""
    before, now = group[-1].said(), stated.said()
    return any(each.startswith("был") for each in before) and any(
        each.startswith(("стал", "остал")) for each in now
    )


JOINS: tuple[Callable[[Group, Stated], bool], ...] = (
    told_together,
    same_subject,
    nothing_of_its_own,
    beside_its_fact,
    fulfils,
    became,
)


def _claim(group: Group) -> Claim:
    roles = [role_of(each) for each in group]
    if FigureRole.WHOLE in roles:
        roles = [FigureRole.PART if each is FigureRole.NOW else each for each in roles]
    roles = _compared(group, roles)
    first = next((e for e, role in zip(group, roles, strict=True) if role in LEADING), group[0])
    found = (each.figure.indicator for each in (first, *group) if each.figure.indicator)
    start, end = first.subject.sentence
    place = first.figure.place
    return Claim(
        kind=_kind(group, roles),
        subject=first.subject.name,
        predicate=first.subject.predicate,
        direction=_direction(group, roles),
        indicator=next(found, ""),
        library=first.figure.library,
        scope=_scope(first),
        figures=tuple(ClaimFigure(each.at, role) for each, role in zip(group, roles, strict=True)),
        place=place if place.start is None else replace(place, start=start, end=end),
    )


def _compared(group: Group, roles: list[FigureRole]) -> list[FigureRole]:
    """«60,1 %, в 2022 году – 57,8 %»: of one figure at two times the earlier is the base."""
    if len(group) == 2 and STANDING.issuperset(roles) and became(group[:1], group[1]):
        return [FigureRole.BASE, FigureRole.NOW]
    last = max(each.figure.period for each in group)
    if all(each.figure.period == last for each in group) or not STANDING.issuperset(roles):
        return roles
    return [FigureRole.NOW if each.figure.period == last else FigureRole.BASE for each in group]


def _direction(group: Group, roles: Roles) -> Direction | None:
    """Where a change leads: as one of its figures says, else as the words of change do where two
    figures are compared; «не снизилось», «место в рейтинге» say nothing.
    """
    told = next((way for each in group if (way := each.figure.direction)), None)
    if told or FigureRole.BASE not in roles:
        return told
    turned = tuple(words("claims")["turned"])
    said = [word for each in group for word in reversed(each.said())]
    if any(word.startswith(turned) for each in group for word in each.said(CARRIED)):
        return None
    return next((way for word in said if (way := way_of(word))), None)


def _scope(stated: Stated) -> Scope:
    if stated.figure.library:
        return Scope.LIBRARY
    return Scope.PART if stated.subject.part else Scope.SYSTEM


def _kind(group: Group, roles: Roles) -> ClaimKind:
    return next((kind for kind, rule in KINDS if rule(group, roles)), ClaimKind.STATE)


def tells_of_change(group: Group, roles: Roles) -> bool:
    """«выросло на 120 и составило 1 200», «сократилось с 120 до 135»."""
    if FigureRole.DIFFERENCE in roles or FigureRole.PERCENT in roles:
        return True
    if FigureRole.BASE not in roles:
        return False
    return _direction(group, roles) is not None or became(group[:1], group[-1])


def compares(group: Group, roles: Roles) -> bool:
    """«57,8 %, в 2022 году – 55,1 %»."""
    return FigureRole.BASE in roles or len({each.figure.period for each in group}) > 1


def aims(group: Group, roles: Roles) -> bool:
    """«План посещений – 142 500»."""
    return FigureRole.PLAN in roles


def lists(group: Group, roles: Roles) -> bool:
    """«4 филиала: Боровой, Лесной, Озёрный и Сосновый»."""
    return FigureRole.COUNT in roles


def relates(group: Group, roles: Roles) -> bool:
    """«Читаемость – 21,6»."""
    return FigureRole.RATIO in roles


def divides(group: Group, roles: Roles) -> bool:
    """«Доля детей – 38 %», «21 из 23»."""
    return FigureRole.SHARE in roles or FigureRole.WHOLE in roles


def flows(group: Group, roles: Roles) -> bool:
    """«Выдано 348 531 экз.»: by the indicator, the unit, what is counted, else by the predicate."""
    kind = next((each.kind for each in group if each.kind), "")
    units = {each.figure.unit for each in group}
    if kind:
        return kind in ("flow", "money")
    if MONEY in units or not units.isdisjoint(words("claims")["flow_units"]):
        return True
    said = [
        word for each in group for word in words_in(f"{each.subject.thing} {each.subject.name}")
    ]
    if any(each.startswith(tuple(words("claims")["flows"])) for each in said):
        return True
    predicate = next((each.subject.predicate for each in group if each.subject.predicate), "")
    if predicate and not any(map(PRESENT.search, words_in(predicate))):
        return not predicate.lower().startswith(tuple(words("claims")["states"]))
    return False


KINDS: tuple[tuple[ClaimKind, Callable[[Group, Roles], bool]], ...] = (
    (ClaimKind.PLAN, aims),
    (ClaimKind.CHANGE, tells_of_change),
    (ClaimKind.LIST, lists),
    (ClaimKind.COMPARISON, compares),
    (ClaimKind.RATIO, relates),
    (ClaimKind.SHARE, divides),
    (ClaimKind.FLOW, flows),
)
