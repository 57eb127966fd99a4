"""Which table of a data set is which table of the truth, where one more or one less shifts their
numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Words = Mapping[str, Counter[str]]
LIKE = 0.3
"""Tables that share less of their texts than this are not the same table."""


def words_of(rows: Iterable[dict[str, str]]) -> Words:
    """Table → the printed texts of its data cells, spaces left aside."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in rows:
        found[each["table"]]["".join(each["raw"].split())] += 1
    return found


def aligned(seen: Words, known: Words) -> dict[str, str]:
    """Number in the data set → number in the truth; the order of tables is kept, the sum of
    likenesses is the greatest.

    >>> one, two, three = Counter("ab"), Counter("cd"), Counter("xy")
    >>> aligned({"1": three, "2": one, "3": two}, {"1": one, "2": two})
    {'2': '1', '3': '2'}
    """
    left, right = list(seen), list(known)
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            together = likeness(seen[left[i]], known[right[j]]) + best[i + 1][j + 1]
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return dict(_walk(best, left, right))


def _walk(best: list[list[float]], left: list[str], right: list[str]) -> Iterable[tuple[str, str]]:
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield left[i], right[j]
            i, j = i + 1, j + 1


def likeness(one: Counter[str], two: Counter[str]) -> float:
    """Share of the texts that both hold, 0 where it is too small to mean anything."""
    share = (one & two).total() / max(one.total(), two.total(), 1)
    return share if share >= LIKE else 0.0
