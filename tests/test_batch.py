"""One document's trouble is its own: whatever its reader does, the others are read."""

import errno
import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document

from extractor.batch import Failed, Passed, extract_reports, find_reports
from extractor.batch.found import fingerprint
from extractor.batch.reader import Reader
from extractor.batch.run import attempt
from extractor.errors import CalledWrongly
from extractor.model import Report
from extractor.names import read_registry
from extractor.options import Limits, ReadOptions, ReportOptions
from extractor.processes import workshop
from extractor.words import words
from extractor.words.user_yaml import text_of
from tests.pdf_writer import Page, pdf_of
from tests.waiting import is_gone

PLUGIN = """
import ctypes, errno, os, signal, struct, subprocess, sys, tempfile, time

class Odd(Exception):
    def __str__(self):
        raise ValueError("an exception that cannot say what it is")

    def __reduce__(self):
        raise TypeError("an exception that cannot be sent")

def read(path, options):
    exec(path.read_text(encoding="utf-8"))
"""
POINTS = "[svod.readers]\n.trouble = trouble_reader:read\n"
LIMITED = Limits(seconds=20, memory_mb=200)
UNHURRIED = Limits(seconds=20, memory_mb=0)
posix_only = pytest.mark.skipif(os.name != "posix", reason="no such files on Windows")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder beside which a reader of ``.trouble`` is plugged in: it runs what the file says."""
    plugins = tmp_path / "plugins"
    (plugins / "trouble-1.dist-info").mkdir(parents=True)
    (plugins / "trouble_reader.py").write_text(PLUGIN, encoding="utf-8")
    (plugins / "trouble-1.dist-info" / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    (plugins / "trouble-1.dist-info" / "METADATA").write_text(
        "Name: trouble\nVersion: 1\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(plugins)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory):
    """Load what reads before the processes begin: in forks it takes no time of a document's."""
    assert isinstance(
        attempt(good(tmp_path_factory.mktemp("warm") / "a.docx"), ReportOptions()), Report
    )


def good(path):
    document = Document()
    document.add_paragraph(
        "Отчёт о деятельности муниципальных библиотек Луговского района за 2023 год"
    )
    document.save(path)
    return path


def among_good_ones(folder, programs, limits, jobs=1):
    """The failures of documents that do what the programs say, each between two good ones."""
    paths = [good(folder / "good.docx")]
    for number, program in enumerate(programs):
        paths.append(folder / f"{number}.trouble")
        paths[-1].write_text(program, encoding="utf-8")
        paths.append(good(folder / f"good-{number}.docx"))
    results = list(extract_reports(paths, ReportOptions(ReadOptions(limits)), jobs))
    assert [
        result.path if isinstance(result, Failed) else folder / result.document.file
        for result in results
    ] == paths
    assert not list((folder.parent / "scratch").iterdir())
    assert {type(result) for result in results[::2]} == {Report}
    return [result.error.key for result in results[1::2]]


@pytest.fixture
def hastened(monkeypatch):
    """Time flies for documents that are trouble, on a machine however loaded: 5 s at each look."""

    def look(reader):
        if reader.begun and reader.path.suffix == ".trouble":
            reader.spent += 5

    monkeypatch.setattr(Reader, "look", look)


RAISED = {
    "raise OSError(errno.EIO, 'Input/output error')": "system_failed",
    "raise PermissionError(errno.EACCES, 'Permission denied', 'a')": "system_failed",
    "raise OSError(errno.ENOSPC, 'No space left on device')": "no_space",
    "raise MemoryError": "limit_memory",
    "struct.unpack('<L', b'')": "unforeseen",
    "compile('(', 'x', 'exec')": "unforeseen",
    "raise RuntimeError('broken')": "unforeseen",
    "(again := lambda: again())()": "unforeseen",
    "raise StopIteration": "unforeseen",
    "raise AssertionError": "unforeseen",
    "raise Odd": "unforeseen",
    "from pdfplumber.utils import exceptions as e; raise e.PdfminerException(Odd)": "unforeseen",
    "from extractor import errors; raise errors.UnreadableFile('truncated', file=id)": "truncated",
    "from extractor import errors as e; raise e.UnreadableFile('truncated', file=lambda: 0)": (
        "truncated"
    ),
    "sys.exit()": "reader_crashed",
    "raise KeyboardInterrupt": "reader_crashed",
    "os._exit(7)": "reader_crashed",
}


def test_whatever_a_reader_raises_is_a_failure_of_its_document_alone(folder):
    assert among_good_ones(folder, RAISED, LIMITED) == list(RAISED.values())


