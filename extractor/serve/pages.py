"""What each page of the desk shows, as plain values for its template."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from extractor.dataset.printed_blocks import printed_document
from extractor.export.comparison.svg import bar_chart, line_chart
from extractor.export.comparison.words import label_of, unit_of, value_text
from extractor.export.pages.environment import phrases
from extractor.export.pages.report_page import PrintedReport
from extractor.export.pages.sparks import spark
from extractor.model import TableUse
from extractor.model.comparison import Line
from extractor.model.records import ReportRow
from extractor.serve.desk import View
from extractor.serve.doubts import (
    FINDING,
    KINDS,
    LABEL,
    LIBRARY,
    REPORT,
    VALUE,
    Doubt,
    figures_of,
    last_decision,
    value_words,
)
from extractor.serve.label_proposals import possible_indicators
from extractor.serve.shelf import Shelf
from extractor.serve.sides import sides_of, sides_of_table, sides_of_words
from extractor.serve.sources import Sources
from extractor.serve.table_doubts import TableDoubt
from extractor.text import fold
from extractor.words import words

Context = dict[str, Any]
MOST_PROPOSED = 3
FIRST_LINES = 12
FILTERS = ("kind", "district", "year", "severity", "section")


def queue_context(view: View, doubts: Sequence[Doubt], asked: Mapping[str, str]) -> Context:
    """The list of questions under the asked conditions, and what can be asked for."""
    reports = view.shelf.by_report
    shown = [one for one in doubts if is_asked_for(one, reports, asked)]
    return {
        "doubts": [(one, reports.get(one.report)) for one in shown[:300]],
        "count": len(shown),
        "filters": {name: asked.get(name, "") for name in FILTERS},
        "choices": {
            "kind": KINDS,
            "district": sorted({row.district for row in reports.values() if row.district}),
            "year": sorted({str(row.year) for row in reports.values() if row.year}),
            "severity": ("error", "warning"),
            "section": sorted({one.section.partition(".")[0] for one in doubts if one.section}),
        },
    }


def is_asked_for(doubt: Doubt, reports: Mapping[str, ReportRow], asked: Mapping[str, str]) -> bool:
    """Whether a doubt meets all conditions."""
    row = reports.get(doubt.report)
    has = {
        "kind": doubt.kind,
        "district": row.district if row else "",
        "year": str(row.year or "") if row else "",
        "severity": doubt.severity,
        "section": doubt.section.partition(".")[0],
    }
    return all(not asked.get(name) or asked[name] == has[name] for name in FILTERS)


def doubt_context(view: View, doubt: Doubt, sources: Sources, lang: str) -> Context:
    """One question with its sources and what can be answered."""
    shelf = view.shelf
    figures = figures_of(shelf, doubt)
    table = doubt.table
    sides = sides_of_table(shelf, table, sources) if table else sides_of(shelf, figures, sources)
    first = figures[0] if figures else None
    report = shelf.by_report.get(doubt.report)
    return {
        "doubt": doubt,
        "report": report or shelf.by_report.get(first.report if first else ""),
        "sides": sides or sides_of_words(shelf, doubt.report, doubt.title),
        "choices": [(one.observation, _choice(one, shelf)) for one in figures],
        "value": value_words(first) if first and doubt.kind in (FINDING, VALUE) else "",
        "proposals": _proposals(doubt, shelf, report, lang),
        "seen": last_decision(figures[:1]),
        "first": first.observation if first else "",
        "header": table.read.table.header_rows if table else 0,
        "file_is_there": _has_file(report, sources),
        "opening": _opening(report, shelf, sources) if report and doubt.kind == REPORT else None,
    }


def _opening(report: ReportRow, shelf: Shelf, sources: Sources) -> Context:
    """What says whose report it is: its first lines or page, others of the district and year."""
    edition = shelf.editions.get(report.report)
    paragraphs = edition.paragraphs if edition else ()
    is_pdf = report.format == "pdf" and _has_file(report, sources)
    named = (fold(report.district), report.year)
    return {
        "lines": [text for _, _, text in paragraphs if text.strip()][:FIRST_LINES],
        "picture": f"/page/{report.report}/1.png?whole=1" if is_pdf else "",
        "others": [
            row
            for row in shelf.reports
            if row.report != report.report
            and all(named)
            and (fold(row.district), row.year) == named
        ],
    }


def _has_file(report: ReportRow | None, sources: Sources) -> bool:
    """Whether a report can be read again at once."""
    return report is not None and sources.find(report.file, report.sha256) is not None


def _choice(figure: Any, shelf: Shelf) -> str:  # noqa: ANN401 - an observation
    """How a figure is called in the list of those that may be corrected."""
    labels = " / ".join((*figure.row_path, *figure.column_path)) or figure.section
    report = shelf.by_report.get(figure.report)
    year = f" ({report.year})" if report and report.year else ""
    return f"{figure.raw} · {labels}{year}"


def _proposals(
    doubt: Doubt, shelf: Shelf, report: ReportRow | None, lang: str
) -> list[tuple[str, str]]:
    """Up to three answers: what to put, and its words."""
    if doubt.kind == LABEL:
        possible = possible_indicators(doubt.title, figures_of(shelf, doubt), shelf.known)
        return [(one.code, label_of(one, lang)) for one in islice(possible, MOST_PROPOSED)]
    if doubt.kind == LIBRARY:
        return _libraries_for(doubt.title, shelf, report)
    if doubt.table is not None:
        return list(_readings_for(doubt.table, lang))
    return list(doubt.proposals[:MOST_PROPOSED])


def _readings_for(doubt: TableDoubt, lang: str) -> Iterator[tuple[str, str]]:
    """The other way to read a table, the way that it is read, and that it holds no data."""
    say, header = phrases(lang), doubt.read.table.header_rows
    other = doubt.other
    is_header = other.use is TableUse.HEADER
    wanted = f"{other.use.value} {other.rows}" if is_header else other.use.value
    is_none = is_header and not other.rows
    as_other = "reading_no_header" if is_none else f"reading_{other.use.value}"
    as_is = "reading_as_is" if header else "reading_without"
    yield wanted, say(as_other, count=other.rows)
    yield f"{TableUse.HEADER.value} {header}", say(as_is, count=header)
    yield TableUse.LAYOUT.value, say("reading_layout")


def _libraries_for(name: str, shelf: Shelf, report: ReportRow | None) -> list[tuple[str, str]]:
    """Libraries of the report's district whose words the name shares most."""
    said = set(fold(name).replace("№", " ").replace(",", " ").split())
    ranked = []
    for library in district_libraries(shelf, report.district if report else ""):
        text = " ".join((library.name, library.number, library.settlement, *library.aliases))
        shared = len(said & set(fold(text).replace("№", " ").replace(",", " ").split()))
        ranked.append((-shared, library.library, library_words(library)))
    return [(name, text) for _, name, text in sorted(ranked)[:MOST_PROPOSED]]


