"""Reads the tokens of a label into evidence, one piece for each library that it names: ordered
rules, the first that takes wins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_adjective
from extractor.names.labels.branch_numbers import LETTERS, branch_letter, numbers
from extractor.names.labels.evidence import Evidence, Reading
from extractor.names.labels.parser_state import (
    SEPARATORS,
    SKIPPED,
    Piece,
    Spot,
    Step,
    Walk,
    as_name,
    may_be_foreign,
    step_of,
)
from extractor.names.labels.phrase import REMEMBERED, Honour, Phrase, Street
from extractor.names.labels.settlement_rules import marked_place, mended, mended_kind, place
from extractor.names.vocabulary import (
    CENTRES,
    HEADINGS,
    IDLE,
    KIND_SHORT,
    LEGAL,
    LEGAL_STEMS,
    MARKS,
    PLURAL_ENDINGS,
    is_head,
    kinds_of,
    stem,
)

_ON_STREET = frozenset({"на", "по"})
_OF_PERSON = (
    "ов",
    "ев",
    "ин",
)  # Маршаковская, Гоголевская: an adjective of a name that has no such ending itself


@dataclass(frozen=True, slots=True)
class TokenRule:
    """A rule on one token of a label. ``answer`` returns what the token says and how many tokens it
    takes, None where it is not its own; it changes nothing (``Walk.take`` does). ``concerns``:
    whether a token may be its own at all, whatever stands around it.
    """

    name: str
    concerns: Callable[[str, Index], bool]
    answer: Callable[[Spot], Step | None]
    sample: str


def read_phrase(phrase: Phrase, index: Index, lowered: frozenset[str]) -> Reading:
    """What a phrase says of each library, in order. ``lowered`` are its words printed in small
    letters, which are no names.
    """
    walk = Walk(phrase, index, lowered)
    while walk.at < len(walk.tokens):
        walk.take(_step(walk, walk.tokens[walk.at]))
    _share_place(walk)
    return Reading(
        tuple(item for item in walk.items if item.says_something or item.foreign), walk.plural
    )


def _step(walk: Walk, token: str) -> Step:
    """What the first rule that answers says; a plain loop, since every token of every label comes
    here.
    """
    spot = Spot(walk, token)
    for rule in _rules_for(token, walk.index):
        if (step := rule.answer(spot)) is not None:
            return step
    return SKIPPED


@lru_cache(maxsize=REMEMBERED)
def _rules_for(token: str, index: Index) -> tuple[TokenRule, ...]:
    """Return the rules that a token may concern, whatever stands around it: of most words but the
    last ones.
    """
    return tuple(rule for rule in RULES if rule.concerns(token, index))


def _share_place(walk: Walk) -> None:
    """«Ивановские сельская и детская библиотеки»: those without a settlement of their own stand
    in that of the first.
    """
    for item in walk.items[1:]:
        if walk.shared and not item.places and not item.stranger and (item.number or item.kinds):
            item.places = walk.shared


# --- rules


def separator(spot: Spot) -> Step:
    """A comma, «и»: what follows may be another library."""
    walk, _ = spot
    opens = walk.item.is_named and walk.next_has_head()
    return Step(1, (Piece(True, Evidence()),) if opens else (), parted=True)


def placeholder(spot: Spot) -> Step | None:
    """A street or an honour that was taken out of the text; the names of systems and territories
    are the business of others.
    """
    walk, token = spot
    if token[0] != "§":
        return None
    if token[1] == "s":
        return step_of(1, Evidence(streets=(walk.phrase.streets[int(token[2:])],)))
    if token[1] == "h":
        return _honour(walk, walk.phrase.honours[int(token[2:])])
    return SKIPPED


def _honour(walk: Walk, honour: Honour) -> Step:
    """The person whose name a library bears, one letter wrong or none."""
    opens = walk.opens_after(walk.plural and walk.item.honours)
    known, slips = walk.index.honours.keys(), 0
    if not honour.name & known:
        mends = {word: key for word in honour.name if (key := walk.index.near(word)) in known}
        slips = int(bool(mends))
        honour = Honour(frozenset(mends.get(word, word) for word in honour.name), honour.initials)
    return step_of(1, Evidence(honours=(honour,), slips=slips), opens=opens)


def legal(spot: Spot) -> Step | None:
    """«МБУК», «муниципальное»: words of the law."""
    token = spot.token
    return SKIPPED if token in LEGAL or token.startswith(LEGAL_STEMS) else None


def foreign(spot: Spot) -> Step | None:
    """«СОШ № 4», «детский сад»: another institution."""
    walk, token = spot
    if not walk.is_foreign(token):
        return None
    return step_of(1, Evidence(foreign=True), opens=walk.opens_after(walk.item.says_something))


def abbreviation(spot: Spot) -> Step | None:
    """«БЭЦ», where the registry has a name with these initials."""
    walk, token = spot
    known = walk.index.abbreviations.get(token)
    if known is None or token in IDLE or token in MARKS:
        return None
    if walk.is_owner(token):
        return SKIPPED
    own = frozenset({stem(token)} & walk.index.own.keys())
    says = Evidence(head=True, kinds=kinds_of(token), abbreviations=known, own=own)
    item = walk.item
    opens = walk.opens_after(item.number or item.kinds or item.abbreviations)
    return step_of(1, says, opens=opens, head=True)


def head_word(spot: Spot) -> Step | None:
    """«Библиотека», «СБ»; «центр» where the registry has one; «библиотечный» only as a word of a
    registry name.
    """
    walk, token = spot
    if not is_head(token) and token not in KIND_SHORT and not walk.is_centre(token):
        return None
    if walk.is_owner(token):
        return SKIPPED
    stems = (stem(token), *map(stem, token.split("-")))
    own = frozenset(word for word in stems if word in walk.index.own)
    if token.startswith("библиотеч") and not own:
        return step_of(1, Evidence(free=(token,)))
    return walk.head_step(token, own)


def kind(spot: Spot) -> Step | None:
    """«детская», «сельская», «центральная»."""
    walk, token = spot
    kinds = kinds_of(token)
    if not kinds or token.endswith(PLURAL_ENDINGS) or walk.is_owner(token):
        return SKIPPED if kinds else None
    item = walk.item
    has_kind = (item.kinds and walk.plural) or (item.head and item.kinds - {"branch"})
    return step_of(1, Evidence(kinds=kinds), opens=walk.opens_after(item.number or has_kind))


def street_name(spot: Spot) -> Step | None:
    """«на Кутузова, 30»: a street of the registry without the word for one."""
    walk, token = spot
    bare = stem(token)
    if bare not in walk.index.streets or walk.before() not in _ON_STREET or token in walk.lowered:
        return None
    house = walk.token(walk.at + 1 + (walk.token(walk.at + 1) == ","))
    street = Street(frozenset({bare}), house if house[:1].isdigit() else "")
    return step_of(1, Evidence(streets=(street,)))


def own_word(spot: Spot) -> Step | None:
    """A word that only some names of the registry have, or the surname of an honour, bare or as
    an adjective.
    """
    walk, token = spot
    bare = stem(token)
    if bare in walk.index.own and token not in IDLE:
        return step_of(1, Evidence(own=frozenset({bare})))
    surname = (
        bare if bare in walk.index.honours and token not in walk.lowered else _honoured(walk, token)
    )
    return step_of(1, Evidence(honours=(Honour(frozenset({surname})),))) if surname else None


def _honoured(walk: Walk, token: str) -> str:
    """«Пушкинская» → «пушкин», «Маршаковская» → «маршак»."""
    for adjective in spoken_adjective(token):
        if adjective in walk.index.honours:
            return adjective
        if adjective.endswith(_OF_PERSON) and adjective[:-2] in walk.index.honours:
            return adjective[:-2]
    return ""


def unexplained(spot: Spot) -> Step:
    """A word that nothing explains: it may be a slip of typing; an unknown «Заречная» names a
    place elsewhere.
    """
    walk, token = spot
    if token in IDLE or len(token) == 1 or not token[0].isalpha():
        return SKIPPED
    adjective = spoken_adjective(token)
    if token.startswith(HEADINGS):
        is_native = any(token.startswith(known) for known in walk.index.native)
        return step_of(1, Evidence(heading=not is_native))
    is_plain = token in walk.lowered and not adjective
    meant = mended_kind(token) if is_plain else mended(walk, token)
    return step_of(1, meant or Evidence(free=(token,), stranger=bool(adjective)))


def _may_be_own(token: str, index: Index) -> bool:
    words = {stem(token), *spoken_adjective(token)}
    words |= {word[:-2] for word in words if word.endswith(_OF_PERSON)}
    return not (index.own.keys().isdisjoint(words) and index.honours.keys().isdisjoint(words))


RULES: tuple[TokenRule, ...] = (
    TokenRule(
        "placeholder", lambda token, _: token[0] == "§", placeholder, "Библиотека на ул. Лесной"
    ),
    TokenRule(
        "separator",
        lambda token, _: token in SEPARATORS,
        separator,
        "МЦБ; Луговская СБ",
    ),
    TokenRule(
        "numbers", lambda token, _: token[0] == "№" or token[0].isdigit(), numbers, "Филиал № 1"
    ),
    TokenRule(
        "branch_letter",
        lambda token, _: token in LETTERS,
        branch_letter,
        "Луговская ф. отчёт",
    ),
    TokenRule(
        "marked_place", lambda token, _: token in MARKS, marked_place, "библиотека с. Пушкино"
    ),
    TokenRule(
        "legal",
        lambda token, _: token in LEGAL or token.startswith(LEGAL_STEMS),
        legal,
        "МБУК Луговская",
    ),
    TokenRule(
        "foreign",
        lambda token, _: may_be_foreign(token),
        foreign,
        "Луговская библиотека школы",
    ),
    TokenRule(
        "abbreviation",
        lambda token, index: token in index.abbreviations,
        abbreviation,
        "филиал БЭЦ",
    ),
    TokenRule(
        "head_word",
        lambda token, _: is_head(token) or token in KIND_SHORT or stem(token) in CENTRES,
        head_word,
        "Луговская СБ, Заречная СБ",
    ),
    TokenRule(
        "kind",
        lambda token, _: bool(kinds_of(token)),
        kind,
        "Детская библиотека",
    ),
    TokenRule(
        "place",
        lambda token, _: bool(as_name(token)),
        place,
        "библиотека Луговое",
    ),
    TokenRule(
        "street_name",
        lambda token, index: stem(token) in index.streets,
        street_name,
        "библиотека на Кутузова, 30",
    ),
    TokenRule(
        "own_word",
        _may_be_own,
        own_word,
        "Пушкинская библиотека",
    ),
    TokenRule(
        "unexplained",
        lambda _token, _index: True,
        unexplained,
        "Сосновская детская библиотека",
    ),
)
