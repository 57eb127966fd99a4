"""Every command that reads a document reads it within the limits of ``extract``, in a process of
its own: a document that never ends, takes all memory or kills who reads it costs a message.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from extractor.commands import main
from extractor.commands.paths import DocumentPath
from extractor.plugins import COMMANDS, load
from tests.pdf_writer import Page, pdf_of

UNREADABLE = 3
Svod = Callable[..., tuple[int, str]]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="no fork, no such signals on Windows")


def documents_of(command: click.Command) -> list[click.Parameter]:
    """The arguments that are documents."""
    return [given for given in command.params if isinstance(given.type, DocumentPath)]


READERS = {name: load(path) for name, path in COMMANDS.items() if documents_of(load(path))}


def call_of(name: str, document: Path) -> list[object]:
    """A call of the command with this document in each place, a word where words are wanted."""
    wanted = [given for given in READERS[name].params if given.required]
    return [name, *(document if isinstance(of.type, DocumentPath) else "слово" for of in wanted)]


@pytest.fixture
def svod(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Svod]:
    """Call ``svod`` as from a shell; its exit status and what it says on standard error."""
    stop = signal.getsignal(signal.SIGTERM)

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["svod", *map(str, arguments), "--lang", "en"])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    yield call
    signal.signal(signal.SIGTERM, stop)


def test_these_are_the_commands_that_read_a_document_beside_extract():
    assert set(READERS) == {"tables", "outline", "relations", "explain", "compare-documents"}


@pytest.mark.parametrize("name", [*READERS, "extract"])
def test_a_command_that_reads_a_document_has_the_options_of_its_limits(name):
    known = {option for given in load(COMMANDS[name]).params for option in given.opts}
    assert {"--limit", "--timeout", "--memory"} <= known


TROUBLES = {
    "never ends": ("while True: time.sleep(0.01)", ("--timeout", 1), "--timeout N"),
    "takes all memory": (
        "kept = []\nwhile True: kept.append(bytearray(os.urandom(1 << 20)))",
        ("--memory", 150),
        "--memory N",
    ),
    "kills": ("os.kill(os.getpid(), signal.SIGKILL)", (), "the system stopped the reading"),
    "breaks": ("raise ZeroDivisionError", (), "ZeroDivisionError"),
}


@needs_posix
@pytest.mark.usefixtures("plugged", "warm")
@pytest.mark.parametrize(("program", "limits", "said"), TROUBLES.values(), ids=TROUBLES.keys())
@pytest.mark.parametrize("name", READERS)
def test_what_a_document_does_to_its_reader_is_a_message(
    name, program, limits, said, svod, tmp_path
):
    document = tmp_path / "report.program"
    document.write_text(program, encoding="utf-8")
    status, told = svod(*call_of(name, document), *limits)
    assert (status, told.count("\n")) == (UNREADABLE, 1)
    assert "report.program" in told and said in told and "Traceback" not in told


@needs_posix
@pytest.mark.parametrize(
    ("name", "suffix"), [*((name, ".docx") for name in READERS), ("relations", ".csv")]
)
def test_of_a_file_without_an_end_no_more_is_read_than_allowed(name, suffix, svod, tmp_path):
    document = tmp_path / f"report{suffix}"
    document.symlink_to("/dev/zero")
    status, told = svod(*call_of(name, document), "--limit", "file_bytes=1000")
    assert (status, told.count("\n"), document.name in told) == (UNREADABLE, 1, True)


@needs_posix
@pytest.mark.usefixtures("plugged", "warm")
def test_a_second_document_that_kills_its_reader_is_the_one_that_is_named(svod, tmp_path):
    first = tmp_path / "first.pdf"
    first.write_bytes(pdf_of(Page().text(60, 60, "Книги 12")))
    second = tmp_path / "second.program"
    second.write_text(TROUBLES["kills"][0], encoding="utf-8")
    status, told = svod("compare-documents", first, second)
    assert (status, "second.program" in told, "first.pdf" in told) == (UNREADABLE, True, False)


@needs_posix
def test_pictures_of_pages_are_drawn_within_the_limits(svod, tmp_path, monkeypatch):
    document = tmp_path / "report.pdf"
    document.write_bytes(pdf_of(Page().text(60, 60, "Книги 12")))
    monkeypatch.setattr(
        "extractor.commands.tables.load",
        lambda _: lambda *__: iter(os.getpid, 0),
    )
    pictures = tmp_path / "pictures"
    status, told = svod("tables", document, "--debug-images", pictures, "--timeout", 1)
    assert (status, "--timeout N" in told) == (UNREADABLE, True)
