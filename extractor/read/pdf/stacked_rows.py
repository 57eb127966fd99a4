"""Rows whose lines are drawn only now and then: one row of cells holds several labels below each
other, and beside each its figures.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.cells import middle_of
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Word
from extractor.read.pdf.text_rows import is_broken_number, is_figure

LEAST_FIGURES = 3  # columns of figures
ALIGNED = 0.3  # of the letter size between baselines of one row
Bands = Sequence[Sequence[Word]]
Lines = list[list[Word]]


def with_stacked_rows(grid: Grid, bands: Bands) -> tuple[Grid, Bands]:
    """The grid with a row for each line of such a row of cells, and its words row by row."""
    for at in range(len(bands) - 1, -1, -1):
        lines = _lines_of(grid, bands[at], at)
        if lines:
            edges = [
                (max(word.bottom for word in above) + min(word.top for word in below)) / 2
                for above, below in pairwise(lines)
            ]
            grid = _cut(grid, at, edges, _spanning(grid, bands[at], at))
            bands = [*bands[:at], *_shared(bands[at], edges), *bands[at + 1 :]]
    return grid, bands


def _lines_of(grid: Grid, band: Sequence[Word], at: int) -> Lines:
    """The lines of a row of cells that are rows of their own; none where they are not."""
    if len(grid.xs) <= LEAST_FIGURES + 1 or len({round(word.base) for word in band}) < 2:
        return []
    held = _held(grid, band, at)
    figures = [lines for lines in held.values() if lines and all(map(_is_figure, lines))]
    several = [lines for lines in figures if len(lines) > 1]
    if len(several) < LEAST_FIGURES or len({len(lines) for lines in several}) > 1:
        return []
    count = len(several[0])
    texts = [lines for lines in held.values() if lines and lines not in figures]
    labels = [lines for lines in texts if len(lines) == count]
    if not labels or not all(_are_labels(lines) for lines in labels):
        return []
    if any(len(lines) not in (1, count) for lines in held.values() if lines):
        return []
    level = all(_is_level(lines, several[0]) for lines in [*several, *labels])
    alike = all(_are_alike(lines) for lines in several)
    return several[0] if level and alike and not all(map(_is_broken, several)) else []


def _held(grid: Grid, band: Iterable[Word], at: int) -> dict[Slot, Lines]:
    """The lines in each cell of a row; none where a cell reaches over several rows."""
    slots = [slot for slot in grid.slots if slot.row <= at < slot.row + slot.row_span]
    if any(slot.row_span > 1 or slot.column_span > 1 for slot in slots):
        return {}
    words: dict[int, list[Word]] = {slot.column: [] for slot in slots}
    for word in band:
        column = bisect_right(grid.xs, middle_of(word)[0]) - 1
        if column in words:
            words[column].append(word)
    return {slot: list(rows_of(words[slot.column])) for slot in slots}


def _spanning(grid: Grid, band: Iterable[Word], at: int) -> set[int]:
    """The columns whose cell holds one line for all rows."""
    return {slot.column for slot, lines in _held(grid, band, at).items() if len(lines) == 1}


def _text(line: Sequence[Word]) -> str:
    return " ".join([word.text for word in line])


def _is_figure(line: Sequence[Word]) -> bool:
    return is_figure(_text(line))


def _are_labels(lines: Lines) -> bool:
    """Whether each line begins as a label does: none goes on with the one above."""
    return not any(line[0].text[:1].islower() for line in lines)


def _is_level(lines: Lines, others: Lines) -> bool:
    return all(
        abs(line[0].base - other[0].base) < ALIGNED * line[0].face.size
        for line, other in zip(lines, others, strict=True)
    )


def _are_alike(lines: Lines) -> bool:
    """Whether the figures are of one sort: a share below its number is of the same row."""
    return all(len({mark in _text(line) for line in lines}) == 1 for mark in "(%")


def _is_broken(lines: Lines) -> bool:
    """Whether the lines may be one long figure."""
    return is_broken_number([_text(line) for line in lines])


def _cut(grid: Grid, at: int, edges: Sequence[float], spanning: set[int]) -> Grid:
    more = len(edges)
    slots: list[Slot] = []
    for slot in grid.slots:
        if slot.row > at:
            slots.append(slot._replace(row=slot.row + more))
        elif slot.row < at:
            slots.append(slot)
        elif slot.column in spanning:
            slots.append(slot._replace(row_span=more + 1))
        else:
            slots += [slot._replace(row=at + step) for step in range(more + 1)]
    ys = [*grid.ys[: at + 1], *edges, *grid.ys[at + 1 :]]
    return grid_of_slots(slots, grid.xs, ys)


def _shared(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words by the row that they stand in."""
    held: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        held[bisect_right(edges, middle_of(word)[1])].append(word)
    return held
