"""Formulas of the catalogue over indicator codes: ``100 * users.registered / population.total``."""

from collections.abc import Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from extractor.errors import CalledWrongly, RefusedAt
from extractor.formula import Node, Ref, Source, parse_expression, refs, value_of

Values = Mapping[str, Decimal]


@lru_cache(maxsize=4096)
def codes_of(formula: str) -> tuple[str, ...]:
    """Return the indicators that a formula needs, each once. Raises CalledWrongly for what is no
    formula of the catalogue.

    >>> codes_of("100 * users.registered / population.total")
    ('users.registered', 'population.total')
    """
    return tuple(dict.fromkeys(ref.name for ref in refs(_parsed(formula))))


def computed(formula: str, values: Values) -> Decimal | None:
    """Return the value of a formula, None where it divides by zero. Every code of it stands in
    ``values``.

    >>> computed("100 * a.b / (c - 1)", {"a.b": Decimal(3), "c": Decimal(5)})
    Decimal('75')
    """
    known = {Ref(code): value for code, value in values.items()}
    try:
        return value_of(_parsed(formula), known, _decimal)
    except (DivisionByZero, InvalidOperation):
        return None


def _decimal(number: Fraction) -> Decimal:
    """A number of a formula, which is written with a finite number of digits.

    >>> _decimal(Fraction(1, 4))
    Decimal('0.25')
    """
    return Decimal(number.numerator) / Decimal(number.denominator)


@lru_cache(maxsize=4096)
def _parsed(formula: str) -> Node:
    """Return the tree of a formula over figures of one year, as the catalogue allows it."""
    try:
        tree = parse_expression(formula)
    except RefusedAt as error:
        column = error.parts["column"]
        raise CalledWrongly("formula_unreadable", formula=formula, at=column) from error
    for ref in refs(tree):
        if ref.shift or ref.source is not Source.TABLE:
            at = formula.index(ref.name) + 1
            raise CalledWrongly("formula_unreadable", formula=formula, at=at)
    return tree
