"""Running text in columns: lines of a page beside each other that are read one column after the
other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import mean
from typing import NamedTuple

from extractor.read.pdf.ink import Word
from extractor.read.pdf.text_rows import Piece, Row, is_figure

LEAST_LINES = 4  # of each column
WORDS = 3.0  # a line on average: fewer are cells, names, signatures
FILLED = 0.6  # of its column's width: so long is the usual line of running text
FULL = 0.8  # of its column's width: so long are the lines of short paragraphs that go on
GOES_ON = 0.3  # of the lines: so many begin with a small letter where sentences run over lines
FIGURES = 0.15  # of the words: more figures alone are a table
DENSE = 0.3  # of the words of sentences that run over lines
GUTTER = 7.0  # points
NARROW = 0.6  # of the text's width: no column is wider
FAR = 1e6  # points: beyond every page
ALONE = 4  # lines of one column before the other begins
Gap = tuple[float, float]


class ColumnLine(NamedTuple):
    """A line in reading order: its words, the top of the block that it stands in (None: its own),
    and the number of its column there; 0 outside of columns.
    """

    words: Sequence[Word]
    top: float | None = None
    column: int = 0


def in_reading_order(lines: Sequence[Sequence[Word]], rows: Sequence[Row]) -> Iterator[ColumnLine]:
    """The lines of a page, those of text in columns cut at the gutter and put in order; ``rows``
    are the same lines in their pieces.
    """
    if not _may_be_columns(rows):
        yield from map(ColumnLine, lines)
        return
    whole = max(row.pieces[-1].x1 for row in rows) - min(row.pieces[0].x0 for row in rows)
    narrow = [_is_narrow(row, whole) for row in rows]
    start = 0
    while start < len(lines):
        end, gaps = _block(rows, start, narrow)
        if not gaps:
            yield ColumnLine(lines[start])
            start += 1
            continue
        yield from _columns(lines[start:end], gaps, min(row.top for row in rows[start:end]))
        start = end


def is_text_in_columns(rows: Sequence[Row]) -> bool:
    """Whether running text in columns is all that stands in some rows."""
    return _block(rows, 0, [True] * len(rows))[0] == len(rows)


def _may_be_columns(rows: Sequence[Row]) -> bool:
    """Whether enough lines end left of where enough others begin."""
    ends = sorted(row.pieces[0].x1 for row in rows)
    starts = sorted(row.pieces[-1].x0 for row in rows)
    enough = min(len(ends), len(starts)) >= LEAST_LINES
    return enough and starts[-LEAST_LINES] - ends[LEAST_LINES - 1] > GUTTER


def _is_narrow(row: Row, whole: float) -> bool:
    """Whether a line is short enough for a column, or leaves a gutter open."""
    pieces = row.pieces
    short = pieces[-1].x1 - pieces[0].x0 < NARROW * whole
    return short or any(right.x0 - left.x1 > GUTTER for left, right in pairwise(pieces))


def _columns(
    lines: Sequence[Sequence[Word]], gaps: Sequence[Gap], top: float
) -> Iterator[ColumnLine]:
    """The lines between the gutters, column by column."""
    middles = [(left + right) / 2 for left, right in gaps]
    for number, (left, right) in enumerate(pairwise([-FAR, *middles, FAR]), 1):
        for line in lines:
            words = [word for word in line if left < word.x1 <= right]
            if words:
                yield ColumnLine(words, top, number)


def _block(rows: Sequence[Row], start: int, narrow: Sequence[bool]) -> tuple[int, list[Gap]]:
    """How far text in columns reaches from a row on, and its gutters, if there are any; a row that
    is not narrow ends it.
    """
    open_gaps: list[Gap] = [(-FAR, FAR)]
    end: int = start
    answer: list[Gap] = []
    for at in range(start, len(rows)):
        if not narrow[at]:
            break
        open_gaps = list(_shared(open_gaps, _gaps(rows[at])))
        inner = [gap for gap in open_gaps if gap[0] > -FAR and gap[1] < FAR]
        if not inner and at - start >= ALONE:
            break
        if inner and _are_columns(rows[start : at + 1], inner):
            end, answer = at + 1, inner
    return end, answer


def _gaps(row: Row) -> list[Gap]:
    """The stretches that a row leaves open, the margins among them."""
    pieces = row.pieces
    inner = [(left.x1, right.x0) for left, right in pairwise(pieces)]
    return [(-FAR, pieces[0].x0), *inner, (pieces[-1].x1, FAR)]


def _shared(some: Iterable[Gap], others: Sequence[Gap]) -> Iterator[Gap]:
    for left, right in some:
        for start, end in others:
            both = max(left, start), min(right, end)
            if both[1] - both[0] > GUTTER:
                yield both


def _are_columns(rows: Sequence[Row], gaps: Sequence[Gap]) -> bool:
    """Whether running text stands in each of the columns between the gutters."""
    middles = [(left + right) / 2 for left, right in gaps]
    return all(
        is_running_text([line for row in rows if (line := _between(row, left, right))])
        for left, right in pairwise([-FAR, *middles, FAR])
    )


def _between(row: Row, left: float, right: float) -> list[Piece]:
    """What a row has in one column: text that is set flush comes in several pieces."""
    return [piece for piece in row.pieces if left < piece.x1 <= right]


def is_running_text(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines in their pieces are running text: they fill their column and hold words."""
    words = [piece.words for line in lines for piece in line]
    if len(lines) < LEAST_LINES or sum(words) < WORDS * len(lines):
        return False
    figures = sum(piece.words for line in lines for piece in line if is_figure(piece.text))
    width = max(line[-1].x1 for line in lines) - min(line[0].x0 for line in lines)
    lengths = sorted(line[-1].x1 - line[0].x0 for line in lines)
    goes_on = mean(line[0].text[:1].islower() for line in lines) >= GOES_ON
    fills = lengths[len(lines) // 2] >= FILLED * width
    if goes_on:
        fills = fills or lengths[-len(lines) // 3] >= FULL * width
    return fills and figures <= (DENSE if goes_on else FIGURES) * sum(words)
