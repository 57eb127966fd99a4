"""Words of change, and which way they lead."""

import re
from functools import cache

from extractor.model import Direction
from extractor.prose.sentence import words_in
from extractor.words import words

NEAR_COLON = 8  # words before a colon in which a change may open a list
# «читатели – на 12»; «по выдаче – 415», but not «залов – 12», which may be all of them.
BY = re.compile(r"[–—-]\s*на\s+$|(?:^|[,;])\s*(?:и\s+)?по\s[^,;–—]+[–—-]\s*$", re.IGNORECASE)


@cache
def stems_of(name: str) -> tuple[str, ...]:
    table = words("quote")
    return tuple(table[name] if name in table else table["change"][name])


def begins(word: str, name: str) -> bool:
    return word.startswith(stems_of(name))


def way_of(word: str) -> Direction | None:
    """Return the way of a word of change, None for any other word.

    >>> way_of("увеличилось").name, way_of("меньше").name, way_of("книга")
    ('UP', 'DOWN', None)
    """
    folded = word.lower().replace("ё", "е")
    return next((way for way in Direction if begins(folded, way)), None)


def listed_under_change(text: str) -> bool:
    """Whether a text before a figure is an item of a list that a change opens.

    >>> listed_under_change("Показатели выросли: читатели – на "), listed_under_change("Рост: ")
    (True, False)
    """
    opened, colon, items = text.rpartition(":")
    is_opened = any(map(way_of, words_in(opened)[-NEAR_COLON:]))
    return bool(colon) and is_opened and bool(BY.search(items))
