"""A conditional logistic regression: the score of a candidate is the sum of its weighted features,
the score of «no code» is 0. Ridge, full gradient.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.meaning_labels import Case
from extractor.indicators.evidence import Features
from extractor.indicators.meaning import Coordinates

RIDGE, RATE, LARGEST = 2.0, 0.1, 30.0
PRIOR = -1.0  # of what can only speak against a code
NONE = ""
NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True)
class Item:
    """A case with its coordinates and candidates: (code, features)."""

    case: Case
    candidates: tuple[tuple[str, Features], ...]
    coordinates: Coordinates


class Model:
    """Weights of the features; ``priors`` is what they are before any label was seen, those of
    ``against`` are never above 0.
    """

    def __init__(
        self,
        names: Sequence[str],
        priors: Mapping[str, float],
        against: tuple[str, ...] = (),
        prior_against: float = PRIOR,
        ridge: float = RIDGE,
    ) -> None:
        self.ridge = ridge
        self.places = {name: place for place, name in enumerate(names)}
        self.against = np.array([name.startswith(against) for name in names], bool)
        self.prior = np.where(self.against, prior_against, 0.0)
        for name, value in priors.items():
            if name in self.places:
                self.prior[self.places[name]] = value
        self.weights = self.prior.copy()

    @property
    def by_name(self) -> dict[str, float]:
        return {name: float(self.weights[place]) for name, place in self.places.items()}

    def fit(
        self,
        items: Sequence[Item],
        steps: int = 400,
        power: float = 0.5,
        heavy: Mapping[str, float] = NOTHING,
    ) -> "Model":
        """Climb the penalised likelihood; each system counts by a ``power`` of its size: 1, each
        case as much as another; 0, each system; times what ``heavy`` gives for it.
        """
        sizes = Counter(item.case.system for item in items)
        systems = [item.case.system for item in items]
        share = np.array([sizes[name] ** (power - 1) * heavy.get(name, 1.0) for name in systems])
        share = share / share.sum()
        rows, columns, values, group, right, count = self._matrix(items)
        none_right = np.array([NONE in item.case.codes for item in items])
        none_right |= np.bincount(group, right, minlength=len(items)) == 0
        prior, against, weights = self.prior, self.against, self.weights.copy()
        slope, square = np.zeros_like(weights), np.zeros_like(weights)
        for step in range(1, steps + 1):
            score = np.bincount(rows, values * weights[columns], minlength=count)
            odds = np.exp(np.clip(score, -LARGEST, LARGEST))
            whole = 1 + np.bincount(group, odds, minlength=len(items))
            good = none_right + np.bincount(group, odds * right, minlength=len(items))
            pull = (np.where(right, odds / good[group], 0) - odds / whole[group]) * share[group]
            gradient = np.bincount(columns, values * pull[rows], minlength=len(weights))
            gradient -= self.ridge * (weights - prior) / len(items)
            slope = 0.9 * slope + 0.1 * gradient
            square = 0.99 * square + 0.01 * gradient**2
            moved = (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
            weights = weights + RATE * moved * (1 - step / (steps + 1))
            weights[against] = np.minimum(weights[against], 0)
        self.weights = weights
        return self

    def _matrix(self, items: Sequence[Item]) -> tuple:
        rows, columns, values, group, right = [], [], [], [], []
        for place, item in enumerate(items):
            for code, features in item.candidates:
                for name, value in features.items():
                    if name in self.places:
                        rows.append(len(group))
                        columns.append(self.places[name])
                        values.append(value)
                group.append(place)
                right.append(code in item.case.codes)
        arrays = map(np.array, (rows, columns, values, group, right))
        return *arrays, len(group)

    def ranked(self, item: Item) -> list[tuple[float, str]]:
        """(probability, code), the best first."""
        powers: Counter[str] = Counter()
        for code, features in item.candidates:
            known = ((self.places[n], v) for n, v in features.items() if n in self.places)
            powers[code] += np.exp(min(LARGEST, sum(self.weights[at] * v for at, v in known)))
        whole = 1 + sum(powers.values())
        return sorted(((power / whole, code) for code, power in powers.items()), reverse=True)


def names_of(items: Sequence[Item]) -> list[str]:
    return sorted({name for item in items for _, features in item.candidates for name in features})
