"""The tables of one document as a page that needs no other file: ``svod tables FILE --as html``."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from extractor.export.pages.environment import asset, rendered
from extractor.model import Cell, Layout, PlacedTable, Report
from extractor.places import block_place

HEADING_SCOPES = {"header": "col", "stub": "row", "group": "rowgroup"}
LANGUAGE_OF_REPORTS = "ru"


class PrintedCell(NamedTuple):
    """A cell of the page: its tag, its attributes, what is printed in it."""

    tag: str
    attributes: Mapping[str, object]
    text: str


class PrintedFigure(NamedTuple):
    """A table of the page, a row a list of its cells."""

    number: int
    caption: str
    section: str
    place: str
    rows: list[list[PrintedCell]]


HOLE = PrintedCell("td", {"class": "hole"}, "")


def tables_as_html(report: Report) -> str:
    """The page, to be read on a screen or in print; merged cells stay merged."""
    page = {
        "title": report.document.file,
        "style": Markup(asset("printed_tables.css")),  # noqa: S704 - ours
        "tables": list(_figures(report)),
    }
    return rendered("printed_tables.html", LANGUAGE_OF_REPORTS, page)


def _figures(report: Report) -> Iterator[PrintedFigure]:
    for placed, layout in zip(report.outline.tables, report.layouts, strict=True):
        yield PrintedFigure(
            placed.number,
            placed.caption,
            placed.section,
            str(block_place(report.document.file, placed.table)),
            _rows(placed, layout),
        )


def _rows(placed: PlacedTable, layout: Layout) -> list[list[PrintedCell]]:
    """Cells of each row; where the grid has a hole an empty one stands, so that nothing slips to
    the left.
    """
    rows: list[list[PrintedCell]] = [[] for _ in range(placed.table.rows)]
    free_from = [0] * placed.table.columns
    ends = [0] * placed.table.rows
    for cell, role in zip(placed.table.cells, layout.roles, strict=True):
        rows[cell.row] += [
            HOLE for column in range(ends[cell.row], cell.column) if free_from[column] <= cell.row
        ]
        rows[cell.row].append(_cell(cell, role, placed.number))
        ends[cell.row] = cell.column + cell.column_span
        for column in range(cell.column, ends[cell.row]):
            free_from[column] = cell.row + cell.row_span
    return rows


def _cell(cell: Cell, role: str, table: int) -> PrintedCell:
    scope = HEADING_SCOPES.get(role)
    attributes = {
        "id": f"t{table}r{cell.row}c{cell.column}",
        "class": role,
        "scope": scope,
        "rowspan": cell.row_span if cell.row_span > 1 else None,
        "colspan": cell.column_span if cell.column_span > 1 else None,
    }
    return PrintedCell("th" if scope else "td", attributes, cell.as_printed)
