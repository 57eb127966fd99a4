"""Which district a figure speaks of."""

import re
from functools import cache

from extractor.model.comparison import Edition
from extractor.text import fold
from extractor.words import words

_FILLING = re.compile(r"\bмуниципальн\w*\s+(?=район)")


@cache
def district_key(name: str) -> str:
    """Return the form under which districts are the same: «Берёзовский муниципальный район» is
    «Берёзовский район».

    >>> district_key("Берёзовский муниципальный район") == district_key("Березовский район")
    True
    """
    return _FILLING.sub("", fold(name))


def home_of(edition: Edition) -> str:
    """Return the key of the district whose report it is."""
    return district_key(edition.district or edition.organisation or edition.report)


@cache
def is_district(area: str) -> bool:
    """Return whether an area that labels name is a district rather than a settlement.

    >>> (is_district("Луговской район"), is_district("с. Луговое"),
    ...  is_district("Заречный городской округ"))
    (True, False, True)
    """
    said = fold(area)
    return any(re.search(rf"(?:^|\s){territory}(?:\s|$)", said) for territory in _territories())


@cache
def _territories() -> tuple[str, ...]:
    return tuple(fold(each["name"]) for each in words("identity")["territories"])
