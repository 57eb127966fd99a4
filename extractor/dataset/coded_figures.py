"""Rows of ``observations.csv`` that carry a code, as the figures that are compared."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import cast

from extractor.model import Status
from extractor.model.comparison import Figure

LENGTH_OF_YEAR = 4
SEPARATOR = " / "


def figures_of(rows: Iterable[Sequence[object]]) -> Iterator[Figure]:
    """Those rows that say an indicator, a year and no mere change, plan or estimate."""
    for row in rows:
        if (
            row[8]
            and len(str(row[11] or "")) == LENGTH_OF_YEAR
            and (row[3] not in (None, "") or _states(str(row[18] or "")))
        ):
            yield _figure(row)


def _states(extra: str) -> bool:
    """Whether a figure of running text states what is, exactly: «обслужено 1500 человек», not
    «увеличилось на 15».
    """
    told = dict(each.partition("=")[::2] for each in extra.split(";") if each)
    return told.get("role", "fact") == "fact" and told.get("op", "exact") == "exact"


def _figure(row: Sequence[object]) -> Figure:
    """Of a row as it was made, or as it was read from the file: there an empty cell of a number
    is an empty text.
    """
    text, number = cast(Sequence[str], row), cast(Sequence[int], row)
    multiplier = int(number[15] or 1)
    value = Decimal(text[12]) * multiplier if text[12] else None
    rows = text[6].split(SEPARATOR)
    return Figure(
        text[0],
        text[1],
        text[8],
        text[9],
        text[10],
        int(text[11]),
        value,
        int(number[13] or 0) - (len(str(multiplier)) - 1),
        text[14],
        Status(text[16]),
        (int(number[3] or 0), int(number[4] or 0), int(number[5] or 0)),
        rows[-1],
        text[7].rpartition(SEPARATOR)[2],
        len(rows) if text[6] else 0,
        text[17],
        text[19],
    )
