"""Pages that are pictures, several at once: rendered here one after the other, recognised in as
many programs as allowed.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2

from extractor.options import ReadOptions
from extractor.read.pdf.chart_areas import inside, overlap
from extractor.read.pdf.ink import Ink, is_picture
from extractor.read.scan.page_cache import Memory
from extractor.read.scan.paper import DPI, Picture
from extractor.read.scan.sheet import ink_of_picture
from extractor.read.scan.tesseract import languages

RUSSIAN, OTHER = "rus", "eng"


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
        pictures = ((number, _rendered(document, number, options)) for number in known)
        for ink in recognised(pictures, path.name, len(known), options):
            yield _beside(known[ink.number], ink)
    finally:
        document.close()


def recognised(
    pictures: Iterable[tuple[int, Picture | None]], name: str, count: int, options: ReadOptions
) -> Iterator[Ink]:
    """The ink of numbered pictures in their order. No more pictures are held than are being
    read.
    """
    memory = Memory(options.memory)
    waiting: deque[Future[Ink]] = deque()
    done = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for number, picture in pictures:
            waiting.append(pool.submit(_recognised, picture, number, memory))
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


def _recognised(picture: Picture | None, number: int, memory: Memory) -> Ink:
    if picture is None:
        return Ink(number, 0.0, 0.0, failed=True)
    found = memory.recall(picture, number)
    if found is None:
        found = ink_of_picture(
            picture, number, "+".join(each for each in (RUSSIAN, OTHER) if each in languages())
        )
        memory.keep(picture, found)
    return found


def _rendered(document: Any, number: int, options: ReadOptions) -> Picture | None:  # noqa: ANN401 - the library has no types
    """The grey picture of a page as it is shown; None where it is too large or cannot be drawn."""
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if width * height * (DPI / 72) ** 2 > options.limits.page_pixels:
            return None
        drawn: Picture = page.render(scale=DPI / 72, grayscale=True).to_numpy()
        return drawn.reshape(drawn.shape[:2]).copy()
    except (pypdfium2.PdfiumError, MemoryError, ValueError):
        return None


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
