"""What is printed and what is understood: the one place where a document's text is normalised, and
where it is restored.

Every room reads a text as :func:`extractor.text.visible` gives it. Paragraphs, cells and notes that
hold characters nobody sees, or letters in two parts, keep in ``printed`` what the file says. At the
end raw texts and the characters of places are told as they stand there, while ids count in the
visible text: they must not change where a soft hyphen is put in.
"""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from extractor.model import (
    Aside,
    Cell,
    Chart,
    Document,
    Mention,
    Note,
    Observation,
    Paragraph,
    Place,
    Report,
    Series,
    Table,
)
from extractor.model.claim import Claim
from extractor.text import Aligned, aligned, visible

Block = Paragraph | Table | Chart
Said = TypeVar("Said", Aside, Mention)


def as_visible(document: Document) -> Document:
    """The document as it is understood. What a paragraph, cell or note prints otherwise stays in
    its ``printed``.
    """
    return replace(
        document,
        blocks=tuple(map(_visible_block, document.blocks)),
        notes=tuple(_with_text(note, note.text) for note in document.notes),
        margins=tuple(map(visible, document.margins)),
        title=visible(document.title),
    )


def _visible_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _numbered(_with_text(block, block.text))
    if isinstance(block, Chart):
        return _visible_chart(block)
    cells = tuple(_numbered(_with_text(cell, cell.text)) for cell in block.cells)
    same = all(map(lambda new, old: new is old, cells, block.cells))
    return block if same else replace(block, cells=cells)


Held = TypeVar("Held", Paragraph, Cell, Note)
Numbered = TypeVar("Numbered", Paragraph, Cell)


def _with_text(noun: Held, printed: str) -> Held:
    text = visible(printed)
    return noun if text == printed else replace(noun, text=text, printed=printed)


def _numbered(noun: Numbered) -> Numbered:
    """An automatic number is never printed as a text of the file."""
    number = visible(noun.number)
    return noun if number == noun.number else replace(noun, number=number)


def _visible_chart(chart: Chart) -> Chart:
    series = tuple(
        Series(visible(each.name), _seen(each.categories), _seen(each.values))
        for each in chart.series
    )
    return replace(chart, title=visible(chart.title), series=series)


def _seen(texts: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return tuple(text and visible(text) for text in texts)


def as_printed(report: Report) -> Report:
    """The report with raw texts, and the characters of its places, as the file prints them."""
    marks = _Marks(report.document)
    if not marks:
        return report
    return replace(
        report,
        observations=tuple(map(marks.observation, report.observations)),
        mentions=tuple(map(marks.said, report.mentions)),
        asides=tuple(map(marks.said, report.asides)),
        claims=tuple(map(marks.claim, report.claims)),
    )


class _Marks:
    """The blocks and cells of a document that print something which is not seen; false where
    there are none.
    """

    def __init__(self, document: Document) -> None:
        self.paragraphs = {
            block.block: aligned(block.printed)
            for block in document.blocks
            if isinstance(block, Paragraph) and block.printed
        }
        self.cells = dict(_cells_with_marks(document))

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.cells)

    def observation(self, observation: Observation) -> Observation:
        raw, place = self._printed(observation.raw, observation.place)
        if place is observation.place and raw == observation.raw:
            return observation
        return replace(observation, raw=raw, place=place)

    def said(self, noun: Said) -> Said:
        if noun.place is None:
            return noun
        text, place = self._printed(noun.text, noun.place)
        same = place is noun.place and text == noun.text
        return noun if same else replace(noun, text=text, place=place)

    def claim(self, claim: Claim) -> Claim:
        """Its place as printed; its words stay as they are understood."""
        _, place = self._printed("", claim.place)
        return claim if place is claim.place else replace(claim, place=place)

    def _printed(self, text: str, place: Place) -> tuple[str, Place]:
        """A text of the document and its place, both as printed."""
        if place.start is not None and place.end is not None:
            paragraph = self.paragraphs.get(place.block)
            return (text, place) if paragraph is None else _of_paragraph(paragraph, text, place)
        cell = self.cells.get((place.block, place.row, place.column))
        start = -1 if cell is None else cell.visible.find(text)
        return (
            text if cell is None or start < 0 else _whole_slice(cell, start, start + len(text))
        ), place


def _cells_with_marks(
    document: Document,
) -> Iterator[tuple[tuple[int, int | None, int | None], Aligned]]:
    for block in document.blocks:
        for cell in block.cells if isinstance(block, Table) else ():
            if cell.printed:
                yield (block.block, cell.row, cell.column), aligned(cell.printed)


def _of_paragraph(paragraph: Aligned, text: str, place: Place) -> tuple[str, Place]:
    start, end = place.start or 0, place.end or 0
    raw = paragraph.slice(start, end) if paragraph.visible[start:end] == text else text
    return raw, replace(place, printed=paragraph.span(start, end))


def _whole_slice(cell: Aligned, start: int, end: int) -> str:
    """Visible characters of a cell as printed; of all of them, with what is not seen at its
    ends.
    """
    return cell.printed if end - start == len(cell.visible) else cell.slice(start, end)
