"""Paragraphs of running text and the notes that hang on them."""

from msgspec import Struct

from extractor.model.place import Box


class Link(Struct, frozen=True):
    """A hyperlink: the characters it covers and its address (never opened)."""

    text: str
    address: str


class Note(Struct, frozen=True):
    """A footnote, an endnote or a comment: ``mark`` is its id in the file, ``block`` and cell where
    its sign stands.

    ``printed`` as in :class:`Paragraph`.
    """

    mark: str
    text: str
    block: int | None = None
    printed: str = ""


class Paragraph(Struct, frozen=True, gc=False, tag=True):
    """One paragraph, its runs joined.

    ``text`` is what a reader sees without the automatic number; ``printed`` is the same with the
    characters that nobody sees and with letters in two parts as the file has them, empty where
    there are none; ``number`` is that number as printed («1.2.», «б)», «•»). ``level`` is the
    outline level of its style, 1 to 9, or None. ``listed`` is the depth in an automatic list, from
    0, or None. ``bold``: every visible letter is bold. ``origin``: body, textbox or contents (a
    table of contents). ``hidden``: text the author hid; it is not part of ``text``. ``pictures``
    counts images that stand here. ``breaks``: a page begins before or inside this paragraph.
    ``notes`` are marks of the footnotes referred to. ``page`` and ``box`` as in
    :class:`extractor.model.place.Place`; ``box`` None where the format has no pages of its own.
    """

    block: int
    text: str
    number: str = ""
    style: str = ""
    level: int | None = None
    listed: int | None = None
    bold: bool = False
    centred: bool = False
    origin: str = "body"
    hidden: str = ""
    pictures: int = 0
    breaks: bool = False
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    page: int | None = None
    box: Box | None = None
    printed: str = ""

    @property
    def as_printed(self) -> str:
        """The text with every character of the file."""
        return self.printed or self.text
