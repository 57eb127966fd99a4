"""Native charts and diagrams: the figures and words that the file caches for them."""

from collections.abc import Iterator

from lxml import etree

from extractor.model import Chart, Series
from extractor.read.ooxml import CX, DGM, A, C, whole

POINTS_LIMIT = 100_000


def chart_of_part(root: etree._Element, block: int, part: str) -> Chart:
    """A chart part as a noun; series are empty where the file keeps no figures."""
    if root.tag == CX + "chartSpace":
        return Chart(block, "chartex", _text(root.find(f".//{CX}title")), tuple(_extended_series(root)), part)
    plots = [each for each in root.iter() if isinstance(each.tag, str) and each.tag.startswith(C) and each.tag.endswith("Chart")]
    series = tuple(_series(each) for plot in plots for each in plot.iterchildren(C + "ser"))
    kind = "+".join(dict.fromkeys(plot.tag.removeprefix(C) for plot in plots))
    return Chart(block, kind, _text(root.find(f"{C}chart/{C}title")), series, part)


def _series(element: etree._Element) -> Series:
    name = element.find(C + "tx")
    categories = _points(_first(element, "cat", "xVal"))
    values = _points(_first(element, "val", "yVal"))
    if len(categories) < len(values):
        categories += (None,) * (len(values) - len(categories))
    return Series("" if name is None else " ".join(_values(name)), categories, values)


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    return next((found for name in names if (found := element.find(C + name)) is not None), None)


def _points(element: etree._Element | None) -> tuple[str | None, ...]:
    """Cached points by index; several levels of categories are joined, outermost first."""
    if element is None:
        return ()
    levels = list(element.iter(C + "lvl"))
    if levels:
        rows = [_indexed(level, _count(element)) for level in reversed(levels)]
        filled = [_carried(row) if row is not rows[-1] else list(row) for row in rows]
        return tuple(" / ".join(each for each in column if each) or None for column in zip(*filled, strict=True))
    return _indexed(element, _count(element))


def _carried(row: tuple[str | None, ...]) -> list[str | None]:
    """An outer category stands once, at its first point, and holds for those after it."""
    carried: list[str | None] = []
    for each in row:
        carried.append(each if each is not None or not carried else carried[-1])
    return carried


def _count(element: etree._Element) -> int:
    declared = next(element.iter(C + "ptCount"), None)
    highest = max((whole(point.get("idx")) for point in element.iter(C + "pt")), default=-1) + 1
    return min(max(highest, 0 if declared is None else whole(declared.get("val"))), POINTS_LIMIT)


def _indexed(element: etree._Element, count: int) -> tuple[str | None, ...]:
    points: list[str | None] = [None] * count
    for point in element.iter(C + "pt"):
        index = whole(point.get("idx"), -1)
        if 0 <= index < count:
            points[index] = point.findtext(C + "v")
    return tuple(points)


def _values(element: etree._Element) -> Iterator[str]:
    return (each.text or "" for each in element.iter(C + "v"))


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(each.text or "" for each in element.iter(A + "t", C + "v")).strip()


def _extended_series(root: etree._Element) -> Iterator[Series]:
    """Charts of the newer kind keep their figures apart from their series, joined by an id."""
    data = {each.get("id"): each for each in root.iter(CX + "data")}
    for series in root.iter(CX + "series"):
        reference = series.find(CX + "dataId")
        found = None if reference is None else data.get(reference.get("val"))
        if found is not None:
            words = tuple(point.text for level in found.iterchildren(CX + "strDim") for point in level.iter(CX + "pt"))
            values = tuple(point.text for level in found.iterchildren(CX + "numDim") for point in level.iter(CX + "pt"))
            yield Series(_text(series.find(CX + "tx")), words, values)


def texts_of_diagram(root: etree._Element) -> Iterator[str]:
    """The words of a diagram, a shape each."""
    for point in root.iter(DGM + "pt"):
        text = "".join(each.text or "" for each in point.iter(A + "t"))
        if text.strip():
            yield text
