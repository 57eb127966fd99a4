"""A second run over files that have not changed: nothing of them is read, nothing is written; and
what makes it read or write nonetheless.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import docx
import pytest

from extractor.batch import found, seen
from extractor.batch.seen import Seen, seen_beside, stamp_of
from extractor.commands import main

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a moment ago count as long unchanged."""
    monkeypatch.setattr(seen, "SETTLED", 0)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes are read to know them."""
    names: list[str] = []

    def noting(path: Path, most: int) -> str:
        names.append(path.name)
        return found.fingerprint(path, most)

    monkeypatch.setattr(seen, "fingerprint", noting)
    return names


@pytest.fixture
def svod(capsys, monkeypatch):
    """Call ``svod``; its exit status and what it told."""
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["svod", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of two districts."""
    for name in ("Еланского", "Луговского"):
        report(tmp_path / "отчёты" / f"{name}.docx", name)
    return tmp_path / "отчёты"


def report(path: Path, district: str, users: str = "1 234") -> None:
    path.parent.mkdir(exist_ok=True)
    document = docx.Document()
    document.add_paragraph(f"Отчёт о работе библиотек {district} района за 2023 год")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("", "2023", "Число пользователей", users), strict=True):
        cell.text = text
    document.save(str(path))


def versions(out: Path) -> dict[str, tuple[int, int]]:
    """Which file stands at each path of a data set: another one after each writing."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_unchanged_files_are_not_read_and_nothing_is_written(svod, folder, tmp_path, hashed):
    out = tmp_path / "out"
    assert svod("extract", folder, "-o", out)[0] == 0
    before = versions(out)
    status, told = svod("extract", folder, "-o", out, "--resume")
    assert (status, hashed, versions(out)) == (0, [], before)
    assert "Еланского.docx: не изменился" in told


def test_what_has_changed_is_read_and_only_that(svod, folder, tmp_path, hashed):
    out = tmp_path / "out"
    svod("extract", folder, "-o", out)
    report(folder / "Еланского.docx", "Еланского", "1 235")
    told = svod("extract", folder, "-o", out, "--resume")[1]
    assert hashed == ["Еланского.docx"]
    assert "Еланского.docx: новая редакция" in told and "Луговского.docx: не изменился" in told


def test_content_of_the_same_size_under_the_old_time_is_noticed(svod, folder, tmp_path, hashed):
    out, file = tmp_path / "out", folder / "Еланского.docx"
    svod("extract", folder, "-o", out)
    about, content = file.stat(), file.read_bytes()
    file.write_bytes(content[:-1] + b"!")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    svod("extract", folder, "-o", out, "--resume")
    assert hashed == ["Еланского.docx"]


def test_verify_reads_every_file(svod, folder, tmp_path, hashed):
    out = tmp_path / "out"
    svod("extract", folder, "-o", out)
    svod("extract", folder, "-o", out, "--resume", "--verify")
    assert sorted(hashed) == ["Еланского.docx", "Луговского.docx"]


def test_many_unchanged_files_are_counted(svod, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.commands.unchanged.MOST_NAMED", 1)
    svod("extract", folder, "-o", tmp_path / "out")
    told = svod("extract", folder, "-o", tmp_path / "out", "--resume")[1]
    assert "И ещё 1 файл не изменился" in told and told.count("docx") == 1


@pytest.mark.parametrize("more", [["--formats", "csv,sqlite"], ["--excel"], ["--lang", "en"]])
def test_what_is_asked_for_anew_is_written(svod, folder, tmp_path, hashed, more):
    """The message of a report without a year is in the language of the last run."""
    document = docx.Document()
    document.add_paragraph("Отчёт о работе библиотек Заречного района")
    document.save(str(folder / "в.docx"))
    out = tmp_path / "out"
    svod("extract", folder, "-o", out)
    for expected in (True, False):
        before = versions(out)
        svod("extract", folder, "-o", out, "--resume", *more)
        assert (versions(out) != before) is expected
    assert hashed == []


def test_an_archive_that_is_lost_is_made_again(svod, folder, tmp_path):
    out = tmp_path / "out"
    svod("extract", folder, "-o", out, "--formats", "csv")
    (out / "archive.sqlite").unlink()
    (out / "manifest.json").unlink()
    (out / "datapackage.json").unlink()
    svod("extract", folder, "-o", out, "--resume", "--formats", "csv")
    assert (out / "archive.sqlite").is_file()


# --- what is remembered


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.docx"
    path.write_bytes(b"content")
    return path


def remembered(file: Path) -> bool:
    """Whether a file, once looked at, is known to the next run."""
    with seen_beside(file.parent / "out", sure=False) as first:
        first.digest(file, 100)
    with seen_beside(file.parent / "out", sure=False) as second:
        return second.known != {}


def test_a_file_changed_a_moment_ago_is_not_believed(file, monkeypatch):
    monkeypatch.setattr(seen, "SETTLED", 3_600_000_000_000)
    assert not remembered(file)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 4096])
def test_a_damaged_memory_is_begun_anew(file, content):
    (file.parent / ".out-seen.sqlite").write_bytes(content)
    assert remembered(file)


def test_what_was_taken_out_of_an_archive_is_not_remembered(file):
    with seen_beside(file.parent / "out", sure=False, passing=(file.parent,)) as known:
        known.digest(file, 100)
    assert known.new == {}


def test_a_file_that_changed_while_it_was_read_is_not_remembered(file):
    known = Seen(file.parent / "seen", sure=False)
    before = stamp_of(file)
    file.write_bytes(b"other content")
    known.note(file, before, "0" * 64)
    assert known.new == {}


def test_a_file_too_large_is_not_known_by_its_stamp(file):
    remembered(file)
    known = Seen(file.parent / ".out-seen.sqlite", sure=False)
    assert known.digest(file, 100) and not known.digest(file, 3)


def test_a_memory_that_cannot_be_written_stops_nothing(file, monkeypatch):
    monkeypatch.setattr(seen, "PATIENCE", 0.01)
    with closing(sqlite3.connect(file.parent / ".out-seen.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not remembered(file)
