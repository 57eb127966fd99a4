"""What a sentence claims."""

from enum import StrEnum

from msgspec import Struct

from extractor.model.place import Place
from extractor.model.sense import Direction, SentenceRole

Words = tuple[str, ...]


class ClaimKind(StrEnum):
    """What a claim says of its subject: how it stands at a time, what came over a time, how it
    changed or compares with another time, what part of a whole it is, a ratio, an aim, how many
    are listed.
    """

    STATE = "state"
    FLOW = "flow"
    CHANGE = "change"
    COMPARISON = "comparison"
    SHARE = "share"
    RATIO = "ratio"
    PLAN = "plan"
    LIST = "list_count"


class FigureRole(StrEnum):
    """What a figure does in its claim: ``count`` is the number of what is listed beside it."""

    NOW = "now"
    BASE = "base"
    DIFFERENCE = "difference"
    PERCENT = "percent_change"
    PART = "part"
    WHOLE = "whole"
    SHARE = "share"
    RATIO = "ratio"
    PLAN = "plan"
    BOUND = "bound"
    COUNT = "count"


class Scope(StrEnum):
    """Of what a claim is told: the whole system, one or some libraries, a part of the whole."""

    SYSTEM = "system"
    LIBRARY = "library"
    PART = "part"


class Subject(Struct, frozen=True, gc=False):
    """What the words of a sentence say that a figure measures, before anybody knows which
    indicator that is.

    ``readings`` are the ways to put the words together, the likeliest first, each a list of phrases
    as printed; ``name`` are the nouns among them, ``thing`` the one right behind the figure,
    ``predicate`` what is said of them. ``context`` is what the sentence (its characters are
    ``sentence``) says before the figure, ``front`` what it says before its first one, ``behind``
    the beginning of what it says behind the figure. ``part`` tells that the figure is a part of
    what the one before it counts, ``whole`` that others are parts of it, ``same`` that it speaks of
    what the one before it does, ``dated`` that it speaks of one day; ``role`` is what it does in
    the sentence. ``layers`` are all words around it by distance: the thing counted, its clause,
    what is carried from the clause before, what stands before a colon, what the figure before
    counts, the paragraph that opens the list, the sentence before, all that its clause prints
    between the figures around it. ``title`` is the nearest heading above.
    """

    readings: tuple[Words, ...]
    name: str = ""
    thing: str = ""
    predicate: str = ""
    context: str = ""
    front: str = ""
    behind: str = ""
    sentence: tuple[int, int] = (0, 0)
    part: bool = False
    whole: bool = False
    same: bool = False
    dated: bool = False
    role: SentenceRole = SentenceRole.FACT
    layers: tuple[Words, ...] = ()
    title: str = ""


class ClaimFigure(Struct, frozen=True, gc=False):
    """A figure of a claim: the place of its observation among those of the report, and its role."""

    observation: int
    role: FigureRole


class Claim(Struct, frozen=True):
    """What a sentence says of one subject: all its figures together, however it is worded.

    ``direction`` is that of a change, None where none is told; ``library`` the libraries of which
    it is told, empty for the system; ``place`` is that of the sentence.
    """

    kind: ClaimKind
    subject: str
    predicate: str
    direction: Direction | None
    indicator: str
    library: Words
    scope: Scope
    figures: tuple[ClaimFigure, ...]
    place: Place
