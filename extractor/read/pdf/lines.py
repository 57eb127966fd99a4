"""Words to lines, and how one line follows another: a blank, a new paragraph, a hyphen, a word
that a narrow column broke.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, structs

from extractor.read.pdf.baselines import MARK, RAISED, SMALL, rows_of
from extractor.read.pdf.ink import Word
from extractor.read.pdf.tokens import BREAK_MARKS
from extractor.rules import Rule, first_match

LED = 1.2  # of the letter size: the gap before the number of a page
BLANK = 0.25  # of the letter size: the width of a space
HYPHEN, BROKEN = (
    "\u0002",
    "\u0003",
)  # undecided joints: a line ended in a hyphen; a full line held a single word
_SOFT = "\u00ad"
# 1200 м², 15 км³: a raised figure after these is a power
_POWERED = re.compile(r"(?:^|[\s\d,.])(?:[кдсм]?м|га|m)$")
_LETTER_END = re.compile(r"[^\W\d_]-$")
_ADDRESS = re.compile(r"(?:https?:/|www\.)[\x21-\x7e]+$")
_ADDRESS_PART = re.compile(r"(?!https?:|www\.)[\x21-\x7e]+(?:\s|$)")
_SLASHES = "/-‐‑–"
_SLASH_END = re.compile(r"\w/$|^[-‐‑–]$")
_RANGE_END = re.compile(r"\d[-–]$")
_MARK_FIRST = re.compile(r"[.,;:)%](?:\s|$)")
_SECOND_HALF = re.compile(r"[-‐‑–](?:[а-яёa-z]|$)")
_FIGURE = re.compile(r"[-–+]?\d[\d\s]*+[.,]?\d*")
_FIGURE_GOES_ON = re.compile(r"[.,]?\d")
_GROUPS, _GROUP = (
    re.compile(r"[-–+]?\d{1,3}(?:\s\d{3})*"),
    re.compile(r"\d{3}(?:\s\d{3})*(?:[.,]\d+)?"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
WIDE = frozenset("жмфшщыюwm")
NO_BREAK = "\u00a0"
_SAYING = re.compile(r"\w")


class Line(Struct, frozen=True, gc=False):
    """One line of text. ``first_width`` is that of its first word, ``notes`` the raised marks
    taken out of the text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    first_width: float
    notes: tuple[str, ...] = ()
    raised: str = ""  # a small raised mark at the line's beginning: a footnote's own
    confidence: int | None = None
    # a number stands at its end behind a leader or a wide gap: an entry of a table of contents
    led: bool = False


