"""A table over several pages is one: its head once, a row that the page cut whole, columns by
their lines on the paper.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.read.pdf.drafts import CellDraft, Drawn, PageDraft, Prose, TableDraft
from extractor.read.pdf.lines import joint
from extractor.read.pdf.open_joining import fit
from extractor.read.pdf.rules import clusters, landmarks, nearest
from extractor.rules import Rule, first_match
from extractor.text import fold

SAME_EDGE = 3.0  # points between the sides of one table on two pages
AT_TOP = 12.0  # points below the highest text of such pages: no line of text fits above the table
MOST_INNER = 0.6  # of the inner lines of the plainer piece that the other must show, too
LABEL = 8  # letters: a shorter beginning is a label of its own
_YEAR = re.compile(r"(?:19|20)\d\d")
Pairs = Sequence[tuple[CellDraft, CellDraft]]
_FIGURE = re.compile(r"[\d\s.,%+–—-]+")


def stitched(pages: Sequence[PageDraft]) -> None:
    """Move what continues a table into the page where the table begins."""
    extent = _extents(pages)
    upper: TableDraft | None = None
    for above, below in pairwise(pages):
        if above.items:
            last = above.items[-1]
            upper = last if isinstance(last, TableDraft) else None
        lower = below.items[0] if below.items else None
        if upper is None or not isinstance(lower, TableDraft):
            upper = None
            continue
        fit(upper, lower)
        floor = min(extent[_size(above)][1], above.floor or above.height)
        if _continues(upper, lower, floor, extent[_size(below)][0]):
            _append(upper, lower)
            del below.items[0]
        else:
            upper = None


def _size(page: PageDraft) -> tuple[int, int]:
    return round(page.width / 5), round(page.height / 5)


def _extents(pages: Iterable[PageDraft]) -> dict[tuple[int, int], tuple[float, float]]:
    """For each size of page how high and how low its contents reach."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for page in pages:
        boxes = [item.box for item in page.items if not getattr(item, "turned", False)]
        top, bottom = found.get(_size(page), (page.height, 0.0))
        found[_size(page)] = (
            min([top, *(box[1] for box in boxes)]),
            max([bottom, *(box[3] for box in boxes)]),
        )
    return found


def _continues(upper: TableDraft, lower: TableDraft, floor: float, ceiling: float) -> bool:
    """Whether the table at the top of a page goes on from the one at the foot of the page before:
    text reaches down to ``floor`` there and up to ``ceiling`` here.
    """
    if abs(upper.xs[0] - lower.xs[0]) > SAME_EDGE or abs(upper.xs[-1] - lower.xs[-1]) > SAME_EDGE:
        return False
    if lower.ys[0] > ceiling + AT_TOP or not _alike_inside(upper, lower):
        return False
    head = _repeated_rows(upper, lower)
    next_row = lower.ys[head + 1] - lower.ys[head] if head + 1 < len(lower.ys) else 0.0
    return bool(head) or floor - _foot_of(upper) < next_row + SAME_EDGE


def _foot_of(table: TableDraft) -> float:
    return table.cells[-1].box[3] if table.cells else table.ys[-1]


def _alike_inside(upper: TableDraft, lower: TableDraft) -> bool:
    few, many = sorted((upper.xs[1:-1], lower.xs[1:-1]), key=len)
    same = sum(abs(many[nearest(many, x)] - x) <= SAME_EDGE for x in few) if many else 0
    return same >= MOST_INNER * len(few)


def _repeated_rows(upper: TableDraft, lower: TableDraft) -> int:
    """How many rows at the beginning of the lower piece repeat the beginning of the table."""
    head = 0
    for rows in range(1, min(upper.rows, lower.rows) + 1):
        one, other = _rows_of(upper, rows), _rows_of(lower, rows)
        if one is None or other is None:
            continue
        if (
            len(one) != len(other)
            or not all(map(_same_label, one, other))
            or not any(text for *_, text in one)
        ):
            break
        head = rows
    return head if head < lower.rows else 0


def _rows_of(table: TableDraft, rows: int) -> list[tuple[int, int, int, str]] | None:
    """The cells of the first rows as they look; None where a cell reaches further down."""
    cells = [cell for cell in table.cells if cell.row < rows]
    if any(cell.row + cell.row_span > rows for cell in cells):
        return None
    return [
        (cell.row, round(cell.box[0] / 4), round(cell.box[2] / 4), fold(_plain(cell)))
        for cell in cells
    ]


