"""Which library a figure of running text speaks of: one that its own sentence names."""

import re
from collections.abc import Iterator

from extractor.model import Document, Mention, Paragraph
from extractor.resolve.index import Index
from extractor.resolve.prose import find_mentions

# «… № 4. В филиале …»; a point after «с.», «ул.», «им.» or an initial ends nothing.
_END = re.compile(r"(?<![\s.(][А-ЯЁа-яё])(?<!\bул)(?<!\bим)(?<!\bпос)(?<!\bтыс)(?<!\bруб)(?<!\bчел)[.!?…]+\s+(?=[А-ЯЁ«\"\d])")


class Speech:
    """The paragraphs of a report, each read for names once and only when a figure asks."""

    def __init__(self, document: Document, index: Index) -> None:
        self.document, self.index = document, index
        self._known: dict[int, tuple[Mention, ...]] = {}

    def around(self, block: int, at: int) -> Iterator[Mention]:
        """Names in the sentence of the character ``at``: those before it, the nearest first, then a single one after it."""
        paragraph = self.document.blocks[block]
        if not isinstance(paragraph, Paragraph):
            return
        start, end = sentence_around(paragraph.text, at)
        named = [each for each in self._mentions(paragraph) if each.place and start <= (each.place.start or 0) < end]
        before = [each for each in named if each.place and (each.place.start or 0) <= at]
        after = [each for each in named if each not in before]
        yield from reversed(before)
        yield from after if len(after) == 1 and not before else ()

    def _mentions(self, paragraph: Paragraph) -> tuple[Mention, ...]:
        if paragraph.block not in self._known:
            self._known[paragraph.block] = tuple(find_mentions((paragraph,), self.document.file, self.index))
        return self._known[paragraph.block]


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Characters of the sentence that holds ``at``.

    >>> text = "В с. Луговое тихо. В филиале № 4 тепло. Конец"
    >>> text[slice(*sentence_around(text, 25))]
    'В филиале № 4 тепло. '
    """
    ends = [found.end() for found in _END.finditer(text)]
    return max((each for each in ends if each <= at), default=0), min((each for each in ends if each > at), default=len(text))
