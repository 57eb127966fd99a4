"""Cards: label and value in two columns, without a header, one or several under one another."""

import re
from collections import Counter
from enum import Enum
from typing import NamedTuple

from extractor.rules import Rule, first_match
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
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Pair = tuple[str, str]


class Look(Enum):
    """What a table of two columns is."""

    CARD = "card"
    OTHER = "other"


class Pairs(NamedTuple):
    """A table of two columns, and label and value of each of its rows."""

    grid: Grid
    pairs: list[Pair]


def is_card(grid: Grid) -> bool:
    """Whether a table of two columns is a card; the first rule that has an opinion decides."""
    pairs = [_pair(row) for row in grid.rows if not is_full_width(row, grid.columns)]
    if grid.columns != 2 or not pairs or any(pair is None for pair in pairs):
        return False
    found = first_match(RULES, Pairs(grid, [pair for pair in pairs if pair is not None]))
    return found is not None and found[1] == Look.CARD


def _pair(row: Row) -> Pair | None:
    """Label and value of a row; a label merged over several rows is an empty label below."""
    left, right = row.covering(0), row.covering(1)
    if right is None or right is left:
        return None
    return ("" if left is None else left.text, right.text)


def _pair_label(row: Row) -> str:
    left = row.covering(0)
    return "" if left is None else left.text.strip()


def title_over_it(table: Pairs) -> Look | None:
    """A title from edge to edge: what is below it decides, later."""
    grid = table.grid
    return Look.OTHER if is_full_width(grid.rows[0], grid.columns) else None


def marked_header(table: Pairs) -> Look | None:
    """The file marks rows to be repeated on every page."""
    grid = table.grid
    return Look.OTHER if grid.heading_rows else None


def labels_are_figures(table: Pairs) -> Look | None:
    """Figures, years or ordinals in the first column."""
    pairs = table.pairs
    return Look.OTHER if any(kind_of(left) in VALUES for left, _ in pairs) else None


def headed_by_a_period(table: Pairs) -> Look | None:
    """«Показатель | 2023», or the year in the second row beside a merged head or a blank."""
    grid = table.grid
    second = len(grid.rows) > 1 and is_years(grid.rows[1]) and not _pair_label(grid.rows[1])
    return Look.OTHER if is_years(grid.rows[0], 1) or is_years(grid.rows[0]) or second else None


def headed_figures(table: Pairs) -> Look | None:
    """«Книги | 5» below words: the words are a header, the column one of figures. Over a column
    that names its rows they may hold a year: «Показатель | +/- к 2022».
    """
    pairs = table.pairs
    below = [kind_of(right) for _, right in pairs[1:]]
    plain = [kind for kind in below if kind != Kind.EMPTY]
    left, right = pairs[0]
    named = starts_with(left, "naming")
    told = _YEAR.sub("", right) if named else right
    words_above = kind_of(right) == Kind.WORDS and not any(letter.isdigit() for letter in told)
    known = len(plain) > 1 or not left.strip() or named or has_word(right, "measuring")
    return (
        Look.OTHER
        if plain and known and words_above and all(kind in VALUES for kind in plain)
        else None
    )


def begins_with_a_figure(table: Pairs) -> Look | None:
    """A figure beside the first label: no header, and the card rules read it."""
    pairs = table.pairs
    return Look.CARD if kind_of(pairs[0][1]) in VALUES else None


def labels_come_again(table: Pairs) -> Look | None:
    """The first label opens a card each time that it stands again."""
    pairs = table.pairs
    first = fold(pairs[0][0])
    return Look.CARD if first and sum(fold(left) == first for left, _ in pairs) > 1 else None


def headed_by_words(table: Pairs) -> Look | None:
    """«Наименование | Описание», «№ | Мероприятие»."""
    pairs = table.pairs
    left, right = pairs[0]
    whole = is_ordinal_head(left) or (starts_with(left, "naming") and len(left.split()) <= 2)
    says = (
        starts_with(right, "naming")
        or starts_with(right, "telling")
        or has_word(right, "measuring")
    )
    return Look.OTHER if whole and says else None


def headed_in_bold(table: Pairs) -> Look | None:
    """A first row in bold, and none below."""
    grid = table.grid
    first, *below = (all(cell.bold for cell in row.filled) for row in grid.rows)
    return Look.OTHER if first and below and not any(below) else None


def short_labels(table: Pairs) -> Look | None:
    """Different short labels: names of properties."""
    pairs = table.pairs
    labels = [fold(left) for left, _ in pairs if left.strip()]
    short = all(len(label.split()) <= WORDY for label in labels)
    names = short and len(set(labels)) == len(labels) and len(labels) > 1
    return Look.CARD if names else None


RULES: tuple[Rule[Pairs, Look], ...] = (
    Rule(
        "title_over_it",
        title_over_it,
        """
        | Луговская библиотека | < |
        | Адрес | с. Луговое |
        | Отопление | есть |
        """,
    ),
    Rule(
        "marked_header",
        marked_header,
        """
        |= Адрес | с. Луговое |
        | Отопление | есть |
        """,
    ),
    Rule(
        "labels_are_figures",
        labels_are_figures,
        """
        | Мест в зале | Библиотека |
        | 20 | Луговская |
        | 30 | Заречная |
        """,
    ),
    Rule(
        "headed_by_a_period",
        headed_by_a_period,
        """
        | Показатели | 2023 |
        | Книги | 20 |
        """,
    ),
    Rule(
        "headed_figures",
        headed_figures,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | Заречная | 30 |
        """,
    ),
    Rule(
        "begins_with_a_figure",
        begins_with_a_figure,
        """
        | Общая площадь помещений центральной библиотеки вместе с детским отделом | 120 кв. м |
        | Отопление | есть |
        """,
    ),
    Rule(
        "labels_come_again",
        labels_come_again,
        """
        | Библиотека | Луговская |
        | Отопление | есть |
        | Библиотека | Заречная |
        | Отопление | есть |
        """,
    ),
    Rule(
        "headed_by_words",
        headed_by_words,
        """
        | Наименование | Описание |
        | Отопление | есть |
        """,
    ),
    Rule(
        "headed_in_bold",
        headed_in_bold,
        """
        | **Работа** | **Итоги** |
        | Отопление | есть |
        """,
    ),
    Rule(
        "short_labels",
        short_labels,
        """
        | Адрес | с. Луговое |
        | Отопление | есть |
        """,
    ),
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
