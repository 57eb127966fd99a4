"""Rows that are parts of a row above: «в том числе:», dashes and dots, dotted numbers, parts
that add up.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

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
        found = self._numbered(number or text, label, row)
        if found is None:
            found = next(
                (parents for rule in RULES if (parents := rule(self, text, row)) is not None), None
            )
        if found is None:
            self._close(label, row)
        self.last = label
        return found or ()

    def open(self, text: str, row: int) -> None:
        """A row «в том числе:» of its own: what follows are parts, up to where they add up to
        the whole if they do.
        """
        label = label_of(text)
        self.parents = (*((self.whole,) if self.whole else ()), label)
        self.levels, self.alone = {_connective(label): self.parents}, True
        self.until = end_of_parts(self.figures, self.whole_row, row)

    def _numbered(self, text: str, label: str, row: int) -> Parents | None:
        """«1.2. Газеты» is a part of «1. Печатные издания», «1 | Вечера» of «I | Краеведение»."""
        found = _NUMBER.match(text)
        if found is None:
            self.roman = label if _ROMAN.fullmatch(text) else self.roman
            return None
        steps = found[1].split(".")
        above = [".".join(steps[:length]) for length in range(1, min(len(steps), DEEPEST))]
        parents = (
            *filter(None, (self.roman,)),
            *(self.numbers[each] for each in above if each in self.numbers),
        )
        self.numbers[found[1]] = label
        if not parents:
            return None
        self.whole, self.whole_row = label, row
        return parents

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


def led(nest: Nest, text: str, _row: int) -> Parents | None:
    """«в том числе: детей»; «из них девочек» behind it is a part of that part."""
    if not starts_with(text, "connectives") or not nest.whole:
        return None
    key = _connective(label_of(text))
    if key not in nest.levels:
        inner = nest.levels and nest.last != nest.whole
        nest.levels[key] = (*nest.parents, nest.last) if inner else (nest.whole,)
    nest.parents, nest.until, nest.alone = nest.levels[key], None, False
    return nest.parents


def within_the_sum(nest: Nest, _text: str, row: int) -> Parents | None:
    """A row before the one with which the parts add up to the whole."""
    if nest.until is None:
        return None
    if row <= nest.until:
        return nest.parents
    nest.levels, nest.until, nest.alone = {}, None, False
    return None


def marked(nest: Nest, text: str, _row: int) -> Parents | None:
    """«- книги» below «Печатные издания»; marks with nothing unmarked above them are only a
    list.
    """
    if not _MARK.match(text):
        return None
    if nest.whole:
        nest.parents = nest.parents or (nest.whole,)
    return nest.parents


def small_letter(nest: Nest, text: str, _row: int) -> Parents | None:
    """«газет» after «в том числе: книг»."""
    return nest.parents if nest.levels and label_of(text)[:1].islower() else None


def all_that_follows(nest: Nest, _text: str, _row: int) -> Parents | None:
    """Parts in capital letters below a row «в том числе:» of its own, whose sum says nothing:
    all that follow.
    """
    return nest.parents if nest.alone and nest.until is None else None


RULES: tuple[Callable[[Nest, str, int], Parents | None], ...] = (
    led,
    within_the_sum,
    marked,
    small_letter,
    all_that_follows,
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
