"""What stands over the columns: the labels, the period and the unit of each, while the header in
force changes down the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Cell
from extractor.tables.cell_types import is_ordinal, starts_with
from extractor.tables.grid import Row, is_full_width, is_ordinal_row, is_years
from extractor.tables.label_periods import (
    Dated,
    dated,
    dated_head,
    is_class_of_years,
    whole_period,
    within,
)
from extractor.tables.labels import label_of
from extractor.text import fold


class Named(Struct, frozen=True, gc=False):
    """Labels from the outermost inwards; ``period`` that a label is, ``hint`` one that a label only
    mentions.

    ``titles`` counts the labels that stand over the whole table; ``whole`` are those of the column
    of which this one, by its «из них:», is a part. ``path`` has all of them in their order.
    """

    labels: tuple[str, ...] = ()
    period: str = ""
    hint: str = ""
    titles: int = 0
    whole: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        return (*self.labels[: self.titles], *self.whole, *self.labels[self.titles :])


@dataclass(frozen=True, slots=True)
class Times:
    """How the years of a table's labels are read: the report's own year, the labels that differ by
    their year alone, and whether some rows are single years, so that «2019–2021» is a period too.
    """

    year: int | None = None
    varying: frozenset[str] = frozenset()
    rows_are_years: bool = False

    def splits(self, found: Dated) -> bool:
        """Whether a label's period is a coordinate and no part of its name."""
        return bool(found.period) and (
            not found.rest or found.leads or fold(found.rest) in self.varying
        )


def varying(texts: Iterable[str], year: int | None = None) -> frozenset[str]:
    """Folded labels that stand with two or more periods: of «План 2022», «План 2023» the year is
    no part of the name.
    """
    seen: dict[str, set[str]] = {}
    for text in texts:
        found = dated(text, year)
        if found.period and found.rest:
            seen.setdefault(fold(found.rest), set()).add(found.period)
    return frozenset(rest for rest, periods in seen.items() if len(periods) > 1)


