"""Which library a figure of running text speaks of: one that its own sentence names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from extractor.model import Document, Mention, Paragraph
from extractor.names.lookup import Asked

# «… № 4. В филиале …»; a point after «с.», «ул.», «им.» or an initial ends nothing. Of several
# stops only the last is looked at:
# a search that begins at each of them again takes the square of their number.
_END = re.compile(
    r"(?<![\s.(][А-ЯЁа-яё])(?<!\bул)(?<!\bим)(?<!\bпос)(?<!\bтыс)(?<!\bруб)(?<!\bчел)[.!?…]\s+(?=[А-ЯЁ«\"\d])"
)
_FARTHEST = 2000  # characters to a name: a text without full stops is no single sentence


def names_around(document: Document, asked: Asked, block: int, at: int) -> Iterator[Mention]:
    """Names in the sentence of the character ``at``: those before it, the nearest first, then a
    single one after it.
    """
    paragraph = document.blocks[block]
    if not isinstance(paragraph, Paragraph):
        return
    named = asked.prose(paragraph.text)
    if not named:
        return
    first, last = sentence_around(paragraph.text, at)
    begin = bisect_left(named, max(first, at - _FARTHEST), key=lambda each: each[0])
    middle = bisect_right(named, at, key=lambda each: each[0])
    end = bisect_left(named, min(last, at + _FARTHEST), key=lambda each: each[0])
    yield from (named[index][2] for index in range(middle - 1, begin - 1, -1))
    if begin >= middle and end - middle == 1:
        yield named[middle][2]


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Characters of the sentence that holds ``at``.

    >>> text = "В с. Луговое тихо. В филиале № 4 тепло. Конец"
    >>> text[slice(*sentence_around(text, 25))]
    'В филиале № 4 тепло. '
    """
    ends = _ends(text)
    index = bisect_right(ends, at)
    return ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(text)


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    """Where sentences end, asked for each figure of a text."""
    return tuple(found.end() for found in _END.finditer(text))
