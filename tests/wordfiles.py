"""Word files built by hand, part by part, for tests of the reader: a zip and a few strings of
XML.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from extractor.model import Cell, Chart, Document, Paragraph, Table
from extractor.options import ReadOptions
from extractor.read import read_document

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
CONSERVE = ReadOptions(conserve=True)

# Kinds of parts that stand beside the main one: name in the zip → type of the relationship that
# points to it.
KINDS = (
    "styles",
    "numbering",
    "footnotes",
    "endnotes",
    "comments",
    "settings",
    "header",
    "footer",
    "chart",
    "image",
)


# --- small pieces of WordprocessingML


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*pieces: str, properties: str = "") -> str:
    """A paragraph of runs; a piece that is no XML becomes a run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return (
        f"<w:p>{inner}{''.join(each if each.startswith('<') else r(each) for each in pieces)}</w:p>"
    )


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    return p(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def tc(*content: str, properties: str = "") -> str:
    """A cell; a piece that is no XML becomes a paragraph."""
    inner = "".join(each if each.startswith("<") else p(each) for each in content) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no XML becomes one."""
    inner = "".join(each if each.startswith("<") else tc(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def sdt(content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, result: str = "") -> str:
    """A complex field; ``result`` is text or runs."""
    shown = result if result.startswith("<") else r(result)
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f"{escape(code)}</w:instrText></w:r>{separate}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(inner: str) -> str:
    return (
        f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def text_box(content: str) -> str:
    """A text box as Word writes it: once for new programs and once more, the same, for old ones."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        "<a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{content}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A level of a list, beginning with 1 unless ``more`` says otherwise."""
    start = "" if "<w:start " in more else '<w:start w:val="1"/>'
    return (
        f'<w:lvl w:ilvl="{depth}">{start}<w:numFmt w:val="{form}"/>{more}<w:lvlText '
        f'w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, instances: str = "") -> str:
    """A numbering part with one definition (0) and one use of it (1); ``instances`` adds more."""
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{instances}'


# --- the file


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {NAMESPACES}>{inner}</{root}>'


def word_parts(
    body: str,
    parts: Mapping[str, str] | None = None,
    links: Sequence[tuple[str, str, str]] = (),
    **beside: str,
) -> dict[str, str]:
    """All parts of a file. ``beside`` fills the usual ones by name: styles, numbering, footnotes …;
    ``parts`` are added as they are, by name in the zip; ``links`` are relationships of the main
    part: (id, kind, target), outside ones with a scheme.
    """
    relations = [(f"rel-{kind}", kind, f"{kind}.xml") for kind in beside] + list(links)
    made = {
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(relations),
    }
    roots = {"header": "w:hdr", "footer": "w:ftr"}
    made.update(
        {
            f"word/{kind}.xml": part(roots.get(kind, f"w:{kind}"), inner)
            for kind, inner in beside.items()
        }
    )
    return made | dict(parts or {})


def relationships(relations: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{escape(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, kind, target in relations
    )
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
        f"{rows}</Relationships>"
    )


def zipped(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(
    folder: Path,
    body: str,
    name: str = "report.docx",
    options: ReadOptions = CONSERVE,
    **beside: object,
) -> Document:
    """Build a file and read it, with the conservation check on."""
    path = folder / name
    path.write_bytes(zipped(word_parts(body, **beside)))  # type: ignore[arg-type]
    return read_document(path, options)


# --- what was read, said shortly


def texts(document: Document) -> list[str]:
    """Paragraphs as «number text», tables as «[table]», charts as «[chart]»."""
    return [_said(block) for block in document.blocks]


def _said(block: Paragraph | Table | Chart) -> str:
    if isinstance(block, Paragraph):
        return f"{block.number} {block.text}".strip()
    return "[table]" if isinstance(block, Table) else "[chart]"


def tables(document: Document) -> list[Table]:
    return [each for each in document.blocks if isinstance(each, Table)]


def charts(document: Document) -> list[Chart]:
    return [each for each in document.blocks if isinstance(each, Chart)]


def drawn(table: Table) -> str:
    """A table as a drawing: ``<`` merged with the cell to the left, ``^`` with the one above,
    ``.`` where no cell stands.
    """
    grid = [["."] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row, column, mark in _covered(cell):
            assert grid[row][column] == ".", f"two cells at {row}, {column}"
            grid[row][column] = mark
    return "\n".join(f"| {' | '.join(row)} |" for row in grid)


def _covered(cell: Cell) -> list[tuple[int, int, str]]:
    return [
        (
            cell.row + below,
            cell.column + right,
            "^" if below else "<" if right else cell.text.replace("\n", "\\n"),
        )
        for below in range(cell.row_span)
        for right in range(cell.column_span)
    ]


def cells_said(table: Table) -> list[list[str]]:
    """The texts of a table by row."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows
