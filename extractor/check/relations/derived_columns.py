"""Columns and rows computed from others: shares, fulfilment of a plan, growth, ratios.

What a per cent is taken of is seldom written beside it. Each line of per cents has several
hypotheses (a share of its column's total, one column over another, the change from one to the
other); they compete, the one that holds in most places wins, and only its exceptions are broken.
Where none holds there is nothing to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import permutations
from math import log

from extractor.check.figures.figure import Figure, Shelf
from extractor.check.figures.word_match import has_word
from extractor.check.relations.edit import Edit
from extractor.check.rules.formula import Comparison, Node, Number, Operation, Ref
from extractor.model.finding import Severity

RESULT, PART, WHOLE = Ref("share.0"), Ref("part.0"), Ref("whole.0")
REACH = 8  # lines on either side of a result that its parts are looked for in
MOST_OF_ONE, LEAST_OF_ONE = 6.0, 0.0  # nats that one instance that holds can add
BROKEN = 3.0  # nats that an exception costs
LEAST_BELIEF = 3.0  # nats, after what the number of hypotheses tried explains
NARROWEST = 0.02  # of the value: how far the figures of a line spread at least
SAID, DENIED, BESIDE = 3.0, -4.0, 1.0  # nats for what labels and neighbourhood say


class Kind(StrEnum):
    """What a derived figure may be: part of a total, one line over another, a change."""

    SHARE = "share"
    RATIO = "ratio"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Instance:
    """One place of a hypothesis: the derived figure and those it would be computed from."""

    result: Figure
    part: Figure
    whole: Figure


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A kind of relation with all its instances; ``prior`` are the nats of labels and places."""

    kind: Kind
    factor: int
    instances: tuple[Instance, ...]
    prior: float


@dataclass(frozen=True, slots=True)
class Belief:
    """A hypothesis with the evidence for it, in nats, and how often it holds and fails."""

    hypothesis: Hypothesis
    weight: float
    held: tuple[bool, ...]


Line = dict[int, Figure]  # instance (row or column) → figure


