"""Headings inside a table that stand over the rows below: when a row is one, how they nest,
where they end.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractor.model import Cell
from extractor.rules import Rule, first_match
from extractor.tables.cell_types import has_word, starts_with
from extractor.tables.label_periods import is_period
from extractor.tables.labels import label_of
from extractor.text import fold

MANY = 0.6
_COUNTED = re.compile(r"\s*(\d{1,2})[.)]\s")
_STEM = re.compile(r"[а-яёa-z]{4,}|№", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading in force. ``wide``: from edge to edge, above those that only have empty cells
    beside them.

    ``look`` tells ranks apart: bold, in capitals, with another heading directly below.
    """

    text: str
    wide: bool
    look: tuple[bool, bool, bool]


@dataclass(slots=True)
class Groups:
    """The headings in force, outermost first; ``fresh``: no row of data has followed the last
    one yet.
    """

    stack: tuple[Group, ...] = ()
    fresh: bool = False
    seen: int = 0
    totalled: bool = False
    total_labels: set[str] = field(default_factory=set)

    def texts(self) -> tuple[str, ...]:
        return tuple(group.text for group in self.stack)

    def open(self, cell: Cell, wide: bool, outer: bool = False) -> None:
        """A new heading replaces the one of its own rank; directly under another heading it
        stands below it.
        """
        group = Group(cell.text, wide, (cell.bold, label_of(cell.text).isupper(), outer))
        self.stack = (*_above(self.stack, group, self.fresh), group)
        self.fresh, self.seen, self.totalled = True, self.seen + 1, False

    def close(self) -> None:
        self.stack, self.fresh, self.totalled = (), False, False

    def counted_on(self, label: str) -> None:
        """«2. Число мест» among the rows ends the heading «1. Площадь помещений»."""
        found = _COUNTED.match(label)
        before = _COUNTED.match(self.stack[-1].text) if found and self.stack else None
        if found and before and int(found[1]) == int(before[1]) + 1:
            self.stack = self.stack[:-1]

    def total(self, label: str, is_last: bool) -> None:
        """A row of sums: of the group, or, by the first rule that says so, of the whole table,
        which ends the groups.
        """
        folded = fold(label)
        if self.stack and first_match(WHOLE_TABLE, Sum(self, folded, is_last)):
            self.close()
        self.totalled = True
        self.total_labels.add(folded)


def _above(stack: tuple[Group, ...], group: Group, fresh: bool) -> tuple[Group, ...]:
    """The headings that stay over a new one."""
    same = [
        place
        for place, other in enumerate(stack)
        if (other.wide, other.look) == (group.wide, group.look)
    ]
    if fresh and not (group.wide and not stack[-1].wide):
        return stack if not same or len(same) == len(stack) else stack[: same[-1]]
    if same:
        return stack[: same[-1]]
    if group.wide:
        return tuple(group for group in stack[:-1] if group.wide)
    return tuple(group for group in stack if group.wide)


class Sum(NamedTuple):
    """A row of sums: the headings in force, its folded label, whether it ends the table."""

    groups: Groups
    label: str
    is_last: bool


def named_for_all(total: Sum) -> bool:
    """«Итого по району», «В целом по системе»."""
    return (
        starts_with(total.label, "whole_totals")
        and not has_word(total.label, "of_the_group")
        and not _names_its_group(total.groups, total.label)
    )


def _names_its_group(groups: Groups, label: str) -> bool:
    """«Итого по городским» below «Городские библиотеки»."""
    said = {stem for stem in _stems(label) if not starts_with(stem, "totals")} - {"целом"}
    return bool(said) and said <= _stems(groups.stack[-1].text)


def group_has_its_sum(total: Sum) -> bool:
    """A second sum in a row."""
    return total.groups.totalled


def another_word(total: Sum) -> bool:
    """The last row, and it is called otherwise than the sums of the groups before: «Итого»,
    «Итого», «Всего».
    """
    labels = total.groups.total_labels
    return total.is_last and bool(labels) and total.label not in labels


