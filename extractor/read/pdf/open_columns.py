"""Grids whose columns are not all drawn: several figures stand side by side in the cells of one
column, row after row, or labels left of the first line, or the outer walls end below the head.
"""

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import structs

from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.column_inference import columns_of
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Word
from extractor.read.pdf.text_rows import Piece, Row, is_figure, row_of

LEAST_ROWS = 3
MOST = 0.7  # of the rows with text: so many show what is not drawn
NEAR = 0.5  # of the letter size: words so close are of one figure
LABEL_WORDS = 8
GAP = 40.0  # points between a label and the first line


def with_open_columns(grid: Grid, bands: Sequence[Sequence[Word]]) -> Grid:
    """The grid with its columns cut where their cells hold figures side by side."""
    cuts: list[float] = []
    for column in range(len(grid.xs) - 1):
        cuts += _cuts(grid, column, bands)
    return _cut(grid, cuts) if cuts else grid


def _cuts(grid: Grid, column: int, bands: Sequence[Sequence[Word]]) -> list[float]:
    """Where a column must be cut: between the figures that most of its cells hold."""
    x0, x1 = grid.xs[column], grid.xs[column + 1]
    held = [[word for word in band if x0 <= (word.x0 + word.x1) / 2 < x1] for band in bands]
    if sum(len(words) for words in held if len(words) > 1) < 2 * LEAST_ROWS:
        return []
    lines = [line for words in held for line in rows_of(words)]
    least = max(LEAST_ROWS, MOST * len(lines))
    several = [line for line in lines if len(line) > 1]
    if len(several) < least:
        return []
    pairs = [row for row in map(_figures, several) if len(row.pieces) > 1 and _all_figures(row)]
    pairs = pairs or ([] if column else _labelled(several))
    if len(pairs) < least:
        return []
    columns = columns_of(pairs, 0)
    if len(columns) < 2 or any(len(row.pieces) > len(columns) for row in pairs):
        return []
    return [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(columns)]


def _labelled(lines: Sequence[Sequence[Word]]) -> list[Row]:
    """The lines of a label and, behind a wide gap, figures only."""
    rows = [row for row in map(row_of, lines) if len(row.pieces) > 1]
    return [
        row
        for row in rows
        if not is_figure(row.pieces[0].text)
        and all(is_figure(piece.text) for piece in row.pieces[1:])
    ]


def _figures(line: Sequence[Word]) -> Row:
    """A line with a piece for each figure: words closer than a blank are one."""
    row = row_of(line)
    pieces: list[Piece] = []
    for word in line:
        part = (word.x0, word.x1, word.text)
        near = pieces and word.x0 - pieces[-1].x1 < NEAR * word.face.size
        if near and not (is_figure(pieces[-1].text) and "," in pieces[-1].text + word.text):
            before = pieces[-1]
            pieces[-1] = Piece(before.x0, word.x1, f"{before.text} {word.text}", before.words + 1)
        else:
            pieces.append(Piece(word.x0, word.x1, word.text, 1, (part,)))
    return structs.replace(row, pieces=pieces)


def _all_figures(row: Row) -> bool:
    return all(is_figure(piece.text) for piece in row.pieces)


def _cut(grid: Grid, cuts: Sequence[float]) -> Grid:
    """The grid with more lines down; cells over them are cut, headings above span them."""
    xs = sorted([*grid.xs, *cuts])
    at = {x: index for index, x in enumerate(xs)}
    slots: list[Slot] = []
    for slot in grid.slots:
        first, last = at[grid.xs[slot.column]], at[grid.xs[slot.column + slot.column_span]]
        if slot.row == 0 or slot.column_span > 1:
            slots.append(Slot(slot.row, first, slot.row_span, last - first))
        else:
            slots += [Slot(slot.row, column, slot.row_span, 1) for column in range(first, last)]
    return grid_of_slots(slots, xs, grid.ys)


def with_open_sides(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with cells where its first and last columns lose their outer walls below a head
    that has them, if text stands there.
    """
    holes = [
        (row, column)
        for row in range(1, len(grid.ys) - 1)
        for column in _side_holes(grid.slot_at[row])
        if grid.slot_at[0][column] >= 0
    ]
    if not holes or not any(_holds(grid, hole, word) for hole in holes for word in words):
        return grid
    more = [Slot(row, column, 1, 1) for row, column in holes]
    return grid_of_slots([*grid.slots, *more], grid.xs, grid.ys)


def _side_holes(line: Sequence[int]) -> list[int]:
    """The columns without a cell at both ends of a row that has some."""
    held = [column for column, slot in enumerate(line) if slot >= 0]
    if not held:
        return []
    return [*range(held[0]), *range(held[-1] + 1, len(line))]


def _holds(grid: Grid, hole: tuple[int, int], word: Word) -> bool:
    row, column = hole
    across = grid.xs[column] < (word.x0 + word.x1) / 2 < grid.xs[column + 1]
    return across and grid.ys[row] < word.base < grid.ys[row + 1]


def with_labels_outside(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with a column for the labels that stand left of its first line, one a row."""
    rows = len(grid.ys) - 1
    x0 = grid.xs[0]
    beside = [
        word
        for word in words
        if word.x1 < x0 + 1 and grid.ys[0] < word.base < grid.ys[-1] and not word.face.turn
    ]
    if min(rows, len(beside)) < LEAST_ROWS or not _is_of_figures(grid, words):
        return grid
    pieces = [row_of(line).pieces[-1] for line in rows_of(beside)]
    labelled = {bisect_right(grid.ys, word.base) for word in beside}
    fits = all(piece.words <= LABEL_WORDS and x0 - piece.x1 < 4 * GAP for piece in pieces)
    if not fits or len(labelled) < max(LEAST_ROWS, MOST * rows):
        return grid
    left = min(piece.x0 for piece in pieces) - 1
    slots = [
        Slot(slot.row, slot.column + 1, slot.row_span, slot.column_span) for slot in grid.slots
    ]
    stub = [Slot(row, 0, 1, 1) for row in range(rows)]
    return grid_of_slots([*stub, *slots], [left, *grid.xs], grid.ys)


def _is_of_figures(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether figures stand in the first column below its head."""
    x0, x1 = grid.xs[0], grid.xs[1]
    held = [
        word
        for word in words
        if x0 < (word.x0 + word.x1) / 2 < x1 and grid.ys[1] < word.base < grid.ys[-1]
    ]
    texts = [" ".join(word.text for word in line) for line in rows_of(held)]
    return len(texts) >= LEAST_ROWS and sum(map(is_figure, texts)) >= MOST * len(texts)
