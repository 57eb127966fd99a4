"""Grids whose head is ruled and whose body is not: the lines below the head, or in one tall row of
cells, are rows of the same table.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import structs

from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Rule, Word
from extractor.read.pdf.row_bands import bands_of
from extractor.read.pdf.text_rows import Piece, Region, Row, has_figures, is_figure, row_of

HEAD_ROWS = 4  # a ruled head has no more
LEAST_ROWS = 2  # with figures below a head
STACKED = 3  # lines of figures in one row of cells
LEAN = 1.5  # points by which a piece of text may cross a line that is not drawn
FAR = 2.9  # of the letter size between baselines: the next line is no row of the table
SAME = 6.0  # points between the ends of a rule and the sides of the table that it closes


def with_open_body(
    grid: Grid, words: Iterable[Word], across: Sequence[Rule], others: Sequence[Grid]
) -> Grid:
    """The grid of a ruled head with the rows of figures that stand below it in its columns."""
    if len(grid.xs) < 3 or not 1 < len(grid.ys) <= HEAD_ROWS + 1:
        return grid
    words = [word for word in words if not word.face.turn]
    top, bottom = grid.ys[0], _floor(grid, others)
    x0, x1 = grid.xs[0], grid.xs[-1]
    inside = [word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1]
    head = [word for word in inside if top < word.base < grid.ys[-1]]
    below = [word for word in inside if grid.ys[-1] < word.base < bottom]
    if not below or any(has_figures(row_of(line)) for line in rows_of(head)):
        return grid
    rows = _rows_below(grid, below, across)
    if sum(has_figures(row) for row in rows) < LEAST_ROWS:
        return grid
    return _extended(grid, rows, across)


def _floor(grid: Grid, others: Iterable[Grid]) -> float:
    """Where the next grid below begins."""
    return min(
        (
            other.ys[0]
            for other in others
            if other is not grid
            and other.ys[0] > grid.ys[-1] - 1
            and other.xs[0] < grid.xs[-1]
            and grid.xs[0] < other.xs[-1]
        ),
        default=float("inf"),
    )


def _rows_below(grid: Grid, words: Sequence[Word], across: Sequence[Rule]) -> list[Row]:
    """The lines that keep to the columns of the head, down to the rule that closes the table or
    to the last line of figures.
    """
    end = _closing_rule(grid, across)
    found: list[Row] = []
    last, base = 0, grid.ys[-1]
    for line in rows_of(words):
        row = row_of(line)
        pieces = pieces_in(line, grid)
        if row.base > end or row.base - base > FAR * row.size or pieces is None:
            break
        found.append(structs.replace(row, pieces=pieces))
        base = row.base
        if has_figures(found[-1]) or end < float("inf"):
            last = len(found)
    return found[:last]


def _closing_rule(grid: Grid, across: Sequence[Rule]) -> float:
    """The last rule below the head that runs from side to side."""
    ats = [
        rule.at
        for rule in across
        if rule.at > grid.ys[-1] + SAME
        and abs(rule.start - grid.xs[0]) <= SAME
        and abs(rule.end - grid.xs[-1]) <= SAME
    ]
    return max(ats, default=float("inf"))


def pieces_in(line: Sequence[Word], grid: Grid) -> list[Piece] | None:
    """The pieces of a line by the columns of a grid; None where a word crosses a column's line."""
    found: list[Piece] = []
    last = -1
    for word in line:
        column = bisect_right(grid.xs, (word.x0 + word.x1) / 2) - 1
        if not 0 <= column < len(grid.xs) - 1:
            return None
        if word.x0 < grid.xs[column] - LEAN or word.x1 > grid.xs[column + 1] + LEAN:
            return None
        part = (word.x0, word.x1, word.text)
        if column == last:
            before = found[-1]
            found[-1] = Piece(
                before.x0,
                word.x1,
                f"{before.text} {word.text}",
                before.words + 1,
                (*before.parts, part),
            )
        else:
            found.append(Piece(word.x0, word.x1, word.text, 1, (part,)))
        last = column
    return found


