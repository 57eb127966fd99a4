"""One line of text as it grows from the runs of a paragraph."""

from dataclasses import dataclass, field

from lxml import etree

from extractor.model import Link
from extractor.read.docx.styles import PLAIN, Said, Style


@dataclass(slots=True)
class Line:
    """A paragraph in the making. ``drawn`` are the charts, diagrams and text boxes anchored here,
    to be read after it.

    ``page`` is where its text begins, after ``blank`` empty pieces of it. ``lifted``: the last
    text stands higher than the line and is no sign of a note (all of a line may be set so).
    """

    style: Style = PLAIN
    said: Said | None = None
    page: int = 1
    blank: int = 0
    number: str = ""
    depth: int | None = None
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    drawn: tuple[etree._Element, ...] = ()
    pictures: int = 0
    breaks: bool = False
    bold: bool | None = None
    contents: bool = False
    sign_follows: bool = False
    lifted: bool = False
