"""``svod export``: a part of a data set is a data set, and nothing of others is overwritten."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.check import check_dataset
from extractor.commands.export import export
from extractor.commands.voice import Voice
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.dataset.findings import write_findings
from extractor.dataset.read import load_dataset
from extractor.errors import CalledWrongly
from extractor.options import PublishOptions
from tests.test_exports import B, L, made

OPTIONS = PublishOptions(("csv", "json"))


def reports(*wanted: tuple[str, int]):
    """Reports of districts and years, each with its own figures."""
    numbers = {B: 100, L: 300}
    return [made(district, year, numbers[district] + year % 100) for district, year in wanted]


ALL = ((B, 2022), (B, 2023), (L, 2023))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    publish_dataset(reports(*ALL), [], folder, OPTIONS)
    return folder


def run(out: Path, target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(export, [str(out), "-o", str(target), *arguments], obj=Voice("ru"))


def bytes_of(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        ((), ALL),
        (("--district", B), ALL[:2]),
        (("--district", "березовский"), ALL[:2]),
        (("--year", "2023"), ALL[1:]),
        (("--district", B, "--district", L, "--year", "2022"), ALL[:1]),
        (("--report", "123-2023"), ALL[1:2]),
    ],
)
def test_a_part_is_what_its_reports_alone_would_have_given(out, tmp_path, arguments, kept):
    before = bytes_of(out)
    assert run(out, tmp_path / "part", *arguments).exit_code == 0
    publish_dataset(reports(*kept), [], tmp_path / "alone", OPTIONS)
    assert bytes_of(tmp_path / "part") == bytes_of(tmp_path / "alone")
    assert damages_of(tmp_path / "part") == []
    assert bytes_of(out) == before


def test_findings_of_a_part_go_along(out, tmp_path):
    write_findings(out, check_dataset(load_dataset(out)))
    assert run(out, tmp_path / "part", "--district", L).exit_code == 0
    examined = json.loads((tmp_path / "part" / "findings.json").read_text("utf-8"))["examined"]
    assert [row["report"] for row in examined] == ["323-2023"]


def test_forms_are_made_on_the_way(out, tmp_path):
    forms = ("--formats", "csv,sqlite", "--excel")
    assert run(out, tmp_path / "part", *forms).exit_code == 0
    names = {path.name for path in (tmp_path / "part").iterdir()}
    assert {"svod.sqlite", "observations.excel.csv"} <= names
    assert "documents" not in names


def test_an_earlier_export_is_replaced(out, tmp_path):
    assert run(out, tmp_path / "part").exit_code == 0
    assert run(out, tmp_path / "part", "--year", "2022").exit_code == 0
    rows = (tmp_path / "part" / "reports.csv").read_text("utf-8").splitlines()
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("--year", "1999"), "export_nothing"),
        (("--district", "Нигдейский"), "district_unknown"),
        (("--report", "nothing"), "report_unknown"),
        (("--formats", "pdf"), "format_output_unknown"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_written(out, tmp_path, arguments, key):
    refused = run(out, tmp_path / "part", *arguments)
    assert isinstance(refused.exception, CalledWrongly)
    assert refused.exception.key == key
    assert not (tmp_path / "part").exists()


def test_the_data_set_of_others_and_the_data_set_itself_stay(out, tmp_path):
    publish_dataset(reports((B, 2021)), [], tmp_path / "other", OPTIONS)
    for target, key in ((tmp_path / "other", "export_other"), (out, "export_same")):
        before = bytes_of(target)
        assert run(out, target).exception.key == key
        assert bytes_of(target) == before


def test_without_a_data_set_nothing_can_be_exported(tmp_path):
    assert run(tmp_path / "no", tmp_path / "part").exception.key == "no_dataset"
