"""The conservation check: is every visible word of the file in the document that was read?

It looks at the XML in another way than the reader does (a flat pass over the text elements, each
asked for its ancestors), so that an error of the walk does not repeat itself here. Words are
compared first; where they are cut otherwise (a formula, a tab), the letters of what is left.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from extractor.model import Document, Paragraph, Table
from extractor.read.docx.fields import FIELD_MARK, KIND, fields_left_open
from extractor.read.docx.ooxml import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    OFF,
    RPR,
    RUN,
    TC,
    TCPR,
    TEXT,
    TR,
    TRPR,
    A,
    M,
    P,
    W,
)
from extractor.read.docx.runs import NOTE_MARKS
from extractor.read.docx.styles import FACES, font_of
from extractor.read.docx.symbols import in_font

GONE = frozenset({W + "del", W + "moveFrom", W + "rt"})
TEXTS = (TEXT, M + "t", A + "t")
GAPS = (W + "tab", W + "br", W + "cr", W + "ptab")
HYPHENS = {W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
BLOCKS = frozenset({P, A + "p"})
# Rows and cells that a reviewer deleted or an author hid: where it is said.
DELETED = {
    TR: tuple((TRPR, W + name) for name in ("del", "moveFrom", "hidden")),
    TC: ((TCPR, W + "cellDel"),),
}
SHOWN = 80


def lost_text(roots: Iterable[etree._Element], document: Document) -> str:
    """The words of the file that did not reach the document, shortened; empty where nothing is
    lost.
    """
    visible = Counter(word for root in roots for word in _words_of_file(root))
    kept = Counter(word for text in _kept(document) for word in _folded(text).split())
    missing = visible - kept
    if not missing:
        return ""
    automatic = Counter(word for number in _numbers(document) for word in number.split())
    spare = Counter("".join((kept - visible - automatic).elements()))
    lost = []
    for word in missing.elements():
        letters = Counter(word)
        if letters - spare:
            lost.append(word)
        spare -= letters
    return " … ".join(lost)[:SHOWN]


def _folded(text: str) -> str:
    """Raised digits as digits, hyphens and invisible marks as the file writes them."""
    return unicodedata.normalize("NFKC", text)


def _kept(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (block.text, block.hidden)
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from (cell.text, cell.hidden)
    yield from (note.text for note in document.notes)


def _numbers(document: Document) -> Iterator[str]:
    """Automatic numbers in the text of cells: they are no text of the file."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.number for cell in block.cells if cell.number)


def _words_of_file(root: etree._Element) -> Iterator[str]:
    """The visible words of a part: the pieces of a paragraph joined, then cut at white space."""
    known: dict[etree._Element, bool] = {}
    pieces: dict[etree._Element | None, list[str]] = {}
    left_open, codes = fields_left_open(root), Codes()
    for element in root.iter(*TEXTS, *GAPS, *HYPHENS, FIELD_MARK):
        if _is_gone(element, known):
            continue
        if element.tag == FIELD_MARK:
            if element not in left_open:
                codes.see(element.get(KIND, ""))
        elif not codes.open and not _is_sign_of_note(element):
            block = next(
                (ancestor for ancestor in element.iterancestors() if ancestor.tag in BLOCKS), None
            )
            pieces.setdefault(block, []).append(_text_of(element))
    for texts in pieces.values():
        yield from _folded("".join(texts)).split()


class Codes:
    """Which fields are open, and how many of them (``open``) are still in their code, which Word
    does not show.
    """

    def __init__(self) -> None:
        self.in_code: list[bool] = []

    @property
    def open(self) -> int:
        return sum(self.in_code)

    def see(self, kind: str) -> None:
        if kind == "begin":
            self.in_code.append(True)
        elif self.in_code and kind == "separate":
            self.in_code[-1] = False
        elif self.in_code and kind == "end":
            self.in_code.pop()


def _is_sign_of_note(element: etree._Element) -> bool:
    """The sign that an author chose for a note («*»), which is kept out of the text as automatic
    signs are.
    """
    run = element.getparent()
    marks = () if run is None or run.tag != RUN else run.iterchildren(*NOTE_MARKS)
    return any(mark.get(W + "customMarkFollows", "0") not in OFF for mark in marks)


def _text_of(element: etree._Element) -> str:
    if element.tag == TEXT:
        return _in_its_font(element)
    if element.tag in TEXTS:
        return element.text or ""
    return HYPHENS.get(element.tag, " ")


def _in_its_font(element: etree._Element) -> str:
    """The text of a run, in a font of signs as it is printed there."""
    text, run = element.text or "", element.getparent()
    faces = None if run is None else run.find(f"{RPR}/{FACES}")
    font = "" if faces is None else font_of(faces)
    return in_font(font, text) if font else text


def _is_gone(element: etree._Element, known: dict[etree._Element, bool]) -> bool:
    """Whether an element stands in something deleted or in the unused version of a drawing."""
    path: list[etree._Element] = []
    answer = False
    for ancestor in element.iterancestors():
        if ancestor in known:
            answer = known[ancestor]
            break
        path.append(ancestor)
        if _hides(ancestor):
            answer = True
            break
    known.update(dict.fromkeys(path, answer))
    return answer


def _hides(element: etree._Element) -> bool:
    tag = element.tag
    if tag in GONE:
        return True
    if tag == FALLBACK:
        parent = element.getparent()
        return parent is not None and parent.tag == ALTERNATE and parent.find(CHOICE) is not None
    if tag == CHOICE:
        return next(element.itersiblings(CHOICE, preceding=True), None) is not None
    return tag in DELETED and any(
        element.find(f"{properties}/{mark}") is not None for properties, mark in DELETED[tag]
    )
