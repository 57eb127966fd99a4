"""From rules to grids: lines, elementary cells between them, and the union of those that no rule
parts: spans fall out exact.

The rules may come from a PDF's strokes or from the picture of a scanned page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model.place import Box
from extractor.read.pdf.ink import Rule
from extractor.read.pdf.rules import (
    NEAR,
    Net,
    closed,
    joined,
    landmarks,
    nearest,
    nets,
    root,
    unite,
)

MOST_CELLS = 150_000  # elementary cells of one net: a table of Word has at most 63 columns


class Slot(NamedTuple):
    """A cell in its grid, without words yet."""

    row: int
    column: int
    row_span: int
    column_span: int


Field = list[tuple[int, int]]  # elementary cells, as row and column


@dataclass(slots=True)
class Grid:
    """Where a table's lines run (``xs``, ``ys``: one more than columns and rows) and what stands
    between them.

    ``slot_at[row][column]`` is the index of the slot that covers an elementary cell, -1 where none
    does.
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
    """Every grid that the rules of a page draw, a single framed cell included, from the top
    down.
    """
    found = (
        grid for net in nets(joined(across), joined(down)) for grid in _grids_of_net(closed(net))
    )
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grids_of_net(net: Net) -> Iterator[Grid]:
    xs = landmarks([*(each.at for each in net.down)])
    ys = landmarks([*(each.at for each in net.across)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_CELLS:
        return
    floors, walls = _covered(net.across, ys, xs), _covered(net.down, xs, ys)
    outer, inner = _parted(list(_fields(floors, walls, len(ys) - 1, len(xs) - 1)))
    for slots in (outer, *inner):
        for group in _sharing_corners(slots):
            yield grid_of_slots(group, xs, ys)


def _covered(
    rules: Iterable[Rule], ats: Sequence[float], steps: Sequence[float]
) -> list[bytearray]:
    """For each line, which of the steps between the crossing lines a rule covers."""
    found = [bytearray(len(steps)) for _ in ats]
    for rule in rules:
        line = found[nearest(ats, rule.at)]
        for step in range(nearest(steps, rule.start), nearest(steps, rule.end)):
            line[step] = rule.start - NEAR <= steps[step] and steps[step + 1] <= rule.end + NEAR
    return found


def _fields(
    floors: list[bytearray], walls: list[bytearray], rows: int, columns: int
) -> Iterator[Field]:
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
    found: dict[int, Field] = {}
    for index in range(outside):
        found.setdefault(root(parent, index), []).append(divmod(index, columns))
    found.pop(root(parent, outside), None)
    yield from found.values()


def _parted(fields: Sequence[Field]) -> tuple[list[Slot], list[list[Slot]]]:
    """The slots of the fields; those of tables that stand inside a field whose border they touch
    come apart.
    """
    outer: list[Slot] = []
    inner: list[list[Slot]] = []
    around = [(field, _bounds(field)) for field in fields]
    odd = [(field, box) for field, box in around if len(field) < box.row_span * box.column_span]
    for field, box in odd:
        held = [each for each, bounds in around if each is not field and _holds(box, bounds)]
        if len(held) > 1 and sum(map(len, held)) + len(field) == box.row_span * box.column_span:
            outer.append(box)
            inner.append([slot for each in held for slot in _rectangles(each)])
            around = [each for each in around if each[0] is not field and each[0] not in held]
    return outer + [slot for field, _ in around for slot in _rectangles(field)], inner


def _bounds(field: Field) -> Slot:
    rows, columns = [row for row, _ in field], [column for _, column in field]
    row, column = min(rows), min(columns)
    return Slot(row, column, max(rows) - row + 1, max(columns) - column + 1)


def _holds(box: Slot, other: Slot) -> bool:
    return (
        box.row <= other.row
        and other.row + other.row_span <= box.row + box.row_span
        and box.column <= other.column
        and other.column + other.column_span <= box.column + box.column_span
    )


def _rectangles(field: Field) -> Iterator[Slot]:
    """A field in rectangles: one, unless a line of its border is missing."""
    box = _bounds(field)
    if len(field) == box.row_span * box.column_span:
        yield box
        return
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(box.row, box.row + box.row_span + 1):
        runs = set(_runs_of(sorted(column for at, column in field if at == row)))
        for run in [each for each in open_runs if each not in runs]:
            first = open_runs.pop(run)
            yield Slot(first, run[0], row - first, run[1])
        for run in runs:
            open_runs.setdefault(run, row)


def _runs_of(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where neighbouring columns begin, and how many they are."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[index - 1] + 1:
            yield columns[start], index - start
            start = index


def _sharing_corners(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Cells that share corners are one table; a chart's frame that only touches a table's border
    is not.
    """
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
    """A grid of its own from cells that stand in a larger net: lines that bound none of them are
    left out.
    """
    columns = sorted(
        {edge for each in slots for edge in (each.column, each.column + each.column_span)}
    )
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
    return Grid(
        [xs[each] for each in columns],
        [ys[each] for each in rows],
        own,
        _slot_at(own, len(rows) - 1, len(columns) - 1),
    )


def _slot_at(slots: Sequence[Slot], rows: int, columns: int) -> list[list[int]]:
    found = [[-1] * columns for _ in range(rows)]
    for index, slot in enumerate(slots):
        for row in range(slot.row, slot.row + slot.row_span):
            found[row][slot.column : slot.column + slot.column_span] = [index] * slot.column_span
    return found
