"""Words of a watermark: set askew, or large letters printed over lines of text. They are no part of
a cell or a sentence, and the page says so.
"""

from collections.abc import Sequence
from statistics import median

from extractor.model.place import Box
from extractor.read.pdf.chart_areas import inside
from extractor.read.pdf.ink import Ink, Word

LARGE = 2.2  # times the usual letter size
COVERED = 2  # lines of other words that such a word lies over


def without_watermarks(ink: Ink, charts: Sequence[Box]) -> list[tuple[str, str]]:
    """Take watermarks off the page; a notice repeats them. Slanted labels of a chart stay with
    it.
    """
    slanted = [word for word in ink.words if word.face.slanted]
    marks = [word for word in slanted if not any(inside(word.box, box) for box in charts)]
    marks += _large_over_text(ink.words)
    if not marks:
        return []
    gone = {id(word) for word in marks}
    texts = dict.fromkeys(word.text for word in ink.words if id(word) in gone)
    ink.words = [word for word in ink.words if id(word) not in gone]
    return [("text_watermark", f"«{' '.join(texts)}»")]


def _large_over_text(words: Sequence[Word]) -> list[Word]:
    """Large words in whose letters lines of small ones stand."""
    sizes = [word.face.size for word in words]
    if not sizes or max(sizes) < LARGE * min(sizes):
        return []
    usual = median(sizes)
    large = [word for word in words if word.face.size >= LARGE * usual and not word.face.slanted]
    return [word for word in large if _lines_under(word, words, usual) >= COVERED]


def _lines_under(large: Word, words: Sequence[Word], usual: float) -> int:
    """How many lines of usual words cross the letters of a large one, from its middle up."""
    height = large.face.size
    top, bottom = large.base - 0.7 * height, large.base
    return len(
        {
            round(word.base)
            for word in words
            if word.face.size < LARGE * usual
            and word.x0 < large.x1
            and large.x0 < word.x1
            and top < word.base - 0.3 * word.face.size < bottom
        }
    )
