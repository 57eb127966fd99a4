"""A regional свод: by-district tables of the core indicators over three years, as a workbook or a
Word document.

Sums are added over the districts that gave a figure, and say over how many; relative indicators are
recomputed from the sums of their parts, never averaged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import CalledWrongly
from extractor.export.comparison.book import Book
from extractor.export.comparison.words import (
    coverage_of,
    label_of,
    measure_of,
    note_of,
    rule_of,
    said,
    value_text,
)
from extractor.model.comparison import Comparison, Line, Mark, Point
from extractor.plugins import load
from extractor.words import words

# Marks that a regional reader must see; those on a single figure stand in svod compare.
TOLD = frozenset(
    {"restated", "conflict", "summed", "computed", "incomplete", "borrowed", "redefined"}
)

MOST_COLUMNS = 12  # of figures, across a page of A4
NAMES_CM, FIGURES_CM = 4.5, 1.8


@dataclass(frozen=True, slots=True)
class Panelled:
    """One table: an indicator's columns are its years; ``rows`` run by district, the total last."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, tuple[Point, ...]], ...]
    notes: tuple[str, ...]


def regional_codes() -> tuple[str, ...]:
    """The codes that a regional свод asks for."""
    return tuple(code for table in words("regional")["tables"] for code in table["indicators"])


def write_regional(comparison: Comparison, path: Path, lang: str) -> None:
    """Write the свод as ``.xlsx`` or ``.docx``. ``comparison`` is by district. Raises
    CalledWrongly for another ending.
    """
    if path.suffix.lower() not in WRITERS:
        raise CalledWrongly("svod_ending", file=path.name, known=", ".join(WRITERS))
    WRITERS[path.suffix.lower()](comparison, tuple(tables_of(comparison, lang)), path, lang)


def tables_of(comparison: Comparison, lang: str) -> Iterator[Panelled]:
    """The tables of the catalogue for which there are figures, with the last three years."""
    years = comparison.years[-words("regional")["years"] :]
    for table in words("regional")["tables"]:
        lines = {
            code: [each for each in comparison.lines if each.indicator == code]
            for code in table["indicators"]
        }
        codes = [
            code
            for code, found in lines.items()
            if any(point.status != "gap" for each in found for point in each.points)
        ]
        if codes:
            yield _table(
                table[lang], {code: lines[code] for code in codes}, years, comparison, lang
            )


def _table(
    title: str,
    lines: Mapping[str, Sequence[Line]],
    years: Sequence[int],
    comparison: Comparison,
    lang: str,
) -> Panelled:
    indicators = comparison.indicators
    heads = [
        f"{label_of(indicators[code], lang)}, {measure_of(comparison, indicators[code], lang)}"
        for code in lines
    ]
    columns = tuple((head, year) for head in heads for year in years)
    rows: dict[tuple[bool, str], list[Point]] = {}
    notes: dict[str, None] = {}
    for found in lines.values():
        for line in found:
            key = (line.kind == "total", said("total", lang) if line.kind == "total" else line.name)
            points = [point for point in line.points if point.year in years]
            rows.setdefault(key, []).extend(points)
            notes |= dict.fromkeys(
                _note(line, point, mark, label_of(indicators[line.indicator], lang), lang)
                for point in points
                for mark in point.marks
                if mark.key in TOLD
            )
    return Panelled(
        title,
        columns,
        tuple((name, tuple(points)) for (_, name), points in rows.items()),
        tuple(notes),
    )


def _note(line: Line, point: Point, mark: Mark, label: str, lang: str) -> str:
    if mark.key == "computed":
        return f"{label}: {note_of(mark, lang)}"
    return f"{label}, {line.name or said('total', lang)}, {point.year}: {note_of(mark, lang)}"


def _write_xlsx(comparison: Comparison, tables: Sequence[Panelled], path: Path, lang: str) -> None:
    book = Book(path, lang)
    for at, table in enumerate(tables, 1):
        sheet = book.page(f"{at}. {table.title}"[:31])
        sheet.write_string(0, 0, table.title, book.bold)
        _xlsx_head(book, sheet, table, lang)
        for row, (name, points) in enumerate(table.rows, 3):
            is_total = row == len(table.rows) + 2
            sheet.write_string(row, 0, name, book.bold if is_total else book.text)
            for column, point in enumerate(points, 1):
                if point.value is None:
                    sheet.write_string(row, column, value_text(point, lang), book.right)
                else:
                    sheet.write_number(
                        row, column, float(point.value), book.number(point.decimals, is_total)
                    )
        for below, text in enumerate(_foot(comparison, table, lang), len(table.rows) + 4):
            sheet.write_string(below, 0, text)
    book.close(path)


