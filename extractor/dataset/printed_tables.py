"""The tables of one report as they are printed: the answer of ``svod tables`` as JSON or CSV."""

import csv
import io
import json
from collections.abc import Iterator

import msgspec

from extractor.dataset.columns import cells_of, header_of
from extractor.dataset.earlier import BY_RECORD
from extractor.dataset.rows import Named, cell_rows
from extractor.model import Layout, PlacedTable, Report
from extractor.model.records import CellRow
from extractor.places import block_place, cell_addresses

Shape = dict[str, object]


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
