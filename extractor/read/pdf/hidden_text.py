"""Text that nobody sees on the page: white on white, covered by something drawn later, drawn in no
ink, off the page. It is no part of what the report says, and the page says so.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractor.model.place import Box
from extractor.read.pdf.chart_areas import inside
from extractor.read.pdf.ink import Ink, Word, is_picture

SHOWN = 40  # words that a notice repeats
REACH = 1.0  # points by which a covered word may stand out


def without_hidden(ink: Ink) -> list[tuple[str, str]]:
    """Take words that nobody sees off the page; a notice repeats them. The text under a scan is
    left to who recognises it.
    """
    if is_picture(ink):
        return []
    covered = _covered(ink)
    hidden = [
        word
        for word in ink.words
        if (face := word.face).pale
        or face.hidden
        or word.x1 < 0
        or word.bottom < 0
        or word.x0 > ink.width
        or word.top > ink.height
        or word.first in covered
    ]
    gone = {id(word) for word in hidden if not _has_ground(word, ink)}
    if not gone:
        return []
    texts = [word.text for word in ink.words if id(word) in gone]
    ink.words = [word for word in ink.words if id(word) not in gone]
    return [("text_hidden", f"«{' '.join(texts[:SHOWN])}{'…' * (len(texts) > SHOWN)}»")]


def _has_ground(word: Word, ink: Ink) -> bool:
    """Whether white letters stand on colour, or a recogniser's on the picture that they tell of."""
    box = word.box
    if word.face.hidden:
        return any(inside(box, picture) for picture in ink.pictures)
    grounds = (ink.fills, ink.pictures, ink.drawings) if word.face.pale else ()
    return any(inside(box, ground) for boxes in grounds for ground in boxes)


def _covered(ink: Ink) -> set[int]:
    """First letters of the words that lie under an area filled after they were drawn."""
    if not ink.covers:
        return set()
    words = sorted((word for word in ink.words if word.first >= 0), key=_top)
    tops = [word.top for word in words]
    found: set[int] = set()
    for order, box in ink.covers:
        low, high = bisect_left(tops, box[1] - REACH), bisect_right(tops, box[3])
        found.update(
            word.first
            for word in words[low:high]
            if _lies_in(word, box) and ink.drawn_at(word) < order
        )
    return found


def _top(word: Word) -> float:
    return word.top


def _lies_in(word: Word, box: Sequence[float] | Box) -> bool:
    middle = (word.top + word.bottom) / 2
    return (
        box[0] - REACH <= word.x0
        and word.x1 <= box[2] + REACH
        and box[1] <= middle
        and word.base <= box[3] + REACH
    )
