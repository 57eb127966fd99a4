"""The paths and pictures of a page, as pypdfium2 tells of them. White is not seen and draws nothing."""

import ctypes
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.model.place import Box
from extractor.read.pdf.frame import Frame
from extractor.read.pdf.ink import Ink
from extractor.read.pdf.outlines import Point, add_outline, box_of

WHITE = 247  # of 255, each of the three colours
FAINT = 16  # of 255: less ink than that is not seen
DEPTH = 8  # forms in forms


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
    """Where the found things go, how many more pieces of path may be looked at, and the addresses of the page's own texts."""

    ink: Ink
    frame: Frame
    left: int
    texts: list[int] = field(default_factory=list)


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
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        if not depth:
            drawing.texts.append(ctypes.cast(item, ctypes.c_void_p).value or 0)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
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
