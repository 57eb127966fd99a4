"""Competing hypotheses: the most believed wins the cells that it explains."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.grid import Axis, Floats

LEAST_LEFT = (
    0.5  # of its scope that a hypothesis must keep when the cells of winners are taken away
)
INDEPENDENT = 1e-6  # length of what remains of an equation of length 1 that follows from others


@dataclass(frozen=True)
class Believed:
    """A hypothesis that won, with the probability that it is meant."""

    candidate: Candidate
    probability: float


class Equations:
    """The sums told so far along one axis, as an orthonormal basis over the lines.

    What is a combination of them, or of equal lines, follows from what is known: it tells nothing.
    """

    def __init__(self, candidate: Candidate) -> None:
        self.first, self.last = int(candidate.scope[0]), int(candidate.scope[-1])
        self.rows = np.zeros((0, candidate.lines.size))
        for left, right in equal_lines(candidate):
            self.add(combination(candidate.lines.size, left, (right,)))

    def overlaps(self, candidate: Candidate) -> bool:
        """Return whether these equations speak of most instances of a hypothesis."""
        middle = int(candidate.scope[len(candidate.scope) // 2])
        return self.first <= middle <= self.last

    def rest(self, row: Floats) -> Floats:
        """Return the part of a combination that the basis does not explain."""
        left = row - self.rows.T @ (self.rows @ row)
        return np.asarray(left - self.rows.T @ (self.rows @ left))

    def add(self, row: Floats) -> None:
        """Add an equation, unless it follows from the others."""
        left = self.rest(row)
        length = float(np.linalg.norm(left))
        if length > INDEPENDENT:
            self.rows = np.vstack((self.rows, left / length))

    def implies(self, row: Floats) -> bool:
        """Return whether an equation follows from the others."""
        return float(np.linalg.norm(self.rest(row))) <= INDEPENDENT


def combination(size: int, result: int, parts: Iterable[int]) -> Floats:
    """Return result - parts = 0 as coefficients of the lines, of length 1."""
    row = np.zeros(size)
    row[list(parts)] = -1.0
    row[result] = 1.0
    return row / np.linalg.norm(row)


def equal_lines(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield the pairs of neighbouring lines, in an order of their numbers, that agree
    everywhere.
    """
    values = candidate.lines.values[candidate.scope]
    filled = np.where(np.isfinite(values), values, 0.0)
    order = np.lexsort(filled)
    for left, right in pairwise(order.tolist()):
        if filled[:, left].any() and np.allclose(
            filled[:, left], filled[:, right], rtol=1e-9, atol=0
        ):
            yield left, right


class Claims:
    """What the winners have claimed so far, cell by cell."""

    def __init__(self) -> None:
        self.results: dict[tuple[Axis, int, int], list[Candidate]] = {}
        self.groups: set[tuple[Axis, int, frozenset[int]]] = set()
        self.equations: dict[Axis, list[Equations]] = {axis: [] for axis in Axis}

    def is_free(self, candidate: Candidate, instance: int) -> bool:
        """Return whether no winner contradicts or repeats a hypothesis in one instance."""
        axis = candidate.lines.axis
        group = frozenset((candidate.result, *candidate.parts))
        if (axis, instance, group) in self.groups:
            return False
        same = self.results.get((axis, instance, candidate.result), ())
        if any(not may_coexist(candidate, other) for other in same):
            return False
        return not any(
            candidate.result in other.parts and candidate.operator is other.operator
            for part in candidate.parts
            for other in self.results.get((axis, instance, part), ())
        )

    def follows(self, candidate: Candidate) -> bool:
        """Return whether a sum follows from the sums told before."""
        if candidate.operator is not Operator.SUM:
            return False
        row = combination(candidate.lines.size, candidate.result, candidate.parts)
        known = (each for each in self.equations[candidate.lines.axis] if each.overlaps(candidate))
        return any(each.implies(row) for each in known)

    def learn(self, candidate: Candidate) -> None:
        """Remember a sum, so that what follows from it is not told."""
        equations = self.equations[candidate.lines.axis]
        about = [each for each in equations if each.overlaps(candidate)]
        if not about:
            about = [Equations(candidate)]
            equations.extend(about)
        for each in about:
            each.add(combination(candidate.lines.size, candidate.result, candidate.parts))

    def take(self, candidate: Candidate) -> None:
        """Let a winner claim its cells."""
        axis = candidate.lines.axis
        if candidate.operator is Operator.SUM:
            self.learn(candidate)
        group = frozenset((candidate.result, *candidate.parts))
        for instance in candidate.scope.tolist():
            self.groups.add((axis, instance, group))
            self.results.setdefault((axis, instance, candidate.result), []).append(candidate)


def may_coexist(one: Candidate, other: Candidate) -> bool:
    """Return whether two hypotheses about the same cell may both be meant."""
    if one.operator is Operator.SUM and other.operator is Operator.SUM:
        return not set(one.parts) & set(other.parts)
    return False


def winners(rated: Iterable[Believed], least: float) -> list[Believed]:
    """Return the hypotheses that are believed and do not contradict a better one."""
    claims = Claims()
    won: list[Believed] = []
    for believed in sorted(
        rated, key=lambda believed: (-believed.probability, -believed.candidate.weight)
    ):
        if believed.probability < least:
            break
        candidate = believed.candidate
        if claims.follows(candidate):
            continue
        free = [place for place in candidate.scope.tolist() if claims.is_free(candidate, place)]
        if len(free) < LEAST_LEFT * len(candidate.scope) or not free:
            continue
        kept = replace(
            candidate, scope=np.array(free), broken=np.intersect1d(candidate.broken, free)
        )
        claims.take(kept)
        won.append(Believed(kept, believed.probability))
    return won
