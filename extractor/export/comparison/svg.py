"""Charts as SVG, drawn here: lines over years with their gaps, bars of districts. They read
aloud and print in black and white.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from math import ceil, floor, log10

from extractor.number_text import number_text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 300, 86, 200, 14, 30
BAR, BAR_GAP, NAMES = 18, 6, 310
# Told apart also by colour-blind eyes (Okabe and Ito), and by their dashes where there is no
# colour.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555", "#000000")
DASHES = ("", "6 3", "2 3", "10 3 2 3", "", "6 3", "2 3", "10 3 2 3")
MOST_LINES = 8
Values = Sequence[Decimal | None]


def line_chart(
    title: str, years: Sequence[int], lines: Sequence[tuple[str, Values]], lang: str
) -> str:
    """Up to eight lines; a year without a value breaks its line. Empty where there is nothing to
    draw.
    """
    shown = [(name, values) for name, values in lines if any(each is not None for each in values)][
        :MOST_LINES
    ]
    numbers = [float(each) for _, values in shown for each in values if each is not None]
    if not numbers or len(years) < 2:
        return ""
    ticks = ticks_of(min(numbers), max(numbers))
    plot = _Plot(years, ticks[0], ticks[-1])
    body = [*_axes(plot, ticks, lang)]
    for at, (name, values) in enumerate(shown):
        body += _line(plot, name, values, at, lang)
    height = max(HEIGHT, TOP + 18 * len(shown) + BOTTOM)
    return _svg(title, WIDTH, height, body)


def bar_chart(
    title: str, bars: Sequence[tuple[str, Decimal | None]], decimals: int, lang: str
) -> str:
    """A bar for each name, in the order given; one without a value keeps its place, empty."""
    values = [float(each) for _, each in bars if each is not None]
    if not values:
        return ""
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (WIDTH - NAMES - 110) / ((high - low) or 1)
    body = [
        each
        for at, (name, value) in enumerate(bars)
        for each in _bar(at, name, value, low, scale, decimals, lang)
    ]
    return _svg(title, WIDTH, len(bars) * (BAR + BAR_GAP) + BAR_GAP, body)


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


def _axes(plot: _Plot, ticks: Sequence[float], lang: str) -> Iterator[str]:
    places = max((len(f"{each:.10f}".rstrip("0").partition(".")[2]) for each in ticks), default=0)
    for each in ticks:
        y = plot.y(each)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" class="grid"/>'
        yield (
            f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">'
            f"{number_text(Decimal(str(each)), places, lang)}</text>"
        )
    for at, year in enumerate(plot.years):
        yield f'<text x="{plot.x(at)}" y="{HEIGHT - 8}" text-anchor="middle">{year}</text>'


def _line(plot: _Plot, name: str, values: Values, at: int, lang: str) -> Iterator[str]:
    colour, dash = COLOURS[at % len(COLOURS)], DASHES[at % len(DASHES)]
    points = [
        (plot.x(x), plot.y(float(each)), each, plot.years[x])
        for x, each in enumerate(values)
        if each is not None
    ]
    path = "".join(_strokes(plot, values))
    yield (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" '
        f'stroke-dasharray="{dash}"/>'
    )
    for across, down, value, year in points:
        told = (
            f"{escape(name)}, {year}: "
            f"{number_text(value, max(-int(value.as_tuple().exponent), 0), lang)}"
        )
        yield (
            f'<circle cx="{across}" cy="{down}" r="3" fill="{colour}"><title>{told}</title>'
            "</circle>"
        )
    x, y = WIDTH - RIGHT + 12, TOP + 10 + 18 * at
    yield (
        f'<line x1="{x}" x2="{x + 22}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2" '
        f'stroke-dasharray="{dash}"/>'
    )
    yield f'<text x="{x + 28}" y="{y + 4}">{escape(_short(name, 24))}</text>'


def _strokes(plot: _Plot, values: Values) -> Iterator[str]:
    """«M» begins a stroke, «L» goes on; after a gap a new one begins."""
    before: Decimal | None = None
    for at, value in enumerate(values):
        if value is not None:
            yield f"{'M' if before is None else 'L'}{plot.x(at)} {plot.y(float(value))}"
        before = value


def _bar(
    at: int, name: str, value: Decimal | None, low: float, scale: float, decimals: int, lang: str
) -> Iterator[str]:
    y = BAR_GAP + at * (BAR + BAR_GAP)
    zero = NAMES - low * scale
    yield f'<text x="{NAMES - 8}" y="{y + 13}" text-anchor="end">{escape(_short(name, 40))}</text>'
    if value is None:
        yield f'<text x="{zero + 6:.1f}" y="{y + 13}" class="gap">…</text>'
        return
    width = abs(float(value)) * scale
    x = zero if value >= 0 else zero - width
    text = number_text(value, decimals, lang)
    box = f'x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}"'
    yield f'<rect {box} fill="{COLOURS[0]}"><title>{escape(name)}: {text}</title></rect>'
    yield f'<text x="{max(x + width, zero) + 6:.1f}" y="{y + 13}">{text}</text>'


def _short(name: str, length: int) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"


def _svg(title: str, width: int, height: float, body: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>"
    )
