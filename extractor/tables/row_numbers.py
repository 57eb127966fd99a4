"""Columns that number their rows: 1, 2, 3 or 1., 1.1., 1.2., 2."""

from itertools import pairwise


def are_nested(texts: list[str]) -> bool:
    """1., 1.1., 1.2., 2., 2.1.: each number the next one, of its own depth or of the one below."""
    numbers = [each.rstrip(".)").split(".") for each in texts if each]
    if not all(part.isdecimal() and len(part) < 4 for each in numbers for part in each):
        return False
    paths = [tuple(map(int, each)) for each in numbers]
    deep = any(len(each) > 1 for each in paths)
    return deep and all(after in _next(before) for before, after in pairwise(paths))


def _next(number: tuple[int, ...]) -> set[tuple[int, ...]]:
    """«2.1.1», «2.2» and «3» may follow «2.1»."""
    further = {(*number[:depth], number[depth] + 1) for depth in range(len(number))}
    return further | {(*number, 1)}


def are_counted(texts: list[str]) -> bool:
    """1, 2, 3; on a later page 12, 13, 14; by a slip 1, 2, 4."""
    digits = [each.rstrip(".)") for each in texts if each]
    numbers = [int(each) for each in digits if each.isdecimal() and len(each) < 5]
    if len(numbers) != len(digits):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return all(each == 1 for each in steps) or (
        numbers[0] == 1 and all(each in (1, 2) for each in steps)
    )
