"""The conservation check: is every visible letter of the file in the document that was read?

It looks at the XML in another way than the reader does (one flat pass over the text elements and their ancestors), so that
an error of the walk does not repeat itself here.
"""

from collections import Counter

from lxml import etree

from extractor.model import Document, Paragraph, Table
from extractor.read.ooxml import ALTERNATE, CHOICE, FALLBACK, TEXT, TR, TRPR, M, W

GONE = frozenset({W + "del", W + "moveFrom", W + "rt"})
SHOWN = 80


def lost_text(root: etree._Element, document: Document) -> str:
    """The words of the file that did not reach the document, shortened; empty where nothing is lost."""
    kept = Counter(_letters("".join(_kept(document))))
    skipped: dict[etree._Element, bool] = {}
    lost: list[str] = []
    for element in root.iter(TEXT, M + "t"):
        if element.text and not _is_gone(element.getparent(), skipped):
            letters = Counter(_letters(element.text))
            if letters - kept:
                lost.append(element.text)
            kept -= letters
    return " … ".join(lost)[:SHOWN]


def _letters(text: str) -> str:
    return "".join(text.split())


def _kept(document: Document) -> list[str]:
    pieces: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pieces += (block.text, block.hidden)
        elif isinstance(block, Table):
            for cell in block.cells:
                pieces += (cell.text, cell.hidden)
    return pieces


def _is_gone(element: etree._Element | None, known: dict[etree._Element, bool]) -> bool:
    """Whether an element stands in something deleted or in the unused version of a drawing."""
    path: list[etree._Element] = []
    answer = False
    while element is not None:
        if element in known:
            answer = known[element]
            break
        path.append(element)
        if _hides(element):
            answer = True
            break
        element = element.getparent()
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
    if tag == TR:
        properties = element.find(TRPR)
        return properties is not None and (properties.find(W + "del") is not None or properties.find(W + "moveFrom") is not None)
    return False
