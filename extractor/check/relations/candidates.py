"""Hypotheses about a line, weighed over all its instances."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from extractor.check.relations.arithmetic import Operator, of_parts
from extractor.check.relations.evidence import Evidence, weigh
from extractor.check.relations.grid import Floats, Ints, Lines
from extractor.check.relations.search import Hit

SILENT = 0.01  # nats for an instance that holds but proves nothing (0 = 0 + 0)
LEAST_SEGMENT = 0.15  # of the best segment: what another segment must reach


@dataclass(frozen=True)
class Candidate:
    """A hypothesis with its instances: positions in `lines`, those of `scope` in order.

    `weight` is the evidence in nats, `holds` and `tells` the numbers of instances that hold and
    that prove something.
    """

    lines: Lines
    operator: Operator
    factor: int
    kind: str
    result: int
    parts: tuple[int, ...]
    scope: Ints
    broken: Ints
    weight: float
    tells: int
    exact: int


def weighed(lines: Lines, hits: Iterable[Hit]) -> Iterator[Candidate]:
    """Yield each hypothesis once, with its scope; those that never hold are left out."""
    seen: set[tuple[Operator, int, int, tuple[int, ...]]] = set()
    for hit in hits:
        operator = hit.family.operator
        key = (operator, hit.factor, hit.result, hit.parts)
        if key in seen:
            continue
        seen.add(key)
        made = of_parts(lines, operator, hit.factor, hit.parts)
        said = weigh(lines.values[:, hit.result], lines.halves[:, hit.result], made)
        for scope in scopes(said):
            told = said.holds[scope]
            weights = said.weight[scope]
            yield Candidate(
                lines,
                operator,
                hit.factor,
                hit.family.kind,
                hit.result,
                hit.parts,
                scope,
                scope[~told],
                float(weights.sum()),
                int((told & (weights > 0)).sum()),
                int(said.is_exact[scope].sum()),
            )


def scopes(said: Evidence) -> list[Ints]:
    """Return the stretches of instances where a hypothesis is worth believing, best first."""
    at = np.nonzero(said.applies)[0]
    weights = np.where(said.holds[at] & (said.weight[at] <= SILENT), SILENT, said.weight[at])
    if not said.holds[at].any():
        return []
    if said.holds[at].all():
        return [at]
    found: list[tuple[float, int, int]] = []
    waiting = [(0, len(at))]
    while waiting:
        start, stop = waiting.pop()
        score, first, last = heaviest(weights[start:stop])
        if score <= 2 * SILENT or (found and score < LEAST_SEGMENT * found[0][0]):
            continue
        found.append((score, start + first, start + last))
        waiting += [(start, start + first), (start + last, stop)]
    return [at[first:last] for _, first, last in sorted(found, reverse=True)]


def heaviest(weights: Floats) -> tuple[float, int, int]:
    """Return the stretch with the largest sum: (sum, first, last excluded)."""
    best, first, last = 0.0, 0, 0
    running, start = 0.0, 0
    for place, weight in enumerate(weights.tolist()):
        if running <= 0:
            running, start = 0.0, place
        running += weight
        if running > best:
            best, first, last = running, start, place + 1
    return best, first, last
