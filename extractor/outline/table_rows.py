"""The rows of a table as far as they tell whether another table continues it."""

import re
from dataclasses import dataclass
from functools import cached_property

from extractor.model import Table
from extractor.outline.patterns import matcher
from extractor.text import fold
from extractor.words import words

_FIGURE = re.compile(
    r"[-+~<>(]*\d[\d .,'/()+=%-]*(?:%|тыс\.?|руб\.?|экз\.?|чел\.?|ед\.?)?|-+|x|х|нет|нет данных"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?(?:г|гг|год|года|году)\b\.?)?")
_WHOLE = re.compile(r"(\d{1,4})\.?")
_LONGEST_HEADER = 6

Shape = tuple[tuple[int, int, int, str], ...]
"""A row as printed: (column, column span, row span, folded text) of its cells."""


@dataclass
class Rows:
    """``shapes`` and ``bold``, whether all its words are bold: one a row. (Not frozen: what is
    derived is kept.)
    """

    shapes: list[Shape]
    bold: list[bool]
    heading_rows: int

    def followed_by(self, under: "Rows", repeated: int) -> "Rows":
        """These rows with those of a further piece, its repeated header left out."""
        return Rows(
            self.shapes + under.shapes[repeated:],
            self.bold + under.bold[repeated:],
            self.heading_rows,
        )

    @cached_property
    def kinds(self) -> list[str]:
        """What each row holds: «figures», «years» or «words», judged by its cells behind the
        first column.
        """
        return [_kind(shape) for shape in self.shapes]

    @cached_property
    def header_height(self) -> int:
        """Rows before the first with figures or the number 1, «1 | 2 | 3» included; else those
        that the first row spans.
        """
        data = (
            at
            for at, kind in enumerate(self.kinds)
            if self._is_first(at) or (kind == "figures" and not self.is_counting(at))
        )
        return max(next(data, _spanned_rows(self.shapes)), min(self.heading_rows, len(self.shapes)))

    def _is_first(self, at: int) -> bool:
        return self.numbers_rows and _row_number(self.shapes[at]) == 1 and not self.is_counting(at)

    def is_counting(self, at: int) -> bool:
        """A row «1 | 2 | 3 | 4» that numbers the columns."""
        texts = [text for _, _, _, text in self.shapes[at]]
        return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]

    def has_header(self) -> bool:
        return 0 < self.header_height < len(self.shapes)

    def holds_words(self) -> bool:
        """No row holds figures."""
        return "figures" not in self.kinds

    def begins_with_figures(self) -> bool:
        return self.kinds[:1] == ["figures"] and not self.is_counting(0)

    def ends_in_total(self) -> bool:
        label = _label(self.shapes[-1]) if self.shapes else ""
        return any(label.startswith(word) for word in words("headings")["totals"])

    def numbering_goes_on(self, under: "Rows") -> bool:
        """«12» in the last row here, «13» in the first there, under a column that numbers the
        rows.
        """
        last, first = _last_number(self.shapes), _first_number(under.shapes)
        return self.numbers_rows and last is not None and first == last + 1

    def numbering_restarts(self, under: "Rows", start: int) -> bool:
        first = _first_number(under.shapes[start:])
        return self.numbers_rows and first == 1 and _last_number(self.shapes) is not None

    def begins_alike(self, under: "Rows") -> bool:
        """The first row there is named as the first row of data here: another record, not
        its continuation.
        """
        first = self.shapes[self.header_height : self.header_height + 1]
        return bool(first) and bool(under.shapes) and _label(under.shapes[0]) == _label(first[0])

    def same_pattern(self, under: "Rows") -> bool:
        """Return the rows on both sides of the cut print figures in the same columns."""
        return (
            bool(self.shapes)
            and bool(under.shapes)
            and _figures(self.shapes[-1]) == _figures(under.shapes[0])
        )

    @cached_property
    def numbers_rows(self) -> bool:
        """The first column numbers the rows."""
        heads = [
            text
            for shape in self.shapes[:_LONGEST_HEADER]
            for column, _, _, text in shape
            if column == 0
        ]
        return any(matcher("row_numbers").fullmatch(text) for text in heads)


def rows_of(table: Table) -> Rows:
    shapes: list[list[tuple[int, int, int, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        shapes[cell.row].append((cell.column, cell.column_span, cell.row_span, fold(cell.text)))
    bold = [bool(shape) for shape in shapes]
    for cell in table.cells:
        bold[cell.row] = bold[cell.row] and (cell.bold or not cell.text)
    return Rows([tuple(shape) for shape in shapes], bold, table.heading_rows)


def _spanned_rows(shapes: list[Shape]) -> int:
    """Return the rows of a header whose first row has merged cells: the tallest, and one more under
    a wide one.
    """
    first = shapes[0] if shapes else ()
    return max(
        (max(height, 1 + (width > 1 and len(first) > 1)) for _, width, height, _ in first),
        default=1,
    )


def _kind(shape: Shape) -> str:
    behind = [text for column, _, _, text in shape if column and text] or [
        text for _, _, _, text in shape if text
    ]
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
    return next(
        (number for shape in reversed(shapes[-3:]) if (number := _row_number(shape)) is not None),
        None,
    )


def _row_number(shape: Shape) -> int | None:
    found = _WHOLE.fullmatch(shape[0][3]) if shape and shape[0][0] == 0 else None
    return int(found[1]) if found else None
