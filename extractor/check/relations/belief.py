"""How far a hypothesis is believed: a logistic model of its features.

The weights are data (`words/relations.yaml`, with their source). They are fitted as a choice:
of all hypotheses about a line at most one is meant, so a good rival speaks against a hypothesis.
"""

from math import exp

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.grid import Floats
from extractor.words import words

MOST_EXPONENT = 30.0


def weights() -> dict[Operator, Floats]:
    """Return the weights of the features for each operator."""
    model = words("relations")["weights"]
    return {operator: np.array(model[operator.value], dtype=np.float64) for operator in Operator}


def probability(weights: Floats, row: Floats) -> float:
    """Return the probability that a hypothesis is meant."""
    return 1 / (1 + exp(-max(-MOST_EXPONENT, min(MOST_EXPONENT, float(weights @ row)))))
