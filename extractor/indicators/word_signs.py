"""Words as signs of an indicator, learned from labelled labels, whatever the lexicon knows of them.

«читат…» in a label speaks for users, «методич…» against consultations: each code has its signs with
their weights (``words`` in ``words/meaning_weights.yaml``).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from extractor.indicators.label_words import Token
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import Labels

REMEMBERED = 4096
SHORT, LONG, KEPT = 4, 7, 5  # letters of words that keep all but the last, or the first five
LEAST_KEPT = 3
NAME = "word"


class WordSigns:
    """Finds the signs of labels; of ``known`` codes only those that have a weight, where given."""

    def __init__(
        self, lexicon: Lexicon, known: Mapping[str, Mapping[str, float]] | None = None
    ) -> None:
        self._lexicon = lexicon
        self._known = known
        self._stems = lru_cache(maxsize=REMEMBERED)(self._stems_of)
        self._signs = lru_cache(maxsize=REMEMBERED)(self._signs_of)

    def of(self, labels: Labels, code: str) -> Iterator[str]:
        """The names of the features that the words of labels are for a code."""
        signs = self._signs(labels)
        found = signs if self._known is None else signs & self._known.get(code, {}).keys()
        return (f"{NAME} {code} {sign}" for sign in found)

    def _signs_of(self, labels: Labels) -> frozenset[str]:
        outer = (*labels.row[:-1], *labels.column[:-1], *labels.group)
        places = {
            "own": (*labels.row[-1:], *labels.column[-1:]),
            "outer": outer,
            "over" if labels.is_part else "above": (labels.over,),
        }
        return frozenset(
            f"{place} {stem}"
            for place, said in places.items()
            for label in said
            for stem in self._stems(label)
        )

    def _stems_of(self, label: str) -> frozenset[str]:
        return frozenset(map(_stem, self._lexicon.tokens_of(label))) if label else frozenset()


def weights_of(content: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Parse the signs of each code: «own читат 0.4, over посещ -0.2».

    >>> weights_of({"users.registered": "own читат 0.4, over посещ -0.2"})
    {'users.registered': {'own читат': 0.4, 'over посещ': -0.2}}
    """
    return {code: dict(map(_parsed, text.split(", "))) for code, text in content.items()}


def text_of(weights: Iterable[tuple[str, float]]) -> str:
    """Write signs with their weights as :func:`weights_of` parses them."""
    return ", ".join(f"{sign} {weight:.2f}" for sign, weight in weights)


def _parsed(sign: str) -> tuple[str, float]:
    name, _, weight = sign.rpartition(" ")
    return name, float(weight)


def _stem(token: Token) -> str:
    """The beginning by which forms of a word are one; an abbreviation keeps its point."""
    word = token.text
    if not word.isalpha() or len(word) < SHORT:
        return word
    return word[:KEPT] if len(word) >= LONG else word[: max(LEAST_KEPT, len(word) - 1)]
