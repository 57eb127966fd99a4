"""Whether a figure tells how something stands or what came over a time: by the indicator, by what
was done, by what is counted, else as the words before it.
"""

import re

from extractor.model.claim import ClaimKind
from extractor.prose.claim_stated import OPENER, Stated, first_place, says
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match

MONEY = "RUB"
WHERE = ("в", "во", "у", "на")
OF_INDICATORS = {
    "flow": ClaimKind.FLOW,
    "money": ClaimKind.FLOW,
    "stock": ClaimKind.STATE,
    "score": ClaimKind.STATE,
}


def nature_of(stated: Stated, before: ClaimKind | None = None) -> ClaimKind:
    """State or flow; ``before`` is that of the figure before it, or of what it is a part of."""
    found = first_match(NATURE, stated)
    if found is not None:
        return found[1]
    if before is not None and not stated.layer(0):
        return before
    return _of_titles(stated) or before or ClaimKind.FLOW


def by_indicator(stated: Stated) -> ClaimKind | None:
    """As the catalogue says; money of salaries stands."""
    if stated.known is not None and stated.figure.unit == MONEY:
        return ClaimKind.STATE if _of_standing_money(stated) else ClaimKind.FLOW
    return OF_INDICATORS.get(stated.kind)


def of_money(stated: Stated) -> ClaimKind | None:
    """«Зарплата – 38 000 руб.», «потрачено 12 тыс. руб.»."""
    if stated.figure.unit != MONEY:
        return None
    return ClaimKind.STATE if _of_standing_money(stated) else ClaimKind.FLOW


def where(stated: Stated) -> ClaimKind | None:
    """«Рост отмечен в 9 районах»: they stand, whatever happened there."""
    counts = says(stated.layer(0), "where_things") or not stated.layer(0)
    return ClaimKind.STATE if stated.lead in WHERE and counts else None


def by_hours(stated: Stated) -> ClaimKind | None:
    """«открыта 48 часов в неделю»."""
    is_timetable = stated.figure.unit == "hour" and "недел" in stated.behind
    return ClaimKind.STATE if is_timetable else None


def by_act(stated: Stated) -> ClaimKind | None:
    """What was done makes a flow, whatever is counted: «принято 4 сотрудника»."""
    own = stated.layer(1)
    if says(own, "flow_acts") or any(map(_is_past, stated.acts())):
        return ClaimKind.FLOW
    is_done = says(stated.layer(2), "flow_acts") and not says(own, "state_acts")
    return ClaimKind.FLOW if is_done else None


def _is_past(word: str) -> bool:
    """Whether a predicate tells of something done that no list knows: «заболело»."""
    known = says([word], "state_acts") or says([word], "open_acts")
    return word.endswith(PAST) and not known


def by_thing(stated: Stated) -> ClaimKind | None:
    """«Клубов – 6», «встреч – 40»: what is counted, in its clause, carried on, before a colon."""
    layers = (stated.layer(0) + stated.things(1), *map(stated.things, (2, 3)))
    return next(filter(None, map(of_words, layers)), None)


def by_state(stated: Stated) -> ClaimKind | None:
    """«подключены все»."""
    said = (*stated.layer(1), *stated.layer(2))
    present = any(word.endswith(PRESENT) for word in stated.acts())
    return ClaimKind.STATE if present or says(said, "state_acts") else None


def by_place(stated: Stated) -> ClaimKind | None:
    """«В фонде 340 экз.»: what the words of place name."""
    return of_words(stated.layer(1)) or of_words(stated.layer(2))


def over_time(stated: Stated) -> ClaimKind | None:
    """«звонков за год – 115»."""
    said = " ".join(stated.printed())
    return ClaimKind.FLOW if OVER_TIME.search(said) else None


OVER_TIME = re.compile(r"за (?:отчетный )?(?:год|период)|в течение|за \w+ (?:год|период)")
PRESENT = ("ет", "ют", "ит", "ят", "ут", "ат", "ется", "ются", "ится", "ятся", "утся")
PAST = ("л", "ло", "ли", "ла", "лся", "лось", "лись", "лась", "но", "ны")

NATURE: tuple[Rule[Stated, ClaimKind], ...] = (
    Rule("by_indicator", by_indicator, "Библиотек – 6, обязательный экземпляр – 87."),
    Rule("of_money", of_money, "Сотрудникам – 12 руб."),
    Rule("by_hours", by_hours, "Касса открыта 48 часов в неделю."),
    Rule("where", where, "Рост замечен в 9 районах."),
    Rule("by_act", by_act, "Принято 4 сотрудника."),
    Rule("by_thing", by_thing, "Имеется 12 выставок."),
    Rule("by_state", by_state, "Пустует 4 гнезда."),
    Rule("over_time", over_time, "В фонде гроз за год – 11."),
    Rule("by_place", by_place, "В фонде – 340."),
)


def of_words(said: list[str]) -> ClaimKind | None:
    """What words tell of what is counted, by the first that is known.

    >>> of_words(["участников", "клуба"]).name, of_words(["клубы"]).name
    ('FLOW', 'STATE')
    """
    flow, stock = first_place(said, "flow_things"), first_place(said, "stock_things")
    if flow is not None and (stock is None or flow <= stock):
        return ClaimKind.FLOW
    return None if stock is None else ClaimKind.STATE


def _of_titles(stated: Stated) -> ClaimKind | None:
    texts = (stated.layer(OPENER), stated.layer(4), words_in(stated.subject.title))
    for said in texts:
        if says(said, "flow_acts"):
            return ClaimKind.FLOW
        if found := of_words(said):
            return found
    return None


def _of_standing_money(stated: Stated) -> bool:
    said = (*stated.said(4), *stated.layer(4))
    return says(said, "standing_money")
