"""Spreadsheets: each visible sheet becomes a heading and a table, its cells as Excel shows them."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Cell, Document, Notice, Paragraph, Table
from extractor.options import Limits, ReadOptions
from extractor.read.file_type import fingerprint, open_file, open_zip
from extractor.read.office import converted

BROKEN = (
    BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)
MOST_UNPACKED = 96 * 1024 * 1024  # openpyxl keeps some thirty times as much in memory
_DECIMALS = re.compile(r"0\.(0+)")
_MERGE = re.compile(rb'<mergeCell\s[^>]{0,200}?ref="([A-Za-z]{1,3}\d{1,7}:[A-Za-z]{1,3}\d{1,7})"')
SIGNIFICANT = 15


def read_workbook(path: Path, options: ReadOptions) -> Document:
    """Read a workbook (.xlsx). Raises UnreadableFile where it is damaged or too large."""
    with open_file(path) as file:
        with open_zip(file, path.name, options.limits) as archive:
            _check_size(sum(info.file_size for info in archive.infolist()), path.name)
        sha256 = fingerprint(file)
        file.seek(0)
        data = file.read()
    blocks, notices = blocks_of_workbook(data, path.name, options.limits, 0, None)
    return Document(path.name, sha256, "xlsx", tuple(blocks), notices=tuple(notices))


def read_old_workbook(path: Path, options: ReadOptions) -> Document:
    """Read a sheet that LibreOffice turns into .xlsx first. Raises UnreadableFile, also where
    LibreOffice is absent.
    """
    with open_file(path) as file:
        sha256 = fingerprint(file)
    with converted(path, "", "xlsx", options.limits) as made:
        data = made.read_bytes()
    blocks, notices = blocks_of_workbook(data, path.name, options.limits, 0, None)
    form = path.suffix.lower().lstrip(".") or "xls"
    note = Notice("converted", path.suffix)
    return Document(path.name, sha256, form, tuple(blocks), notices=(note, *notices))


def blocks_of_workbook(
    data: bytes, name: str, limits: Limits, first: int, parent: int | None
) -> tuple[list[Paragraph | Table], list[Notice]]:
    """The sheets of a workbook as blocks from number ``first`` on, and what was met.

    Raises UnreadableFile where it is damaged, LimitExceeded where it holds too many cells.
    """
    _check_merges(data, name, limits)
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except BROKEN as error:
        raise UnreadableFile("workbook_damaged", file=name) from error
    blocks: list[Paragraph | Table] = []
    notices: list[Notice] = []
    sheets = [sheet for sheet in book.worksheets if _is_filled(sheet)]
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            notices.append(Notice("sheet_hidden", sheet.title))
            continue
        if len(sheets) > 1:
            blocks.append(Paragraph(first + len(blocks), sheet.title))
        blocks.append(_table(sheet, first + len(blocks), parent, name, limits))
    return blocks, notices


def _check_size(size: int, name: str) -> None:
    if size > MOST_UNPACKED:
        raise LimitExceeded("workbook_large", file=name, limit=MOST_UNPACKED, found=size)


def _check_merges(data: bytes, name: str, limits: Limits) -> None:
    """Merged cells are made one by one when a book is opened: refuse what no report merges."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
            sizes = [archive.getinfo(sheet).file_size for sheet in sheets]
            _check_size(sum(sizes), name)
            merged = sum(map(_merged_cells, map(archive.read, sheets)))
    except BROKEN as error:
        raise UnreadableFile("workbook_damaged", file=name) from error
    if merged > limits.table_cells:
        raise LimitExceeded("limit_table_cells", file=name, limit=limits.table_cells, block=0)


def _merged_cells(sheet: bytes) -> int:
    found = (match[1].decode("ascii") for match in _MERGE.finditer(sheet))
    return sum((c2 - c1 + 1) * (r2 - r1 + 1) for c1, r1, c2, r2 in map(range_boundaries, found))


def _filled(sheet: Worksheet) -> list[tuple[int, int]]:
    """Row and column of the cells that hold something; only cells that exist are looked at."""
    return [place for place, cell in sheet._cells.items() if cell.value is not None]


def _is_filled(sheet: Worksheet) -> bool:
    return bool(_filled(sheet))


def _table(sheet: Worksheet, block: int, parent: int | None, name: str, limits: Limits) -> Table:
    filled = _filled(sheet)
    rows = [row for row in _used({row for row, _ in filled}) if not _is_hidden(sheet, row)]
    columns = [at for at in _used({at for _, at in filled}) if not _is_folded(sheet, at)]
    if len(rows) * len(columns) > limits.table_cells:
        raise LimitExceeded("limit_table_cells", file=name, limit=limits.table_cells, block=block)
    return Table(block, len(rows), len(columns), tuple(_cells(sheet, rows, columns)), parent)


def _used(filled: set[int]) -> list[int]:
    """Lines that hold something, and one of the empty ones wherever there are some between."""
    ordered = sorted(filled)
    gaps = {before + 1 for before, after in pairwise(ordered) if after - before > 1}
    return sorted(filled | gaps)


def _cells(sheet: Worksheet, rows: list[int], columns: list[int]) -> Iterator[Cell]:
    spans = {
        (area.min_row, area.min_col): (area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    }
    for at, row in enumerate(rows):
        for place, column in enumerate(columns):
            cell = sheet.cell(row, column)
            if isinstance(cell, MergedCell):
                continue
            last_row, last_column = spans.get((row, column), (row, column))
            down = sum(row <= other <= last_row for other in rows)
            across = sum(column <= other <= last_column for other in columns)
            text = shown(cell.value, cell.number_format)
            yield Cell(at, place, down, across, text, bold=bool(cell.font and cell.font.b))


def _is_hidden(sheet: Worksheet, row: int) -> bool:
    return row in sheet.row_dimensions and bool(sheet.row_dimensions[row].hidden)


def _is_folded(sheet: Worksheet, column: int) -> bool:
    letter = openpyxl.utils.get_column_letter(column)
    return letter in sheet.column_dimensions and bool(sheet.column_dimensions[letter].hidden)


def shown(value: object, form: str | None) -> str:
    """A value as Excel shows it in Russia: the decimals of its format, a comma, «%».

    >>> (shown(41200, "General"), shown(0.953, "0.0%"), shown(1250.5, "#,##0.00"),
    ...  shown(0.1 + 0.2, "General"), shown(None, None))
    ('41200', '95,3%', '1250,50', '0,3', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d.%m.%Y}"
    if not isinstance(value, int | float | Decimal):
        return str(value)
    return _figure(Decimal(str(value)), form or "General")


def _figure(value: Decimal, form: str) -> str:
    sign = "%" if "%" in form else ""
    value = value * 100 if sign else value
    places = _DECIMALS.search(form)
    try:
        if places or form in ("0", "#,##0", "0%"):
            value = value.quantize(Decimal(1).scaleb(-len(places[1]) if places else 0))
        else:
            value = value.normalize() if not value else _rounded(value)
    except InvalidOperation:
        return str(value)
    return f"{value:f}".replace(".", ",") + sign


def _rounded(value: Decimal) -> Decimal:
    """To as many digits as Excel keeps."""
    kept = SIGNIFICANT - 1 - value.adjusted()
    rounded = value.quantize(Decimal(1).scaleb(-kept)) if kept > 0 else value
    return (
        rounded.normalize()
        if rounded != rounded.to_integral_value()
        else rounded.to_integral_value()
    )
