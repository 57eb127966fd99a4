"""Totals of totals: what remains of the lines once their sums are known.

Seen without the parts of known sums, a grand total stands beside its subtotals; seen without the
subtotals, beside all its leaves.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.families import STRIDES, Family, Pairs, runs

MOST_TOPS = 40  # lines of which all triples are tried


def nested_families(size: int, sums: Iterable[tuple[int, tuple[int, ...]]]) -> Iterator[Family]:
    """Yield the families over the lines that are no part, and over those that are no total."""
    known = list(sums)
    totals = {result for result, _ in known}
    parts = {part for _, line_parts in known for part in line_parts}
    tops = [line for line in range(size) if line not in parts]
    leaves = [line for line in range(size) if line not in totals]
    found: list[Family | None] = []
    for order, kind in ((tops, "tops"), (leaves, "leaves")):
        if 2 <= len(order) < size:
            found += [runs(Operator.SUM, kind, order), runs(Operator.AVERAGE, kind, order)]
            if kind == "tops":
                found += [
                    top_pairs(order),
                    *(
                        runs(Operator.SUM, kind, order[phase::stride])
                        for stride in STRIDES[:2]
                        for phase in range(stride)
                    ),
                ]
    yield from (family for family in found if family is not None)


def top_pairs(order: list[int]) -> Pairs:
    """Return the pairs of lines that are no neighbours in an order."""
    places = np.array(order)
    left, right = np.triu_indices(len(order), 2)
    return Pairs(Operator.SUM, "tops", places[left], places[right])
