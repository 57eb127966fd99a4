"""Coloured areas in the picture of a page: shaded cells, bars and sectors of charts,
photographs.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from extractor.read.scan.paper import Mask, Picture

FINE, COARSE = 4, 4  # pixels averaged against noise; averages in one block of the map
BLOCK = FINE * COARSE
# a block with a lighter spot is no area: text always leaves some, and worn paper is lighter, too
WHITE = 215
LEAST = 3  # blocks across and down
STRAIGHT = 0.85  # of its box: an area that fills less is no rectangle
Box = tuple[int, int, int, int]


class Areas(NamedTuple):
    """Boxes in pixels: ``rectangles`` of colour, and what is ``round`` or slanted."""

    rectangles: list[Box]
    round: list[Box]


def areas_of(picture: Picture) -> Areas:
    """The coloured areas of an evened page."""
    found = Areas([], [])
    for blocks in _connected(_solid(picture)):
        rows, columns = zip(*blocks, strict=True)
        top, left, high, wide = (
            min(rows),
            min(columns),
            max(rows) - min(rows) + 1,
            max(columns) - min(columns) + 1,
        )
        if high >= LEAST and wide >= LEAST:
            box = left * BLOCK, top * BLOCK, (left + wide) * BLOCK, (top + high) * BLOCK
            (found.rectangles if len(blocks) >= STRAIGHT * high * wide else found.round).append(box)
    return found


def _solid(picture: Picture) -> Mask:
    """The map of blocks without a white spot."""
    rows, columns = (side // BLOCK for side in picture.shape)
    whole = picture[: rows * BLOCK, : columns * BLOCK].reshape(
        rows * COARSE, FINE, columns * COARSE, FINE
    )
    calm = whole.mean(axis=(1, 3), dtype=np.float32).reshape(rows, COARSE, columns, COARSE)
    found: Mask = calm.max(axis=(1, 3)) < WHITE
    return found


def _connected(solid: Mask) -> Iterator[list[tuple[int, int]]]:
    """Blocks that touch by a side, gathered."""
    left = set(zip(*(each.tolist() for each in np.nonzero(solid)), strict=True))
    while left:
        front, found = [left.pop()], []
        while front:
            row, column = front.pop()
            found.append((row, column))
            near = {
                (row - 1, column),
                (row + 1, column),
                (row, column - 1),
                (row, column + 1),
            } & left
            left -= near
            front += near
        yield found
