"""The regional summary as a Word document on A4, across."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.errors import CalledWrongly
from extractor.export.comparison.regional import Panelled, Row, Summary, years_of
from extractor.export.comparison.regional_book import spans
from extractor.export.comparison.words import coverage_of, rule_of, said, value_text
from extractor.plugins import load

LONG_CM, SHORT_CM, MARGIN_CM = 29.7, 21.0, 1.5
NAMES_CM = 4.5
TABLE_CM = LONG_CM - 2 * MARGIN_CM - 0.1
TEXT_POINTS = 8
TOGETHER = 25  # so many rows stay on one page
MARKED = "FBE3E0"  # behind a figure of an open error
RIGHT = 2  # alignment of a paragraph


def write_regional_page(summary: Summary, path: Path, lang: str) -> None:
    """Write the document. Raises CalledWrongly where it cannot be written."""
    comparison = summary.comparison
    document = _empty()
    years = years_of(comparison)
    bounds = f"{years[0]}–{years[-1]}" if years else ""
    document.add_heading(said("regional_title", lang, years=bounds), 0)
    for text in coverage_of(comparison, lang) or [said("all_reported", lang)]:
        document.add_paragraph(text)
    for key in ("legend", "marked"):
        document.add_paragraph(said(key, lang))
    document.add_paragraph(rule_of(comparison, lang))
    for table in summary.tables:
        document.add_heading(f"{table.number}. {table.title}", 1)
        _table(document, table, lang)
        for group in table.notes:
            document.add_heading(group.title, 2)
            for text in group.notes:
                document.add_paragraph(text)
    try:
        document.save(str(path))
    except OSError as error:
        raise CalledWrongly("file_not_written", path=path) from error


def _empty() -> Any:  # noqa: ANN401 - python-docx has no types
    """A document on A4, across, in small print."""
    document = load("docx:Document")()
    cm, section = load("docx.shared:Cm"), document.sections[0]
    section.orientation = load("docx.enum.section:WD_ORIENT").LANDSCAPE
    section.page_width, section.page_height = cm(LONG_CM), cm(SHORT_CM)
    section.left_margin = section.right_margin = cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = cm(MARGIN_CM)
    style = document.styles["Normal"]
    style.font.size = load("docx.shared:Pt")(TEXT_POINTS)
    style.paragraph_format.space_after = load("docx.shared:Pt")(2)
    return document


def _table(document: Any, table: Panelled, lang: str) -> None:  # noqa: ANN401
    grid = document.add_table(rows=2, cols=1 + len(table.columns), style="Table Grid")
    grid.autofit = False
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = said("district", lang)
    for first, last, name in spans(table.columns):
        grid.cell(0, first + 1).merge(grid.cell(0, last + 1)).text = name
    for at, column in enumerate(table.columns, 1):
        grid.cell(1, at).text = str(column.year)
    for head in grid.rows:
        _flag(head, "w:tblHeader")
    for row in table.rows:
        _fill(grid.add_row(), row, lang)
    if len(table.rows) <= TOGETHER:
        for line in grid.rows[:-1]:
            for cell in line.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    _widths(grid, len(table.columns))


def _fill(line: Any, row: Row, lang: str) -> None:  # noqa: ANN401
    """The figures of a district, to the right; those of open errors on another ground."""
    _flag(line, "w:cantSplit")
    texts = [row.name, *(value_text(cell.point, lang) for cell in row.cells)]
    for at, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = row.is_total
        if at:
            paragraph.alignment = RIGHT
        if at and row.cells[at - 1].faults:
            ground = load("docx.oxml:OxmlElement")("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", MARKED)):
                ground.set(load("docx.oxml.ns:qn")(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(ground)


def _widths(grid: Any, columns: int) -> None:  # noqa: ANN401
    """Whole widths for Word, which asks the cells, and for LibreOffice, which asks the grid."""
    cm = load("docx.shared:Cm")
    figures = cm(min((TABLE_CM - NAMES_CM) / max(columns, 1), 3.5))
    widths: Sequence[Any] = [cm(NAMES_CM), *[figures] * columns]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows[1:]:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _flag(row: Any, name: str) -> None:  # noqa: ANN401
    """A mark on a row: it stands again at the top of each page, or is never cut by one."""
    row._tr.get_or_add_trPr().append(load("docx.oxml:OxmlElement")(name))
