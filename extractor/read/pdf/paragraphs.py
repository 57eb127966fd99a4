"""Lines to paragraphs, over pages, too."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from msgspec import structs

from extractor.read.pdf.drafts import Drawn, PageDraft, Prose, TableDraft
from extractor.read.pdf.lines import BLANK, Line, add_line, joined_text, joint
from extractor.read.pdf.paragraph_starts import BEGINNINGS, BULLETS, Edges, Step, is_centred
from extractor.rules import first_match

PUSHED = 2.5  # of the letter size: ten blanks
LEAST_LED, LEAST_NUMBERED = 3, 5  # entries of contents in a row
FEW_LINES = 20
FLUSH = 0.15  # of the lines: so many that end at one place are set flush
USUAL = 0.02  # of the lines: an edge that fewer share is no margin of the text
_PAGE_AT_END, _NUMBERED = re.compile(r"[^\d.,]\s?(\d{1,3})$"), re.compile(r"\d{1,2}[.)\s]")
_BULLET = re.compile(rf"([{BULLETS}])\s*")


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph in the making, with the page where it begins. ``pushed`` is how many blanks a
    single line that stands neither at the left, in the middle nor at the right seems to be pushed
    by: so headings are set by hand.
    """

    page: int
    lines: list[Line]
    pieces: list[str]
    centred: bool
    breaks: bool = False
    turned: bool = False
    pushed: int = 0
    column: int = 0
    notes: list[str] = field(default_factory=list)


def flow_of(pages: Sequence[PageDraft]) -> Iterator[ParagraphDraft | TableDraft | Drawn]:
    """The blocks of the document in reading order."""
    by_kind = edges_of(pages)
    draft: ParagraphDraft | None = None
    number = 0
    for page in pages:
        for item in page.items:
            if not isinstance(item, Prose):
                if draft is not None:
                    yield draft
                draft = None
                yield item
                continue
            kind = round(page.width), item.column
            above = by_kind.get((kind[0], draft.column)) if draft is not None else None
            if (
                draft is not None
                and above is not None
                and _continues(
                    draft, _moved(item, by_kind[kind], above), page.number == number, above
                )
            ):
                _add(draft, item.line, above)
                draft.column = item.column
                draft.breaks = draft.breaks or page.number != number
            else:
                if draft is not None:
                    yield draft
                draft = _begun(item, page, by_kind[kind])
            number = page.number
    if draft is not None:
        yield draft


def _moved(item: Prose, own: Edges, above: Edges) -> Prose:
    """A line as if it stood in the column of text whose edges are given."""
    shift = above.left - own.left if item.column else 0.0
    if not shift:
        return item
    line = item.line
    return replace(item, line=structs.replace(line, x0=line.x0 + shift, x1=line.x1 + shift))


def edges_of(pages: Sequence[PageDraft]) -> dict[tuple[int, int], Edges]:
    """The edges for each width of page and each column of text on it."""
    by_kind: dict[tuple[int, int], list[list[Line]]] = {}
    for page in pages:
        items = [item for item in page.items if isinstance(item, Prose)]
        for column in {0, *(item.column for item in items)}:
            lines = [item.line for item in items if item.column == column and not item.turned]
            by_kind.setdefault((round(page.width), column), []).append(lines)
    return {
        (width, column): _edges(found, 0 if column else width)
        for (width, column), found in by_kind.items()
    }


def _edges(pages: Sequence[Sequence[Line]], width: int) -> Edges:
    lines = [line for page in pages for line in page]
    if not lines:
        return Edges(0.0, 0.0, 1.5)
    least = max(2, USUAL * len(lines))
    lefts, rights = (
        Counter(round(line.x0) for line in lines),
        Counter(round(line.x1) for line in lines),
    )
    left = min((x for x, count in lefts.items() if count >= least), default=min(lefts))
    right = _right_edge(rights, width - left)
    steps = Counter(
        round((below.base - above.base) / below.size / 0.05)
        for page in pages
        for above, below in pairwise(page)
        if 0 < below.base - above.base < 3 * below.size
    )
    leading = (
        min(
            (step for step, count in steps.items() if count >= 0.3 * max(steps.values())),
            default=30,
        )
        * 0.05
    )
    starts = frozenset(x for x, count in lefts.items() if count >= max(3, USUAL * len(lines)))
    return Edges(left, max(right, left + 1), leading, starts)


