"""What stands inside a paragraph: runs, links, fields, tracked changes, notes and drawings, joined into one line of text.

``INLINE`` is the whole of it: the name of an element → the function that reads it. An element that is not listed there and
holds nothing visible (bookmarks, spelling marks, deleted or moved-away text) is passed over.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.model import Link
from extractor.read.ooxml import (
    ALTERNATE,
    CHOICE,
    CX,
    DGM,
    FALLBACK,
    RPR,
    RUN,
    SDT_CONTENT,
    TEXT,
    TXBX_CONTENT,
    VAL,
    A,
    C,
    M,
    R,
    V,
    W,
)
from extractor.read.package import Relationship
from extractor.read.styles import PLAIN, Said, Style, Styles, is_on

RUN_SWITCHES = (W + "b", W + "vanish", W + "rStyle")
DRAWN = (TXBX_CONTENT, C + "chart", CX + "chart", DGM + "relIds", A + "blip", V + "imagedata")


@dataclass(slots=True)
class Line:
    """A paragraph in the making. ``drawn`` are the charts, diagrams and text boxes anchored here, to be read after it."""

    style: Style = PLAIN
    said: Said | None = None
    number: str = ""
    depth: int | None = None
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    breaks: bool = False
    bold: bool | None = None
    contents: bool = False


@dataclass(slots=True)
class Field:
    """An open complex field: its code, and whether its result is being read by now."""

    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Story:
    """What the inline reader needs of one part: its styles, its relationships and the fields open across paragraphs."""

    styles: Styles
    relationships: dict[str, Relationship]
    fields: list[Field] = field(default_factory=list)

    def read(self, element: etree._Element, line: Line) -> None:
        """Read the children of a paragraph or of anything that wraps runs."""
        for child in element:
            reader = INLINE.get(child.tag)
            if reader is not None:
                reader(self, child, line)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one of several versions of the same thing that is read: the first choice, else the fallback."""
    choice = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if choice is None else choice


def _run(story: Story, run: etree._Element, line: Line) -> None:
    if story.fields:
        line.contents = line.contents or any(each.code.startswith("TOC") for each in story.fields)
    bold, hidden = line.style.bold, line.style.hidden
    target = line.hidden if hidden else line.shown
    for child in run:
        tag = child.tag
        if tag == TEXT:
            text = child.text or ""
            target.append(text)
            if line.bold is not False and target is line.shown and text.strip():
                line.bold = bold
        elif tag == RPR:
            bold, hidden = _switches(story, child, line.style)
            target = line.hidden if hidden else line.shown
        elif (reader := IN_RUN.get(tag)) is not None:
            reader(story, child, line, target)


def _switches(story: Story, properties: etree._Element, style: Style) -> tuple[bool, bool]:
    """Bold and hidden as a run sees them: its own word first, then its character style, then the paragraph's."""
    bold: bool | None = None
    hidden: bool | None = None
    named = PLAIN
    for switch in properties.iterchildren(*RUN_SWITCHES):
        name = switch.tag
        if name == RUN_SWITCHES[0]:
            bold = is_on(switch)
        elif name == RUN_SWITCHES[1]:
            hidden = is_on(switch)
        else:
            named = story.styles.get(switch.get(VAL, ""))
    return (style.bold or named.bold if bold is None else bold), (style.hidden or named.hidden if hidden is None else hidden)


def _hyperlink(story: Story, element: etree._Element, line: Line) -> None:
    before = len(line.shown)
    story.read(element, line)
    relation = story.relationships.get(element.get(R + "id", ""))
    address = relation.target if relation else "#" + element.get(W + "anchor", "")
    if address != "#":
        line.links.append(Link("".join(line.shown[before:]), address))


def _wrapper(story: Story, element: etree._Element, line: Line) -> None:
    story.read(element, line)


def _content_control(story: Story, element: etree._Element, line: Line) -> None:
    for content in element.iterchildren(SDT_CONTENT):
        story.read(content, line)


def _alternate(story: Story, element: etree._Element, line: Line) -> None:
    version = chosen(element)
    if version is not None:
        story.read(version, line)


def _math(story: Story, element: etree._Element, line: Line) -> None:
    line.shown.extend(each.text or "" for each in element.iter(M + "t"))


InRun = Callable[[Story, etree._Element, Line, list[str]], None]


def _character(character: str) -> InRun:
    def read(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
        target.append(character)

    return read


def _break(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    if element.get(W + "type") == "page":
        line.breaks = True
    else:
        target.append("\n")


def _rendered_break(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    line.breaks = True


def _symbol(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return
    target.append("•" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code < 0x110000 else chr(code))


def _note(kind: str) -> InRun:
    def read(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
        line.notes.append(kind + element.get(W + "id", ""))

    return read


def _field_mark(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    kind = element.get(W + "fldCharType")
    if kind == "begin":
        story.fields.append(Field())
    elif story.fields and kind == "separate":
        story.fields[-1].result = True
    elif story.fields and kind == "end":
        story.fields.pop()


def _field_code(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    if story.fields and not story.fields[-1].result:
        story.fields[-1].code = (story.fields[-1].code + (element.text or "")).lstrip()


def _drawing(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    for each in _drawn_in(element):
        if each.tag in (A + "blip", V + "imagedata"):
            line.pictures += 1
        else:
            line.drawn.append(each)


def _drawn_in(element: etree._Element) -> Iterator[etree._Element]:
    """What a drawing shows, outermost only: what stands inside a text box is read with the text box."""
    for child in element:
        if child.tag in DRAWN:
            yield child
        elif child.tag == ALTERNATE:
            version = chosen(child)
            if version is not None:
                yield from _drawn_in(version)
        elif len(child):
            yield from _drawn_in(child)


def _alternate_in_run(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    version = chosen(element)
    for child in () if version is None else version:
        if child.tag == TEXT:
            target.append(child.text or "")
        elif (reader := IN_RUN.get(child.tag)) is not None:
            reader(story, child, line, target)


def _ruby(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    for base in element.iterchildren(W + "rubyBase"):
        story.read(base, line)


IN_RUN: dict[str, InRun] = {
    W + "tab": _character("\t"),
    W + "ptab": _character("\t"),
    W + "cr": _character("\n"),
    W + "noBreakHyphen": _character("\u2011"),
    W + "softHyphen": _character("\u00ad"),
    W + "br": _break,
    W + "lastRenderedPageBreak": _rendered_break,
    W + "sym": _symbol,
    W + "footnoteReference": _note("f"),
    W + "endnoteReference": _note("e"),
    W + "fldChar": _field_mark,
    W + "instrText": _field_code,
    W + "drawing": _drawing,
    W + "pict": _drawing,
    W + "object": _drawing,
    W + "ruby": _ruby,
    ALTERNATE: _alternate_in_run,
}

INLINE: dict[str, Callable[[Story, etree._Element, Line], None]] = {
    RUN: _run,
    W + "hyperlink": _hyperlink,
    **dict.fromkeys((W + name for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")), _wrapper),
    W + "sdt": _content_control,
    ALTERNATE: _alternate,
    M + "oMath": _math,
    M + "oMathPara": _math,
}