def _same_label(one: tuple[int, int, int, str], other: tuple[int, int, int, str]) -> bool:
    """The same cell with the same text, or with its beginning: a head of fixed height shows less
    of a long label.
    """
    return one[:3] == other[:3] and (
        one[3] == other[3] or (len(other[3]) > LABEL and one[3].startswith(other[3]))
    )


def _plain(cell: CellDraft) -> str:
    return " ".join(line.text for line in cell.lines)


def _append(upper: TableDraft, lower: TableDraft) -> None:
    """The rows of the lower piece under those of the upper one."""
    head = _repeated_rows(upper, lower)
    added = [cell for cell in lower.cells if cell.row >= head]
    _align(upper, lower, added)
    first = [cell for cell in added if cell.row == head]
    last = {cell.column: cell for cell in upper.cells if cell.row + cell.row_span == upper.rows}
    shift = upper.rows - head
    if _is_cut_row(last, first, _habits_of(upper)):
        shift -= 1
        for cell in first:
            _lengthen(last[cell.column], cell, cell.row_span - 1)
        added = [cell for cell in added if cell.row > head]
    else:
        other = _is_parted_heading(last, first)
        whole = [cell for cell in first if _spans_the_break(last.get(cell.column), cell, other)]
        for cell in whole:
            _lengthen(last[cell.column], cell, cell.row_span)
        added = [cell for cell in added if cell not in whole]
    for cell in added:
        cell.row += shift
    upper.cells += added
    upper.rows = shift + lower.rows
    upper.heading_rows, upper.breaks = max(upper.heading_rows, head), True


def _lengthen(cell: CellDraft, more: CellDraft, rows: int) -> None:
    cell.lines += more.lines
    cell.row_span += rows
    cell.ink = cell.ink or more.ink
    cell.inside += more.inside


def _align(upper: TableDraft, lower: TableDraft, added: Iterable[CellDraft]) -> None:
    """Count the columns of both pieces by the lines that either shows."""
    edges = landmarks([*upper.xs, *lower.xs], SAME_EDGE)
    if len(clusters([*upper.xs, *lower.xs], SAME_EDGE)) == len(upper.xs) == len(lower.xs):
        return
    for cells, xs in ((upper.cells, upper.xs), (added, lower.xs)):
        for cell in cells:
            left, right = xs[cell.column], xs[cell.column + cell.column_span]
            cell.column = nearest(edges, left)
            cell.column_span = max(1, nearest(edges, right) - cell.column)
    upper.xs = edges


class Habits(NamedTuple):
    """What rows of a table may look like: begin with an empty cell, hold nothing but a label."""

    blank_stubs: bool
    lone_labels: bool


class Cut(NamedTuple):
    """A row below a break: its cells beside those of the row above; ``filled`` are the pairs with
    text below.
    """

    both: Pairs
    filled: Pairs
    habits: Habits


def _habits_of(table: TableDraft) -> Habits:
    by_row: dict[int, list[CellDraft]] = {}
    for cell in table.cells:
        if cell.column_span < len(table.xs) - 1:
            by_row.setdefault(cell.row, []).append(cell)
    shapes = [
        [bool(cell.lines) for cell in cells]
        for row, cells in by_row.items()
        if row and len(cells) > 1
    ]
    return Habits(
        any(not shape[0] and any(shape) for shape in shapes),
        any(shape[0] and not any(shape[1:]) for shape in shapes),
    )


def _is_cut_row(last: dict[int, CellDraft], first: Sequence[CellDraft], habits: Habits) -> bool:
    """Whether the first row below goes on with the last row above: it is empty (the space below the
    text of a cut row), or each of its texts has a beginning up there, no figure stands under a
    figure, and one of the rules CUTS sees the row go on.
    """
    pairs = [(last.get(cell.column), cell) for cell in first]
    both = [
        (up, cell) for up, cell in pairs if up is not None and up.column_span == cell.column_span
    ]
    filled = [(up, cell) for up, cell in both if cell.lines]
    if not filled and first and any(cell.lines for cell in last.values()):
        return len(both) == len(first)
    if (
        len(both) < len(first)
        or not filled
        or any(not up.lines or _is_new(up, cell) for up, cell in filled)
    ):
        return False
    return first_match(CUTS, Cut(both, filled, habits)) is not None


