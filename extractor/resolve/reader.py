"""Reads the tokens of a label into evidence, one piece for each library that it names."""

from collections.abc import Callable
from itertools import takewhile

from extractor.resolve.evidence import Evidence, Reading
from extractor.resolve.index import Index
from extractor.resolve.phrase import Honour, Phrase
from extractor.resolve.settlement import is_prefix, slipped_adjective, spoken_adjective, spoken_keys
from extractor.resolve.vocabulary import (
    ALL,
    AMBIGUOUS_MARKS,
    CENTRES,
    FOREIGN,
    FOREIGN_PAIRS,
    FOREIGN_SHORT,
    HEADINGS,
    IDLE,
    KIND_SHORT,
    LEGAL,
    LEGAL_STEMS,
    LIST_HEADS,
    MARKS,
    NOMINATIVE_PLURAL,
    NUMBER_HEADS,
    PLURAL,
    is_head,
    kinds_of,
    slipped_kinds,
    stem,
)

SEPARATORS = frozenset({",", ";", "+", "и", "\n"})
LONGEST_RANGE = 60
_MARK_WITHOUT_DOT = 2
_FEWEST_TAILS = 2  # one «Большая Елань» alone is another place than Елань; of two nobody knows which is meant
_OF_PERSON = ("ов", "ев", "ин")  # Маршаковская, Гоголевская: an adjective of a name that has no such ending itself
_PLURAL_ENDINGS = ("ие", "ые", "их", "ых", "ими", "ыми")  # «детские библиотеки» are a category, not a library


