"""A table of contents typed by hand: lines that end in the number of a page."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from extractor.model import Chart, Document, Paragraph, Table
from extractor.text import clean, fold

Block = Paragraph | Table | Chart
_LINE = re.compile(r"(?=.*[^\W\d_]).+?(?:\s*\t\s*|\s*(?:[.…_·]\s?){4,}\s*)(?P<page>\d{1,3})\s*")
TITLES = frozenset({"содержание", "оглавление"})
FEWEST, FEWEST_TITLED = 4, 2


def with_typed_contents(document: Document) -> Document:
    """The document with the lines of typed tables of contents marked as such."""
    found = {block for group in _groups(document.blocks) for block in group}
    if not found:
        return document
    blocks = tuple(
        replace(block, origin="contents") if block.block in found else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _groups(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Blocks of each run of lines whose pages do not go back."""
    for is_line, members in groupby(blocks, key=_is_line):
        group = list(members)
        if is_line:
            pages = [_page(block) for block in group]
            fewest = FEWEST_TITLED if _is_titled(blocks, group[0].block) else FEWEST
            if len(group) >= fewest and all(one <= other for one, other in pairwise(pages)):
                yield [block.block for block in group]


def _is_line(block: Block) -> bool:
    text = block.text if isinstance(block, Paragraph) else ""
    return text.rstrip()[-1:].isdecimal() and _LINE.fullmatch(text) is not None


def _page(block: Block) -> int:
    found = _LINE.fullmatch(block.text) if isinstance(block, Paragraph) else None
    return int(found["page"]) if found else 0


def _is_titled(blocks: Sequence[Block], first: int) -> bool:
    """«Содержание» stands in one of the two lines above."""
    above = blocks[max(0, first - 2) : first]
    return any(
        isinstance(block, Paragraph) and fold(clean(block.text)).strip(" .:") in TITLES
        for block in above
    )
