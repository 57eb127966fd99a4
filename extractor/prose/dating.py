"""Which year a figure of a sentence speaks of: an ordered list of small rules, the first answer
wins and says its name.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.prose.scene import (
    BRACKET_OPENS,
    OUTSIDE,
    SPOKEN,
    Scene,
    Time,
    bracket_of,
    plain_period,
)
from extractor.prose.sentence import last_of
from extractor.rules import Rule, first_match
from extractor.russian import FoundQuantity
from extractor.russian.periods import find_periods
from extractor.words import words

AGAINST = re.compile(r"(?<![а-яё])(?:против|вместо)\s+\S*\d", re.IGNORECASE)
# rules whose time stands in the sentence itself
OF_ITS_SENTENCE = frozenset(
    (
        "time_behind",
        "other_edge",
        "same_clause",
        "earlier_clause",
        "later_clause",
        "bracket_behind",
        "compared_figure",
    )
)
EDGES = ("начал", "кон")
RISEN_BACK = re.compile(r"[^,;()]{0,25}\s(?:с|со|от)\s+\d", re.IGNORECASE)
EDGE = re.compile(r"(?:на|к)\s+(начал|кон)(?:[оу]|ец|цу)(?![а-яё])", re.IGNORECASE)
EDGE_BEFORE = re.compile(EDGE.pattern + r"\W{0,4}(?:[а-яё]+\W{1,3}){0,2}$", re.IGNORECASE)
BETWEEN = re.compile(r"\s*+[(–—:-]?\s*+(?:был\w*\s+)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a figure and the rule that found it; ``against`` where the figure is what
    others are compared with.
    """

    period: str
    rule: str
    against: bool = False

    def said(self) -> bool:
        """Whether a time of its own sentence gave it."""
        return self.rule in OF_ITS_SENTENCE


class InScene(NamedTuple):
    """A figure and the scene of its sentence: what the rules judge."""

    figure: FoundQuantity
    scene: Scene


def date_of(figure: FoundQuantity, scene: Scene) -> Dated:
    """The period of a figure, by the first rule that knows it."""
    found = first_match(RULES, InScene(figure, scene))
    return found[1] if found is not None else Dated(str(scene.year or ""), "report")


def compared_figure(met: InScene) -> Dated | None:
    """«больше, чем в 2022 году (130)», «по сравнению с 2022 годом (130)»: right behind a time
    that is compared with.
    """
    figure, scene = met
    time = scene.ordered.ended_before(figure.start)
    if time is None or not time.compared or figure.lead == "на" or figure.sign:
        return None
    beside = BETWEEN.fullmatch(scene.sentence.text[time.end : figure.start])
    return Dated(time.period, "compared_figure", against=True) if beside else None


def bracket_behind(met: InScene) -> Dated | None:
    """«со 130 (2022 год) до 150 (2023 год)»: a bracket behind the figure that holds a time and
    nothing else.
    """
    figure, scene = met
    end = last_of(figure)
    time = scene.ordered.begun_behind(end, scene.sentence.end)
    if time is None:
        return None
    between, behind = (
        scene.sentence.text[end : time.start],
        scene.sentence.text[time.end : time.end + 2],
    )
    alone = BRACKET_OPENS.fullmatch(between) and behind.lstrip().startswith(")")
    return Dated(time.period, "bracket_behind") if alone else None


def time_behind(met: InScene) -> Dated | None:
    """«с 78 в 2021 году до 91 в 2023 году»: each figure has its time behind it, where the one
    before has it so.
    """
    figure, scene = met
    begin, end = scene.clause(figure.start)
    before, behind = (
        scene.free.ended_before(figure.start, begin),
        scene.free.begun_behind(figure.start + 1, end),
    )
    if (
        before is None
        or behind is None
        or not scene.counting.any_within(begin, min(before.start, end))
    ):
        return None
    alone = not scene.counting.any_within(max(figure.end, begin), min(behind.start, end))
    return Dated(behind.period, "time_behind") if alone else None


def same_clause(met: InScene) -> Dated | None:
    """The nearest time before it in its clause, else the nearest behind it."""
    figure, scene = met
    begin, end = scene.clause(figure.start)
    before = scene.free.begun_before(min(figure.start, end), begin)
    if before is not None:
        return Dated(before.period, "same_clause")
    first = scene.free.begun_behind(begin, end)
    return (
        None
        if first is None or _of_the_base(first, figure, scene)
        else Dated(first.period, "same_clause")
    )


