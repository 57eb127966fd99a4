"""The blocks of a report in the order in which they are printed, as ``documents/REPORT.json`` keeps
them.
"""

from pathlib import Path

from msgspec import Struct

from extractor.dataset.manifest import read_json
from extractor.dataset.parts import home_of
from extractor.model.published import PublishedSeries


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


class _Document(Struct, frozen=True):
    blocks: tuple[PrintedBlock, ...]


def printed_blocks(out: Path, report: str) -> tuple[PrintedBlock, ...]:
    """The blocks of a report, none where no JSON was written.

    Raises CalledWrongly where the file is damaged.
    """
    document = read_json(home_of(out, report), f"documents/{report}.json", _Document)
    return document.blocks if document else ()
