"""What speaks for and against a hypothesis: its instances, its shape, its labels and neighbours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, log1p

import numpy as np

from extractor.check.relations.arithmetic import Operator
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.grid import Axis, Floats, Ints, Lines
from extractor.check.relations.nesting import likely_sums
from extractor.words import words

FEATURES = (
    "constant",
    "evidence",  # nats in all, as a logarithm
    "evidence of an instance",
    "share that holds",
    "instances that tell",
    "share of the line",
    "share exact",
    "parts",
    "distance",
    "skipped",
    "result between",
    "after its parts",
    "idle edge",
    "idle parts",
    "idle beyond",
    "adjoining run",
    "parts of an adjoining run",
    "stride",
    "margin",
    "rivals in other operators",
    "along the row",
    "nested",
    "one instance",
    "per cent",
    "near",
    "label fits",
    "label of another operator",
    "ends at a border",
    "borders inside",
    "siblings",
    "sum of known totals",
    "parts labelled as totals",
    "result is a known total",
    "can be contracted",
    "a copy is nearer",
    "cuts known sums",
    "counts twice",
    "is a known sum",
)
GOOD = 0.8  # of the heaviest evidence about a line: what counts as another instance of a shape
WORD = re.compile(r"[^\W\d_]+|%")


@dataclass(frozen=True)
class Context:
    """What the hypotheses of one direction of a table say together.

    `best` is the heaviest evidence about each line, by operator; `alike` how many lines have a good
    hypothesis of the same shape; `totals` the lines that are the sum of others.
    """

    best: Mapping[tuple[Operator, int], float]
    alike: Mapping[tuple[Operator, tuple[int, ...]], int]
    totals: frozenset[int]
    sums: Mapping[int, frozenset[int]]
    copies: Mapping[int, tuple[int, ...]]


def context(found: list[Candidate], known: Mapping[int, frozenset[int]] | None = None) -> Context:
    """Return what all hypotheses of one direction say together.

    `known` are the sums believed so far, the result with its parts; without it the likeliest ones.
    """
    best: dict[tuple[Operator, int], float] = {}
    for candidate in found:
        key = candidate.operator, candidate.result
        best[key] = max(best.get(key, 0.0), candidate.weight)
    lines_of: dict[tuple[Operator, tuple[int, ...]], set[int]] = {}
    for candidate in found:
        if candidate.weight >= GOOD * best[candidate.operator, candidate.result]:
            lines_of.setdefault(shape(candidate), set()).add(candidate.result)
    sums = known
    if sums is None:
        sums = {result: frozenset(parts) for result, parts in likely_sums(found)}
    totals = frozenset(sums)
    alike = {key: len(results) for key, results in lines_of.items()}
    return Context(best, alike, totals, sums, copies(found[0].lines) if found else {})


def copies(lines: Lines) -> dict[int, tuple[int, ...]]:
    """Return, for each line that is printed more than once, the others that equal it."""
    groups: dict[bytes, list[int]] = {}
    filled = np.where(np.isfinite(lines.values), lines.values, 0.0) + 0.0
    for line in range(lines.size):
        groups.setdefault(filled[:, line].tobytes(), []).append(line)
    return {
        line: tuple(other for other in group if other != line)
        for group in groups.values()
        if len(group) > 1
        for line in group
    }


def can_be_contracted(candidate: Candidate, known: Context) -> bool:
    """Return whether some parts of a sum are the parts of a known subtotal that is not named."""
    parts = frozenset(candidate.parts)
    return any(
        total != candidate.result and total not in parts and inner < parts
        for total, inner in known.sums.items()
    )


def clashes(candidate: Candidate, known: Context) -> tuple[float, float]:
    """Return how many known sums a hypothesis cuts, and how many it counts twice, as logarithms.

    A sum is cut where some of its parts are taken and others not; it is counted twice where its
    total is taken together with one of its parts.
    """
    cells = frozenset((candidate.result, *candidate.parts))
    cut = twice = 0
    for total, inner in known.sums.items():
        shared = len(inner & cells)
        if shared == 0 or total == candidate.result:
            continue
        twice += total in cells and not (total in cells and candidate.result in inner)
        cut += shared < len(inner) and total not in cells
    return log1p(cut), log1p(twice)


def copy_is_nearer(candidate: Candidate, known: Context) -> bool:
    """Return whether the same number is printed nearer to the other cells of the relation."""
    members = (candidate.result, *candidate.parts)
    span = max(members) - min(members)
    for place, member in enumerate(members):
        others = members[:place] + members[place + 1 :]
        for copy in known.copies.get(member, ()):
            if copy not in others and max(*others, copy) - min(*others, copy) < span:
                return True
    return False


def shape(candidate: Candidate) -> tuple[Operator, tuple[int, ...]]:
    """Return the operator and where the parts stand as seen from the result."""
    ids = candidate.lines.line_ids
    start = int(ids[candidate.result])
    return candidate.operator, tuple(int(ids[part]) - start for part in candidate.parts)


def features(candidate: Candidate, known: Context) -> list[float]:
    """Return the features of a hypothesis, in the order of FEATURES."""
    return [1.0, *support(candidate, known), *form(candidate), *surroundings(candidate, known)]


def support(candidate: Candidate, known: Context) -> list[float]:
    """Return what the instances say."""
    lines, result, size = candidate.lines, candidate.result, len(candidate.scope)
    numbers = int(np.isfinite(lines.values[:, result]).sum())
    return [
        log1p(max(candidate.weight, 0.0)),
        candidate.weight / size / 10,
        1 - len(candidate.broken) / size,
        log1p(candidate.tells),
        size / max(numbers, 1),
        candidate.exact / size,
    ]


def form(candidate: Candidate) -> list[float]:
    """Return how the parts lie."""
    result, inside = candidate.result, sorted(candidate.parts)
    values = candidate.lines.values[candidate.scope]
    idle = np.asarray(~(np.abs(values[:, inside]) > 0).any(axis=0))
    skipped = sum(right - left - 1 for left, right in pairwise(inside))
    distance = min(abs(result - part) for part in inside)
    adjoining = float(skipped == 0 and distance == 1 and not inside[0] < result < inside[-1])
    return [
        log(len(inside)),
        log(distance),
        log1p(skipped),
        float(inside[0] < result < inside[-1]),
        float(result > inside[-1]),
        float(idle[0] or idle[-1]),
        float(idle.mean()),
        float(idle_beyond(candidate, values)),
        adjoining,
        adjoining * log(len(inside)),
        float(candidate.kind == "stride"),
    ]


def idle_beyond(candidate: Candidate, values: Floats) -> bool:
    """Return whether a neighbouring line of zeros could be a part as well."""
    ids, beyond = candidate.lines.line_ids, next_beyond(candidate)
    if beyond is None or abs(int(ids[beyond]) - int(ids[farthest(candidate)])) > 1:
        return False
    return not bool((np.abs(values[:, beyond]) > 0).any())


def farthest(candidate: Candidate) -> int:
    """Return the part farthest from the result."""
    return max(candidate.parts, key=lambda part: abs(part - candidate.result))


def next_beyond(candidate: Candidate) -> int | None:
    """Return the line after the farthest part, seen from the result, or None at the end."""
    far = farthest(candidate)
    beyond = far + (1 if far > candidate.result else -1)
    return beyond if 0 <= beyond < candidate.lines.size else None


def surroundings(candidate: Candidate, known: Context) -> list[float]:
    """Return what rivals, labels and neighbours say."""
    lines, result, parts = candidate.lines, candidate.result, candidate.parts
    weight = max(candidate.weight, 0.0)
    own = known.best[candidate.operator, result]
    others = [
        known.best.get((other, result), 0.0)
        for other in Operator
        if other is not candidate.operator
    ]
    meant = label_operators(lines.labels[result])
    ids = lines.line_ids[sorted(parts)]
    of_totals = sum(part in known.totals for part in parts) / len(parts)
    labelled = sum(Operator.SUM in label_operators(lines.labels[part]) for part in parts) / len(
        parts
    )
    return [
        (own - weight) / (own + 5.0),
        log1p(max(others)) - log1p(weight),
        float(lines.axis is Axis.ROW),
        float(candidate.kind in ("tops", "leaves", "totals")),
        float(candidate.tells <= 1),
        float(candidate.factor == 100),
        float(max(abs(result - part) for part in parts) <= 2),
        float(candidate.operator in meant),
        float(bool(meant) and candidate.operator not in meant),
        float(ends_at_border(candidate, known)),
        log1p(borders(ids)),
        log(known.alike.get(shape(candidate), 1)),
        of_totals,
        labelled,
        float(result in known.totals),
        float(can_be_contracted(candidate, known)),
        float(copy_is_nearer(candidate, known)),
        *clashes(candidate, known),
        float(known.sums.get(result) == frozenset(parts)),
    ]


def ends_at_border(candidate: Candidate, known: Context) -> bool:
    """Return whether the part farthest from the result has no number or a total beyond it."""
    ids, beyond = candidate.lines.line_ids, next_beyond(candidate)
    if beyond is None or beyond in known.totals:
        return True
    if abs(int(ids[beyond]) - int(ids[farthest(candidate)])) > 1:
        return True
    return not bool(np.isfinite(candidate.lines.values[candidate.scope, beyond]).any())


def borders(ids: Ints) -> int:
    """Return how often lines without a number stand between neighbouring parts."""
    return int((np.diff(ids) > 1).sum())


@cache
def label_operators(label: str) -> frozenset[Operator]:
    """Return the operators that the words of a label speak of.

    >>> label_operators("Итого по району".lower()) == {Operator.SUM}
    True
    """
    words_of = words("relations")["labels"]
    tokens = WORD.findall(label)
    return frozenset(
        operator
        for operator in Operator
        if any(token.startswith(word) for word in words_of[operator.value] for token in tokens)
    )
