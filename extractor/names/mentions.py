"""Where a report names libraries: in its running text, and in the cells of its tables."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.model import Document, Library, Mention, Outline, Paragraph, PlacedTable
from extractor.names.attachment import columns_of
from extractor.names.lookup import Asked, asked_of
from extractor.names.text_mentions import placed
from extractor.places import cell_place
from extractor.text import clean

_LONGEST_LABEL = 120  # a longer cell is prose: «Ремонт крыши библиотеки-филиала № 4 …»


def list_mentions(
    document: Document, outline: Outline, registry: tuple[Library, ...], prose: bool = True
) -> tuple[Mention, ...]:
    """Return all mentions with their places, in the order of the report; without ``prose`` those of
    tables alone.

    A table of contents is left out; «Итого» is no mention.
    """
    paragraphs = [
        block
        for block in document.blocks
        if prose and isinstance(block, Paragraph) and block.origin != "contents"
    ]
    asked = asked_of(registry)
    found = [
        mention
        for paragraph in paragraphs
        for mention in placed(asked.prose(paragraph.text), paragraph, document.file)
    ]
    for table in outline.tables:
        found += _in_table(table, document.file, asked)
    return tuple(sorted(found, key=lambda mention: mention.place.block if mention.place else 0))


def _in_table(table: PlacedTable, file: str, asked: Asked) -> Iterator[Mention]:
    listed = columns_of(table.table).libraries
    for cell in table.table.cells:
        if any(map(str.isalpha, cell.text)):
            inside = _in_cell(cell.text, clean(cell.text) in listed, asked)
            yield from (
                replace(mention, place=cell_place(file, table.table, cell)) for mention in inside
            )


def _in_cell(text: str, listed: bool, asked: Asked) -> Iterable[Mention]:
    """What a cell names as a whole; else, of a long one, the names inside."""
    whole = asked.named(text, listed)
    if whole is not None and (whole.libraries or len(text) <= _LONGEST_LABEL):
        return (whole,)
    return (
        (mention for _, _, mention in asked.prose(text) if mention.libraries)
        if len(text) > _LONGEST_LABEL
        else ()
    )
