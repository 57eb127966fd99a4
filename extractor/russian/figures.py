"""Every figure of a running text, in one pass: where figures begin, and which rule says what
each is.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractor.russian.ordinals import ROMAN_LETTERS
from extractor.russian.phrases import figure_at
from extractor.russian.quantity import FoundQuantity
from extractor.russian.token_page import Page
from extractor.russian.tokens import Token, plain_of, tokens_of
from extractor.text import Aligned, aligned, visible

PIECE = 20_000
LONGEST_PIECE = 60_000
HALF = "пол"  # «пол литра»


def find_quantities(text: str) -> tuple[FoundQuantity, ...]:
    """Return every figure of a text in order, those that count nothing included; none overlaps
    another.

    >>> [(found.raw, found.kind.value, found.unit)
    ...     for found in find_quantities("Проведено более 20 мероприятий (15 %), приказ № 5")]
    [('20', 'quantity', 'item'), ('15', 'percent', '%'), ('№ 5', 'number', '')]
    """
    return _remembered(text) if len(text) <= PIECE else _quantities(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[FoundQuantity, ...]:
    return _quantities(text)


def _quantities(text: str) -> tuple[FoundQuantity, ...]:
    shown = visible(text)
    found = [
        _moved(figure, begin)
        for begin, end in _pieces(shown)
        for figure in _figures_of(page_of(shown[begin:end]))
    ]
    if shown == text:
        return tuple(found)
    printed = aligned(text)
    return tuple(_restored(quantity, printed) for quantity in found)


def page_of(text: str) -> Page:
    plain = plain_of(text)
    return Page(text, plain, tokens_of(plain, text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A text without end in pieces, cut at spaces where there are any, so that memory stays
    bounded.
    """
    begin = 0
    while begin < len(text):
        end = len(text)
        if end - begin > LONGEST_PIECE:
            space = text.find(" ", begin + PIECE, begin + LONGEST_PIECE)
            end = space + 1 if space > 0 else begin + LONGEST_PIECE
        yield begin, end
        begin = end


def _moved(quantity: FoundQuantity, by: int) -> FoundQuantity:
    return (
        quantity
        if not by
        else _spanned(
            quantity,
            quantity.raw,
            (quantity.start + by, quantity.end + by, quantity.first + by, quantity.last + by),
        )
    )


def _restored(quantity: FoundQuantity, printed: Aligned) -> FoundQuantity:
    """A figure of the visible text at the characters of the printed one; ``first`` and ``last``
    of -1 are none.
    """
    start, end = printed.span(quantity.start, quantity.end)
    first = printed.starts[quantity.first] if quantity.first >= 0 else -1
    last = printed.ends[quantity.last - 1] if quantity.last > 0 else -1
    return _spanned(quantity, printed.printed[start:end], (start, end, first, last))


def _spanned(quantity: FoundQuantity, raw: str, span: tuple[int, int, int, int]) -> FoundQuantity:
    return replace(quantity, raw=raw, start=span[0], end=span[1], first=span[2], last=span[3])


def _figures_of(page: Page) -> Iterator[FoundQuantity]:
    index, taken = 0, 0
    while index < len(page.tokens):
        found = figure_at(page, index, taken) if _may_begin(page.text, page.tokens[index]) else None
        if found is None:
            index += 1
        else:
            yield found[0]
            index = taken = max(found[1], index + 1)


def _may_begin(text: str, token: Token) -> bool:
    """Most tokens begin no figure: a sign, a plain word that is neither «пол» nor a Roman
    number.
    """
    if token.kind == "word":
        return text[token.start] in ROMAN_LETTERS or token.text == HALF
    return token.kind != "sign"
