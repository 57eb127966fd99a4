"""How far a name of a library reaches to the right, by ordered rules."""

from typing import NamedTuple

from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_adjective, spoken_keys
from extractor.names.labels.branch_numbers import LONGEST_RANGE
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
    stem,
)
from extractor.rules import Rule, first_match

_HONOUR_MARK = frozenset(WORDS["honours"]["marks"])
_TERRITORY = tuple(WORDS["system"]["territory_stems"])
_TAIL = tuple(WORDS["prose"]["tails"])
_VERBS = tuple(WORDS["prose"]["verbs"])
_LONGEST = 120  # tokens of a phrase: twenty branches, each with its village in brackets


class Right(NamedTuple):
    """The tokens of a text, and where what may belong to a name goes on."""

    tokens: list[Token]
    at: int
    known: Index


def rightmost(tokens: list[Token], head: int, index: Index) -> int:
    """Return the index behind the last token of a name."""
    at = head + 1
    while at < len(tokens) and at - head < _LONGEST:
        found = first_match(RULES, Right(tokens, at, index))
        if found is None:
            break
        at = found[1]
    return at


def numbers(right: Right) -> int | None:
    """«№ 4», «№№ 3, 5 и 7», «№ 1-5», «. 4», «3»: all of a list."""
    tokens, at, known = right
    start = at + (tokens[at].text in (".", ":"))
    signed = start < len(tokens) and tokens[start].text[0] == "№"
    if not signed and tokens[at - 1].folded not in NUMBER_HEADS | PLURAL:
        return None
    end = _figure(tokens, start)
    while end > start and (more := _next_figure(tokens, end)) > end:
        end = more
    how_many = start > at and tokens[at].text == ":" and not signed and _counts(tokens, end)
    named = not signed and at > 1 and tokens[at - 2].is_capital and is_adjective(tokens[at - 2])
    figures = [token.text for token in tokens[start:end] if token.text.isdigit()]
    if named and not all(figure in known.numbers for figure in figures):
        return None  # «у Луговского филиала: 5,2», whose name is complete
    return end if end > start and not how_many else None


def _counts(tokens: list[Token], end: int) -> bool:
    """«у Луговского филиала: 320 читателей»."""
    return end < len(tokens) and _is_counted(tokens[end])


def _figure(tokens: list[Token], at: int) -> int:
    at += at < len(tokens) and tokens[at].text[0] == "№"
    return (
        at + 1
        if at < len(tokens) and tokens[at].text.isdigit() and len(tokens[at].text) < len("1000")
        else 0
    )


def _next_figure(tokens: list[Token], at: int) -> int:
    """Return the end of a further figure; a figure that counts something («№ 3 и 5 читателей») is
    none.
    """
    if at >= len(tokens) or tokens[at].folded not in LINKS | DASHES:
        return at
    end = _figure(tokens, at + 1)
    signed = end and tokens[end - 2].text[0] == "№"
    if end and not signed and _is_set_off(tokens, at) and not _is_near(tokens, at):
        return at
    return end if end and (signed or end == len(tokens) or not _is_counted(tokens[end])) else at


def _is_set_off(tokens: list[Token], at: int) -> bool:
    """Whether a dash stands between blanks: «№ 3 – 608», and not «№ 1-5»."""
    dash = tokens[at].folded in DASHES
    return dash and tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start


def _is_near(tokens: list[Token], at: int) -> bool:
    """Whether the number behind a dash may end a range of branches."""
    first, last = tokens[at - 1].text, tokens[at + 1].text
    return first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= LONGEST_RANGE


def _is_counted(token: Token) -> bool:
    """Return whether a word after a figure is what the figure counts: «5 читателей», not «5
    проведён ремонт» or «5 в марте».
    """
    word = token.folded
    is_noun = word[0].isalpha() and word not in LINKS | MARKS | IDLE and not word.endswith(_VERBS)
    return is_noun and not token.is_capital


