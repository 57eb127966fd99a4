"""Columns that number their rows: 1, 2, 3 or 1., 1.1., 1.2., 2."""

from itertools import pairwise


def are_nested(texts: list[str]) -> bool:
    """1., 1.1., 1.2., 2., 2.1.: each number the next one, of its own depth or of the one below."""
    numbers = [text.rstrip(".)").split(".") for text in texts if text]
    if not all(part.isdecimal() and len(part) < 4 for number in numbers for part in number):
        return False
    paths = [tuple(map(int, number)) for number in numbers]
    deep = any(len(path) > 1 for path in paths)
    return deep and all(after in _next(before) for before, after in pairwise(paths))


def _next(number: tuple[int, ...]) -> set[tuple[int, ...]]:
    """«2.1.1», «2.2» and «3» may follow «2.1»."""
    further = {(*number[:depth], number[depth] + 1) for depth in range(len(number))}
    return further | {(*number, 1)}


def are_counted(texts: list[str]) -> bool:
    """1, 2, 3; on a later page 12, 13, 14; by a slip 1, 2, 4."""
    digits = [text.rstrip(".)") for text in texts if text]
    numbers = [int(digit) for digit in digits if digit.isdecimal() and len(digit) < 5]
    if len(numbers) != len(digits):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return all(step == 1 for step in steps) or (
        numbers[0] == 1 and all(step in (1, 2) for step in steps)
    )
