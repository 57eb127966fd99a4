"""The lines of a table that a relation may hold between, and the places in which it may hold."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from extractor.check.figures.figure import Figure

Line = dict[int, Figure]  # place → figure
Key = Callable[[Figure], object]


@dataclass(frozen=True, slots=True)
class View:
    """Lines in order, each with its figures by place. ``is_column``: the lines are columns, or
    groups of columns; ``is_dated``: the places of a line are years.
    """

    lines: dict[int, Line]
    is_column: bool
    is_dated: bool = False


def views_of(figures: Sequence[Figure]) -> Iterator[View]:
    """Yield a table as columns, as rows, and as groups of either whose places are years.

    «План: 2022, 2023 | Факт: 2022, 2023» has two lines with two places in every row.
    """
    yield View(_lines(figures, _column, _row), True)
    yield View(_lines(figures, _row, _column), False)
    for own, path, across, is_column in (
        (_column, _column_path, _row, True),
        (_row, _row_path, _column, False),
    ):
        if _is_grouped(figures, own, path):
            yield View(_lines(_in_order(figures, own), path, _dated(across)), is_column, True)


def _lines(figures: Sequence[Figure], line: Key, place: Key) -> dict[int, Line]:
    """Return the lines; numbers of rows and columns are kept, other keys are counted."""
    lines, places = _numbers(), _numbers()
    found: dict[int, Line] = defaultdict(dict)
    for figure in figures:
        found[lines(line(figure))][places(place(figure))] = figure
    return dict(sorted(found.items()))


def _numbers() -> Callable[[object], int]:
    """Return a numbering: whole numbers stay, other keys are counted as they come."""
    known: dict[object, int] = defaultdict(count().__next__)

    def number(key: object) -> int:
        return key if isinstance(key, int) else known[key]

    return number


def _is_grouped(figures: Sequence[Figure], own: Key, path: Key) -> bool:
    """Return whether two groups and more stand under one label each, with several years."""
    lines: dict[object, set[object]] = defaultdict(set)
    years: dict[object, set[str]] = defaultdict(set)
    for figure in figures:
        lines[path(figure)].add(own(figure))
        years[path(figure)].add(figure.fact.period)
    several = [key for key in lines if key and len(lines[key]) > 1 and len(years[key]) > 1]
    return len(several) > 1 and all(len(lines[key]) == len(years[key]) for key in several)


def _in_order(figures: Sequence[Figure], own: Key) -> list[Figure]:
    return sorted(figures, key=lambda figure: (own(figure), figure.fact.row, figure.fact.column))


def _dated(across: Key) -> Key:
    return lambda figure: (across(figure), figure.fact.period)


def _row(figure: Figure) -> object:
    return figure.fact.row or 0


def _column(figure: Figure) -> object:
    return figure.fact.column or 0


def _row_path(figure: Figure) -> object:
    return figure.fact.row_path


def _column_path(figure: Figure) -> object:
    return figure.fact.column_path
