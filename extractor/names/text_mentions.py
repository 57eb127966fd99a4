"""Names of libraries in running text: from each word for a library a phrase grows to both sides,
and the phrase is resolved.

What may stand on either side is said by small rules over tokens; a phrase ends before the first
word that no rule takes, so that «библиотека школы № 4» ends before the school and names nobody.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from extractor.model import Mention, Paragraph
from extractor.names.bare_names import bare_names
from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import is_prefix, spoken_adjective
from extractor.names.phrase_ends import rightmost
from extractor.names.phrase_tokens import (
    LINKS,
    QUOTES,
    TOKEN,
    WORD,
    Token,
    is_adjective,
    is_system,
    tokens_in,
)
from extractor.names.resolution import resolve_each
from extractor.names.spelled_names import spelled_end
from extractor.names.vocabulary import (
    BUDGETS,
    KIND_SHORT,
    LEGAL,
    PLURAL,
    SYSTEM,
    is_head,
    kinds_of,
    stem,
)
from extractor.places import phrase_place
from extractor.text import fold

Named = tuple[int, int, Mention]  # from which character to which, and what is named there
# a phrase less sure than this («модельная библиотека») is a category in running text, not a name
SURE = 80
_BESIDE = 15  # tokens
_KINDS = ("ая", "ой", "ую")  # endings of a kind that stands alone
_SHORT_FIRST = 3  # letters: «Н.», «Ст.»
_LETTERS = frozenset({"ф", "фил", "б/ф", "с/ф", "бф", "ф-л"})  # a head only before a number


def find_mentions(paragraphs: Iterable[Paragraph], file: str, index: Index) -> Iterator[Mention]:
    """Yield every library that running text names, and the system where it is named, with the
    characters where it stands.

    >>> from extractor.model import Library
    >>> from extractor.names.candidates.index import index_of
    >>> branch = Library("lug-4", "Библиотека-филиал № 4", number="4", settlement="с. Луговое")
    >>> index = index_of((branch,))
    >>> [(mention.text, str(mention.place))
    ...     for mention in find_mentions([Paragraph(7, "В филиале № 4 тепло.")], "a.docx", index)]
    [('филиале № 4', 'a.docx#b7:c2-13')]
    """
    for paragraph in paragraphs:
        yield from placed(named_in(paragraph.text, index), paragraph, file)


def placed(named: Iterable[Named], paragraph: Paragraph, file: str) -> Iterator[Mention]:
    """Return the names of a paragraph as mentions with their places."""
    return (
        replace(mention, place=phrase_place(file, paragraph, start, end))
        for start, end, mention in named
    )


def named_in(text: str, index: Index) -> Iterator[Named]:
    """Yield the names in a text, in order, without their places."""
    spans = list(all_phrases(text, index))
    found = resolve_each(
        (text[start:end] + _unsaid(text[start:end]) for start, end in spans), index
    )
    for (start, end), mention in zip(spans, found, strict=True):
        if mention.rule != "none" and (mention.score >= SURE or not mention.libraries):
            yield start, end, replace(mention, text=text[start:end])


def _unsaid(phrase: str) -> str:
    """«в детской» leaves out the word for a library."""
    return (
        " библиотека"
        if kinds_of(fold(phrase)) and " " not in phrase and phrase[-2:] in _KINDS
        else ""
    )


def all_phrases(text: str, index: Index) -> list[tuple[int, int]]:
    """Characters of all phrases that may name libraries, those without a word for one too."""
    headed = list(phrases_of(text, index))
    return sorted((*headed, *bare_names(list(tokens_in(text)), headed, index)))


def phrases_of(text: str, index: Index) -> Iterator[tuple[int, int]]:
    """Characters of each phrase that may name libraries, in order, none inside another."""
    if not any(
        _may_be_head(folded, index) for word in set(TOKEN.findall(text)) if (folded := fold(word))
    ):
        return
    tokens = list(tokens_in(text))
    after = 0
    for at, token in enumerate(tokens):
        if at < after or not _may_be_head(token.folded, index) or not _is_head(tokens, at, index):
            continue
        first = _leftmost(tokens, at, after, index)
        after = max(rightmost(tokens, at, index), spelled_end(tokens, at, index))
        yield tokens[first].start, tokens[after - 1].end


def _may_be_head(folded: str, index: Index) -> bool:
    """A quick look at a token alone: most are no word for a library, and so are all of most
    sentences.
    """
    return _says_library(folded) or folded in index.abbreviations or _is_centre(folded, index)


def _is_centre(folded: str, index: Index) -> bool:
    return bool(index.centres) and stem(folded) in index.centres


@lru_cache(maxsize=16384)
def _says_library(folded: str) -> bool:
    if folded[0] in QUOTES:
        return bool(SYSTEM.search(folded)) or any(map(is_head, WORD.findall(folded)))
    if "/" in folded and _slashed(folded) in KIND_SHORT:
        return True
    return folded in _LETTERS or folded in KIND_SHORT or "цбс" in folded or is_head(folded)


def _is_head(tokens: list[Token], at: int, index: Index) -> bool:
    token = tokens[at]
    if token.folded in _LETTERS:
        return any(token.text[0] in "№0123456789" for token in tokens[at + 1 : at + 3])
    if "/" in token.folded and _slashed(token.folded) in KIND_SHORT:
        numbered = at + 1 < len(tokens) and tokens[at + 1].text[0] == "№"
        return numbered or (at > 0 and tokens[at - 1].is_capital and is_adjective(tokens[at - 1]))
    if token.folded in KIND_SHORT or token.folded in index.abbreviations:
        return token.text.isupper() and len(token.text) > 1 and not _is_budget(tokens, at)
    return is_head(token.folded) or _is_centre(token.folded, index) or is_system(token)


def _slashed(folded: str) -> str:
    """«с/б» is «сб»."""
    return folded.replace("/", "")


def _is_budget(tokens: list[Token], at: int) -> bool:
    """«ФБ – 402,1; МБ – 480,0»: budgets, where another of them stands beside; «2 МБ»: a size."""
    if tokens[at].folded not in BUDGETS:
        return False
    beside = {token.folded for token in tokens[max(0, at - _BESIDE) : at + _BESIDE]}
    sized = at > 0 and tokens[at - 1].text.isdigit()
    return sized or bool((beside & BUDGETS) - {tokens[at].folded})


# --- to the left: adjectives, and those joined by a comma or «и» where the head is plural


def _leftmost(tokens: list[Token], head: int, floor: int, index: Index) -> int:
    first = head
    plural = tokens[head].folded in PLURAL or tokens[head].folded.endswith("и")
    while first > floor:
        if is_adjective(tokens[first - 1]) or tokens[first - 1].folded in LEGAL:
            first -= 1
        elif width := _first_part(tokens, first, index):
            first -= width
        elif (
            plural
            and first - 2 >= floor
            and tokens[first - 1].folded in LINKS
            and _may_be_listed(tokens[first - 2], index)
        ):
            first -= 2
        else:
            break
    return first


def _first_part(tokens: list[Token], at: int, index: Index) -> int:
    """How many tokens before an adjective are the first part of its settlement: «Тат. Шибаевская»,
    «Сарт Хасанская», «Н. Ивановская».
    """
    if at < 1 or not tokens[at].is_capital or not is_adjective(tokens[at]):
        return 0
    dotted = at > 1 and tokens[at - 1].text == "." and tokens[at - 2].end == tokens[at - 1].start
    first = tokens[at - 1 - dotted]
    if not first.is_capital or not first.text.isalpha():
        return 0
    if not dotted:
        pair = spoken_adjective(f"{first.folded}-{tokens[at].folded}")
        return 1 if index.place_of_adjective(pair) else 0
    known = index.place_of_shortened(first.folded, spoken_adjective(tokens[at].folded))
    return 2 if known or (is_prefix(first.folded) and len(first.text) <= _SHORT_FIRST) else 0


def _may_be_listed(token: Token, index: Index) -> bool:
    """«Луговская и Заречная библиотеки», «центральная и детская»: a capital or a kind, not any
    adjective.
    """
    return is_adjective(token) and (token.is_capital or bool(kinds_of(token.folded)))
