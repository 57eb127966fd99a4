"""A figure of a sentence with what its words tell about the claim that it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.model import Indicator
from extractor.model.claim import FigureRole, Subject
from extractor.model.observation import SentenceObservation
from extractor.prose.sentence import words_in
from extractor.words import words

PERCENT = "%"
WHOLE_WORD = "$"
OWN = 2  # layers of words that are of the figure's clause
CARRIED = OWN + 1  # layers of words that are of the clause or carried on to it
PLACES = ("в", "во", "на", "при", "по", "к", "у", "из", "от", "о", "об")
OPENER, BEFORE = 5, 6  # the layers of the paragraph that opens a list, of the sentence before


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sentence with its subject; ``at`` is its place among all figures of the
    report, ``known`` its indicator.
    """

    at: int
    figure: SentenceObservation
    subject: Subject
    known: Indicator | None = None

    @property
    def kind(self) -> str:
        """What the catalogue says that its indicator is: flow, stock, money, ratio, share."""
        return self.known.kind if self.known else ""

    @property
    def front(self) -> str:
        """What its sentence prints before it, small letters, «е» for «ё»."""
        return folded(self.subject.context)

    @property
    def end(self) -> int:
        """How many characters of its sentence end with it."""
        end = self.figure.place.end
        return len(self.front) + len(self.figure.raw) if end is None else end - self.begin

    @property
    def begin(self) -> int:
        """Where its sentence begins in the text."""
        return self.subject.sentence[0]

    @property
    def behind(self) -> str:
        """The beginning of what its sentence prints behind it, small letters, «е» for «ё»."""
        return folded(self.subject.behind)

    @property
    def lead(self) -> str:
        """The word right before its phrase, empty where a sign stands between."""
        front = self.front.rstrip()
        last = words_in(front[-20:])[-1:]
        return last[0] if last and front.endswith(last[0]) else ""

    def said(self, layers: int = OWN) -> list[str]:
        """The words that bear on it, in small letters."""
        return words_in(" ".join(text for layer in self.subject.layers[:layers] for text in layer))

    def layer(self, at: int) -> list[str]:
        """The words of one layer."""
        layers = self.subject.layers
        return words_in(" ".join(layers[at])) if at < len(layers) else []

    def things(self, at: int) -> list[str]:
        """The words of one layer without those of place: «в библиотеке»."""
        layers = self.subject.layers
        texts = layers[at] if at < len(layers) else ()
        kept = (text for text in texts if folded(text).split(" ")[0] not in PLACES)
        return words_in(" ".join(kept))

    def acts(self) -> list[str]:
        """The predicates of its own clause."""
        own = set(self.layer(1))
        return [word for word in words_in(self.subject.predicate) if word in own]

    def printed(self) -> list[str]:
        """All words of its clause between the figures around it."""
        return self.layer(-1) if self.subject.layers else []

    def titles(self) -> list[str]:
        """The words of the paragraph that opens its list, and of the heading above."""
        return [*self.layer(OPENER), *words_in(self.subject.title)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose role is asked: ``before`` are those of its sentence before it with their
    roles, ``behind`` those behind it, ``earlier`` those of the sentence before.
    """

    stated: Stated
    before: tuple[tuple[Stated, FigureRole], ...] = ()
    behind: tuple[Stated, ...] = ()
    earlier: tuple[tuple[Stated, FigureRole], ...] = ()

    @property
    def gap(self) -> str:
        """What is printed between the figure before it in its sentence and itself."""
        return folded(self.printed_gap)

    @property
    def printed_gap(self) -> str:
        """The same as printed."""
        front = self.stated.subject.context
        return front[self.before[-1][0].end :] if self.before else front


def folded(text: str) -> str:
    """A text in small letters, «е» for «ё»."""
    return text.lower().replace("ё", "е").replace("\u00a0", " ")


def says(said: Sequence[str], name: str) -> bool:
    """Whether the words say an entry of a list of ``claim_kinds.yaml``: words that follow each
    other and begin so.

    >>> says(["осталось", "на", "прежнем", "уровне"], "same_words"), says(["составил"], "divisions")
    (True, False)
    """
    return first_place(said, name) is not None


def first_place(said: Sequence[str], name: str) -> int | None:
    """The place of the first word that opens an entry of a list, None where there is none."""
    begun, exact, longer = _cut(name)
    for at, word in enumerate(said):
        if word in exact or word.startswith(begun):
            return at
        for entry in longer:
            near = said[at : at + len(entry)]
            if len(near) == len(entry) and all(map(_fits, near, entry)):
                return at
    return None


def _fits(word: str, stem: str) -> bool:
    return word == stem[:-1] if stem.endswith(WHOLE_WORD) else word.startswith(stem)


@cache
def _cut(name: str) -> tuple[tuple[str, ...], frozenset[str], tuple[tuple[str, ...], ...]]:
    """The entries of one word, those of one whole word, and those of several."""
    entries = [str(entry) for entry in words("claim_kinds")[name]]
    single = [each for each in entries if " " not in each]
    whole = frozenset(each[:-1] for each in single if each.endswith(WHOLE_WORD))
    longer = tuple(tuple(each.split()) for each in entries if " " in each)
    begun = tuple(each for each in single if not each.endswith(WHOLE_WORD))
    return begun, whole, longer


def values_of(stated: Iterable[Stated]) -> list[float]:
    """The values of figures, multiplied."""
    found = (each.figure for each in stated if each.figure.value is not None)
    return [float(each.value or 0) * each.multiplier for each in found]
