"""Settlements of a label: marked («с. Луговое»), bare, as an adjective («Луговская»), or only
the last half of one.
"""

from msgspec.structs import replace

from extractor.names.candidates.settlement_keys import (
    bare_keys,
    is_prefix,
    slipped_adjectives,
    spoken_adjective,
    spoken_keys,
)
from extractor.names.candidates.typos import is_likely_slip, is_other_noun
from extractor.names.labels.evidence import Evidence
from extractor.names.labels.parser_state import Piece, Spot, Step, Walk, step_of
from extractor.names.labels.phrase import Honour
from extractor.names.vocabulary import (
    AMBIGUOUS_MARKS,
    IDLE,
    MARKS,
    PLURAL_ENDINGS,
    is_head,
    mark_kind,
    slipped_kinds,
    stem,
)

_MARK_WITHOUT_DOT = 2
_LIBRARY_LETTERS = frozenset({"б", "ф"})  # б. Сосновская: «библиотека» or «Большая»
_FEWEST_TAILS = (
    2  # one «Большая Елань» alone is another place than Елань; of two nobody knows which is meant
)


def marked_place(spot: Spot) -> Step | None:
    """«с. Луговое», «села Луговое»: after the word for a settlement a name is a settlement,
    known or not.
    """
    walk, token = spot
    if token not in MARKS:
        return None
    dotted = walk.token(walk.at + 1) == "."
    start = walk.at + 1 + dotted
    step = _shrunken_at(walk, token, start) or _place_at(walk, start, marked=True)
    if step:
        return _marked(step, token, 1 + dotted)
    word = walk.token(start)
    is_name = word[:1].isalpha() and not is_head(word) and word not in IDLE and word not in MARKS
    if is_name and (dotted or len(token) > _MARK_WITHOUT_DOT):
        says = mended(walk, word, of_place=True) or Evidence(stranger=True)
        doubtful = says.doubtful or token in AMBIGUOUS_MARKS
        return step_of(2 + dotted, replace(says, doubtful=doubtful))
    return Step(1 + dotted)


def _marked(step: Step, token: str, width: int) -> Step:
    """The step of a settlement with the word for its kind before it."""
    (piece,) = step.pieces
    marked = Piece(piece.opens, replace(piece.says, mark=mark_kind(token)))
    return replace(step, taken=width + step.taken, pieces=(marked,))


def place(spot: Spot) -> Step | None:
    """«Луговская», «Луговое», «Н. Ключи»: a settlement of the registry."""
    return _place_at(spot.walk, spot.walk.at, marked=False)


def _shrunken_at(walk: Walk, token: str, at: int) -> Step | None:
    """«ст. Мельница» is a station, but where the registry has Старая Мельница it is that."""
    word = walk.word(at) if token in AMBIGUOUS_MARKS else ""
    found = walk.index.place_of_noun(spoken_keys(token, word)) if word else frozenset[str]()
    found = found or _shortened(walk, token, word)
    return _settle(walk, found, 1) if found else None


def _shortened(walk: Walk, short: str, word: str) -> frozenset[str]:
    """«Тат. Шибаевская», «Ср. Речка»: settlements whose name begins so."""
    keys = (*spoken_keys(word), *spoken_adjective(word)) if word else ()
    return walk.index.place_of_shortened(short, keys)


def _place_at(walk: Walk, at: int, marked: bool) -> Step | None:
    """The tokens that name a known settlement from here on: two words, a noun, an adjective; None
    where none do.
    """
    return _two_words(walk, at, marked) or _one_word(walk, at, marked)


def _two_words(walk: Walk, at: int, marked: bool) -> Step | None:
    """«Большая Елань», «Н. Ключи»; «Новая Речка» where only Речка is known is another place."""
    first = walk.word(at)
    if not first:
        return None
    dotted = walk.token(at + 1) == "."
    second = walk.word(at + 1 + dotted)
    if not second or ("-" in first and not is_prefix(first)):
        return None
    found = walk.index.place_of_noun(spoken_keys(first, second))
    found = found or (walk.index.place_by_base(f"{first} {second}") if marked else frozenset())
    found = found or (_shortened(walk, first, second) if dotted else frozenset())
    may_slip = not found and marked and is_prefix(first)
    if may_slip and (says := _mended_pair(walk, first, second)):
        return step_of(2 + dotted, says)
    found = found or _pair_of_adjective(walk, first, second)
    is_other = _is_another_place(walk, first, second, dotted)
    return _settle(walk, found, 2 + dotted) if found or is_other else None


