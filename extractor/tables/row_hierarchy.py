"""Rows that are parts of a row above: «в том числе:», dashes and dots, dotted numbers, parts
that add up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from extractor.rules import Rule, first_match
from extractor.tables.cell_types import starts_with
from extractor.tables.labels import label_of
from extractor.text import fold
from extractor.words import words

Figures = dict[int, dict[int, Decimal]]
Parents = tuple[str, ...]
_MARK = re.compile(r"\s*[·•*▪●○–—−-]+\s*(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)(?:[.)]?$|[.)]\s|(?<=\d\.\d)\s)")
_ROMAN = re.compile(r"\s*[IVX]+\.?\s*")
FARTHEST = 40
DEEPEST = 20  # levels of a dotted number


@dataclass(frozen=True, slots=True)
class Part:
    """What a row is a part of. ``levels``: the connectives in force below it, where it changes
    them; ``is_whole``: it may have parts of its own.
    """

    parents: Parents
    levels: Mapping[str, Parents] | None = None
    is_whole: bool = False


@dataclass(slots=True)
class Nest:
    """What has been read of a column of labels: the last whole, its open parts, the numbered
    labels.

    ``levels`` are the connectives in force with the parents of what they opened; ``last`` is the
    label of the last row. ``until`` is the row with which the parts add up to the whole; ``alone``:
    the connective has a row of its own. ``roman`` is the last row whose «№ п/п» is a Roman figure.
    """

    figures: Figures
    whole: str = ""
    whole_row: int = -1
    last: str = ""
    parents: Parents = ()
    levels: dict[str, Parents] = field(default_factory=dict)
    until: int | None = None
    alone: bool = False
    numbers: dict[str, str] = field(default_factory=dict)
    roman: str = ""

    def parents_of(self, text: str, row: int, number: str = "") -> Parents:
        """Labels above a row's own, outermost first; the row is remembered for those that
        follow. ``number``: its «№ п/п».
        """
        label = label_of(text)
        found = first_match(RULES, PartRow(self, text, row, number))
        if found is None:
            self._close(label, row)
        else:
            self._follow(found[1], label, row)
        self._remember(number or text, label)
        self.last = label
        return found[1].parents if found else ()

    def _follow(self, part: Part, label: str, row: int) -> None:
        """Change what is known after a row that is a part."""
        if part.is_whole:
            self.whole, self.whole_row = label, row
            return
        self.parents = part.parents
        if part.levels is not None:
            self.levels, self.until, self.alone = dict(part.levels), None, False
        elif self.until is not None and row > self.until:
            self.levels, self.until, self.alone = {}, None, False

    def open(self, text: str, row: int) -> None:
        """A row «в том числе:» of its own: what follows are parts, up to where they add up to
        the whole if they do.
        """
        label = label_of(text)
        self.parents = (*((self.whole,) if self.whole else ()), label)
        self.levels, self.alone = {_connective(label): self.parents}, True
        self.until = end_of_parts(self.figures, self.whole_row, row)

    def _remember(self, number: str, label: str) -> None:
        """Remember the label of a number, of which later numbers may be parts."""
        found = _NUMBER.match(number)
        if found is not None:
            self.numbers[found[1]] = label
        elif _ROMAN.fullmatch(number):
            self.roman = label

    def _close(self, label: str, row: int) -> None:
        """A new whole; «Прочие доходы, в том числе:» opens its parts at once."""
        opens = label.endswith(":") or ends_with_connective(label)
        self.whole, self.whole_row, self.alone = label, row, False
        self.parents = (label,) if opens else ()
        self.levels = {"": self.parents} if opens else {}
        self.until = end_of_parts(self.figures, row, row) if opens else None


def ends_with_connective(label: str) -> bool:
    return fold(label).rstrip(" :,").endswith(tuple(words("tables")["connectives"]))


def _connective(label: str) -> str:
    """The first word: «в» of «в том числе», «из» of «из них»."""
    return fold(label).split()[0]


class PartRow(NamedTuple):
    """A row that may be a part, and what the rows above say. ``number``: its «№ п/п»."""

    nest: Nest
    text: str
    row: int
    number: str


def numbered(part: PartRow) -> Part | None:
    """«1.2. Газеты» is a part of «1. Печатные издания», «1 | Вечера» of «I | Краеведение»."""
    found = _NUMBER.match(part.number or part.text)
    if found is None:
        return None
    steps, numbers = found[1].split("."), part.nest.numbers
    above = [".".join(steps[:length]) for length in range(1, min(len(steps), DEEPEST))]
    roman = (part.nest.roman,) if part.nest.roman else ()
    parents = (*roman, *(numbers[number] for number in above if number in numbers))
    return Part(parents, is_whole=True) if parents else None


def led(part: PartRow) -> Part | None:
    """«в том числе: детей»; «из них девочек» behind it is a part of that part."""
    nest = part.nest
    if not starts_with(part.text, "connectives") or not nest.whole:
        return None
    key = _connective(label_of(part.text))
    parents = nest.levels.get(key)
    if parents is None:
        inner = nest.levels and nest.last != nest.whole
        parents = (*nest.parents, nest.last) if inner else (nest.whole,)
    return Part(parents, {**nest.levels, key: parents})


def within_the_sum(part: PartRow) -> Part | None:
    """A row before the one with which the parts add up to the whole."""
    until = part.nest.until
    return Part(part.nest.parents) if until is not None and part.row <= until else None


def marked(part: PartRow) -> Part | None:
    """«- книги» below «Печатные издания»; marks with nothing unmarked above them are only a
    list.
    """
    if not _MARK.match(part.text):
        return None
    whole = (part.nest.whole,) if part.nest.whole else ()
    return Part(part.nest.parents or whole)


def small_letter(part: PartRow) -> Part | None:
    """«газет» after «в том числе: книг»."""
    levels = part.nest.levels if part.nest.until is None else {}
    return Part(part.nest.parents) if levels and label_of(part.text)[:1].islower() else None


def all_that_follows(part: PartRow) -> Part | None:
    """Parts in capital letters below a row «в том числе:» of its own, whose sum says nothing:
    all that follow.
    """
    follows = part.nest.alone and part.nest.until is None
    return Part(part.nest.parents) if follows else None


RULES: tuple[Rule[PartRow, Part], ...] = (
    Rule(
        "numbered",
        numbered,
        """
        | Показатель | Число |
        | 1. Печатные издания | 30 |
        | 1.1. Книги | 20 |
        """,
    ),
    Rule(
        "led",
        led,
        """
        | Показатель | Число |
        | Пользователи | 900 |
        | в том числе: дети | 300 |
        """,
    ),
    Rule(
        "within_the_sum",
        within_the_sum,
        """
        | Показатель | Число |
        | Пользователи, в том числе: | 900 |
        | Дети | 300 |
        | Молодёжь | 600 |
        | Посещения | 5000 |
        """,
    ),
    Rule(
        "marked",
        marked,
        """
        | Показатель | Число |
        | Печатные издания | 30 |
        | - книги | 20 |
        """,
    ),
    Rule(
        "small_letter",
        small_letter,
        """
        | Показатель | Число |
        | Издания | 900 |
        | в том числе: книг | 300 |
        | газет | 20 |
        """,
    ),
    Rule(
        "all_that_follows",
        all_that_follows,
        """
        | Показатель | Число |
        | Пользователи | 900 |
        | в том числе: | |
        | Дети | 300 |
        """,
    ),
)


def end_of_parts(figures: Figures, whole: int, opening: int) -> int | None:
    """The row with which the rows after ``opening`` add up to the whole in every column that has
    it; None where none does.
    """
    target = {column: value for column, value in figures.get(whole, {}).items() if value}
    sums = dict.fromkeys(target, Decimal(0))
    for row in range(opening + 1, opening + FARTHEST) if target else ():
        if row not in figures:
            return None
        for column in sums:
            sums[column] += figures[row].get(column, Decimal(0))
        if sums == target:
            return row
    return None
