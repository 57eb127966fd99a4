"""The words around a figure of a sentence, and what they name."""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from extractor.indicators.lexicon import WHAT, Lexicon, Residue, Spot
from extractor.indicators.table_values import TELLING
from extractor.model import SentenceRole
from extractor.russian.dictionary import dictionary, is_word
from extractor.words import words

Words = tuple[str, ...]
REMEMBERED = 1 << 15
# Layers that may narrow what a figure counts, of one library and of all.
OWN_AND_COLON, NARROWING_LAYERS = (0, 1, 3), (0, 1, 3, 5, 7)
OWN_LAYERS = 3
PLACES = ("thing", "clause", "carried")  # names of the own layers
STRANGE, NUMBER, ABBREVIATED, OTHER = "strange", "number", "abbreviation", "particle"
SPEECH = {
    "NOUN": "noun",
    "ADJF": "adjective",
    "PRTF": "adjective",
    "VERB": "verb",
    "PRTS": "verb",
    "INFN": "verb",
    "GRND": "verb",
    "ADJS": "verb",
    "ADVB": "adverb",
    "COMP": "adverb",
}
NAMING = frozenset({"noun", "adjective", STRANGE, NUMBER, ABBREVIATED})
NOT = "не"
SHORTENED = re.compile(r"[^\W\d_]+\.")


class Around(Struct, frozen=True):
    """What is known of a figure of a sentence.

    ``layers`` are its words by distance, the nearest first, the headings last; ``printed`` is all
    that its clause prints between the figures around it, ``gap`` what stands between the figure
    before it and itself; ``elided`` is the unit of the figure before where its own is left out,
    ``previous`` its indicator. ``alone``: told of one library, and nobody knows which; ``narrow``:
    the headings or the sentence before it speak of a part of the work; ``small``, ``decimal``: its
    value. ``worded`` is the indicator that a ``wording`` gives, by its first or a later reading
    (``reading``); ``stands`` that the figure is all of it. ``marks`` are further signs of the
    figure, ``tables`` what tables tell of the same year and place: with how many digits an
    indicator has its value, ``carried`` how it goes on from the figure before.
    """

    layers: tuple[Words, ...]
    printed: str = ""
    unit: str = ""
    elided: str = ""
    role: SentenceRole = SentenceRole.FACT
    part: bool = False
    whole: bool = False
    dated: bool = False
    library: bool = False
    alone: bool = False
    narrow: bool = False
    previous: str = ""
    gap: str = ""
    small: bool = False
    decimal: bool = False
    worded: str = ""
    wording: str = ""
    reading: str = ""
    stands: bool = False
    marks: Words = ()
    tables: tuple[tuple[str, int], ...] = ()
    carried: Words = ()


class Clause:
    """The members that the words of one figure name, by place, and the words that no member knows.

    ``thing`` is the layer of what is counted, ``own`` that and its clause, ``narrowing`` the layers
    that may narrow it, ``spots`` are what its clause prints, ``things`` each thing counted behind
    the figure, ``gap`` what is named between the figure before and this one, ``in_tables`` the
    indicators that tables tell, by digits; ``is_in_tables`` where one has the figure's value.
    """

    def __init__(self, around: Around, lexicon: Lexicon) -> None:
        self.around, self.lexicon = around, lexicon
        self.thing = self.said((0,))
        self.own = self.said((0, 1))
        self.near = self.said(range(OWN_LAYERS))
        self.beside_colon = self.said(OWN_AND_COLON)
        self.narrowing = self.said(OWN_AND_COLON if around.library else NARROWING_LAYERS)
        printed = lexicon.hear(around.printed)
        self.spots = tuple(spot for spot in printed.spots if not spot.maybe)
        heard = (lexicon.hear(text) for text in around.layers[0])
        self.things = [
            frozenset(spot.members)
            for found in heard
            for spot in found.spots
            if not spot.maybe and self.dimension(spot) == WHAT
        ]
        self.gap = lexicon.hear(around.gap).spots
        self.in_tables = dict(around.tables)
        self.is_in_tables = any(digits >= TELLING for digits in self.in_tables.values())
        self.unknown = tuple(self._unknown())
        names = (word for word, kind, _ in printed.residue if kind is Residue.UNKNOWN)
        self.is_unknown = bool(self.unknown) or any(map(_may_restrict, names))

    def dimension(self, spot: Spot) -> str:
        return self.lexicon.members[spot.members[0]].dimension

    def said(self, places: Iterable[int]) -> frozenset[str]:
        """The members that some layers name."""
        layers = self.around.layers
        texts = (text for at in places if at < len(layers) for text in layers[at])
        spots = (spot for text in texts for spot in self.lexicon.hear(text).spots)
        return frozenset(name for spot in spots for name in spot.members)

    def stands(self) -> bool:
        """Whether the clause tells how something stands, not what was done: «составил»."""
        stands = tuple(words("sentence_meaning")["stands"])
        own = (word for text in self.around.layers[1] for word in text.lower().split())
        return any(word.startswith(stands) for word in own)

    def is_shortened(self) -> bool:
        """Whether its own words are one abbreviation: «Чит.»."""
        own = [text for texts in self.around.layers[:2] for text in texts]
        return len(own) == 1 and bool(SHORTENED.fullmatch(own[0]))

    def _unknown(self) -> Iterable[str]:
        """The words of the own layers that no member knows, by part of speech and layer."""
        for place, texts in zip(PLACES, self.around.layers, strict=False):
            for text in texts:
                for word, kind, _ in self.lexicon.hear(text).residue:
                    if kind is Residue.UNKNOWN and word == NOT:
                        yield f"negation {place}"
                    elif kind is Residue.UNKNOWN:
                        yield f"{speech_of(word)} {place}"


def _may_restrict(word: str) -> bool:
    return word == NOT or speech_of(word) in NAMING


@lru_cache(maxsize=REMEMBERED)
def speech_of(word: str) -> str:
    """The part of speech of a word, roughly.

    >>> speech_of("вечеров"), speech_of("располагает"), speech_of("ф.")
    ('noun', 'verb', 'abbreviation')
    """
    if any(map(str.isdigit, word)):
        return NUMBER
    if word.endswith("."):
        return ABBREVIATED
    if not is_word(word):
        return STRANGE
    return SPEECH.get(str(dictionary().parse(word)[0].tag.POS), OTHER)
