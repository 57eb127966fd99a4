"""Tables that a page, a blank line or a repeated header had cut, made one again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.model import Chart, Document, Part, Table
from extractor.outline.patterns import matcher
from extractor.outline.rows import Rows, rows_of
from extractor.text import fold

DEEPEST_HEADER = 6
SAME_EDGE = 12.0
"""Points by which the sides of two pieces on different pages may differ."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two tables: nothing but blanks, a page's end, a line that says «continued»."""

    blank: bool = True
    page: bool = False
    continued: bool = False


def joined_tables(document: Document) -> tuple[Table, ...]:
    """The tables in document order, pieces of one joined.

    Of a repeated header only the first print stands in the joined grid; for each piece, ``part.first_row - part.offset`` is the
    number of its rows that repeat it, and the document's own block keeps them.
    """
    found: list[Table] = []
    home: dict[int, int] = {}
    gap = Gap(blank=False)
    last: Table | None = None
    for block in document.blocks:
        if not isinstance(block, Table):
            gap = _wider(gap, block)
        elif block.parent is not None:
            found.append(replace(block, parent=home.get(block.parent, block.parent)))
        else:
            repeated = _repeated_rows(last, block, gap) if last is not None else None
            if last is None or repeated is None:
                found.append(block)
                last = block
            else:
                joined = _joined(last, block, repeated)
                found[_index_of(found, last)] = joined
                last = joined
            home[block.block] = last.block
            gap = Gap()
    return tuple(_nested_behind_parents(found))


def _index_of(found: list[Table], table: Table) -> int:
    """Searched from the end: only its own nested tables stand behind it."""
    return next(at for at in range(len(found) - 1, -1, -1) if found[at] is table)


def _nested_behind_parents(found: list[Table]) -> Iterator[Table]:
    children: dict[int, list[Table]] = {}
    for each in found:
        if each.parent is not None:
            children.setdefault(each.parent, []).append(each)
    pending = [each for each in reversed(found) if each.parent is None]
    while pending:
        table = pending.pop()
        yield table
        pending.extend(reversed(children.get(table.block, [])))


def _wider(gap: Gap, block: object) -> Gap:
    if isinstance(block, Chart):
        return replace(gap, blank=False)
    text = fold(getattr(block, "text", ""))
    page = gap.page or bool(getattr(block, "breaks", False))
    if text and matcher("continued").fullmatch(text):
        return Gap(gap.blank, page, continued=True)
    return Gap(gap.blank and not text and not getattr(block, "pictures", 0), page, gap.continued)


def _repeated_rows(above: Table, under: Table, gap: Gap) -> int | None:
    """How many rows of a table repeat the header of the one above that it continues; None where it is a table of its own."""
    if not gap.blank or above.columns != under.columns or not _same_sides(above, under):
        return None
    one, other = rows_of(above), rows_of(under)
    repeated = _repeated_header(one, other)
    cut = gap.page or under.breaks or gap.continued or _next_page(above, under)
    if repeated:
        is_new = (one.ends_in_total() and not gap.continued) or one.numbering_restarts(other, repeated)
        return None if is_new else repeated
    if other.heading_rows or not one.has_header() or not other.begins_with_data(one):
        return None
    if gap.continued or one.numbering_goes_on(other):
        return 0
    if one.ends_in_total() or other.numbering_starts() or one.shares_label(other):
        return None
    return 0 if cut or one.same_pattern(other) else None


def _same_sides(above: Table, under: Table) -> bool:
    """Where the file gives boxes, pieces of one table have the same left and right side."""
    if above.box is None or under.box is None:
        return True
    return abs(above.box[0] - under.box[0]) <= SAME_EDGE and abs(above.box[2] - under.box[2]) <= SAME_EDGE


def _next_page(above: Table, under: Table) -> bool:
    pages = [cell.page for cell in above.cells if cell.page is not None]
    return under.page is not None and bool(pages) and under.page == max(pages) + 1


def _repeated_header(one: Rows, other: Rows) -> int:
    """The number of first rows that are printed as rows of the other's header: all of it, or its last (a row «1 | 2 | 3»)."""
    header = min(one.header_height(), DEEPEST_HEADER)
    for start in range(header):
        height = header - start
        is_same = height < len(other.shapes) and other.shapes[:height] == one.shapes[start:header]
        if is_same and (start == 0 or one.is_counting(start)):
            return height
    return 0


def _joined(above: Table, under: Table, repeated: int) -> Table:
    offset = above.rows - repeated
    parts = above.parts or (Part(above.block, 0, 0),)
    kept = tuple(replace(each, row=each.row + offset) for each in under.cells if each.row >= repeated)
    part = Part(under.block, above.rows, offset)
    return replace(above, rows=offset + under.rows, cells=above.cells + kept, parts=(*parts, part))


