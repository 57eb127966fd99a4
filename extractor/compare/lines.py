"""Lines side by side: gaps filled in, changes, ranks, bases, breaks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.compare.series import RATIO_DECIMALS, SUMMED, Years, rounded
from extractor.model.comparison import Edition, Line, Mark, Point
from extractor.text import fold

_LIST_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")
_ADDRESS = re.compile(r"\S*://\S+|www\.\S+")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PER_DECIMALS = 4


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
            found[year] = replace(point, value=value, decimals=PER_DECIMALS, marks=(*point.marks, *below.marks), basis="per")
    return found


def with_changes(line: Line) -> Line:
    """Each point with its change to the year before; a gap in between leaves none, nor have totals of other districts one."""
    points = list(line.points[:1])
    for before, now in zip(line.points, line.points[1:], strict=False):
        points.append(_changed(before, now))
    return replace(line, points=tuple(points))


def _changed(before: Point, now: Point) -> Point:
    if before.value is None or now.value is None or before.absent != now.absent:
        return now
    change = now.value - before.value
    percent = rounded(100 * change / abs(before.value), RATIO_DECIMALS) if before.value else None
    return replace(now, change=change, percent=percent)


def ranked(lines: Sequence[Line]) -> list[Line]:
    """Lines of one indicator with the rank of each value in its year, the largest first; equal values share a rank."""
    order = {}
    for column in zip(*(each.points for each in lines), strict=True):
        values = sorted((each.value for each in column if each.value is not None), reverse=True)
        order[column[0].year] = {value: at for at, value in reversed(list(enumerate(values, 1)))}
    return [replace(each, points=tuple(_placed(point, order[point.year]) for point in each.points)) for each in lines]


def _placed(point: Point, order: Mapping[Decimal, int]) -> Point:
    return point if point.value is None else replace(point, rank=order[point.value])


def with_breaks(line: Line, reported: Iterable[int]) -> Line:
    """Marks where a series breaks: it begins or ends while its district goes on reporting, or its definition changes."""
    known = set(reported)
    points = list(line.points)
    for at in range(1, len(points)):
        before, now = points[at - 1], points[at]
        found = tuple(filter(None, (_redefined(before, now), _edge(before, now, known) if line.kind == "library" else None)))
        points[at] = replace(now, marks=now.marks + found)
    return replace(line, points=tuple(points))


def _edge(before: Point, now: Point, reported: set[int]) -> Mark | None:
    """A library that has figures in one of two years for both of which its district reports."""
    if before.year not in reported or now.year not in reported or (before.status in SUMMED) == (now.status in SUMMED):
        return None
    if "gap" not in (before.status, now.status):
        return None
    return Mark("began" if now.status in SUMMED else "ended", (("year", str(now.year)),))


def with_names(line: Line, names: Mapping[int, str]) -> Line:
    """Marks the year from which the reports call a library by another name. ``names`` are what they call it, by year."""
    points, last = [], ""
    for each in line.points:
        name = names.get(each.year, "")
        if name and last and fold(name) != fold(last):
            each = replace(each, marks=(*each.marks, Mark("renamed", (("before", last), ("after", name)))))
        points.append(each)
        last = name or last
    return replace(line, points=tuple(points))


def _redefined(before: Point, now: Point) -> Mark | None:
    """Two figures whose labels bound something differently: «молодёжь 15–30 лет», «молодёжь 14–35 лет»."""
    if before.used is None or now.used is None or before.used.report == now.used.report:
        return None
    old, new = _definition(before), _definition(now)
    if not old or not new or old == new:
        return None
    return Mark("redefined", (("before", _label(before)), ("after", _label(now))))


def _definition(point: Point) -> tuple[str, ...]:
    label = _YEAR.sub(" ", _ADDRESS.sub(" ", _LIST_NUMBER.sub("", _label(point))))
    return tuple(_DIGITS.findall(fold(label)))


def _label(point: Point) -> str:
    """What says what is measured: in a library's line the column, for the row names the library."""
    if point.used is None:
        return ""
    rows = "" if point.used.library else point.used.row_label
    return " / ".join(filter(None, (point.used.column_label, rows)))


def with_sources(line: Line, editions: Mapping[str, Edition], reported: Mapping[int, Sequence[str]]) -> Line:
    """Marks the values that stand in for a report that is not there while others are: taken from a report of another year."""
    points = []
    for each in line.points:
        others = reported.get(each.year, ())
        if others and line.district not in others and each.used is not None and editions[each.used.report].year != each.year:
            each = replace(each, marks=(*each.marks, Mark("borrowed", (("report", each.used.report), ("year", str(each.year))))))
        points.append(each)
    return replace(line, points=tuple(points))
