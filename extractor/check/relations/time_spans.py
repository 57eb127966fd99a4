"""Figures of one line over spans of time: «1 полугодие, 2 полугодие, за год».

What came over a time is what came over its parts. The spans are those that the labels name.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.check.figures.figure import Figure, is_change
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.derived_columns import is_derived
from extractor.check.relations.edit import Edit
from extractor.check.relations.from_rules import added
from extractor.check.relations.table_items import Item, is_mean
from extractor.formula import Comparison, Ref
from extractor.model.finding import Severity
from extractor.text import fold

WHOLE = Ref("whole.0")
YEAR = 4  # letters of a period that is a year
DAY = timedelta(days=1)
FEWEST = 2  # parts of a time
NOT_ADDED = frozenset({"title", "person"})  # units of what is there all the time, or comes again


@dataclass(frozen=True, slots=True)
class Timed:
    """A figure with the first and the last day of its time; both are one for a state at a day."""

    figure: Figure
    begin: date
    end: date


def timed_lines(figures: Sequence[Figure]) -> Iterator[tuple[bool, list[Timed]]]:
    """Yield the rows and columns of a table that have one thing at several times, in their order;
    whether it is a row.
    """
    lines: dict[tuple[object, ...], list[Timed]] = defaultdict(list)
    for figure in figures:
        fact, days = figure.fact, days_of(figure.fact.period)
        is_counted = figure.adds and not (is_derived(figure) or is_change(figure))
        if days is not None and is_counted and not _is_mean(figure):
            lines[True, fact.row, fact.library].append(Timed(figure, *days))
            lines[False, fact.column, fact.library].append(Timed(figure, *days))
    for (is_row, *_), found in lines.items():
        if len({(one.begin, one.end) for one in found}) > 1:
            yield bool(is_row), found


def _is_mean(figure: Figure) -> bool:
    return is_mean(Item((), figure.fact, figure))


def days_of(period: str) -> tuple[date, date] | None:
    """Return the first and the last day of a period, None for one that names none.

    >>> [str(day) for day in days_of("2024") or ()]
    ['2024-01-01', '2024-12-31']
    >>> days_of("летом") is None
    True
    """
    if period.isdecimal() and len(period) == YEAR:
        return date(int(period), 1, 1), date(int(period), 12, 31)
    first, _, last = period.partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None


def span_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield that a figure is the sum of those of the spans that make its time."""
    for figures in shelf.by_table.values():
        if len({one.fact.period for one in figures}) > FEWEST:
            for is_row, line in timed_lines(figures):
                for whole in line:
                    parts = _parts_of(whole, line)
                    if len(parts) >= FEWEST and whole.figure.fact.unit not in NOT_ADDED:
                        yield _edit(whole.figure, [one.figure for one in parts], is_row)


def _parts_of(whole: Timed, line: Sequence[Timed]) -> list[Timed]:
    """Return the shortest spans that follow each other from the first day of a time to its last,
    none where a span stands twice.
    """
    within = [one for one in line if one is not whole and _is_within(one, whole)]
    if len({(one.begin, one.end) for one in within}) < len(within):
        return []
    parts, begin = list[Timed](), whole.begin
    while begin <= whole.end:
        next_one = min((one for one in within if one.begin == begin), key=_end, default=None)
        if next_one is None:
            return []
        parts.append(next_one)
        begin = next_one.end + DAY
    return parts


def _is_within(part: Timed, whole: Timed) -> bool:
    is_longer = part.end - part.begin < whole.end - whole.begin
    return (
        part.begin < part.end and is_longer and whole.begin <= part.begin and part.end <= whole.end
    )


def _end(one: Timed) -> date:
    return one.end


def _edit(whole: Figure, parts: Sequence[Figure], is_row: bool) -> Edit:
    slots = {Ref(f"part.{n}"): one for n, one in enumerate(parts)}
    spans = (whole, *parts)
    labels = [one.fact.column_path if is_row else one.fact.row_path for one in spans]
    words = (
        " ".join(path[-1:]) or one.fact.period for path, one in zip(labels, spans, strict=True)
    )
    return Edit(
        "sum.spans",
        "sum",
        Severity.ERROR,
        fold("|".join(("spans", str(whole.fact.table), *words))),
        Comparison(WHOLE, "=", added(list(slots))),
        {WHOLE: whole, **slots},
        must=True,
        says="sum",
    )
