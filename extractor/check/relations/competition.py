"""Competing hypotheses: the most believed wins the cells that it explains."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.grid import Axis

LEAST_LEFT = (
    0.5  # of its scope that a hypothesis must keep when the cells of winners are taken away
)


@dataclass(frozen=True)
class Believed:
    """A hypothesis that won, with the probability that it is meant."""

    candidate: Candidate
    probability: float


class Claims:
    """What the winners have claimed so far, cell by cell."""

    def __init__(self) -> None:
        self.results: dict[tuple[Axis, int, int], list[Candidate]] = {}
        self.groups: set[tuple[Axis, int, frozenset[int]]] = set()

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

    def take(self, candidate: Candidate) -> None:
        """Let a winner claim its cells."""
        axis = candidate.lines.axis
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
        free = [place for place in candidate.scope.tolist() if claims.is_free(candidate, place)]
        if len(free) < LEAST_LEFT * len(candidate.scope) or not free:
            continue
        kept = replace(
            candidate, scope=np.array(free), broken=np.intersect1d(candidate.broken, free)
        )
        claims.take(kept)
        won.append(Believed(kept, believed.probability))
    return won
