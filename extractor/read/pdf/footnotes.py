"""Footnotes: small lines at the foot of a page that begin with a raised mark, apart from the
text that they explain.
"""

from collections.abc import Container, Iterator, Sequence

from msgspec import structs

from extractor.read.pdf.drafts import PageDraft, Prose, TableDraft
from extractor.read.pdf.lines import Line, joined_text

FEW_LINES = 4  # of a note in letters as large as the text's
APART = 1.7  # of the letter size: so far below the text such a note begins
SMALLER = 0.95  # of the size of the page's largest body letters


def without_footnotes(page: PageDraft) -> list[tuple[str, str]]:
    """Take the footnotes off a page: their marks and texts."""
    known = {mark for item in page.items for mark in _marks_in(item)}
    first = _first_note(page, known)
    if first is None:
        return []
    lines = [item.line for item in page.items[first:] if isinstance(item, Prose)]
    page.items, page.floor = page.items[:first], page.items[first].box[1]
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        mark, text = _mark_of(line, known)
        if mark:
            found.append((mark, []))
        found[-1][1].append(structs.replace(line, text=text))
    room = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return [(mark, joined_text(each, room)) for mark, each in found]


def _marks_in(item: object) -> Iterator[str]:
    """The raised marks that stand in a line or in a table."""
    if isinstance(item, Prose):
        yield from item.line.notes
    elif isinstance(item, TableDraft):
        yield from (mark for cell in item.cells for line in cell.lines for mark in line.notes)


def _mark_of(line: Line, known: Container[str]) -> tuple[str, str]:
    """The mark that a note begins with and the text behind it: raised, or one that stands raised
    elsewhere on the page.
    """
    if line.raised:
        return line.raised.rstrip(")"), line.text
    mark, _, text = line.text.partition(" ")
    return (mark, text) if mark in known else ("", line.text)


def _first_note(page: PageDraft, known: Container[str]) -> int | None:
    """Where the footnotes begin: from there on small level lines, or a few of any size below a
    gap, the first with a mark.
    """
    body = _body_size(page.items)
    first = None
    others = 0
    for index in range(len(page.items) - 1, -1, -1):
        item = page.items[index]
        if not isinstance(item, Prose) or item.turned:
            break
        is_small = item.line.size <= SMALLER * body
        others += not is_small
        if others > FEW_LINES:
            break
        if _mark_of(item.line, known)[0] and (is_small or _is_apart(page.items, index)):
            first = index
            others = 0 if is_small else FEW_LINES
    return first


def _is_apart(items: Sequence[object], index: int) -> bool:
    """Whether a line stands well below the one before it."""
    item, above = items[index], items[index - 1] if index else None
    if not isinstance(item, Prose) or not isinstance(above, Prose):
        return index > 0
    return item.line.base - above.line.base > APART * item.line.size


def _body_size(items: Sequence[object]) -> float:
    """The letter size that most lines of the page have."""
    sizes = [item.line.size for item in items if isinstance(item, Prose)]
    return max(set(sizes), key=sizes.count) if sizes else 0.0
