"""What the number readers answer: nouns of this room, strings and decimals only."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractor.model import Direction, Op


class Figure(StrEnum):
    """What a figure is. The second half are figures that count nothing: their ``value`` is None."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    MONEY = "money"
    PERCENT = "percent"
    QUANTITY = "quantity"
    FRACTION = "fraction"
    MULTIPLE = "multiple"  # «в 2,5 раза», «вдвое»
    YEAR = "year"  # «2023 г.», «2019–2023 годы»: for the periods, no fact of its own

    NUMBER = "number"  # № 5
    LAW = "law"  # 78-ФЗ
    REFERENCE = "reference"  # п. 1.1, таблица 5, 6-НК
    SECTION = "section"  # 5.3.1
    PHONE = "phone"
    POSTCODE = "postcode"
    ISBN = "isbn"
    ADDRESS = "address"  # д. 5, ул. Лесная, 12
    DATE = "date"
    TIME = "time"  # 10:30
    GRADE = "grade"  # 5 класс
    AGE_MARK = "age_mark"  # 12+
    URL = "url"
    CODE = "code"  # А4, letters and digits in one word, digits without end

    @property
    def counts(self) -> bool:
        """Whether it is a figure with a value, a year included."""
        return self in COUNTING


COUNTING = frozenset(list(Figure)[: list(Figure).index(Figure.NUMBER)])


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A figure of a running text.

    ``start`` and ``end`` bound the figure as printed with its multiplier («24718,5тыс.»); ``first``
    and ``last`` the whole phrase with its sense and unit («более 24718,5тыс. рублей»). ``value`` is
    as printed, never multiplied, and None for what counts nothing and for a range, which has
    ``low`` and ``high`` instead (as printed too). ``decimals`` counts the digits printed after the
    separator. ``sign`` is «+» or «-» where printed, ``direction`` that of a change («на 16,6 %
    меньше»). ``lead`` is the preposition before («на», «с», «до»). ``rule`` names the rule that
    spoke.
    """

    start: int
    end: int
    raw: str
    kind: Figure
    value: Decimal | None = None
    decimals: int = 0
    multiplier: int = 1
    unit: str = ""
    op: Op = Op.EXACT
    low: Decimal | None = None
    high: Decimal | None = None
    sign: str = ""
    direction: Direction | None = None
    lead: str = ""
    first: int = -1
    last: int = -1
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The answer of ``svod number`` for one text, multipliers applied. Columns as in the contract.

    ``op`` is None where there is no number. ``values`` holds every figure in order, the bounds of
    a range both.
    """

    text: str
    kind: str = "none"
    value: Decimal | None = None
    unit: str = ""
    multiplier: int = 1
    op: Op | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    values: tuple[Decimal, ...] = field(default=())
