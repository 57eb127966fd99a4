"""Whether a document can be a report of libraries at all."""

from collections.abc import Iterator

from extractor.model import Chart, Document, Paragraph, Table
from extractor.russian.unit_forms import small
from extractor.words import words

# a document of fewer words says too little to be judged: a scan that was not recognised, an empty
# form
FEW_WORDS = 20


def is_of_something_else(document: Document) -> bool:
    """Return whether a document with enough words has none that people use of libraries, in no
    table, note, margin or file name.
    """
    count = 0
    for text in _texts(document):
        folded = small(text)
        if any(map(folded.__contains__, words("identity")["domain_words"])):
            return False
        count += len(folded.split())
    return count >= FEW_WORDS


def _texts(document: Document) -> Iterator[str]:
    yield from (document.file, document.title, *document.margins)
    yield from (note.text for note in document.notes)
    for block in document.blocks:
        match block:
            case Paragraph():
                yield block.text
            case Table():
                yield from _texts_of_table(block)
            case Chart():
                yield block.title


def _texts_of_table(table: Table) -> Iterator[str]:
    for cell in table.cells:
        yield cell.text
