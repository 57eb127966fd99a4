"""One page: its ink to lines of prose, tables, drawings, from the top down."""

from collections.abc import Iterable, Sequence

from extractor.model.place import Box
from extractor.options import Limits
from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.cells import filled
from extractor.read.pdf.chart_areas import inside, overlap, regions_of
from extractor.read.pdf.double_printing import without_doubles
from extractor.read.pdf.drafts import Drawn, PageDraft, Prose, TableDraft
from extractor.read.pdf.grid import Grid, grids_of
from extractor.read.pdf.hidden_text import without_hidden
from extractor.read.pdf.ink import Ink, Word, is_picture
from extractor.read.pdf.leaders import parted_at_leaders
from extractor.read.pdf.lines import line_of, lines_of, upright
from extractor.read.pdf.open_bodies import with_open_body
from extractor.read.pdf.open_columns import with_labels_outside, with_open_sides
from extractor.read.pdf.partial_grids import completed
from extractor.read.pdf.rules import joined
from extractor.read.pdf.sideways import (
    level,
    shown_box,
    turn_of_table,
    turned_grid,
    without_letters,
)
from extractor.read.pdf.struck_text import without_struck
from extractor.read.pdf.text_beside import framed_words
from extractor.read.pdf.text_columns import in_reading_order
from extractor.read.pdf.text_rows import is_figure, row_of
from extractor.read.pdf.unreadable import cleared
from extractor.read.pdf.unruled_tables import grids_without_rules
from extractor.read.pdf.watermarks import without_watermarks

PICTURE = 12.0  # points: smaller pictures are bullets and pixels
SENTENCE = 9  # words without a gap: no chart's title or label has so many in a line
BARS = 2  # words on the bars of a chart that touch each other
OUTSIDE = 20.0  # points by which a rule goes on beyond a cell
FRAME = 0.3  # of the page: a larger frame is no row of a table
IN_CHART = 0.6  # of a grid: more of it inside a chart makes it the chart's own lines


def page_of(ink: Ink, limits: Limits) -> PageDraft:
    """Everything on the page in its place; a page without usable text says so in its notices."""
    page = PageDraft(ink.number, ink.width, ink.height, notices=cleared(ink))
    page.notices += without_hidden(ink)
    without_doubles(ink)
    parted_at_leaders(ink)
    _join_rules(ink, limits.page_lines)
    grids = grids_of(ink.across, ink.down)
    page.notices += without_struck(ink, grids)
    charts = [box for box in regions_of(ink, grids) if not _holds_prose(box, ink.words)]
    page.notices += without_watermarks(ink, charts)
    grids = [grid for grid in grids if not any(overlap(grid.box, box) > IN_CHART for box in charts)]
    grids = [grid for grid in grids if len(grid.slots) > 1 or _is_frame(grid, grids, ink)]
    drawn, words = _drawings(charts, ink)
    grids = [with_labels_outside(with_open_sides(grid, words), words) for grid in grids]
    grids = [with_open_body(grid, words, ink.across, grids) for grid in grids]
    tables, words = _tables(grids, words, ink, "ruled")
    for framed in framed_words(words, ink.across):
        more, words = _open_tables(framed, words, ink)
        tables += more
    more, words = _open_tables(words, words, ink)
    tables += more
    lines = _rows(words)
    rows = [row_of(line) for line in lines]
    pictures = [
        Drawn(ink.number, box, picture=True) for box in ink.pictures if _is_picture(box, tables)
    ]
    prose = [
        Prose(line_of(line.words), column=line.column, block_top=line.top)
        for line in in_reading_order(lines, rows)
    ]
    turned = [
        Prose(line, turned=True)
        for line in lines_of([upright(word) for word in words if word.face.turn])
    ]
    level: list[Prose | TableDraft | Drawn] = [*prose, *tables, *drawn, *pictures]
    page.items = [*sorted(level, key=_top_of), *turned]
    for boxes in ink.unreadable.values():
        _mark_ink(tables, boxes)
    page.notices += _notices(ink)
    return page


def _open_tables(
    among: Iterable[Word], words: Sequence[Word], ink: Ink
) -> tuple[list[TableDraft], Sequence[Word]]:
    """The tables without rules among some words, and the words that stand in none."""
    rows = [row_of(line) for line in _rows(among)]
    grids = list(grids_without_rules(rows, ink.across))
    return _tables(grids, words, ink, "columns") if grids else ([], words)


def _top_of(item: Prose | TableDraft | Drawn) -> float:
    """Where an item stands in the reading order; lines of text in columns stand together."""
    if isinstance(item, Prose) and item.block_top is not None:
        return item.block_top
    return item.box[1]