def _pair_of_adjective(walk: Walk, first: str, second: str) -> frozenset[str]:
    """«Б. Сосновская», «Нижняя Ивановская»: the adjective of Большая Сосновка, of Нижняя
    Ивановка; «Сарт Хасанская»: a hyphen was left out.
    """
    if (first in walk.lowered and not is_prefix(first)) or not spoken_adjective(second):
        return frozenset()
    return walk.index.place_of_adjective(spoken_adjective(f"{first}-{second}"))


def _is_another_place(walk: Walk, first: str, second: str, dotted: bool) -> bool:
    """«Новая Речка», «Н. Ивановская», where only Речка and Ивановка are known. «Б.» may also
    stand for the library.
    """
    if not is_prefix(first):
        return False
    adjective = spoken_adjective(second)
    if len(first) > 1 and walk.index.place_of_noun(spoken_keys(second)):
        return True
    is_short = dotted and first not in _LIBRARY_LETTERS
    return is_short and bool(
        walk.index.place_of_adjective(adjective) or walk.index.place_of_tail(adjective)
    )


def _mended_pair(walk: Walk, first: str, second: str) -> Evidence | None:
    """«с. Чёрный Клюк»: a slip in a name of two words."""
    whole = spoken_keys(first, second)[0]
    key = walk.index.near(whole)
    is_slip = _is_slipped_noun(walk, whole, key) and is_likely_slip(whole, key)
    return _meant(walk, key) if is_slip else None


def _one_word(walk: Walk, at: int, marked: bool) -> Step | None:
    word, index = walk.word(at), walk.index
    if not word or (not marked and word in walk.lowered and not spoken_adjective(word)):
        return None
    found = index.place_of_noun(spoken_keys(word)) or (
        index.place_by_base(word) if marked else frozenset()
    )
    if not marked:
        found = _with_adjective(walk, found, spoken_adjective(word))
    if not found:
        return _tail(walk, word)
    of_several = word.endswith(PLURAL_ENDINGS) and bool(spoken_adjective(word))
    step = _settle(walk, found, 1)
    return replace(step, shared=found) if of_several else step


def _with_adjective(walk: Walk, nouns: frozenset[str], keys: tuple[str, ...]) -> frozenset[str]:
    """«Андреевская» may be of Андреевское, whose name it looks like, and as well of Андреевка."""
    return (
        nouns | walk.index.place_of_exact_adjective(keys)
        if nouns
        else walk.index.place_of_adjective(keys)
    )


def _tail(walk: Walk, word: str) -> Step | None:
    """«Еланская» where the registry has Большая and Малая Елань: some of them, nobody knows
    which.
    """
    found = walk.index.place_of_tail(spoken_adjective(word))
    return step_of(1, Evidence(tails=found)) if len(found) >= _FEWEST_TAILS else None


def _settle(walk: Walk, found: frozenset[str], width: int) -> Step:
    """The settlement of the open library, or of the next one where that has another."""
    known = walk.item.places
    opens = walk.opens_after(known and (walk.plural or not known & found))
    is_another = not opens and bool(known) and not known & found
    return step_of(width, Evidence(places=found, stranger=is_another or not found), opens=opens)


def mended(walk: Walk, token: str, *, of_place: bool = False) -> Evidence | None:
    """What a mistyped word says if it is taken for the one it is nearly: a settlement, a person,
    an own word, a kind. ``of_place``: for a settlement only, since «с. Есенино» is not the library
    that bears the name of Есенин.
    """
    slipped = () if of_place else slipped_adjectives(token)
    known = next((word for word in slipped if walk.index.place_of_adjective((word,))), "")
    if known:
        return _meant(walk, known)
    for word in dict.fromkeys(
        (*(() if of_place else spoken_adjective(token)), stem(token), *slipped)
    ):
        key = walk.index.near(word)
        if _is_slipped_noun(walk, word, key) if of_place else key:
            same_root = set(bare_keys(word)) & set(bare_keys(key))
            doubtful = not (is_likely_slip(word, key) or same_root)
            return replace(_meant(walk, key), doubtful=doubtful)
    return None if of_place else mended_kind(token)


def _is_slipped_noun(walk: Walk, word: str, key: str) -> bool:
    """A noun of a settlement that another is nearly: neither its adjective nor one of the same
    root (Красный Яр, Красноярка).
    """
    return bool(key) and bool(walk.index.place_of_noun((key,))) and not is_other_noun(word, key)


def _meant(walk: Walk, key: str) -> Evidence:
    """What a word of the registry says that another was mistyped for."""
    places, honours, own = walk.index.meaning(key)
    return Evidence(
        places=places,
        honours=(Honour(frozenset({key})),) if honours and not places else (),
        own=frozenset({key}) if own and not places else frozenset(),
        slips=1,
    )


def mended_kind(token: str) -> Evidence | None:
    """The kind that a mistyped word says, None where it is none."""
    kinds = slipped_kinds(token)
    return Evidence(kinds=kinds, slips=1) if kinds else None
