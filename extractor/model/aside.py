"""Figures of a running text that count nothing there."""

from msgspec import Struct

from extractor.model.place import Place


class Aside(Struct, frozen=True):
    """A number that was met and left out of the observations: ``kind`` says what it is («law»,
    «date», «ordinal», «age» …).
    """

    text: str
    kind: str
    place: Place
