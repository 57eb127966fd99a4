"""Counts from the beginning of a year that fall: «на 1 июля 10 179, на 1 октября 9 666»."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import has_word
from extractor.check.relations.time_spans import Timed, timed_lines
from extractor.check.remarks.phrasing import dated, printed, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity

RULE = "series.cumulated"
GROWN = Fraction(3, 2)  # times that a year's last count is at least its first one
FEWEST_TIMES, FEWEST_LINES = 3, 2
RISING = 4  # steps up for one down


def cumulated_remarks(case: Case) -> Iterator[Remark]:
    """Yield the counts that fall in a table whose other counts rise within each year.

    All lines rise by half and more, as what is counted from the first of January does and no
    state does; or the words of the table say so.
    """
    for table, figures in case.shelf.by_table.items():
        for is_row in (True, False):
            lines = [
                line
                for own, found in timed_lines(figures)
                if own is is_row
                for line in _years_of(found)
            ]
            if _are_cumulated(lines, _says_so(table, case)):
                yield from _falling(lines, case)


def _years_of(line: Sequence[Timed]) -> Iterator[list[Timed]]:
    """Yield the counts of each year of a line up to a day, the days in their order; none where a
    day stands twice.
    """
    years: dict[int, dict[date, Timed]] = defaultdict(dict)
    twice: set[int] = set()
    for one in line:
        is_state = one.begin == one.end
        if is_state or one.begin == date(one.begin.year, 1, 1):
            twice.update({one.end.year} if one.end in years[one.end.year] else ())
            years[one.end.year][one.end] = one
    for year, days in years.items():
        if len(days) >= FEWEST_TIMES and year not in twice:
            yield [days[day] for day in sorted(days)]


def _are_cumulated(lines: Sequence[Sequence[Timed]], says_so: bool) -> bool:
    steps = [
        later.figure.value - one.figure.value for line in lines for one, later in pairwise(line)
    ]
    falling = sum(step < 0 for step in steps)
    rising = sum(step > 0 for step in steps)
    has_grown = all(line[-1].figure.value >= GROWN * line[0].figure.value for line in lines)
    is_proven = len(lines) >= FEWEST_LINES and rising >= RISING * falling
    return bool(falling) and has_grown and (is_proven or (says_so and rising > falling))


def _says_so(table: int, case: Case) -> bool:
    printed_table = case.shelf.tables[table]
    texts = (text for *_, role, text in printed_table.cells if role in ("header", "stub", "group"))
    return any(has_word(text, "cumulated") for text in (printed_table.caption, *texts))


def _falling(lines: Sequence[Sequence[Timed]], case: Case) -> Iterator[Remark]:
    for line in lines:
        for one, later in pairwise(line):
            names = (one.figure.fact.observation, later.figure.fact.observation)
            if later.figure.value < one.figure.value and case.own.suspected.isdisjoint(names):
                yield _remark(later.figure, one.figure, case)


def _remark(figure: Figure, before: Figure, case: Case) -> Remark:
    left, right = printed(figure, case.lang), printed(before, case.lang)
    return Remark(
        RULE,
        "series",
        Severity.ERROR,
        "cumulated",
        {
            "where": where(figure, case.lang),
            "left": left,
            "right": right,
            "year": dated(before.fact.period),
        },
        figures=(figure, before),
        left=left,
        right=right,
        difference=figure.value - before.value,
        evidence=((RULE, 1.0),),
        other_place=str(before.fact.place),
    )
