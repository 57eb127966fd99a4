"""Cells of a grid as HTML. A site of a region has more than half a million of them: a template
would escape each of their attributes by itself, which takes three times as long.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from extractor.export.pages.grids import ShownCell


def drawn_cells(cells: Iterable[ShownCell], table: int | None) -> Markup:
    """The cells of a row, escaped; with the number of their ``table`` each has its id.

    >>> drawn_cells([ShownCell("td", "", 1, 2, "<5", (3, 1), "data")], 7)
    Markup('<td colspan="2" class="data" id="t7r3c1">&lt;5</td>')
    """
    start = "" if table is None else f"t{table}"
    return Markup("".join([_drawn(cell, start) for cell in cells]))  # noqa: S704 - escaped below


def _drawn(cell: ShownCell, start: str) -> str:
    tag, scope, row_span, column_span, text, spot, marks, link = cell
    shown = _escaped(text)
    if link and text:
        shown = f'<a href="{_escaped(link)}">{shown}</a>'
    about = f' scope="{scope}"' if scope else ""
    if row_span > 1:
        about += f' rowspan="{row_span}"'
    if column_span > 1:
        about += f' colspan="{column_span}"'
    about += f' class="{_escaped(marks)}"'
    if start:
        about += f' id="{start}r{spot[0]}c{spot[1]}"'
    return f"<{tag}{about}>{shown}</{tag}>"


@lru_cache(maxsize=1 << 14)
def _escaped(text: str) -> str:
    """A text as HTML; most cells hold one of few."""
    return str(escape(text))
