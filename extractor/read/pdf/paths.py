"""What is drawn on a page: strokes and thin filled rectangles are rules, the rest fills, drawings, pictures.

Word draws its table borders as thin filled rectangles, LibreOffice as strokes, others the whole grid as one path.
White is not seen and draws nothing.
"""

from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.model.place import Box
from extractor.read.pdf.frame import Frame
from extractor.read.pdf.ink import Ink, Rule

THIN = 3.2  # points: the heaviest border that Word offers is 6 pt, the heaviest that reports use 3
STRAIGHT = 0.7  # points that a line may lean and still be level
SHORT = 1.0  # points: a dot, not a rule
WHITE = 247  # of 255, each of the three colours
FAINT = 16  # of 255: less ink than that is not seen
DEPTH = 8  # forms in forms
Point = tuple[float, float]


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
        return Matrix(
            self.a * outer.a + self.b * outer.c, self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c, self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e, self.e * outer.b + self.f * outer.d + outer.f,
        )  # fmt: skip


@dataclass(slots=True)
class Drawing:
    """Where the found things go, and how many more pieces of path may be looked at."""

    ink: Ink
    frame: Frame
    left: int


def read_drawing(page: Any, drawing: Drawing) -> None:  # noqa: ANN401 - ctypes pointers
    """Fill rules, fills, drawings and pictures of the page's ink."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        if drawing.left <= 0:
            drawing.ink.cut = True
            return
        _read_object(pdfium.FPDFPage_GetObject(page, index), drawing, Matrix(), 0)


def _read_object(item: Any, drawing: Drawing, outer: Matrix, depth: int) -> None:  # noqa: ANN401
    drawing.left -= 1
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _read_path(item, drawing, _matrix(item).over(outer))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
        inner = _matrix(item).over(outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            if drawing.left > 0:
                _read_object(pdfium.FPDFFormObj_GetObject(item, index), drawing, inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        unit = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        drawing.ink.pictures.append(box_of(_shown(unit, _matrix(item).over(outer), drawing.frame)))


def _matrix(item: Any) -> Matrix:  # noqa: ANN401
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(found))
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _shown(points: Any, matrix: Matrix, frame: Frame) -> list[Point]:  # noqa: ANN401
    a, b, c, d, e, f = matrix
    return [frame.point(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def _read_path(item: Any, drawing: Drawing, matrix: Matrix) -> None:  # noqa: ANN401
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    filled = bool(fill.value) and _seen(pdfium.FPDFPageObj_GetFillColor, item)
    stroked = bool(stroke.value) and _seen(pdfium.FPDFPageObj_GetStrokeColor, item)
    if not (filled or stroked):
        return
    for points, curved in _outlines(item, drawing):
        add_outline(drawing.ink, _shown(points, matrix, drawing.frame), curved, stroked, filled)


def _seen(colour_of: Any, item: Any) -> bool:  # noqa: ANN401
    r, g, b, alpha = c_uint(), c_uint(), c_uint(), c_uint(255)
    if not colour_of(item, byref(r), byref(g), byref(b), byref(alpha)):
        return True
    return alpha.value >= FAINT and min(r.value, g.value, b.value) < WHITE


def _outlines(item: Any, drawing: Drawing) -> list[tuple[list[Point], bool]]:  # noqa: ANN401
    """The subpaths of a path: their corners, and whether a curve is among them."""
    found: list[tuple[list[Point], bool]] = []
    points: list[Point] = []
    curved, x, y = False, c_float(), c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), drawing.left)):
        drawing.left -= 1
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            found.append((points, curved))
            points, curved = [], False
        points.append((x.value, y.value))
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    found.append((points, curved))
    return [each for each in found if len(each[0]) > 1]


def clips_of(item: Any, frame: Frame) -> list[Box]:  # noqa: ANN401
    """The boxes on the displayed page to which a drawn object is clipped."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    found: list[Box] = []
    x, y = c_float(), c_float()
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        points = []
        for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), byref(x), byref(y))
            points.append(frame.point(x.value, y.value))
        if points:
            found.append(box_of(points))
    return found


def add_outline(ink: Ink, points: list[Point], curved: bool, stroked: bool, filled: bool) -> None:
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


def is_upright(points: list[Point]) -> bool:
    """Whether each side runs along an axis."""
    return all(abs(xa - xb) <= STRAIGHT or abs(ya - yb) <= STRAIGHT for (xa, ya), (xb, yb) in pairwise(points))


def box_of(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
