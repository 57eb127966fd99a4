"""A figure that repeats another: what a label seems to measure is certain where the same value of
the same indicator, year and library stands elsewhere under clear words.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from extractor.model import Observation

LEAST_DIGITS = 4  # of a value that is hardly met by chance
Key = tuple[str, str, tuple[str, ...], str]


def confirmed_by_figures(
    found: Sequence[Observation], codes: Sequence[str], likely: Sequence[str]
) -> list[str]:
    """The codes, with those of ``likely`` where a sure figure of the same code has their value:
    «Охвачено чтением: 12 418» and, in another table, «Число пользователей: 12 418».
    """
    sure: dict[Key, set[Decimal]] = defaultdict(set)
    for figure, code in zip(found, codes, strict=True):
        value = _telling(figure)
        if code and value is not None:
            sure[_key(figure, code)].add(value)
    return [
        code or (guess if guess and _telling(figure) in sure[_key(figure, guess)] else "")
        for figure, code, guess in zip(found, codes, likely, strict=True)
    ]


def _key(figure: Observation, code: str) -> Key:
    return code, figure.period, figure.library, figure.area


def _telling(figure: Observation) -> Decimal | None:
    """The value where it has digits enough to tell figures apart."""
    if figure.value is None or figure.table is None:
        return None
    digits = len(figure.value.normalize().as_tuple().digits)
    return figure.value * figure.multiplier if digits >= LEAST_DIGITS else None
