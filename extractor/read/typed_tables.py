"""Tables that were typed as text: columns set apart by tab stops, or drawn with lines of the
character set (│ ─ ┌). They become tables of the document.

A group of lines is taken only where its figures stand in columns; a table of contents, a line of
signatures and an address are left as text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from extractor.model import Cell, Chart, Document, Paragraph, Table
from extractor.text import clean, is_blank, visible

Block = Paragraph | Table | Chart
_BARS = re.compile(r"[│┃║|]")
_RULE = re.compile(r"[\s─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬│┃║|+=_-]+")
_CORNERS = re.compile(r"[─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]|[-=_+]{3,}")
_TABS = re.compile(r"(?<!\s)[^\S\t]*\t\s*")
FIGURE = re.compile(
    r"[-+–−]?\s?\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?\s?%?|[-+–−]?\d+(?:[.,]\d+)?\s?%?|[-–—xXхХ]"
)
_PERIOD = re.compile(r"(?:(?:на|за|в)\s)?(?:\d\d\.\d\d\.)?(?:19|20)\d\d(?:\s?(?:г\.?|год\w*))?")
FEWEST_COLUMNS = 3
LONGEST_CELL = 120


def with_typed_tables(document: Document) -> Document:
    """The document with its typed tables as tables; the same where there are none."""
    groups = list(_groups(document.blocks))
    if all(table is None for _, table in groups):
        return document
    places: dict[int, int] = {}
    blocks: list[Block] = []
    for members, table in groups:
        places.update((member.block, len(blocks)) for member in members)
        if table is None:
            blocks += members
        else:
            blocks.append(_table(table, len(blocks), members))
    return _moved(document, blocks, places)


def _groups(blocks: Iterable[Block]) -> Iterator[tuple[list[Block], list[list[str]] | None]]:
    """Blocks that belong together, in order; with their rows where they are a typed table."""
    for kind, members in groupby(blocks, key=_kind):
        group = list(members)
        rows = None
        if kind == "drawn":
            rows = _drawn_rows(_lines(group))
        elif kind == "tabbed":
            rows = _tabbed_rows(_lines(group))
        if rows is not None:
            yield group, rows
        else:
            yield from (([member], None) for member in group)


def _kind(block: Block) -> str:
    if not isinstance(block, Paragraph) or block.origin != "body" or block.level or block.number:
        return ""
    text = block.text
    if _CORNERS.search(text) and _RULE.fullmatch(text):
        return "drawn"
    if len(_BARS.findall(text)) > 1:
        return "drawn"
    return "tabbed" if "\t" in text.strip() else ""


def _lines(group: Sequence[Block]) -> list[str]:
    return [
        line
        for block in group
        if isinstance(block, Paragraph)
        for line in visible(block.text).split("\n")
        if not is_blank(line)
    ]


def _drawn_rows(lines: list[str]) -> list[list[str]] | None:
    """Rows between ruled lines; where no line is ruled between them, each line is a row."""
    parts: list[list[list[str]]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line) and not any(map(str.isalnum, line)):
            parts.append([])
        else:
            parts[-1].append(_cells_of_line(line))
    parts = [part for part in parts if part]
    if len(parts) < 2 or not any(
        "│" in line or "┃" in line or "║" in line or "|" in line for line in lines
    ):
        return None
    rows = [row for part in parts for row in _joined(part)]
    width = max(map(len, rows))
    alike = sum(len(row) == width for row in rows)
    has_figures = any(FIGURE.fullmatch(cell) for row in rows[1:] for cell in row[1:])
    return rows if width > 1 and alike * 2 > len(rows) and has_figures else None


def _cells_of_line(line: str) -> list[str]:
    return [clean(cell) for cell in _BARS.split(line.strip().strip("│┃║|"))]


def _joined(part: list[list[str]]) -> list[list[str]]:
    """The lines of one ruled part: lines of figures are rows, others the lines of one row."""
    if len(part) == 1 or any(len(line) != len(part[0]) for line in part):
        return part
    if sum(any(map(FIGURE.fullmatch, line[1:])) for line in part) > 1:
        return part
    return [[" ".join(filter(None, column)) for column in zip(*part, strict=True)]]


def _tabbed_rows(lines: list[str]) -> list[list[str]] | None:
    """The cells of lines set by tab stops, None where they are no table."""
    rows = [[clean(cell) for cell in _TABS.split(line.strip(" \n"))] for line in lines]
    width = max(map(len, rows))
    if len(rows) < 2 or any(len(row) != width for row in rows):
        return None
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return None
    body = [row for row in rows if _is_row(row)]
    head = rows[0] if not _is_row(rows[0]) else None
    if len(body) < len(rows) - 1 or not body or (head is None and len(body) < 2):
        return None
    if width < FEWEST_COLUMNS and (head is None or len(body) < 2 or not _is_head(head)):
        return None
    return rows if head is None or _is_head(head) else None


def _is_row(row: list[str]) -> bool:
    """Words, then figures in every column: «Читатели | 420 | 427»."""
    values = row[1:]
    periods = sum(bool(_PERIOD.fullmatch(value)) for value in values)
    has_words = any(map(str.isalpha, row[0]))
    return has_words and periods < len(values) and all(map(FIGURE.fullmatch, values))


def _is_head(row: list[str]) -> bool:
    """Words or years over each column of figures, and no figure."""
    return all(
        bool(_PERIOD.fullmatch(cell)) or (not FIGURE.fullmatch(cell) and not is_blank(cell))
        for cell in row[1:]
    )


def _table(rows: list[list[str]], block: int, members: Sequence[Block]) -> Table:
    cells = tuple(
        Cell(row, column, 1, 1, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    first = members[0]
    breaks = any(isinstance(member, Paragraph) and member.breaks for member in members)
    return Table(
        block, len(rows), max(map(len, rows)), cells, breaks=breaks, page=first.page, box=first.box
    )


def _moved(document: Document, blocks: list[Block], places: dict[int, int]) -> Document:
    """The document of these blocks, all that points to a block pointing to its new place."""
    return replace(
        document,
        blocks=tuple(_at(block, index, places) for index, block in enumerate(blocks)),
        notes=tuple(
            replace(note, block=None if note.block is None else places[note.block])
            for note in document.notes
        ),
        notices=tuple(
            replace(notice, block=None if notice.block is None else places.get(notice.block))
            for notice in document.notices
        ),
    )


def _at(block: Block, index: int, places: dict[int, int]) -> Block:
    if not isinstance(block, Table):
        return replace(block, block=index)
    cells = tuple(
        replace(cell, nested=tuple(places[nested] for nested in cell.nested))
        if cell.nested
        else cell
        for cell in block.cells
    )
    parent = None if block.parent is None else places[block.parent]
    return replace(block, block=index, cells=cells, parent=parent)
