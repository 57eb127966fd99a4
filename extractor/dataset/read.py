"""The data set read back from OUT as nouns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from extractor.dataset.csv_segments import Piece, records_of
from extractor.dataset.earlier import (
    BY_NAME,
    earlier_records,
    earlier_rows,
    require_dataset,
)
from extractor.dataset.printed_blocks import (
    NO_DOCUMENT,
    PrintedBlock,
    PrintedDocument,
    printed_document,
)
from extractor.model import Library, Observation
from extractor.model.dataset import Dataset, Edition, PrintedChart, PrintedTable
from extractor.model.published import PublishedClaim
from extractor.model.records import CellRow, LibraryRow, Read, ReportRow, SectionRow, TableRow
from extractor.text import Aligned, aligned, clean, visible

Record = TypeVar("Record", Observation, SectionRow, TableRow)
Paragraphs = tuple[tuple[str, str, str], ...]
Prose = tuple[Paragraphs, tuple[PrintedChart, ...], tuple[PublishedClaim, ...]]
Cells = tuple[tuple[int, int, int, int, str, str], ...]


def load_dataset(out: Path, cells: bool = True) -> Dataset:
    """Read a data set that ``svod extract`` wrote. Without ``cells`` tables come without cells and
    paragraphs stay empty.

    Raises CalledWrongly where ``out`` holds no data set.
    """
    require_dataset(out)
    rows = list(earlier_records(out, ReportRow))
    facts = _by_report(earlier_records(out, Observation))
    headings = _by_report(earlier_records(out, SectionRow))
    printed = _printed(earlier_records(out, CellRow)) if cells else {}
    tables = _by_report(earlier_records(out, TableRow))
    editions = []
    for row in rows:
        if row.status == Read.FAILED:
            continue
        own_tables = tuple(_table(table, printed) for table in tables.get(row.report, ()))
        own_facts, own_headings = facts.get(row.report, ()), headings.get(row.report, ())
        prose = _prose(printed_document(out, row.report) if cells else NO_DOCUMENT)
        editions.append(_edition(row, own_facts, own_headings, own_tables, prose))
    failed = tuple(row.file for row in rows if row.status == Read.FAILED)
    return Dataset(tuple(editions), tuple(libraries_of(out)), failed)


def load_edition(
    out: Path, row: ReportRow, known: Mapping[str, Sequence[Piece]], document: PrintedDocument
) -> Edition:
    """Read one report of a data set alone; ``known`` are the pieces of its CSV files, ``document``
    is its text.

    Raises CalledWrongly where a file is not as it was written.
    """
    only = {row.report}
    printed = _printed(records_of(out, CellRow, known, only))
    tables = tuple(_table(table, printed) for table in records_of(out, TableRow, known, only))
    facts = tuple(records_of(out, Observation, known, only))
    headings = tuple(records_of(out, SectionRow, known, only))
    return _edition(row, facts, headings, tables, _prose(document))


def _edition(
    row: ReportRow,
    facts: tuple[Observation, ...],
    headings: tuple[SectionRow, ...],
    tables: tuple[PrintedTable, ...],
    prose: Prose,
) -> Edition:
    paragraphs, charts, claims = prose
    return Edition(
        row.report,
        row.file,
        row.sha256,
        row.district,
        row.organisation,
        row.year,
        _as_visible(facts, paragraphs),
        headings,
        tables,
        _visible(paragraphs),
        charts,
        claims,
    )


def _by_report(records: Iterator[Record]) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.report].append(record)
    return {report: tuple(group) for report, group in found.items()}


def _printed(cells: Iterable[CellRow]) -> dict[tuple[str, int], Cells]:
    found: dict[tuple[str, int], list[tuple[int, int, int, int, str, str]]] = defaultdict(list)
    for cell in cells:
        size = (cell.row, cell.column, cell.row_span, cell.column_span)
        found[cell.report, cell.table].append((*size, cell.role, visible(cell.text)))
    return {table: tuple(cells) for table, cells in found.items()}


def _table(row: TableRow, printed: Mapping[tuple[str, int], Cells]) -> PrintedTable:
    return PrintedTable(
        row.table,
        row.section,
        row.caption,
        row.rows,
        row.columns,
        row.header_rows,
        row.stub_columns,
        row.place,
        printed.get((row.report, row.table), ()),
    )


def _visible(paragraphs: Paragraphs) -> Paragraphs:
    return tuple((place, section, visible(text)) for place, section, text in paragraphs)


def _as_visible(facts: tuple[Observation, ...], paragraphs: Paragraphs) -> tuple[Observation, ...]:
    """The observations without characters that nobody sees: in their raw texts, and in the count
    of characters where a paragraph prints some.
    """
    marked = {place: aligned(text) for place, _, text in paragraphs if visible(text) != text}
    return tuple(_counted(_unmarked(fact), marked) for fact in facts)


def _unmarked(fact: Observation) -> Observation:
    raw = visible(fact.raw)
    return fact if raw == fact.raw else replace(fact, raw=raw)


def _counted(fact: Observation, marked: Mapping[str, Aligned]) -> Observation:
    place = fact.place
    if not marked or place.start is None or place.end is None:
        return fact
    paragraph = marked.get(place.whole)
    if paragraph is None:
        return fact
    start, end = paragraph.within(place.start, place.end)
    printed = (place.start, place.end)
    return replace(fact, place=replace(place, start=start, end=end, printed=printed))


def _prose(document: PrintedDocument) -> Prose:
    """Paragraphs, as they are printed, charts and claims of a document."""
    paragraphs = tuple(
        (block.place, block.section, block.text)
        for block in document.blocks
        if block.kind == "paragraph" and block.text
    )
    charts = tuple(_chart(block) for block in document.blocks if block.kind == "chart")
    return paragraphs, charts, document.claims


def _chart(block: PrintedBlock) -> PrintedChart:
    series = tuple((line.name, line.categories, line.values) for line in block.series)
    return PrintedChart(block.place, block.section, block.title, series)


def names_by_report(out: Path) -> dict[str, set[str]]:
    """The names of libraries and places that were met in each report, as printed."""
    return names_met((report, text) for report, text, *_ in earlier_rows(out, BY_NAME["mentions"]))


def names_met(mentions: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The names in each report, of mentions as (report, printed text)."""
    found: dict[str, set[str]] = defaultdict(set)
    for report, text in mentions:
        found[report].add(clean(text))
    return found


def libraries_of(out: Path) -> Iterator[Library]:
    """The libraries of all reports."""
    for row in earlier_records(out, LibraryRow):
        yield Library(
            row.library,
            row.name,
            row.district,
            row.number,
            row.kind,
            row.settlement,
            row.address,
            row.aliases,
        )
