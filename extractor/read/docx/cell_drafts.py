"""Cells of a table while they are read."""

from lxml import etree

from extractor.model import Cell, Link
from extractor.text import is_blank, visible


class Draft:
    """A cell in the making; ``boxes`` are the text boxes anchored in it."""

    __slots__ = (
        "bold",
        "boxes",
        "column",
        "column_span",
        "hidden",
        "links",
        "nested",
        "notes",
        "number",
        "row",
        "row_span",
        "texts",
    )

    def __init__(self, row: int, column: int, column_span: int) -> None:
        self.row, self.column, self.row_span, self.column_span = row, column, 1, column_span
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.number = ""
        self.bold: bool | None = None
        self.notes: tuple[str, ...] = ()
        self.links: tuple[Link, ...] = ()
        self.nested: tuple[int, ...] = ()
        self.boxes: list[etree._Element] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in the cell itself."""
        return not self.nested and all(map(is_blank, self.texts))

    def cell(self) -> Cell:
        return Cell(
            self.row,
            self.column,
            self.row_span,
            self.column_span,
            "\n".join(self.texts),
            self.number,
            "\n".join(self.hidden),
            bool(self.bold),
            self.notes,
            self.links,
            self.nested,
        )


def numbered(number: str, text: str) -> str:
    """An automatic number before the text of a cell, once where its author typed the same number
    again.

    >>> (numbered("1.", "Фонд"), numbered("1.", "1. Фонд"), numbered("1", "1 250"),
    ...  numbered("1.", ""))
    ('1. Фонд', '1. Фонд', '1 1 250', '1.')
    """
    seen = visible(text)
    is_typed = (
        not number[-1].isalnum() and seen.startswith(number) and seen[len(number) :][:1].isspace()
    )
    return text if is_typed else f"{number} {text}".rstrip()
