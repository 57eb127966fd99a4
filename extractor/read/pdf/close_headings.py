"""Headings that stand so close together that they came as one piece of text: «2022 год 2023 год»
over two columns of figures.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import structs

from extractor.read.pdf.text_rows import Piece, Row

NEAR = 4.0  # points by which a heading may miss the middle or the edge of its column
WIDE = 0.25  # of the distance of the columns: so much it may miss, too
MOSTLY = 0.3  # of a column's width: what lies over less of it does not stand there
APART = 1.3  # times the usual gap of the words: there two headings may part
Part = tuple[float, float, str]
Columns = Sequence[tuple[float, float]]


def headings_apart(row: Row, columns: Columns, lowest: bool) -> Row:
    """A row of headings, its pieces cut to one heading a column where the words allow it;
    ``lowest``: below it stand figures, so that none of its headings is one of several columns.
    """
    pieces = [part for piece in row.pieces for part in _headings(piece, columns, lowest)]
    return row if len(pieces) == len(row.pieces) else structs.replace(row, pieces=pieces)


def _headings(piece: Piece, columns: Columns, lowest: bool) -> Iterator[Piece]:
    held = [
        (left, right)
        for left, right in columns
        if min(piece.x1, right) - max(piece.x0, left) > MOSTLY * (right - left)
    ]
    groups = _parted(piece.parts, held) if 1 < len(held) <= len(piece.parts) else []
    if not groups or not _are_headings(groups, held, lowest):
        yield piece
        return
    for group in groups:
        text = " ".join([word for *_, word in group])
        yield Piece(group[0][0], group[-1][1], text, len(group), tuple(group))


def _parted(parts: Sequence[Part], columns: Columns) -> list[Sequence[Part]]:
    """The words in as many groups as there are columns, each as near to its own as can be."""
    best: dict[int, tuple[float, list[Sequence[Part]]]] = {0: (0.0, [])}
    for column in columns:
        found: dict[int, tuple[float, list[Sequence[Part]]]] = {}
        for start, (cost, groups) in best.items():
            for end in range(start + 1, len(parts) + 1):
                more = cost + _off(parts[start:end], column)
                if end not in found or more < found[end][0]:
                    found[end] = more, [*groups, parts[start:end]]
        best = found
    return best[len(parts)][1] if len(parts) in best else []


def _off(group: Sequence[Part], column: tuple[float, float]) -> float:
    """How far a group misses the middle or an edge of its column."""
    x0, x1 = group[0][0], group[-1][1]
    left, right = column
    return min(abs(x0 + x1 - left - right) / 2, abs(x0 - left), abs(x1 - right))


def _are_headings(groups: Sequence[Sequence[Part]], columns: Columns, lowest: bool) -> bool:
    """Whether each group stands over its column and begins as a heading of its own does: with a
    capital or a figure; in the lowest row also as its neighbours do, after a wider gap, or as a
    single word.
    """
    middles = [sum(column) / 2 for column in columns]
    room = max(NEAR, WIDE * min(right - left for left, right in pairwise(middles)))
    if any(_off(group, column) > room for group, column in zip(groups, columns, strict=True)):
        return False
    texts = [" ".join(word for *_, word in group) for group in groups]
    if all(text[:1].isupper() or text[:1].isdigit() for text in texts):
        return True
    single = all(len(group) == 1 for group in groups)
    return lowest and (len(set(texts)) == 1 or single or _are_apart(groups))


def _are_apart(groups: Sequence[Sequence[Part]]) -> bool:
    """Whether the gaps between the groups are wider than those in them."""
    inner = [right[0] - left[1] for group in groups for left, right in pairwise(group)]
    between = [right[0][0] - left[-1][1] for left, right in pairwise(groups)]
    return bool(inner) and min(between) > APART * median(inner)
