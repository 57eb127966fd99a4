"""Totals of totals: what remains of the lines once their sums are known.

Seen without the parts of known sums, a grand total stands beside its subtotals; seen without the
subtotals, beside all its leaves.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.families import STRIDES, Family, Pairs, runs

ALIKE = 0.9  # of the heaviest evidence about a line: what counts as the same support
SURE = 9.0  # nats: a sum that may serve as a step to the next level


def nested_families(size: int, sums: Iterable[tuple[int, tuple[int, ...]]]) -> Iterator[Family]:
    """Yield the families over the lines that are no part, and over those that are no total."""
    known = list(sums)
    totals = {result for result, _ in known}
    parts = {part for _, line_parts in known for part in line_parts}
    orders = {
        "tops": [line for line in range(size) if line not in parts],
        "leaves": [line for line in range(size) if line not in totals],
        "totals": sorted(totals),
    }
    found: list[Family | None] = []
    for kind, order in orders.items():
        if not 2 <= len(order) < size:
            continue
        found += [runs(Operator.SUM, kind, order), runs(Operator.AVERAGE, kind, order)]
        if kind != "leaves":
            found += [
                runs(Operator.SUM, kind, order[phase::stride])
                for stride in STRIDES[:2]
                for phase in range(stride)
            ]
        if kind == "tops":
            found.append(top_pairs(order))
    yield from (family for family in found if family is not None)


def top_pairs(order: list[int]) -> Pairs:
    """Return the pairs of lines that are no neighbours in an order."""
    places = np.array(order)
    left, right = np.triu_indices(len(order), 2)
    return Pairs(Operator.SUM, "tops", places[left], places[right])


def likely_sums(found: Iterable[Candidate]) -> list[tuple[int, tuple[int, ...]]]:
    """Return the likeliest sum about each line, where it is nearly sure: (result, parts).

    Of sums that are supported alike the one of fewer and nearer parts is taken: a grand total is
    the sum of its subtotals rather than of all their parts.
    """
    sums = [each for each in found if each.operator is Operator.SUM and each.weight >= SURE]
    heaviest: dict[int, float] = {}
    for each in sums:
        heaviest[each.result] = max(heaviest.get(each.result, 0.0), each.weight)
    best: dict[int, Candidate] = {}
    for each in sums:
        if each.weight < ALIKE * heaviest[each.result]:
            continue
        rival = best.get(each.result)
        if rival is None or simplicity(each) < simplicity(rival):
            best[each.result] = each
    accepted: dict[int, tuple[int, ...]] = {}
    for each in sorted(best.values(), key=lambda each: -each.weight):
        if not any(each.result in accepted.get(part, ()) for part in each.parts):
            accepted[each.result] = each.parts
    return list(accepted.items())


def simplicity(candidate: Candidate) -> tuple[int, int, float]:
    """Return what orders hypotheses from compact to scattered."""
    inside = (*candidate.parts, candidate.result)
    holes = max(inside) - min(inside) + 1 - len(inside)
    return holes + len(inside), len(inside), -candidate.weight
