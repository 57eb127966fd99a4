"""Charts as SVG, drawn here: lines over years with their gaps, bars of districts. They read
aloud and print in black and white.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple

from markupsafe import Markup

from extractor.export.pages.environment import rendered
from extractor.number_text import number_text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 300, 86, 200, 14, 30
BAR, BAR_GAP, NAMES = 18, 6, 310
# Told apart also by colour-blind eyes (Okabe and Ito), and by their dashes where there is no
# colour.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555", "#000000")
DASHES = ("", "6 3", "2 3", "10 3 2 3", "", "6 3", "2 3", "10 3 2 3")
MOST_LINES = 8
Values = Sequence[Decimal | None]


class Shape(NamedTuple):
    """One element of a drawing: its tag, its attributes, the text in it, the words that stand over
    it under the pointer and are read aloud.
    """

    tag: str
    attributes: Mapping[str, object]
    text: str = ""
    title: str = ""


def line_chart(
    title: str, years: Sequence[int], lines: Sequence[tuple[str, Values]], lang: str
) -> Markup:
    """Up to eight lines; a year without a value breaks its line. Empty where there is nothing to
    draw.
    """
    drawn = [line for line in lines if any(value is not None for value in line[1])]
    shown = drawn[:MOST_LINES]
    numbers = [float(value) for _, values in shown for value in values if value is not None]
    if not numbers or len(years) < 2:
        return Markup()
    ticks = ticks_of(min(numbers), max(numbers))
    plot = _Plot(years, ticks[0], ticks[-1])
    shapes = [*_axes(plot, ticks, lang)]
    for at, (name, values) in enumerate(shown):
        shapes += _line(plot, name, values, at, lang)
    height = max(HEIGHT, TOP + 18 * len(shown) + BOTTOM)
    return _svg(title, WIDTH, height, shapes, lang)


def bar_chart(
    title: str, bars: Sequence[tuple[str, Decimal | None]], decimals: int, lang: str
) -> Markup:
    """A bar for each name, in the order given; one without a value keeps its place, empty."""
    values = [float(value) for _, value in bars if value is not None]
    if not values:
        return Markup()
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (WIDTH - NAMES - 110) / ((high - low) or 1)
    shapes = [
        shape
        for at, (name, value) in enumerate(bars)
        for shape in _bar(at, name, value, low, scale, decimals, lang)
    ]
    return _svg(title, WIDTH, len(bars) * (BAR + BAR_GAP) + BAR_GAP, shapes, lang)


def ticks_of(low: float, high: float) -> list[float]:
    """Round numbers from below the lowest value to above the highest; zero is among them where it
    is near.

    >>> ticks_of(180, 940), ticks_of(95.2, 98.7)
    ([0.0, 200.0, 400.0, 600.0, 800.0, 1000.0], [95.0, 96.0, 97.0, 98.0, 99.0])
    """
    low = 0.0 if 0 <= low < high / 2 else low
    span = (high - low) or abs(high) or 1
    power: float = 10.0 ** floor(log10(span / 4))
    step = next(each * power for each in (1, 2, 5, 10) if each * power * 5 >= span)
    return [round(at * step, 10) for at in range(floor(low / step), ceil(high / step) + 1)]


class _Plot:
    """Where a year and a value stand."""

    def __init__(self, years: Sequence[int], low: float, high: float) -> None:
        self.years, self.low, self.high = years, low, high

    def x(self, at: int) -> float:
        return round(LEFT + at * (WIDTH - LEFT - RIGHT) / max(len(self.years) - 1, 1), 1)

    def y(self, value: float) -> float:
        return round(
            TOP + (self.high - value) * (HEIGHT - TOP - BOTTOM) / ((self.high - self.low) or 1), 1
        )


def _axes(plot: _Plot, ticks: Sequence[float], lang: str) -> Iterator[Shape]:
    places = max((len(f"{tick:.10f}".rstrip("0").partition(".")[2]) for tick in ticks), default=0)
    for tick in ticks:
        y = plot.y(tick)
        yield Shape("line", {"x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y, "class": "grid"})
        yield _text(LEFT - 6, y + 4, number_text(Decimal(str(tick)), places, lang), "end")
    for at, year in enumerate(plot.years):
        yield _text(plot.x(at), HEIGHT - 8, str(year), "middle")


def _text(x: float, y: float, text: str, anchor: str | None = None) -> Shape:
    return Shape("text", {"x": x, "y": y, "text-anchor": anchor}, text)


def _line(plot: _Plot, name: str, values: Values, at: int, lang: str) -> Iterator[Shape]:
    colour = COLOURS[at % len(COLOURS)]
    stroke = {
        "stroke": colour,
        "stroke-width": 2,
        "stroke-dasharray": DASHES[at % len(DASHES)] or None,
    }
    yield Shape("path", {"d": "".join(_strokes(plot, values)), "fill": "none", **stroke})
    for x, value in enumerate(values):
        if value is not None:
            decimals = max(-int(value.as_tuple().exponent), 0)
            told = f"{name}, {plot.years[x]}: {number_text(value, decimals, lang)}"
            spot = {"cx": plot.x(x), "cy": plot.y(float(value)), "r": 3, "fill": colour}
            yield Shape("circle", spot, title=told)
    left, y = WIDTH - RIGHT + 12, TOP + 10 + 18 * at
    yield Shape("line", {"x1": left, "x2": left + 22, "y1": y, "y2": y, **stroke})
    yield _text(left + 28, y + 4, _short(name, 24))


def _strokes(plot: _Plot, values: Values) -> Iterator[str]:
    """«M» begins a stroke, «L» goes on; after a gap a new one begins."""
    before: Decimal | None = None
    for at, value in enumerate(values):
        if value is not None:
            yield f"{'M' if before is None else 'L'}{plot.x(at)} {plot.y(float(value))}"
        before = value


def _bar(
    at: int, name: str, value: Decimal | None, low: float, scale: float, decimals: int, lang: str
) -> Iterator[Shape]:
    y = BAR_GAP + at * (BAR + BAR_GAP)
    zero = NAMES - low * scale
    yield _text(NAMES - 8, y + 13, _short(name, 40), "end")
    if value is None:
        yield Shape("text", {"x": f"{zero + 6:.1f}", "y": y + 13, "class": "gap"}, "…")
        return
    width = abs(float(value)) * scale
    x = zero if value >= 0 else zero - width
    text = number_text(value, decimals, lang)
    box = {"x": f"{x:.1f}", "y": y, "width": f"{width:.1f}", "height": BAR, "fill": COLOURS[0]}
    yield Shape("rect", box, title=f"{name}: {text}")
    yield Shape("text", {"x": f"{max(x + width, zero) + 6:.1f}", "y": y + 13}, text)


def _short(name: str, length: int) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"


def _svg(title: str, width: int, height: float, shapes: Sequence[Shape], lang: str) -> Markup:
    drawing = {"title": title, "width": width, "height": height, "shapes": shapes}
    return Markup(rendered("chart.html", lang, drawing))  # noqa: S704 - the template escapes