def only_sum(total: Sum) -> bool:
    """The last row of several groups that have no sums."""
    return total.is_last and total.groups.seen > 1 and not total.groups.total_labels


WHOLE_TABLE: tuple[Rule[Sum, bool], ...] = (
    Rule(
        "named_for_all",
        named_for_all,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        | Итого по району | 20 |
        """,
    ),
    Rule(
        "group_has_its_sum",
        group_has_its_sum,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        | Итого | 20 |
        | Итого | 50 |
        """,
    ),
    Rule(
        "another_word",
        another_word,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        | Итого | 20 |
        | Сельские библиотеки | < |
        | Заречная | 30 |
        | Всего | 50 |
        """,
    ),
    Rule(
        "only_sum",
        only_sum,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        | Сельские библиотеки | < |
        | Заречная | 30 |
        | Всего | 50 |
        """,
    ),
)


# Whether a label beside empty cells is a heading or a row that was not filled in
# ------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label beside empty cells: what the rules may look at. ``begins``: no row of data stands
    directly above it; ``among_names``: its column holds names and not years.
    """

    cell: Cell
    common: frozenset[str]
    mostly_bold: bool
    always_unfilled: bool
    begins: bool
    among_names: bool


def common_stems(labels: Iterable[str]) -> frozenset[str]:
    """Beginnings of words that most labels of a table share: «библио», «№», «https»."""
    counted: Counter[str] = Counter()
    count = 0
    for label in labels:
        count += 1
        counted.update(_stems(label))
    return frozenset(stem for stem, times in counted.items() if times >= MANY * count and times > 2)


@lru_cache(maxsize=16384)
def _stems(label: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _STEM.findall(fold(label)))


def ends_with_colon(row: LabelRow) -> bool:
    """«Городские библиотеки:»"""
    return row.cell.text.rstrip().endswith(":")


def bold_among_plain(row: LabelRow) -> bool:
    return row.cell.bold and not row.mostly_bold


def of_another_kind(row: LabelRow) -> bool:
    """Where a part begins, and without the words that the labels of the table share, as the
    names of libraries do.
    """
    return row.begins and bool(row.common) and not (_stems(row.cell.text) & row.common)


def is_group_label(row: LabelRow) -> str:
    """The rule that makes a label beside empty cells a heading; empty where it is a row that was
    not filled in.
    """
    found = first_match(LABEL_RULES, row)
    return found[0] if found else ""


def sets_off_parts(row: LabelRow) -> bool:
    """All rows of the table are either filled or such labels, from the first one on."""
    return row.always_unfilled and not (_stems(row.cell.text) & row.common)


def names_a_year(row: LabelRow) -> bool:
    """«2023 год» beside empty cells."""
    return row.among_names and is_period(row.cell.text)


LABEL_RULES: tuple[Rule[LabelRow, bool], ...] = (
    Rule(
        "ends_with_colon",
        ends_with_colon,
        """
        | Библиотека | Книги |
        | Городские библиотеки: | |
        | Луговская | 20 |
        | Заречная | 30 |
        """,
    ),
    Rule(
        "bold_among_plain",
        bold_among_plain,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | **Сельские** | |
        | Заречная | 30 |
        | Полянская | 10 |
        """,
    ),
    Rule(
        "names_a_year",
        names_a_year,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | 2022 год | |
        | Луговская | 15 |
        """,
    ),
    Rule(
        "of_another_kind",
        of_another_kind,
        """
        | Библиотека | Книги |
        | Городские | |
        | Библиотека № 1 | 20 |
        | Библиотека № 2 | 30 |
        | Библиотека № 3 | 10 |
        """,
    ),
    Rule(
        "sets_off_parts",
        sets_off_parts,
        """
        | Библиотека | Книги |
        | Городские | |
        | Луговская | 20 |
        | Заречная | 30 |
        | Сельские | |
        | Полянская | 10 |
        | Лесная | 5 |
        """,
    ),
)
