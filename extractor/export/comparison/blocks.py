"""A comparison as blocks of rows, before it takes the form of text, HTML or a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractor.export.comparison.words import (
    label_of,
    measure_of,
    note_of,
    said,
    unit_of,
    value_text,
)
from extractor.model.comparison import Comparison, Line, Point
from extractor.number_text import number_text


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell: its text, the point behind it, the numbers of its notes."""

    text: str
    point: Point
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A named row; ``unit`` only where rows of a block differ in it. ``kind`` as in a line;
    «counts» tells who makes up a total.
    """

    name: str
    kind: str
    unit: str
    slots: tuple[Slot, ...]
    line: Line


@dataclass(slots=True)
class Block:
    """Rows under one title. ``first`` heads the names; ``notes`` are numbered from 1."""

    title: str
    measure: str
    first: str
    years: tuple[int, ...]
    rows: list[BlockRow] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def noted(self, point: Point, lang: str) -> tuple[int, ...]:
        """Numbers of the notes on a point; a note that is there already keeps its number."""
        texts = dict.fromkeys(note_of(mark, lang, point) for mark in point.marks)
        return tuple(self.notes.setdefault(text, len(self.notes) + 1) for text in texts)


def blocks_of(comparison: Comparison, lang: str) -> list[Block]:
    """By year one block with a row an indicator; else a block an indicator with a row a district
    or library.
    """
    if comparison.request.by == "year":
        return [_by_year(comparison, lang)] if _says_something(comparison.lines) else []
    of_code: dict[str, list[Line]] = {code: [] for code in comparison.indicators}
    for line in comparison.lines:
        of_code[line.indicator].append(line)
    return [
        _block(code, lines, comparison, lang)
        for code, lines in of_code.items()
        if _says_something(lines)
    ]


def _says_something(lines: Sequence[Line]) -> bool:
    return any(each.status != "gap" for line in lines for each in line.points)


def _block(code: str, lines: Sequence[Line], comparison: Comparison, lang: str) -> Block:
    indicator = comparison.indicators[code]
    first = _first_year(lines, comparison)
    years = comparison.years[first:]
    measure = measure_of(comparison, indicator, lang)
    block = Block(
        f"{label_of(indicator, lang)} ({code})", measure, said(comparison.request.by, lang), years
    )
    has_districts = len({edition.district for edition in comparison.editions}) > 1
    for line in lines:
        block.rows += _rows(
            replace(line, points=line.points[first:]),
            _name(line, comparison, has_districts, lang),
            "",
            block,
            lang,
        )
    return block


def _first_year(lines: Sequence[Line], comparison: Comparison) -> int:
    """Where the years begin in which there is a figure, or a report that could have one."""
    told = (
        at
        for at, year in enumerate(comparison.years)
        if comparison.reported.get(year) or any(line.points[at].status != "gap" for line in lines)
    )
    return next(told, 0)


def _by_year(comparison: Comparison, lang: str) -> Block:
    block = Block(said("title_year", lang), "", said("indicator", lang), comparison.years)
    for line in comparison.lines:
        indicator = comparison.indicators[line.indicator]
        if any(each.status != "gap" for each in line.points):
            name = f"{label_of(indicator, lang)} ({indicator.code})"
            unit = (
                unit_of(indicator, lang)
                if comparison.per is None
                else measure_of(comparison, indicator, lang)
            )
            block.rows += _rows(line, name, unit, block, lang)
    return block


def _name(line: Line, comparison: Comparison, has_districts: bool, lang: str) -> str:
    if line.kind == "total":
        return said("total", lang)
    if comparison.request.by == "library" and line.kind == "district":
        return said("of_district", lang, name=line.name)
    if line.kind == "library" and has_districts:
        return f"{line.name} ({line.district})"
    return line.name


def _rows(line: Line, name: str, unit: str, block: Block, lang: str) -> Iterator[BlockRow]:
    slots = tuple(
        Slot(value_text(each, lang), each, block.noted(each, lang)) for each in line.points
    )
    yield BlockRow(name, line.kind, unit, slots, line)
    needed = any(each.absent for each in line.points) or (
        block.measure and any(each.expected for each in line.points)
    )
    if line.kind == "total" and needed:
        counts = tuple(Slot(_counts(each), Point(each.year)) for each in line.points)
        yield BlockRow(said("of_districts", lang), "counts", "", counts, line)


def _counts(point: Point) -> str:
    return f"{point.counted}/{point.expected}" if point.expected else ""


def last_change(row: BlockRow, lang: str) -> tuple[str, str, str]:
    """The change to the last year, in the unit and in per cent, and the rank there; empty where
    there is none.
    """
    point = row.slots[-1].point if row.slots else Point(0)
    change = (
        "" if point.change is None else number_text(point.change, point.decimals, lang, signed=True)
    )
    percent = "" if point.percent is None else number_text(point.percent, 1, lang, signed=True)
    return change, percent, "" if point.rank is None else str(point.rank)


def flat_rows(
    comparison: Comparison, lines: Sequence[Line] | None = None
) -> Iterator[tuple[Line, Point]]:
    """Every point of every line, gaps too."""
    for line in comparison.lines if lines is None else lines:
        yield from ((line, point) for point in line.points)
