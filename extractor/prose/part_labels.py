"""Labels of parts whose noun is left out: «из них областных – 180»."""

import re
from bisect import bisect_left
from functools import cache

from extractor.prose.noun_phrase import adjective
from extractor.prose.roles import Part
from extractor.prose.sentence import WHOLE
from extractor.words import words

DASHES = ("–", "—", "-", ":")


def adjective_before(part: Part) -> str:
    """«из областного – 180»: an adjective alone, its noun left out, right before the figure."""
    begin, _ = part.scene.clause(part.first())
    tokens = part.scene.sentence.words
    last = bisect_left(tokens, part.first(), key=lambda each: each.start) - 1
    while last >= 0 and tokens[last].start >= begin and tokens[last].text in DASHES:
        last -= 1
    alone = last >= 0 and tokens[last].start >= begin and adjective(tokens[last])
    return tokens[last].text.lower() if alone else ""


def is_part(part: Part) -> bool:
    """Whether «из них», «в том числе» stand in its sentence before it."""
    return bool(_parts_anywhere().search(part.scene.sentence.before(part.first(), WHOLE)))


@cache
def _parts_anywhere() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![а-яё])(?:{'|'.join(map(re.escape, words('quote')['parts']))})(?![а-яё])",
        re.IGNORECASE,
    )
