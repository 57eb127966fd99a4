"""Many small pieces of a page in one picture, so that one call of the recogniser reads them all,
and the way back.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractor.read.scan.paper import Picture
from extractor.read.scan.tesseract import Heard

BETWEEN = 44  # pixels between two pieces: each is a line of its own
BORDER = 30
PAD = 5  # of paper kept around a piece


class Tile(NamedTuple):
    """A piece on the picture: ``key`` says whose it is, ``left`` and ``top`` where it lies
    there, ``picture`` what it shows.
    """

    key: int
    picture: Picture
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Board:
    """Tiles and the picture that holds them all."""

    tiles: tuple[Tile, ...]
    picture: Picture

    def sorted_out(self, words: Iterable[Heard]) -> dict[int, list[Heard]]:
        """The words of each tile, in pixels of the tile; what lies on none is forgotten."""
        found: dict[int, list[Heard]] = {}
        tops = [each.top - BETWEEN // 2 for each in self.tiles]
        for word in words:
            at = bisect_right(tops, (word.top + word.bottom) // 2) - 1
            tile = self.tiles[at] if at >= 0 else None
            if tile is not None:
                moved = word._replace(
                    x0=word.x0 - tile.left,
                    x1=word.x1 - tile.left,
                    top=word.top - tile.top,
                    bottom=word.bottom - tile.top,
                )
                found.setdefault(tile.key, []).append(moved)
        return found


def crop(picture: Picture, x0: int, top: int, x1: int, bottom: int) -> Picture:
    """A part of the page with a little paper around it."""
    return picture[max(0, top - PAD) : bottom + PAD, max(0, x0 - PAD) : x1 + PAD]


def shelved(pieces: Iterable[tuple[int, Picture]]) -> Board:
    """Pieces one under the other: side by side the recogniser takes them for one line and
    misreads lone digits.
    """
    placed: list[Tile] = []
    y = BORDER
    for key, picture in pieces:
        placed.append(Tile(key, picture, BORDER, y))
        y += picture.shape[0] + BETWEEN
    return Board(tuple(placed), _painted(placed))


def _painted(tiles: Sequence[Tile]) -> Picture:
    bottom = max((each.top + each.picture.shape[0] for each in tiles), default=0)
    right = max((each.left + each.picture.shape[1] for each in tiles), default=0)
    board = np.full((bottom + BORDER, right + BORDER), 255, np.uint8)
    for each in tiles:
        height, width = each.picture.shape
        board[each.top : each.top + height, each.left : each.left + width] = each.picture
    return board