def _is_frame(grid: Grid, grids: Iterable[Grid], ink: Ink) -> bool:
    """Whether a single cell may be the first row of a table that goes on overleaf: not the
    page's own frame, nor one of tables, nor the middle of a table that is open at its sides.
    """
    x0, y0, x1, y1 = grid.box
    if any(
        rule.start < x0 - OUTSIDE and x1 + OUTSIDE < rule.end and rule.at in (y0, y1)
        for rule in ink.across
    ):
        return False
    small = (x1 - x0) * (y1 - y0) < FRAME * ink.width * ink.height
    return small and not any(
        other is not grid and overlap(other.box, grid.box) > IN_CHART for other in grids
    )


def _join_rules(ink: Ink, most: int) -> None:
    """Borders drawn cell by cell to whole lines; beyond the limit the rest is left out, and the
    page says so.
    """
    ink.across, ink.down = joined(ink.across), joined(ink.down)
    if len(ink.across) + len(ink.down) > most:
        ink.cut = True
        ink.across, ink.down = ink.across[:most], ink.down[:most]


def _holds_prose(box: Box, words: Iterable[Word]) -> bool:
    """Whether sentences stand there: a watermark or an ornament behind text is no chart."""
    rows = _rows(word for word in words if box[1] <= word.base <= box[3])
    pieces = (
        piece
        for row in rows
        for piece in row_of(row).pieces
        if piece.x0 < box[2] and box[0] < piece.x1
    )
    return any(piece.words >= SENTENCE for piece in pieces)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    return list(rows_of([word for word in words if not word.face.turn]))


def _drawings(charts: Sequence[Box], ink: Ink) -> tuple[list[Drawn], Sequence[Word]]:
    words: Sequence[Word] = ink.words
    drawn = []
    for box in charts:
        held = [word for word in words if inside(word.box, box)]
        texts = tuple(
            line.text
            for line in lines_of([upright(word) if word.face.turn else word for word in held])
        )
        drawn.append(Drawn(ink.number, box, texts))
        words = [word for word in words if not inside(word.box, box)]
    return drawn, words


def _tables(
    grids: Iterable[Grid], words: Sequence[Word], ink: Ink, rule: str
) -> tuple[list[TableDraft], Sequence[Word]]:
    """The grids with their words, an inner one before the one around it; and the words that
    stand in none.
    """
    found: list[TableDraft] = []
    for grid in sorted(
        grids, key=lambda each: (each.xs[-1] - each.xs[0]) * (each.ys[-1] - each.ys[0])
    ):
        x0, y0, x1, y1 = grid.box
        held: list[Word] = []
        rest: list[Word] = []
        for word in words:
            within = (
                2 * y0 < word.top + word.bottom < 2 * y1 and 2 * x0 < word.x0 + word.x1 < 2 * x1
            )
            (held if within else rest).append(word)
        table = _table(grid, held, ink, rule)
        if table is None:
            continue
        for cell in table.cells:
            cell.inside = [each for each in found if overlap(each.box, cell.box) > 0.95]
            found = [each for each in found if each not in cell.inside]
        if held or any(cell.inside for cell in table.cells):
            found.append(table)
            words = rest
    return found, words


def _table(grid: Grid, words: Sequence[Word], ink: Ink, rule: str) -> TableDraft | None:
    """The table of a grid; None where the grid draws so little that the words must find their
    columns.
    """
    turn = turn_of_table(grid, words)
    if turn:
        lying, area = turned_grid(grid, turn), grid.box
        grid, words, ink = lying, level(words), without_letters(ink)
    complete = completed(grid, words) if rule == "ruled" else grid
    if complete is None or _is_bars(complete, words):
        return None
    table = filled(complete, words, ink, rule)
    if turn:
        table.area = area
        for cell in table.cells:
            cell.box = shown_box(cell.box, turn)
    return table


def _is_bars(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether a few boxes hold a figure or two and nothing else, as the bars of a chart do."""
    few = len(words) <= BARS and len(grid.slots) > 2 * len(words)
    return few and bool(words) and all(is_figure(word.text) for word in words)


def _mark_ink(tables: Iterable[TableDraft], boxes: Iterable[Box]) -> None:
    """Cells in which something stands that could not be read."""
    for table in tables:
        for box in boxes:
            for cell in table.cells if inside(box, table.box) else ():
                cell.ink = cell.ink or inside(box, cell.box)


def _is_picture(box: Box, tables: Iterable[TableDraft]) -> bool:
    large = box[2] - box[0] > PICTURE and box[3] - box[1] > PICTURE
    return large and not any(inside(box, table.box) for table in tables)


def _notices(ink: Ink) -> list[tuple[str, str]]:
    found = [
        (key, "") for key, is_so in (("page_failed", ink.failed), ("page_cut", ink.cut)) if is_so
    ]
    if (not ink.words and ink.unreadable) or is_picture(ink):
        found.append(("page_without_text", ""))
    return found