@dataclass(slots=True)
class Header:
    """The header rows in force, from the top down; ``first`` is the first column of figures."""

    rows: tuple[Row, ...]
    columns: int
    times: Times
    first: int = 0
    known: dict[tuple[int, int], Named] = field(default_factory=dict)
    printed: set[tuple[str, ...]] = field(default_factory=set)

    def over(self, cell: Cell) -> Named:
        """What is said over a cell."""
        return self._over(cell.column, cell.column_span)

    def _over(self, column: int, span: int = 1) -> Named:
        known = self.known.get((column, span))
        if known is None:
            heads = self._heads(column, span)
            known = self._named(heads)
            outer = self._outer(heads)
            if outer is not None and self._is_part(outer):
                known = _part_of(self._over(outer.column - 1), known)
            elif len(heads) == 1 and (block := self._block_before(heads[0])):
                known = replace(known, whole=(label_of(block.text),))
            self.known[column, span] = known
        return known

    def has_ink_over(self, cell: Cell) -> bool:
        """Whether something that could not be read stands in the heads over a cell."""
        return any(head.ink for head in self._heads(cell.column, cell.column_span))

    def _heads(self, column: int, span: int = 1) -> list[Cell]:
        rows = (row for row in self.rows if not row.numbered)
        return [head for row in rows if (head := self._head(row, column, span)) is not None]

    def _is_part(self, outer: Cell) -> bool:
        """Whether the outermost head below the titles makes its columns parts of the one at their
        left: «из них:»; and «газет» behind «в т. ч. книг».
        """
        if outer.column <= self.first:
            return False
        if starts_with(outer.text, "connectives"):
            return True
        goes_on = label_of(outer.text)[:1].islower()
        left = self._outer(self._heads(outer.column - 1)) if goes_on else None
        return left is not None and left is not outer and self._is_part(left)

    def _block_before(self, head: Cell) -> Cell | None:
        """The wide head at the left of a change that stands beside several of them: «Луговская |
        < | +/- | Заречная | < | +/-».
        """
        row = next(row for row in self.rows if row.index == head.row)
        same = [cell for cell in row.filled if fold(cell.text) == fold(head.text)]
        if len(same) < 2 or any(twin.column_span > 1 for twin in same):
            return None
        left = [row.covering(twin.column - 1) for twin in same if twin.column > self.first]
        texts = {fold(cell.text) for cell in left if cell is not None and cell.column_span > 1}
        return row.covering(head.column - 1) if len(texts) == len(same) else None

    def _outer(self, heads: list[Cell]) -> Cell | None:
        return next(
            (cell for cell in heads if cell.column_span < self.columns and cell.text.strip()), None
        )

    def _head(self, row: Row, column: int, span: int) -> Cell | None:
        """The head of a row over most of a span: in Word files the edges of cells that belong
        together need not agree.
        """
        if span == 1:
            return self._filled_from_left(row, column)
        over = [cell for cell in row.within(column, span) if cell.text.strip()]
        for fits in (_covers, _shares_an_edge, _covers_most):
            found = [cell for cell in over if fits(cell, column, span)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _filled_from_left(self, row: Row, column: int) -> Cell | None:
        """The head over a column. A blank one, with nothing above and a label below, was left
        unmerged: the label at its left goes on over it.
        """
        found = row.covering(column)
        if found is None or found.text.strip():
            return None if found and is_ordinal(found.text) and is_ordinal_row(row) else found
        above = (other.covering(column) for other in self.rows if other.index < row.index)
        if _any_filled(above) or not self._is_divided(row, column):
            return found
        left = next(
            (cell for cell in reversed(row.cells) if cell.column < column and cell.text.strip()),
            None,
        )
        single = left is not None and left.column_span == left.row_span == 1
        return left if left is not None and single and self._is_divided(row, left.column) else found

    def _is_divided(self, row: Row, column: int) -> bool:
        """Whether a lower head stands in a column."""
        return _any_filled(other.covering(column) for other in self.rows if other.index > row.index)

    def _named(self, heads: list[Cell]) -> Named:
        labels: list[str] = []
        period = hint = ""
        titles = 0
        for cell in heads:
            label, own, mentioned = self._read(cell)
            period, hint = within(period, own, self.times.year), mentioned or hint
            if label and (not labels or fold(labels[-1]) != fold(label)):
                labels.append(label)
                titles += cell.column_span >= self.columns > 1
        return Named(tuple(labels), period, hint, titles)

    def _read(self, cell: Cell) -> tuple[str, str, str]:
        """Label, period, mentioned period of one head."""
        found = dated_head(cell.text, self.times.year)
        if self.times.splits(found):
            return found.rest, found.period, ""
        label = found.label if self._is_title(cell) else found.name
        return label, self._several_years(cell), found.period

    def _is_title(self, cell: Cell) -> bool:
        """From edge to edge, or alone in its row: a sentence about the table."""
        return cell.column_span >= self.columns > 1 or any(
            row.filled == (cell,) for row in self.rows if row.index == cell.row
        )

    def _several_years(self, cell: Cell) -> str:
        """«2021–2023» beside single years is a period; among classes («до 2005 г.», «с 2006 по
        2010 гг.») it is one of them.
        """
        period = whole_period(cell.text, self.times.year)
        if not period:
            return ""
        beside = [
            head.text
            for row in self.rows
            if row.index == cell.row
            for head in row.filled
            if head is not cell
        ]
        is_dated = any(dated(text, self.times.year).period.isdecimal() for text in beside)
        return period if is_dated and not any(map(is_class_of_years, beside)) else ""

    def with_row(self, row: Row, fresh: tuple[Row, ...]) -> "Header":
        """This header after one more row of a header in the middle: it replaces the earlier rows
        of its own kind, but not the ``fresh`` ones directly above it.
        """
        kept = tuple(
            other
            for other in self.rows
            if other in fresh
            or is_full_width(other, self.columns)
            or is_years(other) != is_years(row)
        )
        return Header((*kept, row), self.columns, self.times, self.first)

    def begun(self, title: Row) -> "Header":
        """A header that begins anew under another title."""
        return Header((title,), self.columns, self.times, self.first)

    def texts(self) -> set[tuple[str, ...]]:
        """The rows as folded texts, by which a header repeated on the next page is known."""
        if not self.printed:
            self.printed.update(tuple(fold(cell.text) for cell in row.filled) for row in self.rows)
        return self.printed


def _part_of(left: Named, part: Named) -> Named:
    """A column with the labels, and where it has none itself the period, of the whole of which it
    is a part: the nearest at the left that is no part.
    """
    whole = left.whole or left.labels[left.titles :]
    if part.period or part.hint:
        return replace(part, whole=whole)
    return replace(part, whole=whole, period=left.period, hint=left.hint)


def _any_filled(cells: Iterable[Cell | None]) -> bool:
    return any(cell is not None and cell.text.strip() for cell in cells)


def _covers(head: Cell, column: int, span: int) -> bool:
    return head.column <= column and column + span <= head.column + head.column_span


def _shares_an_edge(head: Cell, column: int, span: int) -> bool:
    return head.column == column or head.column + head.column_span == column + span


def _covers_most(head: Cell, column: int, span: int) -> bool:
    return (
        2 * (min(head.column + head.column_span, column + span) - max(head.column, column)) > span
    )
