"""Cells whose letters stand on their side, read turned upright."""

import re
from collections.abc import Sequence

import numpy as np

from extractor.read.scan.ink_lines import (
    Piece,
    unsaid,
)
from extractor.read.scan.paper import Picture
from extractor.read.scan.spots import Spot
from extractor.read.scan.tesseract import BLOCK, Heard, heard
from extractor.read.scan.tiles import PAD, crop, shelved

RUSSIAN, ENGLISH = "rus", "eng"


STRAY = re.compile("[=_|'‘’<>~^]|^[—–-]|[—–-]$")  # signs that the remains of a rule are taken for


LATIN = re.compile(r"[A-Za-z]")


def sureness(words: Sequence[Heard], piece: Piece | None = None) -> float:
    """The mean confidence, letters counted; Latin ones, which a Russian report seldom holds, and
    letters left out count against it.
    """
    text = "".join(each.text for each in words)
    if not text:
        return 0.0
    foreign = (len(LATIN.findall(text)) + len(STRAY.findall(text))) / len(text)
    missed = unsaid(text, piece) / len(piece.blobs) if piece else 0.0
    return (
        sum(each.confidence * len(each.text) for each in words) / len(text)
        - 20 * foreign
        - 100 * missed
    )


def read_turned(spots: Sequence[Spot], picture: Picture) -> None:
    """Cells whose letters may read upwards: turned level, read, and kept where that is surer."""
    if not spots:
        return
    boxes = [_ink_box(spot) for spot in spots]
    board = shelved([(index, np.rot90(crop(picture, *box), -1)) for index, box in enumerate(boxes)])
    found = board.sorted_out(heard(board.picture, RUSSIAN, BLOCK, ""))
    for index, (spot, box) in enumerate(zip(spots, boxes, strict=True)):
        words = found.get(index, [])
        before = [word for line in spot.heard for word in line]
        if words and sureness(words) > sureness(before):
            spot.turned = True
            spot.heard = [[_upwards(word, box) for word in words], *([] for _ in spot.pieces[1:])]


def _ink_box(spot: Spot) -> tuple[int, int, int, int]:
    return (
        min(each.x0 for each in spot.pieces),
        min(each.top for each in spot.pieces),
        max(each.x1 for each in spot.pieces),
        max(each.bottom for each in spot.pieces),
    )


def _upwards(word: Heard, box: tuple[int, int, int, int]) -> Heard:
    """A word of the cell turned clockwise back on its side."""
    left, bottom = box[0] - PAD, box[3] + PAD
    return word._replace(
        x0=left + word.top, x1=left + word.bottom, top=bottom - word.x1, bottom=bottom - word.x0
    )
