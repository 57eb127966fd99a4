"""Reports wait on the disk until the data set is written: what is held of them, what a run that did
not end leaves for the next one, and that nothing else changes.
"""

import os
import pickle
import shutil
import signal
import sys
from pathlib import Path

import docx
import pytest
from building import report_of
from msgspec.structs import replace

from extractor.batch import Arrived, Readers, Reading, spool
from extractor.batch.publishing import coming
from extractor.batch.spool import Spool, Waiting, arrive, clear, head_of, lean, spool_beside
from extractor.batch.uniting import unite_or_doubt
from extractor.dataset import assembly, publish_dataset
from extractor.model import Library, Observation, Report
from extractor.options import PublishOptions, ReadOptions, ReportOptions
from extractor.pipeline import extract_report

pytestmark = pytest.mark.usefixtures("warm")
OPTIONS = ReportOptions()


def written(path: Path, district: str = "Еланского", year: int = 2023) -> Path:
    path.parent.mkdir(exist_ok=True)
    document = docx.Document()
    document.add_paragraph(f"Отчёт о работе библиотек {district} района за {year} год")
    document.add_paragraph("Книжный фонд составляет 1 200 экземпляров, на 20 больше, чем в 2022.")
    rows = (("Библиотека", "Книги"), ("Еланская сельская библиотека", "100"), ("Итого", "100"))
    table = document.add_table(len(rows), 2)
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text
    document.save(str(path))
    return path


