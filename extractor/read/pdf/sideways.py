"""Text drawn sideways: a whole page that its file does not turn, a table among level text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from extractor.model.place import Box
from extractor.read.pdf.cells import middle_of, slot_under
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Ink, Word, no_edges, not_clipped
from extractor.read.pdf.lines import upright

MOST = 0.8  # of the letters: so many that read one way say how a page or a table is read
LEAST = 20  # letters of a page that can say so


def usual_turn(words: Sequence[Word], least: int = LEAST) -> int:
    """How most letters read: 0, 90, 180 or 270; 0 where few or none agree."""
    if not any(word.face.turn for word in words):
        return 0
    turns: Counter[int] = Counter()
    for word in words:
        if not word.face.slanted:
            turns[word.face.turn] += len(word.text)
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if count >= max(least, MOST * turns.total()) else 0


def on_turned_page(words: Sequence[Word], turn: int, ink: Ink) -> list[Word]:
    """Words of a page that was drawn sideways where they stand once it is turned upright."""
    right = ink.width if turn in (90, 180) else 0.0
    down = ink.height if turn in (180, 270) else 0.0
    return [
        structs.replace(
            word,
            x0=word.x0 + right,
            x1=word.x1 + right,
            top=word.top + down,
            bottom=word.bottom + down,
            base=word.base + down,
        )
        for word in level(words)
    ]


def turn_of_table(grid: Grid, words: Sequence[Word]) -> int:
    """How a table that was drawn sideways reads; 0 for one whose head alone is turned."""
    turn = usual_turn(words, 1) if len(grid.slots) > 1 else 0
    slots = {slot_under(grid, *middle_of(word)) for word in words} if turn else set()
    rows = {grid.slots[index].row for index in slots}
    columns = {grid.slots[index].column for index in slots}
    return turn if min(len(rows), len(columns)) > 1 else 0


def turned_grid(grid: Grid, turn: int) -> Grid:
    """The grid as it lies when its text is level, in the coordinates of ``upright`` words."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    left, down = [-x for x in reversed(grid.xs)], [-y for y in reversed(grid.ys)]
    slots = [_turned_slot(slot, turn, rows, columns) for slot in grid.slots]
    xs, ys = {90: (down, grid.xs), 270: (grid.ys, left), 180: (left, down)}[turn]
    return grid_of_slots(slots, xs, ys)


def _turned_slot(slot: Slot, turn: int, rows: int, columns: int) -> Slot:
    row, column, row_span, column_span = slot
    right, below = columns - column - column_span, rows - row - row_span
    if turn == 90:
        return Slot(column, below, column_span, row_span)
    if turn == 270:
        return Slot(right, row, column_span, row_span)
    return Slot(below, right, row_span, column_span)


def shown_box(box: Box, turn: int) -> Box:
    """A box of a turned grid where it stands on the page."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, -x1, y1, -x0
    if turn == 270:
        return -y1, x0, -y0, x1
    return -x1, -y1, -x0, -y0


def level(words: Sequence[Word]) -> list[Word]:
    """Turned words as level ones."""
    return [
        structs.replace(upright(word), face=structs.replace(word.face, turn=0))
        if word.face.turn
        else word
        for word in words
    ]


def without_letters(ink: Ink) -> Ink:
    """The page for words that were turned: the engine's places of single letters hold no more."""
    return replace(ink, edges=no_edges, clipped=not_clipped)