def district_libraries(shelf: Shelf, district: str) -> list[Any]:
    """The libraries of a district, however its name is written."""
    same = fold(district)
    return [one for one in shelf.libraries.values() if fold(one.district) == same]


def library_words(library: Any) -> str:  # noqa: ANN401 - a library
    """A library as people call it."""
    number = f"№ {library.number}" if library.number and "№" not in library.name else ""
    return ", ".join(filter(None, (f"{library.name} {number}".strip(), library.settlement)))


def region_context(view: View, lang: str) -> Context:
    """Who submitted, what is open, the core indicators of the region."""
    shelf = view.shelf
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in shelf.findings:
        if row.status != "explained":
            counts[row.report][row.severity] += 1
    reports = sorted(shelf.reports, key=lambda row: (row.district, row.year or 0, row.report))
    return {
        "reports": [(row, counts[row.report]) for row in reports],
        "core": core_of(view, lang, lambda line: line.kind == "total"),
    }


def core_of(view: View, lang: str, wanted: Any) -> list[Context]:  # noqa: ANN401 - a predicate
    """The core indicators of some lines: name, unit, last value, the way to it."""
    codes = [code for table in words("regional")["tables"] for code in table["indicators"]]
    lines = {line.indicator: line for line in view.by_district.lines if wanted(line)}
    return [_series(lines[code], view, lang) for code in codes if code in lines]


