"""``library_changes.csv``: written run by run, the same as at once; the registries that are read
back for the next year.
"""

import csv
from itertools import permutations

import pytest
from msgspec.structs import replace

from extractor.dataset import publish_dataset
from extractor.dataset.library_changes import past_rolls
from extractor.dataset.write import remove_reports
from extractor.model import Library
from extractor.names import unite_reports
from extractor.options import PublishOptions
from tests.building import report_of, with_library

DISTRICT = "Заречный район"
CENTRAL = Library("a-tsb", "Центральная библиотека", DISTRICT, "", "central", "г. Заречье")
LUGOVOE = Library("a-4", "Библиотека-филиал № 4", DISTRICT, "4", "rural", "с. Луговое")
KLYUCHI = Library("a-5", "Библиотека-филиал № 5", DISTRICT, "5", "rural", "с. Ключи")
RENUMBERED = Library("a-9", "Библиотека-филиал № 9", DISTRICT, "9", "rural", "с. Луговое")
YEARS = {
    2021: (CENTRAL, LUGOVOE, KLYUCHI),
    2022: (CENTRAL, RENUMBERED, KLYUCHI),
    2023: (CENTRAL, RENUMBERED),
}


def report(year):
    name = f"z-{year}"
    whole = report_of(
        report=name,
        file=f"{name}.docx",
        libraries=YEARS[year],
        district=DISTRICT,
        year=year,
        sha256=name,
    )
    return with_library(whole, YEARS[year][-1].library)


def extract(out, *years):
    """As ``svod extract`` does it."""
    publish(out, [report(year) for year in years])


def publish(out, reports):
    united, chronicle = unite_reports(reports, past_rolls(out, reports))
    publish_dataset(united, (), out, PublishOptions(), chronicle)


def changes(out):
    with (out / "library_changes.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["year"], row["library"], row["change"], row["before"])
            for row in csv.DictReader(file)
        ]


WHOLE = [
    ("2022", "a-4", "renamed", "Библиотека-филиал № 4"),
    ("2022", "a-4", "renumbered", "4"),
    ("2023", "a-5", "closed", "Библиотека-филиал № 5"),
]


def test_what_became_of_libraries_is_a_file_of_the_data_set(tmp_path):
    extract(tmp_path / "out", *YEARS)
    assert changes(tmp_path / "out") == WHOLE


def test_year_after_year_gives_the_same_files_as_all_at_once(tmp_path):
    extract(tmp_path / "once", *YEARS)
    for year in YEARS:
        extract(tmp_path / "out", year)
    names = ("library_changes", "libraries", "observations", "registries")
    assert [(tmp_path / "out" / f"{name}.csv").read_bytes() for name in names] == [
        (tmp_path / "once" / f"{name}.csv").read_bytes() for name in names
    ]


@pytest.mark.parametrize("order", [each for each in permutations(YEARS) if each[0] == 2021])
def test_a_year_that_comes_late_is_put_between_the_others(order, tmp_path):
    for year in order:
        extract(tmp_path / "out", year)
    assert changes(tmp_path / "out") == WHOLE


def test_the_same_report_again_changes_nothing(tmp_path):
    for year in (*YEARS, 2022, 2023, 2021):
        extract(tmp_path / "out", year)
    assert changes(tmp_path / "out") == WHOLE


def test_two_years_whose_files_are_called_alike_keep_the_ids_of_libraries(tmp_path):
    """Two years are both «Отчёт.docx», each in a folder of its own; one comes after the other."""
    for year in YEARS:
        whole = report(year)
        document = replace(whole.document, file="Отчёт.docx")
        publish(tmp_path / "out", [replace(whole, document=document)])
    assert changes(tmp_path / "out") == WHOLE


def test_a_newer_version_of_a_year_is_not_held_against_the_older(tmp_path):
    extract(tmp_path / "out", 2021, 2022)
    newer = replace(report(2022), libraries=(CENTRAL, RENUMBERED))
    document = replace(newer.document, sha256="corrected")
    publish(tmp_path / "out", [replace(newer, document=document)])
    assert changes(tmp_path / "out") == [*WHOLE[:2], ("2022", "a-5", "closed", WHOLE[2][3])]


def test_with_a_report_go_the_changes_that_it_showed(tmp_path):
    extract(tmp_path / "out", *YEARS)
    remove_reports(["z-2023"], tmp_path / "out", PublishOptions())
    assert changes(tmp_path / "out") == WHOLE[:2]


def test_a_library_that_closed_is_not_read_back_as_standing(tmp_path):
    extract(tmp_path / "out", *YEARS)
    rolls = {
        each.year: [library.library for library in each.libraries]
        for each in past_rolls(tmp_path / "out", [])
    }
    assert rolls == {
        2021: ["a-4", "a-5", "a-tsb"],
        2022: ["a-4", "a-5", "a-tsb"],
        2023: ["a-4", "a-tsb"],
    }
    assert past_rolls(tmp_path / "nothing", []) == ()
