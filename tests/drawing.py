"""Documents drawn as text, for tests of what comes after reading.

A drawing has a block a line: ``# …`` and ``## …`` heading styles, ``**…**`` bold, ``>> …`` centred,
``{1.2.} …`` an automatic number, ``| … |`` the rows of a table (``|~`` those of a table that begins
a page), ``~`` a paragraph that begins a page, ``@ …`` an entry of an automatic table of contents,
an empty line a blank paragraph. ``\\n`` breaks a line, ``\\t`` is a tab.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from building import cells_of

from extractor.model import Chart, Document, Paragraph, Table

P = (
    "За год фонд пополнился новыми книгами, а читатели стали бывать в залах чаще, чем прежде; это "
    "видно по учёту."
)
"""A paragraph of prose."""


def drawn(drawing: str) -> Document:
    """The document of a drawing; its first and last line breaks do not count."""
    blocks: list[Paragraph | Table | Chart] = []
    for is_table, lines in groupby(
        drawing.strip("\n").split("\n"), lambda line: line.strip().startswith("|")
    ):
        for chunk in tables_of(list(lines)) if is_table else ([line] for line in lines):
            blocks.append(
                table(chunk, len(blocks)) if is_table else paragraph(chunk[0], len(blocks))
            )
    return Document("otchet.docx", "0" * 64, "docx", tuple(blocks))


def tables_of(lines: list[str]) -> Iterator[list[str]]:
    """``|~`` begins another table right under the one before."""
    held: list[str] = []
    for line in lines:
        if line.strip().startswith("|~") and held:
            yield held
            held = []
        held.append(line)
    yield held


def table(lines: list[str], block: int) -> Table:
    is_cut = lines[0].strip().startswith("|~")
    cells = cells_of("\n".join(line.replace("|~", "|") for line in lines))
    size = (max(c.row + c.row_span for c in cells), max(c.column + c.column_span for c in cells))
    return Table(block, *size, cells, breaks=is_cut)


def paragraph(line: str, block: int) -> Paragraph:
    found = re.fullmatch(
        r"(~?)(@?) *(#*) *(>>)? *(?:\{([^}]*)\})? ?(\*\*)?(.*?)(?:\*\*)?", line.strip(" ")
    )
    assert found
    breaks, contents, level, centred, number, bold, text = found.groups()
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    return Paragraph(
        block,
        text,
        number or "",
        level=len(level) or None,
        listed=0 if number else None,
        bold=bool(bold),
        centred=bool(centred),
        origin="contents" if contents else "body",
        breaks=bool(breaks),
    )
