"""What a claim says of its subject, and which way a change goes: an ordered list of rules, the
first answer wins.
"""

import re
from dataclasses import dataclass

from extractor.model import Direction
from extractor.model.claim import ClaimKind, FigureRole
from extractor.prose.change_words import way_of
from extractor.prose.claim_groups import Group
from extractor.prose.claim_nature import nature_of
from extractor.prose.claim_stated import CARRIED, OWN, Stated, says
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match, when
from extractor.words import words

NOT_CHANGED = (FigureRole.COUNT, FigureRole.WHOLE, FigureRole.PART)
COMPARATIVE = ("ше", "же")  # «на улучшение базы» is an aim, no direction
VERB = re.compile(r"(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ется|ются)$")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A group of figures that speak of one subject; ``before`` is the nature of the figure before
    the first, of its whole where it ``is_part``; ``of_whole``: the whole is named with «из».
    """

    group: Group
    roles: tuple[FigureRole, ...]
    before: ClaimKind | None = None
    is_part: bool = False
    of_whole: bool = False
    kind: ClaimKind = ClaimKind.STATE

    def has(self, *roles: FigureRole) -> bool:
        """Whether one of its figures has one of the roles."""
        return any(role in self.roles for role in roles)

    def first(self) -> Stated:
        """Its leading figure."""
        return self.group[0].stated


def kind_of(claimed: Claimed) -> ClaimKind:
    """The kind of a claim, by the first rule that knows; else how its first figure stands."""
    found = first_match(KINDS, claimed)
    if found is not None:
        return found[1]
    if claimed.is_part and claimed.before is not None:
        return claimed.before
    return nature_of(claimed.first(), claimed.before)


def aims(claimed: Claimed) -> bool:
    """«План посещений – 142 500»; a ratio beside its norm stays one."""
    return claimed.has(FigureRole.PLAN) and not claimed.has(FigureRole.RATIO)


def tells_of_change(claimed: Claimed) -> bool:
    """«выросло на 120 и составило 1 200», «сократилось со 120 до 135»."""
    if claimed.has(FigureRole.DIFFERENCE, FigureRole.PERCENT):
        return True
    if not claimed.has(FigureRole.BASE):
        return False
    dated = len({member.stated.figure.period for member in claimed.group}) > len("12")
    return not dated and (direction_of(claimed) is not None or _turned_out(claimed))


def _turned_out(claimed: Claimed) -> bool:
    """«было 14, стало 12»."""
    said = [word for member in claimed.group for word in member.stated.said()]
    return any(each.startswith("был") for each in said) and any(
        each.startswith("стал") for each in said
    )


def is_changed_alone(claimed: Claimed) -> bool:
    """«Посещаемость снизилась и составила 9,8», «Число читателей не изменилось – 412»."""
    stated = claimed.first()
    if claimed.has(*NOT_CHANGED) or stated.lead in ("в", "во", "у", "на"):
        return False
    said = (*stated.layer(1), *stated.layer(2))
    return any(map(_changes, said)) or says(said, "same_words")


def _changes(word: str) -> bool:
    """Whether a word is a verb of change: «снизились», «растёт»."""
    return bool(VERB.search(word)) and bool(way_of(word)) and not says([word], "flow_acts")


def lists(claimed: Claimed) -> bool:
    """«4 филиала: Боровой, Лесной, Озёрный и Сосновый»."""
    return claimed.has(FigureRole.COUNT)


def divides_with_per_cent(claimed: Claimed) -> bool:
    """«9 библиотек (45 %)», «доля детей – 38 %», «21 из 23»."""
    of_whole = claimed.of_whole and claimed.has(FigureRole.PART)
    return of_whole or claimed.has(FigureRole.SHARE, FigureRole.WHOLE)


def compares(claimed: Claimed) -> bool:
    """«57,8 %, в 2022 году – 55,1 %»."""
    periods = {member.stated.figure.period for member in claimed.group}
    return claimed.has(FigureRole.BASE) or len(periods) > 1


def compares_by_words(claimed: Claimed) -> bool:
    """«Самый большой фонд у ЦРБ – 48 310 экз.»."""
    stated = claimed.first()
    said = (*stated.printed(), *stated.said(4), *words_in(stated.subject.context))
    return says(said, "comparisons") and not claimed.has(FigureRole.SHARE, FigureRole.COUNT)


def relates(claimed: Claimed) -> bool:
    """«Читаемость – 21,6»."""
    return claimed.has(FigureRole.RATIO)


KINDS: tuple[Rule[Claimed, ClaimKind], ...] = (
    Rule("plan", when(aims, ClaimKind.PLAN), "План рейсов – 500."),
    Rule("change", when(tells_of_change, ClaimKind.CHANGE), "Рейсов на 12 больше."),
    Rule("list", when(lists, ClaimKind.LIST), "Закрыты 2 кружка: Заря и Восход."),
    Rule("comparison", when(compares, ClaimKind.COMPARISON), "Рейсов 12, в 2022 году – 15."),
    Rule(
        "changed_alone",
        when(is_changed_alone, ClaimKind.CHANGE),
        "Скорость не изменилась и составила 40.",
    ),
    Rule("extremes", when(compares_by_words, ClaimKind.COMPARISON), "Самый большой зал – 48 мест."),
    Rule("relation", when(relates, ClaimKind.RATIO), "Читаемость – 21,6."),
    Rule("share", when(divides_with_per_cent, ClaimKind.SHARE), "Исправны 45 % кружек."),
)


def _bearing_on(stated: Stated) -> list[str]:
    """Its own words, or those before a colon: «Число залов сократилось: 38 против 51»."""
    return stated.said() or stated.layer(OWN)


def direction_of(claimed: Claimed) -> Direction | None:
    """Where a change leads: as one of its figures says, else as the words of change do where two
    figures are compared; «не снизилось», «место в рейтинге» say nothing.
    """
    told = next((way for each in claimed.group if (way := each.stated.figure.direction)), None)
    if told or not claimed.has(FigureRole.BASE):
        return told
    turned = tuple(words("claims")["turned"])
    said = [word for each in claimed.group for word in reversed(_bearing_on(each.stated))]
    layers = (word for each in claimed.group for word in each.stated.said(CARRIED))
    if any(word.startswith(turned) for word in layers):
        return None
    told_so = (word for word in said if VERB.search(word) or word.endswith(COMPARATIVE))
    return next((way for word in told_so if (way := way_of(word))), None)
