"""Where a sentence of running text begins and ends, as far as names are concerned."""

import re
from bisect import bisect_right
from functools import lru_cache

# «… № 4. В филиале …»; a point after «с.», «ул.», «им.» or an initial ends nothing. Of several
# stops only the last is looked at:
# a search that begins at each of them again takes the square of their number.
_END = re.compile(
    r"(?<![\s.(][А-ЯЁа-яё])(?<!\bул)(?<!\bим)(?<!\bпос)(?<!\bтыс)(?<!\bруб)(?<!\bчел)(?<!\bэкз)"
    r"[.!?…]\s+(?=[А-ЯЁ«\"\d])|(?<=(?:руб|чел|экз))\.\s+(?=[А-ЯЁ])"
)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Characters of the sentence that holds ``at``.

    >>> text = "В с. Луговое тихо. В филиале № 4 тепло. Конец"
    >>> text[slice(*sentence_around(text, 25))]
    'В филиале № 4 тепло. '
    """
    ends = _ends(text)
    index = bisect_right(ends, at)
    return ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(text)


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    """Where sentences end, asked for each figure of a text."""
    return tuple(found.end() for found in _END.finditer(text))
