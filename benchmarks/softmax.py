"""A multinomial logistic regression over signs, fitted for ``extractor/indicators/learned_codes``.

Ridge, full gradient by Adam, so that a fit can be repeated.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractor.indicators.learned_codes import NONE

RARE, OFTEN, STEPS, RATE, LEAST = 2, 0.01, 50, 0.2, 0.12
AT_ONCE = 300  # rows


@dataclass(frozen=True)
class Example:
    """The signs of one figure, the codes of which each is right, and how much it counts."""

    signs: Mapping[str, float]
    codes: frozenset[str]
    weight: float = 1.0


class _Matrix:
    """Signs by example, those of many examples in full, the others where they are; what is met
    seldom is left out.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        met = Counter(sign for example in examples for sign in example.signs)
        names = sorted((s for s, count in met.items() if count >= RARE), key=lambda s: (-met[s], s))
        self.names = names
        self._full = sum(met[name] >= len(examples) * OFTEN for name in names)
        places = {name: place for place, name in enumerate(names)}
        spots = [
            (row, places[sign], worth)
            for row, example in enumerate(examples)
            for sign, worth in example.signs.items()
            if sign in places
        ]
        self._often = np.zeros((len(examples), self._full), np.float32)
        for row, place, worth in spots:
            if place < self._full:
                self._often[row, place] = worth
        seldom = [spot for spot in spots if spot[1] >= self._full]
        self._by_row = _Sparse(seldom)
        self._by_place = _Sparse([(place, row, worth) for row, place, worth in seldom])

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """The weights of all signs of each example together."""
        found = self._often @ weights[: self._full]
        self._by_row.add(found, weights)
        return found

    def gathered(self, errors: np.ndarray) -> np.ndarray:
        """The errors of all examples of each sign together."""
        found = np.zeros((len(self.names), errors.shape[1]), np.float32)
        found[: self._full] = self._often.T @ errors
        self._by_place.add(found, errors)
        return found


class _Sparse:
    """Spots (row, column, value) of a matrix that is mostly empty."""

    def __init__(self, spots: Iterable[tuple[int, int, float]]) -> None:
        ordered = sorted(spots)
        rows = np.array([row for row, *_ in ordered])
        self._columns = np.array([column for _, column, _ in ordered])
        self._values = np.array([value for *_, value in ordered], np.float32)[:, None]
        self._rows, firsts = np.unique(rows, return_index=True)
        self._ends = np.append(firsts, len(ordered))

    def add(self, target: np.ndarray, others: np.ndarray) -> None:
        """Add the product of this matrix and another one."""
        for first in range(0, len(self._rows), AT_ONCE):
            rows = self._rows[first : first + AT_ONCE]
            ends = self._ends[first : first + len(rows) + 1]
            low, high = ends[0], ends[-1]
            worth = others[self._columns[low:high]]
            worth *= self._values[low:high]
            target[rows] += np.add.reduceat(worth, ends[:-1] - low)


def fitted(examples: Sequence[Example], ridge: float) -> dict[str, Any]:
    """The codes, and by sign its weights, as ``LearnedCodes`` takes them."""
    matrix = _Matrix(examples)
    codes = sorted({code for example in examples for code in example.codes} | {NONE})
    weights = _climbed(matrix, examples, codes, ridge)
    lines = []
    for sign, row in sorted(zip(matrix.names, weights, strict=True), key=lambda pair: pair[0]):
        kept = np.flatnonzero(np.abs(row) >= LEAST)
        if len(kept):
            lines.append(f"{sign}: " + " ".join(f"{at} {row[at]:.1f}" for at in kept))
    return {"codes": codes[1:], "weights": "\n".join(lines)}


def _climbed(
    matrix: _Matrix, examples: Sequence[Example], codes: Sequence[str], ridge: float
) -> np.ndarray:
    right = _right(examples, codes)
    share = np.array([example.weight for example in examples], np.float32)[:, None]
    weights = np.zeros((len(matrix.names), len(codes)), np.float32)
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        errors = _errors(matrix.scores(weights), right) * share
        gradient = matrix.gathered(errors) + ridge * weights
        slope += 0.1 * (gradient - slope)
        square += 0.01 * (gradient**2 - square)
        moved = slope / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights -= RATE * (1 - step / (STEPS + 1)) * moved
    return weights


def _right(examples: Sequence[Example], codes: Sequence[str]) -> np.ndarray:
    places = {code: place for place, code in enumerate(codes)}
    found = np.zeros((len(examples), len(codes)), np.float32)
    for row, example in enumerate(examples):
        found[row, [places[code] for code in example.codes]] = 1
    return found


def _errors(scores: np.ndarray, right: np.ndarray) -> np.ndarray:
    """By how much the chance of each code is too high; of several right ones together."""
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    good = chances * right
    return chances - good / np.maximum(good.sum(1, keepdims=True), 1e-9)
