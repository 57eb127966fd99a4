"""The relations of a table, one for each cell that is computed from others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.check.relations.belief import probability, weights
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.competition import Believed, winners
from extractor.check.relations.discover import candidates
from extractor.check.relations.features import context, features
from extractor.check.relations.grid import read_grid
from extractor.check.relations.numerals import NumberFormat
from extractor.words import words

Place = tuple[int, int]


@dataclass(frozen=True)
class Relation:
    """A cell computed from others; `support` is the belief in the hypothesis it belongs to.

    `holds` is false where the cell departs from a relation that holds in the other cells.
    """

    operator: str
    result: Place
    parts: tuple[Place, ...]
    support: float
    holds: bool


def relations(cells: Sequence[Sequence[str]], form: NumberFormat | None = None) -> list[Relation]:
    """Return the relations of a grid of cell texts, in the order of their results.

    The number format is found out where it is not given.
    """
    model = weights()
    least = float(words("relations")["least_probability"])
    rated: list[Believed] = []
    for lines in read_grid(cells, form):
        found = candidates(lines)
        known = context(found)
        rated.extend(
            Believed(each, probability(model[each.operator], np.array(features(each, known))))
            for each in found
        )
    told = [relation for won in winners(rated, least) for relation in instances(won)]
    return sorted(told, key=lambda relation: (relation.result, relation.operator, relation.parts))


def instances(won: Believed) -> list[Relation]:
    """Return the relation of each instance of a hypothesis, without the parts that are blank."""
    candidate = won.candidate
    broken = set(candidate.broken.tolist())
    return [
        Relation(
            candidate.operator.value,
            candidate.lines.cell(instance, candidate.result),
            printed_parts(candidate, instance),
            round(won.probability, 4),
            instance not in broken,
        )
        for instance in candidate.scope.tolist()
    ]


def printed_parts(candidate: Candidate, instance: int) -> tuple[Place, ...]:
    """Return the cells of the parts that hold a number."""
    lines = candidate.lines
    there = np.isfinite(lines.values[instance])
    return tuple(lines.cell(instance, part) for part in candidate.parts if there[part])
