"""Words that stand on one baseline, and the small raised marks that belong to it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from extractor.read.pdf.ink import Word

SAME_LINE = (
    0.4  # of the letter size: how far baselines of one line may lie apart (a superscript: a third)
)
SMALL = 0.8  # of the line's letter size: a note's mark is smaller than that
RAISED = 0.12  # of the letter size: a note's mark stands at least so much above the line
HIGHEST = 0.75  # of the letter size: so high above the baseline a mark of a note may stand
CLOSE = 3.0  # points between a word and the mark of a note on it
MARK = re.compile(r"[\d*]{1,3}[)]?$")
_base, _left = attrgetter("base"), attrgetter("x0")


def rows_of(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words that stand on one baseline, from left to right; a raised mark with the word that it
    follows.
    """
    row: list[Word] = []
    base = reach = 0.0
    ordered = sorted(words, key=_base)
    levels = _levels_of_marks(ordered)
    if levels:
        ordered.sort(key=lambda word: levels.get(id(word), word.base))
    for word in ordered:
        level = levels.get(id(word), word.base) if levels else word.base
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


def _levels_of_marks(words: Sequence[Word]) -> dict[int, float]:
    """For small raised marks the baseline of the word that they follow, by their identity."""
    if len(words) < 2:
        return {}
    sizes = [word.face.size for word in words]
    small = SMALL * max(sizes)
    if min(sizes) >= small:
        return {}
    marks = [word for word in words if word.face.size < small and MARK.match(word.text)]
    if not marks:
        return {}
    ends: dict[int, list[Word]] = {}
    for word in words:
        ends.setdefault(round(word.x1 / CLOSE), []).append(word)
    hosts = ((mark, _host(mark, ends)) for mark in marks)
    return {id(mark): host.base for mark, host in hosts if host is not None}


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
