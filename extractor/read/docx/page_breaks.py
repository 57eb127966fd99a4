"""On which page a thing stands: Word leaves a mark where it last broke a page, authors leave
breaks of their own.
"""

from dataclasses import dataclass
from typing import Protocol

from extractor.text import is_blank


class PagedLine(Protocol):
    """What a line of text must know to be put on a page."""

    shown: list[str]
    breaks: bool
    page: int
    blank: int


@dataclass(slots=True)
class Pages:
    """The page that the walk is on. ``fresh``: an author's break has just been counted and nothing
    was printed since.

    Word marks the page that an author's break begins as well, so a mark on a fresh page tells
    nothing new.
    """

    page: int = 1
    fresh: bool = False
    printed: int = 0

    def turn(self, line: PagedLine) -> None:
        """An author's break."""
        self.page += 1
        self.fresh, self.printed = True, len(line.shown)
        self._begin(line)

    def turned(self, line: PagedLine) -> None:
        """A mark that Word left."""
        if not self.fresh or not all(map(is_blank, line.shown[self.printed :])):
            self.page += 1
        self.fresh = False
        self._begin(line)

    def _begin(self, line: PagedLine) -> None:
        line.breaks = True
        if _is_blank(line):
            line.page = self.page

    def end_of_line(self, line: PagedLine) -> None:
        """The next line stands below this one."""
        self.fresh = self.fresh and all(map(is_blank, line.shown[self.printed :]))
        self.printed = 0


def _is_blank(line: PagedLine) -> bool:
    """Whether nothing is printed in a line yet; ``blank`` remembers how many of its pieces were
    found empty.
    """
    while line.blank < len(line.shown) and is_blank(line.shown[line.blank]):
        line.blank += 1
    return line.blank == len(line.shown)
