"""From rules to grids: lines, elementary cells between them, and the union of those that no rule parts: spans fall out exact.

The rules may come from a PDF's strokes or from the picture of a scanned page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model.place import Box
from extractor.read.pdf.ink import Rule
from extractor.read.pdf.rules import NEAR, Net, closed, joined, landmarks, nearest, nets, root, unite

MOST_CELLS = 150_000  # elementary cells of one net: a table of Word has at most 63 columns


class Slot(NamedTuple):
    """A cell in its grid, without words yet."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """Where a table's lines run (``xs``, ``ys``: one more than columns and rows) and what stands between them.

    ``slot_at[row][column]`` is the index of the slot that covers an elementary cell, -1 where none does.
    """

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    slot_at: list[list[int]]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, slot: Slot) -> Box:
        row, column, row_span, column_span = slot
        return self.xs[column], self.ys[row], self.xs[column + column_span], self.ys[row + row_span]


def grids_of(across: Iterable[Rule], down: Iterable[Rule]) -> list[Grid]:
    """Every grid that the rules of a page draw, a single framed cell included, from the top down."""
    found = (grid for net in nets(joined(across), joined(down)) for grid in _grids_of_net(closed(net)))
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grids_of_net(net: Net) -> Iterator[Grid]:
    xs = landmarks([*(each.at for each in net.down)])
    ys = landmarks([*(each.at for each in net.across)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_CELLS:
        return
    floors, walls = _covered(net.across, ys, xs), _covered(net.down, xs, ys)
    slots = list(_slots(floors, walls, len(ys) - 1, len(xs) - 1))
    for group in _sharing_corners(slots):
        yield grid_of_slots(group, xs, ys)


def _covered(rules: Iterable[Rule], ats: Sequence[float], steps: Sequence[float]) -> list[bytearray]:
    """For each line, which of the steps between the crossing lines a rule covers."""
    found = [bytearray(len(steps)) for _ in ats]
    for rule in rules:
        line = found[nearest(ats, rule.at)]
        for step in range(nearest(steps, rule.start), nearest(steps, rule.end)):
            line[step] = rule.start - NEAR <= steps[step] and steps[step + 1] <= rule.end + NEAR
    return found


def _slots(floors: list[bytearray], walls: list[bytearray], rows: int, columns: int) -> Iterator[Slot]:
    """Elementary cells that no rule parts, united; what leaks to the outside is no cell."""
    outside = rows * columns
    parent = list(range(outside + 1))
    for row in range(rows + 1):
        for column in range(columns):
            if not floors[row][column]:
                above = (row - 1) * columns + column if row else outside
                unite(parent, above, row * columns + column if row < rows else outside)
    for column in range(columns + 1):
        for row in range(rows):
            if not walls[column][row]:
                left = row * columns + column - 1 if column else outside
                unite(parent, left, row * columns + column if column < columns else outside)
    out = root(parent, outside)
    open_runs: dict[tuple[int, int, int], int] = {}
    for row in range(rows + 1):
        runs = set(_runs_of_row(parent, row, columns, out)) if row < rows else set()
        for run in [each for each in open_runs if each not in runs]:
            first = open_runs.pop(run)
            yield Slot(first, run[1], row - first, run[2])
        for run in runs:
            open_runs.setdefault(run, row)


def _runs_of_row(parent: list[int], row: int, columns: int, outside: int) -> Iterator[tuple[int, int, int]]:
    """Runs of united elementary cells in one row: their set, the first column, how many."""
    start = row * columns
    column = 0
    while column < columns:
        mine = root(parent, start + column)
        first = column
        while column < columns and root(parent, start + column) == mine:
            column += 1
        if mine != outside:
            yield mine, first, column - first


def _sharing_corners(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Cells that share corners are one table; a chart's frame that only touches a table's border is not."""
    parent = list(range(len(slots)))
    corners: dict[tuple[int, int], int] = {}
    for index, (row, column, row_span, column_span) in enumerate(slots):
        for y in (row, row + row_span):
            for x in (column, column + column_span):
                unite(parent, index, corners.setdefault((x, y), index))
    found: dict[int, list[Slot]] = {}
    for index, slot in enumerate(slots):
        found.setdefault(root(parent, index), []).append(slot)
    return list(found.values())


def grid_of_slots(slots: Sequence[Slot], xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """A grid of its own from cells that stand in a larger net: lines that bound none of them are left out."""
    columns = sorted({edge for each in slots for edge in (each.column, each.column + each.column_span)})
    rows = sorted({edge for each in slots for edge in (each.row, each.row + each.row_span)})
    column_at = {edge: index for index, edge in enumerate(columns)}
    row_at = {edge: index for index, edge in enumerate(rows)}
    own = sorted(
        Slot(
            row_at[each.row],
            column_at[each.column],
            row_at[each.row + each.row_span] - row_at[each.row],
            column_at[each.column + each.column_span] - column_at[each.column],
        )
        for each in slots
    )
    return Grid([xs[each] for each in columns], [ys[each] for each in rows], own, _slot_at(own, len(rows) - 1, len(columns) - 1))


def _slot_at(slots: Sequence[Slot], rows: int, columns: int) -> list[list[int]]:
    found = [[-1] * columns for _ in range(rows)]
    for index, slot in enumerate(slots):
        for row in range(slot.row, slot.row + slot.row_span):
            found[row][slot.column : slot.column + slot.column_span] = [index] * slot.column_span
    return found
