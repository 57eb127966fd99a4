"""Figures of a running text that count nothing there."""

from dataclasses import dataclass

from extractor.model.place import Place


@dataclass(frozen=True, slots=True)
class Aside:
    """A number that was met and left out of the observations: ``kind`` says what it is («law»,
    «date», «ordinal», «age» …).
    """

    text: str
    kind: str
    place: Place
