"""What stands in the order of a text, looked up by position instead of walked through."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything that covers the characters ``start`` to ``end`` of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Order(Generic[Item]):
    """Items of one text from left to right, none of which overlaps another."""

    items: tuple[Item, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def begun_before(self, position: int, since: int = 0) -> Item | None:
        """The last item that begins before a position, and not before ``since``."""
        index = bisect_left(self.starts, position) - 1
        return self.items[index] if index >= 0 and self.starts[index] >= since else None

    def ended_before(self, position: int, since: int = 0) -> Item | None:
        """The last item that ends at a position or before it, and does not begin before
        ``since``.
        """
        index = bisect_right(self.ends, position) - 1
        return self.items[index] if index >= 0 and self.starts[index] >= since else None

    def begun_behind(self, position: int, until: int) -> Item | None:
        """The first item that begins at a position or behind it, and before ``until``."""
        index = bisect_left(self.starts, position)
        return (
            self.items[index] if index < len(self.starts) and self.starts[index] < until else None
        )

    def any_within(self, begin: int, end: int) -> bool:
        """Whether an item begins at ``begin`` or behind it and before ``end``."""
        return self.begun_behind(begin, end) is not None


def order_of(items: Iterable[Item]) -> Order[Item]:
    """Items that come from left to right."""
    made = tuple(items)
    return Order(made, tuple(each.start for each in made), tuple(each.end for each in made))
