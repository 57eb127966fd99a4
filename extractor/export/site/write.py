"""The whole site: pages of reports, of indicators, of findings, written beside and put into
place at once. Pages of reports whose sources have not changed are taken over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec

from extractor.dataset.archive import known_pieces
from extractor.dataset.attention import told_reports
from extractor.dataset.csv_segments import bytes_of
from extractor.dataset.earlier import BY_NAME, earlier_records, require_dataset
from extractor.dataset.findings import findings_in
from extractor.dataset.manifest import read_manifest
from extractor.dataset.parts import home_of, is_parted
from extractor.dataset.printed_blocks import printed_document
from extractor.dataset.read import load_dataset, load_edition
from extractor.dataset.swap import new_version
from extractor.export.comparison.words import coverage_of, label_of
from extractor.export.pages.addresses import Addresses, spot_of
from extractor.export.pages.environment import asset, phrases, rendered
from extractor.export.pages.finding_groups import finding_groups
from extractor.export.pages.report_page import PrintedReport, report_context
from extractor.export.pages.scanned import scanned_pages
from extractor.export.site.changed import MADE, Made
from extractor.export.site.indicators import BESIDE, indicator_list, indicator_pages
from extractor.export.site.pictures import NO_DRAWING, Drawing, Pictures, picture_name
from extractor.export.site.words import KINDS, entries_of, script_of
from extractor.memory import unsearched
from extractor.model.comparison import Comparison
from extractor.model.dataset import Edition
from extractor.model.records import (
    EditionRow,
    FindingRow,
    Read,
    ReportRow,
    SectionRow,
    Stand,
    TableRow,
)

OURS = frozenset(
    {"index.html", "findings.html", "site.css", "site.js", "tables.js", "words.js", MADE}
    | {"reports", "series", "pages"}
)
SIDES = ("district", "library")  # by what the comparisons of a site are, in this order
OF_A_REPORT = ("sections", "tables", "cells", "observations")


def write_site(
    out: Path,
    folder: Path,
    comparisons: Sequence[Comparison],
    lang: str,
    drawing: Drawing = NO_DRAWING,
) -> int:
    """Write the site of the data set in ``out`` into ``folder``; answers how many reports it shows.

    ``comparisons`` make the pages of the indicators: by district first, then by library;
    ``drawing`` the pictures of scanned pages. Raises CalledWrongly where ``out`` holds no data set
    or ``folder`` cannot be written.
    """
    require_dataset(out)
    with new_version(folder, OURS) as new:
        (new / "reports").mkdir(parents=True)
        (new / "series").mkdir()
        site = _Site(out, Made(folder, new, lang), comparisons, lang, drawing)
        site.write()
    return len(site.shown)


class _Site:
    """What all pages need, read once."""

    def __init__(
        self,
        out: Path,
        made: Made,
        comparisons: Sequence[Comparison],
        lang: str,
        drawing: Drawing,
    ) -> None:
        self.pictures = Pictures(made, drawing)
        self.out, self.made, self.comparisons, self.lang = out, made, comparisons, lang
        rows = told_reports(earlier_records(out, ReportRow), lang)
        self.reports = sorted(rows, key=lambda row: (row.district, row.year or 0, row.report))
        self.shown = [row for row in self.reports if row.status != Read.FAILED]
        self.findings: dict[str, list[FindingRow]] = defaultdict(list)
        for finding in findings_in(out, lang):
            self.findings[finding.report].append(finding)
        self.headings: dict[str, list[SectionRow]] = defaultdict(list)
        for heading in earlier_records(out, SectionRow):
            self.headings[heading.report].append(heading)
        self.codes = {
            code: label_of(indicator, lang)
            for comparison in comparisons
            for code, indicator in comparison.indicators.items()
        }
        self.names = {row.report: _name_of(row) for row in self.reports}
        self.known = known_pieces(out)
        self.whole = None if self._all_pieces() else _editions(out)

    def _all_pieces(self) -> bool:
        return is_parted(self.out) or all(name in self.known for name in OF_A_REPORT)

    def write(self) -> None:
        """All pages and what they need."""
        self.made.put("site.css", asset("desk.css") + asset("site.css"))
        for name in ("site.js", "tables.js"):
            self.made.put(name, asset(name))
        self._put("index.html", "site_index.html", self._index())
        self._put("findings.html", "site_findings.html", self._findings())
        for row in self.shown:
            with unsearched():
                self._report(row)
        with unsearched():
            self._series()
        self._words()
        self.made.close()

    def _series(self) -> None:
        """A page an indicator, and the list of them."""
        for code, context in indicator_pages(self.comparisons, self.lang):
            self._put(f"series/{code}.html", "site_indicator.html", context)
        rows = indicator_list(self.comparisons, self.lang)
        context = {"rows": rows, "indicator_page": BESIDE.indicator}
        self._put("series/index.html", "indicators.html", context)

    def _put(self, name: str, template: str, context: Mapping[str, Any]) -> None:
        root = "../" * name.count("/")
        about = {"root": root, "layout": "site.html", "name_of": self._called}
        self.made.put(name, rendered(template, self.lang, {**about, **context}))

    def _called(self, report: str) -> str:
        return self.names.get(report, report)

    # --- a report

    def _report(self, row: ReportRow) -> None:
        name = f"reports/{row.report}.html"
        if self.whole is None and self.made.stays(name, self._sources(row)):
            self.pictures.take_over(row.report)
            return
        document = printed_document(self.out, row.report)
        edition = (
            self.whole[row.report]
            if self.whole is not None
            else load_edition(self.out, row, self.known, document)
        )
        findings, blocks = self.findings[row.report], document.blocks
        printed = PrintedReport(row, edition, findings, blocks)
        pages = self.pictures.draw(row, scanned_pages(edition.facts) if blocks else {})
        self._put(
            name,
            "report.html",
            report_context(printed, self._beside(pages), self.lang, self._called),
        )

    def _sources(self, row: ReportRow) -> Iterator[bytes]:
        """All bytes that the page of a report is made of."""
        findings = self.findings[row.report]
        others = {spot_of(name)[0] for finding in findings for name in finding.observations}
        named = sorted((report, self._called(report)) for report in others)
        yield msgspec.json.encode((row, findings, named, sorted(self.codes)))
        for name in OF_A_REPORT:
            yield bytes_of(self.out, BY_NAME[name], self.known.get(name, ()), row.report)
        yield _document_print(self.out, row.report)
        yield self.pictures.print_of(row)

    def _beside(self, pages: Set[int]) -> Addresses:
        """Addresses on the page of a report of which some ``pages`` are drawn."""
        shown = {row.report for row in self.shown}
        return Addresses(
            lambda report: f"{report}.html" if report in shown else "",
            lambda code: f"../series/{code}.html" if code in self.codes else "",
            lambda report, page: f"../{picture_name(report, page)}" if page in pages else "",
        )

    # --- pages of all reports

    def _index(self) -> dict[str, Any]:
        notes = coverage_of(self.comparisons[0], self.lang) if self.comparisons else []
        versions = [
            row for row in earlier_records(self.out, EditionRow) if row.status != Stand.CURRENT
        ]
        reports = [(row, _counts(self.findings[row.report])) for row in self.reports]
        return {"reports": reports, "notes": notes, "versions": versions}

    def _findings(self) -> dict[str, Any]:
        nowhere = Addresses(lambda _: "", lambda _: "")
        counted = [
            (
                row,
                _counts(self.findings[row.report]),
                finding_groups(self.findings[row.report], self.headings[row.report], {}, nowhere),
            )
            for row in self.shown
            if self.findings[row.report]
        ]
        return {"counted": counted}

    def _words(self) -> None:
        """The script that the search looks through."""
        say = phrases(self.lang)
        shown = [row.report for row in self.shown]
        known = frozenset(shown)
        entries = entries_of(
            self.codes,
            (row for report in shown for row in self.headings[report]),
            (row for row in earlier_records(self.out, TableRow) if row.report in known),
            (row for report in shown for row in self.findings[report]),
        )
        self.made.put("words.js", script_of(entries, {kind: say(kind) for kind in KINDS}))


def _editions(out: Path) -> dict[str, Edition]:
    return {edition.report: edition for edition in load_dataset(out).editions}


def _document_print(out: Path, report: str) -> bytes:
    """What changes with the JSON of a report."""
    name, manifest = f"documents/{report}.json", read_manifest(home_of(out, report))
    seal = manifest.files.get(name) if manifest else None
    return seal.sha256.encode() if seal else b""


def _name_of(row: ReportRow) -> str:
    return f"{row.district} {row.year or ''}".strip() or row.file


def _counts(findings: Iterable[FindingRow]) -> Counter[str]:
    return Counter(row.severity for row in findings)
