"""What is printed on a page before anything is understood: words, straight rules, fills, drawings,
pictures.

Every engine (pypdfium2, pdfplumber, optical recognition) delivers this and nothing else; all that
comes after is shared. Coordinates are points from the upper left corner of the page as it is
displayed, y downwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from extractor.model.place import Box


class Face(Struct, frozen=True, gc=False, array_like=True):
    """How letters look. ``turn``: 0 reads to the right, 90 upwards, 180 upside down, 270 downwards.
    ``unmapped``: the font does not say which letters its codes mean. ``hidden``: not drawn at all,
    as the text that somebody's recogniser laid on a scan. ``pale``: as white as the paper.
    ``slanted``: set askew, as the words of a watermark are.
    """

    name: str
    size: float
    bold: bool
    turn: int
    unmapped: bool = False
    hidden: bool = False
    pale: bool = False
    slanted: bool = False


class Word(Struct, frozen=True, gc=False, array_like=True):
    """Letters without white space between them, in one face.

    ``base`` is the baseline: a y for level text, an x for text that reads upwards or downwards.
    ``glued``: nothing but a change of face parts it from the word before. ``first`` is the engine's
    own count of its first letter. ``confidence``, 0 to 100, is that of optical recognition.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    face: Face
    glued: bool
    first: int
    confidence: int | None = None

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


class Rule(NamedTuple):
    """A straight line along one axis: ``at`` on the other axis, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


def no_edges(_: Word) -> list[tuple[float, float]]:
    """For engines that know no single letters."""
    return []


def not_clipped(_: Word) -> bool:
    """For engines that know no clips."""
    return False


def drawn_last(_: Word) -> int:
    """For engines that do not say in which order things are drawn: nothing covers a word."""
    return 1 << 60


@dataclass(slots=True)
class Ink:
    """One page. ``fills`` are coloured areas, ``drawings`` curves and slanted lines, ``frames``
    drawn rectangles (their sides are among the rules, too). ``edges`` gives left and right of each
    letter of a level word. ``unreadable`` names fonts whose codes mean no letters, with the boxes
    of their words; ``cut``: more was drawn than the limits allow to read; ``failed``: the page
    could not be opened. ``clipped`` tells of a word whether a clip hides it: a row of fixed height
    shows only the beginning of a long text. ``covers`` are filled areas, white ones, too, with
    the place in the order of drawing that ``drawn_at`` gives of a word.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    edges: Callable[[Word], list[tuple[float, float]]] = no_edges
    clipped: Callable[[Word], bool] = not_clipped
    drawn_at: Callable[[Word], int] = drawn_last
    unreadable: dict[str, list[Box]] = field(default_factory=dict)
    cut: bool = False
    failed: bool = False


SCANNED = 0.5  # of the page: a picture so large on a page (nearly) without words is a scan
FEW_WORDS = 3  # a stamp or a page number on a scan
OUTLINED = 60  # drawings on a page without words: letters that somebody turned into curves


def is_picture(ink: Ink) -> bool:
    """Whether all that can be read on a page, but for a stamp or a page number, is in its
    pictures or in its curves.
    """
    shown = (word for word in ink.words if not word.face.hidden)
    if ink.unreadable or len(list(islice(shown, FEW_WORDS + 1))) > FEW_WORDS:
        return False
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in ink.pictures)
    return area > SCANNED * ink.width * ink.height or (
        not ink.words and len(ink.drawings) >= OUTLINED
    )
