"""A web page as WordprocessingML: what Word saves as .htm, .mht or as a .doc that is a page, and
what people name .doc after copying it from a site.
"""

import email
import re
from collections.abc import Iterator
from email.message import Message
from xml.sax.saxutils import escape

from lxml import etree, html

from extractor.read.docx.ooxml import W

BODY = f'<w:document xmlns:w="{W[1:-1]}"><w:body>'
BODY_ENDS = "</w:body></w:document>"
LINES = frozenset(
    {
        *("p", "div", "li", "dt", "dd", "pre", "blockquote", "center", "caption", "address"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "body", "figure", "figcaption"),
        *("article", "section", "header", "footer", "main", "nav", "aside", "summary"),
        *("form", "fieldset", "legend"),
    }
)
PASSED_OVER = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "select", "textarea", "xml"}
)
BOLD, STRUCK, RAISED = frozenset({"b", "strong", "th"}), frozenset({"s", "strike", "del"}), "sup"
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
MOST_SPAN = 1000
DEEPEST = 200


def page_of_archive(data: bytes) -> bytes:
    """The page inside a web archive (.mht), empty where there is none."""
    letter = email.message_from_bytes(data)
    parts: Iterator[Message] = letter.walk()
    for part in parts:
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(page, bytes):
                return _in_utf8(page, charset) if charset else page
    return b""


def word_of_page(data: bytes) -> str:
    """The text of a page as the main part of a Word file. Raises ValueError where nothing can be
    parsed.
    """
    text = _decoded(data)
    parser = html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError("no page") from error
    writer = _Writer()
    body = root.find("body")
    writer.block(root if body is None else body, 0)
    writer.end_line()
    return BODY + "".join(writer.pieces) + BODY_ENDS


def _in_utf8(page: bytes, charset: str) -> bytes:
    try:
        return b"\xef\xbb\xbf" + page.decode(charset, "replace").encode("utf-8")
    except LookupError:
        return page


def _decoded(data: bytes) -> str:
    """By the mark of order, by what the page declares, as UTF-8, else as Russian Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    declared = _CHARSET.search(data[:4096])
    for charset in (declared[1].decode("ascii") if declared else "", "utf-8", "cp1251"):
        try:
            return data.decode(charset) if charset else data.decode("utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1251", "replace")


class _Writer:
    """The paragraphs written so far, and the runs of the one that is open."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[str] = []
        self.level = 0
        self.marker = ""

    def end_line(self) -> None:
        """Close the open paragraph; one without text is not written."""
        if any("<w:t " in run for run in self.runs):
            outline = f'<w:pPr><w:outlineLvl w:val="{self.level - 1}"/></w:pPr>'
            self.pieces.append(f"<w:p>{outline if self.level else ''}{''.join(self.runs)}</w:p>")
        self.runs.clear()

    def block(self, element: etree._Element, depth: int, look: str = "") -> None:
        """Write what an element holds."""
        tag = element.tag
        if not isinstance(tag, str) or tag in PASSED_OVER or depth > DEEPEST:
            return
        if tag == "table":
            self.end_line()
            self.pieces.append(_table(element, depth))
            return
        is_line = tag in LINES
        if is_line:
            self.end_line()
            self.level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
            self.marker = _marker(element)
        self._content(element, depth, _look_of(element, look))
        if is_line:
            self.end_line()
            self.level = 0

    def _content(self, element: etree._Element, depth: int, look: str) -> None:
        if element.tag == "br":
            self.runs.append("<w:r><w:br/></w:r>")
        self.text(element.text, look)
        for child in element:
            self.block(child, depth + 1, look)
            self.text(child.tail, look)

    def text(self, text: str | None, look: str) -> None:
        """Add a run; white space of the source is one space."""
        plain = _SPACE.sub(" ", _CONTROL.sub("", text or ""))
        if not self.runs:
            plain = plain.lstrip(" ")
        if plain:
            plain, self.marker = self.marker + plain, ""
            inner = f'<w:t xml:space="preserve">{escape(plain)}</w:t>'
            properties = f"<w:rPr>{look}</w:rPr>" if look else ""
            self.runs.append(f"<w:r>{properties}{inner}</w:r>")


def _look_of(element: etree._Element, look: str) -> str:
    """Properties of the runs inside of an element."""
    tag, style = element.tag, element.get("style", "")
    if tag in BOLD and "<w:b/>" not in look:
        look += "<w:b/>"
    if (tag in STRUCK or _LINE_THROUGH.search(style)) and "<w:strike/>" not in look:
        look += "<w:strike/>"
    if _HIDDEN.search(style) and "<w:vanish/>" not in look:
        look += "<w:vanish/>"
    if tag == RAISED and "vertAlign" not in look:
        look += '<w:vertAlign w:val="superscript"/>'
    return look


def _marker(element: etree._Element) -> str:
    """«1. » before an item of a numbered list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    return f"{sum(1 for _ in element.itersiblings('li', preceding=True)) + 1}. "


def _table(table: etree._Element, depth: int) -> str:
    """A table with its spans; a cell that covers rows is gone on with in each of them."""
    rows, open_cells = [], dict[int, tuple[int, int]]()
    for row in _rows_of(table):
        cells: list[str] = []
        column = 0
        for cell in row.iterchildren("td", "th"):
            column = _gone_on(cells, open_cells, column)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if down > 1:
                open_cells[column] = (down - 1, across)
            cells.append(_cell(cell, across, down > 1, depth))
            column += across
        _gone_on(cells, open_cells, column)
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _gone_on(cells: list[str], open_cells: dict[int, tuple[int, int]], column: int) -> int:
    """Add the cells that go on from above at a column; gives the column behind them."""
    while column in open_cells:
        left, across = open_cells[column]
        cells.append(f"<w:tc><w:tcPr>{_across(across)}<w:vMerge/></w:tcPr><w:p/></w:tc>")
        if left > 1:
            open_cells[column] = (left - 1, across)
        else:
            del open_cells[column]
        column += across
    return column


def _cell(cell: etree._Element, across: int, is_open: bool, depth: int) -> str:
    writer = _Writer()
    writer.block(cell, depth + 1)
    writer.end_line()
    merge = '<w:vMerge w:val="restart"/>' if is_open else ""
    inner = "".join(writer.pieces) or "<w:p/>"
    return f"<w:tc><w:tcPr>{_across(across)}{merge}</w:tcPr>{inner}</w:tc>"


def _across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


def _span(cell: etree._Element, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name, ""))
    return min(max(1, int(found[1])), MOST_SPAN) if found else 1
