"""Grids that draw less than they hold: inner lines only in the head, or none at all. What the words
show completes them.

A grid whose lines are all there is left as it is: a cell of several lines is one cell.
"""

from bisect import bisect_right
from collections.abc import Sequence

from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.cells import middle_of
from extractor.read.pdf.column_inference import columns_of
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Word
from extractor.read.pdf.open_bodies import with_open_rows
from extractor.read.pdf.open_columns import with_open_columns
from extractor.read.pdf.stacked_rows import with_stacked_rows
from extractor.read.pdf.text_rows import Row, has_figures, is_figure, row_of
from extractor.read.pdf.unruled_evidence import LEAST_ROWS

LEAN = 1.5  # points by which a piece of text may cross a line that is not drawn
FEW_ROWS = 4  # a grid of more draws its rows itself
STACKED = 5  # lines of figures in one row of cells: rows whose lines are not drawn
MOST = 0.6  # of the rows of a grid without columns
FULL = 0.6  # of such lines reach over the columns


def completed(grid: Grid, words: Sequence[Word]) -> Grid | None:
    """The grid with the inner lines that its words show; None where it draws so little that the
    words must find their columns.
    """
    held: list[list[Word]] = [[] for _ in grid.ys[1:]]
    for word in words:
        if not word.face.turn:
            held[_row_at(grid, middle_of(word)[1])].append(word)
    if len(grid.xs) == 2 and _is_striped(held):
        return None
    few = len(held) <= FEW_ROWS
    grid, bands = with_stacked_rows(*(with_open_rows(grid, held) if few else (grid, held)))
    if len(bands) <= FEW_ROWS and any(
        _is_tall(band) and _holds_rows(_lines(band), grid) for band in bands
    ):
        return None
    whole = _split(grid, bands)
    parted = with_open_columns(whole, bands)
    if parted is whole:
        return whole
    return _split(*with_stacked_rows(parted, bands))


def _is_striped(bands: Sequence[Sequence[Word]]) -> bool:
    """Whether only the rows are drawn, as stripes of colour, and most hold a label and figures."""
    parted = [band for band in bands if band and any(map(has_figures, _lines(band)))]
    return len(parted) >= max(LEAST_ROWS, MOST * len(bands))


def _is_tall(band: Sequence[Word]) -> bool:
    """Whether there are enough lines in a row of cells for rows of their own."""
    return len({round(word.base) for word in band}) >= LEAST_ROWS


def _lines(band: Sequence[Word]) -> list[Row]:
    return [row_of(each) for each in rows_of(band)]


def _row_at(grid: Grid, y: float) -> int:
    return max(0, min(len(grid.ys) - 2, bisect_right(grid.ys, y) - 1))


def _holds_rows(lines: Sequence[Row], grid: Grid) -> bool:
    """Line under line of figures in one row of cells."""
    parted = [line for line in lines if len(line.pieces) > 1]
    if len(parted) < LEAST_ROWS:
        return False
    figures = [line for line in parted if all(is_figure(piece.text) for piece in line.pieces[1:])]
    columns = columns_of(figures) if figures else []
    inside = len(columns) > len(grid.xs) - 1 and len(figures) >= LEAST_ROWS
    full = [line for line in figures if len(line.pieces) >= FULL * len(columns)]
    return len(columns) > 1 and len(full) >= FULL * len(lines) and (inside or len(full) >= STACKED)


def _split(grid: Grid, bands: Sequence[Sequence[Word]]) -> Grid:
    """Cells over several columns cut at the columns' lines where most of them hold a piece of
    text for each column.
    """
    wide = [slot for slot in grid.slots if slot.column_span > 1 and slot.row_span == 1]
    loose = [slot for slot in wide if _in_columns(grid, slot, bands[slot.row])]
    heads = [slot for slot in loose if slot.row == 0 and len(bands) > LEAST_ROWS]
    if len(loose) < LEAST_ROWS or 2 * len(loose) < len(wide):
        loose = heads
    if not loose:
        return grid
    kept = [slot for slot in grid.slots if slot not in loose]
    cut = [
        Slot(slot.row, slot.column + step, 1, 1)
        for slot in loose
        for step in range(slot.column_span)
    ]
    return grid_of_slots([*kept, *cut], grid.xs, grid.ys)


def _in_columns(grid: Grid, slot: Slot, band: Sequence[Word]) -> bool:
    """Whether the pieces of text in a wide cell keep to the columns behind it, in two of them at
    least.
    """
    x0, _, x1, _ = grid.box_of(slot)
    held = set()
    for line in _lines(band):
        for piece in line.pieces:
            if x0 <= (piece.x0 + piece.x1) / 2 <= x1:
                column = next(
                    (at for at in range(len(grid.xs) - 1) if piece.x1 <= grid.xs[at + 1] + LEAN), -1
                )
                if column < 0 or piece.x0 < grid.xs[column] - LEAN:
                    return False
                held.add(column)
    return len(held) > 1
