"""Outlines sorted by what they draw: strokes and thin filled rectangles are rules, the rest fills,
drawings, frames.

Word draws its table borders as thin filled rectangles, LibreOffice as strokes, others the whole
grid as one path.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractor.model.place import Box
from extractor.read.pdf.ink import Ink, Rule

THIN = 3.2  # points: the heaviest border that Word offers is 6 pt, the heaviest that reports use 3
STRAIGHT = 0.7  # points that a line may lean and still be level
SHORT = 1.0  # points: a dot, not a rule
Point = tuple[float, float]


def add_outline(
    ink: Ink, points: Sequence[Point], curved: bool, stroked: bool, filled: bool
) -> None:
    """Sort one subpath (in displayed coordinates) into the ink."""
    box = box_of(points)
    if curved or not is_upright(points):
        ink.drawings.append(box)
    elif filled and not stroked:
        add_filled(ink, box)
    else:
        for start, end in pairwise(points):
            add_side(ink, start, end)
        if len(points) > 3 and points[0] == points[-1]:
            ink.frames.append(box)
            if filled:
                add_filled(ink, box)


def add_filled(ink: Ink, box: Box) -> None:
    """A filled rectangle: a rule where it is thin, else an area of colour."""
    x0, y0, x1, y1 = box
    if y1 - y0 <= THIN and x1 - x0 > max(SHORT, y1 - y0):
        ink.across.append(Rule((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= THIN and y1 - y0 > max(SHORT, x1 - x0):
        ink.down.append(Rule((x0 + x1) / 2, y0, y1))
    elif x1 - x0 > THIN and y1 - y0 > THIN:
        ink.fills.append(box)


def add_side(ink: Ink, start: Point, end: Point) -> None:
    """One stroke along an axis."""
    (xa, ya), (xb, yb) = start, end
    if abs(ya - yb) <= STRAIGHT and abs(xa - xb) > SHORT:
        ink.across.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
    elif abs(xa - xb) <= STRAIGHT and abs(ya - yb) > SHORT:
        ink.down.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def is_upright(points: Sequence[Point]) -> bool:
    """Whether each side runs along an axis."""
    return all(
        abs(xa - xb) <= STRAIGHT or abs(ya - yb) <= STRAIGHT
        for (xa, ya), (xb, yb) in pairwise(points)
    )


def box_of(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
