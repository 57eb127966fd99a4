"""Which figures of a sentence speak of one subject together: an ordered list of rules, one that
applies is enough.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model import SentenceRole
from extractor.model.claim import FigureRole
from extractor.prose.change_words import way_of
from extractor.prose.claim_parts import SHARE_BESIDE
from extractor.prose.claim_stated import PERCENT, Stated, says
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match, when
from extractor.words import words

CHANGING = (FigureRole.DIFFERENCE, FigureRole.PERCENT, FigureRole.BASE)
AND = re.compile(r"[^,;:.()]*\sи\s")


@dataclass(frozen=True, slots=True)
class Member:
    """A figure with its role in the sentence; ``gap`` is what is printed between the figure before
    and this one.
    """

    stated: Stated
    role: FigureRole
    gap: str = ""


Group = Sequence[Member]


class Next(NamedTuple):
    """A member of a sentence and the claim that it may go on with."""

    group: Group
    member: Member


def groups_of(members: Sequence[Member]) -> Iterator[list[Member]]:
    """The members of a sentence, those of one claim together."""
    group: list[Member] = []
    for member in members:
        if group and not first_match(_rules(group[-1], member), Next(group, member)):
            yield group
            group = []
        group.append(member)
    if group:
        yield group


def _rules(last: Member, member: Member) -> Sequence[Rule[Next, bool]]:
    """A sentence goes on with the claim of the one before where it says nothing else."""
    if last.role is FigureRole.PART and member.role in CHANGING and "(" not in member.gap:
        return ()  # a change is told of the whole: «из них в мае 40; к 2022 году плюс 3 %»
    return JOINS if last.stated.begin == member.stated.begin else ACROSS


def goes_on(met: Next) -> bool:
    """«Фонд – 48 316. За год –684», «Посещений 64 210. Годом ранее – 51 877»."""
    return met.member.role is FigureRole.BASE and nothing_of_its_own(met)


def told_together(met: Next) -> bool:
    """«выросло на 540 и составило 16 141»."""
    group, member = met
    named = member.stated.figure.claim
    together = bool(named) and any(each.stated.figure.claim == named for each in group)
    return together and not _has_share(group)


def _has_share(group: Group) -> bool:
    roles = [each.role for each in group]
    return FigureRole.SHARE in roles and FigureRole.PART in roles


def same_subject(met: Next) -> bool:
    """«60,1 %, в 2022 году – 57,8 %», «18 из 20»."""
    group, member = met
    if member.role is FigureRole.SHARE and member.stated.figure.unit == PERCENT:
        return False
    whole = FigureRole.WHOLE in (group[-1].role, member.role)
    return member.stated.subject.same or whole


def nothing_of_its_own(met: Next) -> bool:
    """«9 206 посещений, к прошлому году – минус 1 840 (–16,7 %)», «9 библиотек (45 %)»."""
    group, member = met
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


def beside_its_fact(met: Next) -> bool:
    """«подарил библиотекам 16 141 читателя – на 540 больше»: a change in the clause of its fact."""
    group, member = met
    last, stated = group[-1].stated, member.stated
    alone = stated.subject.role is SentenceRole.CHANGE and not stated.subject.thing
    if not alone or last.subject.role is not SentenceRole.FACT or _has_share(group):
        return False
    return set(stated.said()) <= {*last.said(), *words_in(stated.subject.front)}


def fulfils(met: Next) -> bool:
    """«План – 62 000, факт – 64 210», «…, выполнение 107 %»."""
    group, member = met
    planned = any(each.role is FigureRole.PLAN for each in group)
    said = (*member.stated.said(), *words_in(member.gap))
    done = any(each.startswith(tuple(words("claims")["fulfils"])) for each in said)
    return planned and done


def beside_its_plan(met: Next) -> bool:
    """«4 870 (план – 4 800)», «187 руб. при плане 180 руб.», «102 % к плану»."""
    group, member = met
    if member.role is not FigureRole.PLAN or group[-1].role is FigureRole.PLAN:
        return False
    known = {*(word[:4] for each in group for word in each.stated.said(4))}
    own = [word for word in member.stated.said() if word[:4] not in known]
    empty = tuple(words("claims")["empty"])
    return all(says([each], "aims") or each.startswith(empty) or bool(way_of(each)) for each in own)


def at_another_time(met: Next) -> bool:
    """«Читаемость: 20,9 в 2022 году, 20,8 – в 2021»."""
    group, member = met
    periods = {member.stated.figure.period, group[-1].stated.figure.period}
    other = len(periods) > 1 and all(map(str.isdecimal, periods))
    if FigureRole.PART in (member.role, group[-1].role):
        return False
    empty = tuple(words("claims")["empty"])
    return other and all(each.startswith(empty) for each in member.stated.said())


def came_to(met: Next) -> bool:
    """«приросла 206 документами и насчитывает 6 033», «вырос на 3 112 записей и содержит 5 640»."""
    group, member = met
    is_added = group[-1].role in (FigureRole.DIFFERENCE, FigureRole.PERCENT)
    stands = AND.match(member.gap) and says(member.stated.layer(1), "state_acts")
    nothing_else = bool(stands) and not member.stated.layer(0)
    return is_added and (says(member.stated.printed(), "became") or nothing_else)


def became(met: Next) -> bool:
    """«Было 14 библиотек, стало 12»."""
    group, member = met
    before, now = group[-1].stated.said(), member.stated.said()
    return any(each.startswith("был") for each in before) and any(
        each.startswith(("стал", "остал")) for each in now
    )


JOINS: tuple[Rule[Next, bool], ...] = (
    Rule(
        "told_together",
        when(told_together, True),
        "Фонд вырос на 540 книг до 16141 экземпляра.",
    ),
    Rule("same_subject", when(same_subject, True), "Сайт имеют 18 из 20 библиотек."),
    Rule(
        "nothing_of_its_own",
        when(nothing_of_its_own, True),
        "Оснащены 9 библиотек (45 %).",
    ),
    Rule(
        "beside_its_fact",
        when(beside_its_fact, True),
        "Библиотекам подарил книги 161 читатель – на 54 больше.",
    ),
    Rule("fulfils", when(fulfils, True), "План – 62000 посещений, факт – 64210."),
    Rule(
        "beside_its_plan", when(beside_its_plan, True), "Проведено 4870 мероприятий (план – 4800)."
    ),
    Rule(
        "at_another_time",
        when(at_another_time, True),
        "Клубов в 2022 году 20, кружков в 2023 году 25.",
    ),
    Rule(
        "came_to",
        when(came_to, True),
        "База приросла 206 книгами, теперь насчитывает 6033 записи.",
    ),
    Rule(
        "became", when(became, True), "Раньше было 14 сельских филиалов, сейчас стало 12 филиалов."
    ),
)
ACROSS: tuple[Rule[Next, bool], ...] = (
    Rule("goes_on", when(goes_on, True), "Посещений 64210. Годом ранее – 51877."),
)
