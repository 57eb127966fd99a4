"""What the words around a figure say of it by experience: how words went with indicators in the
sentences that hands gave codes.

A multinomial logistic regression over the beginnings of words, with its weights as data
(``words/learned_words.yaml``), fitted by ``benchmarks/fit_learned_words.py``. It knows no members
and no order of words: it is one more sign, and it names candidates where no member is heard.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import pairwise
from math import exp, log
from typing import Any

from extractor.indicators.sentence_words import Around
from extractor.text import fold
from extractor.words import words

OWN_LAYERS = 4  # the thing counted, its clause, what is carried to it, what stands before a colon
LONGEST, SHORTEST, ENDING = 6, 4, 2  # letters of a beginning, and of the ending that is cut off
NAMED, LIKELY = 4, 0.02  # candidates that words alone may name, and how probable each must be
FAR, ORDER = 6.0, 3.0  # limits of odds and margins, and what counts as one
UNHEARD = -20.0
CONSTANT = "constant"
EQUALS = " = "  # between a sign and its weights in the file
NONE = ""
WORD = re.compile(r"[^\W\d_]+")
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


def beginnings_of(text: str) -> list[str]:
    """The words of a text without their endings.

    >>> beginnings_of("Выдано экз. периодических изданий")
    ['выда', 'экз', 'период', 'издан']
    """
    return [_beginning(word) for word in WORD.findall(fold(text))]


def _beginning(word: str) -> str:
    return word[: max(SHORTEST, min(LONGEST, len(word) - ENDING))]


class LearnedWords:
    """The weights of signs, and what they give for a figure."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._codes: list[str] = [NONE, *content["codes"]]
        self._texts: Mapping[str, str] = content["weights"]
        self._read: dict[str, list[tuple[str, float]]] = {}

    def chances(self, around: Around) -> dict[str, float]:
        """The probability of each indicator, and of none (an empty code), as its logarithm."""
        scores = dict.fromkeys(self._codes, 0.0)
        for sign, worth in dict(signs_of(around)).items():
            for code, weight in self._weights(sign):
                scores[code] += worth * weight
        highest = max(scores.values())
        whole = highest + log(sum(exp(score - highest) for score in scores.values()))
        return {code: score - whole for code, score in scores.items()}

    def _weights(self, sign: str) -> list[tuple[str, float]]:
        """Weights by code; the file keeps them as «place weight place weight»."""
        if sign not in self._read:
            parts = self._texts.get(sign, "").split()
            pairs = zip(parts[::2], parts[1::2], strict=True)
            self._read[sign] = [(self._codes[int(at)], float(weight)) for at, weight in pairs]
        return self._read[sign]


def named_by(chances: Mapping[str, float]) -> list[str]:
    """The indicators that words alone make probable, the best first."""
    likely = [code for code, chance in chances.items() if exp(chance) > LIKELY]
    best = sorted(likely, key=lambda code: (-chances[code], code))[:NAMED]
    return [code for code in best if code != NONE]


def leaders_of(chances: Mapping[str, float]) -> list[tuple[float, str]]:
    """The two most probable indicators, the best first."""
    return nlargest(2, ((chance, code) for code, chance in chances.items() if code != NONE))


def signs_for(
    code: str, chances: Mapping[str, float], leaders: Sequence[tuple[float, str]]
) -> Iterator[Sign]:
    """What learned words say for and against an indicator, as signs of a candidate."""
    own, none = chances.get(code, UNHEARD), chances[NONE]
    rival = next((chance for chance, name in leaders if name != code), UNHEARD)
    margin = own - rival
    yield "learned odds", max(-FAR, own - none) / ORDER
    yield "learned chance", exp(own)
    yield "learned none", exp(none)
    yield "learned margin", max(-FAR, min(FAR, margin)) / ORDER
    if margin > 0:
        yield "learned best", 1.0


@cache
def learned_words() -> LearnedWords:
    """The weights that stand beside the words."""
    content = words("learned_words")
    return LearnedWords({"codes": content["codes"], "weights": dict(lines_of(content["weights"]))})


def lines_of(weights: str) -> Iterator[tuple[str, str]]:
    """The signs of the file and their weights. They are lines of one text, for a mapping of eight
    thousand entries takes YAML a tenth of a second.
    """
    for line in weights.splitlines():
        sign, _, of_codes = line.rpartition(EQUALS)
        yield sign, of_codes
