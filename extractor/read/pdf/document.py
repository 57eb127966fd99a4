"""The whole: every page on its own first, then what only many pages together can tell."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractor.errors import CalledWrongly, LimitExceeded, UnreadableFile, system_reason
from extractor.memory import unsearched
from extractor.model import Cell, Chart, Document, Note, Notice, Paragraph, Series, Table
from extractor.model.place import Box
from extractor.options import Limits, ReadOptions
from extractor.plugins import ENGINES, load
from extractor.read.pdf.chart_areas import around
from extractor.read.pdf.drafts import CellDraft, Drawn, PageDraft, TableDraft
from extractor.read.pdf.footnotes import without_footnotes
from extractor.read.pdf.hyphenation import Vocabulary, settled
from extractor.read.pdf.ink import Ink, drawn_last, is_picture, no_edges, not_clipped
from extractor.read.pdf.lines import joined_text
from extractor.read.pdf.margins import without_margins
from extractor.read.pdf.page import page_of
from extractor.read.pdf.paragraphs import (
    ParagraphDraft,
    contents_in,
    flow_of,
    texts_of,
    without_bullet,
)
from extractor.read.pdf.stream_limits import weigh
from extractor.read.pdf.table_joining import dissolved, stitched

# Loaded only for pages without usable text: they draw and recognise pictures.
CAN_RECOGNISE, READ_SCANS = (
    "extractor.read.scan.pages:can_recognise",
    "extractor.read.scan.pages:read_scans",
)
SOLVED = frozenset(
    {"page_without_text", "font_unreadable"}
)  # notices that recognition may make untrue
Blocks = list[Paragraph | Table | Chart | None]


def read_pdf(path: Path, options: ReadOptions) -> Document:
    """Read one PDF. Raises UnreadableFile or LimitExceeded with the file's name and what to do
    next.
    """
    digest = _sha256(path, options.limits.file_bytes)
    weigh(path, options.limits)
    with unsearched():
        return _document(path, options, digest)


def _document(path: Path, options: ReadOptions, digest: str) -> Document:
    pages = _pages(path, options)
    if not any(page.width for page in pages):
        raise UnreadableFile("pdf_no_pages", file=path.name)
    return document_of(pages, path.name, digest, "pdf")


def _pages(path: Path, options: ReadOptions) -> list[PageDraft]:
    """Every page by what the file says, those of which it says too little by what their picture
    shows.
    """
    pages, dim = [], []
    for ink in engine_of(options.engine)(path, options.limits):
        pages.append(_page(ink, options.limits))
        if ink.unreadable or is_picture(ink):
            dim.append(replace(ink, edges=no_edges, clipped=not_clipped, drawn_at=drawn_last))
    if not dim:
        return pages
    if not load(CAN_RECOGNISE)():
        for ink in dim:
            pages[ink.number - 1].notices.append(("tesseract_absent", ""))
        return pages
    for ink in load(READ_SCANS)(path, dim, options):
        pages[ink.number - 1] = recognised_page(ink, pages[ink.number - 1], options.limits)
    return pages


def recognised_page(ink: Ink, before: PageDraft, limits: Limits) -> PageDraft:
    """A page whose words were recognised, which it says beside what it said before, where that
    still holds.
    """
    if not any(word.confidence is not None for word in ink.words):
        return before
    page = _page(ink, limits)
    page.notices += [
        each for each in before.notices if each[0] not in SOLVED or ink.unreadable.get(each[1])
    ]
    page.notices.append(("page_recognised", ""))
    return page


def document_of(pages: Sequence[PageDraft], name: str, digest: str, form: str) -> Document:
    """The document that the pages make together."""
    margins = without_margins(pages)
    notes = {(page.number, mark): text for page in pages for mark, text in without_footnotes(page)}
    stitched(pages)
    dissolved(pages)
    blocks = _Blocks(list(flow_of(pages)), notes)
    return Document(
        file=name,
        sha256=digest,
        format=form,
        blocks=blocks.written(),
        notes=tuple(
            Note(_mark(*key), blocks.settle(text), blocks.places.get(key))
            for key, text in notes.items()
        ),
        margins=margins,
        notices=tuple(_notices(pages)),
        pages=len(pages),
    )


def engine_of(name: str) -> Callable[[Path, Limits], Iterator[Ink]]:
    """What reads the pages, by its name in the registry. Raises CalledWrongly."""
    if name not in ENGINES:
        raise CalledWrongly("engine_unknown", name=name, known=", ".join(ENGINES))
    found: Callable[[Path, Limits], Iterator[Ink]] = load(ENGINES[name])
    return found


def _page(ink: Ink, limits: Limits) -> PageDraft:
    """One page; what cannot be made sense of costs that page alone."""
    try:
        return page_of(ink, limits)
    except (ArithmeticError, LookupError, ValueError, MemoryError, RecursionError):
        return PageDraft(ink.number, ink.width, ink.height, notices=[("page_failed", "")])


def _sha256(path: Path, limit: int) -> str:
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFile("empty_file", file=path.name)
        if size > limit:
            raise LimitExceeded("limit_file", file=path.name, limit=limit, found=size)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile("cannot_open", file=path.name, reason=system_reason(error)) from error


def _notices(pages: Sequence[PageDraft]) -> Iterator[Notice]:
    """Each kind of notice once, with the pages it concerns."""
    met: dict[tuple[str, str], list[int]] = {}
    for page in pages:
        for each in page.notices:
            met.setdefault(each, []).append(page.number)
    for (key, detail), numbers in met.items():
        yield Notice(key, f"{detail}, {ranges(numbers)}" if detail else ranges(numbers))


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers in short.

    >>> ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _mark(page: int, mark: str) -> str:
    return f"p{page}:{mark}"


class _Blocks:
    """Writes the flow down as numbered blocks; ``places`` says in which block a note's sign
    stands.
    """

    def __init__(
        self, flow: list[ParagraphDraft | TableDraft | Drawn], notes: dict[tuple[int, str], str]
    ) -> None:
        self.flow, self.notes = flow, notes
        self.vocabulary = Vocabulary(lambda: texts_of(flow))
        self.blocks: Blocks = []
        self.places: dict[tuple[int, str], int] = {}

    def settle(self, text: str) -> str:
        return settled(text, self.vocabulary)

    def written(self) -> tuple[Paragraph | Table | Chart, ...]:
        contents = contents_in(self.flow)
        for index, item in enumerate(self.flow):
            if isinstance(item, ParagraphDraft):
                self._paragraph(
                    item, "contents" if index in contents else "textbox" if item.turned else "body"
                )
            elif isinstance(item, TableDraft):
                self._table(item, None)
            elif item.picture:
                self.blocks.append(
                    Paragraph(len(self.blocks), "", pictures=1, page=item.page, box=item.box)
                )
            else:
                self._chart(item)
        return tuple(each for each in self.blocks if each is not None)

    def _chart(self, item: Drawn) -> None:
        """A drawn chart keeps no figures of its own: its words stand as categories without
        values.
        """
        series = (Series("", item.texts, (None,) * len(item.texts)),) if item.texts else ()
        self.blocks.append(
            Chart(len(self.blocks), "drawing", "", series, page=item.page, box=item.box)
        )

    def _paragraph(self, item: ParagraphDraft, origin: str) -> None:
        block = len(self.blocks)
        bullet, text = without_bullet(self.settle("".join(item.pieces)).rstrip())
        first = [line for line in item.lines if line.base >= item.lines[0].base]
        box: Box = around([(line.x0, line.top, line.x1, line.bottom) for line in first])
        self.blocks.append(
            Paragraph(
                block,
                " " * item.pushed + text if text and not bullet else text,
                number=bullet,
                listed=0 if bullet else None,
                bold=all(line.bold for line in item.lines),
                centred=item.centred,
                origin=origin,
                breaks=item.breaks,
                notes=self._notes(item.page, item.notes, block),
                page=item.page,
                box=box,
            )
        )

    def _notes(self, page: int, marks: Sequence[str], block: int) -> tuple[str, ...]:
        for mark in marks:
            self.places.setdefault((page, mark), block)
        return tuple(_mark(page, mark) for mark in marks)

    def _table(self, item: TableDraft, parent: int | None) -> int:
        block = len(self.blocks)
        self.blocks.append(None)
        cells = tuple(
            self._cell(each, block)
            for each in sorted(item.cells, key=lambda each: (each.row, each.column))
        )
        self.blocks[block] = Table(
            block,
            item.rows,
            len(item.xs) - 1,
            cells,
            parent,
            heading_rows=item.heading_rows,
            breaks=item.breaks,
            page=item.page,
            box=item.box,
        )
        return block

    def _cell(self, draft: CellDraft, block: int) -> Cell:
        lines = draft.lines
        if not lines and not draft.inside:
            return Cell(
                draft.row,
                draft.column,
                draft.row_span,
                draft.column_span,
                "",
                page=draft.page,
                box=draft.box,
                ink=draft.ink,
            )
        text = self.settle(joined_text(lines, draft.room)) if lines else ""
        confidence = [line.confidence for line in lines if line.confidence is not None]
        return Cell(
            draft.row,
            draft.column,
            draft.row_span,
            draft.column_span,
            text,
            bold=bool(lines) and all(line.bold for line in lines),
            notes=self._notes(draft.page, [mark for line in lines for mark in line.notes], block),
            nested=tuple(self._table(each, block) for each in draft.inside),
            page=draft.page,
            box=draft.box,
            confidence=min(confidence, default=None),
            ink=draft.ink,
        )
