"""Tokens of running text in which names of libraries are looked for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.names.vocabulary import (
    SYSTEM,
    SYSTEM_TOTALS,
    is_head,
)
from extractor.text import fold

TOKEN = re.compile(
    r"№№?|\d+|[А-Яа-яЁёA-Za-z]+(?:[-‑–/][А-Яа-яЁёA-Za-z]+)*|[«\"“„][^«»\"“”„\n]{1,120}[»\"”]|[^\s]"
)
WORD = re.compile(r"[а-я]+(?:-[а-я]+)*")
ADJECTIVE = re.compile(
    r".{2,}(?:ая|яя|ой|ей|ую|юю|ий|ый|ого|его|ому|ему|ым|им|ом|ем|ые|ие|ых|их|ыми|ими)$"
)
QUOTES = '«"“„'
OPENERS, LINKS, DASHES = frozenset("("), frozenset({",", ";", "и"}), frozenset("-–—‑")


class Token(NamedTuple):
    """A word, a sign or a quoted name of a text, with its characters. (A tuple: a report holds
    forty thousand.)
    """

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def tokens_in(text: str) -> Iterator[Token]:
    """Tokens in which something is printed.

    A name in quotation marks is one, unless it holds a name of a library («История библиотеки с.
    Луговое»).
    """
    for found in TOKEN.finditer(text):
        token = Token(found[0], fold(found[0]), found.start(), found.end())
        if not token.folded:
            continue
        if (
            token.text[0] in QUOTES
            and any(map(is_head, WORD.findall(token.folded)))
            and not SYSTEM.search(token.folded)
        ):
            inside = TOKEN.finditer(text, found.start() + 1, found.end())
            yield Token(text[found.start()], text[found.start()], found.start(), found.start() + 1)
            yield from (
                Token(match[0], fold(match[0]), match.start(), match.end()) for match in inside
            )
        else:
            yield token


def is_system(token: Token) -> bool:
    """«ЦБС», «МЦБС», «Луговская библиотечная система» in quotation marks."""
    if token.text[0] in QUOTES:
        return bool(SYSTEM.search(token.folded))
    return "цбс" in token.folded and token.text.upper() == token.text


def is_adjective(token: Token) -> bool:
    word = token.folded
    return (
        bool(ADJECTIVE.match(word))
        and not is_head(word)
        and not word.startswith("систем")
        and (word,) not in SYSTEM_TOTALS
    )
