"""Titles and copies: of each title there is at least one copy."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.edit import Edit
from extractor.formula import Comparison, Ref
from extractor.model.finding import Severity

TITLES, COPIES = Ref("part.0"), Ref("whole.0")
COPIED = ("copy", "set", "file")  # units of what titles have one and more of
FEWEST, NEARLY_ALL = 3, 0.75  # rows in which it must hold, and their share


def title_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield that the titles of a row are not more than its copies, where nearly all rows agree."""
    for figures in shelf.by_table.values():
        pairs = list(_pairs(figures))
        held = sum(titles.value <= copies.value for titles, copies in pairs)
        if held >= max(FEWEST, NEARLY_ALL * len(pairs)):
            yield from (_edit(titles, copies) for titles, copies in pairs)


def _pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield titles and copies of one row and year, where a row has one figure of each."""
    rows: dict[tuple[int | None, str], dict[str, list[Figure]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for figure in figures:
        kind = "copies" if figure.fact.unit in COPIED else figure.fact.unit
        rows[figure.fact.row, figure.fact.period][kind].append(figure)
    for found in rows.values():
        titles, copies = found.get("title", []), found.get("copies", [])
        if len(titles) == len(copies) == 1 and titles[0].value and copies[0].value:
            yield titles[0], copies[0]


def _edit(titles: Figure, copies: Figure) -> Edit:
    return Edit(
        "part.titles",
        "part",
        Severity.ERROR,
        f"≤titles|{titles.fact.table}",
        Comparison(TITLES, "<=", COPIES),
        {TITLES: titles, COPIES: copies},
        must=True,
        says="part",
        trusted=True,
    )
