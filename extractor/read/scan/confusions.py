"""What recognition takes for something else in Russian reports, put right by rules that the
catalogue lists.
"""

import re
from functools import cache

from extractor.words import words


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(each["seen"]), each["meant"]) for each in words("recognition")["confusions"]
    )


def letter_for(text: str) -> str:
    """The letter that a lone digit is taken for at the end of a broken word.

    >>> letter_for("0"), letter_for("10")
    ('о', '10')
    """
    found: str = words("recognition")["letters"].get(text, text)
    return found


def mended(text: str) -> str:
    """A recognised word with its known confusions undone.

    >>> mended("202З"), mended("Зг."), mended("2022r."), mended("Здание")
    ('2023', '3г.', '2022г.', 'Здание')
    """
    for seen, meant in _rules():
        text = seen.sub(meant, text)
    return text
