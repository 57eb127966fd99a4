"""What a label says of each library that it names: kind, number, settlement, street, honour, own
words.
"""

from dataclasses import dataclass

from msgspec import Struct

from extractor.names.candidates.index import Where
from extractor.names.labels.phrase import Honour, Street


class Evidence(Struct):
    """One library as a label speaks of it.

    ``unit``: its word is that for a part of an institution («отдел», «филиал»).

    ``head``: the word «библиотека», «филиал» or a known abbreviation stands by it. ``stranger``: a
    settlement is named that the registry does not know. ``mark`` is what kind of settlement it is
    said to be («с», «п»); ``tails`` are settlements of which only the last part is said («Еланская»
    of Большая Елань). ``free`` are words that nothing explains. ``slips``: how many words were
    taken for others that are spelt nearly so; ``doubtful``: one of them may as well be another
    name.
    """

    head: bool = False
    unit: bool = False
    number: str = ""
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    mark: str = ""
    tails: frozenset[str] = frozenset()
    stranger: bool = False
    streets: tuple[Street, ...] = ()
    honours: tuple[Honour, ...] = ()
    own: frozenset[str] = frozenset()
    abbreviations: Where = frozenset()
    foreign: bool = False
    heading: bool = False
    free: tuple[str, ...] = ()
    slips: int = 0
    doubtful: bool = False

    def take(self, more: "Evidence") -> None:
        """Add what another token says of the same library: settlements narrow each other, and of
        two that have nothing in common the first stays.
        """
        self.head |= more.head
        self.unit |= more.unit
        self.number = more.number or self.number
        self.kinds |= more.kinds
        self.places = (self.places & more.places) or self.places or more.places
        self.mark = more.mark or self.mark
        if more.tails:
            self.tails = frozenset() if self.places else more.tails
        self.stranger |= more.stranger
        self.streets += more.streets
        self.honours += more.honours
        self.own |= more.own
        self.abbreviations |= more.abbreviations
        self.foreign |= more.foreign
        self.heading |= more.heading
        self.free += more.free
        self.slips += more.slips
        self.doubtful |= more.doubtful

    @property
    def is_named(self) -> bool:
        """Whether a library is named in full: a head and what tells it from others."""
        return self.head and (self.is_told_apart or bool(self.kinds - {"branch"}))

    @property
    def is_told_apart(self) -> bool:
        """Whether anything but a kind is said."""
        return bool(self.number or self.abbreviations) or any(
            (self.places, self.tails, self.stranger, self.streets, self.honours, self.own)
        )

    @property
    def says_something(self) -> bool:
        return self.is_told_apart or bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Reading:
    """A label read: its libraries in order, and whether a plural head opens a list."""

    items: tuple[Evidence, ...]
    plural: bool
