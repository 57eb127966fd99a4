"""The blocks of a report in the order in which they are printed, as ``documents/REPORT.json`` keeps
them.
"""

from pathlib import Path

from msgspec import Struct

from extractor.dataset.manifest import read_json
from extractor.dataset.parts import home_of
from extractor.model.published import PublishedClaim, PublishedSeries


class PrintedBlock(Struct, frozen=True):
    """A paragraph, a table or a chart. ``block`` counts from 0; ``number`` is what is printed
    before a paragraph's ``text`` without being part of it; ``table`` is None for a table that is
    not in ``tables.csv``.
    """

    kind: str
    block: int
    place: str
    section: str
    number: str = ""
    text: str = ""
    table: int | None = None
    title: str = ""
    series: tuple[PublishedSeries, ...] = ()


class PrintedDocument(Struct, frozen=True):
    """What the JSON of a report keeps of its text: all blocks, and what sentences claim."""

    blocks: tuple[PrintedBlock, ...] = ()
    claims: tuple[PublishedClaim, ...] = ()


NO_DOCUMENT = PrintedDocument()


def printed_document(out: Path, report: str) -> PrintedDocument:
    """The text of a report, empty where no JSON was written.

    Raises CalledWrongly where the file is damaged.
    """
    found = read_json(home_of(out, report), f"documents/{report}.json", PrintedDocument)
    return found or NO_DOCUMENT
