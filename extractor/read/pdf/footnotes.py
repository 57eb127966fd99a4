"""Footnotes: small lines at the foot of a page that begin with a raised mark, apart from the text that they explain."""

from collections.abc import Sequence

from extractor.read.pdf.drafts import PageDraft, Prose
from extractor.read.pdf.lines import Line, joined_text

SMALLER = 0.95  # of the size of the page's largest body letters


def without_footnotes(page: PageDraft) -> list[tuple[str, str]]:
    """Take the footnotes off a page: their marks and texts."""
    first = _first_note(page)
    if first is None:
        return []
    lines = [item.line for item in page.items[first:] if isinstance(item, Prose)]
    page.items = page.items[:first]
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        if line.raised:
            found.append((line.raised.rstrip(")"), []))
        found[-1][1].append(line)
    room = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return [(mark, joined_text(each, room)) for mark, each in found]


def _first_note(page: PageDraft) -> int | None:
    """Where the footnotes begin: below it only small level lines, and it has a mark of its own."""
    body = _body_size(page.items)
    first = None
    for index in range(len(page.items) - 1, -1, -1):
        item = page.items[index]
        if not isinstance(item, Prose) or item.turned or item.line.size > SMALLER * body:
            break
        if item.line.raised:
            first = index
    return first


def _body_size(items: Sequence[object]) -> float:
    """The letter size that most lines of the page have."""
    sizes = [item.line.size for item in items if isinstance(item, Prose)]
    return max(set(sizes), key=sizes.count) if sizes else 0.0
