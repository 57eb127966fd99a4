"""The lines of a document that may be headings, and what is seen of each: typography,
neighbours, the number it begins with.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from extractor.model import Chart, Document, Paragraph, Table
from extractor.outline.caption_wording import says_unit
from extractor.outline.numbers import Typed, follows, typed_number
from extractor.text import clean, fold, is_blank
from extractor.words import words

_EMBEDDED = re.compile(r"(\S+)\s+(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[A-ZА-ЯЁ«])")
LONGEST_PIECE = 1200
PUSHED = 10
"""This many spaces before a short line were typed to centre it."""


class Line(Struct, frozen=True, gc=False):
    """A line of a paragraph (or of a table of one cell) and how it looks.

    ``first`` and ``whole``: it begins its paragraph; it is all of it. ``number`` is what numbers
    it, typed or automatic. ``automatic``: the number is not in the text. ``end`` is the block of
    its last line where it was joined from several. ``boxed``: alone in a table of one cell.
    ``contents`` and ``aside``: it stands in an automatic table of contents, in a text box.
    """

    block: int
    text: str
    raw: str
    number: Typed | None
    first: bool = True
    whole: bool = True
    automatic: bool = False
    level: int | None = None
    listed: bool = False
    bold: bool = False
    centred: bool = False
    boxed: bool = False
    contents: bool = False
    aside: bool = False
    end: int | None = None

    @property
    def last_block(self) -> int:
        return self.block if self.end is None else self.end

    @property
    def title(self) -> str:
        """The line without its number."""
        return self.number.title if self.number else self.text

    @property
    def capitals(self) -> bool:
        """Every letter is a capital, and there are enough of them to be no abbreviation.

        >>> Line(0, "ФОНДЫ БИБЛИОТЕК", "", None).capitals, Line(0, "МБУ", "", None).capitals
        (True, False)
        """
        return self.text.isupper() and sum(map(str.isalpha, self.text)) >= 4

    @property
    def pushed(self) -> bool:
        return self.raw[:PUSHED].isspace() and len(self.raw) > PUSHED

    @property
    def looks(self) -> tuple[object, ...]:
        """Lines of one heading look alike."""
        return (self.level, self.bold, self.centred, self.boxed)


def lines_of(document: Document) -> Iterator[Line]:
    """Yield every line that has text, in reading order; of tables only those of a single cell."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from _lines_of_paragraph(block)
        elif isinstance(block, Table) and block.parent is None and len(block.cells) == 1:
            yield from _lines_of_cell(block)


def _lines_of_paragraph(block: Paragraph) -> Iterator[Line]:
    """A paragraph all of which is formatted is one line unless a later line begins with a number
    of its own.
    """
    pieces = [word for word in block.text.split("\n") if not is_blank(word)]
    if block.level or block.bold:
        pieces = [part for text in _rejoined(pieces) for part in _parted(text)]
    for index, piece in enumerate(pieces):
        number = typed_number(piece)
        if index == 0:
            number, automatic = _merged(block, number)
        else:
            automatic = False
        yield Line(
            block.block,
            clean(piece),
            piece,
            number,
            first=index == 0,
            whole=len(pieces) == 1,
            automatic=automatic,
            level=block.level,
            listed=block.listed is not None,
            bold=block.bold,
            centred=block.centred,
            contents=block.origin == "contents",
            aside=block.origin == "textbox",
        )


def _rejoined(pieces: list[str]) -> Iterator[str]:
    """«Раздел 5.», «Фонды» on two lines of one heading: a line without a number belongs to the
    one before.
    """
    held = "".join(pieces[:1])
    for piece in pieces[1:]:
        found = typed_number(piece)
        if found and found.number:
            yield held
            held = piece
        else:
            held = f"{held} {piece}"
    if held:
        yield held


def _parted(piece: str) -> Iterator[str]:
    """«5.1. Состав 5.1.1. Книги»: a heading in which the next number stands is two, unless it
    refers to it («п. 5.2 Устава»).

    >>> list(_parted("5.1. Состав 5.1.1. Книги")), list(_parted("5.1. Учёт по п. 5.2 Устава"))
    (['5.1. Состав', '5.1.1. Книги'], ['5.1. Учёт по п. 5.2 Устава'])
    """
    start, own = 0, typed_number(piece[:LONGEST_PIECE])
    number = own.number if own else ()
    for found in _EMBEDDED.finditer(piece, 1, LONGEST_PIECE) if number else ():
        following = tuple(map(int, found[2].split(".")))
        if (
            follows(following, number)
            and fold(found[1]).strip(".(") not in words("headings")["referring"]
        ):
            yield piece[start : found.start(2)].strip()
            start, number = found.start(2), following
    yield piece[start:] if start else piece


def _merged(block: Paragraph, typed: Typed | None) -> tuple[Typed | None, bool]:
    """One number of the typed and the automatic one: typed twice it counts once; a deeper typed one
    is the author's own.

    >>> _merged(Paragraph(0, "5.3. Фонды", number="5.3."), typed_number("5.3. Фонды"))[0].title
    'Фонды'
    """
    printed = typed_number(block.number) if block.number else None
    if printed is None or not printed.number or printed.title:
        return typed, False
    if (
        typed
        and (typed.number == printed.number or len(typed.number) > len(printed.number))
        and (typed.end or typed.spaced)
    ):
        return typed, False
    text = clean(block.text)
    return Typed(
        printed.number, printed.printed, text, printed.word, printed.end, roman=printed.roman
    ), True


def _lines_of_cell(block: Table) -> Iterator[Line]:
    cell = block.cells[0]
    text = clean(cell.text)
    if text:
        yield Line(block.block, text, cell.text, typed_number(text), bold=cell.bold, boxed=True)


def stands_above(document: Document) -> list[str]:
    """What follows each block, blanks and lines that say a unit skipped: «text», «table», «chart»,
    «figures» or «end».

    «figures» are lines without a letter, such as the scale of a drawing that a PDF keeps as text.
    """
    kinds: list[str] = []
    below = "end"
    for block in reversed(document.blocks):
        kinds.append(below)
        if isinstance(block, Table):
            below = "table"
        elif isinstance(block, Chart):
            below = "chart"
        elif (block.pictures or not is_blank(block.text)) and not says_unit(block):
            below = "text" if block.pictures or any(map(str.isalpha, block.text)) else "figures"
    return kinds[::-1]
