"""Rows that are parts of the row above: «в том числе:», dashes and dots, dotted numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.interpret.kinds import starts_with
from extractor.interpret.when import label_of

Figures = dict[int, dict[int, Decimal]]
_MARK = re.compile(r"\s*[·•*▪●○–—−-]+\s*(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?(?:[\s)]|$)")
FARTHEST = 40


@dataclass(slots=True)
class Nest:
    """What has been read of a column of labels: the last whole, its open parts, the numbered labels."""

    whole: str = ""
    whole_row: int = -1
    parents: tuple[str, ...] = ()
    opened: bool = False
    connective: str = ""
    until: int | None = None
    numbers: dict[str, str] = field(default_factory=dict)

    def parents_of(self, text: str, row: int, number: str = "") -> tuple[str, ...]:
        """Labels above a row's own, outermost first; the row is remembered for those that follow. ``number``: its «№ п/п»."""
        found = self._numbered(number or text, label_of(text), row)
        if found is not None:
            return found
        for rule in RULES:
            found = rule(self, text, row)
            if found is not None:
                return found
        self._close(label_of(text), row)
        return ()

    def _numbered(self, text: str, label: str, row: int) -> tuple[str, ...] | None:
        """«1.2. Газеты» is a part of «1. Печатные издания»."""
        found = _NUMBER.match(text)
        if found is None:
            return None
        steps = found[1].split(".")
        above = [".".join(steps[:length]) for length in range(1, len(steps))]
        parents = tuple(self.numbers[each] for each in above if each in self.numbers)
        self.numbers[found[1]] = label
        if not parents:
            return None
        self.whole, self.whole_row = label, row
        return parents

    def _close(self, label: str, row: int) -> None:
        self.whole, self.whole_row, self.parents, self.opened, self.connective, self.until = label, row, (), False, "", None

    def open(self, text: str, row: int, figures: Figures) -> None:
        """A row «в том числе:» of its own: what follows are parts, up to where they add up to the whole if they do."""
        label = label_of(text)
        self.parents = (*((self.whole,) if self.whole else ()), label)
        self.opened, self.connective = True, label
        self.until = end_of_parts(figures, self.whole_row, row)


def led(nest: Nest, text: str, row: int) -> tuple[str, ...] | None:
    """«в том числе: детей», «из них женщин»."""
    if not starts_with(text, "connectives") or not nest.whole:
        return None
    first = label_of(text).split()[0].lower()
    if not nest.opened or nest.connective != first:
        nest.parents = (*nest.parents, nest.whole) if nest.opened and nest.whole not in nest.parents else (nest.whole,)
    nest.opened, nest.connective, nest.until = True, first, None
    return nest.parents


def within_the_sum(nest: Nest, text: str, row: int) -> tuple[str, ...] | None:
    """A row before the one with which the parts add up to the whole."""
    if nest.until is None:
        return None
    if row <= nest.until:
        return nest.parents
    nest.opened = False
    return None


def marked(nest: Nest, text: str, row: int) -> tuple[str, ...] | None:
    """«- книги» below «Печатные издания»."""
    if not _MARK.match(text) or not nest.whole:
        return None
    nest.parents = nest.parents or (nest.whole,)
    return nest.parents


def small_letter(nest: Nest, text: str, row: int) -> tuple[str, ...] | None:
    """«газет» after «в том числе: книг»."""
    label = label_of(text)
    return nest.parents if nest.opened and label[:1].islower() else None


def all_that_follows(nest: Nest, text: str, row: int) -> tuple[str, ...] | None:
    """Parts in capital letters below a row «в том числе:» of its own, whose sum says nothing: all that follow."""
    alone = nest.opened and nest.until is None and nest.parents[-1:] == (nest.connective,)
    return nest.parents if alone else None


RULES: tuple[Callable[[Nest, str, int], tuple[str, ...] | None], ...] = (
    led, within_the_sum, marked, small_letter, all_that_follows,
)  # fmt: skip


def end_of_parts(figures: Figures, whole: int, opening: int) -> int | None:
    """The row with which the rows after ``opening`` add up to the whole in every column that has it; None where none does."""
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
