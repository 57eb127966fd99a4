"""A text as the parsers of figures see it: its tokens, folded words and places."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.russian.tokens import Token


class Page(NamedTuple):
    """A piece of text while it is read; all indexes count in it."""

    text: str
    plain: str
    tokens: Sequence[Token]


class Spot(NamedTuple):
    """A token at which a figure may begin; tokens before ``taken`` belong to another figure."""

    page: Page
    place: int
    taken: int


def index_at(page: Page, index: int, end: int) -> int:
    """Return the first token from ``index`` on that begins at or behind a character."""
    while index < len(page.tokens) and page.tokens[index].start < end:
        index += 1
    return index
