"""Words into the cells of a grid: each by its middle, one that crosses a rule cut there by its
letters.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import structs

from extractor.read.pdf.drafts import CellDraft, TableDraft
from extractor.read.pdf.grid import Grid, Slot
from extractor.read.pdf.ink import Ink, Word
from extractor.read.pdf.leaders import without_leaders
from extractor.read.pdf.lines import lines_of, upright
from extractor.read.pdf.text_rows import is_figure

OVER = 2.0  # points by which a word may lean over a rule before it is cut there
NEXT = 0.55  # of the letter size: no word of the next cell begins so close
TIGHT = 0.08  # of the letter size: no gap between the letters of one word is wider
RISE = 0.25  # of the letter size
PADDING = 8.0  # points: Word keeps 5.4 between a rule and the text


def filled(grid: Grid, words: Iterable[Word], ink: Ink, rule: str) -> TableDraft:
    """The table that a grid makes of the words that stand in it."""
    held: list[list[Word]] = [[] for _ in grid.slots]
    last, before = -1, None
    for word in words:
        for piece in _cut_at_walls(word, grid, ink) if rule == "ruled" else (word,):
            index = slot_under(grid, *middle_of(piece))
            if last not in (index, -1) and _touch(grid.slots[index], grid.slots[last]):
                runs_on = (
                    rule == "ruled" and before is not None and _runs_on(before, piece, grid, last)
                )
                if runs_on or ink.clipped(piece):
                    index = last
            held[index].append(piece)
            last, before = index, piece
    cells = [_cell(grid, index, inside, ink.number) for index, inside in enumerate(held)]
    _give_room(cells)
    return TableDraft(ink.number, grid.xs, grid.ys, len(grid.ys) - 1, cells, rule)


def _runs_on(before: Word, word: Word, grid: Grid, last: int) -> bool:
    """Whether a word goes on with a text that has run over the wall of its cell, or crosses the
    wall itself: long names are printed over the rule.
    """
    if word.face.turn or word.base != before.base or is_figure(word.text):
        return False
    wall = grid.xs[grid.slots[last].column + grid.slots[last].column_span]
    gap = word.x0 - before.x1
    return TIGHT * word.face.size < gap <= NEXT * word.face.size and (
        word.x0 < wall - OVER or before.x1 > wall
    )


def middle_of(word: Word) -> tuple[float, float]:
    """The point that says where a word stands: half way along it, a little above its baseline.
    Boxes of turned letters differ between engines, baselines do not.
    """
    turn, rise = word.face.turn, RISE * word.face.size
    if turn in (90, 270):
        return word.base + (rise if turn == 270 else -rise), (word.top + word.bottom) / 2
    return (word.x0 + word.x1) / 2, word.base + (rise if turn == 180 else -rise)


def _touch(one: Slot, other: Slot) -> bool:
    """Whether two slots share a wall or a corner: what a clip hides of a long text stands over
    the next cell.
    """
    rows = one.row <= other.row + other.row_span and other.row <= one.row + one.row_span
    return (
        rows
        and one.column <= other.column + other.column_span
        and other.column <= one.column + one.column_span
    )


def slot_under(grid: Grid, x: float, y: float) -> int:
    """The index of the slot at a point; a hole in the grid answers with its last slot's
    neighbour to the left or above.
    """
    row = min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)
    column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
    line = grid.slot_at[row]
    if line[column] >= 0:
        return line[column]
    near = [each for each in (*reversed(line[:column]), *line[column:]) if each >= 0]
    return near[0] if near else 0


def _cut_at_walls(word: Word, grid: Grid, ink: Ink) -> Sequence[Word]:
    """The pieces of a level word on both sides of a rule: printed close, two cells' texts come
    as one word.
    """
    if word.face.turn or bisect_right(grid.xs, word.x0 + OVER) == bisect_right(
        grid.xs, word.x1 - OVER
    ):
        return (word,)
    y = middle_of(word)[1]
    left, right = slot_under(grid, word.x0 + OVER, y), slot_under(grid, word.x1 - OVER, y)
    if left == right or word.x1 - word.x0 <= 2 * OVER:
        return (word,)
    edges = ink.edges(word)
    if len(edges) != len(word.text):
        return (word,)
    pieces: list[Word] = []
    start = 0
    slots = [slot_under(grid, (x0 + x1) / 2, y) for x0, x1 in edges]
    walls = [index for index in range(1, len(slots)) if slots[index] != slots[index - 1]]
    ends = {
        next((end for end in range(wall, len(slots)) if not _in_word(word, edges, end)), len(slots))
        for wall in walls
    }
    for end in sorted({*ends, len(slots)}):
        text = word.text[start:end]
        pieces.append(
            structs.replace(
                word, text=text, x0=edges[start][0], x1=edges[end - 1][1], first=word.first + start
            )
        )
        start = end
    return pieces


def _in_word(word: Word, edges: Sequence[tuple[float, float]], index: int) -> bool:
    """Whether two letters stand in one word, as they do where its text runs over a rule: close
    together, no capital after a small letter, no figure.
    """
    left, right = word.text[index - 1], word.text[index]
    gap = edges[index][0] - edges[index - 1][1]
    parted = (left.islower() and right.isupper()) or (
        left.isalnum() and right.isalnum() and (left.isdigit() or right.isdigit())
    )
    return gap < TIGHT * word.face.size and not parted


def _cell(grid: Grid, index: int, words: list[Word], page: int) -> CellDraft:
    slot = grid.slots[index]
    draft = CellDraft(*slot, page, grid.box_of(slot))
    words = without_leaders(words)
    if words:
        level = [word for word in words if not word.face.turn]
        if len(level) * 2 >= len(words):
            draft.lines = lines_of(level)
        if len(level) < len(words):
            draft.lines += lines_of([upright(word) for word in words if word.face.turn])
            draft.turned = 2 * len(level) < len(words)
    return draft


def _give_room(cells: Sequence[CellDraft]) -> None:
    """How wide the text of each cell could run: the cell without the padding that the table's
    own texts show.
    """
    gaps = [line.x0 - cell.box[0] for cell in cells if not cell.turned for line in cell.lines]
    padding = min(max(min(gaps, default=0.0), 0.0), PADDING)
    for cell in cells:
        x0, y0, x1, y1 = cell.box
        cell.room = (y1 - y0 if cell.turned else x1 - x0) - 2 * padding
