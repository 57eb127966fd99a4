"""Ink in order: lines of text in a box, blobs (mostly letters) in a line, and what the shape of
a blob tells.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.read.scan.paper import Mask

# All in pixels at 300 dots an inch.
SPECK = 8  # of ink: less is dirt
# of the height of a digit: the middles of two digits without a space between them are nearer
STEP = 0.95
# of the height of a digit: two that touch are wider than the first
TWINS = 1.3
# of the height of a digit: the step from one to the next
PITCH = 0.74
SPACE = 0.3  # of the height of a digit or capital: a wider gap between blobs is a space
OVERHANGING = ("г", "Г")  # letters under whose arm a point may stand
TWO = {
    "ы": 2,
    "Ы": 2,
    "ю": 2,
    "Ю": 2,
    "«": 2,
    "»": 2,
    '"': 2,
    "%": 3,
    "№": 2,
    "ё": 2,
}  # letters that may come in two blobs
LOWEST = 14  # the height of small letters of 7 points: a lower band is an accent, a dot, a dash
CLOSE = 8  # between an accent and its letter
Span = tuple[int, int]


class Blob(NamedTuple):
    """Ink that stands apart from its neighbours in a line: left, top, right, bottom, and how
    many pixels are black.
    """

    x0: int
    top: int
    x1: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Piece(NamedTuple):
    """One line of ink in a cell; the box is tight. ``blobs`` run from left to right."""

    x0: int
    top: int
    x1: int
    bottom: int
    blobs: tuple[Blob, ...]

    @property
    def height(self) -> int:
        return self.bottom - self.top


def pieces_in(mask: Mask, box: tuple[int, int, int, int]) -> list[Piece]:
    """The lines of ink in a box, from the top down."""
    x0, top, x1, bottom = box
    part = mask[top:bottom, x0:x1]
    found = []
    for low, high in _lines(part):
        blobs = tuple(_blobs(part[low:high], x0, top + low))
        if blobs:
            found.append(
                Piece(
                    blobs[0].x0,
                    min(each.top for each in blobs),
                    max(each.x1 for each in blobs),
                    max(each.bottom for each in blobs),
                    blobs,
                )
            )
    return found


def _lines(part: Mask) -> Iterator[Span]:
    """Bands of rows that hold ink; a band too low to be a line joins the one that it nearly
    touches.
    """
    bands = spans(_flags(part.sum(axis=1)))
    joined: list[Span] = []
    for band in bands:
        low = (
            joined
            and min(_height(joined[-1]), _height(band)) < LOWEST
            and band[0] - joined[-1][1] <= CLOSE
        )
        if low:
            joined[-1] = joined[-1][0], band[1]
        else:
            joined.append(band)
    yield from joined


def _flags(counts: Any, dirt: int = 1) -> Mask:  # noqa: ANN401 - numpy sums have no one type
    """Where there is more ink than a lone pixel."""
    found: Mask = np.asarray(counts > dirt)
    return found


def _height(band: Span) -> int:
    return band[1] - band[0]


def spans(flags: NDArray[np.bool_]) -> list[Span]:
    """Where a row of flags is true without a break.

    >>> spans(np.array([False, True, True, False, True]))
    [(1, 3), (4, 5)]
    """
    steps = np.diff(flags.astype(np.int8), prepend=0, append=0)
    return list(
        zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True)
    )


def _blobs(line: Mask, x: int, y: int, whole: bool = False) -> Iterator[Blob]:
    """Ink between columns without ink; ``whole``: all of it is one blob."""
    for start, end in [(0, line.shape[1])] if whole else spans(_flags(line.sum(axis=0), 0)):
        part = line[:, start:end]
        area = int(part.sum())
        if area >= SPECK:
            rows = np.flatnonzero(part.any(axis=1))
            yield Blob(x + start, y + int(rows[0]), x + end, y + int(rows[-1]) + 1, area)


def is_dash(piece: Piece, letter: int) -> bool:
    """Whether a lone flat stroke is all that a line holds; ``letter`` is the height of a capital
    around it.
    """
    return len(piece.blobs) == 1 and is_stroke(piece.blobs[0], letter)


def is_point(piece: Piece, letter: int) -> bool:
    """Whether a lone point is all that a line holds: the end of a word that a narrow column
    broke.
    """
    blob = piece.blobs[0]
    return (
        len(piece.blobs) == 1
        and 0.1 * letter <= blob.height <= 0.4 * letter
        and blob.width <= 1.5 * blob.height
    )


def is_stroke(blob: Blob, letter: int) -> bool:
    """Whether a blob is as flat as a dash."""
    return blob.height <= max(8, 0.25 * letter) and 1.8 * blob.height <= blob.width <= 2 * letter


def shape_of(piece: Piece) -> str:
    """A line of figures as its blobs look: «9» a digit, «,» and «.» a mark at the foot that reaches
    below it or not, «-» a stroke in the middle, «?» anything else. «1 234,5» is «9999,9»; a line
    of specks alone has no shape.
    """
    if not piece.blobs:
        return ""
    tall = sorted(each.height for each in piece.blobs)
    digit = tall[-1 if len(tall) < 4 else -2]
    foot = max(each.bottom for each in piece.blobs if each.height > 0.7 * digit)
    return "".join(_shape(each, digit, foot) for each in piece.blobs)


def _shape(blob: Blob, digit: int, foot: int) -> str:
    if blob.height > 0.8 * digit:
        return "9" if blob.width <= 0.95 * digit else "?"
    if blob.height <= 0.5 * digit and blob.top > foot - 0.4 * digit and blob.width <= 0.4 * digit:
        return "," if blob.bottom > foot + 0.08 * digit else "."
    if blob.height <= 0.25 * digit and blob.width >= 1.5 * blob.height:
        return "-"
    return "?"


def tokens_of(text: str, piece: Piece) -> list[tuple[str, int, int]]:
    """The words of a text that has a letter for each blob, parted where the ink is, with their left
    and right.

    Recognisers lose narrow spaces («2021г.»); where letters and blobs do not match, the text is one
    word.
    """
    letters = "".join(text.split())
    if len(letters) != len(piece.blobs):
        return [(text, piece.x0, piece.x1)]
    high = max(each.height for each in piece.blobs)
    found = [(letters[0], piece.blobs[0].x0, piece.blobs[0].x1)]
    for index in range(1, len(letters)):
        before, blob = piece.blobs[index - 1], piece.blobs[index]
        text, left, _ = found[-1]
        if _is_apart(before, blob, high, letters[index - 1 : index + 1].isdigit()):
            found.append((letters[index], blob.x0, blob.x1))
        else:
            found[-1] = text + letters[index], left, blob.x1
    return found


def _is_apart(before: Blob, blob: Blob, high: int, digits: bool) -> bool:
    """Whether a space parts two blobs; a narrow digit leaves white beside it, but its middle is
    no further off than others'.
    """
    far = (blob.x0 + blob.x1 - before.x0 - before.x1) / 2 > STEP * high
    return blob.x0 - before.x1 > SPACE * high and (far or not digits)


def with_digits_apart(piece: Piece, mask: Mask) -> Piece:
    """The piece with blobs of touching digits cut where the ink between them is thinnest; a blob
    of which nothing is left so stays whole.
    """
    height = max(each.height for each in piece.blobs)
    blobs = [
        part
        for blob in piece.blobs
        for part in ((blob.width > TWINS * height and [*_cut(blob, mask, height)]) or [blob])
    ]
    return piece._replace(blobs=tuple(blobs))


def _cut(blob: Blob, mask: Mask, height: int) -> Iterator[Blob]:
    count = max(1, round(blob.width / (PITCH * height)))
    ink = mask[blob.top : blob.bottom, blob.x0 : blob.x1].sum(axis=0)
    step, reach = blob.width / count, max(1, height // 6)
    cuts = [0]
    for index in range(1, count):
        near = round(index * step) - reach
        cuts.append(near + int(ink[near : near + 2 * reach + 1].argmin()))
    for start, end in zip(cuts, [*cuts[1:], blob.width], strict=True):
        yield from _blobs(
            mask[blob.top : blob.bottom, blob.x0 + start : blob.x0 + end].copy(),
            blob.x0 + start,
            blob.top,
            True,
        )


def with_last_mark(text: str, piece: Piece) -> str:
    """«2023 г» whose ink ends in one more mark at the foot: «2023 г.»."""
    letters = "".join(text.split())
    if (
        len(piece.blobs) != len(letters) + 1
        or not letters[-1:].isalnum()
        or any(letter in TWO for letter in letters)
    ):
        return text
    last = shape_of(piece)[-1]
    return text + last if last in ",." else text


def unsaid(text: str, piece: Piece) -> int:
    """How many blobs more there are than the letters of a reading have: what the reading left
    out.
    """
    return max(
        0, len(piece.blobs) - sum(TWO.get(letter, 1) for letter in text if not letter.isspace())
    )


def with_hidden_point(text: str, piece: Piece, mask: Mask) -> str:
    """«2023 г» whose last letter reaches over a point: «2023 г.»."""
    if text[-1:] not in OVERHANGING:
        return text
    last = piece.blobs[-1]
    low = last.bottom - max(2, piece.height // 8)
    feet = spans(_flags(mask[low : last.bottom, last.x0 : last.x1].sum(axis=0), 0))
    return text + "." if len(feet) == 2 and feet[1][1] - feet[1][0] <= 0.35 * piece.height else text
