"""The fast engine: pypdfium2's raw pdfium_calls, two boxes a word instead of one a letter.

A page costs one bulk call for its text and about five small ones a word; letters are asked for only
where a word crosses a rule.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double, c_float, c_void_p, sizeof
from pathlib import Path

import pypdfium2.raw as pdfium
from msgspec import structs

from extractor.errors import UnreadableFile
from extractor.model.place import Box
from extractor.options import Limits
from extractor.plugins import load
from extractor.read.pdf import pdfium_calls
from extractor.read.pdf.coordinates import Frame, frame_of, is_slanted, turn_of
from extractor.read.pdf.form_fields import form_of, typed_words
from extractor.read.pdf.ink import Face, Ink, Word, drawn_last, no_edges, not_clipped
from extractor.read.pdf.paths import Colour, Drawing, clips_of, read_drawing
from extractor.read.pdf.sideways import on_turned_page, usual_turn
from extractor.read.pdf.tokens import BOLD_NAME, TOKEN, plain_name, seen_letters

BOLD_WEIGHT = 600
FILLED_AND_STROKED = 2  # how a bold face is made up where the font has none
NOT_DRAWN = (3, 7)  # invisible, or no more than a clip
NO_WIDTH = 1e-3  # points: text narrower than that the engine takes for empty
NO_HEIGHT = 0.05  # points: a letter that a font lacks is given no more
SAMPLE = 60  # words looked at for letters without a shape
MOST_DROPPED = 500  # texts of a page that are asked for again, from the slower engine
NOWHERE = -1  # in place of a word's first letter: the text of this engine does not have it
SECOND_ENGINE = "extractor.read.pdf.plumber:words_of_page"
PROBLEMS = {pdfium.FPDF_ERR_PASSWORD: "pdf_encrypted", pdfium.FPDF_ERR_SECURITY: "pdf_encrypted"}
Look = tuple[
    Face, float, int
]  # of a drawn text: its face, its baseline exactly and in whole points


@contextmanager
def opened(path: Path) -> Iterator[c_void_p]:
    """The document's handle. Raises UnreadableFile: not a PDF, damaged beyond use, or locked by
    a password.
    """
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadDocument(str(path).encode("utf-8") + b"\0", None)
    if not handle:
        raise UnreadableFile(
            PROBLEMS.get(pdfium.FPDF_GetLastError(), "pdf_damaged"), file=path.name
        )
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def read_pages(path: Path, limits: Limits) -> Iterator[Ink]:
    """The pages in order; one that cannot be loaded comes as an empty one with ``failed``. Each
    is closed before the next.
    """
    with opened(path) as document, form_of(document) as form:
        for index in range(pdfium.FPDF_GetPageCount(document)):
            page = pdfium_calls.load_page(document, index)
            if not page:
                yield Ink(index + 1, 0.0, 0.0, failed=True)
                continue
            text = pdfium_calls.load_text(page)
            try:
                ink = _whole_ink(path, page, text, index + 1, limits)
                ink.words += typed_words(form, page, frame_of(page))
            except (ArithmeticError, LookupError, ValueError):
                ink = Ink(index + 1, 0.0, 0.0, failed=True)
            try:
                yield ink
            finally:
                # the page is gone, and with it what only it can tell: a cycle that would keep its
                # words is broken
                ink.edges, ink.clipped, ink.drawn_at = no_edges, not_clipped, drawn_last
                pdfium_calls.close_text(text)
                pdfium_calls.close_page(page)


def _whole_ink(path: Path, page: int, text: int, number: int, limits: Limits) -> Ink:
    frame = frame_of(page)
    ink, dropped = _ink_of(page, text, number, limits, frame)
    turn = usual_turn(ink.words)
    if turn:
        frame = structs.replace(frame, rotation=(frame.rotation + turn) % 360)
        ink, dropped = _ink_of(page, text, number, limits, frame)
    if len(dropped) > MOST_DROPPED:
        ink.cut = True
    elif dropped:
        ink.words += _recovered(path, ink, dropped, turn)
    return ink


def _ink_of(
    page: int, text: int, number: int, limits: Limits, frame: Frame
) -> tuple[Ink, list[Box]]:
    """A page's ink, and the boxes of text that the engine passed over."""
    ink = Ink(number, frame.width, frame.height)
    drawing = Drawing(ink, frame, limits.page_paths)
    read_drawing(page, drawing)
    if not text:
        return ink, []
    words = _Words(text, frame, ink)
    words.order = drawing.order
    words.read(_text_of(text), limits.page_letters)
    silent = [item for item in drawing.texts if item not in words.looks]
    return ink, [box for item in silent if (box := words.passed_over(item)) is not None]


