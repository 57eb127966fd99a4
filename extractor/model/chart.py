"""Native charts with the figures that the file keeps for them."""

from msgspec import Struct

from extractor.model.place import Box


class Series(Struct, frozen=True):
    """One series: ``values`` run parallel to ``categories``; texts as the file caches them, None
    where a point is absent.
    """

    name: str
    categories: tuple[str | None, ...]
    values: tuple[str | None, ...]


class Chart(Struct, frozen=True, tag=True):
    """A chart in the reading order. ``kind`` is the drawing («barChart»), ``part`` its place in the
    package.

    A page of a PDF shows only a «drawing»: its words stand as categories without values. ``page``
    and ``box`` as in :class:`extractor.model.place.Place`.
    """

    block: int
    kind: str
    title: str
    series: tuple[Series, ...]
    part: str = ""
    page: int | None = None
    box: Box | None = None
