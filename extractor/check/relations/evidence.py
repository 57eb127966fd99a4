"""How much one instance speaks for a hypothesis: the logarithm of a likelihood ratio.

If the hypothesis is true, the result is printed exactly (EXACT of the cases), or apart by the
rounding of the parts (ROUNDED), or wrong (BROKEN). If it is not, the result is as likely to lie
anywhere between minus and plus the scale of the parts. The ratio of both densities says how
surprising the agreement is: six digits that agree say more than two, a sum of zeros says nothing.
"""

from dataclasses import dataclass

import numpy as np

from extractor.check.relations.arithmetic import NOISE, Outcome
from extractor.check.relations.grid import Bools, Floats

EXACT, ROUNDED, BROKEN = 0.86, 0.12, 0.02
MOST = 12.0  # nats that one instance can add: a single figure never proves a relation by itself


@dataclass(frozen=True)
class Evidence:
    """What each instance says: `applies` where result and parts are numbers."""

    applies: Bools
    holds: Bools
    is_exact: Bools
    weight: Floats


def weigh(result: Floats, half: Floats, made: Outcome) -> Evidence:
    """Compare printed results with computed ones, instance by instance."""
    applies = np.isfinite(result) & np.isfinite(made.value)
    noise = NOISE * np.maximum(np.abs(made.scale), 1)
    apart = np.where(applies, np.abs(result - made.value), np.inf)
    holds = apart <= half + made.error + noise
    is_exact = apart <= half * (1 + 1e-6) + noise
    scale = np.maximum(made.scale, half)
    chance = 1 / (2 * scale + 2 * half)
    deviation = np.sqrt(half**2 / 3 + made.spread**2)
    near = np.exp(-0.5 * np.minimum(apart / deviation, 40) ** 2) / (deviation * 2.5066)
    likely = EXACT * is_exact / (2 * half) + ROUNDED * near + BROKEN * chance
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.minimum(np.log(likely / chance), MOST)
    is_telling = applies & (made.is_telling | ~holds)
    return Evidence(applies, holds & applies, is_exact & applies, np.where(is_telling, weight, 0.0))
