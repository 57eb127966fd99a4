"""The rows of a table as far as they tell whether another table continues it."""

import re
from dataclasses import dataclass
from functools import cached_property

from extractor.catalogue import words
from extractor.model import Table
from extractor.outline.patterns import matcher
from extractor.text import fold

_FIGURE = re.compile(r"[-+~<>(]*\d[\d .,'/()+=%-]*(?:%|тыс\.?|руб\.?|экз\.?|чел\.?|ед\.?)?|-+|x|х|нет|нет данных")
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?(?:г|гг|год|года|году)\b\.?)?")
_WHOLE = re.compile(r"(\d{1,4})\.?")
_LONGEST_HEADER = 6

Shape = tuple[tuple[int, int, int, str], ...]
"""A row as printed: (column, column span, row span, folded text) of its cells."""


@dataclass
class Rows:
    """``shapes``: one a row."""

    shapes: list[Shape]
    columns: int
    heading_rows: int

    @cached_property
    def kinds(self) -> list[str]:
        """What each row holds: «figures», «years» or «words», judged by its cells behind the first column."""
        return [_kind(shape) for shape in self.shapes]

    def header_height(self) -> int:
        """Rows before the first that holds figures (a row that counts the columns belongs to the header)."""
        figures = (at for at, kind in enumerate(self.kinds) if kind == "figures" and not self.is_counting(at))
        height = next(figures, len(self.shapes))
        return max(height, min(self.heading_rows, len(self.shapes)))

    def is_counting(self, at: int) -> bool:
        """A row «1 | 2 | 3 | 4» that numbers the columns."""
        texts = [text for _, _, _, text in self.shapes[at]]
        return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]

    def has_header(self) -> bool:
        return 0 < self.header_height() < len(self.shapes)

    def begins_with_data(self, above: "Rows") -> bool:
        """Its first row holds figures, or, under a table of words, numbers on the numbering of the rows."""
        holds_figures = self.kinds[0] == "figures" and not self.is_counting(0)
        return holds_figures or above.numbering_goes_on(self)

    def ends_in_total(self) -> bool:
        label = _label(self.shapes[-1]) if self.shapes else ""
        return any(label.startswith(each) for each in words("headings")["totals"])

    def numbering_goes_on(self, under: "Rows") -> bool:
        """«12» in the last row here, «13» in the first there, under a column that numbers the rows."""
        last, first = _last_number(self.shapes), _first_number(under.shapes)
        return self._numbers_rows() and last is not None and first == last + 1

    def numbering_restarts(self, under: "Rows", start: int) -> bool:
        first = _first_number(under.shapes[start:])
        return self._numbers_rows() and first == 1 and _last_number(self.shapes) is not None

    def numbering_starts(self) -> bool:
        return _first_number(self.shapes) == 1

    def shares_label(self, under: "Rows") -> bool:
        """The first row there is named as a row here: another record, not its continuation."""
        return bool(under.shapes) and _label(under.shapes[0]) in {_label(each) for each in self.shapes}

    def same_pattern(self, under: "Rows") -> bool:
        """The rows on both sides of the cut print figures in the same columns."""
        return bool(self.shapes) and bool(under.shapes) and _figures(self.shapes[-1]) == _figures(under.shapes[0])

    def _numbers_rows(self) -> bool:
        heads = [text for shape in self.shapes[:_LONGEST_HEADER] for column, _, _, text in shape if column == 0]
        return any(matcher("row_numbers").fullmatch(text) for text in heads)


def rows_of(table: Table) -> Rows:
    shapes: list[list[tuple[int, int, int, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        shapes[cell.row].append((cell.column, cell.column_span, cell.row_span, fold(cell.text)))
    return Rows([tuple(each) for each in shapes], table.columns, table.heading_rows)


def _kind(shape: Shape) -> str:
    behind = [text for column, _, _, text in shape if column and text] or [text for _, _, _, text in shape if text]
    figures = sum(bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text) for text in behind)
    if behind and figures * 2 >= len(behind):
        return "figures"
    return "years" if any(_YEAR.fullmatch(text) for text in behind) else "words"


def _figures(shape: Shape) -> set[int]:
    return {column for column, _, _, text in shape if _FIGURE.fullmatch(text)}


def _label(shape: Shape) -> str:
    return next((text for _, _, _, text in shape if text and not _WHOLE.fullmatch(text)), "")


def _first_number(shapes: list[Shape]) -> int | None:
    return _row_number(shapes[0]) if shapes else None


def _last_number(shapes: list[Shape]) -> int | None:
    return next((number for shape in reversed(shapes[-3:]) if (number := _row_number(shape)) is not None), None)


def _row_number(shape: Shape) -> int | None:
    found = _WHOLE.fullmatch(shape[0][3]) if shape and shape[0][0] == 0 else None
    return int(found[1]) if found else None
