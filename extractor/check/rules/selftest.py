"""A rule set tests itself: unknown codes, rules that contradict each other, rules that follow
from others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractor.check.rules.ruleset import Rule, all_rules
from extractor.formula import Ref, Source, linear_row, names_of
from extractor.model import Indicator
from extractor.options import CheckOptions
from extractor.words.indicators import vocabulary

Row = dict[Ref, Fraction]
ADDRESSED = (Source.SUM, Source.ROWS)


@dataclass(frozen=True, slots=True)
class Fault:
    """``key`` is a message of the catalogue; ``rules`` are the ids concerned, ``detail`` a code
    or the rules it follows from.
    """

    key: str
    rules: tuple[str, ...]
    detail: str
    place: str


def rule_faults(options: CheckOptions) -> Iterator[Fault]:
    """The faults of a user's rules, alone and among ours."""
    known = vocabulary(options.catalogue).indicators
    own = {
        each.place
        for path in options.rules
        for each in all_rules((path,))
        if each.place.startswith(f"{path.name}:")
    }
    yield from (each for each in faults(all_rules(options.rules), known) if each.place in own)


def faults(rules: Sequence[Rule], indicators: Mapping[str, Indicator]) -> Iterator[Fault]:
    """All faults of a rule set. Contradiction and redundancy are looked for among rules without
    alternatives.
    """
    for each in rules:
        for code in _unknown(each, indicators):
            yield Fault("rule_code", (each.id,), code, each.place)
    single = [each for each in rules if len(each.statements) == 1 and not each.definition]
    yield from _contradictions(single)
    yield from _redundancies([each for each in single if each.each == "year"])


def _unknown(rule: Rule, indicators: Mapping[str, Indicator]) -> list[str]:
    named = {
        ref.name
        for each in rule.statements
        for ref in names_of(each)
        if ref.source not in ADDRESSED
    }
    return sorted(named - indicators.keys())


def _contradictions(rules: Sequence[Rule]) -> Iterator[Fault]:
    """Two rules with the same figures whose constants differ: «a = b» and «a = b + 1»."""
    seen: dict[tuple[tuple[Ref, Fraction], ...], tuple[Fraction, Rule]] = {}
    for each in rules:
        row = linear_row(each.statements[0]) if each.statements[0].sign == "=" else None
        if row is None or not any(row[0].values()):
            if row is not None and row[1]:
                yield Fault("rule_contradiction", (each.id,), each.id, each.place)
            continue
        key, constant = _normal(*row)
        other = seen.setdefault(key, (constant, each))
        if other[0] != constant:
            yield Fault(
                "rule_contradiction",
                (other[1].id, each.id),
                f"{other[1].id}, {each.id}",
                each.place,
            )


def _normal(row: Row, constant: Fraction) -> tuple[tuple[tuple[Ref, Fraction], ...], Fraction]:
    """The row divided by its first coefficient, figures in a fixed order."""
    present = [(ref, part) for ref, part in row.items() if part]
    ordered = sorted(present, key=lambda pair: (pair[0].name, pair[0].shift, pair[0].source))
    lead = ordered[0][1]
    return tuple((ref, part / lead) for ref, part in ordered), constant / lead


def _redundancies(rules: Sequence[Rule]) -> Iterator[Fault]:
    """An equality that is a sum of multiples of those before it (Gauss), or that stands twice."""
    basis: list[tuple[Ref, Row, frozenset[str]]] = []
    for each in rules:
        found = linear_row(each.statements[0]) if each.statements[0].sign == "=" else None
        if found is None or found[1]:
            continue
        row, used = _reduced(found[0], basis)
        if not row:
            yield Fault("rule_redundant", (each.id,), ", ".join(sorted(used)), each.place)
        else:
            pivot = next(iter(row))
            basis.append(
                (pivot, {ref: part / row[pivot] for ref, part in row.items()}, used | {each.id})
            )


def _reduced(
    row: Row, basis: Sequence[tuple[Ref, Row, frozenset[str]]]
) -> tuple[Row, frozenset[str]]:
    """The row without the pivots of the basis, and the rules that took them out."""
    left, used = {ref: part for ref, part in row.items() if part}, frozenset[str]()
    for pivot, other, names in basis:
        factor = left.get(pivot)
        if factor:
            used |= names
            for ref, part in other.items():
                left[ref] = left.get(ref, Fraction(0)) - factor * part
            left = {ref: part for ref, part in left.items() if part}
    return left, used
