"""The language of formulas: sums, products and comparisons over figures, and nothing else. Text
never becomes code.
"""

from fractions import Fraction
from functools import cache

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from extractor.errors import RefusedAt
from extractor.formula.tree import Comparison, Node, Number, Operation, Ref, Source

LONGEST, DEEPEST = 2_000, 20

GRAMMAR = r"""
    comparison: sum SIGN sum
    ?sum: product | sum "+" product -> add | sum "-" product -> subtract
    ?product: atom | product "*" atom -> multiply | product "/" atom -> divide
    ?atom: NUMBER -> number
         | CODE -> figure
         | CODE "[" SHIFT "]" -> shifted
         | SOURCE "(" CODE ")" -> sourced
         | TABLE "{" WORDS "}" -> addressed
         | "(" sum ")"
    SIGN: "<=" | ">=" | "="
    SOURCE.2: /(text|change|percent|before)(?=[ \t\r\n]*\()/
    TABLE.2: /(sum|rows)(?=[ \t\r\n]*\{)/
    CODE: /[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*/
    SHIFT: /-[1-5]/
    WORDS: /[^{}"\n]+/
    NUMBER: /[0-9]{1,15}([.,][0-9]{1,9})?/
    %ignore /[ \t]+/
    %ignore /\r?\n/
"""


# A rule that the grammar does not know; ``line`` and ``column`` are those in the file.
RuleUnreadable = RefusedAt


@v_args(inline=True)
class _Tree(Transformer[Token, Node]):
    def comparison(self, left: Node, sign: Token, right: Node) -> Comparison:
        return Comparison(left, str(sign), right)

    def number(self, text: Token) -> Number:
        return Number(Fraction(text.replace(",", ".")))

    def figure(self, code: Token) -> Ref:
        return Ref(str(code))

    def shifted(self, code: Token, shift: Token) -> Ref:
        return Ref(str(code), int(shift))

    def sourced(self, source: Token, code: Token) -> Ref:
        return Ref(str(code), source=Source(str(source)))

    def addressed(self, kind: Token, words: Token) -> Ref:
        return Ref(" ".join(words.split()), source=Source(str(kind)))

    def add(self, left: Node, right: Node) -> Operation:
        return Operation("+", left, right)

    def subtract(self, left: Node, right: Node) -> Operation:
        return Operation("-", left, right)

    def multiply(self, left: Node, right: Node) -> Operation:
        return Operation("*", left, right)

    def divide(self, left: Node, right: Node) -> Operation:
        return Operation("/", left, right)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", transformer=_Tree(), start=["comparison", "sum"])


def parse_comparison(text: str, line: int = 1, column: int = 1, file: str = "") -> Comparison:
    """Return a statement as its tree. ``line`` and ``column`` say where it begins in ``file``.
    Raises RuleUnreadable with the place of what cannot be read.

    >>> parse_comparison("a.b = 2 * c.d[-1]").sign
    '='
    """
    return _parsed(text, "comparison", line, column, file)  # type: ignore[return-value]


def parse_expression(text: str) -> Node:
    """Return a formula without a comparison as its tree. Raises RuleUnreadable, its column counted
    in the text.

    >>> parse_expression("100 * users.registered / population.total").sign
    '/'
    """
    return _parsed(text, "sum", 1, 1, "")  # type: ignore[return-value]


def _parsed(text: str, start: str, line: int, column: int, file: str) -> object:
    _refuse_monster(text, line, column, file)
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as error:
        down, across = max(error.line, 1) - 1, max(error.column, 1) - 1
        where = (line + down, column + across if not down else across + 1)
        raise RuleUnreadable(
            "rule_unreadable", file=file, line=where[0], column=where[1], near=_near(text, error)
        ) from error
    except VisitError as error:
        raise RuleUnreadable(
            "rule_unreadable", file=file, line=line, column=column, near=text[:30]
        ) from error


def _near(text: str, error: UnexpectedInput) -> str:
    at = error.pos_in_stream or 0
    return text[max(at, 0) :][:20].split("\n")[0] or text[-20:]


def _refuse_monster(text: str, line: int, column: int, file: str) -> None:
    """Length and nesting are bounded before anything is parsed."""
    if len(text) > LONGEST:
        raise RuleUnreadable(
            "rule_too_long", file=file, line=line, column=column + LONGEST, limit=LONGEST
        )
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise RuleUnreadable(
                "rule_too_deep", file=file, line=line, column=column + at, limit=DEEPEST
            )
