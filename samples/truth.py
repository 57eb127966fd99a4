"""The truth of the reports as CSV files, and its reader."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from samples import rows
from samples.blocks import Sample
from samples.districts import MISSING, YEARS, District
from samples.echoes import echoes
from samples.planted import Plant
from samples.rows import Row

Truth = dict[str, list[dict[str, str]]]
OF_A_REPORT: dict[str, Callable[[Sample], Iterable[Row]]] = {
    "reports": rows.report,
    "sections": rows.sections,
    "tables": rows.tables,
    "facts": rows.facts,
    "prose": rows.figures,
    "asides": rows.asides,
    "charts": rows.charts,
}
OF_A_DISTRICT: dict[str, Callable[[District], Iterable[Row]]] = {
    "libraries": rows.libraries,
    "history": rows.history,
}


def write_truth(
    folder: Path, samples: Sequence[tuple[Sample, list[Plant]]], districts: Sequence[District]
) -> None:
    """One CSV a kind of truth; rows in the order of the reports."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = [each for each, _ in samples]
    by_id = {each.id: each for each in districts}
    files = {
        name: [row for each in reports for row in of(each)] for name, of in OF_A_REPORT.items()
    }
    files |= {
        name: [row for each in districts for row in of(each)] for name, of in OF_A_DISTRICT.items()
    }
    files["mentions"] = [
        row for each in reports for row in rows.mentions(each, by_id[each.district])
    ]
    files["plants"] = [
        row for each, found in samples for row in rows.plants(each, found, trap=False)
    ]
    files["echoes"] = list(echoes(reports))
    files["traps"] = [row for each, found in samples for row in rows.plants(each, found, trap=True)]
    files["region"] = [row for each in districts for row in _years(each)]
    for name, found in files.items():
        _write(folder / f"{name}.csv", found)


def _years(district: District) -> Iterable[Row]:
    """Which reports a region has and which are missing."""
    return (
        {
            "district": district.name,
            "year": year,
            "reported": int((district.id, year) not in MISSING),
        }
        for year in YEARS
    )


def _write(path: Path, found: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]) if found else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def read_truth(folder: Path) -> Truth:
    """Every truth file by its name, rows as dictionaries of texts."""
    return {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(folder.glob("*.csv"))
    }
