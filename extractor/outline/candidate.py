"""What may be a heading, on its way to being one."""

from dataclasses import dataclass
from enum import IntEnum

from extractor.outline.lines import Line
from extractor.outline.numbers import Number


class Strength(IntEnum):
    """How much a line's looks say. A strong one stands by itself; the others must continue the
    numbering.
    """

    WEAK = 1
    MEDIUM = 2
    STRONG = 5
    STYLED = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that looks like a heading by ``rule``. ``number`` is its place in the whole numbering,
    empty where it has none.

    ``beside``: «1.» stands right beside «2.», as items of a list do.
    """

    line: Line
    rule: str
    strength: Strength
    title: str
    number: Number = ()
    printed: str = ""
    remark: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A line that looks like a heading by ``rule`` (empty: by its number only) and is none;
    ``why`` names the refusal.
    """

    block: int
    text: str
    rule: str
    why: str
