"""The parts of a Word package around the document: styles, lists, notes, margins, charts. Fixed
ones are files in ``package/``.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from samples.blocks import Chart

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordpr'
    'ocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
COLOURS = ("4472C4", "ED7D31")
PLOTS = {
    "bar": ("barChart", '<c:barDir val="col"/><c:grouping val="clustered"/>'),
    "line": ("lineChart", '<c:grouping val="standard"/>'),
}
ROW_LISTS = range(10, 60)
"""Automatic lists for the rows of tables, each begun anew."""


@cache
def fixed(name: str) -> str:
    """A part as it stands in ``package/``."""
    return Path(__file__).with_name("package").joinpath(name).read_text(encoding="utf-8")


def numbering() -> str:
    """List 1: «Раздел 1.», «1.1.», «1.1.1.» of the headings; 2: bullets; from 10 on «1.» of
    table rows.
    """
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    rows = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="2"/>{restart}</w:num>' for n in ROW_LISTS
    )
    return fixed("numbering.xml").replace("<!--rows-->", rows)


def footnotes(texts: Sequence[str]) -> str:
    """The notes in order; 0 and 1 are Word's own separators."""
    marks = ("separator", "continuationSeparator")
    separators = "".join(
        f'<w:footnote w:type="{mark}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for n, mark in enumerate(marks)
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{_note(text)}</w:footnote>'
        for n, text in enumerate(texts, len(marks))
    )
    return f'{HEAD}<w:footnotes xmlns:w="{W}">{separators}{notes}</w:footnotes>'


def _note(text: str) -> str:
    return (
        f'<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t>'
        "</w:r></w:p>"
    )


def header(text: str) -> str:
    line = f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
    return f'{HEAD}<w:hdr xmlns:w="{W}">{line}</w:hdr>'


def footer() -> str:
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{page}</w:p></w:ftr>'
    )


def chart(drawn: Chart) -> str:
    """A chart with its figures in the caches, as Word writes it (without the workbook behind)."""
    tag, first = PLOTS[drawn.kind]
    series = "".join(
        _series(n, name, drawn.categories, values)
        for n, (name, _, values) in enumerate(drawn.series)
    )
    plot = f'<c:{tag}>{first}{series}<c:axId val="1"/><c:axId val="2"/></c:{tag}>'
    return (
        fixed("chart.xml").replace("<!--title-->", escape(drawn.title)).replace("<!--plot-->", plot)
    )


def _series(index: int, name: str, categories: Sequence[str], values: Sequence[str]) -> str:
    words = {
        "INDEX": str(index),
        "COLOUR": COLOURS[index],
        "NAME": escape(name),
        "LAST": str(len(categories) + 1),
        "CATEGORIES": _points(categories),
        "VALUES": _points(values),
    }
    text = fixed("series.xml")
    for word, replacement in words.items():
        text = text.replace(word, replacement)
    return text


def _points(texts: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(texts)
    )
    return f'<c:ptCount val="{len(texts)}"/>{points}'