def other_edge(met: InScene) -> Dated | None:
    """«На начало года фонд составлял 200 экз., на конец – 210»: the other end of the same year."""
    figure, scene = met
    time = scene.own[OUTSIDE].begun_before(figure.start)
    bare = EDGE_BEFORE.search(scene.sentence.before(figure.start))
    named = time and EDGE.search(scene.sentence.text, time.start, time.end)
    if not (time and bare and named) or not time.period.isdecimal():
        return None
    step = EDGES.index(bare[1].lower()) - EDGES.index(named[1].lower())
    is_after = scene.sentence.text[time.end : figure.start].lower().rfind(bare[1].lower()) >= 0
    return Dated(str(int(time.period) + step), "other_edge") if step and is_after else None


def earlier_clause(met: InScene) -> Dated | None:
    """«В 2021 году поступило 5 книг, 10 журналов»; not «на начало года 200 книг, поступило 12»."""
    figure, scene = met
    brackets = {OUTSIDE, bracket_of(scene.sentence, figure.start)} & scene.own.keys()
    before = [
        time
        for bracket in brackets
        if (time := scene.own[bracket].begun_before(figure.start)) and not _opens(time, scene)
    ]
    nearest = max(before, key=lambda time: time.start, default=None)
    return Dated(nearest.period, "earlier_clause") if nearest else None


def _opens(time: Time, scene: Scene) -> bool:
    edge = EDGE.search(scene.sentence.text, time.start, time.end)
    return edge is not None and edge[1].lower() == EDGES[0]


def later_clause(met: InScene) -> Dated | None:
    """«Поступило 5 книг, 10 журналов в 2021 году»: the one time of the sentence closes a list of
    figures.
    """
    figure, scene = met
    own = scene.outside()
    if len(own) != 1 or own[0].start < figure.start or _of_the_base(own[0], figure, scene):
        return None
    begin, _ = scene.clause(own[0].start)
    return (
        Dated(own[0].period, "later_clause")
        if scene.figures.any_within(begin, own[0].start)
        else None
    )


def _of_the_base(time: Time, figure: FoundQuantity, scene: Scene) -> bool:
    """«85 тыс. руб. против 79 тыс. руб. в 2021 году», «до 61 тыс. с 48 тыс. в 2021 году»: the year
    is that of the figure behind «против», or behind «с».
    """
    between = scene.sentence.text[last_of(figure) : time.start]
    back = figure.lead == "до" and RISEN_BACK.match(between)
    return bool(back or AGAINST.search(between))


def sentence_before(met: InScene) -> Dated | None:
    """«… в 2022 году. Из них 20 – книги»: the sentence goes on speaking of the one before."""
    sentence, earlier = met.scene.sentence, met.scene.earlier
    goes_on = _anaphora().match(sentence.text, sentence.start)
    return Dated(earlier[-1].period, "sentence_before") if goes_on and earlier else None


@cache
def _anaphora() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:{'|'.join(map(re.escape, words('quote')['anaphora']))})(?![а-яё])", re.IGNORECASE
    )


def lead_paragraph(met: InScene) -> Dated | None:
    """«В 2022 году приобретено:» above the items of a list."""
    return _of_text(met.scene.passage.lead, met.scene.year, "lead_paragraph")


def heading(met: InScene) -> Dated | None:
    titles = met.scene.passage.titles
    return _of_text(titles[0], met.scene.year, "heading") if titles else None


@lru_cache(maxsize=4096)
def _of_text(text: str, year: int | None, rule: str) -> Dated | None:
    """The one period of a text that stands above; several years above say nothing."""
    times = [each for each in find_periods(text, year) if each.period]
    found = {plain_period(each) for each in times if each.kind in SPOKEN}
    return (
        Dated(found.pop(), rule)
        if len(found) == 1 and all(each.kind != "range" for each in times)
        else None
    )


RULES: tuple[Rule[InScene, Dated], ...] = (
    Rule(
        "compared_figure", compared_figure, "Посещений больше, чем в 2021 году (1300), всего 1500."
    ),
    Rule("bracket_behind", bracket_behind, "Фонд вырос со 130 (2021 год) до 150 (2022 год)."),
    Rule("time_behind", time_behind, "Число клубов выросло с 78 в 2020 году до 91 в 2021 году."),
    Rule("other_edge", other_edge, "На начало 2022 года фонд составлял 200 экз., на конец – 210."),
    Rule("same_clause", same_clause, "Поступило 40 книг в 2021 году, 50 – в 2022 году."),
    Rule("earlier_clause", earlier_clause, "В 2021 году поступило 5 книг, 10 журналов."),
    Rule("later_clause", later_clause, "Поступило 5 книг, 10 журналов в 2021 году."),
    Rule("sentence_before", sentence_before, "В 2021 году поступило 40 книг. Из них 20 – детские."),
    Rule("lead_paragraph", lead_paragraph, "В 2021 году приобретено:\n- 40 книг;"),
    Rule("heading", heading, "# Фонд в 2021 году\nПоступило 40 книг."),
)
