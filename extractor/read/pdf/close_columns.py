"""Columns that stand closer together than the words of one text may: each row alone does not part
them, all rows together do.

Two signs: figures that cannot be one number row after row («41,2 44,8», «655 3 906»), and words
that begin at the same place in every row, after gaps of different width.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import structs

from extractor.read.pdf.text_rows import Piece, Row, is_broken_number, is_figure

LEAST_ROWS = 3
LEAST_STARTS = 4
MOST = 0.6  # of the rows that can tell
ALL = 0.8  # of the rows: so many keep to a start
SLIT = 1.0  # points: a narrower gutter parts nothing
SAME = 1.0  # points between starts at one place
VARIES = 3.0  # points between the widest and the narrowest gap before such a start
Part = tuple[float, float, str]
Columns = Sequence[tuple[float, float]]

_DIGIT = re.compile(r"\d")


def with_close_columns(rows: Sequence[Row], told: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows with their pieces cut at gutters that only all of the rows together show; ``told``
    are those that tell the columns.
    """
    cuts = [cut for column in columns for cut in _cuts_in(column, told)]
    return [_cut(row, cuts) for row in rows] if cuts else list(rows)


def _cuts_in(column: tuple[float, float], rows: Sequence[Row]) -> list[float]:
    """Where one column falls apart."""
    held = [parts for row in rows if len(parts := list(_parts_in(row, column))) > 1]
    if len(held) < LEAST_ROWS:
        return []
    cuts = [x for x in _gutters(held) if _are_two_figures(held, x)]
    left = min([parts[0][0] for parts in held])
    starts = _starts(held) if len(held) >= LEAST_STARTS else []
    every = sum(
        any(piece.x0 < column[1] and piece.x1 > column[0] for piece in row.pieces) for row in rows
    )
    return [*cuts, *(x for x in starts if x > left + SAME and len(held) >= ALL * every)]


def _parts_in(row: Row, column: tuple[float, float]) -> Iterator[Part]:
    for piece in row.pieces:
        if piece.x0 < column[1] and piece.x1 > column[0]:
            yield from piece.parts


def _gutters(held: Sequence[Sequence[Part]]) -> Iterator[float]:
    """The middles of the slits that no word of any row covers."""
    words = sorted((x0, x1) for parts in held for x0, x1, _ in parts)
    end = words[0][1]
    for x0, x1 in words[1:]:
        if x0 - end > SLIT:
            yield (x0 + end) / 2
        end = max(end, x1)


def _are_two_figures(held: Sequence[Sequence[Part]], x: float) -> bool:
    """Whether what stands left and right of a place cannot be one number, row after row."""
    votes = [vote for parts in held if (vote := _parted_at(parts, x)) is not None]
    return len(votes) >= LEAST_ROWS and sum(votes) >= MOST * len(votes)


def _parted_at(parts: Sequence[Part], x: float) -> bool | None:
    """Whether the words on both sides of a place are two figures; None where it cannot be told."""
    left = [text for _, end, text in parts if end <= x]
    right = [text for start, _, text in parts if start >= x]
    if not left or not right:
        return None
    pair = left[-1], right[0]
    if not all(is_figure(text) and _DIGIT.search(text) for text in pair) or "(" in right[0]:
        return None
    return not is_broken_number(pair)


def _starts(held: Sequence[Sequence[Part]]) -> Iterator[float]:
    """Where nearly all rows begin a word after gaps of different width."""
    firsts = [part[0] for parts in held for part in parts[1:]]
    found = -SAME
    for x in sorted(firsts):
        if x - found <= 2 * SAME:
            continue
        gaps = [gap for parts in held if (gap := _gap_before(parts, x)) is not None]
        if len(gaps) >= ALL * len(held) and max(gaps) - min(gaps) > VARIES:
            found = x
            yield x - min(SLIT, median(gaps)) / 2


def _gap_before(parts: Sequence[Part], x: float) -> float | None:
    """The gap before the word that begins at a place."""
    for before, after in pairwise(parts):
        if abs(after[0] - x) <= SAME:
            return after[0] - before[1]
    return None


def _cut(row: Row, cuts: Sequence[float]) -> Row:
    pieces = [part for piece in row.pieces for part in _pieces(piece, cuts)]
    return row if len(pieces) == len(row.pieces) else structs.replace(row, pieces=pieces)


def _pieces(piece: Piece, cuts: Sequence[float]) -> Iterator[Piece]:
    """A piece cut at the places that none of its words crosses."""
    groups: list[list[Part]] = []
    for part in piece.parts:
        parted = groups and any(groups[-1][-1][1] <= x <= part[0] for x in cuts)
        if not groups or parted:
            groups.append([])
        groups[-1].append(part)
    if len(groups) < 2:
        yield piece
        return
    for group in groups:
        text = " ".join([word for *_, word in group])
        yield Piece(group[0][0], group[-1][1], text, len(group), tuple(group))
