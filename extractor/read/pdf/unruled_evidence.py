"""Why rows of pieces are no table: prose in columns, lists, contents."""

import re
from collections.abc import Callable
from statistics import mean

from extractor.read.pdf.text_rows import LEADER, Region, is_figure

LEAST_ROWS = 3


WORDS = 6.0  # words a piece on average: more is prose


FIGURES = 0.4  # of the pieces behind the first column: so many figures make a table


_NUMBERED, _PAGE = re.compile(r"\d{1,2}[.)\s]|\d{1,2}(?:\.\d{1,2})+"), re.compile(r"\d{1,3}")


_LIST_MARK = re.compile(
    r"[•▪▫●■➢→✓☑❖◦○‣·*–—-]|\(?(?:\d{1,3}|[a-zа-я])[.)]|\d{1,2}(?:\.\d{1,2})+\.?", re.IGNORECASE
)


def _prose_in_columns(region: Region) -> bool:
    """Two columns of a newspaper, a list with long items."""
    return mean(piece.words for row in region.parted for piece in row.pieces) > WORDS


def _long_second_column(region: Region) -> bool:
    """Numbers or marks and the text behind them."""
    behind = [piece.words for row in region.parted for piece in row.pieces[1:]]
    return len(region.columns) == 2 and mean(behind) > WORDS


def _list_marks(region: Region) -> bool:
    firsts = [row.pieces[0].text for row in region.parted]
    return (
        len(region.columns) == 2 and mean(bool(_LIST_MARK.fullmatch(text)) for text in firsts) > 0.5
    )


def _contents(region: Region) -> bool:
    """A table of contents: titles with leaders or numbers, and page numbers that never fall."""
    rows = [row for row in region.parted if len(row.pieces) == 2]
    if len(region.columns) > 2 or 2 * len(rows) < len(region.parted):
        return False
    pages = [row.pieces[1].text for row in rows]
    led = (
        mean(
            bool(LEADER.search(row.pieces[0].text) or _NUMBERED.match(row.pieces[0].text))
            for row in rows
        )
        > 0.5
    )
    rising = all(map(_PAGE.fullmatch, pages)) and pages == sorted(pages, key=int)
    return led and (rising or bool(LEADER.search(rows[0].pieces[0].text)))


def _nothing_tabular(region: Region) -> bool:
    """Neither figures behind the first column, nor rules above and below, nor several short
    columns.
    """
    behind = [piece.text for row in region.parted for piece in row.pieces[1:]]
    figures = mean(is_figure(text) for text in behind) >= FIGURES
    width = region.columns[-1][1] - region.columns[0][0]
    ruled = sum(rule.end - rule.start > 0.5 * width for rule in region.rules) >= 2
    short = mean(piece.words for row in region.parted for piece in row.pieces) <= 3
    many = len(region.columns) > 2 and len(region.parted) > LEAST_ROWS and short
    return not (figures or ruled or many)


def _few_figures_in_two(region: Region) -> bool:
    """Three lines with a figure at the end are an address or a sum in the text, not yet a table."""
    rules = sum(
        rule.end - rule.start > 0.5 * (region.columns[-1][1] - region.columns[0][0])
        for rule in region.rules
    )
    return len(region.columns) == 2 and len(region.parted) <= LEAST_ROWS and rules < 2


AGAINST: tuple[Callable[[Region], bool], ...] = (
    _prose_in_columns,
    _long_second_column,
    _list_marks,
    _contents,
    _nothing_tabular,
    _few_figures_in_two,
)
