"""The notes below a table: «1 – без учёта филиала» explains the sign «¹» of a cell; its number is
that sign, and no figure.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.model import Chart, Document, Paragraph, Table

Block = Paragraph | Table | Chart
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_FIGURE = re.compile("[⁰¹²³⁴-⁹]")
_SIGN = re.compile("(?<=\\S)[⁰¹²³⁴-⁹]+")
_LINE = re.compile(r"\s*(?P<sign>\d{1,2})(?=\)?\s*[-–—]?\s*[^\W\d_])")
MOST_LINES = 12


def with_note_lines(document: Document) -> Document:
    """The document with the numbers of such notes raised; the same where there are none."""
    changed = dict[int, Block]()
    for block in document.blocks:
        signs = _signs_of(block) if isinstance(block, Table) else set[str]()
        if signs:
            changed.update(_notes_below(document.blocks, block.block, signs))
    if not changed:
        return document
    blocks = tuple(changed.get(block.block, block) for block in document.blocks)
    return replace(document, blocks=blocks)


def _signs_of(table: Table) -> set[str]:
    """The signs of notes that stand in its cells; a power («м²») is none."""
    if not _RAISED_FIGURE.search("\n".join([cell.text for cell in table.cells])):
        return set()  # as in most tables
    return {
        sign
        for cell in table.cells
        for found in _SIGN.finditer(cell.text)
        if not _is_power(cell.text, found.start())
        for sign in (found[0],)
    }


def _is_power(text: str, at: int) -> bool:
    return bool(re.search(r"(?<![^\W\d_])(?:[кд]?[мсд]?м|км)$", text[:at]))


def _notes_below(blocks: Sequence[Block], table: int, signs: set[str]) -> dict[int, Block]:
    """Paragraphs right below a table that begin with one of its signs, not raised."""
    found: dict[int, Block] = {}
    for block in blocks[table + 1 : table + 1 + MOST_LINES]:
        if not isinstance(block, Paragraph) or block.level:
            break
        line = _LINE.match(block.text)
        if line and line["sign"].translate(RAISED) in signs:
            start, end = line.span("sign")
            text = block.text[:start] + line["sign"].translate(RAISED) + block.text[end:]
            found[block.block] = replace(block, text=text)
        elif block.text.strip() and not found:
            break
    return found