def _recovered(path: Path, ink: Ink, boxes: list[Box], turn: int) -> list[Word]:
    """Words that this engine drops: turned text or single letters in a font that is neither
    embedded nor installed and so has no width for it, a line that repeats the one above. A letter
    drawn twice to look bold is there already.
    """
    there = {(word.text, round(word.x0 / 2), round(word.base / 2)) for word in ink.words}
    found: Iterable[Word] = load(SECOND_ENGINE)(path, ink.number)
    if turn:
        found = on_turned_page(list(found), turn, ink)
    return [
        structs.replace(word, first=NOWHERE)
        for word in found
        if (word.text, round(word.x0 / 2), round(word.base / 2)) not in there
        and any(_stands_in(word, box) for box in boxes)
    ]


def _stands_in(word: Word, box: Box) -> bool:
    """Whether the middle of a word lies in a box, which may be no more than its baseline."""
    x, y, reach = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, 0.6 * word.face.size
    return box[0] - reach <= x <= box[2] + reach and box[1] - reach <= y <= box[3] + reach


def _text_of(text: int) -> str:
    """All letters in one call; one by one where the bulk string has another count (a letter that
    became two or none).
    """
    count = pdfium_calls.count_letters(text)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    units = pdfium_calls.text_into(text, 0, count, buffer)
    found = buffer.raw[: 2 * (units - 1)].decode("utf-16-le", "replace")
    if len(found) == count and units - 1 == count:
        return found
    codes = (pdfium_calls.unicode_of(text, index) for index in range(count))
    return "".join(
        chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        for code in codes
    )


