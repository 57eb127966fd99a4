"""What people keep from an earlier version is read as before: a data set, a catalogue of their own,
explanations, learned labels (``tests/kept``).
"""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.commands import svod
from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.voice import Voice
from extractor.dataset.columns import cells_of, header_of
from extractor.dataset.earlier import BY_RECORD
from extractor.dataset.read import load_dataset
from extractor.model import Direction, Observation, Op, SentenceRole
from extractor.options import ReportOptions
from extractor.pipeline import extract_report

KEPT = Path(__file__).parent / "kept"
REPORT = KEPT / "olkhovka-2023.docx"
FINDING = "olkhovka-2023:5dae661d3c"


@pytest.fixture
def kept(tmp_path):
    shutil.copytree(KEPT / "set", tmp_path / "set")
    return tmp_path / "set"


def run(*arguments):
    answer = CliRunner().invoke(svod, [*map(str, arguments)], obj=Voice("en"))
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.output
    return answer


def rows(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_its_figures_are_read_with_role_sense_and_claim(kept):
    (edition,) = load_dataset(kept).editions
    figures = {each.raw: each for each in edition.facts}
    assert (edition.district, edition.year, len(edition.facts)) == ("Ольховский район", 2023, 20)
    change, bound, cell = figures["50"], figures["9,5 тыс."], figures["более 5"]
    assert (change.role, change.direction, change.op) == (
        SentenceRole.CHANGE,
        Direction.UP,
        Op.EXACT,
    )
    assert change.claim == figures["1 250"].claim == figures["1 200"].claim == "2.30"
    assert (bound.op, bound.value, bound.multiplier) == (Op.AT_LEAST, Decimal("9.5"), 1000)
    assert (cell.role, cell.op, cell.value, cell.extra) == (None, Op.MORE, 5, ())
    assert figures["12 (+2)"].extra == (("change", "+2"),)


def test_its_figures_are_written_again_as_they_stood(kept):
    (edition,) = load_dataset(kept).editions
    file = BY_RECORD[Observation]
    later = {"indicator_confidence": ""}  # a column that did not stand there yet
    again = [
        {
            name: "" if cell is None else str(cell)
            for name, cell in zip(header_of(file), row, strict=True)
        }
        for row in cells_of(file, edition.facts)
    ]
    assert again == [later | row for row in rows(kept, "observations")]


def test_an_explained_finding_stays_explained(kept):
    answer = run("check", kept)
    (found,) = rows(kept, "findings")
    assert (found["finding"], found["status"]) == (FINDING, "explained")
    assert "Опечатка исправлена в бумажном отчёте" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("compare",), "(holdings.total)"),
        (("map",), "сделано поделок"),
        (("site",), "index.html"),
        (("doctor",), "set: "),
    ],
)
def test_each_command_works_on_it(arguments, says, kept):
    answer = run(arguments[0], kept)
    assert says in answer.output and answer.exit_code == 0


def test_a_report_is_added_and_the_earlier_one_stays_as_it_was(kept, tmp_path):
    before = rows(kept, "observations")
    shutil.copy(REPORT, tmp_path / "Луговая 2023.docx")
    document = kept / "documents" / "olkhovka-2023.json"
    told = document.read_bytes()
    assert run("extract", tmp_path / "Луговая 2023.docx", "-o", kept, "--jobs", 1).exit_code < 2
    after = rows(kept, "observations")[: len(before)]
    assert [row | old for row, old in zip(after, before, strict=True)] == after
    assert document.read_bytes() == told and len(rows(kept, "editions")) == 2


def test_an_own_catalogue_and_learned_labels_are_in_force():
    known = vetted_vocabulary(KEPT / "own")
    assert known.indicators["own.crafts"].says == ("сделан поделок",)
    assert known.learned == {
        "сделано поделок": "own.crafts",
        "сделано поделок / итого": "own.crafts",
    }
    report = extract_report(REPORT, ReportOptions(catalogue=KEPT / "own"))
    crafts = [each.raw for each in report.observations if each.indicator == "own.crafts"]
    assert crafts == ["12 (+2)", "более 5", "–", "17"]
