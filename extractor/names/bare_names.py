"""Names in running text without a word for a library: «в Луговской – 85», ««Родник» принял 40
гостей», «в с. Луговое – 3». They count only where nothing else can be meant.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_adjective, spoken_keys
from extractor.names.phrase_tokens import DASHES, QUOTES, Token, tokens_in
from extractor.names.vocabulary import IDLE, MARKS, PLURAL, STREETS, WORDS, is_head, kinds_of, stem
from extractor.rules import Rule, first_match

_PROSE = WORDS["prose"]
_WHERE = frozenset({"в", "во", "на"})
_PREPOSITIONS = frozenset({"в", "во", "на", "у", "из", "для", "от", "по"})
_JOINTS = frozenset({",", ";", "и", "а", ":", "(", "–", "—", "-", "•"})
_SET_OFF = frozenset({",", "–", "—", "-", "(", ")"})
_SENTENCE_ENDS = frozenset(".!?;:")
_NEAR_HEAD = 6  # tokens between a library and its name in apposition
_SHORTEST_SENTENCE_END = 4  # letters: «ул.», «им.», «пос.» end none
_FEMININE = ("ая", "ой", "ую")
_MASCULINE = ("ий", "ый", "ой", "ого", "ому", "им", "ым", "ом")
_LONE_KINDS = frozenset({"central", "children", "youth"})
_VERBS = (*_PROSE["verbs"], "л", "ет", "ит")
_LISTS = frozenset({"и", "а"})
_ONLY = frozenset(_PROSE["only"])
_END = Token("", "", 0, 0)
_DATE = 1  # tokens between a name and its date: «Урманаевская, 14 марта»


class Bare(NamedTuple):
    """The tokens of a text outside of names, and the one where a name may begin; ``named``: a
    name of a library stood before it in its sentence.
    """

    tokens: Sequence[Token]
    at: int
    named: bool
    known: Index

    def word(self, at: int) -> str:
        """Return the folded token there, empty outside of the text."""
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def begins(self) -> bool:
        """Whether a sentence or an item begins here."""
        before = self.word(self.at - 1)
        if before in ("", ":", "•"):
            return True
        ended = len(self.word(self.at - 2)) >= _SHORTEST_SENTENCE_END
        return before in ("!", "?", "…") or (before == "." and ended)

    def ends(self, at: int) -> bool:
        """Whether nothing that the word describes follows: a sign, a figure or the end."""
        word = self.word(at)
        return not word[:1].isalpha() and word[:1] not in QUOTES

    def goes_on(self) -> bool:
        """«…, | Русско-Шибаевская – 85»: a list goes on in which a library was named."""
        return self.named and self.word(self.at - 1) in _JOINTS


def bare_names(
    tokens: Sequence[Token], taken: Sequence[tuple[int, int]], index: Index
) -> Iterator[tuple[int, int]]:
    """Yield the characters of each, outside of the spans that are ``taken`` already."""
    after, named, spans = 0, False, iter((*taken, (1 << 40, 1 << 40)))
    start, end = next(spans)
    for at, token in enumerate(tokens):
        while token.start >= end:
            named, (start, end) = True, next(spans)
        if at < after or token.start >= start:
            continue
        if token.text in ".!?" and at + 1 < len(tokens) and tokens[at + 1].is_capital:
            named = named and len(tokens[at - 1].text) < _SHORTEST_SENTENCE_END
        if not _may_name(token):
            continue
        found = first_match(RULES, Bare(tokens, at, named, index))
        if found:
            after, named = found[1], True
            yield token.start, tokens[after - 1].end


def _may_name(token: Token) -> bool:
    """A quick look at a token alone: no rule takes an uncapitalised word but one for a kind."""
    return token.is_capital or token.text[0] in QUOTES or bool(kinds_of(token.folded))


# --- rules: where the name ends


def adjective(bare: Bare) -> int | None:
    """«в Русско-Шибаевской – 85», «далее идёт Луговская (30)», «Отметим: Луговская, 14 марта»: the
    adjective of a settlement with one library, where no noun follows.
    """
    token = bare.tokens[bare.at]
    if not token.is_capital or not spoken_adjective(token.folded) or kinds_of(token.folded):
        return None
    endings = _FEMININE if bare.known.is_feminine else _MASCULINE
    places = bare.known.place_of_exact_adjective(spoken_adjective(token.folded))
    fits = token.folded.endswith(endings) and _one_library(places, bare.known)
    if not fits or not bare.ends(bare.at + 1):
        return None
    listed = bare.goes_on() or (bare.named and bare.word(bare.at - 1) in _PREPOSITIONS)
    listed = listed or _in_apposition(bare)
    counted = not bare.begins() and _has_figure(bare.tokens, bare.at + 1)
    dated = bare.begins() and _dated(bare, bare.at + 1)
    return bare.at + 1 if listed or counted or dated else None


def _in_apposition(bare: Bare) -> bool:
    """«Самый маленький филиал района, Луговской, выдал 300»: the one that its sentence speaks of
    without a name.
    """
    set_off = bare.word(bare.at - 1) in _SET_OFF and bare.word(bare.at + 1) in _SET_OFF
    before = bare.tokens[max(0, bare.at - _NEAR_HEAD) : bare.at]
    said = [token.folded for token in before]
    heads = [at for at, word in enumerate(said) if is_head(word) and word not in PLURAL]
    is_one = set_off and not bare.named and len(heads) == 1
    return is_one and _SENTENCE_ENDS.isdisjoint(said[heads[0] :])


def _one_library(places: frozenset[str], index: Index) -> bool:
    return len(places) == 1 and all(len(index.places.get(place, ())) == 1 for place in places)


def _dated(bare: Bare, at: int) -> bool:
    """«…, 14 марта», «… – 85»: what took place there, or a figure."""
    sign, after = bare.word(at), bare.word(at + _DATE)
    return (sign == "," or sign in DASHES) and after[:1].isdigit()


def quoted(bare: Bare) -> int | None:
    """««Родник» принял 40 гостей», ««Родник» привлёк 40», «в «Роднике» – 40»: a name of the
    registry in quotation marks.
    """
    token = bare.tokens[bare.at]
    if token.text[0] not in QUOTES or len(token.text) < 3 or not _is_own(token, bare.known):
        return None
    before = bare.word(bare.at - 1)
    does = bare.word(bare.at + 1).endswith(_VERBS) or bare.word(bare.at + 2)[:1].isdigit()
    acts = bare.begins() and bare.word(bare.at + 1).isalpha() and does
    listed = bare.goes_on() and bare.ends(bare.at + 1)
    placed = before in _WHERE or before == "у"
    return bare.at + 1 if acts or listed or placed else None


def _is_own(token: Token, index: Index) -> bool:
    words = [word for word in token.folded.strip('«»"“”„ ').split() if word not in IDLE]
    stems = [stem(word) for word in words]
    if not stems or not index.quoted.issuperset(stems):
        return False
    owners = [index.own.get(word, frozenset()) for word in stems]
    return len(frozenset.intersection(*owners)) == 1


def nickname(bare: Bare) -> int | None:
    """«в Маяковке»: the library that bears the name of Маяковский."""
    token = bare.tokens[bare.at]
    if not token.is_capital or len(bare.known.nicknames.get(stem(token.folded), ())) != 1:
        return None
    village = bare.known.place_of_noun(spoken_keys(token.folded))
    return bare.at + 1 if not village and not is_head(token.folded) else None


def kind(bare: Bare) -> int | None:
    """«ЦБ открыта 48 часов, детская – 42», «в центральной прошёл вечер»: the only library of a
    kind, where no noun follows.
    """
    token = bare.tokens[bare.at]
    said = kinds_of(token.folded) & _LONE_KINDS
    if not said or token.is_capital or not token.folded.endswith(_FEMININE):
        return None
    if not all(len(bare.known.kinds.get(word, ())) for word in said):
        return None
    placed = bare.word(bare.at - 1) in _WHERE or bare.word(bare.at - 1) == "у"
    listed = bare.named and (placed or bare.word(bare.at - 1) in _JOINTS)
    after = bare.word(bare.at + 1)
    if listed and (after in DASHES or after[:1].isdigit()):
        return bare.at + 1
    return bare.at + 1 if placed and after[:1].isalpha() and after.endswith(_VERBS) else None


RULES: tuple[Rule[Bare, int], ...] = (
    Rule("adjective", adjective, "В филиале № 2 тепло, в Луговской – 20."),
    Rule("quoted", quoted, "В «Роднике» тепло."),
    Rule("kind", kind, "В центральной прошёл вечер."),
    Rule("nickname", nickname, "В Пушкинке тепло."),
)


def settlements(text: str, index: Index) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the characters of each settlement «в с. Луговое», «х. Вишнёвка – 3», «на Гать», and
    the position of its only library.
    """
    tokens = list(tokens_in(text))
    for at, token in enumerate(tokens):
        if not token.is_capital or not token.text[0].isalpha():
            continue
        marked = _mark_before(tokens, at)
        before = tokens[marked - 1].folded if marked else ""
        pair = (
            tokens[at + 1].folded if at + 1 < len(tokens) and tokens[at + 1].text.isalpha() else ""
        )
        places = index.place_of_noun(spoken_keys(token.folded, pair)) if pair else frozenset[str]()
        end = at + 1 + bool(places)
        places = places or index.place_of_noun(spoken_keys(token.folded))
        is_marked = marked < at and before in _PREPOSITIONS
        item = _has_figure(tokens, end) and (before in _LISTS or not before.isalpha())
        if _one_library(places, index) and (before in _WHERE or is_marked or item):
            yield tokens[marked].start, tokens[end - 1].end, index.places[min(places)]


def _has_figure(tokens: Sequence[Token], at: int) -> bool:
    """«Луговое – 3», «Луговое (6 318 экз.)», «а Луговое только 2»."""
    sign, after = (token.folded for token in (*tokens[at : at + 2], _END, _END)[:2])
    return sign in DASHES or ((sign == "(" or sign in _ONLY) and after[:1].isdigit())


def _mark_before(tokens: Sequence[Token], at: int) -> int:
    """Return where the mark of a settlement begins that stands before its name, else the name."""
    dotted = at > 0 and tokens[at - 1].text == "."
    mark = at - 1 - dotted
    if mark < 0 or tokens[mark].folded not in MARKS or tokens[mark].folded in STREETS:
        return at
    return mark
