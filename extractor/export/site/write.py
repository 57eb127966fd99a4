"""The whole site: pages of reports, of indicators, of findings, written beside and put into
place at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from extractor.dataset.archive import known_pieces
from extractor.dataset.columns import header_of
from extractor.dataset.csv_segments import pieces_of
from extractor.dataset.earlier import BY_NAME, earlier_lines, require_dataset
from extractor.dataset.manifest import read_json
from extractor.dataset.swap import new_version
from extractor.export.comparison.page import comparison_body
from extractor.export.comparison.words import coverage_of, label_of, said
from extractor.export.site.frame import STYLESHEET, address_of, page, table_of
from extractor.export.site.report import Sheet, findings_list, report_page
from extractor.model.comparison import Comparison, Figure

OURS = frozenset({"index.html", "findings.html", "site.css", "reports", "series"})
Line = Mapping[str, str]


def write_site(out: Path, folder: Path, comparisons: Sequence[Comparison], lang: str) -> int:
    """Write the site of the data set in ``out`` into ``folder``; answers how many reports it shows.

    ``comparisons`` make the pages of the indicators: by district first, then by library. Raises
    CalledWrongly where ``out`` holds no data set or ``folder`` cannot be written.
    """
    require_dataset(out)
    reports = [line for line in earlier_lines(out, "reports") if line["status"] != "failed"]
    with new_version(folder, OURS) as new:
        (new / "reports").mkdir(parents=True)
        (new / "series").mkdir()
        _put(new / "site.css", STYLESHEET)
        _put(new / "index.html", _index(out, reports, comparisons, lang))
        _put(new / "findings.html", _findings(out, lang))
        rows = _Rows(out)
        for line in reports:
            _put(new / "reports" / f"{line['report']}.html", report_page(_sheet(rows, line), lang))
        for code, body in _series(comparisons, lang):
            _put(new / "series" / f"{code}.html", body)
        _put(new / "series" / "index.html", _series_index(comparisons, lang))
    return len(reports)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


class _Rows:
    """Rows of the CSV files by report. A file whose pieces are known is read piece by piece,
    another once and held.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.pieces = out, known_pieces(out)
        self.held: dict[str, dict[str, list[Line]]] = {}

    def of(self, name: str, report: str) -> list[Line]:
        if name in self.pieces:
            found = pieces_of(self.out, BY_NAME[name], self.pieces[name], {report})
            return [dict(zip(header_of(BY_NAME[name]), row, strict=True)) for row in found]
        if name not in self.held:
            self.held[name] = {}
            for line in earlier_lines(self.out, name):
                self.held[name].setdefault(line["report"], []).append(line)
        return self.held[name].get(report, [])


def _sheet(rows: _Rows, about: Line) -> Sheet:
    report = about["report"]
    cells: dict[str, list[Line]] = {}
    for each in rows.of("cells", report):
        cells.setdefault(each["table"], []).append(each)
    figures = (
        each for each in rows.of("observations", report) if each["indicator"] and each["table"]
    )
    codes = {each["observation"].partition(":")[2]: each["indicator"] for each in figures}
    findings = rows.of("findings", report)
    wrong = {
        name.partition(":")[2].partition(".")[0]
        for each in findings
        for name in each["observations"].split()[:1]
    }
    blocks = _blocks(rows.out, f"documents/{report}.json")
    return Sheet(
        about,
        rows.of("sections", report),
        rows.of("tables", report),
        cells,
        findings,
        codes,
        blocks,
        frozenset(wrong),
    )


def _blocks(out: Path, name: str) -> list[dict[str, Any]]:
    document = read_json(out, name)
    return list(document["blocks"]) if document else []


def _index(out: Path, reports: Sequence[Line], comparisons: Sequence[Comparison], lang: str) -> str:
    head = [
        said(each, lang)
        for each in ("district", "year", "organisation", "tables", "figures", "file_name")
    ]
    rows = [
        [
            f'<a href="reports/{escape(line["report"])}.html">'
            f"{escape(line['district'] or line['file'])}</a>",
            *(
                escape(line[each])
                for each in ("year", "organisation", "tables", "observations", "file")
            ),
        ]
        for line in sorted(
            reports, key=lambda line: (line["district"], line["year"], line["report"])
        )
    ]
    notes = "".join(
        f"<p>{escape(each)}</p>"
        for each in (coverage_of(comparisons[0], lang) if comparisons else ())
    )
    versions = [line for line in earlier_lines(out, "editions") if line["status"] != "current"]
    about = [
        [escape(line[each]) for each in ("report", "edition", "file", "status", "changed")]
        for line in versions
    ]
    known = [said(each, lang) for each in ("report", "edition", "file_name", "status", "changed")]
    more = (
        f"<h2>{escape(said('site_versions', lang))}</h2>{table_of(known, about)}" if about else ""
    )
    return page(
        said("site_title", lang),
        f"<p>{escape(said('site_hint', lang))}</p>{table_of(head, rows)}{notes}{more}",
        lang,
    )


def _findings(out: Path, lang: str) -> str:
    """All findings, the gravest first."""
    order = {"error": 0, "warning": 1}
    found = sorted(
        earlier_lines(out, "findings"),
        key=lambda each: (order.get(each["severity"], 2), each["report"]),
    )
    body = findings_list(found, lang, 0) or f"<p>{escape(said('site_unchecked', lang))}</p>"
    return page(said("site_findings", lang), body, lang)


def _series(comparisons: Sequence[Comparison], lang: str) -> Iterator[tuple[str, str]]:
    """A page for each indicator: by district, and by library below."""
    codes = dict.fromkeys(code for each in comparisons for code in each.indicators)
    lines = [_by_code(each) for each in comparisons]
    for code in codes:
        parts = [
            _of_code(each, code, found)
            for each, found in zip(comparisons, lines, strict=True)
            if code in found
        ]
        indicator = parts[0].indicators[code]
        bodies = [comparison_body(each, lang, _place, first) for first, each in enumerate(parts, 1)]
        yield (
            code,
            page(
                label_of(indicator, lang),
                f"<hr><h2>{escape(said('by_library', lang))}</h2>".join(bodies),
                lang,
                1,
            ),
        )


def _by_code(comparison: Comparison) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for line in comparison.lines:
        found.setdefault(line.indicator, []).append(line)
    return found


def _of_code(comparison: Comparison, code: str, lines: Mapping[str, Sequence[Any]]) -> Comparison:
    return replace(
        comparison, lines=tuple(lines[code]), indicators={code: comparison.indicators[code]}
    )


def _place(figure: Figure) -> str:
    return address_of(figure.observation, 1)


def _series_index(comparisons: Sequence[Comparison], lang: str) -> str:
    known = {
        code: each for comparison in comparisons for code, each in comparison.indicators.items()
    }
    rows = [
        [f'<a href="{escape(code)}.html">{escape(label_of(each, lang))}</a>', escape(code)]
        for code, each in known.items()
    ]
    return page(
        said("site_series", lang),
        table_of([said("indicator", lang), said("code", lang)], rows),
        lang,
        1,
    )
