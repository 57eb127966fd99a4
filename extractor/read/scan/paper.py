"""The picture of a page made even and level: the paper white, the ink black, the lines of text
horizontal.

A picture is an array of bytes, rows by columns, 0 black to 255 white; a mask is one of booleans,
true where there is ink.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

DPI = 300
TILE = 64  # pixels: so large a piece of a page holds more paper than ink
PAPER = (
    90  # per cent: the brightness that so many pixels of a tile do not exceed is that of the paper
)
LEAST_PAPER = (
    64  # darker tiles are pictures or black margins: the page's own paper stands in for them
)
EVEN = 8  # levels of grey: paper that varies less needs no evening out
INK = 0.05  # per cent of a page: so much of it at least is ink, if it says anything
FAINT = 60  # levels of grey between ink and paper: less is an empty page and its dirt
STEEPEST = 4.0  # degrees that a page may be turned
COARSE, FINE = 0.25, 0.02  # degrees between the angles that are tried
STRIDE = 6  # columns of the page of which one is looked at
LEAST_INK = 500  # pixels: less shows no angle
SAMPLE = 60_000  # pixels of ink that show the angle


class Sheet(NamedTuple):
    """A page ready to be read: its grey picture, evened and turned level, its mask of ink, and
    the turn in degrees.
    """

    picture: Picture
    mask: Mask
    angle: float


def sheet_of(picture: Picture) -> Sheet:
    """A rendered page made even and level."""
    even = evened(picture)
    mask = ink_of(even)
    angle = angle_of(mask)
    if abs(angle) < FINE:
        return Sheet(even, mask, 0.0)
    level = np.asarray(Image.fromarray(even).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    return Sheet(level, ink_of(level), angle)


def evened(picture: Picture) -> Picture:
    """The same page on white paper: what is as bright as the paper around it becomes white, the
    darkest ink black.
    """
    paper = _paper_of(picture)
    if float(np.ptp(paper)) > EVEN:
        large = np.asarray(
            Image.fromarray(paper).resize(picture.shape[::-1], Image.Resampling.BILINEAR),
            np.float32,
        )
    else:
        large = np.full((1, 1), float(np.median(paper)), np.float32)
    dark = float(np.percentile(picture[::4, ::4], INK))
    if float(np.median(paper)) - dark < FAINT:
        return np.full_like(picture, 255)
    scaled = (picture.astype(np.float32) - dark) * (255.0 / np.maximum(large - dark, 1.0))
    found: Picture = np.clip(scaled, 0, 255).astype(np.uint8)
    return found


def _paper_of(picture: Picture) -> Picture:
    """The brightness of the paper, a value a tile."""
    rows, columns = (max(1, side // TILE) for side in picture.shape)
    whole = picture[: rows * TILE, : columns * TILE]
    if whole.shape != (rows * TILE, columns * TILE):
        return np.full((1, 1), int(np.percentile(picture, PAPER)), np.uint8)
    tiles = (
        whole.reshape(rows, TILE, columns, TILE)[:, ::4, :, ::4]
        .swapaxes(1, 2)
        .reshape(rows, columns, -1)
    )
    found = np.percentile(tiles, PAPER, axis=2).astype(np.uint8)
    page = np.median(found)
    return np.where(found < max(LEAST_PAPER, page * 0.6), page, found).astype(np.uint8)


def ink_of(picture: Picture) -> Mask:
    """What is darker than the threshold between ink and paper (Otsu's, kept within sense)."""
    return picture < min(max(_between(picture), 100), 190)


def _between(picture: Picture) -> int:
    """The grey that parts the two heaps of a page's brightness best."""
    counts = np.bincount(picture[::2, ::2].ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(np.where(np.isfinite(apart), apart, -1.0)))


def angle_of(mask: Mask) -> float:
    """By how many degrees, counter-clockwise, the page must be turned to make its lines level."""
    rows, columns = np.nonzero(mask[:, ::STRIDE])
    if len(rows) < LEAST_INK:
        return 0.0
    step = max(1, len(rows) // SAMPLE)
    ys, xs = rows[::step].astype(np.float32), STRIDE * columns[::step].astype(np.float32)
    best = _best(ys, xs, np.arange(-STEEPEST, STEEPEST + COARSE, COARSE))
    return _best(ys, xs, np.arange(best - COARSE, best + COARSE + FINE, FINE))


def _best(ys: NDArray[np.float32], xs: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    """The angle under which the ink gathers in the fewest rows."""
    shears = np.tan(np.radians(angles))
    shift = int(np.abs(shears).max() * xs.max()) + 1.5
    sharp = [
        float(
            (np.bincount((ys - xs * shear + shift).astype(np.int32)).astype(np.float64) ** 2).sum()
        )
        for shear in shears
    ]
    return float(angles[int(np.argmax(sharp))])
