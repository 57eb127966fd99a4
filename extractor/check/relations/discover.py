"""Find the arithmetic that holds in a table."""

from collections.abc import Iterable, Iterator

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate, weighed
from extractor.check.relations.families import Family, base_families
from extractor.check.relations.grid import Lines
from extractor.check.relations.nesting import likely_sums, nested_families
from extractor.check.relations.search import Hit, search

KEPT = {Operator.SUM: 12, Operator.AVERAGE: 4, Operator.DIVISION: 6, Operator.RELATIVE_CHANGE: 4}
LEAST_OF_BEST = 0.3  # of the best score about a line: what a rival must reach to be weighed
ROUNDS = 3


def candidates(lines: Lines) -> list[Candidate]:
    """Return the hypotheses about all lines of one direction, nested ones included."""
    if lines.size < 2 or not len(lines.instance_ids):
        return []
    found = list(weighed(lines, best_hits(lines, base_families(lines.size))))
    known: set[tuple[int, tuple[int, ...]]] = set()
    for _ in range(ROUNDS):
        sums = set(likely_sums(found))
        if sums <= known:
            break
        known |= sums
        have = {(c.operator, c.factor, c.result, c.parts) for c in found}
        hits = best_hits(lines, nested_families(lines.size, known))
        new = [h for h in hits if (h.family.operator, h.factor, h.result, h.parts) not in have]
        found.extend(weighed(lines, new))
    return found


def best_hits(lines: Lines, families: Iterable[Family]) -> Iterator[Hit]:
    """Yield the hits of all families that are worth weighing."""
    about: dict[tuple[Operator, int], list[Hit]] = {}
    for family in families:
        for hit in search(lines, family):
            about.setdefault((family.operator, hit.result), []).append(hit)
    for (operator, _), hits in about.items():
        hits.sort(key=lambda hit: -hit.score)
        least = LEAST_OF_BEST * hits[0].score
        yield from (hit for hit in hits[: KEPT[operator]] if hit.score >= least)
