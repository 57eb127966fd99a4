"""Formulas (Office MathML) on one line, so that no two figures run together: «1/2», «x²»,
«√(a+b)».
"""

from collections.abc import Callable, Iterator

from lxml import etree

from extractor.read.docx.ooxml import TEXT, M
from extractor.read.docx.symbols import RAISED

TEXTS = frozenset({M + "t", TEXT})


def formula(element: etree._Element) -> str:
    """The text of a formula or of a part of one."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in TEXTS:
            yield child.text or ""
        elif (shape := SHAPES.get(tag)) is not None:
            yield shape(child)
        else:
            yield from _pieces(child)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else formula(found)


def _sign(element: etree._Element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else found.get(M + "val", "")


def _grouped(text: str) -> str:
    """A part of several signs in brackets, so that it stays one part on the line."""
    return text if text.isalnum() or len(text) <= 1 else f"({text})"


def _fraction(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _raised(element: etree._Element) -> str:
    power = _part(element, "sup")
    return _part(element, "e") + (
        power.translate(RAISED) if power.isdecimal() else f"^{_grouped(power)}"
    )


def _lowered(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{_grouped(_part(element, 'sub'))}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"{degree.translate(RAISED)}√{_grouped(_part(element, 'e'))}"


def _bracketed(element: etree._Element) -> str:
    inner = _sign(element, "dPr", "sepChr", "|").join(
        formula(child) for child in element.iterchildren(M + "e")
    )
    return f"{_sign(element, 'dPr', 'begChr', '(')}{inner}{_sign(element, 'dPr', 'endChr', ')')}"


def _summed(element: etree._Element) -> str:
    bounds = [
        f"{mark}{_grouped(part)}"
        for mark, name in (("_", "sub"), ("^", "sup"))
        if (part := _part(element, name))
    ]
    return f"{_sign(element, 'naryPr', 'chr', '∫')}{''.join(bounds)} {_part(element, 'e')}"


SHAPES: dict[str, Callable[[etree._Element], str]] = {
    M + "f": _fraction,
    M + "sSup": _raised,
    M + "sSub": _lowered,
    M + "rad": _root,
    M + "d": _bracketed,
    M + "nary": _summed,
}
