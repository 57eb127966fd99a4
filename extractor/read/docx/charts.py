"""Native charts and diagrams: the figures and words that the file caches for them."""

from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from extractor.model import Chart, Series
from extractor.read.docx.ooxml import CX, DGM, A, C, whole
from extractor.text import is_blank, visible

# A point may claim any index, so a series is as long as its points bear out.
SPARSE, SPARE = 10, 100
Points = tuple[str | None, ...]


def chart_of_part(root: etree._Element, part: str) -> Chart:
    """A chart part as a noun, its block still to be given; series are empty where the file keeps
    no figures.
    """
    if root.tag == CX + "chartSpace":
        kinds = (series.get("layoutId", "") for series in root.iter(CX + "series"))
        title = _text(root.find(f"{CX}chart/{CX}title"))
        return Chart(
            0,
            "+".join(dict.fromkeys(kinds)) or "chartex",
            title,
            tuple(_extended_series(root)),
            part,
        )
    plots = [
        element
        for element in root.iter()
        if isinstance(element.tag, str)
        and element.tag.startswith(C)
        and element.tag.endswith("Chart")
    ]
    series = tuple(
        found
        for plot in plots
        for series in plot.iterchildren(C + "ser")
        for found in _series(series)
    )
    kind = "+".join(dict.fromkeys(plot.tag.removeprefix(C) for plot in plots))
    return Chart(0, kind, _text(root.find(f"{C}chart/{C}title")), series, part)


def _series(element: etree._Element) -> Iterator[Series]:
    """A series, and one more for the sizes of its bubbles."""
    name = element.find(C + "tx")
    named = "" if name is None else " ".join(value.text or "" for value in name.iter(C + "v"))
    categories = _points(_first(element, "cat", "xVal"), C)
    yield _even(named, categories, _points(_first(element, "val", "yVal"), C))
    sizes = _points(element.find(C + "bubbleSize"), C)
    if sizes:
        yield _even(named, categories, sizes)


def _extended_series(root: etree._Element) -> Iterator[Series]:
    """Charts of the newer kind keep their figures apart from their series, joined by an id."""
    data = {entry.get("id"): entry for entry in root.iter(CX + "data")}
    for series in root.iter(CX + "series"):
        reference = series.find(CX + "dataId")
        found = None if reference is None else data.get(reference.get("val"))
        if found is not None:
            yield _even(
                _text(series.find(CX + "tx")),
                _points(found.find(CX + "strDim"), CX),
                _points(found.find(CX + "numDim"), CX),
            )


def _even(name: str, categories: Points, values: Points) -> Series:
    """Values run parallel to categories."""
    length = max(len(categories), len(values))
    return Series(
        name,
        categories + (None,) * (length - len(categories)),
        values + (None,) * (length - len(values)),
    )


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    return next((found for name in names if (found := element.find(C + name)) is not None), None)


def _points(element: etree._Element | None, space: str) -> Points:
    """Cached points by index; several levels of categories are joined, outermost first."""
    if element is None:
        return ()
    count = _count(element, space)
    levels = list(element.iter(space + "lvl"))
    if len(levels) <= 1:
        return _indexed(element, space, count)
    *outer, inner = (_indexed(level, space, count) for level in reversed(levels))
    rows = (*map(_carried, outer), inner)
    return tuple(
        " / ".join(name for name in column if name) or None for column in zip(*rows, strict=True)
    )


def _carried(row: Points) -> Points:
    """An outer category stands once, at its first point, and holds for those after it.

    >>> _carried(("2022", None, "2023"))
    ('2022', '2022', '2023')
    """
    return tuple(accumulate(row, lambda before, name: before if name is None else name))


def _count(element: etree._Element, space: str) -> int:
    points = [whole(point.get("idx")) for point in element.iter(space + "pt")]
    if not points:
        return 0
    declared = max(
        (whole(count.get("val")) for count in element.iter(space + "ptCount")), default=0
    )
    return min(max(max(points) + 1, declared), SPARSE * len(points) + SPARE)


def _indexed(element: etree._Element, space: str, count: int) -> Points:
    points: list[str | None] = [None] * count
    for point in element.iter(space + "pt"):
        index = whole(point.get("idx"), -1)
        if 0 <= index < count:
            points[index] = point.text if space == CX else point.findtext(C + "v")
    return tuple(points)


def _text(element: etree._Element | None) -> str:
    """The words of a title: typed ones, else those of the cell that it is taken from."""
    if element is None:
        return ""
    typed = visible("".join(run.text or "" for run in element.iter(A + "t"))).strip()
    return typed or "".join(value.text or "" for value in element.iter(C + "v", CX + "v")).strip()


def texts_of_diagram(root: etree._Element) -> Iterator[str]:
    """The words of a diagram, a shape each."""
    for point in root.iter(DGM + "pt"):
        text = "".join(run.text or "" for run in point.iter(A + "t"))
        if not is_blank(text):
            yield text
