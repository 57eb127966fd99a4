"""Which leading columns name the rows: ordered rules, the first that answers gives the role."""

import re
from itertools import pairwise
from typing import NamedTuple

from extractor.rules import Rule, first_match
from extractor.tables.cell_types import (
    Kind,
    has_word,
    is_ordinal,
    is_ordinal_head,
    is_unit,
    is_unit_head,
    is_whole,
    starts_with,
)
from extractor.tables.column_profile import (
    DATA,
    FIGURES,
    LONGEST_NAME,
    NAME,
    ORDINAL,
    PERIOD,
    UNIT,
    Column,
    Found,
    Stub,
)
from extractor.tables.label_periods import is_year_of_a_thing
from extractor.tables.row_numbers import are_counted, are_nested


class Leading(NamedTuple):
    """A column, the roles of those left of it, and whether figures stand right of it."""

    column: Column
    found: Found
    figures: bool


def stub(columns: list[Column]) -> Stub:
    """The leading columns that name rows: up to the first one that no rule takes."""
    found: list[tuple[int, str]] = []
    figures_right = _figures_right(columns)
    for place, column in enumerate(columns):
        answer = first_match(RULES, Leading(column, found, figures_right[place]))
        role = answer[1] if answer else DATA
        if role == NAME and _only_tells(column, columns, found):
            role = DATA
        is_all_there_is = place == len(columns) - 1 and (
            place == 0 or (role in (NAME, UNIT) and found)
        )
        if role == DATA or is_all_there_is:
            break
        found.append((column.index, role))
    if all(role == ORDINAL for _, role in found):
        found = [*found, *_name_elsewhere(columns, len(found))] or found
    if len(found) == 1 and found[0][1] == ORDINAL and len(columns) > 1:
        found = _lone_ordinal(columns, found)
    first = columns[0].index
    return Stub(first, tuple(found))


def _only_tells(column: Column, columns: list[Column], found: Found) -> bool:
    """A word beside names that already differ in every row tells about a row and is no part of its
    name: «Клуб | Направление»; places and libraries name it nevertheless.
    """
    texts = [column.texts for column in columns if (column.index, NAME) in found]
    if not texts or not column.head or column.shared or starts_with(column.head, "names_beside"):
        return False
    rows, height = set(zip(*texts, strict=False)), len(column.texts)
    return (
        len(rows) == height > 1
        and all(len(text) == height for text in texts)
        and all(map(any, rows))
    )


def _name_elsewhere(columns: list[Column], start: int) -> list[tuple[int, str]]:
    """The only column of words, right of figures: «№ | Количество экземпляров | Наименование
    издания».
    """
    wordy = [column for column in columns[start:] if column.is_mostly(Kind.WORDS)]
    others = [column for column in columns[start:] if column not in wordy]
    figures = bool(others) and all(other.is_mostly(Kind.NUMBER, Kind.ABSENT) for other in others)
    alone = (
        len(wordy) == 1
        and figures
        and starts_with(wordy[0].head, "naming")
        and not starts_with(wordy[0].head, "telling")
    )
    return [(wordy[0].index, NAME)] if alone else []


