"""Labels of one table that seem to say the same indicator: the one that says it best has it.

«Всего | МБ | ОБ» under «Израсходовано на комплектование»: where «МБ» is not understood, its figure
would seem to be the whole. That two labels beside each other say one thing is the sign.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from extractor.indicators.decision import Decision
from extractor.indicators.meaning import Labels, Whose
from extractor.model import Observation
from extractor.text import fold
from extractor.words import words

REMEMBERED = 16384
LEAST = 0.3  # the probability from which another label is a rival
EQUAL = 0.02  # a difference of probabilities that is none
SHORT = 0.05  # what an abbreviation loses to the whole word: «Читателей | Чит.»
_WORD = re.compile(r"[^\W\d_]+|\d{3,}")
_ABBREVIATION = re.compile(r"[^\W\d_]+\.")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Rival(IntEnum):
    """How another label of the table says the same code."""

    NONE = 0
    EQUAL = 1
    BETTER = 2


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one label says of one code: how probably, of whom, in which words."""

    probability: float
    whose: Whose
    words: frozenset[str]

    def against(self, other: "_Claim") -> Rival:
        """BETTER where another label says the same more probably, EQUAL where as probably without
        more words.
        """
        if other.whose is not self.whose or other.words == self.words:
            return Rival.NONE
        if other.probability - self.probability > EQUAL:
            return Rival.BETTER
        is_near = other.probability >= self.probability - EQUAL
        return Rival.EQUAL if is_near and not self.words < other.words else Rival.NONE


class Rivals:
    """For each table the claims of all its labels on each code, gathered when first asked."""

    def __init__(
        self,
        observations: Iterable[Observation],
        labels_of: Callable[[Observation], Labels],
        decide: Callable[[Labels], Decision],
    ) -> None:
        self._labels_of, self._decide = labels_of, decide
        self._observations: dict[int, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.table is not None:
                self._observations[observation.table].append(observation)
        self._claims: dict[int, dict[str, frozenset[_Claim]]] = {}

    def beside(self, table: int, labels: Labels, decision: Decision) -> Rival:
        """The strongest rival of a label for the best code of its decision."""
        if not decision.candidates:
            return Rival.NONE
        if table not in self._claims:
            self._claims[table] = self._gathered(self._observations.get(table, []))
        code, mine = _claim(labels, decision)
        return max(map(mine.against, self._claims[table].get(code, ())), default=Rival.NONE)

    def _gathered(self, observations: Iterable[Observation]) -> dict[str, frozenset[_Claim]]:
        found: dict[str, set[_Claim]] = defaultdict(set)
        for labels in dict.fromkeys(map(self._labels_of, observations)):
            decision = self._decide(labels)
            if decision.probability >= LEAST:
                code, claim = _claim(labels, decision)
                found[code].add(claim)
        return {code: frozenset(claims) for code, claims in found.items()}


def _claim(labels: Labels, decision: Decision) -> tuple[str, _Claim]:
    code, probability = decision.candidates[0]
    said = frozenset[str]().union(*map(content_of, (*labels.row, *labels.column)))
    is_short = any(_ABBREVIATION.fullmatch(label) for label in (*labels.row, *labels.column))
    return code, _Claim(probability - SHORT * is_short, labels.whose, said)


@lru_cache(maxsize=REMEMBERED)
def content_of(label: str) -> frozenset[str]:
    """The words of a label without years, numbers of columns and words that say nothing.

    >>> sorted(content_of("Число посещений в 2023 году, всего (гр. 12)"))
    ['гр', 'посещений']
    """
    neutral = words("meaning")["neutral"]
    found = _WORD.findall(fold(label))
    return frozenset(w for w in found if w not in neutral and not _YEAR.fullmatch(w))
