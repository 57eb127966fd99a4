"""The paths and pictures of a page, as pypdfium2 tells of them. White is not seen and draws
nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from extractor.model.place import Box
from extractor.read.pdf import pdfium_calls
from extractor.read.pdf.coordinates import Frame
from extractor.read.pdf.ink import Ink
from extractor.read.pdf.outlines import Point, add_outline, box_of, is_upright

WHITE = 247  # of 255, each of the three colours
FAINT = 16  # of 255: less ink than that is not seen
COVER = 4.0  # points: smaller areas hide no letter
DEPTH = 8  # forms in forms
UNIT = (
    (0.0, 0.0),
    (1.0, 0.0),
    (1.0, 1.0),
    (0.0, 1.0),
)  # where a picture stands before its matrix moves it


class Matrix(NamedTuple):
    """An affine map (x, y) → (a·x + c·y + e, b·x + d·y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def over(self, outer: "Matrix") -> "Matrix":
        """This map first, then the outer one."""
        if outer is PAGE:
            return self
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


PAGE = Matrix()  # things that stand in no form


class Colour:
    """Asks for the colour of one drawn thing after another, in the same four numbers."""

    def __init__(self) -> None:
        self.parts = c_uint(), c_uint(), c_uint(), c_uint()
        self.at = tuple(map(byref, self.parts))

    def is_seen(self, colour_of: Callable[..., int], item: int) -> bool:
        """Whether a thing is neither white nor transparent; one without a colour is seen."""
        if not colour_of(item, *self.at):
            return True
        red, green, blue, opacity = self.parts
        white = red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE
        return opacity.value >= FAINT and not white


@dataclass(slots=True)
class Drawing:
    """Where the found things go, how many more pieces of path may be looked at, and the
    addresses of the page's own texts. ``order`` says of each text how many things were drawn
    before it.
    """

    ink: Ink
    frame: Frame
    left: int
    texts: list[int] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    colour: Colour = field(default_factory=Colour)


def read_drawing(page: int, drawing: Drawing) -> None:
    """Fill rules, fills, drawings and pictures of the page's ink."""
    for index in range(pdfium_calls.count_objects(page)):
        if drawing.left <= 0:
            drawing.ink.cut = True
            return
        _read_object(pdfium_calls.object_at(page, index), drawing, PAGE, 0)


def _read_object(item: int, drawing: Drawing, outer: Matrix, depth: int) -> None:
    drawing.left -= 1
    kind = pdfium_calls.type_of(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        drawing.order[item] = len(drawing.order) + len(drawing.ink.covers)
        if not depth:
            drawing.texts.append(item)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _read_path(item, drawing, outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
        inner = _matrix(item).over(outer)
        for index in range(pdfium_calls.count_inside(item)):
            if drawing.left > 0:
                _read_object(pdfium_calls.object_inside(item, index), drawing, inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        drawing.ink.pictures.append(box_of(_shown(UNIT, _matrix(item).over(outer), drawing.frame)))


def _matrix(item: int) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium_calls.matrix_of(item, byref(found))
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _shown(points: Iterable[Point], matrix: Matrix, frame: Frame) -> list[Point]:
    a, b, c, d, e, f = matrix
    return [frame.point(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def _read_path(item: int, drawing: Drawing, outer: Matrix) -> None:
    fill, stroke = c_int(), c_int()
    pdfium_calls.draw_mode_of(item, byref(fill), byref(stroke))
    filled = bool(fill.value) and drawing.colour.is_seen(pdfium_calls.fill_colour_of, item)
    stroked = bool(stroke.value) and drawing.colour.is_seen(pdfium_calls.stroke_colour_of, item)
    may_cover = bool(fill.value) and bool(drawing.order)
    if not (filled or stroked or may_cover):
        return
    outlines = _outlines(item, drawing)
    if outlines is None:
        if filled or stroked:
            drawing.ink.drawings.append(box_of(_shown(_corners(item), outer, drawing.frame)))
        return
    matrix = _matrix(item).over(outer)
    for points in outlines:
        shown = _shown(points, matrix, drawing.frame)
        if may_cover and is_upright(shown):
            _add_cover(item, drawing, box_of(shown))
        if filled or stroked:
            add_outline(drawing.ink, shown, False, stroked, filled)


def _add_cover(item: int, drawing: Drawing, box: Box) -> None:
    """Remember an area that hides what was drawn before it, white or not."""
    if min(box[2] - box[0], box[3] - box[1]) <= COVER or pdfium_calls.is_transparent(item):
        return
    order = len(drawing.order) + len(drawing.ink.covers)
    for x0, y0, x1, y1 in clips_of(item, drawing.frame):
        box = max(box[0], x0), max(box[1], y0), min(box[2], x1), min(box[3], y1)
    drawing.ink.covers.append((order, box))


def _corners(item: int) -> tuple[Point, Point]:
    sides = [c_float() for _ in range(4)]
    pdfium_calls.bounds_of(item, *map(byref, sides))
    left, bottom, right, top = (side.value for side in sides)
    return (left, bottom), (right, top)


def _outlines(item: int, drawing: Drawing) -> list[list[Point]] | None:
    """The corners of a path's pieces; None where a curve is among them."""
    found: list[list[Point]] = []
    points: list[Point] = []
    x, y = c_float(), c_float()
    x_at, y_at = byref(x), byref(y)
    for index in range(min(pdfium_calls.count_segments(item), drawing.left)):
        drawing.left -= 1
        segment = pdfium_calls.segment_at(item, index)
        kind = pdfium_calls.segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return None
        pdfium_calls.segment_point(segment, x_at, y_at)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            points = []
            found.append(points)
        points.append((x.value, y.value))
        if pdfium_calls.segment_closes(segment) and points[0] != points[-1]:
            points.append(points[0])
    return [each for each in found if len(each) > 1]


def clips_of(item: int, frame: Frame) -> Iterator[Box]:
    """The boxes on the displayed page to which a drawn object is clipped."""
    clip = pdfium_calls.clip_of(item)
    x, y = c_float(), c_float()
    for path in range(max(0, pdfium_calls.count_clips(clip)) if clip else 0):
        points = []
        for index in range(pdfium_calls.count_clip_segments(clip, path)):
            pdfium_calls.segment_point(
                pdfium_calls.clip_segment(clip, path, index), byref(x), byref(y)
            )
            points.append(frame.point(x.value, y.value))
        if points:
            yield box_of(points)