def _extended(grid: Grid, rows: list[Row], across: Sequence[Rule]) -> Grid:
    bands = bands_of(_region(grid, rows, across))
    edges = [(above[-1].bottom + below[0].top) / 2 for above, below in pairwise(bands)]
    ys = [*grid.ys, *edges, bands[-1][-1].bottom + 1]
    first, columns = len(grid.ys) - 1, len(grid.xs) - 1
    body = [Slot(first + at, column, 1, 1) for at in range(len(bands)) for column in range(columns)]
    return grid_of_slots([*grid.slots, *body], grid.xs, ys)


def _region(grid: Grid, rows: list[Row], across: Sequence[Rule]) -> Region:
    near = [rule for rule in across if rows[0].top < rule.at < rows[-1].bottom]
    return Region(rows, list(pairwise(grid.xs)), near)


def with_open_rows(
    grid: Grid, bands: Sequence[Sequence[Word]]
) -> tuple[Grid, Sequence[Sequence[Word]]]:
    """The grid with the rows that one tall row of its cells holds, line under line of figures
    with a label each.
    """
    for at in range(len(bands) - 1, -1, -1):
        rows = _stacked(grid, bands[at], at)
        if rows:
            grid, parts = _parted(grid, rows, at)
            bands = [*bands[:at], *_shared(bands[at], parts), *bands[at + 1 :]]
    return grid, bands


def _stacked(grid: Grid, band: Sequence[Word], at: int) -> list[list[Row]]:
    """The rows in a tall row of cells; none where its cells have texts of several lines."""
    band_lines = list(rows_of(band)) if len(grid.xs) > 3 else []
    if len(band_lines) < STACKED or any(
        slot.row <= at < slot.row + slot.row_span and slot.row_span > 1 for slot in grid.slots
    ):
        return []
    lines = [(row_of(line), pieces_in(line, grid)) for line in band_lines]
    rows = [structs.replace(row, pieces=pieces) for row, pieces in lines if pieces]
    anchors = [row for row in rows if _is_anchor(row, grid)]
    if len(anchors) < STACKED or len(rows) < len(lines):
        return []
    strays = any(
        piece.x0 > grid.xs[1] and not _is_anchor(row, grid) for row in rows for piece in row.pieces
    )
    labels = sum(row.pieces[0].x0 < grid.xs[1] for row in rows)
    if strays or labels < len(anchors):
        return []
    return bands_of(_region(grid, rows, ()))


def _is_anchor(row: Row, grid: Grid) -> bool:
    """Whether figures stand in (nearly) all columns behind the first."""
    figures = sum(is_figure(piece.text) for piece in row.pieces if piece.x0 > grid.xs[1] - LEAN)
    return figures >= max(1, len(grid.xs) - 3)


def _parted(grid: Grid, rows: Sequence[Sequence[Row]], at: int) -> tuple[Grid, list[float]]:
    """The grid with one row of cells cut to several, and where it is cut."""
    edges = [(above[-1].bottom + below[0].top) / 2 for above, below in pairwise(rows)]
    more = len(edges)
    slots = [
        Slot(slot.row + (more if slot.row > at else 0), *slot[1:])
        for slot in grid.slots
        if slot.row != at
    ]
    cut = [
        Slot(at + step, slot.column, 1, slot.column_span)
        for slot in grid.slots
        if slot.row == at
        for step in range(more + 1)
    ]
    ys = [*grid.ys[: at + 1], *edges, *grid.ys[at + 1 :]]
    return grid_of_slots([*slots, *cut], grid.xs, ys), edges


def _shared(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words by the row that they stand in."""
    held: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        held[bisect_right(edges, word.base - 0.25 * word.face.size)].append(word)
    return held
