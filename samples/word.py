"""A Word file as strings: paragraphs, tables with spans, drawings, and the package; the same
input gives the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from samples.blocks import Cell, Grid
from samples.parts import HEAD, fixed

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "document": CONTENT + "wordprocessingml.document.main+xml",
    "styles": CONTENT + "wordprocessingml.styles+xml",
    "numbering": CONTENT + "wordprocessingml.numbering+xml",
    "footnotes": CONTENT + "wordprocessingml.footnotes+xml",
    "header": CONTENT + "wordprocessingml.header+xml",
    "footer": CONTENT + "wordprocessingml.footer+xml",
    "chart": CONTENT + "drawingml.chart+xml",
}
PORTRAIT = 9638
"""Width of the text on an upright A4 page, in twips."""
LANDSCAPE = 14570
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, *, bold: bool = False, extra: str = "") -> str:
    """One run; a line break inside the text becomes ``w:br``."""
    properties = ("<w:b/>" if bold else "") + extra
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{lines}</w:r>"


def paragraph(content: str, *, style: str = "", properties: str = "") -> str:
    """A paragraph of ready runs; ``properties`` in the order that the schema wants, after the
    style.
    """
    inner = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{content}</w:p>"


def field_begin(instruction: str) -> str:
    """The beginning of a field up to its kept result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f"{instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field_run(instruction: str, shown: str) -> str:
    """A field with its kept result."""
    return field_begin(instruction) + run(shown) + FIELD_END


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn.

    ``ordinals``: the automatic list that numbers its ordinal cells, 0 where they are typed.
    ``nested``: the table inside its cell. ``marked``: its header rows are marked to be repeated on
    every page.
    """

    width: int = PORTRAIT
    ordinals: int = 0
    nested: str = ""
    marked: bool = False


def table(grid: Grid, rows: Sequence[int], look: Look) -> str:
    """The wanted rows of a grid as one ``w:tbl``."""
    widths = _widths(grid, look.width)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            by_row[row].append(cell)
    body = "".join(
        _row(by_row[row], row, rows[0], widths, look, look.marked and row < grid.header_rows)
        for row in rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout '
        'w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )


def _widths(grid: Grid, width: int) -> list[int]:
    """Ordinal columns are narrow, columns of words wide, the rest share what is left."""
    ordinals = {cell.column for cell in grid.cells if cell.role == "ordinal"}
    words = {
        cell.column
        for cell in grid.cells
        if cell.role == "stub" or (cell.fact and cell.fact.status == "text")
    } - ordinals
    weights = [
        1.0 if each in ordinals else 5.0 if each in words else 2.0 for each in range(grid.columns)
    ]
    return [int(width * each / sum(weights)) for each in weights]


def _row(
    cells: list[Cell], row: int, first: int, widths: list[int], look: Look, marked: bool
) -> str:
    content = "".join(
        _cell(cell, row in (cell.row, first), widths, look)
        for cell in sorted(cells, key=lambda each: each.column)
    )
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if marked else ''}{content}</w:tr>"


def _cell(cell: Cell, begins: bool, widths: list[int], look: Look) -> str:
    """A cell in one of its rows: its text where it ``begins``, a continuation of the merge
    below.
    """
    width = sum(widths[cell.column : cell.column + cell.column_span])
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = (
        "" if cell.row_span == 1 else f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'
    )
    content = _content(cell, look) if begins else "<w:p/>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'
    )


def _content(cell: Cell, look: Look) -> str:
    if cell.role == "ordinal" and look.ordinals and cell.text:
        return paragraph("", properties=numbered(look.ordinals))
    bold = cell.role in ("header", "group")
    texts = "".join(
        paragraph(run(line, bold=bold) if line else "") for line in cell.text.split("\n")
    )
    return texts + (look.nested + paragraph("") if cell.role == "nest" else "")


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def drawn_chart(identifier: int, relation: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
        'cx="5400000" cy="2700000"/>'
        f'<wp:docPr id="{identifier}" name="Диаграмма {identifier}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(identifier: int, content: str) -> str:
    """A box of text as Word writes it: a drawing, and the same words again for old programs."""
    box = fixed("textbox.xml").replace("IDENTIFIER", str(identifier))
    return f"<w:r>{box.replace('CONTENT', content)}</w:r>"


def package(document: str, parts: Mapping[str, str]) -> bytes:
    """The bytes of a .docx; ``parts`` are names under ``word/`` without «.xml» («header»,
    «charts/chart1») and their XML.

    A part's relation to the document is its name with «/» as «-».
    """
    files = {"word/document.xml": document} | {
        f"word/{name}.xml": text for name, text in parts.items()
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _content_types(parts)),
            ("_rels/.rels", _root()),
            *files.items(),
            *_relations(parts),
        ):
            archive.writestr(_entry(name), text.encode(), compresslevel=9)
    return stream.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (2024, 2, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _kind(name: str) -> str:
    return name.rpartition("/")[2].rstrip("0123456789")


def _content_types(parts: Iterable[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES[_kind(name)]}"/>'
        for name in ("document", *parts)
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationship'
        's+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _root() -> str:
    link = f'<Relationship Id="d" Type="{DOCUMENT}/officeDocument" Target="word/document.xml"/>'
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{link}</Relationships>'


def _relations(parts: Iterable[str]) -> list[tuple[str, str]]:
    links = "".join(
        f'<Relationship Id="{name.replace("/", "-")}" Type="{DOCUMENT}/{_kind(name)}" '
        f'Target="{name}.xml"/>'
        for name in parts
    )
    return [
        (
            "word/_rels/document.xml.rels",
            f'{HEAD}<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
        )
    ]