def derived_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield the statement of each derived figure of a table whose relation is believed."""
    for figures in shelf.by_table.values():
        if any(map(is_derived, figures)):
            yield from table_edits(figures)


def table_edits(figures: Sequence[Figure]) -> Iterator[Edit]:
    """Yield the statements of one table; a figure belongs to its best hypothesis only."""
    claimed: set[str] = set()
    for belief in sorted(_beliefs(figures), key=lambda one: -one.weight):
        chosen = [one for one in belief.hypothesis.instances if _name(one.result) not in claimed]
        claimed.update(_name(one.result) for one in chosen)
        yield from (_edit(belief, one) for one in chosen)


def is_derived(figure: Figure) -> bool:
    """Return whether a figure is a per cent or a ratio by its unit or its labels."""
    if figure.fact.unit == "%":
        return True
    return bool(figure.fact.decimals) and _says(figure, "ratio_words")


def _says(figure: Figure, words: str) -> bool:
    last = (*figure.fact.column_path[-1:], *figure.fact.row_path[-1:])
    return any(has_word(label, words) for label in last)


def _name(figure: Figure) -> str:
    return figure.fact.observation


def _beliefs(figures: Sequence[Figure]) -> Iterator[Belief]:
    for is_column in (True, False):
        lines = _lines(figures, is_column)
        for at, line in lines.items():
            results = {place: one for place, one in line.items() if is_derived(one)}
            if results:
                best = _best(list(_hypotheses(at, results, lines, is_column)))
                if best is not None:
                    yield best


def _lines(figures: Iterable[Figure], is_column: bool) -> dict[int, Line]:
    """Return the lines of a table in order: its columns by row, or its rows by column."""
    found: dict[int, Line] = defaultdict(dict)
    for one in figures:
        row, column = one.fact.row or 0, one.fact.column or 0
        at, place = (column, row) if is_column else (row, column)
        found[at][place] = one
    return dict(sorted(found.items()))


def _hypotheses(
    at: int, results: Line, lines: Mapping[int, Line], is_column: bool
) -> Iterator[Hypothesis]:
    """Yield what the figures of a line may be computed from."""
    near = [other for other in lines if other != at and abs(other - at) <= REACH]
    counts = {other: line for other in near if (line := _counts(lines[other]))}
    per_cent = any(one.fact.unit == "%" for one in results.values())
    for part in counts:
        yield from _shares(at, part, results, counts[part], is_column) if per_cent else ()
    for part, whole in permutations(counts, 2):
        yield from _quotients(results, counts[part], counts[whole], 100 if per_cent else 1)


def _counts(line: Line) -> Line:
    return {place: one for place, one in line.items() if not is_derived(one)}


def _shares(
    at: int, part: int, results: Line, counts: Line, is_column: bool
) -> Iterator[Hypothesis]:
    """Yield the shares of a total that stands in the line of the parts."""
    for total, whole in counts.items():
        if not _is_total(whole, is_column) or not whole.value:
            continue
        made = [
            Instance(results[place], one, whole)
            for place, one in counts.items()
            if place in results and place != total
        ]
        if made:
            beside = BESIDE if at - part == 1 else 0.0
            yield Hypothesis(Kind.SHARE, 100, tuple(made), beside + _prior(Kind.SHARE, made))


def _is_total(figure: Figure, is_column: bool) -> bool:
    labels = figure.fact.row_path if is_column else figure.fact.column_path
    return (is_column and figure.total) or any(has_word(label, "wholes") for label in labels[-1:])


def _quotients(results: Line, parts: Line, wholes: Line, factor: int) -> Iterator[Hypothesis]:
    """Yield one line over another, and the change from the second to the first."""
    made = [
        Instance(one, parts[place], wholes[place])
        for place, one in results.items()
        if place in parts and place in wholes and wholes[place].value
    ]
    if made:
        yield Hypothesis(Kind.RATIO, factor, tuple(made), _prior(Kind.RATIO, made))
        if factor == 100:
            yield Hypothesis(Kind.GROWTH, factor, tuple(made), _prior(Kind.GROWTH, made))


def _prior(kind: Kind, instances: Sequence[Instance]) -> float:
    """Return what the labels of the results say for a kind, in nats."""
    said = {
        word for word in Kind for one in instances[:3] if _says(one.result, f"{word.value}_words")
    }
    if not said:
        return 0.0
    if kind in said:
        return SAID
    return DENIED if kind is Kind.SHARE or Kind.GROWTH not in said else 0.0


def _best(hypotheses: Sequence[Hypothesis]) -> Belief | None:
    """Return the hypothesis with most evidence, if it is believed."""
    tried = log(1 + len(hypotheses))
    weighed = [_weighed(one) for one in hypotheses]
    found = max(weighed, key=lambda one: one.weight, default=None)
    if found is None or found.weight - tried < LEAST_BELIEF:
        return None
    held = sum(found.held)
    return found if held and 2 * held >= len(found.held) else None


def _weighed(hypothesis: Hypothesis) -> Belief:
    """Add up the evidence of all instances: digits that agree, less what fails."""
    values = [float(one.result.value) for one in hypothesis.instances]
    spread = max(values) - min(values)
    weight, held = hypothesis.prior, []
    for one in hypothesis.instances:
        apart, slack = _apart(hypothesis, one)
        holds = apart <= slack
        held.append(holds)
        if not holds:
            weight -= BROKEN
        elif _is_telling(hypothesis, one):
            wide = max(spread, NARROWEST * abs(float(one.result.value)), 2 * slack)
            weight += max(LEAST_OF_ONE, min(MOST_OF_ONE, log(wide / (2 * slack))))
    return Belief(hypothesis, weight, tuple(held))


def _is_telling(hypothesis: Hypothesis, one: Instance) -> bool:
    """Return whether agreement proves anything: nothing of something, all of all do not."""
    return bool(one.part.value) and one.part.value != one.whole.value


def _apart(hypothesis: Hypothesis, one: Instance) -> tuple[float, float]:
    """Return how far a result is from what its parts give, and what print allows."""
    part, whole = float(one.part.worth(True)), float(one.whole.worth(True))
    ratio = part / whole
    meant = hypothesis.factor * (ratio - 1 if hypothesis.kind is Kind.GROWTH else ratio)
    rough = _half(one.part) / abs(whole) + abs(ratio) * _half(one.whole) / abs(whole)
    step = float(one.result.step) or 1.0
    slack = step / 2 + hypothesis.factor * rough
    return abs(float(one.result.value) - meant), slack * (1 + 1e-9)


def _half(figure: Figure) -> float:
    return float(figure.step * figure.scale) / 2


def _edit(belief: Belief, one: Instance) -> Edit:
    hypothesis = belief.hypothesis
    figures = {RESULT: one.result, PART: one.part, WHOLE: one.whole}
    is_share = hypothesis.kind is Kind.SHARE
    return Edit(
        "share.table" if is_share else f"{hypothesis.kind.value}.table",
        "share" if is_share else "ratio",
        Severity.ERROR,
        f"derived|{belief.hypothesis.kind.value}|{one.result.fact.table}",
        Comparison(RESULT, "=", _formula(hypothesis)),
        figures,
        must=True,
        scaled=one.part.scale != one.whole.scale,
        says="share" if is_share else "ratio",
    )


def _formula(hypothesis: Hypothesis) -> Node:
    part: Node = PART
    if hypothesis.kind is Kind.GROWTH:
        part = Operation("-", PART, WHOLE)
    if hypothesis.factor == 1:
        return Operation("/", part, WHOLE)
    return Operation("/", Operation("*", Number(_hundred()), part), WHOLE)


def _hundred() -> Fraction:

    return Fraction(100)
