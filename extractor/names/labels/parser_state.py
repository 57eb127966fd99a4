"""The state of a reading: the tokens of a label, where we are, and the libraries named so far;
and what a rule may say of a token.
"""

from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from msgspec import Struct

from extractor.names.candidates.index import Index
from extractor.names.candidates.settlement_keys import spoken_adjective, spoken_keys
from extractor.names.labels.evidence import Evidence
from extractor.names.labels.phrase import Phrase
from extractor.names.vocabulary import (
    ALL,
    FOREIGN,
    FOREIGN_PAIRS,
    FOREIGN_SHORT,
    KIND_SHORT,
    NOMINATIVE_PLURAL,
    PLURAL,
    UNITS,
    is_head,
    kinds_of,
    stem,
)

SEPARATORS = frozenset({",", ";", "+", "и", "\n"})
_GENITIVE = ("ой", "ей")
_PLURAL_NOUN = ("ы", "ах")  # Луговской и Заречный отделы
_SIGNS = frozenset({".", "№", "-", "(", ":", "«", "»"})
_PAIR_STARTS = tuple(one for one, _ in FOREIGN_PAIRS)


@lru_cache(maxsize=16384)
def as_name(token: str) -> str:
    """Return the token if it is a word that may be a name, else empty; the same few words stand in
    all labels.
    """
    return token if token[:1].isalpha() and not is_head(token) and not kinds_of(token) else ""


def may_be_foreign(token: str) -> bool:
    """Return whether a word may be of another institution, the registry not asked."""
    return token in FOREIGN_SHORT or token.startswith((*FOREIGN, *_PAIR_STARTS))


class Piece(Struct, frozen=True):
    """What a token says of a library: the open one, or another that it ``opens``."""

    opens: bool
    says: Evidence


class Step(Struct, frozen=True):
    """What a rule answers: how many tokens it takes, and what they say, in order. ``parted``: they
    are a separator; ``head``: a word for a library; ``signed``: «№» with a figure. ``shared`` is
    a settlement that they say of several libraries.
    """

    taken: int
    pieces: tuple[Piece, ...] = ()
    parted: bool = False
    head: bool = False
    signed: bool = False
    shared: frozenset[str] = frozenset()


SKIPPED = Step(1)  # the token is known, and says nothing of a library


def step_of(taken: int, says: Evidence, *, opens: bool = False, head: bool = False) -> Step:
    """Return the step of tokens that speak of one library."""
    return Step(taken, (Piece(opens, says),), head=head)


class Walk:
    """``items`` are the libraries named so far, the last of them open. ``parted``: a separator
    stood since that one began.

    ``plural``: a plural head («филиалы») opens a list; ``head``: some word for a library stood;
    ``signed``: some «№» with a figure. ``lowered`` are the words printed in small letters.
    ``shared`` is a settlement said of several: «Луговские сельская и детская».
    """

    def __init__(self, phrase: Phrase, index: Index, lowered: frozenset[str]) -> None:
        self.phrase, self.tokens, self.index, self.lowered = phrase, phrase.tokens, index, lowered
        self.plural = any(self._is_plural(at) for at in range(len(self.tokens)))
        self.items = [Evidence(head=self.plural or self._only_numbers())]
        self.parted = self.head = self.signed = False
        self.at = 0
        self.shared: frozenset[str] = frozenset()

    @property
    def item(self) -> Evidence:
        return self.items[-1]

    def token(self, at: int) -> str:
        """Return the token there, empty beyond the end."""
        return self.tokens[at] if at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """Return the token there if it is a word that may be a name, else empty."""
        return as_name(self.token(at))

    def before(self) -> str:
        """Return the last token before this one that is a word, a placeholder or a figure."""
        places = range(self.at - 1, -1, -1)
        return next(
            (self.tokens[place] for place in places if self.tokens[place] not in _SIGNS), ""
        )

    def take(self, step: Step) -> None:
        """Do what a rule answers: the only place where a reading changes."""
        self.parted |= step.parted
        self.head |= step.head
        self.signed |= step.signed
        self.shared = self.shared or step.shared
        for piece in step.pieces:
            if piece.opens:  # a new library is in the same list as those before it
                self.items.append(Evidence(head=self.plural))
                self.parted = False
            self.item.take(piece.says)
        self.at += step.taken

    def opens_after(self, complete: object) -> bool:
        """Return whether a new library begins here: behind a separator, where the one before is
        complete.
        """
        return self.parted and bool(complete)

    def head_step(self, token: str, own: frozenset[str]) -> Step:
        """A word for a library belongs to the open one, unless that has its own."""
        item = self.item
        complete = item.number or item.abbreviations or ((item.places or item.kinds) and item.head)
        opens = (not self.plural or bool(item.number)) and self.opens_after(complete)
        says = Evidence(head=True, unit=stem(token) in UNITS, kinds=kinds_of(token), own=own)
        return step_of(1, says, opens=opens, head=True)

    def is_owner(self, token: str) -> bool:
        """«Луговской отдел МЦБ»: what stands behind the word for a unit says whose it is."""
        return self.item.unit and not self.parted and "central" in kinds_of(token)

    def next_has_head(self) -> bool:
        """Return whether the words up to the next separator name a library of their own: «МЦБ;
        Луговская СБ».
        """
        following = (self.tokens[place] for place in range(self.at + 1, len(self.tokens)))
        segment = takewhile(lambda token: token not in SEPARATORS, following)
        return any(self._is_any_head(token) for token in segment)

    def _is_any_head(self, token: str) -> bool:
        return (
            is_head(token)
            or token in KIND_SHORT
            or token in self.index.abbreviations
            or self.is_centre(token)
        )

    def is_centre(self, token: str) -> bool:
        """«Центр» is a library where the registry has one of that name."""
        return bool(self.index.centres) and stem(token) in self.index.centres

    def is_foreign(self, token: str) -> bool:
        """Return whether a word is of another institution, and of no library of the registry."""
        if token in FOREIGN_SHORT and token not in self.index.native:
            return True
        if token.startswith(FOREIGN) and not any(
            token.startswith(known) for known in self.index.native
        ):
            return not self._is_settlement(token)
        if not token.startswith(_PAIR_STARTS):
            return False
        after = self.token(self.at + 1)
        return any(token.startswith(one) and after.startswith(two) for one, two in FOREIGN_PAIRS)

    def _is_settlement(self, token: str) -> bool:
        """«Советская библиотека» of Советский is no council."""
        found = self.index.place_of_noun(spoken_keys(token)) or self.index.place_of_adjective(
            spoken_adjective(token)
        )
        return bool(found)

    def _is_plural(self, at: int) -> bool:
        token = self.tokens[at]
        of_centres = token.endswith(_PLURAL_NOUN) and self.is_centre(token)
        return (
            (of_centres and self._ends_list(at))
            or token in PLURAL
            or (
                token in NOMINATIVE_PLURAL
                and (at == 0 or self.tokens[at - 1] in ALL or self._ends_list(at))
            )
        )

    def _ends_list(self, at: int) -> bool:
        """«Луговская и Заречная библиотеки» against the genitive «Луговской библиотеки»."""
        if at + 1 < len(self.tokens):
            return False
        return not (self.tokens[at - 1].endswith(_GENITIVE) and SEPARATORS.isdisjoint(self.tokens))

    def _only_numbers(self) -> bool:
        """«№ 1, 2, 5» among names of libraries can be nothing but their numbers."""
        return "№" in self.tokens and not any(
            word[0].isalpha() and word != "и" for word in self.tokens
        )


class Spot(NamedTuple):
    """Where a reading stands: its state, and the token there."""

    walk: Walk
    token: str
