"""Lines side by side: gaps filled in, changes, ranks, bases, breaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from extractor.compare.series import RATIO_DECIMALS, Years, rounded
from extractor.model import Change
from extractor.model.comparison import Edition, Figure, Line, Mark, Point
from extractor.standing_value import SUMMED
from extractor.text import fold

_LIST_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")
_ADDRESS = re.compile(r"(?<!\S)\S*://\S+|www\.\S+")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PER_DECIMALS = 4
ENDS = frozenset({"opened", "closed", "merged"})
TOLD = ENDS | {"renamed", "renumbered", "moved"}


def whole_line(points: Years, years: Sequence[int]) -> tuple[Point, ...]:
    """A point for every year; a year without one is a gap."""
    return tuple(points.get(year) or Point(year) for year in years)


def divided(points: Years, base: Years) -> dict[int, Point]:
    """Values for one unit of a base; a year in which either has no value is a gap."""
    found = {}
    for year, point in points.items():
        below = base.get(year)
        if point.value is not None and below is not None and below.value:
            value = rounded(point.value / below.value, PER_DECIMALS)
            found[year] = replace(
                point,
                value=value,
                decimals=PER_DECIMALS,
                marks=(*point.marks, *below.marks),
                basis="per",
            )
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside a line: reports by id; for each year the districts that report; ranks of
    values by year; what became of its library by year.
    """

    editions: Mapping[str, Edition]
    reported: Mapping[int, Sequence[str]]
    ranks: Mapping[int, Mapping[Decimal, int]] = field(default_factory=dict)
    changes: Mapping[int, Sequence[Change]] = field(default_factory=dict)


def finished(line: Line, around: Around) -> Line:
    """Return the line with changes, ranks and marks: what became of a library, a report of another
    year, a break.
    """
    points, before = [], None
    for point in line.points:
        change, percent = _change(before, point)
        marks = [*map(_became, around.changes.get(point.year, ())), _borrowed(line, point, around)]
        if before is not None:
            marks += [_redefined(before, point), _edge(line, before, point, around)]
        rank = (
            around.ranks[point.year][point.value]
            if around.ranks and point.value is not None
            else None
        )
        points.append(_completed(point, change, percent, rank, [mark for mark in marks if mark]))
        before = point
    return Line(line.indicator, line.kind, line.district, line.library, line.name, tuple(points))


def _completed(
    point: Point,
    change: Decimal | None,
    percent: Decimal | None,
    rank: int | None,
    marks: Sequence[Mark],
) -> Point:
    """Written out: ``replace`` looks at every field of half a million points."""
    if change is None and rank is None and not marks:
        return point
    return Point(
        point.year,
        point.value,
        point.status,
        point.basis,
        point.decimals,
        point.used,
        point.restated,
        point.conflicts,
        (*point.marks, *marks),
        point.counted,
        point.expected,
        point.absent,
        change,
        percent,
        rank,
    )


def _change(before: Point | None, now: Point) -> tuple[Decimal | None, Decimal | None]:
    """Return the change to the year before and that in per cent; none after a gap, nor between
    totals of other districts.
    """
    if before is None or before.value is None or now.value is None or before.absent != now.absent:
        return None, None
    change = now.value - before.value
    return change, rounded(
        100 * change / abs(before.value), RATIO_DECIMALS
    ) if before.value else None


def ranks_of(lines: Sequence[Line]) -> dict[int, dict[Decimal, int]]:
    """Return the rank of each value in its year, the largest first; equal values share a rank."""
    order = {}
    for column in zip(*(line.points for line in lines), strict=True):
        values = sorted((each.value for each in column if each.value is not None), reverse=True)
        order[column[0].year] = {value: at for at, value in reversed(list(enumerate(values, 1)))}
    return order


def _became(change: Change) -> Mark | None:
    """What the reports tell of a library: opened, closed, merged, renamed, renumbered, moved.
    Another alias breaks nothing.
    """
    if change.what not in TOLD:
        return None
    return Mark(
        change.what,
        (("year", str(change.year)), ("before", change.before), ("after", change.after)),
    )


def _borrowed(line: Line, point: Point, around: Around) -> Mark | None:
    """The value stands in for a report that is not there while others are: it is from a
    report of another year.
    """
    others = around.reported.get(point.year, ())
    if (
        not others
        or line.district in others
        or point.used is None
        or around.editions[point.used.report].year == point.year
    ):
        return None
    return Mark("borrowed", (("report", point.used.report), ("year", str(point.year))))


def _edge(line: Line, before: Point, now: Point, around: Around) -> Mark | None:
    """A library that has figures in one of two years for both of which its district reports."""
    if (
        line.kind != "library"
        or (before.status in SUMMED) == (now.status in SUMMED)
        or "gap" not in (before.status, now.status)
    ):
        return None
    if any(each.what in ENDS for each in around.changes.get(now.year, ())):
        return None
    if any(line.district not in around.reported.get(each.year, ()) for each in (before, now)):
        return None
    return Mark("began" if now.status in SUMMED else "ended", (("year", str(now.year)),))


def _redefined(before: Point, now: Point) -> Mark | None:
    """Two figures whose labels bound something differently: «молодёжь 15–30 лет», «молодёжь
    14–35 лет».
    """
    if before.used is None or now.used is None or before.used.report == now.used.report:
        return None
    old, new = _labels(before.used), _labels(now.used)
    if old == new or not (was := _bounds(old)) or not (now_is := _bounds(new)) or was == now_is:
        return None
    return Mark("redefined", (("before", " / ".join(old)), ("after", " / ".join(new))))


@lru_cache(maxsize=65536)
def _bounds(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures of labels that are no years, list numbers or parts of addresses."""
    plain = (
        fold(_YEAR.sub(" ", _ADDRESS.sub(" ", _LIST_NUMBER.sub("", label)))) for label in labels
    )
    return tuple(number for each in plain for number in _DIGITS.findall(each))


def _labels(figure: Figure) -> tuple[str, ...]:
    """What says what is measured: in a library's line the column, for the row names the library."""
    rows = () if figure.library else (figure.row_label,)
    return tuple(filter(None, (figure.column_label, *rows)))
