"""What several test files share: the sample reports, read and checked once in a session."""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from extractor.batch import extract_reports
from extractor.check import check_dataset
from extractor.commands import Commands, main
from extractor.commands.page import Page
from extractor.dataset import publish_dataset
from extractor.dataset.findings import write_findings
from extractor.dataset.read import load_dataset
from extractor.model import Document
from extractor.names import unite_reports
from extractor.options import PublishOptions, ReportOptions
from extractor.pipeline import extract_report
from samples.write import write_samples
from tests.pdf_writer import read_pages

# Each of the hundred programs that the tests start would else compile the house anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# No test measures seconds: a loaded machine fails none.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
Svod = Callable[..., tuple[int, str]]
CHOSEN = (
    "berezovo-2022",
    "berezovo-2023",
    "lugovskoe-2022",
    "lugovskoe-2023",
    "polyana-2021",
    "polyana-2023",
    "zarechie-2022",
    "zarechie-2023",
)
"""Four districts: one with a planted revision, one with a renamed library, one without 2022."""


@dataclass(frozen=True, slots=True)
class Region:
    """A folder with ``reports/*.docx``, their ``truth/*.csv`` and ``out``, the data set of them."""

    folder: Path
    chosen: tuple[str, ...] = CHOSEN

    @property
    def out(self) -> Path:
        return self.folder / "out"


@pytest.fixture(autouse=True)
def spoken_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """``main`` keeps the language of its call in the classes of the commands: each test puts it
    back.
    """
    for spoken in (Commands, Page):
        monkeypatch.setattr(spoken, "lang", spoken.lang)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one of the processes of pytest makes for all. Nobody writes into it."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(shared.with_suffix(".lock")):
        if not shared.exists():
            folder = factory.mktemp("making") / name
            make(folder)
            folder.rename(shared)
    return shared


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The sample reports, extracted as ``svod extract`` does."""

    def make(folder: Path) -> None:
        write_samples(folder)
        paths = [folder / "reports" / f"{report}.docx" for report in CHOSEN]
        united, chronicle = unite_reports(list(extract_reports(paths, ReportOptions(), 1)))
        options = PublishOptions(formats=("json", "csv"))
        publish_dataset(united, [], folder / "out", options, chronicle)

    return Region(made_once(tmp_path_factory, "region", make))


@pytest.fixture(scope="session")
def checked_region(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The same in a folder of its own, with what ``svod check`` finds."""

    def make(folder: Path) -> None:
        shutil.copytree(region.folder, folder)
        write_findings(folder / "out", check_dataset(load_dataset(folder / "out")))

    return Region(made_once(tmp_path_factory, "checked", make))


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load what reads, once: processes that read are forks of this one and need not load it. For
    files whose tests start many: some took four times as long without.
    """
    path = tmp_path_factory.mktemp("warm") / "report.docx"
    document = docx.Document()
    document.add_paragraph("Отчёт о работе муниципальных библиотек Луговского района за 2023 год")
    document.add_paragraph("Число пользователей составило 12 человек.")
    document.save(str(path))
    extract_report(path, ReportOptions())


MANY_TESTS = 1000
search_for_garbage = SimpleNamespace(freeze=gc.freeze, unfreeze=gc.unfreeze)


@pytest.fixture(autouse=True, scope="session")
def _settled(request: pytest.FixtureRequest) -> None:
    """What is collected and loaded stays to the end of a run of all tests: no search for garbage
    goes through it, nor does ``extractor.memory`` give it back (``test_memory.py`` alone does).
    """
    if len(request.session.items) > MANY_TESTS:
        request.getfixturevalue("warm")
        gc.collect()
        gc.freeze()
        gc.freeze = gc.unfreeze = lambda: None


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Flushing costs 5 ms a file; that it is done where it counts is held in test_kills.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


SLOW_FILES = (
    "test_docs_recipes.py",
    "test_invariance.py",
    "test_read_scan.py",
    "test_truth.py",
    "test_by_lot.py",
    "test_commands.py",
    "test_rules.py",
    "test_desk.py",
    "test_hostile.py",
)
"""Begun first, so that no process of pytest waits at the end for another."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("xdist"):
        config.option.loadscopereorder = False  # else files of many small tests come first


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(SLOW_FILES)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--raise-floors", action="store_true", help="write the figures of test_truth.py anew"
    )


READER = """
import os, signal, time

def read(path, options):
    exec(path.read_text(encoding="utf-8"))
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """What is read of a PDF of the given pages."""
    return partial(read_pages, tmp_path)


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of ``.program`` from another package: it runs what the file says."""
    folder = tmp_path / "plugins"
    (folder / "program-1.dist-info").mkdir(parents=True)
    (folder / "program_reader.py").write_text(READER, encoding="utf-8")
    points = "[svod.readers]\n.program = program_reader:read\n"
    for name, text in (("METADATA", "Name: program\nVersion: 1\n"), ("entry_points.txt", points)):
        (folder / "program-1.dist-info" / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


@pytest.fixture
def svod(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Svod]:
    """Call ``svod`` as from a shell; its exit status and what it says on standard error."""
    stop = signal.getsignal(signal.SIGTERM)

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["svod", *map(str, arguments), "--lang", "en"])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr().err
        assert "Traceback" not in told and "defect" not in told
        return int(ended.value.code or 0), told

    yield call
    signal.signal(signal.SIGTERM, stop)
