"""Rows of separate pieces of text, and the regions of a page that they make."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from extractor.read.pdf.ink import Rule, Word
from extractor.read.pdf.leaders import LEADER, is_leader

BEGIN = float("-inf")  # where nothing stands before a word
GLUED = 0.12  # of the letter size: no gap in a word is wider
PIECE = 0.75  # of the letter size: a wider gap parts two pieces of a row


_FIGURE = re.compile(
    r"[*†‡]{0,3}[-–—+±<>≤≥~≈(\[]?[$€£₽№]?[\s.,:/%()+–—-]*+\d[\d\s.,:/%()*+–—-]*+[%*†‡§₽$€a-zа-я]{0,2}\)?|"
    r"[-–—−]?\d[.,]\d+[eе][-–—−+]?\d{1,3}|"
    r"[-–—]|[*†‡]{1,5}|n\.?[a/]\.?(?:a\.)?|\.{1,3}|\(?[xх]\)?",
    re.IGNORECASE,
)


_FIRST_GROUP = re.compile(r"[-–—−+(]?\d{1,3}(?:\s\d{3})*")
_NEXT_GROUP = re.compile(r"\d{3}(?:\s\d{3})*(?:[.,]\d+)?%?\)?")
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")


class Piece(Struct, frozen=True, gc=False):
    """Words of one row that stand close together; ``parts`` are left, right and text of each."""

    x0: float
    x1: float
    text: str
    words: int
    parts: tuple[tuple[float, float, str], ...] = ()


class Row(Struct, frozen=True, gc=False):
    """One line of a page in pieces."""

    base: float
    size: float
    top: float
    bottom: float
    pieces: list[Piece]


class Region(NamedTuple):
    """Rows that may be a table, the columns between their gutters as (left, right), and the
    rules across them.
    """

    rows: list[Row]
    columns: list[tuple[float, float]]
    rules: list[Rule]

    @property
    def parted(self) -> list[Row]:
        return [row for row in self.rows if len(row.pieces) > 1]


def row_of(words: Sequence[Word]) -> Row:
    """A row cut into pieces at its wide gaps and at leaders («Сеть ......... 5»)."""
    size = max([word.face.size for word in words])
    gap = PIECE * size
    cut: list[list[Word]] = []
    end = BEGIN
    for word in words:
        if word.x0 - end > gap:
            cut.append([])
        cut[-1].append(word)
        end = BEGIN if "..." in word.text and LEADER.search(word.text) else word.x1
    pieces = [
        Piece(
            part[0].x0,
            _end_of(part),
            " ".join([word.text for word in part]),
            len(part),
            _parts_of(part),
        )
        for part in cut
    ]
    return Row(
        words[0].base,
        size,
        min([word.top for word in words]),
        max([word.bottom for word in words]),
        pieces,
    )


def _parts_of(words: Sequence[Word]) -> tuple[tuple[float, float, str], ...]:
    """Left, right and text of each word; pieces that only a change of face parts are one."""
    if not any(word.glued for word in words):
        return tuple([(word.x0, word.x1, word.text) for word in words])
    parts: list[tuple[float, float, str]] = []
    for word in words:
        if parts and word.glued and word.x0 - parts[-1][1] < GLUED * word.face.size:
            parts[-1] = parts[-1][0], word.x1, parts[-1][2] + word.text
        else:
            parts.append((word.x0, word.x1, word.text))
    return tuple(parts)


def _end_of(words: Sequence[Word]) -> float:
    """Where the words of a piece end, its leader left out."""
    end = len(words)
    while end > 1 and words[end - 1].text[0] == "." and is_leader(words[end - 1].text):
        end -= 1
    return words[end - 1].x1


def is_figure(text: str) -> bool:
    """Whether a piece of text is a figure, or what stands in its place.

    >>> [is_figure(each) for each in ("1 234,5", "12 %", "–", "2,41E-02", "n.a.", "Книги")]
    [True, True, True, True, True, False]
    """
    return bool(_FIGURE.fullmatch(text))


def is_broken_number(texts: Sequence[str]) -> bool:
    """Whether texts that follow each other may be the groups of one long number.

    >>> [is_broken_number(texts) for texts in (("18", "450,0"), ("41,2", "44,8"), ("655", "3"))]
    [True, False, False]
    """
    first, *groups = texts
    return _FIRST_GROUP.fullmatch(first) is not None and all(map(_NEXT_GROUP.fullmatch, groups))


def has_figures(row: Row) -> bool:
    return any(
        is_figure(piece.text) and not _YEAR.fullmatch(piece.text) for piece in row.pieces[1:]
    )
