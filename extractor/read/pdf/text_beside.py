"""Words of tables of three lines that stand in one column of a page whose other columns hold
running text.
"""

from collections.abc import Iterable, Iterator, Sequence

from extractor.model.place import Box
from extractor.read.pdf.baselines import rows_of
from extractor.read.pdf.ink import Rule, Word
from extractor.read.pdf.text_columns import is_running_text
from extractor.read.pdf.text_rows import is_figure, row_of
from extractor.read.pdf.unruled_tables import frames_of

LEAN = 3.0  # points by which words may reach over the ends of a table's rules
CROSSES = 8.0  # points by which text that is of no column lies over a side
LEAST_HEIGHT = 30.0  # points: three lines of text
AROUND = 48.0  # points above and below a table: four lines of text
LEAST_LINES = 2  # of them


def framed_words(words: Sequence[Word], across: Sequence[Rule]) -> Iterator[list[Word]]:
    """The words between the rules of each table that running text stands beside."""
    words = [word for word in words if not word.face.turn]
    for x0, y0, x1, y1 in frames_of(across):
        box = (x0 - LEAN, y0, x1 + LEAN, y1)
        inside = [word for word in _between(words, y0, y1) if not _is_beside(word, box)]
        tall = y1 - y0 >= LEAST_HEIGHT
        if tall and inside and _is_labelled(inside) and _has_text_beside(words, box):
            yield inside


def _is_labelled(words: Sequence[Word]) -> bool:
    """Whether rows of figures begin with labels; where not, their labels stand beside."""
    rows = [row for row in map(row_of, rows_of(words)) if len(row.pieces) > 1]
    labels = sum(not is_figure(row.pieces[0].text) for row in rows)
    return 2 * labels > len(rows)


def _between(words: Iterable[Word], top: float, bottom: float) -> list[Word]:
    return [word for word in words if top < word.base < bottom]


def _is_beside(word: Word, box: Box) -> bool:
    return word.x1 < box[0] or box[2] < word.x0


def _has_text_beside(words: Sequence[Word], box: Box) -> bool:
    """Whether running text stands on a side of a box and goes on above or below it; a label of
    the box's own table does not.
    """
    level = _between(words, box[1], box[3])
    if any(word.x0 < edge < word.x1 for word in level for edge in (box[0], box[2])):
        return False
    sides = [[word for word in level if word.x1 < box[0]]]
    sides.append([word for word in level if word.x0 > box[2]])
    around = [_between(words, box[1] - AROUND, box[1]), _between(words, box[3], box[3] + AROUND)]
    return any(sides) and all(
        not side or any(_goes_on(side, zone, box) for zone in around) for side in sides
    )


def _goes_on(side: Sequence[Word], zone: Iterable[Word], box: Box) -> bool:
    """Whether text beside a box and above or below it is of one column, which nothing leaves."""
    rows = [row_of(line) for line in rows_of(list(zone))]
    if any(
        piece.x0 + CROSSES < edge < piece.x1 - CROSSES
        for row in rows
        for piece in row.pieces
        for edge in (box[0], box[2])
    ):
        return False
    left, right = min(word.x0 for word in side), max(word.x1 for word in side)
    more = [[piece for piece in row.pieces if left < piece.x1 and piece.x0 < right] for row in rows]
    lines = [pieces for pieces in more if pieces]
    held = [row_of(line).pieces for line in rows_of(side)]
    return len(lines) >= LEAST_LINES and is_running_text([*held, *lines])
