"""Which figures of a sentence speak of one subject together: an ordered list of rules, one that
applies is enough.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.model import SentenceRole
from extractor.model.claim import FigureRole
from extractor.prose.change_words import way_of
from extractor.prose.claim_parts import SHARE_BESIDE
from extractor.prose.claim_stated import PERCENT, Stated, says
from extractor.prose.sentence import words_in
from extractor.words import words

CHANGING = (FigureRole.DIFFERENCE, FigureRole.PERCENT, FigureRole.BASE)
AND = re.compile(r"[^,;:.()]*\sи\s")
BRACKET = re.compile(r"[^(]{0,25}\([^()]*$")


@dataclass(frozen=True, slots=True)
class Member:
    """A figure with its role in the sentence; ``gap`` is what is printed between the figure before
    and this one.
    """

    stated: Stated
    role: FigureRole
    gap: str = ""


Group = Sequence[Member]


def groups_of(members: Sequence[Member]) -> Iterator[list[Member]]:
    """The members of a sentence, those of one claim together."""
    group: list[Member] = []
    for member in members:
        if group and not any(rule(group, member) for rule in _rules(group[-1], member)):
            yield group
            group = []
        group.append(member)
    if group:
        yield group


def _rules(last: Member, member: Member) -> Sequence[Callable[[Group, Member], bool]]:
    """A sentence goes on with the claim of the one before where it says nothing else."""
    if last.role is FigureRole.PART and member.role in CHANGING and "(" not in member.gap:
        return ()  # a change is told of the whole: «из них в мае 40; к 2022 году плюс 3 %»
    return JOINS if last.stated.begin == member.stated.begin else (goes_on,)


def goes_on(group: Group, member: Member) -> bool:
    """«Фонд – 48 316. За год –684», «Посещений 64 210. Годом ранее – 51 877»."""
    return member.role is FigureRole.BASE and nothing_of_its_own(group, member)


def told_together(group: Group, member: Member) -> bool:
    """«выросло на 540 и составило 16 141»."""
    named = member.stated.figure.claim
    together = bool(named) and any(each.stated.figure.claim == named for each in group)
    return together and not _has_share(group)


def _has_share(group: Group) -> bool:
    roles = [each.role for each in group]
    return FigureRole.SHARE in roles and FigureRole.PART in roles


def same_subject(group: Group, member: Member) -> bool:
    """«60,1 %, в 2022 году – 57,8 %», «18 из 20»."""
    if member.role is FigureRole.SHARE and member.stated.figure.unit == PERCENT:
        return False
    whole = FigureRole.WHOLE in (group[-1].role, member.role)
    return member.stated.subject.same or whole


def nothing_of_its_own(group: Group, member: Member) -> bool:
    """«9 206 посещений, к прошлому году – минус 1 840 (–16,7 %)», «9 библиотек (45 %)»."""
    is_share = member.role is FigureRole.SHARE and member.stated.figure.unit == PERCENT
    if is_share and group[-1].role is FigureRole.PART and SHARE_BESIDE.fullmatch(member.gap):
        return True
    if member.role in CHANGING and _has_share(group):
        return False
    empty = tuple(words("claims")["empty"])
    return (member.role in CHANGING or is_share) and all(
        each.startswith(empty) or bool(way_of(each)) or says([each], "formerly")
        for each in member.stated.said()
    )


def beside_its_fact(group: Group, member: Member) -> bool:
    """«подарил библиотекам 16 141 читателя – на 540 больше»: a change in the clause of its fact."""
    last, stated = group[-1].stated, member.stated
    alone = stated.subject.role is SentenceRole.CHANGE and not stated.subject.thing
    if not alone or last.subject.role is not SentenceRole.FACT or _has_share(group):
        return False
    return set(stated.said()) <= {*last.said(), *words_in(stated.subject.front)}


def fulfils(group: Group, member: Member) -> bool:
    """«План – 62 000, факт – 64 210», «…, выполнение 107 %»."""
    planned = any(each.role is FigureRole.PLAN for each in group)
    said = (*member.stated.said(), *words_in(member.gap))
    done = any(each.startswith(tuple(words("claims")["fulfils"])) for each in said)
    return planned and done


def beside_its_plan(group: Group, member: Member) -> bool:
    """«4 870 (план – 4 800)», «187 руб. при плане 180 руб.», «102 % к плану»."""
    if member.role is not FigureRole.PLAN or group[-1].role is FigureRole.PLAN:
        return False
    known = {*(word[:4] for each in group for word in each.stated.said(4))}
    own = [word for word in member.stated.said() if word[:4] not in known]
    empty = tuple(words("claims")["empty"])
    return all(says([each], "aims") or each.startswith(empty) or bool(way_of(each)) for each in own)


def at_another_time(group: Group, member: Member) -> bool:
    """«Читаемость: 20,9 в 2022 году, 20,8 – в 2021»."""
    periods = {member.stated.figure.period, group[-1].stated.figure.period}
    other = len(periods) > 1 and all(map(str.isdecimal, periods))
    if FigureRole.PART in (member.role, group[-1].role):
        return False
    empty = tuple(words("claims")["empty"])
    return other and all(each.startswith(empty) for each in member.stated.said())


def came_to(group: Group, member: Member) -> bool:
    """«приросла 206 документами и насчитывает 6 033», «вырос на 3 112 записей и содержит 5 640»."""
    is_added = group[-1].role in (FigureRole.DIFFERENCE, FigureRole.PERCENT)
    stands = AND.match(member.gap) and says(member.stated.layer(1), "state_acts")
    nothing_else = bool(stands) and not member.stated.layer(0)
    return is_added and (says(member.stated.printed(), "became") or nothing_else)


def became(group: Group, member: Member) -> bool:
    """«Было 14 библиотек, стало 12»."""
    before, now = group[-1].stated.said(), member.stated.said()
    return any(each.startswith("был") for each in before) and any(
        each.startswith(("стал", "остал")) for each in now
    )


def in_its_bracket(group: Group, member: Member) -> bool:
    """«выбыло 3 051 (1 120)»: a bracket with nothing but a figure of the year before."""
    alone = BRACKET.fullmatch(member.gap) and not member.stated.said()
    return bool(alone) and member.role is FigureRole.BASE


JOINS: tuple[Callable[[Group, Member], bool], ...] = (
    told_together,
    same_subject,
    nothing_of_its_own,
    beside_its_fact,
    fulfils,
    beside_its_plan,
    at_another_time,
    came_to,
    became,
    in_its_bracket,
)
