"""What the page of a report shows: its text and tables as printed, its findings beside them."""

import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from markupsafe import Markup

from extractor.dataset.printed_blocks import PrintedBlock
from extractor.export.pages.addresses import Addresses
from extractor.export.pages.environment import rendered
from extractor.export.pages.finding_groups import finding_groups, places_in_findings
from extractor.export.pages.grids import Spot, grid_of
from extractor.export.pages.scanned import Picture, is_unsure, scanned_pages
from extractor.export.pages.texts import Piece, pieces_of
from extractor.model import Observation, Place, Status
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.records import FindingRow, ReportRow, SectionRow
from extractor.text import visible

SHOWN_STATES = frozenset({Status.UNCERTAIN, Status.CORRECTED})
DEEPEST = 6
MOST_PAGES = sys.maxsize


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report with all that its page shows. ``blocks`` are empty where no JSON was written; then
    the tables stand under their sections.
    """

    row: ReportRow
    edition: Edition
    findings: Sequence[FindingRow]
    blocks: Sequence[PrintedBlock]


class Heading(NamedTuple):
    """What makes a text a heading; ``level`` is that of the HTML element."""

    level: int
    section: str


class Chart(NamedTuple):
    """A chart as a table: the names of its series, and its rows of a category and its values."""

    title: str
    names: Sequence[str]
    rows: Sequence[Sequence[str]]


class Part(NamedTuple):
    """A piece of the page in reading order: a table, a chart, or a text with the ``number`` before
    it, which may be a heading. ``block`` is the id of its place, empty for none; ``line`` counts
    the paragraphs with text, from 0. ``picture`` is the page of a scan that begins here.
    """

    block: str
    heading: Heading | None = None
    number: str = ""
    text: Sequence[Piece] = ()
    table: PrintedTable | None = None
    chart: Chart | None = None
    line: int | None = None
    picture: Picture | None = None


def report_context(
    printed: PrintedReport, addresses: Addresses, lang: str, name_of: Callable[[str], str]
) -> dict[str, Any]:
    """The values for the template ``report.html``: the report, and all that is shown of it.
    ``name_of`` gives the name of another report.
    """
    values = {**_body_context(printed, addresses), "name_of": name_of}
    body = Markup(rendered("report_body.html", lang, values))  # noqa: S704 - a template's own
    return {"report": printed.row, "body": body}


def _body_context(printed: PrintedReport, addresses: Addresses) -> dict[str, Any]:
    edition = printed.edition
    figures = {fact.observation: fact for fact in edition.facts}
    page = _Page(printed, addresses)
    return {
        "report": printed.row,
        "headings": edition.headings,
        "groups": finding_groups(printed.findings, edition.headings, figures, addresses),
        "count": len(printed.findings),
        "parts": list(page.parts()),
        "grid": page.grid,
    }


class _Page:
    """Puts the parts of a report into their order."""

    def __init__(self, printed: PrintedReport, addresses: Addresses) -> None:
        self.edition, self.blocks = printed.edition, printed.blocks
        self.addresses = addresses
        wrong = places_in_findings(printed.findings)
        self.cells: dict[int, dict[Spot, str]] = defaultdict(dict)
        self.links: dict[int, dict[Spot, str]] = defaultdict(dict)
        self.scanned = scanned_pages(self.edition.facts)
        self.spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for fact in self.edition.facts:
            marks = marks_of(fact, fact.observation in wrong)
            if fact.table is not None:
                self._put(fact, marks)
            elif marks and fact.place.start is not None and fact.place.end is not None:
                self.spans[fact.place.whole].append((fact.place.start, fact.place.end, marks))

    def _put(self, fact: Observation, marks: str) -> None:
        spot, number = (fact.row or 0, fact.column or 0), fact.table or 0
        known = self.cells[number].get(spot, "")
        if marks and marks not in known:
            self.cells[number][spot] = f"{known} {marks}".strip()
        page = self.addresses.indicator(fact.indicator) if fact.indicator else ""
        if page:
            self.links[number].setdefault(spot, page)

    def grid(self, table: PrintedTable) -> Any:  # noqa: ANN401 - rows of cells, for the template
        """The rows of a table with what is known of its figures."""
        number = table.table
        marks, links = self.cells.get(number, {}), self.links.get(number, {})
        return grid_of(table, marks, links=links, labels=False)

    def parts(self) -> Iterator[Part]:
        """All parts in reading order, before them the pages of a scan that begin with them."""
        if not self.blocks:
            yield from self._by_section()
            return
        pending = deque(self.scanned)
        for place, part in self._as_printed():
            page = Place.parse(place).page if pending and place else None
            yield from self._pictures(pending, page)
            yield part
        yield from self._pictures(pending, MOST_PAGES)

    def _pictures(self, pending: deque[int], last: int | None) -> Iterator[Part]:
        """The pages up to ``last`` that were not shown yet."""
        while last is not None and pending and pending[0] <= last:
            page = pending.popleft()
            address = self.addresses.picture(self.edition.report, page)
            if address:
                yield Part("", picture=Picture(page, address, len(self.scanned[page])))

    def _as_printed(self) -> Iterator[tuple[str, Part]]:
        heads = {row.place: row for row in self.edition.headings}
        tables = {table.table: table for table in self.edition.tables}
        lines = count()
        for block in self.blocks:
            spot = f"b{block.block}"
            if block.kind == "paragraph":
                line = next(lines) if block.text else None
                part = self._paragraph(block, heads.get(block.place), spot)
                yield block.place, part._replace(line=line)
            elif block.kind == "chart":
                yield block.place, Part(spot, chart=_chart(block))
            elif block.table in tables:
                yield block.place, Part(spot, table=tables.pop(block.table))
        for table in tables.values():
            yield "", Part("", table=table)

    def _paragraph(self, block: PrintedBlock, head: SectionRow | None, spot: str) -> Part:
        pieces = pieces_of(visible(block.text), self.spans.get(block.place, ()))
        return Part(spot, _heading(head) if head else None, block.number, pieces)

    def _by_section(self) -> Iterator[Part]:
        of_section: dict[str, list[PrintedTable]] = defaultdict(list)
        for table in self.edition.tables:
            of_section[table.section].append(table)
        yield from _tables(of_section.pop("", []))
        for row in self.edition.headings:
            yield Part("", _heading(row), row.section, [Piece(row.title, "")])
            yield from _tables(of_section.pop(row.section, []))
        for rest in of_section.values():
            yield from _tables(rest)


def marks_of(fact: Observation, is_found: bool) -> str:
    """The CSS classes of a figure: in a finding, doubtful, corrected, of little confidence."""
    states = (
        "found" if is_found else "",
        fact.status.value if fact.status in SHOWN_STATES else "",
        "unsure" if is_unsure(fact) else "",
    )
    return " ".join(filter(None, states))


def _tables(tables: Sequence[PrintedTable]) -> Iterator[Part]:
    for table in tables:
        yield Part("", table=table)


def _heading(row: SectionRow) -> Heading:
    return Heading(min(max(row.level, 1) + 1, DEEPEST), row.section)


def _chart(block: PrintedBlock) -> Chart:
    series = block.series
    count = max((len(line.categories) for line in series), default=0)
    rows = []
    for at in range(count):
        named = [line.categories[at] for line in series if at < len(line.categories)]
        values = [line.values[at] if at < len(line.values) else None for line in series]
        rows.append([named[0] or "", *(value or "" for value in values)])
    return Chart(block.title, [line.name for line in series], rows)
