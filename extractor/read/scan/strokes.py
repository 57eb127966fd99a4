"""Straight strokes in the picture of a page: the rules of its tables, found by their length and
thinness.

What holds for strokes across holds for strokes down on the turned mask; there is one copy of each
step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.read.scan.paper import Mask, Picture

# All in pixels at 300 dots an inch.
SOLID = 28  # a piece of a rule without a gap: shorter ones are strokes of letters
GAP = 14  # in a worn rule
INKED = 0.85  # of its length: so much of a worn rule is left
LEAST_ACROSS = 60  # the widest letters of running text are 50 wide
LEAST_DOWN = 38  # rows of 10-point text are 45 high, the capitals of 12 points 35
LONG = 150  # the letters of a title («П», «Т») are smaller
THICK = 16  # the heaviest borders of reports are 3 points
EDGE = 2  # grey pixels beside a rule
DRIFT = 2  # rows between the runs of one rule that lies a little askew
Runs = NDArray[np.int64]  # rows of: line, start, end (exclusive)


# NEAR of :mod:`extractor.read.pdf.rules` in pixels: what is further from a rule does not touch it.
TOUCH = 11


class Stroke(NamedTuple):
    """A straight stroke along one axis: ``at`` its middle on the other axis, ``low`` to ``high``
    its thickness there.
    """

    at: float
    start: int
    end: int
    low: int
    high: int


class Strokes(NamedTuple):
    """The rules of a page: strokes longer than any letter's, and shorter ones that touch such a
    one of the other direction.
    """

    across: list[Stroke]
    down: list[Stroke]


def strokes_of(mask: Mask) -> Strokes:
    across, down = (
        list(_strokes(mask, LEAST_ACROSS)),
        list(_strokes(np.ascontiguousarray(mask.T), LEAST_DOWN)),
    )
    down = [each for each in down if _is_long(each) or _spans(each, across)]
    return Strokes(
        [each for each in across if _is_long(each) or any(_touch(other, each) for other in down)],
        down,
    )


def _is_long(stroke: Stroke) -> bool:
    return stroke.end - stroke.start >= LONG


def _spans(down: Stroke, across: Sequence[Stroke]) -> bool:
    """Whether a short stroke reaches from one stroke across to another, one of them long: the
    stem of a letter ends before.
    """
    met = [each for each in across if _touch(down, each)]
    ends = (any(abs(each.at - end) <= TOUCH for each in met) for end in (down.start, down.end))
    return all(ends) and any(map(_is_long, met))


def _touch(down: Stroke, across: Stroke) -> bool:
    meets = across.start - TOUCH <= down.at <= across.end + TOUCH
    return meets and down.start - TOUCH <= across.at <= down.end + TOUCH


def without(picture: Picture, strokes: Strokes) -> Picture:
    """The picture with the strokes painted over."""
    found = picture.copy()
    for stroke in strokes.across:
        found[
            max(0, stroke.low - EDGE) : stroke.high + EDGE,
            max(0, stroke.start - EDGE) : stroke.end + EDGE,
        ] = 255
    for stroke in strokes.down:
        found[
            max(0, stroke.start - EDGE) : stroke.end + EDGE,
            max(0, stroke.low - EDGE) : stroke.high + EDGE,
        ] = 255
    return found


def _strokes(mask: Mask, least: int) -> Iterator[Stroke]:
    long = _joined(runs_of(_smeared(mask), SOLID))
    for stroke in _gathered(long[long[:, 2] - long[:, 1] >= least]):
        thin = stroke.high - stroke.low <= THICK
        if (
            thin
            and stroke.end - stroke.start >= 3 * (stroke.high - stroke.low)
            and _stands_free(mask, stroke)
        ):
            yield stroke


def _smeared(mask: Mask) -> Mask:
    """Ink a pixel thicker along the short axis, so that a rule a little askew stays in one
    piece.
    """
    found = mask.copy()
    found[1:] |= mask[:-1]
    found[:-1] |= mask[1:]
    return found


def runs_of(mask: Mask, least: int) -> Runs:
    """Unbroken ink along the lines of a mask, at least so many pixels long."""
    height, width = mask.shape
    padded = np.zeros((height, width + 1), np.int8)
    padded[:, :width] = mask
    steps = np.diff(padded.ravel(), prepend=np.int8(0))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    long = ends - starts >= least
    starts, ends = starts[long], ends[long]
    line = starts // (width + 1)
    return np.stack([line, starts - line * (width + 1), ends - line * (width + 1)], axis=1)


def _joined(runs: Runs) -> Runs:
    """Runs of one line that only small gaps part become one, unless the gaps are many: the tops
    of letters in a row.
    """
    if not len(runs):
        return runs
    apart = (np.diff(runs[:, 0]) != 0) | (runs[1:, 1] - runs[:-1, 2] > GAP)
    first = np.concatenate([[0], np.flatnonzero(apart) + 1])
    last = np.concatenate([first[1:] - 1, [len(runs) - 1]])
    found: Runs = np.stack([runs[first, 0], runs[first, 1], runs[last, 2]], axis=1)
    ink = np.add.reduceat(runs[:, 2] - runs[:, 1], first)
    dense: Runs = found[ink >= INKED * (found[:, 2] - found[:, 1])]
    return dense


@dataclass(slots=True)
class _Bundle:
    """Runs that lie on each other."""

    low: int
    high: int
    start: int
    end: int
    weight: int = 0
    moment: int = 0

    def add(self, line: int, start: int, end: int) -> None:
        self.high = line
        self.start, self.end = min(self.start, start), max(self.end, end)
        self.weight += end - start
        self.moment += line * (end - start)

    def stroke(self) -> Stroke:
        return Stroke(self.moment / self.weight, self.start, self.end, self.low, self.high + 1)


def _gathered(runs: Runs) -> Iterator[Stroke]:
    """Runs on neighbouring lines that overlap are one stroke."""
    live: list[_Bundle] = []
    for line, start, end in runs.tolist():
        done = [each for each in live if line - each.high > DRIFT]
        yield from (each.stroke() for each in done)
        live = [each for each in live if line - each.high <= DRIFT]
        bundle = next((each for each in live if each.start < end and start < each.end), None)
        if bundle is None:
            bundle = _Bundle(line, line, start, end)
            live.append(bundle)
        bundle.add(line, start, end)
    yield from (each.stroke() for each in live)


def _stands_free(mask: Mask, stroke: Stroke) -> bool:
    """Whether there is more paper than ink on both sides: the foot of bold letters has their
    stems above it.
    """
    beside = (stroke.low - 4, stroke.high + 3)
    return all(
        mask[at, stroke.start : stroke.end].mean() < 0.5 for at in beside if 0 <= at < len(mask)
    )