def content(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def reads_in(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    """Note each file that is really read, by whichever process."""
    plain = spool.load

    def load(name: str):
        def noting(path, options):
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{path.name}\n")
            return plain(name)(path, options)

        return noting

    monkeypatch.setattr(spool, "load", load)


# --- what is held


def test_a_head_holds_no_contents(tmp_path):
    report = extract_report(written(tmp_path / "a.docx"), OPTIONS)
    head, counts = head_of(report).report, head_of(report).counts
    assert (counts.tables, counts.observations) == (1, len(report.observations)) != (1, 0)
    assert not head.document.blocks and not head.mentions and len(head.observations) <= 1
    assert (head.district, head.year, head.document.sha256) == (
        report.district,
        report.year,
        report.document.sha256,
    )


def lived(year: int, *told: str, other: str = "") -> Report:
    """A report of four libraries, of which some have figures of its year."""
    libraries = tuple(Library(f"b-{n}", f"Филиал № {n}", number=str(n)) for n in range(1, 5))
    plain = report_of(report=f"b-{year}", file=f"b-{year}.docx", year=year, libraries=libraries)
    figure = plain.observations[0]
    now = tuple(replace(figure, library=(name,), period=str(year)) for name in told)
    past = tuple(replace(figure, library=(name,), period=str(year - 1)) for name in other.split())
    return replace(plain, observations=(*past, *now))


@pytest.mark.parametrize(
    "years",
    [
        [lived(2022, "b-1", "b-2", "b-3", "b-4"), lived(2023, "b-1", "b-2", "b-3", other="b-4")],
        [lived(2022, "b-1", "b-2", "b-3", "b-4"), lived(2023, "b-1")],
        [lived(2021, "b-4"), lived(2022), lived(2023, "b-2", "b-3", "b-4", other="b-1 b-2")],
    ],
    ids=["one closed", "an excerpt", "three years"],
)
def test_reports_are_united_by_their_heads_as_by_the_whole(years):
    united, chronicle = unite_or_doubt(years)
    heads, told = unite_or_doubt([head_of(report).report for report in years])
    assert told == chronicle
    assert [head.libraries for head in heads] == [report.libraries for report in united]


def test_what_waits_is_what_the_data_set_needs(tmp_path):
    path = written(tmp_path / "a.docx")
    place = Spool(tmp_path, "")
    report, arrived = extract_report(path, OPTIONS), arrive(place, path, OPTIONS)
    assert arrived.head == head_of(report)
    assert Waiting(arrived.place, {})() == lean(report) != report
    outs = [tmp_path / "whole", tmp_path / "waited"]
    for out, made in zip(outs, (report, Waiting(arrived.place, {})()), strict=True):
        publish_dataset([made], [], out, PublishOptions())
    assert content(outs[0]) == content(outs[1])


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names are text there")
def test_a_name_that_is_no_text_waits_too(tmp_path):
    path = written(tmp_path / "a.docx").rename(tmp_path / os.fsdecode(b"\xe0\xf1.docx"))
    arrived = arrive(Spool(tmp_path, ""), path, OPTIONS)
    again = arrive(Spool(tmp_path, ""), path, OPTIONS)
    assert again.again and not arrived.again and again.head == arrived.head
    assert Waiting(arrived.place, {})().document.file == path.name


# --- a run that did not end


def test_the_next_run_goes_on_where_one_stopped(svod, tmp_path, monkeypatch):
    log, out = tmp_path / "log", tmp_path / "out"
    files = [written(tmp_path / f"{year}.docx", year=year) for year in (2021, 2022, 2023)]
    reads_in(monkeypatch, log)
    with monkeypatch.context() as patch:
        patch.setattr(assembly, "write_archive", full_disk)
        status, said = svod("extract", *files[:2], "-o", out)
        assert status == 2 and f"is kept beside {out}: repeat" in said
    assert not out.exists() and log.read_text("utf-8").split() == ["2021.docx", "2022.docx"]
    status, said = svod("extract", *files, "-o", out)
    assert status == 0 and "2 reports were taken from it" in said
    assert log.read_text("utf-8").split()[2:] == ["2023.docx"]
    assert not (tmp_path / ".out-read").exists()
    svod("extract", *files, "-o", tmp_path / "again")
    assert content(out) == content(tmp_path / "again")


def full_disk(*_: object) -> None:
    raise OSError(28, os.strerror(28))


KILL_THE_RUN = "os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"


@pytest.mark.skipif(os.name != "posix", reason="no signals on Windows")
@pytest.mark.usefixtures("plugged")
def test_what_a_killed_run_had_read_is_not_read_again(svod, tmp_path, monkeypatch):
    log, out = tmp_path / "log", tmp_path / "out"
    files = [written(tmp_path / f"{year}.docx", year=year) for year in (2021, 2022)]
    killer = tmp_path / "z.program"
    killer.write_text(KILL_THE_RUN, encoding="utf-8")
    reads_in(monkeypatch, log)
    child = os.fork()
    if child == 0:
        svod("extract", *files, killer, "-o", out)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL and not out.exists()
    with monkeypatch.context() as patch:
        patch.setattr(spool, "load", None)  # it would be called to read
        assert svod("extract", *files, "-o", out)[0] == 0
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()
    svod("extract", *files, "-o", tmp_path / "again")
    assert content(out) == content(tmp_path / "again")


@pytest.mark.parametrize(
    "changed",
    [
        {"district": "Другой район"},
        {"year": 2020},
        {"prose": False},
        {"read": ReadOptions(engine="pdfplumber")},
    ],
    ids=str,
)
def test_what_was_read_with_other_options_is_read_again(changed, tmp_path):
    path = written(tmp_path / "a.docx")
    with spool_beside(tmp_path / "out", OPTIONS, fresh=False) as place:
        arrive(place, path, OPTIONS)
        assert arrive(place, path, OPTIONS).again
    other = ReportOptions(**changed)
    with spool_beside(tmp_path / "out", other, fresh=False) as place:
        assert not arrive(place, path, other).again


def test_a_changed_file_or_another_list_of_libraries_is_read_again(tmp_path):
    path, names = written(tmp_path / "a.docx"), tmp_path / "libraries.csv"
    names.write_text("library,name\na,Первая\n", encoding="utf-8")
    options = ReportOptions(libraries=names)
    with spool_beside(tmp_path / "out", options, fresh=False) as place:
        arrive(place, path, options)
        written(path, year=2022)
        assert not arrive(place, path, options).again
    names.write_text("library,name\na,Вторая\n", encoding="utf-8")
    with spool_beside(tmp_path / "out", options, fresh=False) as place:
        assert not arrive(place, path, options).again
    with spool_beside(tmp_path / "out", options, fresh=True) as place:
        assert not arrive(place, path, options).again


class Harm:
    def __reduce__(self):
        return os.mkdir, ("harmed",)


def test_a_spoilt_spool_runs_nothing_and_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path / "a.docx")
    place = Spool(tmp_path, "")
    sound = arrive(place, path, OPTIONS)
    whole = sound.place.read_bytes()
    for spoilt in (b"", pickle.dumps(Harm()), whole[:50], whole[:-9], bytes(len(whole))):
        sound.place.write_bytes(spoilt)
        assert arrive(place, path, OPTIONS) == sound
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize("is_link", [False, True])
def test_what_others_keep_where_reports_wait_stays(svod, tmp_path, is_link):
    """A folder of that name, or one to which a link of that name leads."""
    folder, waiting = tmp_path / "mine", tmp_path / ".out-read"
    for inside in ("letters", "letters.report"):
        (folder / inside).mkdir(parents=True)
    for name in ("notes.txt", "2023.report", "a.part"):
        (folder / name).write_text("mine", encoding="utf-8")
    kept = sorted(folder.rglob("*"))
    waiting.symlink_to(folder) if is_link else folder.rename(waiting)
    status, _ = svod("extract", written(tmp_path / "2023.docx"), "-o", tmp_path / "out")
    assert status == 0
    there = {path.relative_to(waiting) for path in waiting.rglob("*")}
    assert {path.relative_to(folder) for path in kept} <= there


def test_of_two_copies_none_is_told_to_be_of_an_earlier_run(svod, tmp_path):
    first = written(tmp_path / "a" / "2023.docx")
    (tmp_path / "b").mkdir()
    shutil.copy2(first, tmp_path / "b" / "2023.docx")
    status, said = svod("extract", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "out")
    assert status == 0 and "interrupted" not in said and "1 report, not read: 0" in said


def test_two_runs_at_once_have_a_spool_each(tmp_path):
    with spool_beside(tmp_path / "out", OPTIONS, fresh=False) as one:
        child = os.fork()
        if child == 0:
            with spool_beside(tmp_path / "out", OPTIONS, fresh=True) as two:
                os._exit(int(two.folder == one.folder))
        assert os.waitpid(child, 0)[1] == 0
        assert one.folder == tmp_path / ".out-read"
    assert list(tmp_path.iterdir()) == []


# --- a machine that does not see the folder


def test_what_comes_over_the_wire_is_kept_here(tmp_path):
    path, here = written(tmp_path / "a.docx"), tmp_path / "here"
    here.mkdir()
    there = arrive(Spool(tmp_path / "unseen", "k"), path, OPTIONS)
    assert there.content and not there.place.exists()
    run = Reading(Readers(1), Spool(here, "k"), OPTIONS, "tcp://nowhere:1")
    kept = run._kept(there._replace(place=here / there.place.name))
    assert kept == Arrived(there.packed, here / there.place.name) and run.cluster is None
    assert Waiting(kept.place, {})() == lean(extract_report(path, OPTIONS))
    clear(run.spool)
    assert list(here.iterdir()) == []


def test_the_writing_names_the_libraries_that_uniting_changed(tmp_path):
    paths = [written(tmp_path / f"{year}.docx", year=year) for year in (2022, 2023)]
    found = [arrive(Spool(tmp_path, ""), path, OPTIONS) for path in paths]
    moved = [
        replace(
            one.head.report,
            libraries=tuple(
                replace(each, library=f"x-{each.library}") for each in one.head.report.libraries
            ),
        )
        for one in found
    ]
    for own, new in zip(found, coming(found, moved), strict=True):
        libraries = {name for figure in new.whole().observations for name in figure.library}
        assert libraries == {f"x-{name}" for name in told(Waiting(own.place, {})().observations)}


def told(observations: tuple[Observation, ...]) -> set[str]:
    return {name for figure in observations for name in figure.library}