def _lone_ordinal(columns: list[Column], found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Ordinals with nothing but figures behind them are all the name that the rows have."""
    return [(found[0][0], NAME)] if columns[0].filled else found


def _figures_right(columns: list[Column]) -> list[bool]:
    """For each column whether some column right of it holds figures."""
    figures = [column.is_mostly(*FIGURES) or _all_years(column) for column in columns]
    return [any(figures[place + 1 :]) for place in range(len(columns))]


def _all_years(column: Column) -> bool:
    return column.is_mostly(Kind.YEAR) and is_year_of_a_thing(column.head)


def ordinals(at: Leading) -> str | None:
    """«№ п/п», «№ строки», or a first column without a head that counts 1, 2, 3."""
    column, found, _ = at
    if is_ordinal_head(column.head) and all(
        is_ordinal(text) or len(text) < 12 for text in column.texts if text
    ):
        return ORDINAL
    counts = not column.head and not found and column.filled > 1
    return ORDINAL if counts and (are_counted(column.texts) or are_nested(column.texts)) else None


def units(at: Leading) -> str | None:
    """«Ед. изм.» over «чел.», «экз.»; the same units behind the names without a head."""
    column, found, _ = at
    if column.kinds[Kind.NUMBER] or not column.filled:
        return None
    unnamed = (
        not column.head and _names(found) and all(is_unit(text) for text in column.texts if text)
    )
    return UNIT if unnamed or is_unit_head(column.head) else None


def periods(at: Leading) -> str | None:
    """«Год», and a column of nothing but years; not «Год подключения» and «Срок», which are
    values.
    """
    column, found, _ = at
    if is_year_of_a_thing(column.head) or starts_with(column.head, "telling") or not column.filled:
        return None
    if is_whole(column.head, "periods") and column.is_mostly(
        Kind.PERIOD, Kind.YEAR, Kind.WORDS, Kind.RANGE
    ):
        return PERIOD
    only = (
        column.kinds[Kind.PERIOD] + column.kinds[Kind.YEAR] + column.kinds[Kind.WORDS]
        == column.filled
    )
    years = column.is_mostly(Kind.PERIOD) or (
        column.is_mostly(Kind.YEAR) and _are_series(column.texts)
    )
    names = not column.head or starts_with(column.head, "naming") or not _names(found)
    return PERIOD if only and years and names and not has_word(column.head, "measuring") else None


def _are_series(texts: list[str]) -> bool:
    """Each year once, or the same few years again and again."""
    filled = [text for text in texts if text]
    years = list(dict.fromkeys(filled))
    return len(years) == len(filled) or (
        len(years) > 1 and filled == years * (len(filled) // len(years))
    )


def _names(found: Found) -> bool:
    return any(role != ORDINAL for _, role in found)


def named(at: Leading) -> str | None:
    """A first column whose head says that it names: «№ филиала», «Показатель», also where it was
    left empty.
    """
    column, found, figures = at
    is_name = starts_with(column.head, "naming") and not is_year_of_a_thing(column.head)
    fits = figures or not column.filled or column.is_mostly(Kind.WORDS, Kind.RANGE, Kind.MEASURED)
    return NAME if is_name and fits and not _names(found) else None


def first_words(at: Leading) -> str | None:
    """The first column of words."""
    column, found, _ = at
    return NAME if not _names(found) and column.is_mostly(Kind.WORDS, Kind.RANGE) else None


def class_steps(at: Leading) -> str | None:
    """«1 | 2 | 3 | более 3», «1 ед. | 2 ед.»: classes that the rows count."""
    column, found, figures = at
    steps = column.kinds[Kind.RANGE] or column.kinds[Kind.MEASURED] == column.filled
    begins = not found or not column.head
    rises = steps and not column.kinds[Kind.WORDS] and _rises(column.texts)
    return NAME if begins and figures and rises and _has_plain_figures(column) else None


def _rises(texts: list[str]) -> bool:
    """Each class above the one before."""
    first = [re.search(r"\d+(?:[.,]\d+)?", text) for text in texts]
    steps = [float(text[0].replace(",", ".")) for text in first if text]
    return len(steps) == len(texts) > 1 and all(before < after for before, after in pairwise(steps))


def _has_plain_figures(column: Column) -> bool:
    return not has_word(column.head, "measuring") or bool(column.kinds[Kind.RANGE])


def more_words(at: Leading) -> str | None:
    """Further columns of short words before the figures: a settlement, a form of service; not an
    address or a document.
    """
    column, found, figures = at
    if (
        not found
        or not figures
        or starts_with(column.head, "telling")
        or has_word(column.head, "measuring")
    ):
        return None
    if not column.head:
        return (
            NAME
            if column.is_mostly(Kind.WORDS, Kind.RANGE) and not column.kinds[Kind.NUMBER]
            else None
        )
    short = sum(map(len, column.texts)) <= LONGEST_NAME * len(column.texts)
    return (
        NAME if short and column.is_mostly(Kind.WORDS) and not column.kinds[Kind.NUMBER] else None
    )


def under_the_same_head(at: Leading) -> str | None:
    """«Наименование» over two columns of words: both name."""
    column, found, figures = at
    return (
        NAME
        if _names(found) and column.shared and figures and column.is_mostly(Kind.WORDS, Kind.RANGE)
        else None
    )


def empty_first(at: Leading) -> str | None:
    """A first column without head and text beside others: the place of a label that was not
    printed.
    """
    column, found, figures = at
    return (
        ORDINAL
        if not found
        and not column.head
        and not column.filled
        and sum(column.kinds.values()) > 1
        and figures
        else None
    )


RULES: tuple[Rule[Leading, str], ...] = (
    Rule(
        "ordinals",
        ordinals,
        """
        | № п/п | Книги | Газеты |
        | 1 | 20 | 5 |
        | 2 | 30 | 6 |
        """,
    ),
    Rule(
        "units",
        units,
        """
        | Показатель | Ед. изм. | 2022 | 2023 |
        | Книги | экз. | 20 | 25 |
        | Читатели | чел. | 30 | 36 |
        """,
    ),
    Rule(
        "periods",
        periods,
        """
        | | Книги | Газеты |
        | 2021 г. | 20 | 5 |
        | 2022 г. | 30 | 6 |
        """,
    ),
    Rule(
        "named",
        named,
        """
        | № филиала | Книги | Газеты |
        | 4 | 20 | 5 |
        | 7 | 30 | 6 |
        """,
    ),
    Rule(
        "first_words",
        first_words,
        """
        | | Книги | Газеты |
        | Луговская | 20 | 5 |
        | Заречная | 30 | 6 |
        """,
    ),
    Rule(
        "class_steps",
        class_steps,
        """
        | Компьютеры | Библиотеки |
        | 1 ед. | 20 |
        | 2 ед. | 30 |
        """,
    ),
    Rule(
        "under_the_same_head",
        under_the_same_head,
        """
        | Наименование | < | Книги |
        | Луговская | центральная библиотека с отделом обслуживания детей и подростков | 20 |
        """,
    ),
    Rule(
        "more_words",
        more_words,
        """
        | Библиотека | Село | Книги |
        | Луговская | Луговое | 20 |
        | Луговская | Заречье | 30 |
        """,
    ),
    Rule(
        "empty_first",
        empty_first,
        """
        | | Книги | Газеты |
        | | 20 | 5 |
        | | 30 | 6 |
        """,
    ),
)
