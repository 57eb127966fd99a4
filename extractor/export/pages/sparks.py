"""A small line beside a number: its way over the years."""

from collections.abc import Sequence
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 96, 24, 3


def spark(values: Sequence[Decimal | None]) -> list[str]:
    """The points of the lines to draw, «x,y x,y»; a gap breaks the line.

    >>> spark([Decimal(1), Decimal(2), None, Decimal(3)])
    ['3.0,21.0 33.0,12.0', '93.0,3.0']
    """
    numbers = [float(value) for value in values if value is not None]
    if len(numbers) < 2:
        return []
    low, high = min(numbers), max(numbers)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    lines: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            lines.append([])
            continue
        share = (float(value) - low) / ((high - low) or 1)
        y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
        lines[-1].append(f"{EDGE + at * step:.1f},{y:.1f}")
    return [" ".join(line) for line in lines if line]
