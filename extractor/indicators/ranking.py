"""Candidates with their probabilities: a logistic model of their features."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.indicators.evidence import Features

LARGEST = 30.0
Weights = Mapping[str, float]
# Where the thing counted was read, as its feature says: in the figure's own labels, not a title.
IN_LABELS = ("subject own", "subject unit", "subject bracket", "subject outer")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A code with its score, 0 being that of «no code»; ``in_labels`` where the figure's own row
    or column says what is counted.
    """

    code: str
    score: float
    in_labels: bool = True


def weighed(candidates: Iterable[tuple[str, Features]], weights: Weights) -> list[Weighed]:
    """Return the codes with their scores, the best first; readings of one code count together."""
    powers: dict[str, float] = defaultdict(float)
    near: dict[str, bool] = {}
    for code, features in candidates:
        powers[code] += math.exp(min(LARGEST, score(features, weights)))
        near[code] = near.get(code, False) or _is_in_labels(features)
    found = (Weighed(code, math.log(power), near[code]) for code, power in powers.items())
    return sorted(found, key=lambda one: (-one.score, one.code))


def chances(scores: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return codes with their probabilities, the best first; what is left is that of none.

    >>> [(code, round(chance, 2)) for code, chance in chances([("a", 0.0), ("b", math.log(2))])]
    [('b', 0.5), ('a', 0.25)]
    """
    powers = [(code, math.exp(min(LARGEST, value))) for code, value in scores]
    total = 1.0 + sum(power for _, power in powers)
    found = ((code, power / total) for code, power in powers)
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def ranked(candidates: Iterable[tuple[str, Features]], weights: Weights) -> list[tuple[str, float]]:
    """Return codes with their probabilities, the best first."""
    return chances([(one.code, one.score) for one in weighed(candidates, weights)])


def score(features: Features, weights: Weights) -> float:
    """Return the sum of the features, each by its weight; a feature without one weighs nothing."""
    return sum(weights.get(name, 0.0) * count for name, count in features.items())


def _is_in_labels(features: Features) -> bool:
    return any(name.startswith(IN_LABELS) for name in features)
