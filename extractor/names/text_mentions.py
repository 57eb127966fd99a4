"""Names of libraries in running text: from each word for a library a phrase grows to both sides,
and the phrase is resolved.

What may stand on either side is said by small rules over tokens; a phrase ends before the first
word that no rule takes, so that «библиотека школы № 4» ends before the school and names nobody.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from extractor.model import Mention, Paragraph
from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_keys
from extractor.names.resolution import resolve_each
from extractor.names.vocabulary import (
    CENTRES,
    IDLE,
    KIND_SHORT,
    LEGAL,
    MARKS,
    NUMBER_HEADS,
    PLURAL,
    RANKS,
    STREETS,
    SYSTEM,
    SYSTEM_TOTALS,
    WORDS,
    is_head,
    kinds_of,
)
from extractor.places import phrase_place
from extractor.text import fold

Named = tuple[int, int, Mention]  # from which character to which, and what is named there
# a phrase less sure than this («модельная библиотека») is a category in running text, not a name
SURE = 80
_TOKEN = re.compile(
    r"№№?|\d+|[А-Яа-яЁёA-Za-z]+(?:[-‑–/][А-Яа-яЁёA-Za-z]+)*|[«\"“„][^«»\"“”„\n]{1,120}[»\"”]|[^\s]"
)
_WORD = re.compile(r"[а-я]+(?:-[а-я]+)*")
_ADJECTIVE = re.compile(
    r".{2,}(?:ая|яя|ой|ей|ую|юю|ий|ый|ого|его|ому|ему|ым|им|ом|ем|ые|ие|ых|их|ыми|ими)$"
)
_HONOUR_MARK = frozenset(WORDS["honours"]["marks"])
_TERRITORY = tuple(WORDS["system"]["territory_stems"])
_TAIL = tuple(WORDS["prose"]["tails"])
_VERBS = tuple(WORDS["prose"]["verbs"])
_LETTERS = frozenset({"ф", "фил", "б/ф", "с/ф", "бф", "ф-л"})  # a head only before a number
_LONGEST = 120  # tokens of a phrase: twenty branches, each with its village in brackets
_QUOTES = '«"“„'
_OPENERS, _LINKS, _DASHES = frozenset("("), frozenset({",", ";", "и"}), frozenset("-–—‑")


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


def find_mentions(paragraphs: Iterable[Paragraph], file: str, index: Index) -> Iterator[Mention]:
    """Every library that running text names, and the system where it is named, with the characters
    where it stands.

    >>> from extractor.model import Library
    >>> from extractor.names.candidates.index import index_of
    >>> branch = Library("lug-4", "Библиотека-филиал № 4", number="4", settlement="с. Луговое")
    >>> index = index_of((branch,))
    >>> [(each.text, str(each.place))
    ...     for each in find_mentions([Paragraph(7, "В филиале № 4 тепло.")], "a.docx", index)]
    [('филиале № 4', 'a.docx#b7:c2-13')]
    """
    for paragraph in paragraphs:
        yield from placed(named_in(paragraph.text, index), paragraph, file)


def placed(named: Iterable[Named], paragraph: Paragraph, file: str) -> Iterator[Mention]:
    """The names of a paragraph as mentions with their places."""
    return (
        replace(mention, place=phrase_place(file, paragraph, start, end))
        for start, end, mention in named
    )


def named_in(text: str, index: Index) -> Iterator[Named]:
    """The names in a text, in order, without their places."""
    spans = list(phrases_of(text, index))
    found = resolve_each((text[start:end] for start, end in spans), index)
    for (start, end), mention in zip(spans, found, strict=True):
        if mention.rule != "none" and (mention.score >= SURE or not mention.libraries):
            yield start, end, mention


def phrases_of(text: str, index: Index) -> Iterator[tuple[int, int]]:
    """Characters of each phrase that may name libraries, in order, none inside another."""
    if not any(
        _may_be_head(folded, index) for each in set(_TOKEN.findall(text)) if (folded := fold(each))
    ):
        return
    tokens = list(_tokens(text))
    after = 0
    for at, token in enumerate(tokens):
        if at < after or not _may_be_head(token.folded, index) or not _is_head(tokens, at, index):
            continue
        first = _leftmost(tokens, at, after, index)
        after = _rightmost(tokens, at, index)
        yield tokens[first].start, tokens[after - 1].end


def _may_be_head(folded: str, index: Index) -> bool:
    """A quick look at a token alone: most are no word for a library, and so are all of most
    sentences.
    """
    return (
        _says_library(folded)
        or folded in index.abbreviations
        or (index.has_centres and folded in CENTRES)
    )


@lru_cache(maxsize=16384)
def _says_library(folded: str) -> bool:
    if folded[0] in _QUOTES:
        return bool(SYSTEM.search(folded)) or any(map(is_head, _WORD.findall(folded)))
    return folded in _LETTERS or folded in KIND_SHORT or "цбс" in folded or is_head(folded)


def _tokens(text: str) -> Iterator[Token]:
    """Tokens in which something is printed.

    A name in quotation marks is one, unless it holds a name of a library («История библиотеки с.
    Луговое»).
    """
    for found in _TOKEN.finditer(text):
        token = Token(found[0], fold(found[0]), found.start(), found.end())
        if not token.folded:
            continue
        if (
            token.text[0] in _QUOTES
            and any(map(is_head, _WORD.findall(token.folded)))
            and not SYSTEM.search(token.folded)
        ):
            inside = _TOKEN.finditer(text, found.start() + 1, found.end())
            yield Token(text[found.start()], text[found.start()], found.start(), found.start() + 1)
            yield from (Token(each[0], fold(each[0]), each.start(), each.end()) for each in inside)
        else:
            yield token


def _is_head(tokens: list[Token], at: int, index: Index) -> bool:
    token = tokens[at]
    if token.folded in _LETTERS:
        return any(each.text[0] in "№0123456789" for each in tokens[at + 1 : at + 3])
    if token.folded in KIND_SHORT or token.folded in index.abbreviations:
        return token.text.isupper() and len(token.text) > 1
    return (
        is_head(token.folded)
        or (index.has_centres and token.folded in CENTRES)
        or _is_system(token)
    )


def _is_system(token: Token) -> bool:
    """«ЦБС», «МЦБС», «Луговская библиотечная система» in quotation marks."""
    if token.text[0] in _QUOTES:
        return bool(SYSTEM.search(token.folded))
    return "цбс" in token.folded and token.text.upper() == token.text


# --- to the left: adjectives, and those joined by a comma or «и» where the head is plural


def _leftmost(tokens: list[Token], head: int, floor: int, index: Index) -> int:
    first = head
    plural = tokens[head].folded in PLURAL or tokens[head].folded.endswith("и")
    while first > floor:
        if _is_adjective(tokens[first - 1]) or tokens[first - 1].folded in LEGAL:
            first -= 1
        elif (
            plural
            and first - 2 >= floor
            and tokens[first - 1].folded in _LINKS
            and _may_be_listed(tokens[first - 2], index)
        ):
            first -= 2
        else:
            break
    return first


def _is_adjective(token: Token) -> bool:
    word = token.folded
    return (
        bool(_ADJECTIVE.match(word))
        and not is_head(word)
        and not word.startswith("систем")
        and (word,) not in SYSTEM_TOTALS
    )


def _may_be_listed(token: Token, index: Index) -> bool:
    """«Луговская и Заречная библиотеки», «центральная и детская»: a capital or a kind, not any
    adjective.
    """
    return _is_adjective(token) and (token.is_capital or bool(kinds_of(token.folded)))


# --- to the right: each rule says where its piece ends, or the same place where it is not its own


def _rightmost(tokens: list[Token], head: int, index: Index) -> int:
    at = head + 1
    while at < len(tokens) and at - head < _LONGEST:
        taken = next((end for rule in _RIGHT if (end := rule(tokens, at, index)) > at), at)
        if taken == at:
            break
        at = taken
    return at


def numbers(tokens: list[Token], at: int, index: Index | None) -> int:
    """«№ 4», «№№ 3, 5 и 7», «№ 1-5», «. 4», «3»: all of a list."""
    start = at + (tokens[at].text in (".", ":"))
    signed = start < len(tokens) and tokens[start].text[0] == "№"
    if not signed and tokens[at - 1].folded not in NUMBER_HEADS | PLURAL:
        return at
    end = _figure(tokens, start)
    while end > start and (more := _next_figure(tokens, end)) > end:
        end = more
    return end if end > start else at


def _figure(tokens: list[Token], at: int) -> int:
    at += at < len(tokens) and tokens[at].text[0] == "№"
    return (
        at + 1
        if at < len(tokens) and tokens[at].text.isdigit() and len(tokens[at].text) < len("1000")
        else 0
    )


def _next_figure(tokens: list[Token], at: int) -> int:
    """The end of a further figure; a figure that counts something («№ 3 и 5 читателей») is none."""
    if at >= len(tokens) or tokens[at].folded not in _LINKS | _DASHES:
        return at
    end = _figure(tokens, at + 1)
    signed = end and tokens[end - 2].text[0] == "№"
    return end if end and (signed or end == len(tokens) or not _is_counted(tokens[end])) else at


def _is_counted(token: Token) -> bool:
    """Whether a word after a figure is what the figure counts: «5 читателей», not «5 проведён
    ремонт» or «5 в марте».
    """
    word = token.folded
    is_noun = word[0].isalpha() and word not in _LINKS | MARKS | IDLE and not word.endswith(_VERBS)
    return is_noun and not token.is_capital


def further_number(tokens: list[Token], at: int, index: Index | None = None) -> int:
    """«…, № 8», «… и № 21»: the list goes on after what stood beside a number."""
    is_link = tokens[at].folded in _LINKS if at + 1 < len(tokens) else False
    return numbers(tokens, at + 1, index) if is_link and tokens[at + 1].text[0] == "№" else at


def marked_place(tokens: list[Token], at: int, index: Index) -> int:
    """«с. Луговое», «, село Луговое», «села Большая Елань»."""
    start = at + (tokens[at].text == ",")
    if start >= len(tokens) or tokens[start].folded not in MARKS:
        return at
    name = start + 1 + (start + 1 < len(tokens) and tokens[start + 1].text == ".")
    return _name_end(tokens, name) or at


def _name_end(tokens: list[Token], at: int) -> int:
    """The end of one or two capitalised words («Н. Ключи», «Большая Елань»), 0 where none
    begins.
    """
    if at >= len(tokens) or not tokens[at].is_capital or not tokens[at].text[0].isalpha():
        return 0
    dot = at + 1 < len(tokens) and tokens[at + 1].text == "." and len(tokens[at].text) <= len("Ст.")
    second = at + 1 + dot
    has_second = (
        second < len(tokens) and tokens[second].is_capital and not is_head(tokens[second].folded)
    )
    return second + 1 if has_second and (dot or _ADJECTIVE.match(tokens[at].folded)) else at + 1


def known_place(tokens: list[Token], at: int, index: Index) -> int:
    """«Библиотека Луговое»: a settlement of the registry without a mark."""
    return (
        at + 1
        if tokens[at].is_capital and index.place_of_noun(spoken_keys(tokens[at].folded))
        else at
    )


def honour(tokens: list[Token], at: int, index: Index) -> int:
    """«им. А. С. Пушкина», «имени Героя Советского Союза Иванова»: capitals, initials and ranks."""
    if tokens[at].folded not in _HONOUR_MARK:
        return at
    end = last = at + 1
    while end < len(tokens) and (
        tokens[end].is_capital or tokens[end].text == "." or tokens[end].folded in RANKS
    ):
        last = end + 1 if tokens[end].text != "." else last
        end += 1
    return last if last > at + 1 else at


def quoted(tokens: list[Token], at: int, index: Index) -> int:
    return at + 1 if tokens[at].text[0] in _QUOTES and len(tokens[at].text) > 1 else at


def street(tokens: list[Token], at: int, index: Index) -> int:
    """«на ул. Лесной», «, ул. Лесная, 5», «по улице Мира»."""
    start = at + (tokens[at].folded in ("на", "по", ",", "(", "с", "со"))
    if start >= len(tokens) or tokens[start].folded not in STREETS:
        return at
    name = start + 1 + (start + 1 < len(tokens) and tokens[start + 1].text == ".")
    end = _name_end(tokens, name)
    house = end + (end < len(tokens) and tokens[end].text == ",") if end else 0
    return house + 1 if end and house < len(tokens) and tokens[house].text.isdigit() else end or at


def bracket(tokens: list[Token], at: int, index: Index) -> int:
    """«(с. Луговое)», «(Луговое)», «(ул. Мира, 9)»: where a library stands; other remarks in
    brackets are left out.
    """
    if tokens[at].text not in _OPENERS:
        return at
    return _whole_bracket(tokens, at, index) or _passed_bracket(tokens, at) or at


def _passed_bracket(tokens: list[Token], at: int) -> int:
    """The end of any remark in brackets after which the list of numbers goes on: «№ 1, 2
    (городские), № 8».
    """
    end = (
        next(
            (
                each
                for each in range(at, min(at + _LONGEST, len(tokens)))
                if tokens[each].text == ")"
            ),
            0,
        )
        + 1
    )
    return end if end > 1 and further_number(tokens, end) > end else 0


def _whole_bracket(tokens: list[Token], at: int, index: Index) -> int:
    end = at + 1
    while (
        end < len(tokens)
        and end - at < _LONGEST
        and (more := _in_bracket(tokens, end, index)) > end
    ):
        end = more
    return end + 1 if end > at + 1 and end < len(tokens) and tokens[end].text == ")" else 0


def _in_bracket(tokens: list[Token], at: int, index: Index) -> int:
    rules = (marked_place, known_place, street, numbers)
    return next(
        (end for rule in rules if (end := rule(tokens, at, index)) > at),
        _name_end(tokens, at) or at,
    )


def tail(tokens: list[Token], at: int, index: Index) -> int:
    """«семейного чтения», «нового поколения», «центр»: words that belong to a name."""
    words = [each.folded for each in tokens[at : at + 2]]
    if " ".join(words) in _TAIL:
        return at + 2
    return (
        at + 1
        if words[0] in CENTRES
        or (is_head(words[0]) and not kinds_of(tokens[at - 1].folded) & {"branch"})
        else at
    )


def belonging(tokens: list[Token], at: int, index: Index) -> int:
    """«Сосновской ЦБС», «Луговского района»: whose library it is."""
    end = at
    while end < len(tokens) and _is_adjective(tokens[end]):
        end += 1
    whose = (
        end > at
        and end < len(tokens)
        and (_is_system(tokens[end]) or tokens[end].folded.startswith(_TERRITORY))
    )
    return end + 1 if whose else at


_RIGHT: tuple[Callable[[list[Token], int, Index], int], ...] = (
    numbers,
    further_number,
    marked_place,
    street,
    honour,
    quoted,
    bracket,
    tail,
    belonging,
    known_place,
)