def further_number(right: Right) -> int | None:
    """«…, № 8», «… и № 21»: the list goes on after what stood beside a number."""
    tokens, at, index = right
    goes_on = at + 1 < len(tokens) and tokens[at].folded in LINKS and tokens[at + 1].text[0] == "№"
    return numbers(Right(tokens, at + 1, index)) if goes_on else None


def marked_place(right: Right) -> int | None:
    """«с. Луговое», «, село Луговое», «села Большая Елань»."""
    tokens, at, index = right
    start = at + (tokens[at].text == ",")
    if start >= len(tokens):
        return None
    if tokens[start].folded not in MARKS:
        return _behind_adjective(tokens, start, index)
    name = start + 1 + (start + 1 < len(tokens) and tokens[start + 1].text == ".")
    return _known_pair(right, name) or _name_end(tokens, name) or None


def _behind_adjective(tokens: list[Token], at: int, index: Index) -> int | None:
    """«Луговского наслега»: the mark stands behind the adjective."""
    marked = at + 1 < len(tokens) and tokens[at + 1].folded in MARKS and tokens[at].is_capital
    known = marked and index.place_of_adjective(spoken_adjective(tokens[at].folded))
    return at + 2 if known else None


def _known_pair(right: Right, at: int) -> int:
    """Return the end of two words that are one settlement of the registry («Липов Овраг», «Кривое
    Озеро»), 0 where they are none.
    """
    if at + 1 >= len(right.tokens) or not right.tokens[at].is_capital:
        return 0
    first, second = (token.folded for token in right.tokens[at : at + 2])
    if not (first[0].isalpha() and second[0].isalpha()):
        return 0
    return at + 2 if right.known.place_of_noun(spoken_keys(first, second)) else 0


