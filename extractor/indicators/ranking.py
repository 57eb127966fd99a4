"""Candidates with their probabilities: a logistic model of their features."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from extractor.indicators.evidence import Features

LARGEST = 30.0
Weights = Mapping[str, float]


def ranked(candidates: Iterable[tuple[str, Features]], weights: Weights) -> list[tuple[str, float]]:
    """Return codes with their probabilities, the best first; what is left is that of none."""
    weighed: dict[str, float] = defaultdict(float)
    for code, features in candidates:
        weighed[code] += math.exp(min(LARGEST, score(features, weights)))
    total = 1.0 + sum(weighed.values())
    found = ((code, weight / total) for code, weight in weighed.items())
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def score(features: Features, weights: Weights) -> float:
    """Return the sum of the features, each by its weight; a feature without one weighs nothing."""
    return sum(weights.get(name, 0.0) * count for name, count in features.items())
