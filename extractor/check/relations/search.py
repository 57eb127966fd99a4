"""Search the composites of a family for lines that they give."""

from dataclasses import dataclass

import numpy as np

from extractor.check.relations.families import Family
from extractor.check.relations.grid import Floats, Ints, Lines

BUDGET = 2_000_000  # composites x instances that one family may look up
FEWEST_SEEDS, MOST_SEEDS = 8, 100
MOST_MATCHES = 50_000  # of one instance
LEAST_MATCH = 1.2  # nats: less is what any two small numbers agree by
KEPT_PER_LINE = 6  # hypotheses of one family and factor about one result line
LEAST_SCORE = 3.0  # nats


@dataclass(frozen=True)
class Hit:
    """A hypothesis worth a closer look: `parts` gives `result`, times `factor`."""

    family: Family
    factor: int
    result: int
    parts: tuple[int, ...]
    score: float


def seeds(lines: Lines, composites: int) -> Ints:
    """Return instances to search in: all, or as many as the budget allows, spread evenly."""
    wanted = min(MOST_SEEDS, max(FEWEST_SEEDS, BUDGET // max(composites, 1)))
    number = len(lines.instance_ids)
    if number <= wanted:
        return np.arange(number)
    filled = np.isfinite(lines.values).sum(axis=1)
    usable = np.nonzero(filled >= np.median(filled))[0]
    return usable[np.linspace(0, len(usable) - 1, min(wanted, len(usable))).astype(np.int64)]


def search(lines: Lines, family: Family) -> list[Hit]:
    """Return the best hypotheses of a family about each line."""
    hits: list[Hit] = []
    for factor in family.factors:
        keys, scores = _scores(lines, family, factor)
        results = keys % lines.size
        order = np.lexsort((keys, -scores, results))
        results, keys = results[order], keys[order]
        starts = np.searchsorted(results, results, side="left")
        is_best = np.arange(len(keys)) - starts < KEPT_PER_LINE
        hits.extend(
            Hit(family, factor, key % lines.size, family.parts(key // lines.size), score)
            for key, score in zip(
                keys[is_best].tolist(), scores[order][is_best].tolist(), strict=True
            )
        )
    return hits


def _scores(lines: Lines, family: Family, factor: int) -> tuple[Ints, Floats]:
    """Return (composite, result line) as one number, and what the seeds say for each."""
    keys: list[Ints] = []
    scores: list[Floats] = []
    first = family.make(lines.values[0], lines.halves[0], factor)
    for seed in seeds(lines, len(first.value)):
        found, score = _matches(lines, family, factor, int(seed))
        keys.append(found)
        scores.append(score)
    every = np.concatenate(keys)
    unique, inverse = np.unique(every, return_inverse=True)
    summed = np.zeros(len(unique))
    np.add.at(summed, inverse, np.concatenate(scores))
    kept = summed >= LEAST_SCORE
    return unique[kept], summed[kept]


def _matches(lines: Lines, family: Family, factor: int, seed: int) -> tuple[Ints, Floats]:
    """Return the composites that give a line in one instance, within rounding."""
    values, halves = lines.values[seed], lines.halves[seed]
    there = np.nonzero(np.isfinite(values))[0]
    there = there[np.argsort(values[there], kind="stable")]
    made = family.make(values, halves, factor)
    usable = np.nonzero(np.isfinite(made.value))[0]
    value, reach = made.value[usable], made.error[usable] + halves[there].max()
    low = np.searchsorted(values[there], value - reach, side="left")
    high = np.searchsorted(values[there], value + reach, side="right")
    count = high - low
    count[np.cumsum(count) > MOST_MATCHES] = 0
    at = np.repeat(np.arange(len(usable)), count)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    result, composite = there[low[at] + offset], usable[at]
    apart = np.abs(values[result] - made.value[composite])
    noise = 1e-9 * np.maximum(np.abs(values[result]), 1)
    kept = apart <= halves[result] + made.error[composite] + noise
    kept &= ~family.holds_line(composite, result)
    result, composite, apart = result[kept], composite[kept], apart[kept]
    scale = made.size[composite]
    score = np.log((scale + halves[result]) / (np.maximum(apart, halves[result])))
    tells = score >= LEAST_MATCH
    return (composite * lines.size + result)[tells], np.minimum(score[tells], 12.0)
