"""The forms of a table: an entry of the template becomes columns and rows; ``drawing`` makes a
grid of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samples.districts import Branch
from samples.scene import Scene

Entry = dict[str, Any]
PARTS = ("в том числе:", "из них:")
"""Group rows that divide the row above them."""


@dataclass(frozen=True, slots=True)
class Column:
    """``labels`` are the header cells above it, a year among them or not; ``path`` those that
    are no year.
    """

    labels: tuple[str, ...]
    path: tuple[str, ...]
    spec: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is data, total, group (one label over the whole width) or header (labels inside the
    body, for the rows below).

    ``stub`` are its printed labels, ``""`` continuing; ``specs`` replace those of the columns;
    ``heads`` are (label, columns). ``parent`` is the row above that a «в том числе:» continues.
    """

    stub: tuple[str, ...]
    path: tuple[str, ...] = ()
    specs: tuple[str, ...] = ()
    year: int | None = None
    library: str = ""
    kind: str = "data"
    heads: tuple[tuple[str, int], ...] = ()
    ordinal: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A table before it is drawn."""

    stubs: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ordinal: bool = False


# ---- the columns that a head tree describes


def leaves(tree: Entry, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """(labels from the top, cell) of every leaf; a list stands for cells below one label that
    have no label of their own.
    """
    for label, below in tree.items():
        if isinstance(below, dict):
            yield from leaves(below, (*above, label))
        else:
            yield (*above, label), str(below)


def columns_of(entry: Entry, scene: Scene, spans: int = 3) -> tuple[Column, ...]:
    """The leaves of ``head``, each over its years. ``order: years`` puts the years on top;
    ``years: 0`` has none.
    """
    wanted = entry.get("years", spans)
    over = (entry["over"],) if "over" in entry else ()
    found = tuple(
        (tuple(filter(None, map(scene.label, labels))), spec)
        for labels, spec in leaves(entry["head"], over)
    )
    if not wanted:
        return tuple(Column(labels, labels, spec) for labels, spec in found)
    years = range(scene.year - wanted + 1, scene.year + 1)
    if entry.get("order") == "years":
        return tuple(
            Column((scene.year_label(year), *labels), labels, spec, year)
            for year in years
            for labels, spec in found
        )
    return tuple(
        Column((*labels, scene.year_label(year)), labels, spec, year)
        for labels, spec in found
        for year in years
    )


# ---- forms: one data row; indicators, years, libraries as rows; a body with headers inside; cells
# written out


def flat(entry: Entry, scene: Scene) -> Plan:
    """Every leaf over three years, one row of figures."""
    return Plan((), columns_of(entry, scene), (Row(()),))


def indicators(entry: Entry, scene: Scene) -> Plan:
    """Indicators as rows, three years as columns, perhaps a column of comments."""
    years = tuple(range(scene.year - entry.get("years", 3) + 1, scene.year + 1))
    over = (scene.fill(entry["over"]),) if "over" in entry else ()
    columns = tuple(Column((*over, scene.year_label(year)), over, "", year) for year in years)
    more = tuple(Column((label,), (label,), spec) for label, spec in entry.get("more", {}).items())
    width = len(years)
    rows = tuple(
        _indicator_rows(scene, entry["rows"], (), width, tuple(each.spec for each in more))
    )
    return Plan((scene.label(entry["stub"]),), (*columns, *more), rows)


def _indicator_rows(
    scene: Scene,
    tree: Entry,
    above: tuple[str, ...],
    width: int,
    more: tuple[str, ...],
    parent: str = "",
) -> Iterator[Row]:
    """Rows and, under a group row, rows again; ``parent`` is the row that a «в том числе:»
    continues.
    """
    last = ""
    for name, below in tree.items():
        label = scene.label(name)
        if isinstance(below, dict):
            yield Row((label,), kind="group")
            yield from _indicator_rows(
                scene, below, (*above, label), width, more, last if label in PARTS else ""
            )
        else:
            kind = "total" if label.startswith(("Всего", "Итого")) else "data"
            yield Row((label,), (*above, label), (below,) * width + more, kind=kind, parent=parent)
            last = label


def yearly(entry: Entry, scene: Scene) -> Plan:
    """Years as rows."""
    years = range(scene.year - 2, scene.year + 1)
    return Plan(
        (entry.get("stub", "Год"),),
        columns_of({"years": 0, **entry}, scene),
        tuple(Row((scene.year_label(each),), year=each) for each in years),
    )


def libraries(entry: Entry, scene: Scene) -> Plan:
    """Libraries as rows, grouped or not, with a total below: «Итого», unlabelled (``total: ""``) or
    merged over all label columns, or (``total_at``) in one of them.
    """
    columns = columns_of(entry, scene)
    stubs = ("name", *entry.get("also", {}).values())
    rows: list[Row] = []
    for group, word in entry.get("groups", {"": ""}).items():
        if group:
            rows.append(Row((group,), kind="group"))
        chosen = _chosen(entry, scene, columns, word)
        rows += [
            _library_row(each, n, stubs, columns, (group,) if group else (), word, scene)
            for n, each in enumerate(chosen, 1)
        ]
    if "total" in entry:
        label = scene.fill(entry["total"])
        printed = (
            tuple(label if n == entry["total_at"] else "" for n in range(len(stubs)))
            if "total_at" in entry
            else (label,)
        )
        kept = [
            each.spec.startswith("{") and entry.get("untotalled", "~") not in each.spec
            for each in columns
        ]
        specs = tuple(each.spec if keep else "" for each, keep in zip(columns, kept, strict=True))
        rows.append(Row(printed, (label,) if label else (), specs, kind="total"))
    return Plan(
        (scene.label(entry["stub"]), *entry.get("also", {})),
        columns,
        tuple(rows),
        entry.get("ordinal", False),
    )


def _chosen(entry: Entry, scene: Scene, columns: Sequence[Column], word: str) -> list[Branch]:
    """The libraries of the wanted kinds at work in one of the years; where none are named, those
    that have the first figure.
    """
    everyone = scene.district.branches(min(each.year or scene.year for each in columns))
    if "which" in entry:
        return [
            each
            for each in everyone
            if each.kind in entry["which"].split() or entry["which"] == "all"
        ]
    code = (
        next(each.spec for each in columns if each.spec.startswith("{"))
        .strip("{}")
        .partition(":")[0]
        .replace("@", word)
    )
    return [
        each for each in everyone if scene.book.find(code, scene.year, each.library) is not None
    ]


def _library_row(
    branch: Branch,
    ordinal: int,
    stubs: Sequence[str],
    columns: Sequence[Column],
    above: tuple[str, ...],
    word: str,
    scene: Scene,
) -> Row:
    known = {
        "name": branch.name(scene.year),
        "settlement": branch.settlement,
        "address": branch.address(scene.year),
    }
    known["place"] = f"{known['settlement']}, {known['address']}"
    known["change"] = _change(branch, scene.year)
    labels = tuple(known[each] for each in stubs)
    specs = tuple(known.get(each.spec, each.spec.replace("@", word)) for each in columns)
    return Row(labels, (*above, *labels), specs, library=branch.library, ordinal=str(ordinal))


def _change(branch: Branch, year: int) -> str:
    """What the list of libraries says of a change since last year."""
    if branch.name(year - 1) != branch.name(year):
        return f"переименована, прежнее название – {branch.name(year - 1)}"
    return "новый адрес" if branch.address(year - 1) != branch.address(year) else "без перемен"


def grouped(entry: Entry, scene: Scene) -> Plan:
    """A group row for each library of the wanted kinds, under it the indicators over the years."""
    columns = tuple(
        Column((entry["over"], scene.year_label(each)), (entry["over"],), "", each)
        for each in range(scene.year - 2, scene.year + 1)
    )
    rows: list[Row] = []
    for branch in scene.district.branches(scene.year):
        if branch.kind in entry["which"].split():
            rows.append(Row((branch.name(scene.year),), kind="group"))
            rows += [
                Row((label,), (branch.name(scene.year), label), (spec,) * 3, library=branch.library)
                for label, spec in entry["rows"].items()
            ]
    return Plan((entry["stub"],), columns, tuple(rows))


def year_groups(entry: Entry, scene: Scene) -> Plan:
    """A group row for each year, under it the same indicators."""
    rows: list[Row] = []
    for year in range(scene.year - 2, scene.year + 1):
        rows.append(Row((scene.year_label(year),), kind="group"))
        rows += [
            Row((label,), (label,), tuple(specs), year) for label, specs in entry["rows"].items()
        ]
    return Plan((entry["stub"],), columns_of({**entry, "years": 0}, scene), tuple(rows))


def stacked(entry: Entry, scene: Scene) -> Plan:
    """Years on top; then, again and again, a row of names (each over three years) and a row of
    figures.
    """
    pairs = [list(each.items()) for each in entry["blocks"]]
    years = range(scene.year - 2, scene.year + 1)
    columns = tuple(
        Column((scene.year_label(year),), (), "", year) for _ in pairs[0] for year in years
    )
    rows: list[Row] = []
    for pair in pairs:
        rows.append(Row((), kind="header", heads=tuple((label, 3) for label, _ in pair)))
        rows.append(Row((), (), tuple(spec for _, spec in pair for _ in years)))
    return Plan((), columns, tuple(rows))


def written(entry: Entry, scene: Scene) -> Plan:
    """Cells written out in the template; the first ``stubs`` columns are labels. ``ordinal``
    numbers the rows.
    """
    stubs = tuple(map(scene.label, entry.get("stubs", ())))
    columns = (
        columns_of({"years": 0, **entry}, scene)
        if entry.get("head")
        else tuple(Column((), ()) for _ in entry["rows"][0][len(stubs) :])
    )
    rows = []
    for n, cells in enumerate(entry["rows"], 1):
        texts = tuple(scene.fill(str(each)) for each in cells)
        labels = texts[: len(stubs)]
        specs = tuple(map(str, cells[len(stubs) :]))
        rows.append(
            Row(
                labels,
                tuple(filter(None, labels)),
                specs,
                library=_called(labels, scene),
                ordinal=str(n),
            )
        )
    return Plan(stubs, columns, tuple(rows), entry.get("ordinal", False))


def _called(labels: tuple[str, ...], scene: Scene) -> str:
    """The library that a label means by its common name."""
    return scene.district.libraries[0].library if labels[:1] == ("Центральная библиотека",) else ""


def card(entry: Entry, scene: Scene) -> Plan:
    """Label and value, without a header."""
    rows = tuple(Row((label,), (label,), (str(spec),)) for label, spec in entry["rows"].items())
    return Plan(("",), (Column((), ()),), rows)


FORMS = {
    "flat": flat,
    "indicators": indicators,
    "yearly": yearly,
    "libraries": libraries,
    "grouped": grouped,
    "stacked": stacked,
    "year_groups": year_groups,
    "written": written,
    "card": card,
}
