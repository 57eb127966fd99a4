"""Which year a figure of a sentence speaks of: an ordered list of small rules, the first answer
wins and says its name.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.prose.order import Order, order_of
from extractor.prose.passage import Passage
from extractor.prose.sentence import REACH, WHOLE, Sentence, last_of
from extractor.russian import Figure, FoundQuantity
from extractor.russian.periods import PeriodFound, find_periods
from extractor.russian.unit_forms import form_pattern
from extractor.words import words

SPOKEN = ("year", "stock", "part", "school", "relative", "date", "month")
LONG_AGO = 5
BREAK = re.compile(r"[,;:()]|\s(?:а|и|но)\s(?=(?:в|за|на)\s)")
COVERED = re.compile(r"(?:\b(?:за|в|с|из)|течение|протяжении)\s+$", re.IGNORECASE)
AGAINST = re.compile(r"(?<![а-яё])(?:против|вместо)\s+\S*\d", re.IGNORECASE)
BRACKET_OPENS = re.compile(r"\s*\((?:в|за|на)?\s*")
OUTSIDE = -1  # of brackets
BETWEEN = re.compile(r"\s*+[(–—:-]?\s*+(?:был\w*\s+)?")


@dataclass(frozen=True, slots=True)
class Time:
    """A time of a sentence as it bears on figures. ``compared``: others are measured against it;
    ``aim``: it lies ahead.

    ``bracket`` is where the bracket opens that holds it, -1 outside of one: what stands in brackets
    dates nothing beyond them.
    """

    period: str
    start: int
    end: int
    compared: bool
    aim: bool
    bracket: int


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
        return self.rule in (
            "time_behind",
            "same_clause",
            "earlier_clause",
            "later_clause",
            "bracket_behind",
            "compared_figure",
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its times and what stands around it; ``earlier`` are the times of the
    sentence before.

    ``free`` are the times that nothing is compared with; ``own`` those of them that are no aim
    either, by the bracket that holds them. ``figures`` are all figures of the sentence,
    ``counting`` those with a value that are no year and no ordinal.
    """

    sentence: Sentence
    times: tuple[Time, ...]
    breaks: tuple[tuple[int, int], ...]
    passage: Passage
    earlier: tuple[Time, ...]
    year: int | None
    ordered: Order[Time]
    free: Order[Time]
    own: Mapping[int, Order[Time]]
    figures: Order[FoundQuantity]
    counting: Order[FoundQuantity]

    def clause(self, position: int) -> tuple[int, int]:
        """Where the clause around a position begins and ends."""
        index = bisect_right(self.breaks, position, key=lambda each: each[1])
        begin = self.breaks[index - 1][1] if index else self.sentence.start
        return begin, self.breaks[index][0] if index < len(self.breaks) else self.sentence.end

    def outside(self) -> tuple[Time, ...]:
        """Times outside of brackets of which its figures may speak."""
        return self.own[OUTSIDE].items


def scene_of(
    sentence: Sentence, passage: Passage, earlier: tuple[Time, ...], year: int | None
) -> Scene:
    """A sentence read for its times."""
    times = tuple(_times(sentence, year))
    free = [each for each in times if not each.compared]
    own: dict[int, list[Time]] = {OUTSIDE: []}
    for time in free:
        if not time.aim:
            own.setdefault(time.bracket, []).append(time)
    counting = (
        each
        for each in sentence.figures
        if each.kind.counts and each.kind not in (Figure.YEAR, Figure.ORDINAL)
    )
    return Scene(
        sentence,
        times,
        tuple(_breaks(sentence)),
        passage,
        earlier,
        year,
        order_of(times),
        order_of(free),
        {bracket: order_of(inside) for bracket, inside in own.items()},
        order_of(sentence.figures),
        order_of(counting),
    )


def date_of(figure: FoundQuantity, scene: Scene) -> Dated:
    """The period of a figure, by the first rule that knows it."""
    for rule in RULES:
        found = rule(figure, scene)
        if found is not None:
            return found
    return Dated(str(scene.year or ""), "report")


def _times(sentence: Sentence, year: int | None) -> Iterator[Time]:
    for each in sentence.periods:
        before = sentence.before(each.start, WHOLE)
        spoken = each.kind in SPOKEN or (each.kind == "range" and _covers(each, before, year))
        if each.period and (spoken or each.kind == "until") and not _quoted(before):
            compared = (each.rule == "until_year" and each.kind == "year") or bool(
                _compared().search(before[-REACH:])
            )
            yield Time(
                plain_period(each),
                each.start,
                each.end,
                compared,
                each.kind == "until",
                bracket_of(sentence, each.start),
            )