KILL = "os.kill(os.getpid(), signal.SIGKILL)" if hasattr(os, "fork") else "os._exit(1)"
ALLOCATE = "kept = []\nwhile True: kept.append(bytearray(os.urandom(1 << 20)))"


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_never_ends_is_named(folder, jobs, hastened):
    endless = ["time.sleep(600)", "while True: pass"]
    assert among_good_ones(folder, endless, UNHURRIED, jobs) == ["limit_seconds"] * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_takes_all_memory_or_kills_its_process_is_named(folder, jobs):
    killed = "reader_killed" if os.name == "posix" else "reader_crashed"
    wanted = [killed, "limit_memory", killed]
    assert among_good_ones(folder, [KILL, ALLOCATE, KILL], LIMITED, jobs) == wanted


def test_time_in_which_nobody_looked_is_no_time_of_the_document(folder, monkeypatch):
    """The computer slept for an hour, or the run was stopped and goes on."""
    (folder / "a.trouble").write_text("time.sleep(0.3)\nraise ValueError", encoding="utf-8")
    began, away = time.monotonic(), 3600.0
    slept = iter([0.0] * 3)  # it sleeps while the third look is waited for
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + next(slept, away))
    monkeypatch.setattr("extractor.batch.reader.time", clock)
    (failed,) = extract_reports([folder / "a.trouble"], ReportOptions(ReadOptions(UNHURRIED)), 1)
    assert (failed.error.key, clock.monotonic() - began > away) == ("unforeseen", True)


def test_a_program_that_a_reader_started_counts_and_ends_with_it(folder):
    number = folder / "number"
    start = "child = subprocess.Popen([sys.executable, '-c', {0!r}], start_new_session=True)\n"
    tell = f"open({str(number)!r}, 'w').write(str(child.pid))\ntime.sleep(3600)"
    program = (
        start.format("import time\nkept = bytearray(b'1') * 300_000_000\ntime.sleep(3600)") + tell
    )
    assert among_good_ones(folder, [program], LIMITED) == ["limit_memory"]
    assert is_gone(int(number.read_text(encoding="utf-8")))


def test_temporary_files_of_a_document_are_gone_with_it(folder):
    leave = "open(tempfile.mkdtemp() + '/big', 'w').write('x')\n"
    look = "left = os.listdir(os.path.dirname(tempfile.gettempdir()))\n"
    look += "raise ValueError if len(left) == 2 else OSError"  # the name of the owner, its own
    wanted = among_good_ones(folder, [leave + KILL, leave + "raise ValueError", look], UNHURRIED)
    assert wanted[1:] == ["unforeseen"] * 2


def test_a_damaged_pdf_among_good_reports_is_named(folder):
    page = pdf_of(Page().text(60, 60, "Книги 12"))
    (folder / "damaged.pdf").write_bytes(
        page.replace(b"/Rotate 0", b"/Rota 0 0")
    )  # a dictionary of an odd count
    paths = [good(folder / "a.docx"), folder / "damaged.pdf", good(folder / "b.docx")]
    before, damaged, after = extract_reports(
        paths, ReportOptions(ReadOptions(engine="pdfplumber")), 1
    )
    assert (type(before), damaged.error.key, type(after)) == (Report, "pdf_damaged", Report)


def test_the_beginning_and_pages_reach_the_run_and_lengthen_the_time(folder, monkeypatch):
    """A second flies by at each look from the first page on: more than a document without pages
    has, less than one with three of them has.
    """

    def look(reader):
        reader.spent += min(reader.pages, 1)

    monkeypatch.setattr(Reader, "look", look)
    told = []
    pages = "for page in (1, 2, 3): options.progress(path.name, page, 3)"
    slow = f"{pages}\ntime.sleep(0.3)\nraise ValueError"
    (folder / "scan.trouble").write_text(slow, encoding="utf-8")
    limits = Limits(seconds=1, page_seconds=6000)
    options = ReportOptions(ReadOptions(limits, progress=lambda *page: told.append(page)))
    (failed,) = extract_reports([folder / "scan.trouble"], options, 1)
    assert (failed.error.key, told) == (
        "unforeseen",
        [("scan.trouble", 0, 0), *(("scan.trouble", page, 3) for page in (1, 2, 3))],
    )


def test_each_message_of_this_room_names_the_file_and_each_limit_how_to_lift_it():
    known = words("messages")
    keys = [
        "limit_seconds",
        "limit_memory",
        "memory_absent",
        "reader_killed",
        "reader_crashed",
        "no_space",
        "system_failed",
    ]
    assert all("{file}" in known[key][lang] for key in keys for lang in ("ru", "en"))
    assert all("--timeout N" in known["limit_seconds"][lang] for lang in ("ru", "en"))
    assert all("--memory N" in known["limit_memory"][lang] for lang in ("ru", "en"))


# --- what is no file


