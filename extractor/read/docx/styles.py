"""Paragraph and character styles: what a style says about headings, bold, hidden text and
numbering.
"""

import re
from dataclasses import dataclass, replace

from lxml import etree

from extractor.read.docx.left_out import HIDDEN, STRUCK
from extractor.read.docx.ooxml import OFF, PPR, RPR, VAL, W, whole
from extractor.read.docx.symbols import FONTS
from extractor.text import visible

CHAIN = 32
INHERITED = -1
MARK_GONE = (W + "del", W + "moveFrom")
STYLE, ALIGNED, NUMBERED, OUTLINED = (W + name for name in ("pStyle", "jc", "numPr", "outlineLvl"))
BREAKS = W + "pageBreakBefore"
FACES, ASCII, THEME = (W + name for name in ("rFonts", "ascii", "asciiTheme"))
HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*([1-9])\b", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"(?:toc|оглавление|содержание)\s*\d*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """The sum of a style and all it is based on. ``level`` 1 to 9 is a heading's.

    ``style`` is its id, ``name`` what people call it. ``list_id`` and ``depth`` put its paragraphs
    into an automatic list («», «0» for none); ``listed_by`` is the id of the style that says so, to
    which a level of the list may be linked. ``unseen`` says why text of this style is no part of
    the report (hidden, struck out), empty where it is; ``font`` is that of signs (Wingdings).
    """

    style: str = ""
    name: str = ""
    level: int | None = None
    bold: bool = False
    hidden: bool = False
    struck: bool = False
    font: str = ""
    centred: bool = False
    contents: bool = False
    raised: bool = False
    breaks: bool = False
    list_id: str = ""
    depth: int | None = None
    listed_by: str = ""
    unseen: str = ""


PLAIN = Style()


class Styles:
    """Styles by id, resolved when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = (
            {}
            if root is None
            else {style.get(W + "styleId", ""): style for style in root.iterchildren(W + "style")}
        )
        self._resolved: dict[str, Style] = {}
        self.usual = self.get(
            next((name for name, element in self._elements.items() if _is_default(element)), "")
        )

    def get(self, style: str) -> Style:
        if style not in self._resolved:
            self._resolved[style] = self._sum_of_chain(style)
        return self._resolved[style]

    def _sum_of_chain(self, style: str) -> Style:
        chain: list[etree._Element] = []
        while style in self._elements and self._elements[style] not in chain and len(chain) < CHAIN:
            chain.append(self._elements[style])
            based = chain[-1].find(W + "basedOn")
            style = "" if based is None else based.get(VAL, "")
        found = PLAIN
        for element in reversed(chain):
            found = _with(found, element)
        return found


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in OFF


def is_on(element: etree._Element | None) -> bool | None:
    """A switch such as ``w:b``: None where it is absent."""
    return None if element is None else element.get(VAL, "1") not in OFF


def font_of(faces: etree._Element) -> str:
    """The font of signs that ``w:rFonts`` names, empty where it is one of letters."""
    name = faces.get(ASCII, "").lower()
    return name if name in FONTS and faces.get(THEME) is None else ""


def number_of(number: etree._Element) -> tuple[str, int | None]:
    """(numId, ilvl) of a ``w:numPr``; numId empty where only a level is named, ilvl None where
    only a list is.
    """
    list_id, level = number.find(W + "numId"), number.find(W + "ilvl")
    return "" if list_id is None else list_id.get(VAL, ""), None if level is None else whole(
        level.get(VAL)
    )


@dataclass(slots=True)
class Said:
    """What one paragraph says of itself, against its style. ``gone``: its mark was deleted;
    ``level`` -1: nothing said.
    """

    style: str | None = None
    number: tuple[str, int | None] | None = None
    level: int | None = INHERITED
    centred: bool | None = None
    breaks: bool | None = None
    gone: bool = False


def said_by(properties: etree._Element) -> Said:
    """Read paragraph properties in one pass."""
    said = Said()
    for element in properties:
        name = element.tag
        if name == STYLE:
            said.style = element.get(VAL, "")
        elif name == ALIGNED:
            said.centred = element.get(VAL) == "center"
        elif name == NUMBERED:
            said.number = number_of(element)
        elif name == OUTLINED:
            said.level = level_of_outline(element)
        elif name == RPR:
            said.gone = next(element.iterchildren(*MARK_GONE), None) is not None
        elif name == BREAKS:
            said.breaks = is_on(element)
    return said


def _with(base: Style, element: etree._Element) -> Style:
    style, name_element = element.get(W + "styleId", ""), element.find(W + "name")
    name = "" if name_element is None else visible(name_element.get(VAL, ""))
    paragraph, run = element.find(PPR), element.find(RPR)
    aligned, raised = _found(paragraph, ALIGNED), _found(run, W + "vertAlign")
    numbered = _found(paragraph, NUMBERED)
    list_id, depth = ("", None) if numbered is None else number_of(numbered)
    hidden = _switched(run, W + "vanish", base.hidden)
    struck = _switched(run, W + "dstrike", _switched(run, W + "strike", base.struck))
    faces = _found(run, FACES)
    return replace(
        base,
        style=style,
        name=name,
        level=_level_of(name, paragraph, base.level),
        bold=_switched(run, W + "b", base.bold),
        hidden=hidden,
        struck=struck,
        unseen=(hidden and HIDDEN) or (struck and STRUCK) or "",
        font=base.font if faces is None else font_of(faces),
        centred=base.centred if aligned is None else aligned.get(VAL) == "center",
        contents=bool(CONTENTS_NAME.match(name)),
        raised=base.raised if raised is None else raised.get(VAL) == "superscript",
        breaks=_switched(paragraph, BREAKS, base.breaks),
        list_id=list_id or base.list_id,
        depth=base.depth if depth is None else depth,
        listed_by=base.listed_by if numbered is None else style,
    )


def _found(properties: etree._Element | None, name: str) -> etree._Element | None:
    return None if properties is None else properties.find(name)


def _switched(properties: etree._Element | None, name: str, inherited: bool) -> bool:
    said = is_on(_found(properties, name))
    return inherited if said is None else said


def _level_of(name: str, paragraph: etree._Element | None, inherited: int | None) -> int | None:
    outline = None if paragraph is None else paragraph.find(W + "outlineLvl")
    if outline is not None:
        return level_of_outline(outline)
    named = HEADING_NAME.match(name)
    return int(named[1]) if named else inherited


def level_of_outline(outline: etree._Element) -> int | None:
    """Word counts outline levels from 0; its 9 is body text."""
    value = whole(outline.get(VAL), 9)
    return value + 1 if 0 <= value < 9 else None
