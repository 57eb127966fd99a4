"""What all parts of one Word file share while it is read."""

from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Chart, Notice
from extractor.read.docx.left_out import LeftOut
from extractor.read.docx.numbering import Numbering
from extractor.read.docx.package import Package
from extractor.read.docx.styles import Styles

# What a part other than the main one may suffer without the report being lost.
BEARABLE = frozenset({"part_missing", "part_damaged", "part_not_xml"})


@dataclass(slots=True)
class Book:
    """What all parts of one file share: its package, styles and lists, the notices and the cells
    counted so far.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    notices: list[Notice] = field(default_factory=list)
    cells: int = 0
    charts: dict[str, Chart] = field(default_factory=dict)
    left_out: LeftOut = field(default_factory=LeftOut)

    def part(self, name: str) -> etree._Element | None:
        """The root of a part that the report can do without; a damaged one is noted."""
        try:
            return self.package.xml(name)
        except LimitExceeded:
            raise
        except UnreadableFile as error:
            if error.key not in BEARABLE:
                raise
            self.notices.append(Notice("part_skipped", name))
            return None
