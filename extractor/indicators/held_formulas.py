"""A label that seems to measure something does so where the formulas of the catalogue hold with
it: «чит-ть» is loans by users where its column is just that, row by row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractor.formula.grammar import parse_expression
from extractor.formula.tree import Node, Number, Operation, Ref, refs, value_of
from extractor.indicators.same_figures import confirmed_by_figures
from extractor.model import Observation, Vocabulary

PERCENT = "%"
LEAST_DIGITS = 3  # of a result that is hardly met by chance
MOST_FAILING = 0.25  # of the figures of a label that may be slips
Place = tuple[str, tuple[str, ...], str]
Known = Mapping[str, Observation]
By = dict[Place, dict[str, Observation]]


@dataclass(frozen=True, slots=True)
class Formula:
    """What an indicator is computed of."""

    code: str
    node: Node

    @property
    def codes(self) -> frozenset[str]:
        return frozenset((self.code, *(ref.name for ref in refs(self.node))))


@lru_cache(maxsize=4)
def formulas_of(vocabulary: Vocabulary) -> tuple[Formula, ...]:
    """The formulas of a catalogue."""
    return tuple(
        Formula(indicator.code, parse_expression(indicator.formula))
        for indicator in vocabulary.indicators.values()
        if indicator.formula
    )


@lru_cache(maxsize=4)
def shares_in(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Share → the indicator of which it is one: «100 * users.age.children / users.registered»."""
    found = {}
    for formula in formulas_of(vocabulary):
        match formula.node:
            case Operation("/", Operation("*", Number(), Ref(name=counted)), _):
                if vocabulary.indicators[formula.code].unit == PERCENT:
                    found[formula.code] = counted
    return found


def confirmed_by_values(
    found: Sequence[Observation],
    codes: Sequence[str],
    likely: Sequence[str],
    labels_of: Callable[[Observation], Hashable],
    vocabulary: Vocabulary,
) -> list[str]:
    """The codes, with those that are likely and that other figures of the report confirm."""
    confirmed = confirmed_by_figures(found, codes, likely)
    labels = [labels_of(figure) for figure in found]
    return confirmed_by_formulas(found, confirmed, likely, labels, formulas_of(vocabulary))


def confirmed_by_formulas(
    found: Sequence[Observation],
    codes: Sequence[str],
    likely: Sequence[str],
    labels: Sequence[Hashable],
    formulas: Iterable[Formula],
) -> list[str]:
    """The codes, with those of ``likely`` for labels with whose figures a formula holds."""
    sure = _sure(found, codes)
    by_code: dict[str, list[Formula]] = defaultdict(list)
    for formula in formulas:
        for code in formula.codes:
            by_code[code].append(formula)
    holding: Counter[tuple[Hashable, str]] = Counter()
    asked: Counter[tuple[Hashable, str]] = Counter()
    for figure, code, guess, label in zip(found, codes, likely, labels, strict=True):
        if code or guess not in by_code or figure.table is None or figure.value is None:
            continue
        known = {**sure[_place(figure)], guess: figure}
        answers = {_holds(formula, known) for formula in by_code[guess]} - {None}
        asked[label, guess] += bool(answers)
        holding[label, guess] += True in answers
    held = {key for key, count in holding.items() if _is_enough(count, asked[key])}
    return [
        code or (guess if (label, guess) in held else "")
        for code, guess, label in zip(codes, likely, labels, strict=True)
    ]


def _is_enough(holding: int, asked: int) -> bool:
    return holding > 0 and asked - holding <= MOST_FAILING * asked


def _sure(found: Sequence[Observation], codes: Sequence[str]) -> By:
    """The figures with a code that has one value in its place."""
    values: dict[tuple[Place, str], dict[Fraction, Observation]] = defaultdict(dict)
    for figure, code in zip(found, codes, strict=True):
        if code and figure.value is not None and figure.table is not None:
            values[_place(figure), code].setdefault(_value(figure), figure)
    sure: By = defaultdict(dict)
    for (place, code), figures in values.items():
        if len(figures) == 1:
            sure[place][code] = next(iter(figures.values()))
    return sure


def _place(figure: Observation) -> Place:
    return figure.period[:4], figure.library, figure.area


def _value(figure: Observation) -> Fraction:
    return Fraction(figure.value or 0) * figure.multiplier


def _holds(formula: Formula, known: Known) -> bool | None:
    """Whether a formula holds, as exactly as its result is printed; None where a figure is not
    known or the result is too short to tell.
    """
    result = known.get(formula.code)
    if result is None or not formula.codes <= known.keys():
        return None
    digits = len(result.value.as_tuple().digits) if result.value else 0
    given = {ref: _value(known[ref.name]) for ref in refs(formula.node)}
    if digits < LEAST_DIGITS or any(isinstance(ref, Ref) and ref.shift for ref in given):
        return None
    try:
        expected = value_of(formula.node, given, Fraction)
    except ZeroDivisionError:
        return None
    last = Fraction(result.multiplier, 10 ** (result.decimals or 0))
    return abs(expected - _value(result)) < last
