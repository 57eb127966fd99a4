"""Where a report names libraries: in its running text, and in the cells of its tables."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Cell, Document, Library, Mention, Outline, Paragraph, PlacedTable
from extractor.places import cell_place
from extractor.resolve.attach import columns_of, names_a_library
from extractor.resolve.index import Index, index_of
from extractor.resolve.names import resolve_each
from extractor.resolve.prose import SURE, find_mentions, phrases_of

_LONGEST_LABEL = 120  # a longer cell is prose: «Ремонт крыши библиотеки-филиала № 4 …»


def list_mentions(document: Document, outline: Outline, registry: tuple[Library, ...]) -> tuple[Mention, ...]:
    """All mentions with their places, in the order of the report. A table of contents is left out; «Итого» is no mention."""
    paragraphs = [each for each in document.blocks if isinstance(each, Paragraph) and each.origin != "contents"]
    index = index_of(registry)
    found = [*find_mentions(paragraphs, document.file, index)]
    for placed in outline.tables:
        found += _in_table(placed, document.file, index)
    return tuple(sorted(found, key=lambda each: each.place.block if each.place else 0))


def _in_table(placed: PlacedTable, file: str, index: Index) -> Iterator[Mention]:
    listed = columns_of(placed.table).libraries
    cells = [cell for cell in placed.table.cells if any(map(str.isalpha, cell.text))]
    for cell, mention in zip(cells, resolve_each((cell.text for cell in cells), index), strict=True):
        whole = names_a_library(mention, listed) and (mention.libraries or len(cell.text) <= _LONGEST_LABEL)
        inside = (mention,) if whole else _in_sentence(cell, index)
        yield from (replace(each, place=cell_place(file, placed.table, cell)) for each in inside)


def _in_sentence(cell: Cell, index: Index) -> Iterator[Mention]:
    """Names inside a long cell; their place is the cell."""
    if len(cell.text) <= _LONGEST_LABEL:
        return
    for each in resolve_each((cell.text[start:end] for start, end in phrases_of(cell.text, index)), index):
        if each.libraries and each.score >= SURE:
            yield each
