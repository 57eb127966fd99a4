"""Running heads, feet and page numbers: lines at the edge of the page that come back, taken out
of the reading order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.read.pdf.drafts import PageDraft, Prose
from extractor.text import fold

DEEP = 3  # lines from the edge that may belong to a head or a foot
ZONE = 0.13  # of the page's height
OFTEN = 3  # pages: a line met at one height on fewer is no running head, unless there are no more
_DIGITS = re.compile(r"\d+")
# 12, - 12 -, стр. 12, 12 из 40, Страница 12 из 40
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*+(?:стр(?:аница|\.)?|с\.|page)?\s*(\d{1,4})\s*+(?:(?:из|of|/)\s*\d+)?[-–—\s]*",
    re.IGNORECASE,
)
Key = tuple[str, int]


def without_margins(pages: Sequence[PageDraft]) -> tuple[str, ...]:
    """Take the running lines off the pages; what they said, each once, page numbers as the first
    of them.
    """
    seen = Counter(
        key for page in pages for key in {_key(page, item) for item in _candidates(page)}
    )
    often = max(2, min(OFTEN, len(pages)))
    numbers = _page_numbers(pages)
    found: dict[str, str] = {}
    if all(len(page.items) == len({id(item) for item in _candidates(page)}) for page in pages):
        return ()  # there is nothing that they could run along
    for page in pages:
        running = {
            id(item)
            for item in _candidates(page)
            if seen[_key(page, item)] >= often or id(item) in numbers
        }
        for item in page.items:
            if id(item) in running and isinstance(item, Prose):
                found.setdefault(_folded(item), item.line.text)
        page.items = [item for item in page.items if id(item) not in running]
    return tuple(found.values())


def _candidates(page: PageDraft) -> Iterator[Prose]:
    """The first and the last lines of a page, as long as they stand near its edge."""
    top, bottom = ZONE * page.height, (1 - ZONE) * page.height
    edge = page.items[:DEEP]
    for item in edge:
        if not isinstance(item, Prose) or item.box[1] > top:
            break
        yield item
    for item in reversed(page.items[-DEEP:]):
        if not isinstance(item, Prose) or item.box[3] < bottom:
            break
        yield item


def _folded(item: Prose) -> str:
    return _DIGITS.sub("#", fold(item.line.text))


def _key(page: PageDraft, item: Prose) -> Key:
    """Words without figures, and the height on the page in steps of 4 points."""
    return _folded(item), round(item.line.base / 4)


def _page_numbers(pages: Iterable[PageDraft]) -> set[int]:
    """Lone figures at the edge that count along with the pages, on two pages at least."""
    by_shift: defaultdict[int, list[int]] = defaultdict(list)
    for page in pages:
        for item in _candidates(page):
            match = _PAGE_NUMBER.fullmatch(item.line.text)
            if match:
                by_shift[int(match[1]) - page.number].append(id(item))
    return {item for items in by_shift.values() if len(items) > 1 for item in items}
