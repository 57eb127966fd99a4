"""Cells of a page's grids with the lines of ink in them, and which words of a reading of the
page stand on which line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.model.place import Box
from extractor.read.pdf.grid import Grid
from extractor.read.scan.cell_figures import FIGURE, Reading
from extractor.read.scan.ink_lines import Piece, pieces_in, unsaid
from extractor.read.scan.paper import DPI, Mask
from extractor.read.scan.tesseract import Heard

POINT = DPI / 72  # pixels
INSET = 4  # pixels between a rule and the ink of its cell
WORD, LEFT_OUT = 3, 0.2  # blobs, and of those of a cell: so many more than letters are a word
TALL = 1.6  # a cell with ink so much higher than wide may hold letters that stand on their side


@dataclass(slots=True)
class Spot:
    """A cell with ink. ``heard`` are the words read there so far, a list for each piece;
    ``turned``: they read upwards; ``settled`` are the pieces that were read as figures beyond
    doubt.
    """

    box: tuple[int, int, int, int]
    pieces: list[Piece]
    column: tuple[int, int, int]
    heard: list[list[Heard]] = field(default_factory=list)
    turned: bool = False
    settled: set[int] = field(default_factory=set)

    def reading(self, at: int) -> Reading:
        """What the words of one piece say together."""
        words = self.heard[at]
        return Reading(
            " ".join(each.text for each in words),
            min((each.confidence for each in words), default=0),
        )

    def text(self) -> str:
        return " ".join(filter(None, (self.reading(at).text for at in range(len(self.pieces)))))

    def confidence(self) -> int:
        return min((self.reading(at).confidence for at in range(len(self.pieces))), default=0)

    def is_figure(self) -> bool:
        return bool(FIGURE.fullmatch(self.text()))


def spots_of(grids: Sequence[Grid], mask: Mask) -> list[Spot]:
    """The cells in which there is ink."""
    found = []
    for number, grid in enumerate(grids):
        for slot in grid.slots:
            box = pixels(grid.box_of(slot), mask)
            pieces = pieces_in(mask, box)
            if pieces:
                found.append(
                    Spot(box, pieces, (number, slot.column, slot.column_span), [[] for _ in pieces])
                )
    return found


def pixels(box: Box, mask: Mask) -> tuple[int, int, int, int]:
    """A cell's inside in pixels of the picture."""
    x0, top, x1, bottom = (round(each * POINT) for each in box)
    return (
        max(0, x0 + INSET),
        max(0, top + INSET),
        min(mask.shape[1], x1 - INSET),
        min(mask.shape[0], bottom - INSET),
    )


def told_apart(words: Iterable[Heard], spots: Sequence[Spot]) -> list[Heard]:
    """Give the words of a page to the cells that they stand in; what is left is running text."""
    rest = []
    for word in words:
        x, y = (word.x0 + word.x1) // 2, (word.top + word.bottom) // 2
        spot = next(
            (
                each
                for each in spots
                if each.box[0] <= x <= each.box[2] and each.box[1] <= y <= each.box[3]
            ),
            None,
        )
        if spot is None:
            rest.append(word)
        else:
            at = _line_at(spot.pieces, y)
            if word.x0 < spot.pieces[at].x1 and word.x1 > spot.pieces[at].x0:
                spot.heard[at].append(_within(word, spot.pieces[at]))
    for spot in spots:
        for each in spot.heard:
            each.sort(key=lambda word: word.x0)
    return rest


def leaves_out(spot: Spot) -> bool:
    """Whether a word of a cell was passed over: more ink than its letters explain."""
    missing = sum(unsaid(spot.reading(at).text, piece) for at, piece in enumerate(spot.pieces))
    blobs = sum(len(piece.blobs) for piece in spot.pieces)
    return not spot.turned and missing >= WORD and missing > LEFT_OUT * blobs


def _within(word: Heard, piece: Piece) -> Heard:
    """A word no wider than the ink that it was read from: the recogniser also sees signs where a
    rule was painted over.
    """
    return word._replace(x0=max(word.x0, piece.x0), x1=min(word.x1, piece.x1))


def _line_at(pieces: Sequence[Piece], y: int) -> int:
    """Which line of ink is the nearest."""
    return min(range(len(pieces)), key=lambda at: abs((pieces[at].top + pieces[at].bottom) / 2 - y))


def figure_columns(spots: Iterable[Spot]) -> set[tuple[int, int, int]]:
    """The columns most of whose cells read as figures."""
    counts: dict[tuple[int, int, int], int] = {}
    for spot in spots:
        counts[spot.column] = counts.get(spot.column, 0) + (1 if spot.is_figure() else -1)
    return {column for column, count in counts.items() if count > 0}


def lying(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Cells whose ink stands high and narrow, as letters that are turned do."""
    for spot in spots:
        width = max(each.x1 for each in spot.pieces) - min(each.x0 for each in spot.pieces)
        height = spot.pieces[-1].bottom - spot.pieces[0].top
        if height > TALL * width:
            yield spot
