"""How far a hypothesis is believed: a logistic model of what its instances and its shape say."""

from collections.abc import Mapping
from itertools import pairwise
from math import exp, log, log1p

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate

FEATURES = (
    "constant",
    "evidence",  # nats in all, as a logarithm
    "evidence of an instance",
    "share that holds",
    "instances that tell",
    "share of the line",
    "share exact",
    "parts",
    "distance",
    "skipped",
    "result between",
    "after its parts",
    "idle edge",
    "margin",
    "rivals in other operators",
    "along the row",
    "nested",
    "one instance",
    "per cent",
    "near",
)
MOST_EXPONENT = 30.0


def features(candidate: Candidate, best: Mapping[tuple[Operator, int], float]) -> list[float]:
    """Return the features of a hypothesis, in the order of FEATURES.

    `best` holds the heaviest evidence about each line, by operator.
    """
    lines, result, parts = candidate.lines, candidate.result, candidate.parts
    size, tells = len(candidate.scope), candidate.tells
    broken = len(candidate.broken)
    inside = sorted(parts)
    numbers = np.isfinite(lines.values[:, result])
    own = best[candidate.operator, result]
    others = [
        best.get((other, result), 0.0) for other in Operator if other is not candidate.operator
    ]
    edge = lines.values[np.ix_(candidate.scope, np.array([inside[0], inside[-1]]))]
    idle = float((~(np.abs(edge) > 0)).all(axis=0).any())
    skipped = sum(right - left - 1 for left, right in pairwise(inside))
    distance = min(abs(result - part) for part in parts)
    is_nested = candidate.kind in ("tops", "leaves")
    return [
        1.0,
        log1p(max(candidate.weight, 0.0)),
        candidate.weight / max(size, 1) / 10,
        1 - broken / size,
        log1p(tells),
        size / max(int(numbers.sum()), 1),
        candidate.exact / size,
        log(len(parts)),
        log(distance),
        log1p(skipped),
        float(inside[0] < result < inside[-1]),
        float(result > inside[-1]),
        idle,
        (own - candidate.weight) / (own + 5.0),
        log1p(max(0.0, *others)) - log1p(max(candidate.weight, 0.0)),
        float(lines.axis.value == "row"),
        float(is_nested),
        float(tells <= 1),
        float(candidate.factor == 100),
        float(max(abs(result - part) for part in parts) <= 2),
    ]


def probability(weights: np.ndarray, row: np.ndarray) -> float:
    """Return the probability that a hypothesis is meant."""
    return 1 / (1 + exp(-max(-MOST_EXPONENT, min(MOST_EXPONENT, float(weights @ row)))))


def heaviest_about(found: list[Candidate]) -> dict[tuple[Operator, int], float]:
    """Return the heaviest evidence about each line, by operator."""
    best: dict[tuple[Operator, int], float] = {}
    for candidate in found:
        key = candidate.operator, candidate.result
        best[key] = max(best.get(key, 0.0), candidate.weight)
    return best