def _series(line: Line, view: View, lang: str) -> Context:
    indicator = (
        view.by_district.indicators.get(line.indicator)
        or view.shelf.known.indicators[line.indicator]
    )
    points = [point for point in line.points if point.status != "gap"]
    return {
        "code": line.indicator,
        "name": label_of(indicator, lang),
        "unit": unit_of(indicator, lang),
        "points": [(point.year, value_text(point, lang), _where(point)) for point in points],
        "last": value_text(points[-1], lang) if points else "",
        "spark": spark([point.value for point in line.points]),
        "library": line.library,
        "line": line.name,
    }


def _where(point: Any) -> str:  # noqa: ANN401 - a point of a line
    """The address of the place where a value stands."""
    if point.used is None:
        return ""
    report, _, spot = point.used.observation.partition(":")
    return (
        f"/report/{report}#{spot.partition('.')[0].partition('c')[0] if spot[0] == 'b' else spot}"
    )


def district_context(view: View, district: str, lang: str) -> Context:
    """A district: its reports, its core indicators, its libraries."""
    shelf = view.shelf
    same = fold(district)
    return {
        "district": district,
        "reports": [row for row in shelf.reports if fold(row.district) == same],
        "core": core_of(
            view, lang, lambda line: line.kind == "district" and fold(line.district) == same
        ),
        "libraries": [
            (one.library, library_words(one)) for one in district_libraries(shelf, district)
        ],
    }


def library_context(view: View, name: str, lang: str) -> Context:
    """A library: its series over the years."""
    library = view.shelf.libraries[name]
    lines = [line for line in view.by_library.lines if line.library == name]
    return {
        "library": library,
        "title": library_words(library),
        "series": [_series(line, view, lang) for line in lines],
    }


def indicators_context(view: View, lang: str) -> Context:
    """The indicators that have figures."""
    known = view.by_district.indicators
    rows = [(code, label_of(one, lang), unit_of(one, lang)) for code, one in known.items()]
    return {"rows": rows}


def indicator_context(view: View, code: str, lang: str) -> Context:
    """An indicator: districts ranked by their last value, and drawn over the years."""
    indicator = view.shelf.known.indicators[code]
    lines = [line for line in view.by_district.lines if line.indicator == code]
    series = [_series(line, view, lang) for line in lines]
    districts = [line for line in lines if line.kind == "district"]
    bars = sorted(
        ((line.name, _last(line)) for line in districts if _last(line) is not None),
        key=lambda bar: -bar[1],
    )
    drawn = [(line.name, [point.value for point in line.points]) for line in districts]
    name = label_of(indicator, lang)
    decimals = max((point.decimals for line in lines for point in line.points), default=0)
    return {
        "name": name,
        "unit": unit_of(indicator, lang),
        "code": code,
        "years": view.by_district.years,
        "series": series,
        "bars": bar_chart(name, bars, decimals, lang),
        "lines": line_chart(name, view.by_district.years, drawn, lang),
    }


def _last(line: Line) -> Any:  # noqa: ANN401 - a number or None
    return next((one.value for one in reversed(line.points) if one.value is not None), None)


def printed_report(view: View, name: str) -> PrintedReport:
    """A report with all that its page shows."""
    shelf = view.shelf
    findings = [row for row in shelf.findings if row.report == name]
    blocks = printed_document(view.out, name).blocks
    return PrintedReport(shelf.by_report[name], shelf.editions[name], findings, blocks)
