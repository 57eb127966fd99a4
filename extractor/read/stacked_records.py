"""Rows in which several records stand under one another, a line of each cell for each: a row of the
table for each record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from extractor.model import Cell, Document, Table
from extractor.read.typed_tables import FIGURE
from extractor.text import clean, is_blank, visible

# «Луговская», «2. Читатели», «№ 4»; a small letter goes on from the line above.
_BEGINS = re.compile(r"(?:\d+[.)]?\s|[«\"(№])*[^\W\d_a-zа-яё]|№")
# «Озёрская \n ЦБ»: a shortened kind of library is no name of its own.
_SHORT_FORM = re.compile(r"[А-ЯЁA-Z]{1,5}|[«\"].*")
_UNFINISHED = re.compile(r"[-–—,(«:]$|(?:^|\s)(?:и|в|на|с|по|из|для|при|от|до|имени|им\.)$", re.I)


def with_records_apart(document: Document) -> Document:
    """The document whose tables have a row for each record; the same where they have."""
    blocks = tuple(
        _apart(block) if isinstance(block, Table) else block for block in document.blocks
    )
    same = all(one is other for one, other in zip(blocks, document.blocks, strict=True))
    return document if same else replace(document, blocks=blocks)


def _apart(table: Table) -> Table:
    rows = {row: list(cells) for row, cells in groupby(table.cells, key=attrgetter("row"))}
    heights = {
        row: height
        for row, cells in rows.items()
        if row >= table.heading_rows and (height := _records(cells)) > 1
    }
    if not heights:
        return table
    cells = [cell for row in rows for cell in _moved(rows[row], heights)]
    return replace(
        table,
        rows=table.rows + sum(heights.values()) - len(heights),
        cells=tuple(sorted(cells, key=attrgetter("row", "column"))),
    )


def _records(cells: Sequence[Cell]) -> int:
    """How many records stand in a row: 1 where its lines do not tell."""
    if sum("\n" in cell.text for cell in cells) < 2:
        return 1
    lines = [_lines(cell) for cell in cells]
    stacked = [each for each in lines if len(each) > 1]
    heights = {len(each) for each in stacked}
    if len(heights) != 1 or any(cell.row_span > 1 for cell in cells):
        return 1
    names = [each for each in stacked if not _are_figures(each)]
    alone = [each[0] for each in lines if len(each) == 1]
    plain = not any(cell.nested or cell.links or cell.notes or cell.number for cell in cells)
    shared = any(map(FIGURE.fullmatch, alone))  # one figure for all: of which record?
    fits = plain and not shared and len(names) == 1 and _are_names(names[0])
    return heights.pop() if fits and len(stacked) > 1 else 1


def _lines(cell: Cell) -> list[str]:
    return [clean(line) for line in visible(cell.text).split("\n") if not is_blank(line)]


def _are_figures(lines: Iterable[str]) -> bool:
    return all(map(FIGURE.fullmatch, lines))


def _are_names(lines: Sequence[str]) -> bool:
    """«Лесновская СБ», «Полянская СБ»: each line a name by itself, none twice."""
    whole = all(_BEGINS.match(line) and not _UNFINISHED.search(line) for line in lines)
    return whole and len(set(lines)) == len(lines) and not any(map(_SHORT_FORM.fullmatch, lines))


def _moved(cells: Iterable[Cell], heights: dict[int, int]) -> Iterator[Cell]:
    """The cells of a row at their new places, a cell of several lines as several."""
    for cell in cells:
        above = sum(height - 1 for row, height in heights.items() if row < cell.row)
        height = heights.get(cell.row, 1)
        lines = _lines(cell) or [""] * height
        if height > 1 and len(lines) == height:
            for place, line in enumerate(lines):
                yield replace(cell, row=cell.row + above + place, text=line)
        else:
            last = cell.row + cell.row_span
            inside = sum(h - 1 for row, h in heights.items() if cell.row <= row < last)
            yield replace(cell, row=cell.row + above, row_span=cell.row_span + inside)
