"""A printed table as rows of cells for a page: whole, or the rows around some figures."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence, Set
from typing import NamedTuple

from extractor.model.dataset import PrintedTable

Spot = tuple[int, int]
TAGS = {"header": ("th", "col"), "stub": ("th", "row"), "group": ("th", "rowgroup")}
PLAIN = ("td", "")
MOST_COLUMNS = 200


class ShownCell(NamedTuple):
    """A cell of a page; ``spot`` is where it begins in the full grid; ``marks`` are CSS classes;
    ``link`` is the page of what it measures, empty for none.
    """

    tag: str
    scope: str
    row_span: int
    column_span: int
    text: str
    spot: Spot
    marks: str
    link: str = ""


class ShownRow(NamedTuple):
    """A row of a page; ``skipped`` are the rows before it that are not shown."""

    skipped: int
    cells: Sequence[ShownCell]


def grid_of(
    table: PrintedTable,
    marks: Mapping[Spot, str] | None = None,
    around: int | None = None,
    links: Mapping[Spot, str] | None = None,
    labels: bool = True,
) -> list[ShownRow]:
    """The rows of a table with the given marks and links; with ``around`` only the header, the rows
    so near to a marked cell, and the last one; with ``labels`` those of the marked figures are
    marked too.
    """
    marked = dict(marks or {})
    if labels:
        marked.update(_labels_of(table, marked))
    shown = _shown_rows(table, [row for row, _ in marks or {}], around)
    covering = _covering(table)
    rows, before = [], -1
    for row in shown:
        cells = _cells(table, row, shown, covering, marked, links or {})
        rows.append(ShownRow(row - before - 1, cells))
        before = row
    return rows


def _shown_rows(table: PrintedTable, wanted: Collection[int], around: int | None) -> list[int]:
    if around is None or not wanted:
        return list(range(table.rows))
    near = {at for row in wanted for at in range(row - around, row + around + 1)}
    near |= {*range(table.header_rows), table.rows - 1}
    return sorted(at for at in near if 0 <= at < table.rows)


def _covering(table: PrintedTable) -> dict[Spot, int]:
    """For each place of the grid the index of the cell that covers it."""
    covering: dict[Spot, int] = {}
    for at, (row, column, row_span, column_span, _, _) in enumerate(table.cells):
        for down in range(row, row + row_span):
            for right in range(column, min(column + column_span, MOST_COLUMNS)):
                covering[down, right] = at
    return covering


def _cells(
    table: PrintedTable,
    row: int,
    shown: Sequence[int],
    covering: Mapping[Spot, int],
    marked: Mapping[Spot, str],
    links: Mapping[Spot, str],
) -> list[ShownCell]:
    """The cells that begin in a shown row, or whose first rows are not shown."""
    cells, column = [], 0
    while column < min(table.columns, MOST_COLUMNS):
        at = covering.get((row, column))
        if at is None:
            cells.append(ShownCell("td", "", 1, 1, "", (row, column), "empty"))
            column += 1
            continue
        top, left, row_span, column_span, role, text = table.cells[at]
        first, after = bisect_left(shown, top), bisect_left(shown, top + row_span)
        if shown[first] == row:
            tag, scope = TAGS.get(role, PLAIN) if text else PLAIN
            classes = f"{role} {marked.get((top, left), '')}".strip()
            size, spot = (after - first, column_span), (top, left)
            cells.append(ShownCell(tag, scope, *size, text, spot, classes, links.get(spot, "")))
        column = max(left + column_span, column + 1)
    return cells


def _labels_of(table: PrintedTable, marks: Mapping[Spot, str]) -> dict[Spot, str]:
    """Mark the header and the stub of each marked figure."""
    found: dict[Spot, str] = {}
    rows: Set[int] = {row for row, _ in marks}
    columns: Set[int] = {column for _, column in marks}
    for row, column, row_span, column_span, role, _ in table.cells:
        if (row, column) in marks:
            continue
        over = role == "header" and any(column <= at < column + column_span for at in columns)
        beside = role == "stub" and any(row <= at < row + row_span for at in rows)
        if over or beside:
            found[row, column] = "label"
    return found
