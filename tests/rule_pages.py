"""How the samples of heuristics about printed pages are read: pages drawn as lines of letters that
are all of one width.
"""

import re
import tempfile
from pathlib import Path
from textwrap import dedent

from extractor.model import Paragraph, Table
from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.read.pdf.hyphenation import Vocabulary, settled
from extractor.read.pdf.ink import Face, Word
from extractor.read.pdf.lines import BROKEN, HYPHEN, joined_text, line_of
from extractor.read.scan.cell_figures import Doubt, Reading, decided
from extractor.read.scan.ink_lines import Piece
from tests.pdf_writer import Page, pdf_of

LETTER, SIZE, STEP, LARGE = 5, 10, 13, 14
LEFT, TOP = 60, 100
WIDTHS = (150, 80, 80)


def read(*pages: Page) -> object:
    """Paragraphs and tables of written pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "luga-2023.pdf"
        path.write_bytes(pdf_of(*pages))
        blocks = read_document(path, ReadOptions()).blocks
    return [
        block.text
        if isinstance(block, Paragraph)
        else [(cell.row, cell.column, cell.text) for cell in block.cells]
        for block in blocks
        if isinstance(block, Paragraph | Table)
    ]


def page(sample: str) -> object:
    """A page drawn line by line: ``**…**`` bold, ``^`` larger, ``───`` a rule, an empty line
    leaves a gap, ``½`` and ``¾`` begin a line that follows closer than others do.
    """
    drawn, base = Page(), TOP
    for line in dedent(sample).strip("\n").splitlines():
        text = line.strip()
        step = STEP * {"½": 0.5, "¾": 0.75}.get(text[:1], 1)
        if text[:1] in "½¾" and text:
            line = line.replace(text[0], " ", 1)
            text = line.strip()
        x, base = LEFT + LETTER * (len(line) - len(line.lstrip())), base + step
        if text.startswith("─"):
            drawn.stroke(x, base - 4, x + LETTER * len(text), base - 4)
        elif text.startswith("**"):
            drawn.text(x, base, text.strip("*"), font="bold")
        elif text.startswith("^ "):
            drawn.text(x, base, text.removeprefix("^ "), size=LARGE)
        else:
            _columns(drawn, x, base, text)
    return read(drawn)


def _columns(drawn: Page, x: float, base: float, text: str) -> None:
    """Pieces of a line that three blanks or more part, each at its place."""
    for found in re.finditer(r"\S+(?: {1,2}\S+)*", text):
        drawn.text(x + LETTER * found.start(), base, found[0])


def cut_table(sample: str) -> object:
    """A ruled table that ends a page and goes on over the next: ``-----`` is the page's edge."""
    pages = []
    for index, drawing in enumerate(dedent(sample).split("-----")):
        rows = len(drawing.strip().splitlines())
        written = Page()
        written.table(drawing, LEFT, 50 if index else 802 - 20 * rows, WIDTHS, step=20)
        pages.append(written)
    first = Page().text(LEFT, 60, "Начало").text(LEFT, 800, "Конец страницы.")
    return read(first, *pages, Page().text(LEFT, 60, "Дальше."))


def joint(sample: str) -> object:
    """A text whose line broke at ``-|`` or ``|``; further lines are the rest of the document."""
    broken, *others = (line.strip() for line in sample.strip().splitlines())
    text = broken.replace("-|", HYPHEN).replace("|", BROKEN)
    return settled(text, Vocabulary(lambda: [*others, text]))


def cell_lines(sample: str) -> object:
    """Lines between the edges of a cell, as one text; ``~`` is a hyphen of the file's own."""
    lines = [line.strip().strip("¦") for line in sample.strip().splitlines()]
    printed = [
        line_of(_words(line.replace("~", "\u00ad"), SIZE * at)) for at, line in enumerate(lines)
    ]
    return joined_text(printed, LETTER * len(lines[0]))


def _words(line: str, top: float) -> list[Word]:
    face = Face("Berezovo", SIZE, False, 0)
    return [
        Word(
            found[0],
            LETTER * found.start(),
            top,
            LETTER * found.end(),
            top + SIZE,
            top + SIZE,
            face,
            False,
            0,
        )
        for found in re.finditer(r"\S+", line)
    ]


def scanned(sample: str) -> object:
    """What is known of a line of figures in a picture: the shape of its ink, three readings with
    their confidence.
    """
    shape, *readings = (part.strip().split(" ", 1) for part in sample.split(";"))
    found = [_reading(rest[0] if rest else "") for _, *rest in readings]
    return decided(Doubt(Piece(0, 0, 0, 0, ()), shape[1], *found))


def _reading(text: str) -> Reading:
    found = re.fullmatch(r"(\S+) \((\d+)\)", text)
    return Reading(found[1], int(found[2])) if found else Reading("", 0)
