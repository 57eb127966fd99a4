"""Pages of PDF files as pictures: drawn by another process, which may end without the desk."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from extractor.serve.drawing import Painter
from tests.pdf_writer import Page, pdf_of

PNG = b"\x89PNG"
BOX = (50.0, 50.0, 120.0, 70.0)


@pytest.fixture
def painter() -> Iterator[Painter]:
    made = Painter()
    yield made
    made.stop()


def begun_anew() -> Iterator[int]:
    """The numbers of living processes that this one started as new interpreters."""
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            if any("spawn_main" in word for word in child.cmdline()):
                yield child.pid


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "report.pdf"
    made.write_bytes(pdf_of(Page().text(60, 60, "Книги 12"), Page().text(60, 60, "Газеты 5")))
    return made


def test_a_page_is_drawn_whole_or_the_band_of_its_figures(painter, path):
    whole, band = (painter.page(path, 2, (BOX,), is_whole) for is_whole in (True, False))
    assert whole is not None and band is not None
    assert whole.startswith(PNG) and band.startswith(PNG) and len(band) < len(whole)


def test_a_page_that_there_is_not_and_a_file_that_is_none_are_not_drawn(painter, path, tmp_path):
    (tmp_path / "none.pdf").write_bytes(b"%PDF-1.4 \x00\xff" * 50)
    for of, page in ((path, 3), (path, 0), (tmp_path / "none.pdf", 1), (tmp_path / "gone.pdf", 1)):
        assert painter.page(of, page, (), True) is None


@pytest.mark.skipif(os.name != "posix", reason="no such signal on Windows")
def test_a_page_that_kills_what_draws_it_costs_itself_alone(painter, path, monkeypatch):
    with monkeypatch.context() as patch:
        kill = os.kill, signal.SIGKILL
        patch.setattr(
            "extractor.serve.drawing.page_picture", lambda *_: kill[0](os.getpid(), kill[1])
        )
        assert painter.page(path, 1, (), True) is None
    assert (painter.page(path, 1, (), True) or b"").startswith(PNG)


def test_who_asked_for_a_page_may_end_before_the_next_is_asked_for(painter, path):
    """Linux would end a process with the thread that started it, in the midst of another page."""
    processes = set()
    for _ in range(3):
        asked = threading.Thread(target=painter.page, args=(path, 1, (), True))
        asked.start()
        asked.join()
        time.sleep(0.2)  # its end, if it came, would not be at once
        processes |= set(begun_anew())
    assert len(processes) == 1


def test_pages_asked_for_at_once_are_all_drawn(painter, path):
    found: list[bytes | None] = []
    asked = [
        threading.Thread(target=lambda: found.append(painter.page(path, 1, (), True)))
        for _ in range(3)
    ]
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join()
    assert [(content or b"")[:4] for content in found] == [PNG] * 3
