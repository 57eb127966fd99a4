"""Which of our figures are indicators of the region's catalogue."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _codes() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8")
    )
    return words


@cache
def catalogue() -> frozenset[str]:
    """All codes of the catalogue."""
    return frozenset(
        f"{group}.{name}" for group, names in _codes()["catalogue"].items() for name in names
    )


@cache
def indicator_of(code: str) -> str:
    """The catalogue's code of a figure, empty where it has none.

    >>> indicator_of("visits.total"), indicator_of("x.vk.posts"), indicator_of("x.budget")
    ('visits.total', 'social.posts', '')
    """
    group, _, name = code.rpartition(".")
    meant = f"{_codes()['means'].get(group, group)}.{name}"
    return meant if meant in catalogue() else ""
