"""Where figures stand, as they are printed: the table, the sentence, the page of the PDF."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from extractor.export.pages.addresses import spot_of
from extractor.export.pages.grids import ShownRow, grid_of
from extractor.export.pages.texts import Piece, pieces_of
from extractor.model import Observation, Place, TableUse
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.records import ReportRow
from extractor.serve.shelf import Shelf
from extractor.serve.sources import Sources
from extractor.serve.table_doubts import TableDoubt
from extractor.text import fold

AROUND = 4  # rows above and below a figure
MOST_SIDES = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One source of a doubt. ``rows`` of a table or ``pieces`` of a paragraph; ``pictures`` are
    addresses of pages with the figures framed.
    """

    report: ReportRow
    section: str
    heading: str
    number: int | None
    caption: str
    rows: Sequence[ShownRow]
    pieces: Sequence[Piece]
    pictures: Sequence[str]
    anchor: str


def sides_of(shelf: Shelf, figures: Sequence[Observation], sources: Sources) -> list[Side]:
    """The sources of figures: those of one table or paragraph together, the first figure marked as
    the one in doubt.
    """
    groups: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for figure in figures:
        groups[figure.report, _spot(figure)].append(figure)
    first = figures[0].observation if figures else ""
    made = (_side(shelf, group, first, sources) for group in list(groups.values())[:MOST_SIDES])
    return [side for side in made if side is not None]


def sides_of_words(shelf: Shelf, report: str, text: str) -> list[Side]:
    """Where a report prints some words: the first cell that holds just them, else the first
    paragraph with them.
    """
    edition = shelf.editions.get(report)
    row = shelf.by_report.get(report)
    if edition is None or row is None:
        return []
    side = Side(row, "", "", None, "", [], [], [], "")
    for table in edition.tables:
        for top, left, _, _, _, said in table.cells:
            if fold(said) == fold(text):
                rows = grid_of(table, {(top, left): "doubt"}, AROUND)
                head = heading_of(edition, table.section)
                placed = replace(side, section=table.section, heading=head, number=table.table)
                return [replace(placed, caption=table.caption, rows=rows, anchor=f"t{table.table}")]
    for at, (_, section, said) in enumerate(edition.paragraphs):
        start = said.find(text)
        if start >= 0:
            pieces = pieces_of(said, [(start, start + len(text), "doubt")])
            head = heading_of(edition, section)
            return [replace(side, section=section, heading=head, pieces=pieces, anchor=f"p{at}")]
    return []


def sides_of_table(shelf: Shelf, doubt: TableDoubt, sources: Sources) -> list[Side]:
    """A table whose reading is in doubt, the row that speaks for another one marked; before it the
    end of the table that it may go on.
    """
    table, above, row = doubt.read.table, doubt.read.above, doubt.other.row
    edition, report = shelf.editions[doubt.report], shelf.by_report[doubt.report]
    facts = doubt.read.figures.get(row, ())
    shown = [(table, row, list(_pictures(report, facts, sources)))]
    if doubt.other.use is TableUse.JOINED and above is not None:
        shown.insert(0, (above, above.rows - 1, []))
    return [
        Side(
            report=report,
            section=one.section,
            heading=heading_of(edition, one.section),
            number=one.table,
            caption=one.caption,
            rows=grid_of(one, _row_marks(one, at, one is table), AROUND, labels=False),
            pieces=[],
            pictures=pictures,
            anchor=f"t{one.table}",
        )
        for one, at, pictures in shown
    ]


def _row_marks(table: PrintedTable, row: int, is_doubt: bool) -> dict[tuple[int, int], str]:
    mark = "doubt" if is_doubt else "figure"
    return {(cell[0], cell[1]): mark for cell in table.cells if cell[0] == row}


def _spot(figure: Observation) -> str:
    return f"t{figure.table}" if figure.table is not None else spot_of(figure.observation)[1]


def _side(
    shelf: Shelf, figures: Sequence[Observation], first: str, sources: Sources
) -> Side | None:
    figure = figures[0]
    edition = shelf.editions.get(figure.report)
    report = shelf.by_report.get(figure.report)
    if edition is None or report is None:
        return None
    table = next((one for one in edition.tables if one.table == figure.table), None)
    return Side(
        report=report,
        section=figure.section,
        heading=heading_of(edition, figure.section),
        number=figure.table,
        caption=table.caption if table else "",
        rows=_rows(table, figures, first) if table else [],
        pieces=[] if table else _pieces(edition, figures, first),
        pictures=list(_pictures(report, figures, sources)),
        anchor=spot_of(figure.observation)[1],
    )


def heading_of(edition: Edition, section: str) -> str:
    """The words of a section's heading."""
    return next((row.title for row in edition.headings if row.section == section), "")


def _rows(table: PrintedTable, figures: Sequence[Observation], first: str) -> list[ShownRow]:
    marks = {
        (figure.row or 0, figure.column or 0): "doubt" if figure.observation == first else "figure"
        for figure in figures
    }
    return grid_of(table, marks, AROUND)


def _pieces(edition: Edition, figures: Sequence[Observation], first: str) -> list[Piece]:
    """The paragraph of some figures with their characters marked."""
    whole = figures[0].place.whole
    text = next((text for place, _, text in edition.paragraphs if place == whole), "")
    spans = [
        (figure.place.start, figure.place.end, "doubt" if figure.observation == first else "figure")
        for figure in figures
        if figure.place.start is not None and figure.place.end is not None
    ]
    return pieces_of(text or figures[0].raw, spans if text else [])


def _pictures(report: ReportRow, figures: Sequence[Observation], sources: Sources) -> Iterator[str]:
    """Addresses of the pages on which figures stand, where the file has pages and is there."""
    pages: dict[int, list[Place]] = defaultdict(list)
    for figure in figures:
        if figure.place.page is not None and figure.place.box is not None:
            pages[figure.place.page].append(figure.place)
    if not pages or sources.find(report.file, report.sha256) is None:
        return
    for page, places in pages.items():
        boxes = (",".join(f"{edge:.1f}" for edge in place.box or ()) for place in places)
        yield f"/page/{report.report}/{page}.png?{urlencode({'box': ';'.join(boxes)})}"
