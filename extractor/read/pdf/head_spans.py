"""Which columns each piece of a header row stands over: the group whose extent it is centred on or
aligned with, the one that a short rule below it draws.
"""

import re
from collections.abc import Container, Sequence
from functools import cache

from extractor.read.pdf.ink import Rule
from extractor.read.pdf.text_rows import Piece, Region, Row, has_figures
from extractor.text import fold
from extractor.words import words

NEAR = 6.0  # points by which a heading may miss the middle or the edge of its columns
WIDE = 0.12  # of a group's width: so much it may miss, too
OUTSIDE = 3.0  # points of cost for each point of a piece over columns of another
EACH = 2.0  # points of cost for each further column
UNHEADED = 4.0  # points of cost for a named column that no heading of the row stands over
BELOW = 1.2  # of the letter size: so far below a heading the rule of its group runs
MOST = 0.9  # of the table's width: a longer rule groups nothing
RULED = 6.0  # points between the ends of a rule and those of the columns it groups
Columns = Sequence[tuple[float, float]]
Span = tuple[int, int]


def heads_in(region: Region) -> list[Row]:
    """Rows of words only, before the first figures."""
    first = next((index for index, row in enumerate(region.rows) if has_figures(row)), 0)
    return region.rows[:first]


def spans_in(row: Row, region: Region) -> list[Span]:
    """The first and last column of each piece of a row: of a heading the group that it heads."""
    columns: Columns = region.columns
    heads = heads_in(region)
    if any(row is head for head in heads) and len(row.pieces) <= len(columns):
        width = columns[-1][1] - columns[0][0]
        lower = [head for head in heads if head.base > row.base]
        headed = [
            (at, piece) for head in lower for piece in head.pieces for at in covered(piece, columns)
        ]
        named = {at for at, _ in headed}
        parts = {at for at, piece in headed if is_part(piece.text)}
        columns = _with_headings(columns, lower)
        below = [
            rule
            for rule in region.rules
            if 0 < rule.at - row.base < BELOW * row.size and rule.end - rule.start < MOST * width
        ]
        return spans_of(row.pieces, columns, below if lower else (), named, parts)
    return [covered(piece, columns) for piece in row.pieces]


def is_part(text: str) -> bool:
    """«всего», «в том числе …», «из них …»: a heading that another one stands over."""
    return bool(_parting().match(fold(text)))


@cache
def _parting() -> re.Pattern[str]:
    known = (*words("tables")["sum_words"], *words("tables")["parting"])
    return re.compile("|".join(re.escape(word) for word in known))


def with_own_pieces(region: Region) -> Columns:
    """The columns, as wide as the pieces that stand in one of them alone, short of the next."""
    wide = list(region.columns)
    for row in region.rows:
        for piece, (first, last) in zip(row.pieces, spans_in(row, region), strict=True):
            left, right = wide[first]
            if first == last and not any(
                _overlap(piece, other) for at, other in enumerate(wide) if at != first
            ):
                wide[first] = min(left, piece.x0), max(right, piece.x1)
    return wide


def _with_headings(columns: Columns, below: Sequence[Row]) -> Columns:
    """The columns, as wide as the headings of their own that stand below: figures set to one side
    say little of where a group of columns has its middle.
    """
    wide = list(columns)
    for piece in (piece for row in below for piece in row.pieces):
        first, last = covered(piece, columns)
        if first == last:
            left, right = wide[first]
            wide[first] = min(left, piece.x0), max(right, piece.x1)
    return wide


def covered(piece: Piece, columns: Columns) -> Span:
    """The columns that a piece lies over."""
    held = [at for at in range(len(columns)) if _overlap(piece, columns[at]) > 0]
    return (held[0], held[-1]) if held else _nearest(piece, columns)


def spans_of(
    pieces: Sequence[Piece],
    columns: Columns,
    rules: Sequence[Rule],
    named: Container[int] = (),
    parts: Container[int] = (),
) -> list[Span]:
    """The first and last column of each piece of a row, in order and without overlap; ``rules``
    are the short ones right below the row, ``named`` the columns with headings of their own below
    it, if there are any: those of a group have one; ``parts`` those whose heading says «всего»,
    «из них». The cheapest assignment wins.
    """
    best: list[tuple[float, list[Span]]] = [(0.0, [])] * (len(columns) + 1)
    for piece in pieces:
        row: list[tuple[float, list[Span]]] = [(float("inf"), [])]
        for end in range(1, len(columns) + 1):
            found = row[-1][0] + UNHEADED * (end - 1 in named), row[-1][1]
            for start in range(end):
                cost = best[start][0] + _cost(piece, (start, end - 1), columns, rules, named, parts)
                if cost < found[0]:
                    found = cost, [*best[start][1], (start, end - 1)]
            row.append(found)
        best = row
    cost, spans = best[-1]
    return spans if cost < float("inf") else [_nearest(piece, columns) for piece in pieces]


def _cost(
    piece: Piece,
    span: Span,
    columns: Columns,
    rules: Sequence[Rule],
    named: Container[int],
    parts: Container[int],
) -> float:
    first, last = span
    left, right = columns[first][0], columns[last][1]
    outside = sum(
        _overlap(piece, columns[at]) for at in range(len(columns)) if not first <= at <= last
    )
    off = min(
        abs(piece.x0 + piece.x1 - left - right) / 2, abs(piece.x0 - left), abs(piece.x1 - right)
    )
    if last > first:
        if first == 0 and (piece.x0 > columns[0][1] or piece.x1 < columns[last][0]):
            return float("inf")
        if any(_groups(rule, piece, left, right) for rule in rules):
            return OUTSIDE * outside - NEAR
        if named and not (first in named and last in named):
            return float("inf")
        covers = _overlap(piece, columns[first]) > 0 and _overlap(piece, columns[last]) > 0
        middle = abs(piece.x0 + piece.x1 - left - right) / 2
        begins = abs(piece.x0 - left) <= OUTSIDE and any(
            at in parts for at in range(first, last + 1)
        )
        if middle > max(NEAR, WIDE * (right - left)) and not covers and not begins:
            return float("inf")
    return off + OUTSIDE * outside + EACH * (last - first)


def _groups(rule: Rule, piece: Piece, left: float, right: float) -> bool:
    """Whether a rule below a piece runs over just these columns."""
    over = rule.start <= piece.x1 and piece.x0 <= rule.end
    return (
        over
        and abs(rule.start - left) <= max(RULED, 0.25 * (right - left))
        and abs(rule.end - right) <= max(RULED, 0.25 * (right - left))
    )


def _overlap(piece: Piece, column: tuple[float, float]) -> float:
    return max(0.0, min(piece.x1, column[1]) - max(piece.x0, column[0]))


def _nearest(piece: Piece, columns: Columns) -> Span:
    middle = (piece.x0 + piece.x1) / 2
    near = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
    return near, near
