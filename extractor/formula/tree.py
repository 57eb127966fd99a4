"""The parse tree of a formula and its readers: its value, its residual, the linear row for
localisation, the sentence for people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Any, TypeVar


class Source(StrEnum):
    """Where a figure is looked for: a table, the running text, the report of the year before."""

    TABLE = "table"
    TEXT = "text"
    CHANGE = "change"
    PERCENT = "percent"
    BEFORE = "before"
    SUM = "sum"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure by ``name``: an indicator's code, or the words of a table for SUM and ROWS.
    ``shift``: -1 is the year before.
    """

    name: str
    shift: int = 0
    source: Source = Source.TABLE


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"


Node = Number | Ref | Operation


@dataclass(frozen=True, slots=True)
class Comparison:
    """``sign`` is «=», «<=» or «>=»."""

    left: Node
    sign: str
    right: Node


Pair = tuple[Fraction, Fraction]
Value = TypeVar("Value")
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def refs(node: Node) -> Iterator[Ref]:
    """Figures of a formula in reading order, each time they are named."""
    match node:
        case Ref():
            yield node
        case Operation():
            yield from refs(node.left)
            yield from refs(node.right)


def names_of(statement: Comparison) -> tuple[Ref, ...]:
    """Return every figure once, in reading order."""
    return tuple(dict.fromkeys((*refs(statement.left), *refs(statement.right))))


def value_of(node: Node, known: Mapping[Ref, Value], number: Callable[[Fraction], Value]) -> Value:
    """Return the value of a formula: numbers are made by ``number``, figures stand in ``known``,
    both of one kind that can add, subtract, multiply and divide. Raises what its division raises.

    >>> half = Operation("/", Ref("a"), Number(Fraction(2)))
    >>> value_of(half, {Ref("a"): Fraction(3)}, Fraction)
    Fraction(3, 2)
    """
    match node:
        case Number():
            return number(node.value)
        case Ref():
            return known[node]
        case Operation():
            left, right = (value_of(side, known, number) for side in (node.left, node.right))
            value: Value = OPERATIONS[node.sign](left, right)
            return value


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "/": truediv}


def residual(statement: Comparison, known: Mapping[Ref, Fraction]) -> Fraction:
    """Left minus right, both freed of their divisors: affine in each figure that stands once,
    zero where both sides agree.
    """
    left, right = _ratio(statement.left, known), _ratio(statement.right, known)
    return left[0] * right[1] - right[0] * left[1]


def _ratio(node: Node, known: Mapping[Ref, Fraction]) -> Pair:
    """A node as numerator and denominator, never divided."""
    match node:
        case Number():
            return node.value, Fraction(1)
        case Ref():
            return known[node], Fraction(1)
        case Operation():
            (above, below), (over, under) = _ratio(node.left, known), _ratio(node.right, known)
    if node.sign == "*":
        return above * over, below * under
    if node.sign == "/":
        return above * under, below * over
    return (
        above * under + over * below if node.sign == "+" else above * under - over * below
    ), below * under


def linear_row(statement: Comparison) -> tuple[dict[Ref, Fraction], Fraction] | None:
    """Return the second reader: coefficients of left minus right and the constant, None where the
    statement is not linear.
    """
    row: dict[Ref, Fraction] = {}
    constant = Fraction(0)
    for node, factor in ((statement.left, Fraction(1)), (statement.right, Fraction(-1))):
        added = _linear(node, factor)
        if added is None:
            return None
        constant += added[1]
        for ref, part in added[0].items():
            row[ref] = row.get(ref, Fraction(0)) + part
    return row, constant


def _linear(node: Node, factor: Fraction) -> tuple[dict[Ref, Fraction], Fraction] | None:
    match node:
        case Number():
            return {}, node.value * factor
        case Ref():
            return {node: factor}, Fraction(0)
        case Operation("*", Number(value), other) | Operation("*", other, Number(value)):
            return _linear(other, factor * value)
        case Operation("/", other, Number(value)) if value:
            return _linear(other, factor / value)
        case Operation("+" | "-"):
            left, right = (
                _linear(node.left, factor),
                _linear(node.right, factor if node.sign == "+" else -factor),
            )
            return None if left is None or right is None else _added(left, right)
    return None


def _added(
    left: tuple[dict[Ref, Fraction], Fraction], right: tuple[dict[Ref, Fraction], Fraction]
) -> tuple[dict[Ref, Fraction], Fraction]:
    row = dict(left[0])
    for ref, part in right[0].items():
        row[ref] = row.get(ref, Fraction(0)) + part
    return row, left[1] + right[1]


def spoken(node: Node, word: Callable[[Ref], str], outer: int = 0) -> str:
    """Return the third reader: the formula with the words that ``word`` gives for its figures."""
    match node:
        case Number():
            return (
                str(node.value)
                if node.value.denominator == 1
                else f"{float(node.value):g}".replace(".", ",")
            )
        case Ref():
            return word(node)
        case Operation():
            own = STRENGTH[node.sign]
            sign = {"-": "−", "*": "×", "/": ":"}.get(node.sign, node.sign)
            text = (
                f"{spoken(node.left, word, own)} {sign} "
                f"{spoken(node.right, word, own + (node.sign in '-/'))}"
            )
            return f"({text})" if own < outer else text