def _xlsx_head(book: Book, sheet: Any, table: Panelled, lang: str) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.write_string(2, 0, said("district", lang), book.head)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(table.columns), 12)
    for first, last, name in _spans(table.columns):
        if first == last:
            sheet.write_string(1, first + 1, name, book.head)
        else:
            sheet.merge_range(1, first + 1, 1, last + 1, name, book.head)
    for column, (_, year) in enumerate(table.columns, 1):
        sheet.write_string(2, column, str(year), book.head)
    sheet.set_row(1, 60)
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(1, 2)


def _spans(columns: Sequence[tuple[str, int]]) -> Iterator[tuple[int, int, str]]:
    """First and last column of each heading."""
    first = 0
    for at, (name, _) in enumerate(columns):
        if at + 1 == len(columns) or columns[at + 1][0] != name:
            yield first, at, name
            first = at + 1


def _foot(comparison: Comparison, table: Panelled, lang: str) -> list[str]:
    return [
        *table.notes,
        said("legend", lang),
        rule_of(comparison, lang),
        *coverage_of(comparison, lang),
    ]


def _write_docx(comparison: Comparison, tables: Sequence[Panelled], path: Path, lang: str) -> None:
    document = load("docx:Document")()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.size = load("docx.shared:Pt")(8)
    section.left_margin = section.right_margin = load("docx.shared:Cm")(1.5)
    document.add_heading(said("regional_title", lang, years=_bounds(comparison)), 0)
    for text in coverage_of(comparison, lang):
        document.add_paragraph(text)
    for at, table in enumerate(tables, 1):
        document.add_heading(f"{at}. {table.title}", 1)
        for part in _parts(table):
            _docx_table(document, part, lang)
            document.add_paragraph()
        for text in table.notes:
            document.add_paragraph(text, style="List Bullet")
    document.add_paragraph(said("legend", lang))
    document.add_paragraph(rule_of(comparison, lang))
    try:
        document.save(str(path))
    except OSError as error:
        raise CalledWrongly("file_not_written", path=path) from error


def _parts(table: Panelled) -> Iterator[Panelled]:
    """A table that is too wide for a page in several, each with all districts."""
    years = len({year for _, year in table.columns})
    pieces = -(-len(table.columns) // MOST_COLUMNS)
    step = -(-len(table.columns) // years // pieces) * years if pieces > 1 else len(table.columns)
    for at in range(0, len(table.columns), step):
        rows = tuple((name, points[at : at + step]) for name, points in table.rows)
        yield Panelled(table.title, table.columns[at : at + step], rows, ())


def _bounds(comparison: Comparison) -> str:
    years = comparison.years[-words("regional")["years"] :]
    return f"{years[0]}–{years[-1]}" if years else ""


def _docx_table(document: Any, table: Panelled, lang: str) -> None:  # noqa: ANN401 - python-docx
    grid = document.add_table(rows=2, cols=1 + len(table.columns), style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = said("district", lang)
    for first, last, name in _spans(table.columns):
        grid.cell(0, first + 1).merge(grid.cell(0, last + 1)).text = name
    for column, (_, year) in enumerate(table.columns, 1):
        grid.cell(1, column).text = str(year)
    for row in grid.rows:
        _repeat(row)
    for column in grid.columns:
        column.width = load("docx.shared:Cm")(FIGURES_CM)
    grid.columns[0].width = load("docx.shared:Cm")(NAMES_CM)
    for name, points in table.rows:
        cells = grid.add_row().cells
        cells[0].width = load("docx.shared:Cm")(NAMES_CM)
        for cell, text in zip(
            cells, [name, *(value_text(point, lang) for point in points)], strict=True
        ):
            cell.text = text
        for cell in cells[1:]:
            cell.paragraphs[0].alignment = 2  # to the right, as figures stand


def _repeat(row: Any) -> None:  # noqa: ANN401
    """The row stands again at the top of each page."""
    mark = load("docx.oxml:OxmlElement")("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


WRITERS: dict[str, Callable[[Comparison, Sequence[Panelled], Path, str], None]] = {
    ".xlsx": _write_xlsx,
    ".docx": _write_docx,
}
