"""Straight rules in order: pieces of one line joined, rules that touch gathered, sides that a table
left open closed.

What holds for rules across holds for rules down with the axes exchanged; there is one copy of each
step.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.read.pdf.ink import Rule

SAME = 1.0  # points: two strokes of one line, the two edges of a border
NEAR = (
    2.6  # points: a gap in a line, a rule that stops short of another, the lines of a double border
)


class Net(NamedTuple):
    """Rules that touch each other, directly or through others."""

    across: list[Rule]
    down: list[Rule]


def clusters(values: Iterable[float], apart: float) -> list[list[float]]:
    """Sorted values in groups: a new one begins where the next value is more than ``apart`` from
    the group's first.

    >>> clusters([10, 0, 1.5, 11], 2)
    [[0, 1.5], [10, 11]]
    """
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= apart:
            found[-1].append(value)
        else:
            found.append([value])
    return found


def landmarks(values: Iterable[float], apart: float = NEAR) -> list[float]:
    """One value for each cluster: its middle.

    >>> landmarks([0, 1, 10])
    [0.5, 10.0]
    """
    return [(each[0] + each[-1]) / 2 for each in clusters(values, apart)]


def nearest(marks: Sequence[float], value: float) -> int:
    """The index of the landmark next to a value.

    >>> nearest([0, 10, 20], 14)
    1
    """
    index = bisect_left(marks, value)
    if index == len(marks) or (index and value - marks[index - 1] <= marks[index] - value):
        return index - 1
    return index


def joined(rules: Iterable[Rule], apart: float = SAME) -> list[Rule]:
    """Pieces that lie on one line and meet (or nearly) become one rule."""
    ordered = sorted(rules)
    found: list[Rule] = []
    line: list[Rule] = []
    for rule in ordered:
        if line and rule.at - line[0].at > apart:
            found += _runs(line)
            line = []
        line.append(rule)
    return found + list(_runs(line))


def _runs(line: list[Rule]) -> Iterator[Rule]:
    """The pieces of one line, those that meet joined."""
    if not line:
        return
    at = (line[0].at + line[-1].at) / 2
    line.sort(key=_start)
    start, end = line[0].start, line[0].end
    for rule in line:
        if rule.start > end + NEAR:
            yield Rule(at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    yield Rule(at, start, end)


def _start(rule: Rule) -> float:
    return rule.start


def nets(across: Sequence[Rule], down: Sequence[Rule]) -> list[Net]:
    """Rules gathered by touch; those that touch no rule of the other direction stay out."""
    down = sorted(down)
    ats = [each.at for each in down]
    parent = list(range(len(across) + len(down)))
    for index, rule in enumerate(across):
        for other in range(bisect_left(ats, rule.start - NEAR), bisect_right(ats, rule.end + NEAR)):
            if down[other].start - NEAR <= rule.at <= down[other].end + NEAR:
                unite(parent, index, len(across) + other)
    gathered: dict[int, Net] = {}
    for index, rule in enumerate(across):
        gathered.setdefault(root(parent, index), Net([], [])).across.append(rule)
    for index, rule in enumerate(down):
        gathered.setdefault(root(parent, len(across) + index), Net([], [])).down.append(rule)
    return [each for each in gathered.values() if each.across and each.down]


def root(parent: list[int], index: int) -> int:
    """Who leads the set of ``index``; shortens the way there."""
    while parent[index] != index:
        parent[index] = index = parent[parent[index]]
    return index


def unite(parent: list[int], one: int, other: int) -> None:
    """Two sets become one."""
    parent[root(parent, one)] = root(parent, other)


def closed(net: Net) -> Net:
    """The net with the sides that it left open: where at least two rules end together, the table
    ends there, too.
    """
    down = net.down + list(_missing_sides(net.across, net.down))
    return Net(net.across + list(_missing_sides(down, net.across)), down)


def _missing_sides(rules: Sequence[Rule], sides: Sequence[Rule]) -> Iterator[Rule]:
    """Sides across the common ends of at least two rules, where no rule runs along all of them."""
    for edge, outermost in ((1, min), (2, max)):
        end = outermost(rule[edge] for rule in rules)
        ends = [rule.at for rule in rules if abs(rule[edge] - end) <= NEAR]
        first, last = min(ends), max(ends)
        near = [side for side in sides if abs(side.at - end) <= NEAR]
        whole = any(side.start - NEAR <= first and last <= side.end + NEAR for side in joined(near))
        if last - first > NEAR and not whole:
            yield Rule(near[0].at if near else end, first, last)
