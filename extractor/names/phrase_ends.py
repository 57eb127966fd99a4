"""How far a name of a library reaches to the right, by ordered rules."""

from collections.abc import Callable

from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_keys
from extractor.names.phrase_tokens import (
    ADJECTIVE,
    DASHES,
    LINKS,
    OPENERS,
    QUOTES,
    Token,
    is_adjective,
    is_system,
)
from extractor.names.vocabulary import (
    CENTRES,
    IDLE,
    MARKS,
    NUMBER_HEADS,
    PLURAL,
    RANKS,
    STREETS,
    WORDS,
    is_head,
    kinds_of,
)

_HONOUR_MARK = frozenset(WORDS["honours"]["marks"])
_TERRITORY = tuple(WORDS["system"]["territory_stems"])
_TAIL = tuple(WORDS["prose"]["tails"])
_VERBS = tuple(WORDS["prose"]["verbs"])
_LONGEST = 120  # tokens of a phrase: twenty branches, each with its village in brackets


def rightmost(tokens: list[Token], head: int, index: Index) -> int:
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
    if at >= len(tokens) or tokens[at].folded not in LINKS | DASHES:
        return at
    end = _figure(tokens, at + 1)
    signed = end and tokens[end - 2].text[0] == "№"
    return end if end and (signed or end == len(tokens) or not _is_counted(tokens[end])) else at


def _is_counted(token: Token) -> bool:
    """Whether a word after a figure is what the figure counts: «5 читателей», not «5 проведён
    ремонт» or «5 в марте».
    """
    word = token.folded
    is_noun = word[0].isalpha() and word not in LINKS | MARKS | IDLE and not word.endswith(_VERBS)
    return is_noun and not token.is_capital


def further_number(tokens: list[Token], at: int, index: Index | None = None) -> int:
    """«…, № 8», «… и № 21»: the list goes on after what stood beside a number."""
    is_link = tokens[at].folded in LINKS if at + 1 < len(tokens) else False
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
    return second + 1 if has_second and (dot or ADJECTIVE.match(tokens[at].folded)) else at + 1


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
    return at + 1 if tokens[at].text[0] in QUOTES and len(tokens[at].text) > 1 else at


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
    if tokens[at].text not in OPENERS:
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
    while end < len(tokens) and is_adjective(tokens[end]):
        end += 1
    whose = (
        end > at
        and end < len(tokens)
        and (is_system(tokens[end]) or tokens[end].folded.startswith(_TERRITORY))
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
