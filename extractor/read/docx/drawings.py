"""Drawings: what a picture, a shape or an embedded object holds that a reader can see."""

from collections.abc import Iterator

from lxml import etree

from extractor.read.docx.ooxml import ALTERNATE, CX, DGM, OFFICE, TXBX_CONTENT, A, C, V, chosen
from extractor.text import is_blank

SHAPE_TEXT, WORD_ART = A + "txBody", V + "textpath"
PICTURES = (A + "blip", V + "imagedata")
OBJECT = OFFICE + "OLEObject"
DRAWN = frozenset(
    {
        TXBX_CONTENT,
        C + "chart",
        CX + "chart",
        DGM + "relIds",
        SHAPE_TEXT,
        WORD_ART,
        OBJECT,
        *PICTURES,
    }
)


def drawn_in(element: etree._Element) -> Iterator[etree._Element]:
    """What a drawing shows, outermost only: what stands inside a text box is read with the text
    box.
    """
    for child in element:
        if child.tag in DRAWN:
            yield child
        elif child.tag == ALTERNATE:
            version = chosen(child)
            if version is not None:
                yield from drawn_in(version)
        elif len(child):
            yield from drawn_in(child)


def texts_of_shape(shape: etree._Element) -> Iterator[str]:
    """The words of a drawing that are no WordprocessingML: a line each."""
    if shape.tag == WORD_ART:
        yield from (text for text in (shape.get("string", ""),) if not is_blank(text))
    for paragraph in shape.iter(A + "p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(A + "t"))
        if not is_blank(text):
            yield text
