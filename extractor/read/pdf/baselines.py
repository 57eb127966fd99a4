"""Words that stand on one baseline, and the small raised marks that belong to it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

from extractor.read.pdf.ink import Word

SAME_LINE = (
    0.4  # of the letter size: how far baselines of one line may lie apart (a superscript: a third)
)
SMALL = 0.8  # of the line's letter size: a note's mark is smaller than that
RAISED = 0.12  # of the letter size: a note's mark stands at least so much above the line
HIGHEST = 0.75  # of the letter size: so high above the baseline a mark of a note may stand
CLOSE = 3.0  # points between a word and the mark of a note on it
MARK = re.compile(r"[\d*]{1,3}[)]?$")
_level, _left = itemgetter(0), attrgetter("x0")


def rows_of(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words that stand on one baseline, from left to right; a raised mark with the word that it
    follows.
    """
    row: list[Word] = []
    base = reach = 0.0
    for level, word in sorted(_levels(list(words)), key=_level):
        step = level - base
        if row and step > reach and (_is_mark(word, row) or step > SAME_LINE * word.face.size):
            row.sort(key=_left)
            yield row
            row = []
        if not row:
            base = level
            reach = SAME_LINE * word.face.size
        row.append(word)
    if row:
        row.sort(key=_left)
        yield row


def _levels(words: Sequence[Word]) -> Iterator[tuple[float, Word]]:
    """Each word with the baseline that it belongs to: its own, or for a small raised mark that of
    the word before it.
    """
    largest = max([word.face.size for word in words], default=0.0)
    marks = {
        id(word) for word in words if word.face.size < SMALL * largest and MARK.match(word.text)
    }
    if not marks:
        yield from ((word.base, word) for word in words)
        return
    ends: dict[int, list[Word]] = {}
    for word in words:
        ends.setdefault(round(word.x1 / CLOSE), []).append(word)
    for word in words:
        host = _host(word, ends) if id(word) in marks else None
        yield (host or word).base, word


def _host(mark: Word, ends: Mapping[int, Sequence[Word]]) -> Word | None:
    """The larger word that a raised mark follows without a gap."""
    at = round(mark.x0 / CLOSE)
    for word in (*ends.get(at, ()), *ends.get(at - 1, ()), *ends.get(at + 1, ())):
        rise = word.base - mark.base
        if (
            mark.face.size < SMALL * word.face.size
            and RAISED * word.face.size < rise < HIGHEST * word.face.size
            and abs(mark.x0 - word.x1) <= CLOSE
        ):
            return word
    return None


def _is_mark(word: Word, row: Sequence[Word]) -> bool:
    return word.face.size < SMALL * row[0].face.size
