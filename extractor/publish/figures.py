"""Rows of ``observations.csv`` that carry a code, as the figures that are compared."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractor.model import Status
from extractor.model.comparison import Figure

LENGTH_OF_YEAR = 4
SEPARATOR = " / "


def figures_of(rows: Iterable[Sequence[object]]) -> Iterator[Figure]:
    """Those rows that say an indicator, a year and no mere change, plan or estimate."""
    for row in rows:
        if row[8] and len(str(row[11] or "")) == LENGTH_OF_YEAR and (row[3] not in (None, "") or _states(str(row[18] or ""))):
            yield _figure(row)


def _states(extra: str) -> bool:
    """Whether a figure of running text states what is, exactly: «обслужено 1500 человек», not «увеличилось на 15»."""
    told = dict(each.partition("=")[::2] for each in extra.split(";") if each)
    return told.get("role", "fact") == "fact" and told.get("op", "exact") == "exact"


def _figure(row: Sequence[object]) -> Figure:
    text = [("" if each is None else str(each)) for each in row]
    multiplier = int(text[15] or 1)
    value = Decimal(text[12]) * multiplier if text[12] else None
    rows, columns = text[6].split(SEPARATOR), text[7].split(SEPARATOR)
    return Figure(
        observation=text[0], report=text[1], indicator=text[8], library=text[9], area=text[10], year=int(text[11]),
        value=value, decimals=int(text[13] or 0) - (len(str(multiplier)) - 1), unit=text[14], status=Status(text[16]),
        spot=(int(text[3] or 0), int(text[4] or 0), int(text[5] or 0)), row_label=rows[-1], column_label=columns[-1],
        depth=len(rows) if text[6] else 0, raw=text[17], place=text[19],
    )  # fmt: skip
