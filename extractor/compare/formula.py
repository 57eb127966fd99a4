"""Formulas of the catalogue over indicator codes: ``100 * users.registered / population.total``."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from operator import add, mul, sub, truediv

from extractor.errors import CalledWrongly

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<code>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)|(?P<sign>[-+*/()]))"
)
_SUMS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"+": add, "-": sub}
_PRODUCTS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"*": mul, "/": truediv}
Values = Mapping[str, Decimal]


@lru_cache(maxsize=4096)
def codes_of(formula: str) -> tuple[str, ...]:
    """The indicators that a formula needs, each once.

    >>> codes_of("100 * users.registered / population.total")
    ('users.registered', 'population.total')
    """
    return tuple(dict.fromkeys(text for kind, text in _tokens(formula) if kind == "code"))


def computed(formula: str, values: Values) -> Decimal | None:
    """The value of a formula; None where it divides by zero. Every code of it stands in ``values``.

    >>> computed("100 * a.b / (c - 1)", {"a.b": Decimal(3), "c": Decimal(5)})
    Decimal('75')
    """
    try:
        return _Reader(formula, values).whole()
    except (DivisionByZero, InvalidOperation):
        return None


@lru_cache(maxsize=4096)
def _tokens(formula: str) -> tuple[tuple[str, str], ...]:
    return tuple(_scanned(formula))


def _scanned(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while formula[at:].strip():
        found = _TOKEN.match(formula, at)
        if found is None:
            raise CalledWrongly("formula_unreadable", formula=formula, at=at + 1)
        yield found.lastgroup or "", found[found.lastgroup or 0]
        at = found.end()


class _Reader:
    """Recursive descent: sums of products of numbers, codes and brackets."""

    def __init__(self, formula: str, values: Values) -> None:
        self.formula, self.values = formula, values
        self.tokens = [*_tokens(formula), ("end", "")]
        self.at = 0

    def whole(self) -> Decimal:
        value = self._chain(_SUMS, lambda: self._chain(_PRODUCTS, self._part))
        if self.tokens[self.at][0] != "end":
            raise self._wrong()
        return value

    def _chain(
        self,
        signs: Mapping[str, Callable[[Decimal, Decimal], Decimal]],
        part: Callable[[], Decimal],
    ) -> Decimal:
        value = part()
        while self.tokens[self.at][1] in signs:
            join = signs[self._next()[1]]
            value = join(value, part())
        return value

    def _part(self) -> Decimal:
        kind, text = self._next()
        if kind == "number":
            return Decimal(text)
        if kind == "code":
            return self.values[text]
        if text != "(":
            raise self._wrong()
        value = self._chain(_SUMS, lambda: self._chain(_PRODUCTS, self._part))
        if self._next()[1] != ")":
            raise self._wrong()
        return value

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise self._wrong()
        self.at += 1
        return self.tokens[self.at - 1]

    def _wrong(self) -> CalledWrongly:
        return CalledWrongly("formula_unreadable", formula=self.formula, at=self.at)