def _name_end(tokens: list[Token], at: int) -> int:
    """Return the end of one or two capitalised words («Н. Ключи», «Большая Елань»), 0 where none
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


def known_place(right: Right) -> int | None:
    """«Библиотека Луговое»: a settlement of the registry without a mark."""
    if pair := _known_pair(right, right.at):
        return pair
    token = right.tokens[right.at]
    known = token.is_capital and right.known.place_of_noun(spoken_keys(token.folded))
    return right.at + 1 if known else None


def honour(right: Right) -> int | None:
    """«им. А. С. Пушкина», «имени Героя Советского Союза Иванова»: capitals, initials and ranks."""
    tokens, at, _ = right
    if tokens[at].folded not in _HONOUR_MARK:
        return None
    end = last = at + 1
    while end < len(tokens) and (
        tokens[end].is_capital or tokens[end].text == "." or tokens[end].folded in RANKS
    ):
        last = end + 1 if tokens[end].text != "." else last
        end += 1
    return last if last > at + 1 else None


def quoted(right: Right) -> int | None:
    """«Библиотека «Родник»»: the name in quotation marks."""
    text = right.tokens[right.at].text
    return right.at + 1 if text[0] in QUOTES and len(text) > 1 else None


def street(right: Right) -> int | None:
    """«на ул. Лесной», «, ул. Лесная, 5», «по улице Мира»."""
    tokens, at, _ = right
    start = at + (tokens[at].folded in ("на", "по", ",", "(", "с", "со"))
    if start >= len(tokens) or tokens[start].folded not in STREETS:
        return None
    name = start + 1 + (start + 1 < len(tokens) and tokens[start + 1].text == ".")
    end = _name_end(tokens, name)
    house = end + (end < len(tokens) and tokens[end].text == ",") if end else 0
    if end and house < len(tokens) and tokens[house].text.isdigit():
        return house + 1
    return end or None


def bracket(right: Right) -> int | None:
    """«(с. Луговое)», «(Луговое)», «(ул. Мира, 9)»: where a library stands; other remarks in
    brackets are left out.
    """
    if right.tokens[right.at].text not in OPENERS:
        return None
    return _whole_bracket(right) or _passed_bracket(right) or None


def _passed_bracket(right: Right) -> int:
    """Return the end of any remark in brackets after which the list of numbers goes on: «№ 1, 2
    (городские), № 8».
    """
    tokens, at, index = right
    places = range(at, min(at + _LONGEST, len(tokens)))
    closing = next((place for place in places if tokens[place].text == ")"), 0)
    end = closing + 1
    goes_on = closing and end < len(tokens) and further_number(Right(tokens, end, index))
    return end if goes_on else 0


def _whole_bracket(right: Right) -> int:
    tokens, at, index = right
    end = at + 1
    while (
        end < len(tokens)
        and end - at < _LONGEST
        and (more := _in_bracket(Right(tokens, end, index))) > end
    ):
        end = more
    return end + 1 if end > at + 1 and end < len(tokens) and tokens[end].text == ")" else 0


def _in_bracket(right: Right) -> int:
    rules = (marked_place, known_place, street, numbers)
    found = next((end for rule in rules if (end := rule(right)) is not None), None)
    return found or (right.tokens[right.at].text == "," and right.at + 1) or _in_town(right)


def _in_town(right: Right) -> int:
    """«(Луговое)», «(г. Приморск, мкр. Северный)»: any name in capitals."""
    return _known_pair(right, right.at) or _name_end(right.tokens, right.at) or right.at


def tail(right: Right) -> int | None:
    """«семейного чтения», «нового поколения», «центр»: words that belong to a name."""
    tokens, at, _ = right
    words = [token.folded for token in tokens[at : at + 2]]
    if " ".join(words) in _TAIL:
        return at + 2
    is_branch = bool(kinds_of(tokens[at - 1].folded) & {"branch"})
    belongs = stem(words[0]) in CENTRES or (is_head(words[0]) and not is_branch)
    return at + 1 if belongs else None


def own_words(right: Right) -> int | None:
    """«Центр | правовой информации | «Истоки»»: words that names of the registry have."""
    tokens, at, index = right
    end = at
    while end < len(tokens) and not tokens[end].is_capital and _is_inner(tokens[end], index):
        end += 1 + (
            tokens[end + 1 : end + 2] != []
            and tokens[end + 1].folded == "и"
            and end + 2 < len(tokens)
            and _is_inner(tokens[end + 2], index)
        )
    return end if end > at else None


def _is_inner(token: Token, index: Index) -> bool:
    return stem(token.folded) in index.inner and not is_head(token.folded)


def belonging(right: Right) -> int | None:
    """«Сосновской ЦБС», «Луговского района»: whose library it is."""
    tokens, at, _ = right
    end = at
    while end < len(tokens) and is_adjective(tokens[end]):
        end += 1
    whose = (
        end > at
        and end < len(tokens)
        and (is_system(tokens[end]) or tokens[end].folded.startswith(_TERRITORY))
    )
    return end + 1 if whose else None


RULES: tuple[Rule[Right, int], ...] = (
    Rule("numbers", numbers, "В филиалах № 1 и 2 тепло."),
    Rule("further_number", further_number, "В филиале № 1 (городской), № 2 тепло."),
    Rule("marked_place", marked_place, "В библиотеке с. Луговое тепло."),
    Rule("street", street, "В библиотеке на ул. Лесной тепло."),
    Rule("honour", honour, "В библиотеке имени Александра Пушкина тепло."),
    Rule("quoted", quoted, "В библиотеке № 2 «Родник» тепло."),
    Rule("bracket", bracket, "В библиотеке (с. Луговое) тепло."),
    Rule("tail", tail, "Детская библиотека семейного чтения им. Пушкина открыта."),
    Rule("own_words", own_words, "Филиал № 5 экологический центр открыт."),
    Rule("belonging", belonging, "В филиале № 1 Сосновской ЦБС тепло."),
    Rule("known_place", known_place, "Библиотека Луговое открыта."),
)
