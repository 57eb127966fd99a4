"""Places that look wrong and are right: a check that reports them as errors invents contradictions."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from samples.blocks import Cell, Grid, Sample
from samples.plants import Plant, find_grid, put
from samples.scene import Scene, read


def traps(sample: Sample, scene: Scene) -> list[Plant]:
    """All traps of a report; the forced shares and the restated figure are put into it here."""
    return [
        found
        for each in (truncated, forced, parts_never_add, base_with_site, history, handed, restated)
        for found in each(sample, scene)
    ]


def _trap(sample: Sample, name: str, section: str, grid: Grid, cell: Cell | None, note: str, right: str = "") -> Plant:
    printed, code = (cell.text, cell.fact.code if cell.fact else "") if cell else ("", "")
    row, column = (cell.row, cell.column) if cell else (None, None)
    return Plant(
        sample.report, name, "trap", section, printed, right or printed, code, grid.name, row, column, trap=True, note=note
    )


def truncated(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A ratio that is cut off after its last digit instead of rounded."""
    for _, section, grid in sample.tables():
        for cell in grid.cells:
            if scene.district.truncates and cell.fact and cell.fact.code.startswith("ratios.") and cell.fact.value is not None:
                exact = scene.value(cell.fact.code, int(cell.fact.period), cell.fact.library) or Decimal()
                if exact.quantize(cell.fact.value, ROUND_HALF_UP) != cell.fact.value:
                    yield _trap(sample, "truncated", section, grid, cell, "отброшены лишние знаки, без округления")


def forced(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """One share moved by a last digit, so that the column adds up to 100."""
    if not scene.district.forces_hundred:
        return
    for name in ("subjects-2", "subjects-1", "subjects"):
        section, grid = find_grid(sample, name)
        places = [n for n, each in enumerate(grid.cells) if each.fact and "/" in each.fact.code]
        values = [cell.fact.value for n in places if (cell := grid.cells[n]).fact and cell.fact.value is not None]
        rest = Decimal(100) - sum(values, Decimal())
        if rest:
            at = max(places, key=lambda n: (cell.fact.value or 0) if (cell := grid.cells[n]).fact else 0)
            fact = grid.cells[at].fact
            assert fact is not None and fact.value is not None  # noqa: S101 - chosen so above
            put(sample, scene, section, grid, at, fact.value + rest, {"name": "forced", "kind": "trap", "change": ""})
            yield _trap(sample, "forced", section, grid, grid.cells[at], "доля подогнана, чтобы сумма была 100 %")


def parts_never_add(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A table that leaves one kind out: its parts fall short of the whole in every year and district."""
    for name in ("acquired", "education", "genders"):
        section, grid = find_grid(sample, name)
        yield _trap(sample, "definition", section, grid, None, "перечислены не все части целого, так задано шаблоном")


def base_with_site(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """Costs per visit counted over visits and site together."""
    if scene.district.visits_with_site:
        section, grid = find_grid(sample, "costs")
        for cell in grid.cells:
            if cell.fact and cell.fact.code == "finance.per_visit":
                yield _trap(sample, "base", section, grid, cell, "посещения вместе с обращениями к сайту")


def history(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A library renamed, moved or closed since the last year."""
    section, grid = find_grid(sample, "registry")
    for each in scene.district.libraries:
        before = scene.year - 1
        if each.name(before) != each.name(scene.year):
            yield _trap(
                sample, "renamed", section, grid, _row_of(grid, each.name(scene.year)), f"прежнее название: {each.name(before)}"
            )
        if each.address(before) != each.address(scene.year):
            yield _trap(
                sample, "moved", section, grid, _row_of(grid, each.name(scene.year)), f"прежний адрес: {each.address(before)}"
            )
        if each.until == before:
            yield _trap(sample, "closed", section, grid, None, f"закрыта: {each.name(before)}")


def _row_of(grid: Grid, name: str) -> Cell:
    return next(each for each in grid.cells if each.text == name)


def handed(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """The central library opens the year with the stock of a closed branch on top of its own."""
    central = scene.district.libraries[0].library
    if any(each.until == scene.year - 1 for each in scene.district.libraries):
        section, grid = find_grid(sample, "stock-branches")
        cell = next(
            each for each in grid.cells if each.fact and (each.fact.code, each.fact.library) == ("holdings.opening", central)
        )
        yield _trap(sample, "handed", section, grid, cell, "принят фонд закрытого филиала, сказано в тексте")


def restated(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """Last year's figure corrected with a word of explanation (the template has the sentence for this report)."""
    if any("пересмотрено" in getattr(each, "text", "") for each in sample.blocks):
        section, grid = find_grid(sample, "portal")
        at = next(
            n
            for n, each in enumerate(grid.cells)
            if each.fact and each.fact.period == str(scene.year - 1) and each.fact.value is not None
        )
        right = grid.cells[at]
        value = read(right.text) + 12
        put(sample, scene, section, grid, at, value, {"name": "restated", "kind": "trap", "change": ""})
        yield replace(
            _trap(sample, "restated-explained", section, grid, grid.cells[at], "пересмотрено, объяснено в тексте"), right=right.text
        )
