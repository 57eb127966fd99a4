"""What an enemy, a full disk or a cut wire does to the files around a run: no report and no
decision is lost, and what happened is said.
"""

import csv
import os
import shutil
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import docx
import pytest

from extractor.commands import main
from extractor.dataset.damage import damages_of
from extractor.dataset.swap import held
from extractor.decisions.log import add_shared, own_log, shared_log
from extractor.decisions.making import made
from extractor.errors import CalledWrongly, SvodError
from extractor.model import DecisionKind
from extractor.serve.sources import Sources
from extractor.words.region import region_of

pytestmark = pytest.mark.usefixtures("warm")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="no fork, no such limit on Windows")
LABEL, OTHER = "кружки вышивки", "кружки резьбы"


def report(path: Path, year: int = 2023) -> Path:
    """A report whose total does not add up, with a label that no indicator is known for."""
    document = docx.Document()
    document.add_paragraph(f"Отчёт о работе библиотек Еланского района за {year} год")
    rows = (("Фонд", "2023"), ("Книги", "100"), ("Брошюры", "20"), ("Всего", "125"))
    rows += ((LABEL, "5"), (OTHER, "7"))
    table = document.add_table(len(rows), 2)
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text
    document.save(str(path))
    return path


def reports_in(out: Path) -> list[str]:
    with (out / "reports.csv").open(encoding="utf-8", newline="") as file:
        return [row["file"] for row in csv.DictReader(file)]


# --- files of people, cut anywhere


def test_decisions_of_a_region_that_are_cut_anywhere_are_those_before_or_refused(tmp_path):
    path = tmp_path / "decisions.csv"
    add_shared(
        path,
        [
            made(DecisionKind.LABEL, (("label", "а; б"),), "", "events.total", "«да»,\nнет", "я"),
            made(DecisionKind.LIBRARY, (("name", "Первая"),), "", "b-1", "", "я"),
        ],
    )
    whole, log = path.read_bytes(), shared_log(path)
    read = 0
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        try:
            found = shared_log(path)
        except CalledWrongly as refused:
            assert refused.key == "decisions_unreadable"
            continue
        assert found == log[: len(found)]
        read += 1
    assert 3 <= read <= 6  # after the header, after a row, without the last line's end


def test_a_cut_log_of_a_region_is_not_written_over(svod, tmp_path):
    svod("extract", report(tmp_path / "2023.docx"), "-o", tmp_path / "out")
    catalogue = tmp_path / "own"
    assert svod("map", tmp_path / "out", LABEL, "events.total", "--catalogue", catalogue)[0] == 0
    log = catalogue / "decisions.csv"
    log.write_bytes(cut := log.read_bytes()[:-20])
    status, told = svod("map", tmp_path / "out", OTHER, "events.total", "--catalogue", catalogue)
    assert (status, "line 2" in told, log.read_bytes() == cut) == (2, True, True), told


REGION = """institution: Центральная библиотека
signature: "Директор: Ё."
districts:
  - name: Луговской район
    addressee: Директору
rules: [a.yaml, b.yaml]
decisions: ../shared/decisions.csv
"""


def test_settings_of_a_region_that_are_cut_anywhere_are_read_or_refused(tmp_path):
    path, whole = tmp_path / "region.yaml", REGION.encode()
    refused = 0
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        try:
            region_of(tmp_path / "out")
        except SvodError:
            refused += 1
    assert len(whole) / 3 < refused < len(whole)


# --- a disk that is full in the middle


def forked(limit: int, *arguments: object) -> int:
    """Call ``svod`` in a fork that can write no file longer than a limit; its exit status."""
    resource = pytest.importorskip("resource")
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 99
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        sys.argv = ["svod", *map(str, arguments)]
        main()
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