def upright(word: Word) -> Word:
    """A turned word as if the page were turned so that it reads to the right."""
    turn = word.face.turn
    if turn == 90:
        return structs.replace(word, x0=-word.bottom, x1=-word.top, top=word.x0, bottom=word.x1)
    if turn == 270:
        return structs.replace(
            word, x0=word.top, x1=word.bottom, top=-word.x1, bottom=-word.x0, base=-word.base
        )
    return structs.replace(
        word, x0=-word.x1, x1=-word.x0, top=-word.bottom, bottom=-word.top, base=-word.base
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Level words to lines, from the top down."""
    return [line_of(row) for row in rows_of(words)]


def line_of(row: Sequence[Word]) -> Line:
    """One line from its words."""
    first, notes, raised, bold = row[0], [], "", True
    top, bottom, sure = first.top, first.bottom, first.confidence
    size = max([word.face.size for word in row]) if len(row) > 1 else first.face.size
    small, height, blank, end = SMALL * size, RAISED * size, BLANK * size, first.x0
    level = max([word.base for word in row if word.face.size >= small])
    pieces: list[str] = []
    for word in row:
        text, face = word.text, word.face
        if face.size < small and level - word.base > height and MARK.match(text):
            if not pieces:
                raised = text
                continue
            if not _POWERED.search(pieces[-1]):
                notes.append(text.rstrip(")"))
                continue
        if pieces and (not word.glued or word.x0 - end > blank):
            pieces.append(" ")
        end = word.x1
        pieces.append(text)
        bold = bold and (face.bold or not _SAYING.search(text))
        top, bottom = min(top, word.top), max(bottom, word.bottom)
        if word.confidence is not None:
            sure = min(word.confidence, 100 if sure is None else sure)
    whole = "".join(pieces)
    return Line(
        whole,
        first.x0,
        top,
        row[-1].x1,
        bottom,
        level,
        size,
        bold and bool(_SAYING.search(whole)),
        first.x1 - first.x0,
        tuple(notes),
        raised,
        sure,
        row[-1].text.isdigit() and _is_led(row),
    )


def _is_led(row: Sequence[Word]) -> bool:
    """Whether the last word stands behind a leader or a wide gap."""
    return len(row) > 1 and (
        row[-1].x0 - row[-2].x1 > LED * row[-1].face.size or row[-2].text.endswith("...")
    )


def free_of(line: Line, room: float) -> float:
    """How much of the room's width a line leaves."""
    return room - (line.x1 - line.x0)


class Seam(NamedTuple):
    """Two lines of one block, and the room that the first leaves free."""

    above: Line
    below: Line
    free: float


def joint(above: Line, below: Line, room: float) -> str:
    """What stands between two lines of a block that is ``room`` points wide: the first rule that
    speaks.

    One of a blank, a line break, nothing, or the marks HYPHEN and BROKEN, which the whole document
    decides.
    """
    found = first_match(JOINTS, Seam(above, below, free_of(above, room)))
    return found[1] if found else " "


def is_hyphenated(line: Line) -> bool:
    """Whether a line ends within a word."""
    return line.text[-1:] in BREAK_MARKS or bool(_LETTER_END.match(line.text[-2:]))


def soft_hyphen(seam: Seam) -> str | None:
    """A hyphen that the file itself marks as one of the line's end."""
    above = seam.above
    return "" if above.text.endswith(_SOFT) else None


def address(seam: Seam) -> str | None:
    """https://library.|example.ru: an address breaks behind any of its signs, or where the line
    is full.
    """
    above, below, free = seam
    found = ("www." in above.text or ":/" in above.text) and _ADDRESS.search(above.text)
    if not found or not _ADDRESS_PART.match(below.text):
        return None
    return "" if not found[0][-1].isalnum() or free < _letter(above, below) else None


def hyphen(seam: Seam) -> str | None:
    """культурно-|просветительский: whether the hyphen stays is not to be seen here."""
    above, below, _ = seam
    return HYPHEN if is_hyphenated(above) and below.text[:1].isalpha() else None


def slash(seam: Seam) -> str | None:
    """№ п/|п, Общественно|-|политическая, 10.00–|14.00"""
    above, below, _ = seam
    if above.text[-1:] not in _SLASHES:
        return None
    goes_on = _SLASH_END.search(above.text) and below.text[:1].isalpha()
    return "" if goes_on or (_RANGE_END.search(above.text) and below.text[:1].isdigit()) else None


def next_word_fits(seam: Seam) -> str | None:
    """The author began a new line: the next word would still have had room."""
    above, below, free = seam
    return "\n" if below.first_width + BLANK * above.size <= free else None


def mark_of_the_word(seam: Seam) -> str | None:
    """2021г|., Выдача|, экз., Общественно|-политическая: no line begins with such a mark of its
    own.
    """
    above, below, free = seam
    if _SECOND_HALF.match(below.text):
        return "" if " " not in above.text and above.text[-1:].isalpha() else None
    return "" if _MARK_FIRST.match(below.text) and free < _letter(above, below) else None


def broken_figure(seam: Seam) -> str | None:
    """211 05|6, 34 625|,5 in a column narrower than the number."""
    above, below, free = seam
    if free >= _letter(above, below) or not (
        _FIGURE.fullmatch(above.text) and _FIGURE_GOES_ON.match(below.text)
    ):
        return None
    groups = _GROUPS.fullmatch(above.text) and _GROUP.fullmatch(below.text)
    return BROKEN if _YEAR.fullmatch(above.text) else NO_BREAK if groups else ""


def broken_word(seam: Seam) -> str | None:
    """Наименовани|е, нет данн|ых: the word is wider than the cell, and not one more letter fits
    on the line.
    """
    above, below, free = seam
    start = above.text.rpartition(" ")[2]
    if not (start[-1:].isalpha() and below.text[:1].islower()) or free >= _letter(above, below):
        return None
    width = (above.x1 - above.x0) / max(1, len(above.text)) * len(start) + below.first_width
    return BROKEN if width > 0.97 * (free + above.x1 - above.x0) else None


def _letter(above: Line, below: Line) -> float:
    """The width of the letter that begins the line below, and a little more."""
    if below.text[:1].lower() in WIDE:
        return 0.9 * below.size
    return 1.1 * (above.x1 - above.x0) / max(1, len(above.text))


JOINTS: tuple[Rule[Seam, str], ...] = (
    Rule(
        "soft_hyphen",
        soft_hyphen,
        """
        ¦библио~¦
        ¦тека    ¦
        """,
    ),
    Rule(
        "address",
        address,
        """
        ¦https://     ¦
        ¦lib.example.ru¦
        """,
    ),
    Rule(
        "hyphen",
        hyphen,
        """
        ¦культурно-      ¦
        ¦просветительский¦
        """,
    ),
    Rule(
        "slash",
        slash,
        """
        ¦№ п/¦
        ¦п   ¦
        """,
    ),
    Rule(
        "next_word_fits",
        next_word_fits,
        """
        ¦Книги         ¦
        ¦Газеты        ¦
        """,
    ),
    Rule(
        "mark_of_the_word",
        mark_of_the_word,
        """
        ¦Выдача¦
        ¦, экз.¦
        """,
    ),
    Rule(
        "broken_figure",
        broken_figure,
        """
        ¦211¦
        ¦056¦
        """,
    ),
    Rule(
        "broken_word",
        broken_word,
        """
        ¦Наименовани¦
        ¦е          ¦
        """,
    ),
)


def joined_text(lines: Sequence[Line], room: float) -> str:
    """The lines of one block as text, line breaks where the author made them."""
    if len(lines) == 1:
        return lines[0].text
    pieces = [lines[0].text]
    for above, below in pairwise(lines):
        add_line(pieces, joint(above, below, room), below.text)
    return "".join(pieces)


def add_line(pieces: list[str], between: str, text: str) -> None:
    """Continue a text over a joint; the hyphen that the joint stands for is taken away."""
    if between == HYPHEN or (not between and pieces[-1].endswith(_SOFT)):
        pieces[-1] = pieces[-1][:-1]
    pieces += (between, text)
