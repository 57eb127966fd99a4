"""Where a report names libraries: in its running text, and in the cells of its tables."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Cell, Document, Library, Mention, Outline, Paragraph, PlacedTable
from extractor.places import cell_place
from extractor.resolve.attach import columns_of, names_a_library
from extractor.resolve.index import index_of
from extractor.resolve.names import resolve_names
from extractor.resolve.prose import SURE, find_mentions, phrases_of

_LONGEST_LABEL = 120  # a longer cell is prose: «Ремонт крыши библиотеки-филиала № 4 …»


def list_mentions(document: Document, outline: Outline, registry: tuple[Library, ...]) -> tuple[Mention, ...]:
    """All mentions with their places, in the order of the report. A table of contents is left out; «Итого» is no mention."""
    paragraphs = [each for each in document.blocks if isinstance(each, Paragraph) and each.origin != "contents"]
    found = [*find_mentions(paragraphs, document.file, registry)]
    for placed in outline.tables:
        found += _in_table(placed, document.file, registry)
    return tuple(sorted(found, key=lambda each: each.place.block if each.place else 0))


def _in_table(placed: PlacedTable, file: str, registry: tuple[Library, ...]) -> Iterator[Mention]:
    listed = columns_of(placed.table).libraries
    cells = [cell for cell in placed.table.cells if any(map(str.isalpha, cell.text))]
    for cell, mention in zip(cells, resolve_names([cell.text for cell in cells], registry), strict=True):
        whole = names_a_library(mention, listed) and (mention.libraries or len(cell.text) <= _LONGEST_LABEL)
        inside = (mention,) if whole else _in_sentence(cell, registry)
        yield from (replace(each, place=cell_place(file, placed.table, cell)) for each in inside)


def _in_sentence(cell: Cell, registry: tuple[Library, ...]) -> Iterator[Mention]:
    """Names inside a long cell; their place is the cell."""
    if len(cell.text) <= _LONGEST_LABEL:
        return
    spans = phrases_of(cell.text, index_of(registry))
    for each in resolve_names([cell.text[start:end] for start, end in spans], registry):
        if each.libraries and each.score >= SURE:
            yield each
