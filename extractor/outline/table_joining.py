"""Tables that a page, a blank line or a repeated header had cut, made one again."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Cell, Chart, Document, Part, Table
from extractor.outline.patterns import matcher, start_of
from extractor.outline.table_rows import Rows, Shape, rows_of

DEEPEST_HEADER = 6
SAME_EDGE = 12.0
"""Points by which the sides of two pieces on different pages may differ."""


class Gap(Struct, frozen=True, gc=False):
    """What stands between two tables: nothing but blanks, a page's end, a line that says
    «continued».
    """

    blank: bool = True
    page: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece of a table and how many of its first rows repeat the header."""

    table: Table
    repeated: int


def joined_tables(document: Document, joined: Set[int] = frozenset()) -> tuple[Table, ...]:
    """Return the tables in document order, pieces of one joined, each followed by those nested in
    it. ``joined`` are the blocks of tables that a person joins to the one above.

    Of a repeated header only the first print stands in the joined grid; for each piece,
    ``part.first_row - part.offset`` is the number of its rows that repeat it, and the document's
    own block keeps them.
    """
    groups: list[list[Piece]] = []
    home: dict[int | None, int] = {}
    nested: dict[int, list[Table]] = {}
    gap = Gap(blank=False)
    for block in document.blocks:
        if not isinstance(block, Table):
            gap = _wider(gap, block)
        elif block.parent in home:
            parent = home[block.parent]
            home[block.block] = block.block
            nested.setdefault(parent, []).append(replace(block, parent=parent))
        else:
            repeated = _repeated_rows(groups[-1], block, gap) if groups else None
            if groups and repeated is None and block.block in joined:
                repeated = _repeated_header(_known_rows(groups[-1]), rows_of(block))
            if repeated is None:
                groups.append([])
            groups[-1].append(Piece(block, repeated or 0))
            home[block.block] = groups[-1][0].table.block
            gap = Gap()
    return tuple(_with_nested([_joined(group) for group in groups], nested))


def _with_nested(tables: list[Table], nested: dict[int, list[Table]]) -> Iterator[Table]:
    pending = tables[::-1]
    while pending:
        table = pending.pop()
        yield table
        pending.extend(reversed(nested.get(table.block, [])))


def _wider(gap: Gap, block: object) -> Gap:
    if isinstance(block, Chart):
        return replace(gap, blank=False)
    text = start_of(getattr(block, "text", ""))
    page = gap.page or bool(getattr(block, "breaks", False))
    if text and matcher("continued").fullmatch(text):
        return Gap(gap.blank, page, continued=True)
    return Gap(gap.blank and not text and not getattr(block, "pictures", 0), page, gap.continued)


def _repeated_rows(pieces: list[Piece], under: Table, gap: Gap) -> int | None:
    """How many rows of a table repeat the header of the one above that it continues; None where
    it is a table of its own.
    """
    above = pieces[-1].table
    if not gap.blank or above.columns != under.columns or not _same_sides(above, under):
        return None
    one, other = _known_rows(pieces), rows_of(under)
    repeated = _repeated_header(one, other)
    if repeated:
        is_new = (one.ends_in_total() and not gap.continued) or one.numbering_restarts(
            other, repeated
        )
        return None if is_new else repeated
    is_cut = gap.page or gap.continued or under.breaks or _next_page(above, under)
    return (
        0
        if not under.heading_rows
        and one.has_header()
        and _goes_on(one, other, is_cut, gap.continued)
        else None
    )


def _goes_on(one: Rows, other: Rows, is_cut: bool, is_said: bool) -> bool:
    """Return whether rows without a header of their own continue the rows above; ``is_said``: a
    line says so.
    """
    if one.numbering_goes_on(other):
        return True
    if other.numbers_rows or one.numbering_restarts(other, 0):
        return False
    if is_said:
        return not other.bold[0]
    if one.ends_in_total() or one.begins_alike(other):
        return False
    if is_cut and one.holds_words():
        return one.bold[0] and not other.bold[0]
    return other.begins_with_figures() and (is_cut or one.same_pattern(other))


def _same_sides(above: Table, under: Table) -> bool:
    """Where the file gives boxes, pieces of one table have the same left and right side."""
    if above.box is None or under.box is None:
        return True
    return (
        abs(above.box[0] - under.box[0]) <= SAME_EDGE
        and abs(above.box[2] - under.box[2]) <= SAME_EDGE
    )


def _next_page(above: Table, under: Table) -> bool:
    pages = [cell.page for cell in above.cells if cell.page is not None]
    return under.page is not None and bool(pages) and under.page == max(pages) + 1


def _repeated_header(one: Rows, other: Rows) -> int:
    """How many first rows are printed as the other's header: the whole of one of the headers, or
    only its row «1 | 2 | 3».
    """
    heights = (one.header_height, other.header_height)
    pairs = zip(one.shapes[: max(heights)], other.shapes[:-1], strict=False)
    same = sum(1 for _ in takewhile(lambda pair: _unspaced(pair[0]) == _unspaced(pair[1]), pairs))
    if same >= min(heights):
        return min(same, DEEPEST_HEADER)
    last = one.header_height - 1
    return int(
        one.is_counting(last) and len(other.shapes) > 1 and other.shapes[0] == one.shapes[last]
    )


def _unspaced(shape: Shape) -> Shape:
    """A row without the spaces of its words: a line may end in a PDF where it does not in the
    next print.
    """
    return tuple(
        (column, width, height, text.replace(" ", "")) for column, width, height, text in shape
    )


def _known_rows(pieces: list[Piece]) -> Rows:
    """Return the rows of the first piece, which has the header, and of the last: enough, however
    many stand between.
    """
    first = rows_of(pieces[0].table)
    return (
        first
        if len(pieces) == 1
        else first.followed_by(rows_of(pieces[-1].table), pieces[-1].repeated)
    )


def _joined(pieces: list[Piece]) -> Table:
    if len(pieces) == 1:
        return pieces[0].table
    rows = 0
    parts: list[Part] = []
    cells: list[Cell] = []
    for piece in pieces:
        offset = rows - piece.repeated
        parts.append(Part(piece.table.block, rows, offset))
        cells.extend(
            replace(cell, row=cell.row + offset)
            for cell in piece.table.cells
            if cell.row >= piece.repeated
        )
        rows = offset + piece.table.rows
    columns = max(piece.table.columns for piece in pieces)
    same = {"rows": rows, "columns": columns, "cells": tuple(cells), "parts": tuple(parts)}
    return replace(pieces[0].table, **same)
