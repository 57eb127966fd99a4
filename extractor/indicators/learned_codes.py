"""What signs say of an indicator by experience: how they went with indicators where hands gave
codes, in sentences (``learned_words.py``) and in labels of tables (``label_signs.py``).

A multinomial logistic regression with its weights as data: a file of ``words`` has the codes and,
in one text that is read line by line, the weights of each sign.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from math import exp, log
from typing import Any

from extractor.text import fold

LONGEST, SHORTEST, ENDING = 6, 4, 2  # letters of a beginning, and of the ending that is cut off
NAMED, LIKELY = 4, 0.02  # candidates that signs alone may name, and how probable each must be
FAR, ORDER = 6.0, 3.0  # limits of odds and margins, and what counts as one
UNHEARD = -20.0
CONSTANT = "constant"
NONE, NOTHING = "", "learned none"
Signs = Mapping[str, float]
Chances = Mapping[str, float]
_WORD = re.compile(r"[^\W\d_]+")


def beginnings_of(text: str) -> list[str]:
    """The words of a text without their endings.

    >>> beginnings_of("Выдано экз. периодических изданий")
    ['выда', 'экз', 'период', 'издан']
    """
    return [_beginning(word) for word in _WORD.findall(fold(text))]


def _beginning(word: str) -> str:
    return word[: max(SHORTEST, min(LONGEST, len(word) - ENDING))]


class LearnedCodes:
    """The weights of signs, and what they give together.

    >>> learned = LearnedCodes({"codes": ["users", "visits"], "weights": "читат: 0 -1 1 2"})
    >>> {code: round(exp(chance), 2) for code, chance in learned.chances({"читат": 1.0}).items()}
    {'': 0.04, 'users': 0.84, 'visits': 0.11}
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._codes: list[str] = [NONE, *content["codes"]]
        self._texts = weights_by_sign(content["weights"])
        self._read: dict[str, list[tuple[int, float]]] = {}

    def chances(self, signs: Signs) -> dict[str, float]:
        """The probability of each indicator, and of none (an empty code), as its logarithm."""
        scores = self._scores(signs)
        highest = max(scores)
        whole = highest + log(sum(exp(score - highest) for score in scores))
        return {code: score - whole for code, score in zip(self._codes, scores, strict=True)}

    def spoken_for(self, signs: Signs) -> set[str]:
        """The indicators for which some signs speak more than for none.

        >>> learned = LearnedCodes({"codes": ["users", "visits"], "weights": "читат: 1 2 2 -1"})
        >>> learned.spoken_for({"читат": 1.0})
        {'users'}
        """
        scores = self._scores(signs)
        return {code for code, score in zip(self._codes, scores, strict=True) if score > scores[0]}

    def _scores(self, signs: Signs) -> list[float]:
        """The weights of all signs together, by the place of a code."""
        scores = [0.0] * len(self._codes)
        for sign, worth in signs.items():
            for place, weight in self._weights(sign):
                scores[place] += worth * weight
        return scores

    def _weights(self, sign: str) -> list[tuple[int, float]]:
        """Weights by the place of a code; the file keeps them as «place weight place weight»."""
        if sign not in self._read:
            parts = self._texts.get(sign, "").split()
            pairs = zip(parts[::2], parts[1::2], strict=True)
            self._read[sign] = [(int(place), float(weight)) for place, weight in pairs]
        return self._read[sign]


def named_by(chances: Chances) -> list[str]:
    """The indicators that signs alone make probable, the best first."""
    best = sorted(chances, key=lambda code: (-chances[code], code))[:NAMED]
    return [code for code in best if code != NONE and exp(chances[code]) > LIKELY]


def leaders_of(chances: Chances) -> list[tuple[float, str]]:
    """The two most probable indicators, the best first."""
    return nlargest(2, ((chance, code) for code, chance in chances.items() if code != NONE))


def signs_for(
    code: str, chances: Chances, leaders: Sequence[tuple[float, str]]
) -> Iterator[tuple[str, float]]:
    """What experience says for and against an indicator, as signs of a candidate."""
    own, none = chances.get(code, UNHEARD), chances[NONE]
    rival = next((chance for chance, name in leaders if name != code), UNHEARD)
    margin = own - rival
    yield "learned odds", max(-FAR, own - none) / ORDER
    yield "learned chance", exp(own)
    yield NOTHING, exp(none)
    yield "learned margin", max(-FAR, min(FAR, margin)) / ORDER
    if margin > 0:
        yield "learned best", 1.0


def signs_in_favour(
    code: str, chances: Chances, leaders: Sequence[tuple[float, str]]
) -> Iterator[tuple[str, float]]:
    """What experience says for an indicator: that it has not met one speaks against none."""
    signs = signs_for(code, chances, leaders)
    return ((name, value) for name, value in signs if value > 0 and name != NOTHING)


def weights_by_sign(text: str) -> dict[str, str]:
    """The weights of each sign, from lines «sign: place weight place weight».

    >>> weights_by_sign("читат: 0 -1 1 2")
    {'читат': '0 -1 1 2'}
    """
    lines = (line.rpartition(": ") for line in text.splitlines())
    return {sign: weights for sign, _, weights in lines}