class _Words:
    """Cuts the text of one page into words with their boxes and faces.

    ``at`` gives for each letter of the words the engine's own count, which includes letters that
    nobody sees.
    """

    def __init__(self, handle: int, frame: Frame, ink: Ink) -> None:
        self.handle, self.frame, self.ink = handle, frame, ink
        self.looks: dict[int, Look] = {}
        self.fonts: dict[int, tuple[str, bool]] = {}
        self.hollow: bool | None = None
        self.at: Sequence[int] = ()
        self.order: dict[int, int] = {}
        self.colour = Colour()
        # where the engine writes: left, top, right, bottom of two letters, a matrix, a point
        self.boxes, self.matrix = (c_float * 8)(), (c_float * 6)()
        self.x, self.y = c_double(), c_double()
        self.first_box, self.last_box = (
            byref(self.boxes),
            byref(self.boxes, sizeof(self.boxes) // 2),
        )
        self.matrix_at, self.x_at, self.y_at = byref(self.matrix), byref(self.x), byref(self.y)
        ink.edges, ink.clipped, ink.drawn_at = self.edges, self.clipped, self.drawn_at

    def read(self, text: str, limit: int) -> None:
        handle, append, before = self.handle, self.ink.words.append, -1
        if len(text) > limit:
            text, self.ink.cut = text[:limit], True
        text, at = seen_letters(text)
        self.at = at
        tokens = list(TOKEN.finditer(text))
        heads = [pdfium_calls.object_of_letter(handle, at[match.start()]) for match in tokens]
        for match, head, following in zip(tokens, heads, [*heads, 0][1:], strict=True):
            first, end = match.span()
            # letters of one drawn text follow each other: where the next word is of the same, this
            # one is whole
            if head == following or head == pdfium_calls.object_of_letter(handle, at[end - 1]):
                append(self._word(match[0], first, head, first == before))
            else:
                for piece, start in self._pieces(match[0], first):
                    drawn_by = pdfium_calls.object_of_letter(handle, at[start])
                    append(self._word(piece, start, drawn_by, start != first or first == before))
            before = end

    def _pieces(self, token: str, first: int) -> Iterator[tuple[str, int]]:
        """Cut a token where the face or the baseline changes (a superscript, a bold half):
        kerning alone cuts nothing.
        """
        start, look = 0, self._look(first)
        for index in range(1, len(token)):
            new = self._look(first + index)
            if (new[0], new[2]) != (look[0], look[2]):
                yield token[start:index], first + start
                start, look = index, new
        yield token[start:], first + start

    def _look(self, index: int) -> Look:
        drawn = pdfium_calls.object_of_letter(self.handle, self.at[index])
        return self.looks.get(drawn) or self._look_of(index, drawn)

    def _word(self, text: str, first: int, drawn: int, glued: bool) -> Word:
        handle, at = self.handle, self.at
        face, base, _ = self.looks.get(drawn) or self._look_of(first, drawn)
        pdfium_calls.loose_box(handle, at[first], self.first_box)
        left, top, right, bottom = self.boxes[:4]
        last = first + len(text) - 1
        if last != first:
            pdfium_calls.loose_box(handle, at[last], self.last_box)
            left_too, top_too, right_too, bottom_too = self.boxes[4:]
            left, right = min(left, left_too), max(right, right_too)
            top, bottom = max(top, top_too), min(bottom, bottom_too)
        x0, y0, x1, y1 = self.frame.box(left, top, right, bottom)
        return Word(text, x0, y0, x1, y1, base, face, glued, first)

    def _look_of(self, index: int, drawn: int) -> Look:
        """The face and the baseline of a drawn text, from one of its letters: it is all of one
        face and straight.
        """
        name, bold = self._font(drawn)
        mode = pdfium_calls.render_mode_of(drawn) if drawn else 0
        bold = bold or mode == FILLED_AND_STROKED
        index = self.at[index]
        pdfium_calls.matrix_of_letter(self.handle, index, self.matrix_at)
        pdfium_calls.origin(self.handle, index, self.x_at, self.y_at)
        a, b = self.matrix[:2]
        scale = (a * a + b * b) ** 0.5 or 1.0
        size = round(pdfium_calls.size_of_letter(self.handle, index) * scale, 1)
        turn = turn_of(a, b, self.frame.rotation)
        face = Face(
            name,
            size,
            bold,
            turn,
            pdfium_calls.has_no_unicode(self.handle, index) == 1,
            mode in NOT_DRAWN,
            bool(drawn)
            and mode == 0
            and not self.colour.is_seen(pdfium_calls.fill_colour_of, drawn),
            is_slanted(a, b),
        )
        base = self.frame.base(self.x.value, self.y.value, face.turn)
        found = self.looks[drawn] = face, base, round(base)
        return found

    def _font(self, drawn: int) -> tuple[str, bool]:
        font = pdfium_calls.font_of(drawn) if drawn else 0
        if not font:
            return "", False
        if font not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            pdfium_calls.name_of(font, buffer, 256)
            name = plain_name(buffer.value.decode("utf-8", "replace"))
            self.fonts[font] = (
                name,
                bool(BOLD_NAME.search(name)) or pdfium_calls.weight_of(font) >= BOLD_WEIGHT,
            )
        return self.fonts[font]

    def passed_over(self, item: int) -> Box | None:
        """The box of a drawn text that no word comes from although there is something in it."""
        sides = [c_float() for _ in range(4)]
        pdfium_calls.bounds_of(item, *map(byref, sides))
        left, bottom, right, top = (side.value for side in sides)
        is_point = right - left <= NO_WIDTH and top - bottom <= 1
        if is_point and (
            pdfium_calls.is_embedded(pdfium_calls.font_of(item)) or not self._has_hollow_letters()
        ):
            return None
        return self.frame.box(left, top, right, bottom)

    def _has_hollow_letters(self) -> bool:
        """Whether letters of this page have no shape here: then a text of one of them looks as
        empty as a blank.
        """
        if self.hollow is None:
            firsts = [
                word.first
                for word in self.ink.words
                if word.text[0].isalpha() and not word.text[0].isascii()
            ]
            self.hollow = any(map(self._is_hollow, firsts[:SAMPLE]))
        return self.hollow

    def _is_hollow(self, index: int) -> bool:
        sides = [c_double() for _ in range(4)]
        pdfium_calls.tight_box(self.handle, self.at[index], *map(byref, sides))
        return sides[3].value - sides[2].value <= NO_HEIGHT

    def edges(self, word: Word) -> list[tuple[float, float]]:
        """Left and right of each letter of a level word."""
        found: list[tuple[float, float]] = []
        if word.first == NOWHERE:
            return found
        for index in range(word.first, word.first + len(word.text)):
            pdfium_calls.loose_box(self.handle, self.at[index], self.first_box)
            x0, _, x1, _ = self.frame.box(*self.boxes[:4])
            found.append((x0, x1))
        return found

    def drawn_at(self, word: Word) -> int:
        """The word's place in the order in which the page's things are drawn."""
        if word.first == NOWHERE:
            return drawn_last(word)
        drawn = pdfium_calls.object_of_letter(self.handle, self.at[word.first])
        return self.order.get(drawn, drawn_last(word))

    def clipped(self, word: Word) -> bool:
        """Whether the middle of a word lies outside a path that its text is clipped to."""
        if word.first == NOWHERE:
            return False
        drawn = pdfium_calls.object_of_letter(self.handle, self.at[word.first])
        middle = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return any(
            not (x0 <= middle[0] <= x1 and y0 <= middle[1] <= y1)
            for x0, y0, x1, y1 in clips_of(drawn, self.frame)
        )
