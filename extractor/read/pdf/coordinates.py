"""From the coordinates of the file to those of the page as it is displayed: origin upper left,
rotation applied.
"""

from ctypes import byref

import pypdfium2.raw as pdfium
from msgspec import Struct

from extractor.model.place import Box
from extractor.read.pdf import pdfium_calls

SLANT = 0.12  # rise over run: a scan or a table set by hand leans less
LETTER = (0.0, 792.0, 612.0, 0.0)  # what viewers show for a page without a size


class Frame(Struct, frozen=True, gc=False):
    """The visible part of a page (in its own coordinates, y upwards) and its rotation: 0, 90,
    180 or 270 clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation in (0, 180) else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation in (0, 180) else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the file (top above bottom) as left, top, right, bottom on the displayed
        page.
        """
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        (xa, ya), (xb, yb) = self.point(left, top), self.point(right, bottom)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def base(self, x: float, y: float, turn: int) -> float:
        """The baseline through a point: its y for level text, its x for turned text."""
        if self.rotation == 0 and turn == 0:
            return self.top - y
        shown = self.point(x, y)
        return shown[0] if turn in (90, 270) else shown[1]


def frame_of(page: int) -> Frame:
    """The frame of a loaded page; a page without a size gets that of a letter, as viewers do."""
    rect = pdfium.FS_RECTF()
    found = pdfium_calls.box_of_page(page, byref(rect))
    left, top, right, bottom = (rect.left, rect.top, rect.right, rect.bottom) if found else LETTER
    if right - left <= 0 or top - bottom <= 0:
        left, top, right, bottom = LETTER
    return Frame(left, bottom, right, top, 90 * (pdfium_calls.rotation_of_page(page) % 4))


def is_slanted(a: float, b: float) -> bool:
    """Whether text runs askew: neither along the lines of the page nor up nor down."""
    return bool(a and b) and min(abs(a), abs(b)) > SLANT * max(abs(a), abs(b))


def turn_of(a: float, b: float, rotation: int) -> int:
    """How text reads on the displayed page, from the first column of its matrix: 0, 90
    (upwards), 180 or 270 (downwards).
    """
    if abs(a) >= abs(b):
        turn = 0 if a >= 0 else 180
    else:
        turn = 90 if b > 0 else 270
    return (turn - rotation) % 360
