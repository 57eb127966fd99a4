"""Where the mistake is: the fewest figures that must change so that everything holds (Fellegi and
Holt).

One figure is found by intersecting what every statement allows it; several by a small mixed-integer
programme over a group of connected statements. All smallest explanations are listed; which of them
is likely is another question (``correct.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval
from extractor.check.relations.edit import Edit, refs_by_figure, solved
from extractor.formula import Ref
from extractor.plugins import load

LARGEST_GROUP = 60


@dataclass(frozen=True, slots=True)
class Explanation:
    """Figures which, all changed, explain all broken statements of a group; ``bounds`` are the
    values each may then have.
    """

    figures: tuple[Figure, ...]
    bounds: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Broken statements that share figures, and those that touch these and hold, or hold where
    digits were cut off. ``doubtful`` failed too, but need not be explained with the others.
    """

    broken: tuple[Edit, ...]
    holding: tuple[Edit, ...]
    truncated: tuple[Edit, ...] = ()
    doubtful: tuple[Edit, ...] = ()


def groups(
    broken: Sequence[Edit], holding: Sequence[Edit], truncated: Sequence[Edit] = ()
) -> Iterator[Group]:
    """Connected groups, in the order of their first broken statement."""
    sure, roughly = _by_figure(holding), _by_figure(truncated)
    for members in _connected(broken):
        yield Group(tuple(members), _touching(members, sure), _touching(members, roughly))


def _by_figure(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = defaultdict(list)
    for each in edits:
        for figure in each.figures.values():
            found[figure.fact.observation].append(each)
    return found


def _touching(members: Sequence[Edit], by_figure: dict[str, list[Edit]]) -> tuple[Edit, ...]:
    names = dict.fromkeys(
        figure.fact.observation for each in members for figure in each.figures.values()
    )
    return tuple({id(edit): edit for name in names for edit in by_figure.get(name, ())}.values())


def _connected(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits that share a figure, by union of their observations."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for each in edits:
        names = [figure.fact.observation for figure in each.figures.values()]
        for name in names[1:]:
            parent[root(name)] = root(names[0])
    found: dict[str, list[Edit]] = defaultdict(list)
    for each in edits:
        found[root(next(iter(each.figures.values())).fact.observation)].append(each)
    return list(found.values())


def explain(group: Group) -> list[Explanation]:
    """All smallest explanations of a group: single figures if there are any, else sets found by
    the solver.
    """
    single = list(_single(group))
    if single or len(group.broken) < 2:
        return single
    return _several(group)


def _single(group: Group) -> Iterator[Explanation]:
    first = group.broken[0]
    for figure in first.figures.values():
        if any(_ref_of(each, figure) is None for each in group.broken):
            continue
        bound = allowed(figure, (*group.broken, *group.holding))
        if bound is not None:
            yield Explanation((figure,), (bound,))


def allowed(figure: Figure, edits: Iterable[Edit]) -> Interval | None:
    """Values of a figure with which every statement about it holds, in its printed unit; None
    where there is none.
    """
    low, high = None, None
    for each in edits:
        ref = _ref_of(each, figure)
        if ref is None:
            continue
        bound = solved(each, ref)
        if bound is None:
            continue
        factor = figure.scale if each.scaled else 1
        low = bound.low / factor if low is None else max(low, bound.low / factor)
        high = bound.high / factor if high is None else min(high, bound.high / factor)
    if low is None or high is None or low > high + figure.step:
        return None
    return Interval(min(low, high), max(low, high))


def _ref_of(edit: Edit, figure: Figure) -> Ref | None:
    return refs_by_figure(edit).get(figure.fact.observation)


def _several(group: Group) -> list[Explanation]:
    """Smallest sets of figures by the solver; too large a group is left to its parts, each
    statement for itself.
    """
    names = {
        figure.fact.observation: figure for each in group.broken for figure in each.figures.values()
    }
    if len(names) > LARGEST_GROUP:
        return []
    sets = load("extractor.check.correction.solver:smallest_sets")(group)
    kept = [chosen for chosen in sets if chosen <= names.keys()]
    return [Explanation(_in_order(names, chosen), (None,) * len(chosen)) for chosen in kept]


def _in_order(names: Mapping[str, Figure], chosen: Set[str]) -> tuple[Figure, ...]:
    """The chosen figures in the order of the statements: a set has none that holds from run to
    run.
    """
    return tuple(figure for name, figure in names.items() if name in chosen)
