"""Sums of libraries that the archive makes are those that the comparison would make itself."""

import random
from decimal import Decimal
from pathlib import Path

import pytest
from building import GRID, report_of
from msgspec.structs import replace
from panels import KNOWN

from extractor.compare import compare_panel, home_of, needed_codes
from extractor.dataset import publish_dataset
from extractor.dataset.branch_sums import Summing
from extractor.dataset.comparison_panel import load_panel
from extractor.model import Library, Report, Status
from extractor.model.comparison import Comparison, Panel, Request
from extractor.options import PublishOptions

LOT = random.Random  # the same at each run
CODES = ("loans.total", "users.registered", "users.age.children", "users.share.children")
STATUSES = (Status.OK,) * 4 + (Status.UNCERTAIN, Status.CORRECTED, Status.NIL, Status.MISSING)
SYSTEM = ()


def drawn(lot: random.Random, district: str, year: int, shape: str, more: str = "") -> Report:
    """A report with figures of two libraries, areas and the system, for three years, in tables and
    in the text; ``more`` tells two reports of a year apart.
    """
    name = {"Луговской район": "lug", "Берёзовский район": "ber", "": "noname"}[district]
    libraries = [Library(f"{name}{n}", f"Библиотека {name} {n}", district) for n in range(2)]
    plain = report_of(
        (GRID,) * 6,
        report=f"{name}-{year}{more}",
        file=f"{name}-{year}{more}.docx",
        sha256=f"{name}{year}{more}",
        district=district,
        year=None if district == "" and year == 2022 else year,
        libraries=libraries,
    )
    places = [(one.library,) for one in libraries] * 3 + [tuple(one.library for one in libraries)]
    cells = plain.observations
    figures = []
    for one in cells:
        status = lot.choice(STATUSES)
        has_value = status in (Status.OK, Status.CORRECTED) or (
            status is Status.UNCERTAIN and lot.random() < 0.5
        )
        values = ("7", "0.1", "0.2", "0.7") if shape == "broken" else ("7", "20", "1000")
        value = Decimal(lot.choice(values))
        figures.append(
            replace(
                one,
                table=one.table if lot.random() < 0.7 else None,
                indicator=lot.choice(CODES),
                library=lot.choice([SYSTEM, *places]) if shape == "mixed" else lot.choice(places),
                area=lot.choice(("", "", "с. Луговое")) if shape == "mixed" else "",
                period=str(year + lot.choice((-1, 0, 0, 1))),
                value=value if has_value else None,
                decimals=0 if value == value.to_integral_value() else 1,
                status=status,
            )
        )
    return replace(plain, observations=tuple(figures))


def loaded(out: Path, request: Request, summing: Summing | None) -> Panel:
    return load_panel(out, needed_codes(request, KNOWN), libraries=False, summing=summing)


def both_ways(out: Path, request: Request) -> tuple[Comparison, Comparison, Panel]:
    summed = loaded(out, request, Summing(home_of, request.latest))
    plain = compare_panel(loaded(out, request, None), request, KNOWN)
    return compare_panel(summed, request, KNOWN), plain, summed


@pytest.mark.parametrize("shape", ["whole", "broken", "mixed"])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("parts", [False, True])
def test_sums_of_the_archive_are_those_of_the_comparison(seed, shape, parts, tmp_path):
    lot, out = LOT(f"{seed}{shape}"), tmp_path / "out"
    districts = ("Луговской район", "Берёзовский район", "")
    years = (2021, 2022, 2023)
    reports = [drawn(lot, one, year, shape) for one in districts for year in years]
    reports += [drawn(lot, one, 2022, shape, more="-a") for one in districts]
    publish_dataset(reports[-1:], [], out, PublishOptions(parts=parts))
    publish_dataset(reports, [], out, PublishOptions(parts=parts))
    has_sums = 0
    for asked in (("loans.total",), ("users.share.children",), ()):
        for about in ({}, {"latest": False}, {"years": (2022, 2022)}, {"by": "district"}):
            found, expected, panel = both_ways(out, Request(asked, **about))
            assert found == expected
            has_sums += len(panel.sums)
    assert has_sums


def test_what_the_archive_adds_up_is_not_loaded(tmp_path):
    out, lot = tmp_path / "out", LOT(1)
    publish_dataset([drawn(lot, "Луговской район", 2023, "whole")], [], out, PublishOptions())
    request = Request(())
    _, _, panel = both_ways(out, request)
    assert panel.sums and not panel.figures
    assert loaded(out, request, None).figures


def test_libraries_that_are_asked_for_are_never_summed(tmp_path):
    out, lot = tmp_path / "out", LOT(1)
    publish_dataset([drawn(lot, "Луговской район", 2023, "whole")], [], out, PublishOptions())
    panel = load_panel(out, (), True, Summing(home_of, True))
    assert panel.figures and not panel.sums
