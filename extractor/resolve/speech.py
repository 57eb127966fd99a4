"""Which library a figure of running text speaks of: one that its own sentence names."""

import re
from collections.abc import Iterator

from extractor.model import Document, Mention, Paragraph
from extractor.resolve.asked import Asked

# «… № 4. В филиале …»; a point after «с.», «ул.», «им.» or an initial ends nothing.
_END = re.compile(r"(?<![\s.(][А-ЯЁа-яё])(?<!\bул)(?<!\bим)(?<!\bпос)(?<!\bтыс)(?<!\bруб)(?<!\bчел)[.!?…]+\s+(?=[А-ЯЁ«\"\d])")


def names_around(document: Document, asked: Asked, block: int, at: int) -> Iterator[Mention]:
    """Names in the sentence of the character ``at``: those before it, the nearest first, then a single one after it."""
    paragraph = document.blocks[block]
    if not isinstance(paragraph, Paragraph):
        return
    first, last = sentence_around(paragraph.text, at)
    named = [(start, mention) for start, _, mention in asked.prose(paragraph.text) if first <= start < last]
    before = [mention for start, mention in named if start <= at]
    after = [mention for start, mention in named if start > at]
    yield from reversed(before)
    yield from after if len(after) == 1 and not before else ()


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Characters of the sentence that holds ``at``.

    >>> text = "В с. Луговое тихо. В филиале № 4 тепло. Конец"
    >>> text[slice(*sentence_around(text, 25))]
    'В филиале № 4 тепло. '
    """
    ends = [found.end() for found in _END.finditer(text)]
    return max((each for each in ends if each <= at), default=0), min((each for each in ends if each > at), default=len(text))
