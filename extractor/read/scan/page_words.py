"""Recognised words as words of a page: their baseline, the size of their letters, whether they
are bold.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractor.read.pdf.ink import Face, Word
from extractor.read.scan.paper import Mask
from extractor.read.scan.spots import POINT
from extractor.read.scan.strokes import runs_of
from extractor.read.scan.tesseract import Heard

NAME = "scan"  # the face of all recognised letters
CAPITAL, SMALL, TAIL = (
    0.67,
    0.47,
    0.21,
)  # of the letter size: heights above the baseline, depth below
SIDE = 0.05  # of the letter size: the white that belongs to a word behind its last letter
DIGIT = 0.5  # of the letter size: the least width that digits have, a «1» with its white, too
SAME = 0.12  # of the letter size: sizes that differ by less are one
BOLD = 1.35  # times the width of the page's usual stems
_TALL = re.compile(r"[0-9A-ZА-ЯЁбйёфdfhklbti%№()!?]")
_LOW = re.compile(r"[рудфщцДЩЦgjpqy,;()]")
_SAME_SHAPE = re.compile("[ВГЖЗИКЛМНОПСТХЧШЫЬЭЮЯ]+[.,:;]?")
_LOOKS = re.compile(r"\w")


class _Row(NamedTuple):
    """A line of words; sizes in pixels."""

    words: tuple[Heard, ...]
    base: float
    size: float
    stem: float


def words_of(rows: Iterable[Sequence[Heard]], mask: Mask, turned: bool = False) -> list[Word]:
    """Lines of recognised words as words in points. Sizes and stems that differ little from the
    page's usual ones are those.
    """
    level = [_row(row, mask) for row in rows if row]
    usual = _usual([row.size for row in level for _ in row.words])
    stem = _usual(
        [row.stem / row.size for row in level for word in row.words if _LOOKS.search(word.text)],
        0.01,
    )
    return [word for row in level for word in _written(row, usual, stem, turned)]


def lines_of(words: Iterable[Heard]) -> Iterator[list[Heard]]:
    """Words by the line that they were read in."""
    found: dict[int, list[Heard]] = {}
    for word in words:
        found.setdefault(word.line, []).append(word)
    yield from found.values()


def _row(words: Sequence[Heard], mask: Mask) -> _Row:
    sizes = sorted(_size(word) for word in words if _LOOKS.search(word.text)) or [_size(words[0])]
    size = sizes[len(sizes) // 2]
    words = [_small(word, words) for word in words]
    bases = sorted(
        word.bottom - (TAIL * size if _LOW.search(word.text) else 0)
        for word in words
        if _LOOKS.search(word.text)
    )
    base = bases[len(bases) // 2] if bases else float(words[0].bottom)
    return _Row(tuple(words), base, size, _stem(words, mask))


def _small(word: Heard, row: Sequence[Heard]) -> Heard:
    """«книги, ЭКЗ.»: letters of one shape in both cases are small ones where they are as low as
    those of the words beside.
    """
    if not _SAME_SHAPE.fullmatch(word.text):
        return word
    beside = sorted(_size(other) for other in row if other.text.islower())
    small = word._replace(text=word.text.lower())
    return (
        small
        if beside
        and abs(_size(small) - beside[len(beside) // 2])
        < abs(_size(word) - beside[len(beside) // 2])
        else word
    )


def _size(word: Heard) -> float:
    """The letter size that the height of a word tells, from which letters it has."""
    above = CAPITAL if _TALL.search(word.text) else SMALL
    return max(8.0, (word.bottom - word.top) / (above + (TAIL if _LOW.search(word.text) else 0)))


def _stem(words: Sequence[Heard], mask: Mask) -> float:
    """How wide the upright strokes of a line are: the usual length of its runs of ink."""
    lengths = [
        runs_of(mask[word.top : word.bottom, word.x0 : word.x1], 2)
        for word in words
        if _LOOKS.search(word.text)
    ]
    runs = np.concatenate([each[:, 2] - each[:, 1] for each in lengths]) if lengths else np.zeros(0)
    return float(np.median(runs)) if len(runs) else 0.0


def _usual(values: Sequence[float], step: float = 1.0) -> float:
    """The most frequent value, counted in steps."""
    counts = Counter(round(each / step) for each in values)
    return counts.most_common(1)[0][0] * step if counts else 0.0


def _written(row: _Row, usual: float, stem: float, turned: bool) -> Iterator[Word]:
    size = usual if abs(row.size - usual) <= SAME * usual else row.size
    bold = bool(stem) and row.stem / size >= BOLD * stem
    face = Face(NAME, round(2 * size / POINT) / 2, bold, 90 if turned else 0)
    for each in row.words:
        base = each.x1 if turned else row.base
        end = each.x1 + (
            0
            if turned
            else max(
                SIDE * size, DIGIT * size * len(each.text) * each.text.isdigit() - each.x1 + each.x0
            )
        )
        box = each.x0 / POINT, each.top / POINT, end / POINT, each.bottom / POINT
        yield Word(each.text, *box, base / POINT, face, False, -1, each.confidence)
