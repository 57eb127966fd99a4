"""The workbook that people ask for: Сводная, По районам, По библиотекам, Замечания, Источники,
Описание полей.

Numbers are numbers with a number format, codes are text (a spreadsheet turns 1.10 into a date),
headers stay in sight, charts are Excel's own and can be changed. What is not printed anywhere is an
empty cell, never a zero; why stands in the notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractor.dataset.columns import columns_of, header_of
from extractor.dataset.earlier import BY_NAME, earlier_lines
from extractor.dataset.formulas import chart_name
from extractor.errors import CalledWrongly
from extractor.export.comparison.words import (
    coverage_of,
    label_of,
    measure_of,
    note_of,
    rule_of,
    said,
)
from extractor.model import Indicator
from extractor.model.comparison import Comparison, Line, Point
from extractor.model.files import FILES
from extractor.plugins import load

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
NAME_WIDTH, TEXT_WIDTH, NOTE_WIDTH, LONGEST_TEXT, MOST_SERIES = 46, 18, 70, 32_767, 12
# What tells the lines apart, by what they are; and what stands behind the years.
ABOUT = {
    "year": ("indicator", "code", "unit"),
    "district": ("indicator", "code", "unit", "district"),
    "library": ("indicator", "code", "unit", "district", "library"),
}
ENDS = ("change", "percent", "rank", "notes")
WIDTHS = {
    "indicator": NAME_WIDTH,
    "code": 24,
    "unit": 12,
    "district": 26,
    "library": 36,
    "percent": 9,
    "rank": 8,
    "notes": NOTE_WIDTH,
}
LINE_HEIGHT, A4 = 15, 9
MARKED = "#FBE3E0"  # behind a figure of an open error


class Book:
    """A workbook being written; ``lang`` is that of its words."""

    def __init__(self, path: Path, lang: str) -> None:
        try:
            self.file: Any = load("xlsxwriter:Workbook")(str(path), OPTIONS)
        except ImportError as error:
            raise CalledWrongly(
                "format_output_missing", format="xlsx", needs="xlsxwriter"
            ) from error
        self.file.set_properties({"created": ALWAYS})
        self.lang = lang
        self._numbers: dict[tuple[int, bool, bool], Any] = {}
        self.head = self.file.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E4ECF5"}
        )
        self.text = self.file.add_format({"num_format": "@", "valign": "top"})
        self.bold = self.file.add_format({"bold": True, "num_format": "@", "valign": "top"})
        self.right = self.file.add_format({"align": "right", "font_color": "#767676"})
        self.wrap = self.file.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, key: str, header: Sequence[str], widths: Sequence[int]) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        """A new sheet with a header that stays."""
        sheet = self.page(said(key, self.lang))
        for column, (name, width) in enumerate(zip(header, widths, strict=True)):
            sheet.write_string(0, column, name, self.head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        return sheet

    def page(self, name: str) -> Any:  # noqa: ANN401
        """An empty sheet, printed across on A4, as wide as the page."""
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def close(self, path: Path) -> None:
        """Finish the file. Raises CalledWrongly where it cannot be written (it may be open in
        Excel).
        """
        try:
            self.file.close()
        except (OSError, load("xlsxwriter.exceptions:FileCreateError")) as error:
            raise CalledWrongly("file_not_written", path=path) from error

    def number(self, decimals: int, bold: bool = False, marked: bool = False) -> Any:  # noqa: ANN401
        """A format with that many digits and groups of three; Excel shows the separators of its
        own language. A ``marked`` figure stands on another ground.
        """
        key = (max(decimals, 0), bold, marked)
        if key not in self._numbers:
            digits = "#,##0" + ("." + "0" * key[0] if key[0] else "")
            form = {"num_format": digits, "bold": bold, "valign": "top"}
            ground = {"bg_color": MARKED} if marked else {}
            self._numbers[key] = self.file.add_format(form | ground)
        return self._numbers[key]

    def write(self, sheet: Any, row: int, column: int, text: object) -> None:  # noqa: ANN401
        if text not in (None, ""):
            sheet.write_string(row, column, str(text)[:LONGEST_TEXT], self.text)


def write_book(
    comparison: Comparison, others: Mapping[str, Comparison], out: Path, path: Path, lang: str
) -> None:
    """Write the workbook. ``comparison`` is what was asked for; ``others`` are the same by year,
    district and library, of which each that is there makes a sheet. Raises CalledWrongly where
    XlsxWriter is absent or the file cannot be written.
    """
    book = Book(path, lang)
    for key, by in (
        ("sheet_summary", "year"),
        ("sheet_districts", "district"),
        ("sheet_libraries", "library"),
    ):
        if by in others:
            _values_sheet(book, key, others[by], active=by == comparison.request.by)
    _table_sheet(book, "sheet_findings", out, "findings")
    _sources_sheet(book, comparison, out)
    _fields_sheet(book, comparison.indicators)
    book.close(path)


def _values_sheet(book: Book, key: str, comparison: Comparison, active: bool) -> None:
    lang, years = book.lang, comparison.years
    about = ABOUT[comparison.request.by]
    header = [
        *(said(each, lang) for each in about),
        *map(str, years),
        *(said(each, lang) for each in ENDS),
    ]
    widths = [WIDTHS.get(each, 12) for each in (*about, *map(str, years), *ENDS)]
    sheet = book.sheet(key, header, widths)
    for row, line in enumerate(comparison.lines, 1):
        _line(book, sheet, row, line, comparison)
    last = len(comparison.lines)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    _charts(book, sheet, comparison, len(about), last)
    for at, text in enumerate([rule_of(comparison, lang), *coverage_of(comparison, lang)]):
        sheet.write_string(last + 2 + at, 0, text)
    if active:
        sheet.activate()


def _line(book: Book, sheet: Any, row: int, line: Line, comparison: Comparison) -> None:  # noqa: ANN401
    indicator, lang = comparison.indicators[line.indicator], book.lang
    is_total = line.kind == "total"
    district = said("total", lang) if is_total else line.district
    texts = {
        "indicator": label_of(indicator, lang),
        "code": indicator.code,
        "unit": measure_of(comparison, indicator, lang),
        "district": district,
        "library": line.name if line.library else "",
    }
    about = [texts[each] for each in ABOUT[comparison.request.by]]
    for column, text in enumerate(about):
        sheet.write_string(row, column, text, book.bold if is_total else book.text)
    for at, point in enumerate(line.points):
        if point.value is not None:
            sheet.write_number(
                row, len(about) + at, float(point.value), book.number(point.decimals, is_total)
            )
    _ends(book, sheet, row, len(about) + len(line.points), line)


def _ends(book: Book, sheet: Any, row: int, column: int, line: Line) -> None:  # noqa: ANN401
    last = line.points[-1] if line.points else Point(0)
    for at, (value, decimals) in enumerate(
        ((last.change, last.decimals), (last.percent, 1), (last.rank, 0))
    ):
        if value is not None:
            sheet.write_number(row, column + at, float(value), book.number(decimals))
    notes = "; ".join(_notes(line, book.lang))
    if notes:
        sheet.write_string(row, column + 3, notes[:LONGEST_TEXT], book.wrap)
        sheet.set_row(row, LINE_HEIGHT * min(-(-len(notes) // NOTE_WIDTH), 20))


def _notes(line: Line, lang: str) -> Iterator[str]:
    """Each note once, with the years that it speaks of."""
    years: dict[str, list[str]] = {}
    for point in line.points:
        for mark in point.marks:
            years.setdefault(note_of(mark, lang, point), []).append(str(point.year))
    yield from (f"{', '.join(found)}: {text}" for text, found in years.items())


def _charts(book: Book, sheet: Any, comparison: Comparison, first: int, last: int) -> None:  # noqa: ANN401
    """Below the rows a line chart an indicator, of its first dozen lines; by year one for each
    of the first indicators.
    """
    years, name = len(comparison.years), sheet.get_name()
    if years < 2:
        return
    groups: dict[str, list[int]] = {}
    for row, line in enumerate(comparison.lines, 1):
        is_shown = line.kind != "total" or comparison.request.by == "year"
        if is_shown and any(point.value is not None for point in line.points):
            groups.setdefault(line.indicator, []).append(row)
    for at, (code, rows) in enumerate(list(groups.items())[:MOST_SERIES]):
        chart = book.file.add_chart({"type": "line"})
        for row in rows[:MOST_SERIES]:
            line = comparison.lines[row - 1]
            chart.add_series(
                {
                    "name": chart_name(line.name or said("total", book.lang)),
                    "categories": [name, 0, first, 0, first + years - 1],
                    "values": [name, row, first, row, first + years - 1],
                    "marker": {"type": "circle", "size": 4},
                }
            )
        title = chart_name(label_of(comparison.indicators[code], book.lang))
        chart.set_title({"name": title, "name_font": {"size": 11}})
        chart.show_blanks_as("gap")
        chart.set_size({"width": 620, "height": 300})
        sheet.insert_chart(last + 8 + 16 * (at // 2), 0 if at % 2 == 0 else 4, chart)


def _table_sheet(book: Book, key: str, out: Path, name: str) -> None:
    """A file of the data set as it is; its columns of numbers are numbers."""
    columns = header_of(BY_NAME[name])
    sheet = book.sheet(
        key,
        columns,
        [NOTE_WIDTH if each in ("message", "suggestion") else TEXT_WIDTH for each in columns],
    )
    lines = earlier_lines(out, name)
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line.values()):
            book.write(sheet, row, column, text)
    if not lines:
        sheet.write_string(1, 0, said("no_findings", book.lang))
    sheet.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)


def _sources_sheet(book: Book, comparison: Comparison, out: Path) -> None:
    """Every value with the report and the place that it was taken from; and the reports
    themselves.
    """
    keys = (
        "indicator",
        "code",
        "district",
        "library",
        "year",
        "value",
        "status",
        "report",
        "place",
        "raw",
        "note",
    )
    header = [said(each, book.lang) for each in keys]
    sheet = book.sheet(
        "sheet_sources", header, (NAME_WIDTH, TEXT_WIDTH, 26, 34, 8, 14, 10, 20, 40, 16, NOTE_WIDTH)
    )
    row = 0
    for line in comparison.lines:
        for point in line.points:
            if point.status != "gap":
                row += 1
                _source(book, sheet, row, line, point, comparison.indicators[line.indicator])
    sheet.autofilter(0, 0, max(row, 1), len(keys) - 1)
    for at, edition in enumerate(earlier_lines(out, "editions"), row + 2):
        for column, text in enumerate(edition.values()):
            book.write(sheet, at, column, text)


def _source(
    book: Book,
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    row: int,
    line: Line,
    point: Point,
    indicator: Indicator,
) -> None:
    used = point.used
    source = (used.report, used.place, used.raw) if used else ("", "", "")
    notes = "; ".join(note_of(mark, book.lang, point) for mark in point.marks)
    texts = (
        label_of(indicator, book.lang),
        indicator.code,
        line.district,
        line.name if line.library else "",
    )
    for column, text in enumerate((*texts, str(point.year), None, point.status, *source, notes)):
        book.write(sheet, row, column, text)
    if point.value is not None:
        sheet.write_number(row, 5, float(point.value), book.number(point.decimals))


def _fields_sheet(book: Book, indicators: Mapping[str, Indicator]) -> None:
    """What each column of the data set means, and each indicator."""
    sheet = book.sheet(
        "sheet_fields",
        [said(each, book.lang) for each in ("file", "field", "meaning")],
        (24, 40, NOTE_WIDTH),
    )
    about = [
        (f"{file.name}.csv", column.name, column.description)
        for file in FILES
        for column in columns_of(file)
    ]
    about += [
        (code, label_of(each, book.lang), f"{each.unit}; {each.kind}; {each.over} {each.formula}")
        for code, each in indicators.items()
    ]
    for row, texts in enumerate(about, 1):
        for column, text in enumerate(texts):
            book.write(sheet, row, column, text)
