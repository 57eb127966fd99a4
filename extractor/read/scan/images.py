"""Pictures as reports: a photograph or a scan of pages that nobody put into a PDF."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document
from extractor.options import ReadOptions
from extractor.read.pdf.document import document_of, recognised_page
from extractor.read.pdf.drafts import PageDraft
from extractor.read.scan.pages import Shot, can_recognise, recognised
from extractor.read.scan.paper import DPI

LONG_SIDE = 297 / 25.4  # inches: a page is A4 where the picture does not say how large it is
SENSIBLE = (70, 1200)  # dots an inch: other values are not true of a page


def read_image(path: Path, options: ReadOptions) -> Document:
    """Read a picture, each of its frames a page. Raises UnreadableFile, also where no recogniser
    is here, and LimitExceeded.
    """
    if not can_recognise():
        raise UnreadableFile("tesseract_needed", file=path.name)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        with Image.open(path) as image:
            size, limit = image.width * image.height, options.limits.page_pixels
            if size > limit:
                raise LimitExceeded("limit_pixels", file=path.name, limit=limit, found=size)
            count = getattr(image, "n_frames", 1)
            inks = list(recognised(_frames(image), path.name, count, options))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnreadableFile("picture_damaged", file=path.name) from error
    pages = [
        recognised_page(ink, PageDraft(ink.number, ink.width, ink.height), options.limits)
        for ink in inks
    ]
    return document_of(pages, path.name, digest, path.suffix.lstrip(".").lower())


def _frames(image: Image.Image) -> Iterator[Shot]:
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        grey = frame.convert("L")
        scale = DPI / _dpi(frame)
        if abs(scale - 1) > 0.02:
            grey = grey.resize(
                (round(grey.width * scale), round(grey.height * scale)), Image.Resampling.LANCZOS
            )
        yield Shot(number, np.asarray(grey))


def _dpi(frame: Image.Image) -> float:
    """Dots an inch as the picture says, or as they must be if it shows a page of A4."""
    said = float(frame.info.get("dpi", (0, 0))[0])
    return said if SENSIBLE[0] <= said <= SENSIBLE[1] else max(frame.size) / LONG_SIDE
