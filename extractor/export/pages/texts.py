"""A paragraph with some of its characters marked."""

from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """Characters of a paragraph; ``marks`` are CSS classes, empty for plain text."""

    text: str
    marks: str


def pieces_of(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """Cut a text at its marked spans; of two that overlap the first stays.

    >>> [piece.text for piece in pieces_of("всего 15 книг", [(6, 8, "figure")])]
    ['всего ', '15', ' книг']
    """
    pieces, at = [], 0
    for start, end, marks in sorted(spans):
        if start < at or end > len(text) or start >= end:
            continue
        pieces += [Piece(text[at:start], ""), Piece(text[start:end], marks)]
        at = end
    pieces.append(Piece(text[at:], ""))
    return [piece for piece in pieces if piece.text]
