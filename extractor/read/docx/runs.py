"""What stands inside a paragraph: runs, links, fields, tracked changes, notes and drawings, joined
into one line of text.

``INLINE`` is the whole of it: the name of an element → the function that reads it. An element that
is not listed there and holds nothing visible (bookmarks, spelling marks, deleted or moved-away
text) is passed over.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from extractor.model import Link
from extractor.read.docx.drawings import PICTURES, drawn_in
from extractor.read.docx.fields import FIELD_MARK, KIND, LONGEST_CODE, Field, address_of, form_value
from extractor.read.docx.formulas import formula
from extractor.read.docx.left_out import DELETED, DELETED_TEXT, PLACEHOLDER, LeftOut
from extractor.read.docx.line import Line
from extractor.read.docx.ooxml import (
    ALTERNATE,
    OFF,
    PPR,
    RPR,
    RUN,
    SDT_CONTENT,
    TEXT,
    M,
    R,
    W,
    chosen,
    shows_prompt,
)
from extractor.read.docx.package import Relationship
from extractor.read.docx.page_breaks import Pages
from extractor.read.docx.run_looks import PLAIN_LOOK, Look, look_of, raised_sign
from extractor.read.docx.styles import Styles, said_by
from extractor.read.docx.symbols import in_font, symbol
from extractor.text import is_blank

RENDERED_BREAK = W + "lastRenderedPageBreak"
NOTE_MARKS = (W + "footnoteReference", W + "endnoteReference")
# After these what follows in the run may go elsewhere: into a field's code, or be the sign of a
# note.
TURNS = frozenset({FIELD_MARK, *NOTE_MARKS})


@dataclass(slots=True)
class Story:
    """What the inline reader needs of one part: its styles, its relationships, the fields open
    across paragraphs, the page.

    ``left_open`` are the begins of fields that have no end. ``in_code`` counts the open fields
    whose result is not reached yet, ``in_contents`` those whose result, now being read, is a table
    of contents. ``placeholders`` counts the open content controls that show their prompt («Место
    для ввода текста») because nothing was typed into them. ``left_out`` takes what is told.
    """

    styles: Styles
    relationships: dict[str, Relationship]
    pages: Pages
    left_open: frozenset[etree._Element] = frozenset()
    fields: list[Field] = field(default_factory=list)
    in_code: int = 0
    in_contents: int = 0
    placeholders: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)

    def read(self, element: etree._Element, line: Line) -> None:
        """Read the children of a paragraph or of anything that wraps runs."""
        for child in element:
            reader = INLINE.get(child.tag)
            if reader is not None:
                reader(self, child, line)

    @contextmanager
    def control(self, element: etree._Element) -> Iterator[None]:
        """While the content of a content control is read: what is only its prompt is left out."""
        is_prompt = shows_prompt(element)
        self.placeholders += is_prompt
        yield
        self.placeholders -= is_prompt

    def target(self, line: Line, unseen: str) -> list[str]:
        """Where text goes: into the line, to what is no part of it (hidden, struck out, a
        prompt), or nowhere: a field's code, the custom sign of a note.
        """
        if self.in_code or line.sign_follows:
            return []
        return line.hidden if unseen else line.shown


def _properties(story: Story, element: etree._Element, line: Line) -> None:
    """What a paragraph says of itself stands before its runs."""
    said = line.said = said_by(element)
    if said.style is not None:
        line.style = story.styles.get(said.style)
    if line.style.breaks if said.breaks is None else said.breaks:
        story.pages.turn(line)


def _run(story: Story, run: etree._Element, line: Line) -> None:
    before = len(line.shown) if story.in_contents else None
    style = line.style
    look, bold = PLAIN_LOOK, style.bold
    unseen = PLACEHOLDER if story.placeholders else style.unseen
    target = story.target(line, unseen)
    for child in run:
        tag = child.tag
        if tag == TEXT:
            text = child.text or ""
            if look is not PLAIN_LOOK:
                text = _as_seen(text, look, line, target)
            else:
                line.lifted = False
            target.append(text)
            if unseen:
                story.left_out.add(unseen, text, line)
            elif line.bold is not False and target is line.shown and not is_blank(text):
                line.bold = bold
        elif tag == RPR:
            bold, own, look = look_of(story.styles, child, style)
            unseen = unseen if story.placeholders else own
            target = story.target(line, unseen)
        elif (reader := IN_RUN.get(tag)) is not None:
            reader(story, child, line, target)
            if tag in TURNS:
                target = story.target(line, unseen)
    line.sign_follows = False
    if (
        before is not None and len(line.shown) > before
    ):  # the run that only ends a table of contents is no part of it
        line.contents = True


def _as_seen(text: str, look: Look, line: Line, before: list[str]) -> str:
    """The text of a run of a symbol font, or of one that stands higher than the line."""
    text = in_font(look.font, text) if look.font else text
    if not look.raised:
        line.lifted = False
        return text
    seen = text if line.lifted else raised_sign(text, before)
    line.lifted = seen == text
    return seen


def _hyperlink(story: Story, element: etree._Element, line: Line) -> None:
    before = len(line.shown)
    story.read(element, line)
    relation = story.relationships.get(element.get(R + "id", ""))
    anchor = element.get(W + "anchor", "")
    _add_link(
        line, before, (relation.target if relation else "") + (f"#{anchor}" if anchor else "")
    )


def _simple_field(story: Story, element: etree._Element, line: Line) -> None:
    before = len(line.shown)
    code = element.get(W + "instr", "")
    line.contents = line.contents or code.lstrip().startswith("TOC")
    story.read(element, line)
    _add_link(line, before, address_of(code))


def _add_link(line: Line, start: int, address: str) -> None:
    if address:
        line.links += (Link("".join(line.shown[start:]), address),)


def _wrapper(story: Story, element: etree._Element, line: Line) -> None:
    story.read(element, line)


def _content_control(story: Story, element: etree._Element, line: Line) -> None:
    with story.control(element):
        for content in element.iterchildren(SDT_CONTENT):
            story.read(content, line)


def _deleted(story: Story, element: etree._Element, line: Line) -> None:
    """What a reviewer deleted is told where it holds a figure."""
    text = "".join(deleted.text or "" for deleted in element.iter(DELETED_TEXT))
    if text:
        story.left_out.add(DELETED, text, None)


def _alternate(story: Story, element: etree._Element, line: Line) -> None:
    version = chosen(element)
    if version is not None:
        story.read(version, line)


def _math(story: Story, element: etree._Element, line: Line) -> None:
    story.target(line, "").append(formula(element))


InRun = Callable[[Story, etree._Element, Line, list[str]], None]


def _character(character: str) -> InRun:
    def read(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
        target.append(character)

    return read


def _break(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    if element.get(W + "type") == "page":
        story.pages.turn(line)
    else:
        target.append("\n")


def _rendered_break(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    story.pages.turned(line)


def _symbol(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    target.append(symbol(element.get(W + "font", ""), element.get(W + "char", "")))


def _note(kind: str) -> InRun:
    def read(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
        line.notes += (kind + element.get(W + "id", ""),)
        line.sign_follows = element.get(W + "customMarkFollows", "0") not in OFF

    return read


def _field_mark(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    kind = element.get(KIND)
    if kind == "begin" and element not in story.left_open:
        story.fields.append(Field(shown=form_value(element)))
        story.in_code += 1
    elif story.fields and kind == "separate" and not story.fields[-1].result:
        _result_begins(story, story.fields[-1], line)
    elif story.fields and kind == "end":
        _field_ends(story, story.fields.pop(), line)


def _result_begins(story: Story, opened: Field, line: Line) -> None:
    opened.result, opened.line, opened.start = True, line, len(line.shown)
    story.in_code -= 1
    story.in_contents += opened.is_contents


def _field_ends(story: Story, ended: Field, line: Line) -> None:
    if ended.result:
        story.in_contents -= ended.is_contents
    else:
        story.in_code -= 1
    if ended.shown:
        story.target(line, "").append(ended.shown)
    if ended.line is line:
        _add_link(line, ended.start, address_of(ended.code))


def _field_code(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    if story.fields and not story.fields[-1].result and len(story.fields[-1].code) < LONGEST_CODE:
        story.fields[-1].code = (story.fields[-1].code + (element.text or "")).lstrip()


def _drawing(story: Story, element: etree._Element, line: Line, target: list[str]) -> None:
    for shape in drawn_in(element):
        if shape.tag in PICTURES:
            line.pictures += 1
        else:
            line.drawn += (shape,)


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
    RENDERED_BREAK: _rendered_break,
    W + "sym": _symbol,
    NOTE_MARKS[0]: _note("f"),
    NOTE_MARKS[1]: _note("e"),
    W + "commentReference": _note("c"),
    FIELD_MARK: _field_mark,
    W + "instrText": _field_code,
    **dict.fromkeys((W + name for name in ("drawing", "pict", "object")), _drawing),
    W + "ruby": _ruby,
    ALTERNATE: _alternate_in_run,
}

INLINE: dict[str, Callable[[Story, etree._Element, Line], None]] = {
    RUN: _run,
    PPR: _properties,
    W + "hyperlink": _hyperlink,
    **dict.fromkeys(
        (W + name for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo")), _wrapper
    ),
    W + "del": _deleted,
    W + "fldSimple": _simple_field,
    W + "sdt": _content_control,
    ALTERNATE: _alternate,
    M + "oMath": _math,
    M + "oMathPara": _math,
}
