"""What a cell is by its text alone: the smallest fact on which the layout of a table is judged."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from extractor.model import Op, Status, UnitRule
from extractor.russian.units import find_unit
from extractor.tables.label_periods import is_period
from extractor.tables.values import read_cell
from extractor.text import fold
from extractor.words import words

_BARE_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_PLAIN = re.compile(
    r"\s*[-+–−]?(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:[.,]\d+)?\s*"
)  # the short way for most cells of large tables
_ORDINAL = re.compile(r"\d{1,4}(?:\.\d{1,3})*[.)]?|[ivxlc]+\.?")
_QUOTES = re.compile("[«»„“”″〃\"']+")
LONGEST_LABEL = 300
LONGEST_UNIT = 40


class Kind(StrEnum):
    """Of one cell. A bare year («2023») may also be a number, a measured number («3 ед.») also a
    class.
    """

    EMPTY = "empty"
    PERIOD = "period"  # 2023 г., на 01.01.2024
    YEAR = "year"  # 2023
    NUMBER = "number"
    MEASURED = "measured"  # 3 ед., 12 чел.
    RANGE = "range"  # от 5 до 10, свыше 500
    ABSENT = "absent"  # a dash, «нет данных»
    WORDS = "words"


LABELS = frozenset({Kind.WORDS, Kind.PERIOD, Kind.YEAR, Kind.RANGE, Kind.MEASURED})
BOUNDS = frozenset({Op.MORE, Op.LESS, Op.AT_LEAST, Op.AT_MOST})
VALUES = frozenset({Kind.NUMBER, Kind.MEASURED, Kind.YEAR, Kind.ABSENT})


@lru_cache(maxsize=65536)
def kind_of(text: str) -> Kind:
    """
    >>> [str(kind_of(text))
    ...     for text in ("2021 г.", "2021", "12", "3 ед.", "свыше 500", "-", "Книги")]
    ['period', 'year', 'number', 'measured', 'range', 'absent', 'words']
    """
    if _PLAIN.fullmatch(text):
        return Kind.YEAR if _BARE_YEAR.fullmatch(text.strip()) else Kind.NUMBER
    folded = fold(text)
    if not folded:
        return Kind.EMPTY
    if len(folded) < LONGEST_LABEL and is_period(text):
        return Kind.PERIOD
    quantity = read_cell(text)
    extra = dict(quantity.extra)
    if quantity.status in (Status.NIL, Status.MISSING):
        return Kind.ABSENT
    if "low" in extra or quantity.op in BOUNDS:
        return Kind.RANGE
    if quantity.status == Status.TEXT or (
        _BARE_YEAR.match(folded) and "note" in extra
    ):  # «2023 (факт)»
        return Kind.WORDS
    return Kind.MEASURED if quantity.unit not in ("", "%") or "note" in extra else Kind.NUMBER


@lru_cache(maxsize=65536)
def starts_with(text: str, name: str) -> bool:
    """Whether a text begins with one of the catalogue's words of that name, as a whole word or
    the stem of one.
    """
    return bool(_beginnings(name).match(fold(text)))


@lru_cache(maxsize=65536)
def is_whole(text: str, name: str) -> bool:
    """Whether a text is one of the catalogue's words of that name."""
    return fold(text).strip(" .:;,*") in _whole(name)


@lru_cache(maxsize=16384)
def has_word(text: str, name: str) -> bool:
    """Whether a word of a text begins with one of the catalogue's words of that name."""
    return bool(_anywhere(name).search(fold(text)))


@cache
def _whole(name: str) -> frozenset[str]:
    return frozenset(fold(word).strip(" .:;,*") for word in words("tables")[name])


@cache
def _beginnings(name: str) -> re.Pattern[str]:
    return re.compile(
        r"[\s«\"'(·•*-]*(?:"
        + "|".join(re.escape(fold(word)) for word in words("tables")[name])
        + ")"
    )


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<![а-яё])(?:" + "|".join(re.escape(fold(word)) for word in words("tables")[name]) + ")"
    )


def is_ordinal_head(text: str) -> bool:
    """«№», «№ п / п», «N п.п.»: the head of a column that only counts its rows, however it is
    spaced and pointed.
    """
    return _compact(text) in _ordinal_heads()


def is_unit_head(text: str) -> bool:
    """«Ед. изм.», «Единица измерения»: the head of a column that tells the unit of each row."""
    return _compact(text) in _unit_heads()


@cache
def _unit_heads() -> frozenset[str]:
    return frozenset(map(_compact, words("tables")["unit_heads"]))


@cache
def _ordinal_heads() -> frozenset[str]:
    return frozenset(map(_compact, words("tables")["ordinals"]))


@lru_cache(maxsize=16384)
def _compact(text: str) -> str:
    return re.sub(r"№+", "№", re.sub(r"[\s./\\]", "", fold(text)))


@lru_cache(maxsize=16384)
def is_ditto(text: str) -> bool:
    """«—//—», «- « -», «то же»: a cell that repeats the one above it."""
    return _mark(text) in _dittos()


@cache
def _dittos() -> frozenset[str]:
    return frozenset(map(_mark, words("tables")["ditto"]))


def _mark(text: str) -> str:
    return _QUOTES.sub('"', re.sub(r"[\s.,-]", "", fold(text)))


@lru_cache(maxsize=16384)
def is_ordinal(text: str) -> bool:
    """«1», «2.», «3.1», «4)», «IV»: what may stand in a column that counts rows."""
    return bool(_ORDINAL.fullmatch(fold(text)))


def is_unit(text: str) -> bool:
    """«чел.», «тыс. руб.», «%»: a label that is a unit and nothing else."""
    found = find_unit(text) if len(text) < LONGEST_UNIT else None
    return found is not None and found.rule == UnitRule.ALONE


def is_measure(text: str) -> bool:
    """«тыс. руб.», «экз.»: a unit, and no word for what is counted («Посещения»)."""
    found = find_unit(text) if is_unit(text) else None
    return found is not None and found.unit not in words("tables")["counted"]
