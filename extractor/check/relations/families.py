"""Families of hypotheses: which cells of an instance are tried together, and what they give.

A family lists composites (a run of neighbours, every third line, two lines, a pair for a quotient)
once for all instances, computes each for an instance, and names the parts of a composite.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.check.relations.arithmetic import Operator, quotient
from extractor.check.relations.grid import Bools, Floats, Ints

MOST_COMPOSITES = 60_000  # of one family: what a large table may cost
STRIDES = (2, 3, 4, 5, 6)
SPLIT_LENGTH, SPLIT_HOLE = 10, 4


@dataclass(frozen=True)
class Made:
    """What the composites of a family give in one instance; `size` is the sum of magnitudes."""

    value: Floats
    error: Floats
    size: Floats


@dataclass(frozen=True)
class Runs:
    """Runs of two lines or more in `order`: places `first` to `last` (excluded)."""

    operator: Operator
    kind: str
    order: Ints
    first: Ints
    last: Ints
    factors: tuple[int, ...] = (1,)

    def make(self, values: Floats, halves: Floats, factor: int) -> Made:
        """Return the sums or averages of all runs in one instance."""
        picked, errors = values[self.order], halves[self.order]
        there = np.isfinite(picked)
        filled = np.where(there, picked, 0.0)
        sums, sizes = self._across(filled), self._across(np.abs(filled))
        error = self._across(np.where(there, errors, 0.0))
        count = self._across(there.astype(float))
        nonzero = self._across((filled != 0).astype(float))
        enough = nonzero >= 2 if self.operator is Operator.SUM else count >= 2
        if self.operator is Operator.SUM:
            return Made(np.where(enough, sums, np.nan), error, sizes)
        mean = sums / np.maximum(count, 1)
        squares = self._across(filled**2) / np.maximum(count, 1)
        spread = 2 * np.sqrt(np.maximum(squares - mean**2, 0))
        value = np.where(enough & (spread > 1e-9 * np.abs(mean)), mean, np.nan)
        return Made(value, error / np.maximum(count, 1), spread)

    def _across(self, numbers: Floats) -> Floats:
        running = np.concatenate(([0.0], np.cumsum(numbers)))
        return np.asarray(running[self.last] - running[self.first])

    def parts(self, composite: int) -> tuple[int, ...]:
        """Return the lines of a composite."""
        return tuple(self.order[self.first[composite] : self.last[composite]].tolist())

    def holds_line(self, composites: Ints, lines: Ints) -> Bools:
        """Return whether a line is among the parts of a composite, pair by pair."""
        rank = np.full(int(max(self.order.max(), lines.max(initial=0))) + 1, -1)
        rank[self.order] = np.arange(len(self.order))
        at = rank[lines]
        return np.asarray((at >= self.first[composites]) & (at < self.last[composites]))


@dataclass(frozen=True)
class Pairs:
    """Pairs of lines, for sums and averages of two that are no neighbours, and for quotients."""

    operator: Operator
    kind: str
    left: Ints
    right: Ints
    factors: tuple[int, ...] = (1,)

    def make(self, values: Floats, halves: Floats, factor: int) -> Made:
        """Return what all pairs give in one instance."""
        left, right = values[self.left], values[self.right]
        half_left, half_right = halves[self.left], halves[self.right]
        if self.operator in (Operator.SUM, Operator.AVERAGE):
            divisor = 1.0 if self.operator is Operator.SUM else 2.0
            size = np.abs(left) + np.abs(right)
            least = np.minimum(np.abs(left), np.abs(right))
            tells = (
                least > half_left + half_right if self.operator is Operator.SUM else left != right
            )
            value = np.where(tells, left + right, np.nan)
            return Made(value / divisor, (half_left + half_right) / divisor, size / divisor)
        both = np.stack((left, right), axis=1), np.stack((half_left, half_right), axis=1)
        made = quotient(self.operator, factor, *both)
        return Made(np.where(made.is_telling, made.value, np.nan), made.error, made.scale)

    def parts(self, composite: int) -> tuple[int, ...]:
        """Return the lines of a composite, in the order of the operator."""
        return int(self.left[composite]), int(self.right[composite])

    def holds_line(self, composites: Ints, lines: Ints) -> Bools:
        """Return whether a line is among the parts of a composite, pair by pair."""
        return np.asarray((self.left[composites] == lines) | (self.right[composites] == lines))


@dataclass(frozen=True)
class SplitRuns:
    """Two runs of neighbours with a hole between them: places a:b and c:d of all lines."""

    operator: Operator
    kind: str
    ends: Ints
    factors: tuple[int, ...] = (1,)

    def make(self, values: Floats, halves: Floats, factor: int) -> Made:
        """Return the sums of all split runs in one instance."""
        there = np.isfinite(values)
        filled = np.where(there, values, 0.0)
        nonzero = self._across((filled != 0).astype(float)) >= 2
        error = self._across(np.where(there, halves, 0.0))
        sums = np.where(nonzero, self._across(filled), np.nan)
        return Made(sums, error, self._across(np.abs(filled)))

    def _across(self, numbers: Floats) -> Floats:
        running = np.concatenate(([0.0], np.cumsum(numbers)))
        first, stop, again, last = self.ends
        return np.asarray(running[stop] - running[first] + running[last] - running[again])

    def parts(self, composite: int) -> tuple[int, ...]:
        """Return the lines of a composite."""
        first, stop, again, last = (int(end) for end in self.ends[:, composite])
        return (*range(first, stop), *range(again, last))

    def holds_line(self, composites: Ints, lines: Ints) -> Bools:
        """Return whether a line is among the parts of a composite, pair by pair."""
        first, stop, again, last = self.ends[:, composites]
        in_first, in_second = (lines >= first) & (lines < stop), (lines >= again) & (lines < last)
        return np.asarray(in_first | in_second)


def split_runs(size: int) -> SplitRuns | None:
    """Return the split runs of three lines or more, as long as their number allows."""
    length = SPLIT_LENGTH
    while size * length * length // 2 * SPLIT_HOLE > 3 * MOST_COMPOSITES and length > 4:
        length -= 1
    found = [
        (first, first + one, first + one + hole, first + one + hole + two)
        for one in range(1, length)
        for two in range(1, length - one + 1)
        if one + two >= 3
        for hole in range(1, SPLIT_HOLE + 1)
        for first in range(size - one - hole - two + 1)
    ]
    return SplitRuns(Operator.SUM, "split", np.array(found).T) if found else None


Family = Runs | Pairs | SplitRuns


def runs(operator: Operator, kind: str, order: Sequence[int]) -> Runs | None:
    """Return all runs of an order of lines, the short ones first if there are too many."""
    length = len(order)
    if length < 2:
        return None
    longest = length
    while longest > 2 and length * longest - longest * longest // 2 > MOST_COMPOSITES:
        longest -= max(1, longest // 10)
    sizes = np.arange(2, longest + 1)
    first = np.concatenate([np.arange(length - size + 1) for size in sizes])
    width = np.repeat(sizes, length - sizes + 1)
    return Runs(operator, kind, np.array(order), first, first + width)


def pairs(operator: Operator, kind: str, size: int, factors: tuple[int, ...]) -> Pairs | None:
    """Return pairs of `size` lines: in both orders for quotients, near ones where there are
    many.
    """
    if size < 2:
        return None
    reach = size
    while reach > 8 and 2 * size * reach > MOST_COMPOSITES:
        reach -= max(1, reach // 10)
    left, right = np.meshgrid(np.arange(size), np.arange(size), indexing="ij")
    is_sum = operator in (Operator.SUM, Operator.AVERAGE)
    apart = right - left
    chosen = (apart >= 2 if is_sum else apart != 0) & (np.abs(apart) <= reach)
    return Pairs(operator, kind, left[chosen], right[chosen], factors)


def base_families(size: int) -> Iterator[Family]:
    """Yield the families that need no relation known before."""
    found: list[Family | None] = []
    for operator in (Operator.SUM, Operator.AVERAGE):
        found.append(runs(operator, "run", range(size)))
        for stride in STRIDES if operator is Operator.SUM else STRIDES[:2]:
            for phase in range(stride):
                found.append(runs(operator, "stride", range(phase, size, stride)))
    found.append(split_runs(size))
    found.append(pairs(Operator.SUM, "pair", size, (1,)))
    found.append(pairs(Operator.AVERAGE, "pair", size, (1,)))
    found.append(pairs(Operator.DIVISION, "pair", size, (1, 100)))
    found.append(pairs(Operator.RELATIVE_CHANGE, "pair", size, (1, 100)))
    yield from (family for family in found if family is not None)