def label_ended(cut: Cut) -> bool:
    """The label stands above alone; where rows may lack a label, a text must go on, too."""
    both, filled, habits = cut
    up, below = both[0]
    return (
        bool(up.lines)
        and not below.lines
        and (not habits.blank_stubs or any(map(_goes_on, filled)))
    )


def only_label_goes_on(cut: Cut) -> bool:
    """из них:|· взрослых: all figures stand above, the label has more lines."""
    both, filled, habits = cut
    up, below = both[0]
    if len(filled) > 1 or not below.lines or not any(above.lines for above, _ in both[1:]):
        return False
    between = joint(up.lines[-1], below.lines[0], up.room)
    full = between not in (" ", "\n") or (between == " " and not habits.lone_labels)
    return full or _plain(up).endswith((":", ",")) or _in_sentence(below)


def every_text_goes_on(cut: Cut) -> bool:
    """Each text has its beginning above, and one of them fills its line."""
    return any(map(_goes_on, cut.filled)) and all(_in_sentence(cell) for _, cell in cut.filled)


def _goes_on(pair: tuple[CellDraft, CellDraft]) -> bool:
    """The last line above is full."""
    up, cell = pair
    return joint(up.lines[-1], cell.lines[0], up.room) != "\n"


CUTS: tuple[Rule[Cut, bool], ...] = (
    Rule(
        "label_ended",
        label_ended,
        """
        | Показатель | Что сделано |
        | Фонд | Книги, брошюры |
        -----
        | | Журналы и ноты |
        | Ноты | Закупка |
        """,
    ),
    Rule(
        "only_label_goes_on",
        only_label_goes_on,
        """
        | Показатель | 2022 | 2023 |
        | Книги, брошюры, | 1 | 2 |
        -----
        | газеты и журналы | | |
        | Ноты | 7 | 8 |
        """,
    ),
    Rule(
        "every_text_goes_on",
        every_text_goes_on,
        """
        | Показатель | Что сделано |
        | Фонд и его состав по видам изд | Книги и брошюры |
        -----
        | и языкам | и журналы |
        | Ноты | Закупка |
        """,
    ),
)


def _is_new(up: CellDraft, cell: CellDraft) -> bool:
    """A figure under a figure: the next row's own."""
    return bool(_FIGURE.fullmatch(_plain(up))) and bool(_FIGURE.fullmatch(_plain(cell)))


def _in_sentence(cell: CellDraft) -> bool:
    return cell.lines[0].text[:1].islower() or cell.lines[0].text[:1] in ")],;.:"


def _is_parted_heading(last: dict[int, CellDraft], first: Sequence[CellDraft]) -> bool:
    """Whether headings, rows without figures, have other columns below the break than above."""
    if any(
        _FIGURE.fullmatch(_plain(cell))
        for cell in (*last.values(), *first)
        if cell.lines and not _is_year(cell)
    ):
        return False
    return any(
        (up := last.get(cell.column)) is None or up.column_span != cell.column_span
        for cell in first
    )


def _is_year(cell: CellDraft) -> bool:
    return bool(_YEAR.fullmatch(_plain(cell)))


def _spans_the_break(up: CellDraft | None, cell: CellDraft, other: bool) -> bool:
    """Whether a cell goes on below the break beside new rows: a group's label over several rows, a
    heading beside headings that are parted further down (``other``: the row below has other columns
    than the one above).
    """
    if up is None or up.column_span != cell.column_span:
        return False
    if not cell.lines:
        return max(up.row_span, cell.row_span) > 1 or (other and bool(up.lines))
    return other and bool(up.lines) and _in_sentence(cell) and _goes_on((up, cell))


def dissolved(pages: Iterable[PageDraft]) -> None:
    """A frame around a single text that no table went on from is no table: its lines stand among
    the others.
    """
    for page in pages:
        items: list[Prose | TableDraft | Drawn] = []
        for item in page.items:
            if isinstance(item, TableDraft) and len(item.cells) == 1:
                items += [Prose(line, item.cells[0].turned) for line in item.cells[0].lines]
            else:
                items.append(item)
        page.items = items
