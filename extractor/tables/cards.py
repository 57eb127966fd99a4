"""Cards: label and value in two columns, without a header, one or several under one another."""

from collections import Counter
from collections.abc import Callable

from extractor.tables.cell_types import (
    VALUES,
    Kind,
    has_word,
    is_ordinal_head,
    kind_of,
    starts_with,
)
from extractor.tables.grid import Grid, Row, is_full_width, is_years
from extractor.text import fold

WORDY = 8
Pair = tuple[str, str]


def is_card(grid: Grid) -> bool:
    """Whether a table of two columns is a card; the first rule that has an opinion decides."""
    pairs = [_pair(row) for row in grid.rows if not is_full_width(row, grid.columns)]
    if grid.columns != 2 or not pairs or any(pair is None for pair in pairs):
        return False
    found = [pair for pair in pairs if pair is not None]
    for rule in RULES:
        answer = rule(grid, found)
        if answer is not None:
            return answer
    return False


def _pair(row: Row) -> Pair | None:
    """Label and value of a row; a label merged over several rows is an empty label below."""
    left, right = row.covering(0), row.covering(1)
    if right is None or right is left:
        return None
    return ("" if left is None else left.text, right.text)


def _pair_label(row: Row) -> str:
    left = row.covering(0)
    return "" if left is None else left.text.strip()


def title_over_it(grid: Grid, _pairs: list[Pair]) -> bool | None:
    """A title from edge to edge: what is below it decides, later."""
    return False if is_full_width(grid.rows[0], grid.columns) else None


def marked_header(grid: Grid, _pairs: list[Pair]) -> bool | None:
    """The file marks rows to be repeated on every page."""
    return False if grid.heading_rows else None


def labels_are_figures(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """Figures, years or ordinals in the first column."""
    return False if any(kind_of(left) in VALUES for left, _ in pairs) else None


def headed_by_a_period(grid: Grid, _pairs: list[Pair]) -> bool | None:
    """«Показатель | 2023», or the year in the second row beside a merged head or a blank."""
    second = len(grid.rows) > 1 and is_years(grid.rows[1]) and not _pair_label(grid.rows[1])
    return False if is_years(grid.rows[0], 1) or is_years(grid.rows[0]) or second else None


def headed_figures(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """«Книги | 5» below words: the words are a header, the column one of figures."""
    below = [kind_of(right) for _, right in pairs[1:]]
    plain = [kind for kind in below if kind != Kind.EMPTY]
    left, right = pairs[0]
    words_above = kind_of(right) == Kind.WORDS and not any(each.isdigit() for each in right)
    known = (
        len(plain) > 1
        or not left.strip()
        or starts_with(left, "naming")
        or has_word(right, "measuring")
    )
    return (
        False if plain and known and words_above and all(kind in VALUES for kind in plain) else None
    )


def begins_with_a_figure(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """A figure beside the first label: no header, and the card rules read it."""
    return True if kind_of(pairs[0][1]) in VALUES else None


def labels_come_again(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """The first label opens a card each time that it stands again."""
    first = fold(pairs[0][0])
    return True if first and sum(fold(left) == first for left, _ in pairs) > 1 else None


def headed_by_words(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """«Наименование | Описание», «№ | Мероприятие»."""
    left, right = pairs[0]
    whole = is_ordinal_head(left) or (starts_with(left, "naming") and len(left.split()) <= 2)
    says = (
        starts_with(right, "naming")
        or starts_with(right, "telling")
        or has_word(right, "measuring")
    )
    return False if whole and says else None


def headed_in_bold(grid: Grid, _pairs: list[Pair]) -> bool | None:
    first, *below = (all(cell.bold for cell in row.filled) for row in grid.rows)
    return False if first and below and not any(below) else None


def short_labels(_grid: Grid, pairs: list[Pair]) -> bool | None:
    """Different short labels: names of properties."""
    labels = [fold(left) for left, _ in pairs if left.strip()]
    short = all(len(each.split()) <= WORDY for each in labels)
    return short and len(set(labels)) == len(labels) and len(labels) > 1


RULES: tuple[Callable[[Grid, list[Pair]], bool | None], ...] = (
    title_over_it,
    marked_header,
    labels_are_figures,
    headed_by_a_period,
    headed_figures,
    begins_with_a_figure,
    labels_come_again,
    headed_by_words,
    headed_in_bold,
    short_labels,
)


def head_label(pairs: list[Pair]) -> str:
    """The folded label that opens each card: the first one, where it comes again or needs its
    value («Филиалы № | 4, 6»).
    """
    if not pairs:
        return ""
    first = fold(pairs[0][0])
    again = Counter(fold(left) for left, _ in pairs)[first] > 1
    about = first.endswith("№") and len(pairs) > 1
    return first if first and (again or about) else ""