@posix_only
def test_pipes_devices_sockets_and_links_to_nowhere_are_passed_over_and_named(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.docx")
    os.mkfifo("archive.zip")
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind("socket.docx")
    odd = {
        "zero.docx": "/dev/zero",
        "loop.docx": "loop.docx",
        "gone.docx": "nowhere",
        "link.docx": "pipe.docx",
    }
    for name, target in odd.items():
        Path(name).symlink_to(target)
    names = {"pipe.docx", "archive.zip", "socket.docx", *odd}
    report = good(tmp_path / "good.docx")
    for asked in ([tmp_path], sorted(tmp_path.iterdir())):
        met = find_reports(asked, tmp_path / "work", Limits())
        assert {
            each.path.name for each in met if isinstance(each, Passed) and each.special
        } == names
        assert [each for each in met if not isinstance(each, Passed)] == [report]
    assert {fingerprint(tmp_path / name, 1 << 30) for name in names} == {""}
    assert [fingerprint(report, most) != "" for most in (1, 1 << 20)] == [False, True]


@posix_only
def test_a_link_to_a_folder_elsewhere_is_named_and_one_within_is_read_once(tmp_path):
    asked, other = tmp_path / "asked", tmp_path / "other"
    for folder in (asked / "2023", other):
        folder.mkdir(parents=True)
    report, linked = good(asked / "2023" / "good.docx"), good(other / "linked.docx")
    for name, target in {
        "elsewhere": other,
        "up": tmp_path,
        "again": asked / "2023",
        "self": asked,
        "2023/root": asked,
        ".hidden": other,
    }.items():
        (asked / name).symlink_to(target)
    (asked / "circle").symlink_to(asked / "circle")
    met = find_reports([asked], tmp_path / "work", Limits())
    assert [each for each in met if not isinstance(each, Passed)] == [report]
    assert [each.path.name for each in met if isinstance(each, Passed) and each.folder] == [
        "elsewhere",
        "up",
    ]
    assert [each.path.name for each in met if isinstance(each, Passed) and each.special] == [
        "circle"
    ]
    named = find_reports([asked / "elsewhere"], tmp_path / "work", Limits())
    assert [each.resolve() for each in named if isinstance(each, Path)] == [linked]


@posix_only
@pytest.mark.parametrize(
    ("read", "key"),
    [
        (lambda path: text_of(path, 1000), "yaml_too_large"),
        (lambda path: read_registry(path, Limits(file_bytes=1000)), "limit_file"),
    ],
)
def test_of_a_list_or_rules_without_an_end_no_more_is_read_than_allowed(read, key):
    with pytest.raises(CalledWrongly) as refused:
        read(Path("/dev/zero"))
    assert refused.value.key == key


# --- temporary folders of runs


def test_the_folder_of_a_run_that_is_no_more_is_removed_and_others_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / f"{workshop.PREFIX}unsigned").mkdir()
    (tmp_path / f"{workshop.PREFIX}file").touch()
    owners = {
        "reborn": {"began": 1.0, "after_boot": 1.0},
        "clock set back": {"began": 1.0},
        "clock of the system set": {"after_boot": 1.0},
        "elsewhere": {"host": "another", "process": 1 << 22},
        "dead": {"process": 1 << 22},
    }
    for name, other in owners.items():
        folder = tmp_path / f"{workshop.PREFIX}{name}"
        folder.mkdir()
        monkeypatch.setattr(
            workshop, "_owner", lambda number, other=other, ask=workshop._owner: ask(number) | other
        )
        workshop._sign(folder)
        monkeypatch.undo()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, days in (("unsigned", 6), ("elsewhere", 6), ("old", 8), ("old elsewhere", 8)):
        folder = tmp_path / f"{workshop.PREFIX}{name}"
        folder.mkdir(exist_ok=True)
        if name == "old elsewhere":
            (folder / workshop.OWNER).write_text('{"host": "another"}', encoding="utf-8")
        os.utime(folder, (time.time() - days * 24 * 3600,) * 2)
    with workshop.workshop() as ours, workshop.workshop() as second:
        assert (ours.is_dir(), second.is_dir()) == (True, True)
    left = {path.name.removeprefix(workshop.PREFIX) for path in tmp_path.iterdir()}
    living = {"clock set back", "clock of the system set"}
    assert left == {"unsigned", "file", "elsewhere", *living}


def test_without_room_for_temporary_files_what_needs_none_is_read(folder, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    assert among_good_ones(folder, ["raise ValueError"], UNHURRIED) == ["unforeseen"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this is the only way")
def test_beside_threads_a_new_interpreter_reads(folder, monkeypatch):
    monkeypatch.setattr("threading.active_count", lambda: 2)
    (read,) = extract_reports([good(folder / "a.docx")], ReportOptions(), 1)
    assert (type(read), read.document.file) == (Report, "a.docx")