class Reader:
    """Walks over the tokens once; ``_STEPS`` are tried in order on each, the first that takes the token wins."""

    def __init__(self, phrase: Phrase, index: Index, lowered: frozenset[str]) -> None:
        self.phrase, self.tokens, self.index, self.lowered = phrase, phrase.tokens, index, lowered
        self.plural = any(self._is_plural(at) for at in range(len(self.tokens)))
        self.items = [Evidence(head=self.plural or self._only_numbers())]
        self.parted = self.head = self.system = self.territory = self.signed = False
        self.at = 0

    def read(self) -> Reading:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            taken = next((taken for step in _STEPS if (taken := step(self, token))), 1)
            self.at += taken
        items = tuple(each for each in self.items if each.says_something or each.foreign)
        return Reading(items, self.plural, self.head, self.system, self.territory)

    def _only_numbers(self) -> bool:
        """«№ 1, 2, 5» among names of libraries can be nothing but their numbers."""
        return "№" in self.tokens and not any(each[0].isalpha() and each != "и" for each in self.tokens)

    @property
    def item(self) -> Evidence:
        return self.items[-1]

    def _is_plural(self, at: int) -> bool:
        token = self.tokens[at]
        return token in PLURAL or (
            token in NOMINATIVE_PLURAL and (at == 0 or self.tokens[at - 1] in ALL or self.tokens[-1] == token)
        )

    def _before(self) -> str:
        """The last token that is a word, a placeholder or a figure, before this one."""
        return next((each for each in reversed(self.tokens[: self.at]) if each not in (".", "№", "-", "(", ":", "«", "»")), "")

    def begin(self) -> None:
        """Open a new library; it is in the same list as those before it."""
        self.items.append(Evidence(head=self.plural))
        self.parted = False

    # --- steps: each returns how many tokens it took, 0 where the token is not its own

    def separator(self, token: str) -> int:
        if token in SEPARATORS:
            self.parted = True
            if self.item.is_named and self._next_has_head():
                self.begin()
        return int(token in SEPARATORS or not (token[0].isalnum() or token[0] in "№§"))

    def _next_has_head(self) -> bool:
        """Whether the words up to the next separator name a library of their own: «МЦБ; Луговская СБ»."""
        segment = takewhile(lambda each: each not in SEPARATORS, self.tokens[self.at + 1 :])
        return any(is_head(each) or each in KIND_SHORT or each in self.index.abbreviations for each in segment)

    def placeholder(self, token: str) -> int:
        if token[0] != "§":
            return 0
        if token[1] == "s":
            self.item.streets += (self.phrase.streets[int(token[2:])],)
        elif token[1] == "h":
            self._honour(self.phrase.honours[int(token[2:])])
        elif token[1] == "l":
            self.system = True
        else:
            self.territory = True
        return 1

    def _honour(self, honour: Honour) -> None:
        if self.parted and self.plural and self.item.honours:
            self.begin()
        slipped = {stem(word) for word in honour.name} - set(self.index.honours)
        mended = {self.index.near(word) for word in slipped} & set(self.index.honours)
        if mended and not honour.name & set(self.index.honours):
            self.item.slips += 1
            honour = Honour(honour.name | mended, honour.initials)
        self.item.honours += (honour,)

    def numbers(self, token: str) -> int:
        signed = token == "№"  # noqa: S105 - the sign of a number, no password
        figures, taken = self._figures(self.at + signed)
        if not figures:
            return 1 if signed else 0
        if not self._is_branch_number(signed, token, len(figures) > 1):
            self.item.foreign |= signed and self._after_foreign()
            return taken + signed
        listed = self._may_list(signed)
        kinds = set(self.item.kinds) if self.item.number else set()
        for figure in figures if listed else figures[:1]:
            if self.item.number:
                head = self.item.head or self.item.linked
                self.begin()
                self.item.kinds |= kinds
                self.item.head, self.item.linked = head, True
            self.item.number = figure
            kinds = set(self.item.kinds)
        self.signed |= signed
        return taken + signed

    def _figures(self, at: int) -> tuple[list[str], int]:
        """A figure or a range that begins here, and the tokens it takes."""
        tokens = self.tokens
        if at >= len(tokens) or not tokens[at][0].isdigit():
            return [], 0
        first = tokens[at].lstrip("0")
        after = at + 1
        if tokens[after : after + 1] == ("-",):
            second_at = after + 1 + (tokens[after + 1 : after + 2] == ("№",))
            second = tokens[second_at : second_at + 1]
            if second and second[0].isdigit() and first.isdigit() and 0 < int(second[0]) - int(first) <= LONGEST_RANGE:
                numbers = [str(each) for each in range(int(first), int(second[0]) + 1)]
                known = [each for each in numbers if each in self.index.numbers]
                return known or numbers, second_at + 1 - at
        return ([first] if first else []), 1

    def _is_branch_number(self, signed: bool, token: str, ranged: bool) -> bool:
        before = self._before()
        if signed:
            return not self._after_foreign() and not self._after_stranger()
        if len(token) > 3:
            return False
        if before in NUMBER_HEADS or before in LIST_HEADS:
            return not self.parted and (ranged or not self._counts(before))
        if before in KIND_SHORT or (before.startswith("библиотек") and before not in PLURAL):
            return not self.parted and self.at + 1 == len(self.tokens)
        if self.parted and self.item.number and (self.head or self.signed):
            return self._closes()
        return self._heads_next()

    def _counts(self, before: str) -> bool:
        """«филиалы - 12» says how many; «филиалы 1, 3» which."""
        return before in PLURAL and not any(each in SEPARATORS for each in self.tokens[self.at + 1 : self.at + 3])

    def _closes(self) -> bool:
        """A bare figure continues a list of numbers where a separator, a bracket or the end follows."""
        after = self.tokens[self.at + 1 : self.at + 2]
        return not after or after[0] in SEPARATORS or after[0] in (")", ".", "-", "(", "§l0") or after[0] in MARKS

    def _heads_next(self) -> bool:
        """«4 филиал» begins a label."""
        return self.at == 0 and self.tokens[1:2] == ("филиал",) and len(self.tokens) == _MARK_WITHOUT_DOT

    def _after_foreign(self) -> bool:
        before = self._before()
        return self._is_foreign(before) and not is_head(before)

    def _after_stranger(self) -> bool:
        """«Приложение № 4», «магазин № 4»: the number is that of an unknown thing."""
        before = self._before()
        return bool(self.item.free) and not self.parted and self.item.free[-1] == before

    def _may_list(self, signed: bool) -> bool:
        return self.plural or signed or self.head or self.signed

    def branch_letter(self, token: str) -> int:
        """«ф. № 4», «Ф3»: the letter is a head only before a number."""
        if token not in ("ф", "фф", "фил", "ср"):
            return 0
        rest = [each for each in self.tokens[self.at + 1 : self.at + 4] if each not in (".", "-", ":")]
        if rest and (rest[0] == "№" or rest[0].isdigit()):
            self._head(token)
        return 1

    def legal(self, token: str) -> int:
        if token in LEGAL or token.startswith(LEGAL_STEMS):
            return 1
        return 0

    def foreign(self, token: str) -> int:
        if not self._is_foreign(token):
            return 0
        if self.parted and self.item.says_something:
            self.begin()
        self.item.foreign = True
        return 1

    def _is_foreign(self, token: str) -> bool:
        if token in FOREIGN_SHORT and token not in self.index.native:
            return True
        if token.startswith(FOREIGN) and not any(token.startswith(each) for each in self.index.native):
            return True
        after = next((each for each in self.tokens[self.at + 1 : self.at + 2]), "")
        return any(token.startswith(one) and after.startswith(two) for one, two in FOREIGN_PAIRS)

    def abbreviation(self, token: str) -> int:
        known = self.index.abbreviations.get(token)
        if known is None or token in IDLE or token in MARKS:
            return 0
        self._fresh(bool(self.item.number or self.item.kinds or self.item.abbreviations))
        self.item.abbreviations |= known
        self.item.kinds |= kinds_of(token)
        self.item.head = self.head = True
        return 1

    def head_word(self, token: str) -> int:
        if not is_head(token) and token not in KIND_SHORT and not (self.index.has_centres and token in CENTRES):
            return 0
        own = {each for each in (stem(token), *map(stem, token.split("-"))) if each in self.index.own}
        if token.startswith("библиотеч") and not own:
            self.item.free.append(token)
            return 1
        self._head(token)
        self.item.own |= own
        return 1

    def _head(self, token: str) -> None:
        again = bool(self.item.number or self.item.abbreviations or ((self.item.places or self.item.kinds) and self.item.head))
        if not self.plural or self.item.number:
            self._fresh(again)
        self.item.kinds |= kinds_of(token)
        self.item.head = self.head = True

    def _fresh(self, complete: bool) -> None:
        if self.parted and complete:
            self.begin()

    def kind(self, token: str) -> int:
        said = kinds_of(token)
        if not said:
            return 0
        if token.endswith(_PLURAL_ENDINGS):
            return 1
        self._fresh(
            bool(self.item.number or (self.item.kinds and self.plural) or (self.item.head and self.item.kinds - {"branch"}))
        )
        self.item.kinds |= said
        return 1

    def marked_place(self, token: str) -> int:
        """«с. Луговое», «села Луговое»: after the word for a settlement a name is a settlement, known or not."""
        if token not in MARKS:
            return 0
        dotted = self.tokens[self.at + 1 : self.at + 2] == (".",)
        start = self.at + 1 + dotted
        taken = self._shrunken_at(token, start) or self._place_at(start, marked=True)
        if taken:
            return 1 + dotted + taken
        word = next(iter(self.tokens[start : start + 1]), "")
        if (
            (dotted or len(token) > _MARK_WITHOUT_DOT)
            and word[:1].isalpha()
            and not is_head(word)
            and word not in IDLE
            and word not in MARKS
        ):
            mended = self._mended(word)
            self.item.stranger |= not mended
            return 2 + dotted
        return 1 + dotted

    def _shrunken_at(self, token: str, at: int) -> int:
        """«ст. Мельница» is a station, but where the registry has Старая Мельница it is that."""
        word = self._word(at) if token in AMBIGUOUS_MARKS else ""
        found = self.index.place_of_noun(spoken_keys(token, word)) if word else frozenset[str]()
        return self._settle(found, 1) if found else 0

    def place(self, token: str) -> int:
        return self._place_at(self.at, marked=False)

    def _place_at(self, at: int, marked: bool) -> int:
        """Tokens that name a known settlement from here on: two words, a noun, an adjective; 0 where none do."""
        first, second = self._word(at), self._word(at + 1 + (self.tokens[at + 1 : at + 2] == (".",)))
        width = 2 + (self.tokens[at + 1 : at + 2] == (".",))
        if first and second and (is_prefix(first) or "-" not in first):
            found = self.index.place_of_noun(spoken_keys(first, second))
            found = found or (self.index.place_by_base(f"{first} {second}") if marked else frozenset())
            if found or (is_prefix(first) and len(first) > 1 and self._is_noun(second)):
                return self._settle(found, width)
        if not first or (not marked and first in self.lowered and not spoken_adjective(first)):
            return 0
        found = self.index.place_of_noun(spoken_keys(first)) or self.index.place_by_base(first if marked else "")
        if not marked:
            found = self._with_adjective(found, spoken_adjective(first))
        return self._settle(found, 1) if found else self._tail(first)

    def _with_adjective(self, nouns: frozenset[str], keys: tuple[str, ...]) -> frozenset[str]:
        """«Андреевская» may be of Андреевское, whose name it looks like, and as well of Андреевка."""
        return nouns | self.index.place_of_exact_adjective(keys) if nouns else self.index.place_of_adjective(keys)

    def _tail(self, word: str) -> int:
        """«Еланская» where the registry has Большая and Малая Елань: some of them, nobody knows which."""
        found = self.index.place_of_tail(spoken_adjective(word))
        if len(found) < _FEWEST_TAILS:
            return 0
        self.item.tails = frozenset() if self.item.places else found
        return 1

    def _settle(self, found: frozenset[str], width: int) -> int:
        if self.parted and ((self.item.places and not self.item.places & found) or (self.plural and self.item.places)):
            self.begin()
        elif self.item.places and found and not self.item.places & found:
            self.item.stranger = True
        self.item.places = (self.item.places & found) or self.item.places or found
        self.item.stranger |= not found
        return width

    def _is_noun(self, word: str) -> bool:
        return bool(self.index.place_of_noun(spoken_keys(word)))

    def _word(self, at: int) -> str:
        token = self.tokens[at] if at < len(self.tokens) else ""
        return token if token[:1].isalpha() and not is_head(token) and not kinds_of(token) else ""

    def own_word(self, token: str) -> int:
        bare = stem(token)
        if bare in self.index.own and token not in IDLE:
            self.item.own.add(bare)
            return 1
        if bare in self.index.honours and token not in self.lowered:
            self.item.honours += (Honour(frozenset({bare}), ""),)
            return 1
        for adjective in spoken_adjective(token):
            honoured = next((each for each in (adjective, adjective[:-2]) if each in self.index.honours), "")
            if honoured and (honoured == adjective or adjective.endswith(_OF_PERSON)):
                self.item.honours += (Honour(frozenset({honoured}), ""),)
                return 1
        return 0

    def unexplained(self, token: str) -> int:
        if token in IDLE or len(token) == 1 or not token[0].isalpha():
            return 1
        if token.startswith(HEADINGS):
            self.item.heading = True
        elif token in self.lowered and not spoken_adjective(token):
            if not self._mended_kind(token):
                self.item.free.append(token)
        elif not self._mended(token):
            self.item.free.append(token)
            self.item.stranger |= bool(spoken_adjective(token))
        return 1

    def _mended(self, token: str) -> bool:
        """Take a mistyped word for the one it is nearly: a settlement, a person, an own word, a kind."""
        slipped = slipped_adjective(token)
        for word in (*spoken_adjective(token), stem(token), *((slipped,) if slipped else ())):
            key = slipped if word == slipped and self.index.place_of_adjective((slipped,)) else self.index.near(word)
            if key:
                places, honours, own = self.index.meaning(key)
                self.item.places = (self.item.places & places) or self.item.places or places
                self.item.honours += (Honour(frozenset({key}), ""),) if honours and not places else ()
                self.item.own |= {key} if own and not places else set()
                self.item.slips += 1
                return True
        return self._mended_kind(token)

    def _mended_kind(self, token: str) -> bool:
        said = slipped_kinds(token)
        self.item.kinds |= said
        self.item.slips += bool(said)
        return bool(said)


_STEPS: tuple[Callable[[Reader, str], int], ...] = (
    Reader.placeholder, Reader.separator, Reader.numbers, Reader.branch_letter, Reader.marked_place, Reader.legal, Reader.foreign,
    Reader.abbreviation, Reader.head_word, Reader.kind, Reader.place, Reader.own_word, Reader.unexplained,
)  # fmt: skip
