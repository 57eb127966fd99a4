"""A sentence read for its times: which there are, and of which figures may speak."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extractor.prose.order import Order, order_of
from extractor.prose.passage import Passage
from extractor.prose.sentence import REACH, WHOLE, Sentence
from extractor.russian import Figure, FoundQuantity
from extractor.russian.periods import PeriodFound
from extractor.russian.unit_forms import form_pattern
from extractor.words import words

SPOKEN = ("year", "stock", "part", "school", "relative", "date", "month")
LONG_AGO = 5
BREAK = re.compile(r"[,;:()]|\s(?:а|и|но)\s(?=(?:в|за|на)\s)")
COVERED = re.compile(r"(?:\b(?:за|в|с|из)|течение|протяжении)\s+$", re.IGNORECASE)
BRACKET_OPENS = re.compile(r"\s*\((?:в|за|на)?\s*")
OUTSIDE = -1  # of brackets


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
    before: str = ""

    def clause(self, position: int) -> tuple[int, int]:
        """Where the clause around a position begins and ends."""
        index = bisect_right(self.breaks, position, key=lambda each: each[1])
        begin = self.breaks[index - 1][1] if index else self.sentence.start
        return begin, self.breaks[index][0] if index < len(self.breaks) else self.sentence.end

    def outside(self) -> tuple[Time, ...]:
        """Times outside of brackets of which its figures may speak."""
        return self.own[OUTSIDE].items


def scene_of(
    sentence: Sentence,
    passage: Passage,
    earlier: tuple[Time, ...],
    year: int | None,
    before: str = "",
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
        before,
    )


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
