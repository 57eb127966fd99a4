"""The tables of one report as they are printed: the answer of ``svod tables`` as JSON, CSV or
HTML.
"""

import csv
import io
import json
from collections.abc import Iterator
from html import escape

import msgspec

from extractor.dataset.columns import cells_of, header_of
from extractor.dataset.earlier import BY_RECORD
from extractor.dataset.rows import Named, cell_rows
from extractor.model import Cell, Layout, PlacedTable, Report
from extractor.model.records import CellRow
from extractor.places import block_place, cell_addresses

Shape = dict[str, object]

STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
body { color: #1b1b1b; background: #fff; }
figure { margin: 0 0 2.5rem; overflow-x: auto; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
figcaption small { font-weight: 400; color: #555; margin-left: .5rem; }
table { border-collapse: collapse; }
td, th { border: 1px solid #9a9a9a; padding: .25rem .5rem; }
td, th { vertical-align: top; text-align: left; font-weight: 400; white-space: pre-line; }
.header { background: #e4ecf5; font-weight: 600; text-align: center; }
.stub { background: #f5f7fa; }
.group { background: #ece7da; font-weight: 600; }
.total { font-weight: 600; background: #f3f3f3; }
.hole { background: #fafafa; border-style: dotted; }
.note { color: #555; font-style: italic; }
@media print {
  body { margin: 0; max-width: none; font-size: 9pt; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  figure { overflow: visible; } tr { break-inside: avoid; } figcaption { break-after: avoid; }
}
"""
PAGE = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
{figures}
</body>
</html>
"""
HOLE = '<td class="hole"></td>'
HEADING_ROLES = {"header": "col", "stub": "row", "group": "rowgroup"}


def tables_as_json(report: Report) -> str:
    """A JSON list of the tables in document order, a table a line."""
    return (b"[" + b",\n".join(map(json_bytes, table_shapes(report))) + b"]\n").decode("utf-8")


def json_bytes(shape: object) -> bytes:
    """JSON in UTF-8; half a character, which only a file's name can hold, becomes «?»."""
    try:
        return msgspec.json.encode(shape)
    except ValueError:
        return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )


def tables_as_csv(report: Report) -> str:
    """The printed cells of all tables: the rows of ``cells.csv``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    cells = BY_RECORD[CellRow]
    writer.writerow(header_of(cells))
    writer.writerows(cells_of(cells, cell_rows(Named(report.report, report, {}))))
    return text.getvalue()


def tables_as_html(report: Report) -> str:
    """One page that needs no other file, to be read on a screen or in print; merged cells stay
    merged.
    """
    title, file = escape(report.document.file), report.document.file
    pairs = zip(report.outline.tables, report.layouts, strict=True)
    return PAGE.format(
        title=title,
        style=STYLE,
        figures="\n".join(_figure(placed, layout, file) for placed, layout in pairs),
    )


def table_shapes(report: Report) -> Iterator[Shape]:
    """Each table in the form of :class:`extractor.model.published.PublishedTable`."""
    numbers = {each.table.block: each.number for each in report.outline.tables}
    for placed, layout in zip(report.outline.tables, report.layouts, strict=True):
        yield _table_shape(placed, layout, report.document.file, numbers)


def _table_shape(placed: PlacedTable, layout: Layout, file: str, numbers: dict[int, int]) -> Shape:
    grid = placed.table
    cells = zip(grid.cells, layout.roles, cell_addresses(file, grid), strict=True)
    return {
        "table": placed.number,
        "section": placed.section,
        "caption": placed.caption,
        "page": grid.page,
        "rows": grid.rows,
        "columns": grid.columns,
        "header_rows": layout.header_rows,
        "stub_columns": layout.stub_columns,
        "parent": None if grid.parent is None else numbers.get(grid.parent),
        "place": str(block_place(file, grid)),
        "blocks": [part.block for part in grid.parts] or [grid.block],
        "rule": layout.rule,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "text": cell.as_printed,
                "role": role,
                "place": place,
            }
            for cell, role, place in cells
        ],
    }


def _figure(placed: PlacedTable, layout: Layout, file: str) -> str:
    place = escape(str(block_place(file, placed.table)))
    section = f"§ {escape(placed.section)}" if placed.section else ""
    caption = f"{placed.number}. {escape(placed.caption)}<small>{section} {place}</small>"
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in _html_rows(placed, layout))
    return (
        f'<figure id="t{placed.number}">\n<figcaption>{caption}</figcaption>\n<table>\n{body}\n'
        "</table>\n</figure>"
    )


def _html_rows(placed: PlacedTable, layout: Layout) -> list[list[str]]:
    """Cells of each row; where the grid has a hole an empty one stands, so that nothing slips to
    the left.
    """
    rows: list[list[str]] = [[] for _ in range(placed.table.rows)]
    free_from = [0] * placed.table.columns
    ends = [0] * placed.table.rows
    for cell, role in zip(placed.table.cells, layout.roles, strict=True):
        rows[cell.row] += [
            HOLE for column in range(ends[cell.row], cell.column) if free_from[column] <= cell.row
        ]
        rows[cell.row].append(_td(cell, role, f"t{placed.number}r{cell.row}c{cell.column}"))
        ends[cell.row] = cell.column + cell.column_span
        for column in range(cell.column, ends[cell.row]):
            free_from[column] = cell.row + cell.row_span
    return rows


def _td(cell: Cell, role: str, name: str) -> str:
    tag, scope = ("th", f' scope="{HEADING_ROLES[role]}"') if role in HEADING_ROLES else ("td", "")
    spans = (("rowspan", cell.row_span), ("colspan", cell.column_span))
    merged = "".join(f' {key}="{span}"' for key, span in spans if span > 1)
    return (
        f'<{tag} id="{name}" class="{escape(role)}"{scope}{merged}>'
        f"{escape(cell.as_printed)}</{tag}>"
    )
