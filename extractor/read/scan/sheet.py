"""The picture of one page to its ink: rules, words, and where something stands that could not be
read.
"""

from collections.abc import Sequence

import numpy as np

from extractor.model.place import Box
from extractor.read.pdf.chart_areas import inside
from extractor.read.pdf.grid import Grid, grids_of
from extractor.read.pdf.ink import Ink, Rule, Word
from extractor.read.pdf.rules import joined
from extractor.read.scan.fills import areas_of
from extractor.read.scan.orientation import clockwise_turns, turned
from extractor.read.scan.page_words import NAME, lines_of, words_of
from extractor.read.scan.paper import Mask, Picture, ink_of, sheet_of
from extractor.read.scan.rereading import reread
from extractor.read.scan.spots import POINT, Spot, leaves_out, spots_of, told_apart
from extractor.read.scan.strokes import Stroke, strokes_of, without
from extractor.read.scan.tesseract import PAGE, Heard, heard

WHITE = 40  # rows of pixels kept beside ink, about a line's height


def ink_of_picture(picture: Picture, number: int, language: str, upright: bool = False) -> Ink:
    """Read the picture of a page at 300 dots an inch; one that lies on its side or upside down is
    turned upright first, unless it is known to lie ``upright``.
    """
    sheet = sheet_of(picture)
    strokes = strokes_of(sheet.mask)
    bare = without(sheet.picture, strokes)
    mask = ink_of(bare)
    ink = Ink(number, picture.shape[1] / POINT, picture.shape[0] / POINT)
    ink.across, ink.down = joined(map(_rule, strokes.across)), joined(map(_rule, strokes.down))
    grids = [grid for grid in grids_of(ink.across, ink.down) if len(grid.slots) > 1]
    areas = areas_of(sheet.picture)
    ink.fills, ink.drawings = _outside(areas.rectangles, grids), _outside(areas.round, grids)
    prose = _heard_folded(bare, mask, language) if upright else heard(bare, language, PAGE)
    missing = 0 if upright else clockwise_turns(bare, prose, language)
    if missing:
        return ink_of_picture(turned(picture, missing), number, language, upright=True)
    ink.words, unread = _words(prose, bare, mask, grids)
    if unread:
        ink.unreadable[NAME] = [_box(spot.box) for spot in unread]
    return ink


def _heard_folded(bare: Picture, mask: Mask, language: str) -> list[Heard]:
    """The words of a page that is mostly white, read without its white bands: recognisers search
    them for long.
    """
    inked = np.flatnonzero(mask.any(axis=1))
    near = np.zeros(len(mask) + 2 * WHITE + 1, dtype=np.int32)
    np.add.at(near, inked, 1)
    np.add.at(near, inked + 2 * WHITE + 1, -1)
    rows = np.flatnonzero(np.cumsum(near)[WHITE : WHITE + len(mask)])
    if not len(rows):
        return []
    words = heard(np.ascontiguousarray(bare[rows]), language, PAGE)
    return [
        word._replace(top=int(rows[word.top]), bottom=int(rows[word.bottom - 1]) + 1)
        for word in words
    ]


def _rule(stroke: Stroke) -> Rule:
    return Rule(stroke.at / POINT, stroke.start / POINT, stroke.end / POINT)


def _outside(areas: Sequence[tuple[int, int, int, int]], grids: Sequence[Grid]) -> list[Box]:
    """Coloured areas that are no shading of a table."""
    boxes = map(_box, areas)
    return [box for box in boxes if not any(inside(box, grid.box) for grid in grids)]


def _box(pixels: tuple[int, int, int, int]) -> Box:
    x0, top, x1, bottom = pixels
    return x0 / POINT, top / POINT, x1 / POINT, bottom / POINT


def _holds(grid: Grid, word: Heard) -> bool:
    """Whether a word lies in a table: outside the ink of its cells nothing is written, but
    recognisers see signs in old rules.
    """
    x, y = (word.x0 + word.x1) / 2 / POINT, (word.top + word.bottom) / 2 / POINT
    return grid.xs[0] < x < grid.xs[-1] and grid.ys[0] < y < grid.ys[-1]


def _words(
    read: list[Heard], bare: Picture, mask: Mask, grids: Sequence[Grid]
) -> tuple[list[Word], list[Spot]]:
    """The words of the page, and the cells in which none could be read."""
    spots = spots_of(grids, mask)
    prose = told_apart(read, spots)
    reread(spots, bare, mask)
    prose = [word for word in prose if not any(_holds(grid, word) for grid in grids)]
    rows = [*lines_of(prose), *(line for spot in spots if not spot.turned for line in spot.heard)]
    words = words_of(rows, mask)
    for spot in spots:
        if spot.turned:
            words += words_of(
                lines_of(word for line in spot.heard for word in line), mask, turned=True
            )
    return words, [spot for spot in spots if not any(spot.heard) or leaves_out(spot)]