CALLS = (
    ("extract", "2023.docx", "-o", "out", "--formats", "json,csv,sqlite,xlsx"),
    ("check", "out", "--remarks", "letters"),
    ("site", "out", "-o", "site"),
    ("remove", "out", "2022"),
    ("decide", "out", "2022:t1r1c1", "101"),
)
COULD_NOT = {1, 2, 3}


@needs_posix
@pytest.mark.parametrize("call", CALLS, ids=[call[0] for call in CALLS])
def test_a_full_disk_leaves_the_data_set_as_it_was(call, svod, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    for year in (2021, 2022, 2023):
        report(tmp_path / f"{year}.docx", year)
    assert svod("extract", "2021.docx", "2022.docx", "-o", out)[0] == 0
    before = reports_in(out)
    for limit in (0, 500, 3_000, 9_000):
        status = forked(limit, *call)
        assert status in COULD_NOT or (call[0] == "site" and limit), (limit, status)
        assert not damages_of(out) and reports_in(out) == before, limit
        assert not own_log(out)
    assert not [path.name for path in out.glob(".*")]
    assert svod(*call)[0] in (0, 1) and not damages_of(out)


@needs_posix
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "page.html"])
def test_a_full_disk_leaves_the_former_file_of_a_comparison(name, svod, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    report(tmp_path / "2023.docx")
    assert svod("extract", "2023.docx", "-o", "out")[0] == 0
    form = {"table": name.partition(".")[2], "page": "html"}[name.partition(".")[0]]
    call = ("compare", "out", "--as", form, "-o", name)
    assert svod(*call)[0] == 0
    whole = (tmp_path / name).read_bytes()
    assert whole and forked(5, *call) in COULD_NOT
    assert (tmp_path / name).read_bytes() == whole
    status, told = svod("compare", "out", "--as", form, "-o", tmp_path / "absent" / name)
    assert (status, f"absent/{name}" in told) == (2, True)
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_desk_left_of_a_file_that_was_sent_is_gone(tmp_path):
    sources = Sources(tmp_path / "out", ())
    kept = sources.keep("отчёт.docx", b"PK")
    left = kept.parent / ".отчёт.docx.new"
    left.write_bytes(b"P")
    assert Sources(tmp_path / "out", ()).find("отчёт.docx", sha256(b"PK").hexdigest()) == kept
    assert [path.name for path in kept.parent.iterdir()] == ["отчёт.docx"]
    assert sources.keep("д" * 120 + ".docx", b"PK").is_file()


def test_a_file_that_is_sent_waits_while_a_new_version_is_put_in_place(tmp_path):
    """Else it would be written into the folder that is about to go."""
    out, kept = tmp_path / "out", list[Path]()
    out.mkdir()
    sending = threading.Thread(target=lambda: kept.append(Sources(out, ()).keep("a.docx", b"PK")))
    with held(out):
        sending.start()
        sending.join(0.5)
        assert sending.is_alive() and not kept
    sending.join()
    assert kept[0].read_bytes() == b"PK"


# --- one folder for two things


def data_set(svod, folder: Path) -> Path:
    assert svod("extract", report(folder / "2022.docx", 2022), "-o", folder / "out")[0] == 0
    return folder / "out"


def test_a_site_and_a_data_set_do_not_take_each_others_folder(svod, tmp_path):
    out, site = data_set(svod, tmp_path), tmp_path / "site"
    assert svod("site", out, "-o", site)[0] == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for asked in (
        ("site", out, "-o", out),
        ("export", out, "-o", site),
        ("extract", tmp_path / "2022.docx", "-o", site),
    ):
        status, told = svod(*asked)
        assert (status, "each needs a folder of its own" in told) == (2, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert svod("doctor", site)[0] == 2


def test_a_manifest_of_a_site_in_a_data_set_is_damage_that_can_be_accepted(svod, tmp_path):
    """As an earlier version left it; the doctor advised to delete every file of the data set."""
    out, site = data_set(svod, tmp_path), tmp_path / "site"
    assert svod("site", out, "-o", site)[0] == 0
    shutil.copy(site / "manifest.json", out)
    assert [damage.file for damage in damages_of(out)] == ["manifest.json"]
    assert svod("doctor", out, "--accept")[0] == 0
    assert damages_of(out) == []


OUTPUTS = (
    ("reports.csv", "a file of the data set"),
    ("manifest.json", "a file of the data set"),
    ("documents/2022.json", "a file of the data set"),
    ("../report.docx", "a document"),
    ("../Отчёт.PDF", "a document"),
)


@pytest.mark.parametrize(("name", "why"), OUTPUTS)
@pytest.mark.parametrize("command", [("compare", "out"), ("sql", "out", "SELECT 1")])
def test_an_answer_never_takes_the_place_of_a_file_of_a_data_set_or_of_a_document(
    svod, tmp_path, monkeypatch, command, name, why
):
    monkeypatch.chdir(tmp_path)
    out = data_set(svod, tmp_path)
    for other in ("report.docx", "Отчёт.PDF"):
        (tmp_path / other).write_bytes(b"PK")
    before = (out / name).read_bytes()
    status, told = svod(*command, "--as", "csv", "-o", f"out/{name}")
    assert (status, why in told) == (2, True)
    assert (out / name).read_bytes() == before


# --- names and places that a person would not choose


NAMES = ("два\nряда.docx", "\t.docx", "=cmd|'a'!A1.docx", "a" * 250 + ".docx", "\u202eфдп.docx")


@needs_posix
def test_files_of_any_name_are_read_and_told_apart(svod, tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    names = {*NAMES, os.fsdecode(b"\xd0\xff.docx"), "Отчёт.docx", "отчёт.docx", "Отче\u0308т.docx"}
    for at, name in enumerate(sorted(names)):
        report(folder / name, 2001 + at)
    assert svod("extract", folder, "-o", out)[0] == 0
    assert len(reports_in(out)) == len(names) and not damages_of(out)
    assert svod("check", out, "--remarks", tmp_path / "letters")[0] in (0, 1)
    assert svod("site", out, "-o", tmp_path / "site")[0] == 0
    assert svod("extract", folder, "-o", out, "--resume")[0] == 0


def test_a_catalogue_in_the_folder_of_the_data_set_costs_nothing(svod, tmp_path):
    out = tmp_path / "out"
    svod("extract", report(tmp_path / "2023.docx"), "-o", out)
    for call in (
        ("map", out, LABEL, "events.total", "--catalogue", out),
        ("decide", out, "2023:t1r1c1", "101", "--catalogue", out),
        ("extract", report(tmp_path / "2022.docx", 2022), "-o", out, "--catalogue", out),
        ("check", out, "--catalogue", out),
    ):
        status, told = svod(*call)
        assert status in (0, 1, 2), told
        assert not damages_of(out), call
    assert reports_in(out)


@pytest.mark.parametrize("moment", [0.0, 4_000_000_000.0])
def test_a_clock_that_is_wrong_by_decades_loses_nothing_and_is_named(
    moment, svod, tmp_path, monkeypatch
):
    out, years = tmp_path / "out", (2022, 2023)
    first, second = (report(tmp_path / f"{year}.docx", year) for year in years)
    assert svod("extract", first, "-o", out)[0] == 0
    then = time.gmtime(moment)
    monkeypatch.setattr("time.time", lambda: moment)
    monkeypatch.setattr("time.localtime", lambda *_: then)
    for call in (
        ("extract", second, "-o", out, "--formats", "json,csv,xlsx"),
        ("decide", out, "2022:t1r1c1", "101"),
        ("check", out, "--remarks", tmp_path / "letters"),
    ):
        status, told = svod(*call)
        assert status in (0, 1) or "The clock of this computer shows the year 1970" in told, told
        assert not damages_of(out) and "2022.docx" in reports_in(out)
    assert len(own_log(out)) == 1
    assert ("2023.docx" in reports_in(out)) == bool(moment)
