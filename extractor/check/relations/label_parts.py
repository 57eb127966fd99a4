"""Which lines of a table are parts of which, by their labels alone: nested heads, «из них»,
«Итого».
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.check.figures.word_match import begins, is_change_label, is_per_cent_label

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """``whole`` and ``parts`` as places on a line. ``must``: by its own words the whole is the
    sum of just these.
    """

    whole: int
    parts: tuple[int, ...]
    must: bool
    rule: str


def relations(paths: Sequence[Path], totals: Sequence[bool]) -> tuple[Relation, ...]:
    """Every whole on a line with its parts. All columns of a table have the same lines of
    labels: they are looked at once.
    """
    return _relations(tuple(paths), tuple(totals))


@lru_cache(maxsize=256)
def _relations(paths: tuple[Path, ...], totals: tuple[bool, ...]) -> tuple[Relation, ...]:
    return (*_nested(paths), *_marked(paths), *_totalled(paths, totals))


def _nested(paths: Sequence[Path]) -> Iterator[Relation]:
    """«Посещения» and below it «Посещения / из них: за услугами»."""
    heads = {path[:depth] for path in paths for depth in range(1, len(path))}
    for n, path in enumerate(paths):
        if path not in heads:
            continue
        inner = [
            m
            for m in range(n + 1, len(paths))
            if paths[m][: len(path)] == path and paths[m] != path
        ]
        direct = tuple(
            m
            for m in inner
            if not any(k != m and paths[m][: len(paths[k])] == paths[k] != paths[m] for k in inner)
        )
        if direct and not any("|".join(paths[m]) == "|".join(path) for m in direct):
            yield Relation(n, direct, False, "nested")


def _marked(paths: Sequence[Path]) -> Iterator[Relation]:
    """A column before a group headed «из них»."""
    groups: dict[Path, list[int]] = defaultdict(list)
    for n, path in enumerate(paths):
        for depth, label in enumerate(path[:-1] if len(path) > 1 else path):
            if begins(label, "parts"):
                groups[path[: depth + 1] if len(path) > 1 else path[:depth]].append(n)
                break
    for head, members in groups.items():
        before = [n for n in range(members[0]) if not _under_mark(paths[n], len(head) - 1)]
        near = [n for n in before if paths[n][: len(head) - 1] == head[:-1]]
        near = [n for n in near if _may_be_whole(paths[n], len(head))]
        if near:
            yield Relation(near[-1], tuple(_outermost(members, paths, len(head))), False, "marked")


def _may_be_whole(path: Path, depth: int) -> bool:
    """Return whether a line may be the whole of a group beside it: no change, no per cents, and no
    part of another group unless it is called its whole.
    """
    label = path[-1] if path else ""
    if is_change_label(label) or is_per_cent_label(label):
        return False
    return len(path) <= max(depth, 1) or begins(label, "wholes")


def _under_mark(path: Path, depth: int) -> bool:
    return len(path) > depth >= 0 and begins(path[depth], "parts")


def _outermost(members: list[int], paths: Sequence[Path], depth: int) -> Iterator[int]:
    """Of the columns below one label only the first: «высшее / всего», not «высшее / из них
    библиотечное».
    """
    seen = set()
    for n in members:
        child = paths[n][depth] if len(paths[n]) > depth else paths[n][-1]
        if child not in seen or len(paths[n]) <= depth + 1:
            seen.add(child)
            yield n
        elif not any(begins(each, "parts") for each in paths[n][depth + 1 :]):
            yield n


def _totalled(paths: Sequence[Path], totals: Sequence[bool]) -> Iterator[Relation]:
    """«Итого» after its parts, or «всего» before them, among labels of one group."""
    start, subtotals = 0, list[int]()
    for n, is_total in enumerate(totals):
        if not is_total:
            continue
        head = paths[n][:-1]
        above = tuple(m for m in range(start, n) if paths[m][: len(head)] == head and not totals[m])
        led = [m for m in above if not _is_part(paths[m][len(head) :])]
        opening = led[:1] if start == 0 else []  # «в т. ч. дети» that no whole stands before
        above = tuple(m for m in above if m in led or any(m < first for first in opening))
        if above:
            yield Relation(n, above, True, "total")
            subtotals.append(n)
        elif head:
            yield Relation(n, tuple(_following(paths, totals, n, head)), False, "first")
        elif len(subtotals) > 1:
            yield Relation(n, tuple(subtotals), True, "grand")
            subtotals = []
        start = n + 1


def _is_part(path: Path) -> bool:
    """«Из них детские» is a part of the line above it: a total counts that line already."""
    return any(begins(label, "parts") for label in path)


def _following(paths: Sequence[Path], totals: Sequence[bool], n: int, head: Path) -> Iterator[int]:
    for m in range(n + 1, len(paths)):
        if paths[m][: len(head)] != head or totals[m]:
            return
        yield m
