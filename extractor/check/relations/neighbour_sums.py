"""Lines that are the sum of the lines before or after them, whatever they are called.

«I, II, III, IV, Год»: no label says that the last one is a total; that it holds row after row does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from extractor.check.relations.derived_belief import BROKEN, LEAST_BELIEF, MOST_OF_ONE

Floats = npt.NDArray[np.float64]
FEWEST, TWICE = 2, 2  # places in which a sum must hold, and times as often as it fails
LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class NeighbourSum:
    """A believed sum: its result line, the lines from ``first`` to ``last``, its weight in nats and
    the places in which it speaks.
    """

    result: int
    first: int
    last: int
    weight: float
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The line that a sum would make: its values by place, how exactly they are printed, and what
    speaks for a sum before any holds, in nats.
    """

    values: Floats
    halves: Floats
    prior: float


def neighbour_sums(
    values: Floats, halves: Floats, priors: Sequence[float]
) -> Iterator[NeighbourSum]:
    """Yield the best sum of each line of a table, line × place, if it is believed; ``priors`` are
    the nats of the labels of the lines.
    """
    grids = (
        _runs(np.nan_to_num(values)),
        _runs(np.where(np.isfinite(values), halves, 0.0)),
        _runs((np.isfinite(values) & (values != 0)).astype(np.float64)),
    )
    for result in range(len(values)):
        before = [grid[:result, result] for grid in grids]
        after = [grid[result + 1, result + 2 :] for grid in grids]
        line = Result(values[result], halves[result], priors[result] - log(1 + len(values) ** 2))
        found = [
            NeighbourSum(result, run, result - 1, weight, places)
            for run, weight, places in _believed(line, *before)
        ]
        found += [
            NeighbourSum(result, result + 1, result + 1 + run, weight, places)
            for run, weight, places in _believed(line, *after)
        ]
        if found:
            yield max(found, key=lambda one: one.weight)


def _runs(lines: Floats) -> Floats:
    """Return what the lines from one to before another make: first × end × place."""
    ahead = np.vstack([np.zeros((1, lines.shape[1])), np.cumsum(lines, axis=0)])
    return np.asarray(ahead[None, :, :] - ahead[:, None, :])


def _believed(
    line: Result, made: Floats, rough: Floats, counts: Floats
) -> Iterator[tuple[int, float, tuple[int, ...]]]:
    """Yield the runs that make a line so often that chance does not explain it."""
    speaks = np.isfinite(line.values) & (counts >= LEAST_PARTS)
    slack = (line.halves + rough) * (1 + 1e-9) + 1e-9
    holds = speaks & (np.abs(np.nan_to_num(line.values) - made) <= slack)
    tells = holds & (np.abs(made) > slack)
    nats = np.minimum(
        MOST_OF_ONE, np.log(np.maximum(np.abs(made), 1e-9) / np.maximum(2 * slack, 1.0))
    )
    broken = (speaks & ~holds).sum(axis=1)
    told = tells.sum(axis=1)
    weight = np.where(tells, nats, 0.0).sum(axis=1) - BROKEN * broken + line.prior
    enough = (told >= np.maximum(FEWEST, TWICE * broken)) & (weight >= LEAST_BELIEF)
    for run in np.nonzero(enough)[0].tolist():
        yield run, float(weight[run]), tuple(np.nonzero(speaks[run])[0].tolist())
