"""What was typed or ticked in the fields of a form: it is printed, but no part of the text."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_void_p
from typing import Any

import pypdfium2.raw as pdfium

from extractor.model.place import Box
from extractor.read.pdf import pdfium_calls
from extractor.read.pdf.coordinates import Frame
from extractor.read.pdf.ink import Face, Word

VERSION = 2  # of the interface that the engine wants
NAME = "form"  # the face of all typed words
SIZE, LARGEST = 0.75, 11.0  # of a field's height; points
LETTER = 0.5  # of the letter size: the width of a letter
PADDING = 2.0  # points
UNDER = 0.25  # of the letter size: what reaches below the baseline
HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
TYPED = (
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
)
TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
NOT_TICKED = ("", "Off")
NOWHERE = -1  # in place of a word's first letter


@contextmanager
def form_of(document: c_void_p) -> Iterator[int]:
    """The handle of a document's form; 0 where it has none."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        yield 0
        return
    settings = pdfium.FPDF_FORMFILLINFO(version=VERSION)
    form = pdfium_calls.open_form(document, byref(settings))
    try:
        yield form
    finally:
        if form:
            pdfium_calls.close_form(form)


def typed_words(form: int, page: int, frame: Frame) -> Iterator[Word]:
    """The values of a page's fields as words that stand in their fields; a box is ☑ or ☐. Text
    that somebody typed onto the page comes, too.
    """
    for index in range(pdfium_calls.count_notes(page)):
        note = pdfium_calls.note_at(page, index)
        if not note:
            continue
        try:
            shown = not pdfium_calls.flags_of_note(note) & HIDDEN
            kind = pdfium_calls.kind_of_note(note) if shown else 0
            if kind == pdfium.FPDF_ANNOT_FREETEXT:
                yield from _laid_out(_named(note, b"Contents"), _box_of(note, frame))
            elif kind == pdfium.FPDF_ANNOT_WIDGET and form:
                yield from _words_of(form, note, frame)
        finally:
            pdfium_calls.close_note(note)


def _words_of(form: int, field: int, frame: Frame) -> Iterator[Word]:
    kind, box = pdfium_calls.kind_of_field(form, field), _box_of(field, frame)
    if kind in TYPED:
        yield from _laid_out(_value_of(form, field), box)
    elif kind in TICKED:
        yield from _laid_out("☐" if _named(field, b"AS") in NOT_TICKED else "☑", box)


def _box_of(note: int, frame: Frame) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium_calls.box_of_note(note, byref(rect))
    return frame.box(rect.left, rect.top, rect.right, rect.bottom)


def _value_of(form: int, field: int) -> str:
    return _said(lambda buffer, size: pdfium_calls.value_of_field(form, field, buffer, size))


def _named(note: int, entry: bytes) -> str:
    """An entry of the annotation's dictionary."""
    return _said(lambda buffer, size: pdfium_calls.text_of_note(note, entry, buffer, size))


def _said(ask: Callable[[Any, int], int]) -> str:
    """The answer of a call that says how long it is when it is given no room."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(max(2, size))
    ask(buffer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _laid_out(text: str, box: Box) -> Iterator[Word]:
    """Words in lines from the upper left corner of a field, squeezed where they are too wide."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    x0, y0, x1, y1 = box
    step = (y1 - y0) / len(lines)
    size = min(LARGEST, SIZE * step)
    for index, line in enumerate(lines):
        base = y0 + index * step + (step + size) / 2 - UNDER * size
        room = max(1.0, x1 - x0 - 2 * PADDING)
        letter = min(LETTER * size, room / max(1, len(line)))
        at = 0
        for word in line.split():
            at = line.index(word, at)
            left, right = (x0 + PADDING + letter * end for end in (at, at + len(word)))
            face = Face(NAME, round(size, 1), False, 0)
            top, bottom = base - (1 - UNDER) * size, base + UNDER * size
            yield Word(word, left, top, right, bottom, base, face, False, NOWHERE)
            at += len(word)
