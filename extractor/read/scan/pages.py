"""Pages that are pictures, several at once: rendered here one after the other, recognised in as
many programs as allowed.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2

from extractor.model.place import Box
from extractor.options import ReadOptions
from extractor.read.pdf.chart_areas import inside, overlap
from extractor.read.pdf.ink import Ink, is_picture
from extractor.read.scan.page_cache import Memory
from extractor.read.scan.paper import DPI, Picture
from extractor.read.scan.sheet import ink_of_picture
from extractor.read.scan.spots import POINT
from extractor.read.scan.tesseract import languages

RUSSIAN, OTHER = "rus", "eng"
PAPER = 255
JUTS = 1.5  # points by which strokes of letters leave the box of their word
OWN_WORDS = 3  # level words that the file itself spells show which way up a page lies


def can_recognise() -> bool:
    """Whether there is a recogniser that reads Russian."""
    return RUSSIAN in languages()


def read_scans(path: Path, pages: Iterable[Ink], options: ReadOptions) -> Iterator[Ink]:
    """The pages of a PDF whose own text is of no use, recognised; what the file says beside
    pictures and such text stays.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        known = {page.number: page for page in pages}
        shots = (_rendered(document, page, options) for page in known.values())
        for ink in recognised(shots, path.name, len(known), options):
            yield _beside(known[ink.number], ink)
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Shot:
    """The picture of a page, None where there can be none. ``upright``: which way up it lies is
    known.
    """

    number: int
    picture: Picture | None
    upright: bool = False


def recognised(shots: Iterable[Shot], name: str, count: int, options: ReadOptions) -> Iterator[Ink]:
    """The ink of pictures in their order. No more pictures are held than are being read."""
    memory = Memory(options.memory)
    waiting: deque[Future[Ink]] = deque()
    done = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for shot in shots:
            waiting.append(pool.submit(_recognised, shot, memory))
            while len(waiting) > options.jobs:
                done += 1
                yield _told(waiting.popleft().result(), name, done, count, options)
        while waiting:
            done += 1
            yield _told(waiting.popleft().result(), name, done, count, options)


def _told(ink: Ink, name: str, done: int, count: int, options: ReadOptions) -> Ink:
    if options.progress is not None:
        options.progress(name, done, count)
    return ink


def _recognised(shot: Shot, memory: Memory) -> Ink:
    picture, number = shot.picture, shot.number
    if picture is None:
        return Ink(number, 0.0, 0.0, failed=True)
    found = memory.recall(picture, number)
    if found is None:
        language = "+".join(each for each in (RUSSIAN, OTHER) if each in languages())
        found = ink_of_picture(picture, number, language, shot.upright)
        memory.keep(picture, found)
    return found


def _rendered(document: Any, ink: Ink, options: ReadOptions) -> Shot:  # noqa: ANN401 - the library has no types
    """The grey picture of a page as it is shown, without the words that the file itself spells
    where no unreadable one shares their line; none where it is too large or cannot be drawn.
    """
    try:
        page = document[ink.number - 1]
        width, height = page.get_size()
        if width * height * (DPI / 72) ** 2 > options.limits.page_pixels:
            return Shot(ink.number, None)
        drawn: Picture = page.render(scale=DPI / 72, grayscale=True).to_numpy()
        picture = drawn.reshape(drawn.shape[:2]).copy()
    except (pypdfium2.PdfiumError, MemoryError, ValueError):
        return Shot(ink.number, None)
    if is_picture(ink):
        return Shot(ink.number, picture)
    for box in _far_from_unreadable(ink):
        x0, top, x1, bottom = (max(0, round(side * POINT)) for side in box)
        picture[top:bottom, x0:x1] = PAPER
    return Shot(ink.number, picture, sum(not word.face.turn for word in ink.words) > OWN_WORDS)


def _far_from_unreadable(ink: Ink) -> list[Box]:
    """The boxes, with what juts out of them, of the words in lines that can be read as they are."""
    dark = [(box[1], box[3]) for boxes in ink.unreadable.values() for box in boxes]
    boxes = [
        (x0 - JUTS, top - JUTS, x1 + JUTS, bottom + JUTS)
        for x0, top, x1, bottom in (word.box for word in ink.words)
    ]
    return [
        box for box in boxes if not any(top < box[3] and box[1] < bottom for top, bottom in dark)
    ]


def _beside(page: Ink, scan: Ink) -> Ink:
    """A recognised page whole where it is a picture; else only its words in place of those that
    the file's fonts hide.
    """
    if scan.failed or is_picture(page):
        return scan
    words, unreadable = list(page.words), {}
    for name, boxes in page.unreadable.items():
        words += [word for word in scan.words if any(inside(word.box, box) for box in boxes)]
        unreadable[name] = [
            box for box in boxes if not any(overlap(word.box, box) > 0 for word in scan.words)
        ]
    return replace(page, words=words, unreadable=unreadable)