def bracket_of(sentence: Sentence, position: int) -> int:
    """Where the bracket around a position opens, -1 outside of one."""
    before = sentence.before(position, WHOLE)
    return sentence.start + before.rfind("(") if before.rfind("(") > before.rfind(")") else -1


def plain_period(found: PeriodFound) -> str:
    """Days and months tell when something took place: the figure speaks of their year."""
    return found.period[:4] if found.kind in ("date", "month") else found.period


def _covers(found: PeriodFound, before: str, year: int | None) -> bool:
    """«за 2021–2023 годы» counts over years; «на 2021–2023 годы», «в динамике 2021–2023 годов» name
    a plan or a table, «газеты за 1931–1985 годы» what a thing is about.
    """
    if year is not None and int(found.period[-4:]) < year - LONG_AGO:
        return False
    return found.rule in ("from_to", "year_span") or bool(COVERED.search(before[-REACH:]))


def _quoted(before: str) -> bool:
    return before.count("«") > before.count("»")


@cache
def _compared() -> re.Pattern[str]:
    forms = "|".join(
        form_pattern(each).replace(r"[^\S\n]*", r"\s+") for each in words("quote")["compared"]
    )
    return re.compile(rf"(?<![а-яё])(?:{forms})\s+(?:(?:в|за|на)\s+)?$", re.IGNORECASE)


def _breaks(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Signs between clauses, those inside figures and times left out."""
    solid = {position for each in sentence.figures for position in range(each.start, each.end)}
    solid |= {position for each in sentence.periods for position in range(each.start, each.end)}
    found = BREAK.finditer(sentence.text, sentence.start, sentence.end)
    yield from ((each.start(), each.end()) for each in found if each.start() not in solid)


def compared_figure(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """«больше, чем в 2022 году (130)», «по сравнению с 2022 годом (130)»: right behind a time
    that is compared with.
    """
    time = scene.ordered.ended_before(figure.start)
    if time is None or not time.compared or figure.lead == "на" or figure.sign:
        return None
    beside = BETWEEN.fullmatch(scene.sentence.text[time.end : figure.start])
    return Dated(time.period, "compared_figure", against=True) if beside else None


def bracket_behind(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """«со 130 (2022 год) до 150 (2023 год)»: a bracket behind the figure that holds a time and
    nothing else.
    """
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


def time_behind(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """«с 78 в 2021 году до 91 в 2023 году»: each figure has its time behind it, where the one
    before has it so.
    """
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


def same_clause(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """The nearest time before it in its clause, else the nearest behind it."""
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


def earlier_clause(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """«В 2021 году поступило 5 книг, 10 журналов»."""
    brackets = {OUTSIDE, bracket_of(scene.sentence, figure.start)} & scene.own.keys()
    before = [
        time
        for each in brackets
        if (time := scene.own[each].begun_before(figure.start)) is not None
    ]
    return (
        Dated(max(before, key=lambda each: each.start).period, "earlier_clause") if before else None
    )


def later_clause(figure: FoundQuantity, scene: Scene) -> Dated | None:
    """«Поступило 5 книг, 10 журналов в 2021 году»: the one time of the sentence closes a list of
    figures.
    """
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
    """«85 тыс. руб. против 79 тыс. руб. в 2021 году»: the year is that of the figure behind
    «против».
    """
    return bool(AGAINST.search(scene.sentence.text[last_of(figure) : time.start]))


def sentence_before(_: FoundQuantity, scene: Scene) -> Dated | None:
    """«… в 2022 году. Из них 20 – книги»: the sentence goes on speaking of the one before."""
    goes_on = _anaphora().match(scene.sentence.text, scene.sentence.start)
    return Dated(scene.earlier[-1].period, "sentence_before") if goes_on and scene.earlier else None


@cache
def _anaphora() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:{'|'.join(map(re.escape, words('quote')['anaphora']))})(?![а-яё])", re.IGNORECASE
    )


def lead_paragraph(_: FoundQuantity, scene: Scene) -> Dated | None:
    """«В 2022 году приобретено:» above the items of a list."""
    return _of_text(scene.passage.lead, scene.year, "lead_paragraph")


def heading(_: FoundQuantity, scene: Scene) -> Dated | None:
    return (
        _of_text(scene.passage.titles[0], scene.year, "heading") if scene.passage.titles else None
    )


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


RULES: tuple[Callable[[FoundQuantity, Scene], Dated | None], ...] = (
    compared_figure,
    bracket_behind,
    time_behind,
    same_clause,
    earlier_clause,
    later_clause,
    sentence_before,
    lead_paragraph,
    heading,
)