def _right_edge(rights: Counter[int], symmetrical: float) -> float:
    """Where lines end: at a common edge where the text is set flush, else where the longest one
    does; few lines may all be short, then as far from the page's edge as they begin.
    """
    lines = rights.total()
    flush = max(rights, key=lambda x: rights[x - 1] + rights[x] + rights[x + 1])
    together = sum(rights[x] for x in (flush - 1, flush, flush + 1))
    beyond = sum(count for x, count in rights.items() if x > flush + 1)
    if (
        together > 1
        and 2 * flush > symmetrical
        and together >= FLUSH * lines
        and beyond <= USUAL * lines
    ):
        return flush + 1
    return max(max(rights), symmetrical if lines < FEW_LINES else 0.0)


def _begun(item: Prose, page: PageDraft, edges: Edges) -> ParagraphDraft:
    line = item.line
    return ParagraphDraft(
        page.number,
        [line],
        [line.raised + line.text],
        is_centred(line, edges),
        turned=item.turned,
        pushed=0 if item.turned else _pushed(line, edges),
        column=item.column,
        notes=list(line.notes),
    )


def _pushed(line: Line, edges: Edges) -> int:
    left, right, start = line.x0 - edges.left, edges.right - line.x1, round(line.x0)
    alone = not {start - 1, start, start + 1} & edges.starts
    far = left > PUSHED * line.size and right > left / 2
    return round(left / (BLANK * line.size)) if alone and far and not is_centred(line, edges) else 0


def _add(draft: ParagraphDraft, line: Line, edges: Edges) -> None:
    above = draft.lines[-1]
    between = joint(above, line, edges.right - edges.left)
    add_line(draft.pieces, " " if between == "\n" else between, line.raised + line.text)
    draft.lines.append(line)
    draft.pushed = 0
    draft.notes += line.notes
    draft.centred = draft.centred and is_centred(line, edges)


def _continues(draft: ParagraphDraft, item: Prose, same_page: bool, edges: Edges) -> bool:
    above, below = draft.lines[-1], item.line
    if item.turned or draft.turned:
        return item.turned and draft.turned and below.top - above.bottom < below.size
    if item.column not in (draft.column, draft.column + 1) and same_page:
        return False
    over_edge = not same_page or (item.column != draft.column and draft.column > 0)
    if same_page and item.column and not draft.column:
        return False
    gap = None if over_edge else (below.base - above.base) / below.size
    step = Step(above, below, edges, gap, len(draft.lines) == 1)
    return first_match(BEGINNINGS, step) is None


def without_bullet(text: str) -> tuple[str, str]:
    """The bullet and the text behind it.

    >>> without_bullet("• книжный фонд"), without_bullet("1) книжный фонд")
    (('•', 'книжный фонд'), ('', '1) книжный фонд'))
    """
    found = _BULLET.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def contents_in(flow: Sequence[ParagraphDraft | TableDraft | Drawn]) -> set[int]:
    """Which blocks of the flow are entries of a table of contents: they end with numbers of
    pages that never fall.
    """
    found: set[int] = set()
    run: list[tuple[int, ParagraphDraft, int]] = []
    for index, item in enumerate([*flow, None]):
        page = _page_at_end(item) if isinstance(item, ParagraphDraft) else None
        if run and (page is None or page < run[-1][2]):
            found.update(at for at, *_ in run if _are_contents([entry for _, entry, _ in run]))
            run = []
        if page is not None and isinstance(item, ParagraphDraft):
            run.append((index, item, page))
    return found


def _page_at_end(entry: ParagraphDraft) -> int | None:
    match = _PAGE_AT_END.search(entry.pieces[-1])
    return int(match[1]) if match else None


def _are_contents(run: Sequence[ParagraphDraft]) -> bool:
    """At least three with leaders or wide gaps before the number, or five of which most are
    numbered themselves.
    """
    led = sum(entry.lines[-1].led for entry in run)
    numbered = sum(bool(_NUMBERED.match(entry.pieces[0])) for entry in run)
    return (len(run) >= LEAST_LED and 2 * led > len(run)) or (
        len(run) >= LEAST_NUMBERED and 2 * numbered > len(run)
    )


def texts_of(flow: Iterable[ParagraphDraft | TableDraft | Drawn]) -> Iterator[str]:
    """All texts of a flow, to learn the document's words from."""
    for item in flow:
        if isinstance(item, ParagraphDraft):
            yield "".join(item.pieces)
        elif isinstance(item, TableDraft):
            yield from (joined_text(cell.lines, cell.room) for cell in item.cells if cell.lines)
