"""The line over a table that gives its number."""

import re

_CAPTION = re.compile(r"(?i)\s*(?:таблица|табл\.|table)\s*(?:№\s*)?\d")


def is_caption(text: str) -> bool:
    """Whether a text begins as the caption of a table does.

    >>> [is_caption(text) for text in ("Таблица 5. Фонд", "Табл. № 2", "Таблица", "Table 4:")]
    [True, True, False, True]
    """
    return _CAPTION.match(text) is not None
