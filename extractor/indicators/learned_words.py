"""What the words around a figure of a sentence say of it by experience: the signs for
``words/learned_words.yaml``, fitted by ``benchmarks/fit_learned_words.py``.

They know no members and no order of words: they are one more sign, and they name candidates where
no member is heard.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from extractor.indicators.learned_codes import CONSTANT, LearnedCodes, beginnings_of
from extractor.indicators.sentence_words import Around
from extractor.words import words

OWN_LAYERS = 4  # the thing counted, its clause, what is carried to it, what stands before a colon
Sign = tuple[str, float]


def signs_of(around: Around) -> Iterator[Sign]:
    """The signs of a figure, each with its worth; the same one may come twice."""
    yield CONSTANT, 1.0
    for place, layer in enumerate(around.layers[:-1]):
        for text in layer:
            yield from _said(beginnings_of(text), place)
    printed = beginnings_of(around.printed)
    yield from ((f"printed {word}", 1.0) for word in printed)
    for titles in around.layers[-1:]:
        yield from ((f"title {word}", 0.5) for word in beginnings_of(" ".join(titles)))
    yield f"unit {around.unit}", 1.0
    yield f"role {around.role}", 1.0
    if around.library:
        yield "of a library", 1.0
    if around.part:
        yield "a part", 1.0


def _said(said: list[str], place: int) -> Iterator[Sign]:
    """The words of one text: of what is counted, of all own ones, and those that follow another."""
    if not place:
        yield from ((f"thing {word}", 1.0) for word in said)
    if place < OWN_LAYERS:
        yield from ((word, 1.0) for word in said)
    yield from ((f"{first} {second}", 1.0) for first, second in pairwise(said))


class LearnedWords:
    """The weights of signs, and what they give for a figure of a sentence."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._codes = LearnedCodes(content)

    def chances(self, around: Around) -> dict[str, float]:
        """The probability of each indicator, and of none (an empty code), as its logarithm."""
        return self._codes.chances(dict(signs_of(around)))


@cache
def learned_words() -> LearnedWords:
    """The weights that stand beside the words."""
    return LearnedWords(words("learned_words"))
