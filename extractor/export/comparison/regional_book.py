"""The regional summary as a workbook: a sheet a table, each as wide as a page of A4."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from extractor.export.comparison.book import Book
from extractor.export.comparison.regional import Cell, Column, Panelled, Summary, years_of
from extractor.export.comparison.regional_notes import MOST_FAULTS
from extractor.export.comparison.words import coverage_of, rule_of, said, value_text
from extractor.formula import Node, Number, Operation, Ref, parse_expression, refs, value_of
from extractor.model.comparison import Comparison

TOP = 3  # rows above the first district: title, indicators, years
NAME_WIDTH, LONGEST_NAME, YEAR_WIDTH, HEAD_HEIGHT, LINE_HEIGHT = 24, 60, 9, 60, 15
LETTERS_A_CHARACTER = 1.15  # letters of a note fit on the width of so many digits
Totals = Mapping[tuple[str, int], tuple[str, Decimal]]  # code, year → address and value


def write_regional_book(summary: Summary, path: Path, lang: str) -> None:
    """Write the workbook. Raises CalledWrongly where it cannot be written."""
    book = Book(path, lang)
    _front(book, summary, lang)
    totals = dict(_totals(summary.tables))
    for table in summary.tables:
        sheet = book.page(_sheet_name(table))
        width = len(table.columns)
        sheet.write_string(0, 0, f"{table.number}. {table.title}", book.bold)
        _head(book, sheet, table, lang)
        for at, row in enumerate(table.rows, TOP):
            sheet.write_string(at, 0, row.name, book.bold if row.is_total else book.wrap)
            for column, cell in enumerate(row.cells, 1):
                formula = _formula(summary, table, at, column, totals) if row.is_total else ""
                _put(book, sheet, (at, column), cell, row.is_total, formula)
        _below(book, sheet, table, width, lang)
    book.close(path)


def _sheet_name(table: Panelled) -> str:
    return f"{table.number}. {table.title}"[:31].strip()


def _front(book: Book, summary: Summary, lang: str) -> None:
    """The first sheet: what this is, whose reports there are and whose not, how to read it."""
    comparison = summary.comparison
    sheet = book.page(said("sheet_about", lang))
    sheet.set_column(0, 0, 110)
    years = years_of(comparison)
    bounds = f"{years[0]}–{years[-1]}" if years else ""
    sheet.write_string(0, 0, said("regional_title", lang, years=bounds), book.bold)
    texts = [*_who(comparison, lang), said("legend", lang), said("marked", lang)]
    texts += [rule_of(comparison, lang)]
    texts += [f"{table.number}. {table.title}" for table in summary.tables]
    for at, text in enumerate(texts, 2):
        sheet.write_string(at, 0, text, book.wrap)
        sheet.set_row(at, LINE_HEIGHT * -(-len(text) // 110))


def _who(comparison: Comparison, lang: str) -> list[str]:
    return coverage_of(comparison, lang) or [said("all_reported", lang)]


def _head(book: Book, sheet: Any, table: Panelled, lang: str) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.write_string(2, 0, said("district", lang), book.head)
    sheet.write_blank(1, 0, None, book.head)
    sheet.set_column(0, 0, _names_width(table))
    sheet.set_column(1, len(table.columns), _figures_width(table, lang))
    for first, last, name in spans(table.columns):
        if first == last:
            sheet.write_string(1, first + 1, name, book.head)
        else:
            sheet.merge_range(1, first + 1, 1, last + 1, name, book.head)
    for at, column in enumerate(table.columns, 1):
        sheet.write_string(2, at, str(column.year), book.head)
    sheet.set_row(1, HEAD_HEIGHT)
    sheet.freeze_panes(TOP, 1)
    sheet.repeat_rows(1, 2)


def _names_width(table: Panelled) -> int:
    return min(max(NAME_WIDTH, *(len(row.name) + 2 for row in table.rows)), LONGEST_NAME)


def _figures_width(table: Panelled, lang: str) -> int:
    """Wide enough for the longest figure of the table, in bold."""
    texts = (value_text(cell.point, lang) for row in table.rows for cell in row.cells)
    return max(YEAR_WIDTH, *(len(text) + 3 for text in texts))


def spans(columns: Sequence[Column]) -> Iterator[tuple[int, int, str]]:
    """First and last column of each heading."""
    first = 0
    for at, column in enumerate(columns):
        if at + 1 == len(columns) or columns[at + 1].code != column.code:
            yield first, at, column.heading
            first = at + 1


def _put(
    book: Book,
    sheet: Any,  # noqa: ANN401
    place: tuple[int, int],
    cell: Cell,
    is_total: bool,
    formula: str,
) -> None:
    """A figure with its number of digits; one of an open error is coloured and has a comment."""
    value, marked = cell.point.value, bool(cell.faults)
    if value is None:
        sheet.write_string(*place, value_text(cell.point, book.lang), book.right)
        return
    form = book.number(cell.point.decimals, is_total, marked)
    if formula:
        sheet.write_formula(*place, formula, form, float(value))
    else:
        sheet.write_number(*place, float(value), form)
    if marked:
        text = "\n".join(cell.faults[:MOST_FAULTS])
        size = {"x_scale": 2.5, "y_scale": 1 + len(text) / 200}
        sheet.write_comment(*place, text, {"author": said("title_svod", book.lang), **size})


def _totals(tables: Sequence[Panelled]) -> Iterator[tuple[tuple[str, int], tuple[str, Decimal]]]:
    """Where the total of each indicator and year stands, and its value."""
    for table in tables:
        for at, row in enumerate(table.rows, TOP):
            for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), 1):
                if row.is_total and cell.point.value is not None:
                    sheet = _sheet_name(table).replace("'", "''")
                    address = f"'{sheet}'!{xl_rowcol_to_cell(at, number)}"
                    yield (column.code, column.year), (address, cell.point.value)


def _formula(summary: Summary, table: Panelled, row: int, at: int, totals: Totals) -> str:
    """How a total comes about, for a spreadsheet; empty where no formula over the cells that are
    there gives its value.
    """
    point = table.rows[row - TOP].cells[at - 1].point
    if point.value is None:
        return ""
    column = table.columns[at - 1]
    if point.basis == "total":
        parts = [one.cells[at - 1].point.value for one in table.rows if not one.is_total]
        same = sum((part for part in parts if part is not None), Decimal(0)) == point.value
        first, last = xl_rowcol_to_cell(TOP, at), xl_rowcol_to_cell(row - 1, at)
        return f"=SUM({first}:{last})" if same else ""
    text = summary.comparison.indicators[column.code].formula
    if point.basis != "formula" or not text:
        return ""
    return _over_totals(parse_expression(text), column.year, totals, point.value, point.decimals)


def _over_totals(node: Node, year: int, totals: Totals, value: Decimal, decimals: int) -> str:
    """The formula of a relative indicator over the totals of its parts."""
    known = {ref: totals.get((ref.name, year)) for ref in refs(node)}
    places = {ref: found[0] for ref, found in known.items() if found is not None}
    figures = {ref: Fraction(found[1]) for ref, found in known.items() if found is not None}
    if len(places) < len(known):
        return ""
    try:
        counted = value_of(node, figures, lambda number: number)
    except ZeroDivisionError:
        return ""
    close = abs(counted - Fraction(value)) <= Fraction(1, 2 * 10**decimals)
    return f"={_written(node, places)}" if close else ""


def _written(node: Node, places: Mapping[Ref, str]) -> str:
    match node:
        case Number():
            return f"{float(node.value):g}"
        case Ref():
            return places[node]
        case Operation():
            return f"({_written(node.left, places)}{node.sign}{_written(node.right, places)})"


def _below(book: Book, sheet: Any, table: Panelled, width: int, lang: str) -> None:  # noqa: ANN401
    """The notes in their groups, and what the signs mean, across the whole table."""
    row = TOP + len(table.rows) + 1
    fits = int((_names_width(table) + width * _figures_width(table, lang)) * LETTERS_A_CHARACTER)
    for group in table.notes:
        sheet.write_string(row, 0, group.title, book.bold)
        for at, text in enumerate(group.notes, row + 1):
            _across(book, sheet, at, width, fits, text)
        row += len(group.notes) + 2
    _across(book, sheet, row, width, fits, said("legend", lang))


def _across(book: Book, sheet: Any, row: int, width: int, fits: int, text: str) -> None:  # noqa: ANN401
    sheet.merge_range(row, 0, row, width, text, book.wrap)
    sheet.set_row(row, LINE_HEIGHT * -(-len(text) // fits))
