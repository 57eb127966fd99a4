"""A data set that was sent by somebody, or stands in an odd place: nothing outside is touched."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from building import report_of

from extractor.commands.voice import sentence
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.dataset.findings import write_findings
from extractor.dataset.manifest import MANIFEST
from extractor.dataset.roll_forward import STAGED
from extractor.dataset.swap import held
from extractor.dataset.write import remove_reports
from extractor.errors import CalledWrongly
from extractor.model import Report
from extractor.model.finding import Checked
from extractor.options import PublishOptions
from extractor.words import words

OPTIONS = PublishOptions()


def one(year: int) -> Report:
    return report_of(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year)


def publish(out: Path, *years: int) -> None:
    publish_dataset([one(year) for year in years], [], out, OPTIONS)


def check(out: Path) -> None:
    write_findings(out, Checked((), ()))


def _committed(out: Path) -> None:
    """A staged version of which the manifest is in force, with a list that leads outside."""
    staged = out / STAGED
    (staged / "documents").mkdir(parents=True)
    (staged / MANIFEST).write_bytes((out / MANIFEST).read_bytes())
    (staged / "documents" / "mine.txt").write_text("new", encoding="utf-8")
    leads = ["../victim", "../victim/mine.txt", "..", ".", "", str(out.parent / "victim"), 5]
    (staged / ".gone.json").write_text(json.dumps([*leads, "linked/mine.txt"]), encoding="utf-8")
    (out / "linked").symlink_to(out.parent / "victim")


def _earlier(out: Path) -> None:
    """What a version before there was a manifest left, with names that lead outside."""
    workshop = out / ".svod-1"
    (workshop / "old").mkdir(parents=True)
    leads = ["../victim", "linked/mine.txt", "..", ""]
    (workshop / "added").write_text("\n".join(leads), encoding="utf-8")
    (out / "linked").symlink_to(out.parent / "victim")


def _linked(out: Path) -> None:
    """A staged version that is a link to a folder of others; it may well be called a commit."""
    (out.parent / "victim" / MANIFEST).write_bytes((out / MANIFEST).read_bytes())
    (out / STAGED).symlink_to(out.parent / "victim")


def _through_documents(out: Path) -> None:
    """The folder of the documents is a link to a folder of others."""
    _committed(out)
    shutil.rmtree(out / "documents", ignore_errors=True)
    (out / "documents").symlink_to(out.parent / "victim")


@pytest.mark.parametrize("left", [_committed, _earlier, _linked, _through_documents])
def test_what_a_data_set_brings_along_changes_nothing_outside_of_it(left, tmp_path):
    out, victim = tmp_path / "out", tmp_path / "victim"
    publish(out, 2021)
    victim.mkdir()
    (victim / "mine.txt").write_text("mine", encoding="utf-8")
    left(out)
    check(out)
    assert (victim / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert (out / "reports.csv").is_file() and not (out / STAGED).exists()


@pytest.mark.parametrize("text", ["[", "5", "null", ""])
def test_a_damaged_list_of_what_goes_leaves_orphans_and_no_riddle(text, tmp_path):
    out = tmp_path / "out"
    publish(out, 2021)
    (out / STAGED).mkdir()
    (out / STAGED / MANIFEST).write_bytes((out / MANIFEST).read_bytes())
    (out / STAGED / ".gone.json").write_text(text, encoding="utf-8")
    (out / "svod.xlsx").touch()
    with held(out):
        assert [(each.file, each.what) for each in damages_of(out)] == [("svod.xlsx", "orphan")]


@pytest.mark.parametrize("name", ["ж" * 127, "a" * 255, "a" * 246])
def test_a_folder_whose_name_leaves_no_room_for_a_longer_one_beside_it(name, tmp_path):
    out = tmp_path / name
    publish(out, 2021, 2022)
    publish(out, 2023)
    remove_reports(["beryozovo-2022"], out, OPTIONS)
    with held(out):
        assert damages_of(out) == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_FULL, "reason_ENOSPC"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "reason_EIO"),
        (sqlite3.SQLITE_READONLY, "reason_EACCES"),
        (sqlite3.SQLITE_CANTOPEN, "reason_EACCES"),
    ],
)
def test_an_archive_that_cannot_be_written_says_why_in_the_users_words(
    code, reason, tmp_path, monkeypatch
):
    def refuse(*_: object) -> None:
        error = sqlite3.OperationalError("words of the library")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr("extractor.dataset.assembly.write_archive", refuse)
    with pytest.raises(CalledWrongly) as refused:
        publish(tmp_path / "out", 2021)
    said = sentence(refused.value.key, "ru", **refused.value.parts)
    assert words("messages")[reason]["ru"] in said and not (tmp_path / "out").exists()
