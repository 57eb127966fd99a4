"""Places that look wrong and are right: a check that reports them as errors invents
contradictions.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from samples.blocks import Cell, Grid, Sample
from samples.planted import Plant, fact_of, figures_of, find_grid, print_value
from samples.scene import Scene


def traps(sample: Sample, scene: Scene) -> list[Plant]:
    """All traps of a report; the forced shares and the restated figure are put into it here."""
    return [found for each in TRAPS for found in each(sample, scene)]


def _trap(
    sample: Sample, name: str, section: str, grid: Grid, cell: Cell | None, note: str
) -> Plant:
    whole = Plant(
        sample.report, name, "trap", section, "", "", table=grid.name, trap=True, note=note
    )
    if cell is None:
        return whole
    code = cell.fact.code if cell.fact else ""
    return replace(
        whole, printed=cell.text, right=cell.text, code=code, row=cell.row, column=cell.column
    )


def truncated(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A ratio that is cut off after its last digit instead of rounded."""
    for _, section, grid in sample.tables():
        for cell in grid.cells:
            if scene.district.truncates and cell.fact and cell.fact.code.startswith("ratios."):
                fact, value = fact_of(cell)
                exact = scene.value(fact.code, int(fact.period), fact.library) or Decimal()
                if exact.quantize(value, ROUND_HALF_UP) != value:
                    yield _trap(
                        sample,
                        "truncated",
                        section,
                        grid,
                        cell,
                        "отброшены лишние знаки, без округления",
                    )


def forced(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """One share moved by a last digit, so that the column adds up to 100."""
    if not scene.district.forces_hundred:
        return
    for name in ("subjects-2", "subjects-1", "subjects"):
        section, grid = find_grid(sample, name)
        shares = {
            n: fact_of(each)[1]
            for n, each in enumerate(grid.cells)
            if each.fact and "/" in each.fact.code
        }
        rest = 100 - sum(shares.values(), Decimal())
        if rest:
            largest = max(shares, key=lambda n: shares[n])
            print_value(grid, largest, scene, shares[largest] + rest, 1)
            yield _trap(
                sample,
                "forced",
                section,
                grid,
                grid.cells[largest],
                "доля подогнана, чтобы сумма была 100 %",
            )


def parts_never_add(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A table that leaves one kind out (or to the next table): its parts fall short of the whole
    in every year and district.
    """
    for name in ("acquired", "education", "genders", "local-kinds"):
        section, grid = find_grid(sample, name)
        yield _trap(
            sample,
            "definition",
            section,
            grid,
            None,
            "перечислены не все части целого, так задано шаблоном",
        )


def base_with_site(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """Costs per visit counted over visits and site together."""
    if scene.district.visits_with_site:
        section, grid = find_grid(sample, "costs")
        for n in figures_of(grid, "finance.per_visit"):
            yield _trap(
                sample,
                "base",
                section,
                grid,
                grid.cells[n],
                "посещения вместе с обращениями к сайту",
            )


def history(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """A library renamed, moved or closed since the last year."""
    section, grid = find_grid(sample, "registry")
    before = scene.year - 1
    for each in scene.district.libraries:
        row = next((cell for cell in grid.cells if cell.text == each.name(scene.year)), None)
        if each.name(before) != each.name(scene.year):
            yield _trap(
                sample, "renamed", section, grid, row, f"прежнее название: {each.name(before)}"
            )
        if each.address(before) != each.address(scene.year):
            yield _trap(
                sample, "moved", section, grid, row, f"прежний адрес: {each.address(before)}"
            )
        if each.until == before:
            yield _trap(sample, "closed", section, grid, None, f"закрыта: {each.name(before)}")


def handed(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """The central library opens the year with the stock of a closed branch on top of its own."""
    if any(each.until == scene.year - 1 for each in scene.district.libraries):
        section, grid = find_grid(sample, "stock-branches")
        central = grid.cells[figures_of(grid, "holdings.opening")[0]]
        yield _trap(
            sample,
            "handed",
            section,
            grid,
            central,
            "принят фонд закрытого филиала, сказано в тексте",
        )


def restated(sample: Sample, scene: Scene) -> Iterator[Plant]:
    """Last year's figure corrected with a word of explanation (the template has the sentence for
    this report).
    """
    if any("пересмотрено" in getattr(each, "text", "") for each in sample.blocks):
        section, grid = find_grid(sample, "portal")
        _, at, _ = figures_of(grid, "web.portal.posts")
        before = print_value(grid, at, scene, fact_of(grid.cells[at])[1] + 12, 0)
        found = _trap(
            sample,
            "restated-explained",
            section,
            grid,
            grid.cells[at],
            "пересмотрено, объяснено в тексте",
        )
        yield replace(found, right=before.text)


TRAPS = (truncated, forced, parts_never_add, base_with_site, history, handed, restated)
