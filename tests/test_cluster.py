"""Reading on a Dask cluster: real schedulers and workers on loopback that are killed, and a
drawn one for the rest.
"""

import asyncio
import gc
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from docx import Document

from extractor.batch import Failed, cluster, extract_on_cluster
from extractor.batch.cluster import Watch
from extractor.batch.remote import packed, read_there, version
from extractor.errors import CalledWrongly
from extractor.model import Report
from extractor.options import Limits, ReadOptions, ReportOptions
from extractor.plugins import load

ROOT = Path(__file__).parent.parent
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="needs dask[distributed]")


def written(path, count=1):
    document = Document()
    document.add_paragraph("Отчёт о работе библиотек Берёзовского района за 2023 год")
    for at in range(count):
        document.add_paragraph(f"Филиал № {at} посетили {at * 17} человек, выдано {at * 31} книг.")
    document.save(path)
    return path


# --- a drawn cluster


class FakeFuture:
    def __init__(self, answer, status="finished"):
        self.answer, self.status = answer, status

    def result(self, timeout):
        answer = self.answer()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def release(self):
        self.status = "released"


class KilledWorker(Exception):
    """As Dask names it."""


class FakeClient:
    """A cluster of one machine; the name of a file says what happens to it."""

    def __init__(self, address, timeout):
        if address == "tcp://nowhere":
            raise OSError("timed out")
        if address == "tcp://other":
            raise ImportError("Mismatched versions")
        self.status, self.scheduler, self.there = "running", self, {"tcp://one": 1}

    def submit(self, work, content, wanted, pure):
        if b"killed" in content:
            return FakeFuture(lambda: KilledWorker("attempt"), "error")
        if b"bare" in content:
            return FakeFuture(lambda: ModuleNotFoundError("No module named 'extractor'"), "error")
        if b"strange" in content:
            return FakeFuture(lambda: RuntimeError("could not deserialize"), "error")
        if b"gone" in content:
            return FakeFuture(lambda: None, "pending")
        return FakeFuture(lambda: work(content, "0.0" if b"older" in content else wanted))

    def ncores(self, workers):
        return self.there

    def sync(self, asked, workers, callback_timeout):
        return asked(workers)

    def close(self, timeout):
        self.status = "closed"


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr(cluster, "load", lambda _: FakeClient)
    for name in ("CONNECT_SECONDS", "MACHINES_SECONDS", "LOOK_SECONDS"):
        monkeypatch.setattr(cluster, name, 0.1)
    limits = Limits(cluster_seconds=0.3)
    return lambda *paths, address="tcp://here": list(
        extract_on_cluster(paths, ReportOptions(ReadOptions(limits)), address)
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("killed", "cluster_killed"),
        ("bare", "cluster_without_svod"),
        ("strange", "cluster_failed"),
        ("older", "cluster_version"),
        ("absent", "cluster_file_absent"),
        ("gone", "limit_cluster"),
    ],
)
def test_what_becomes_of_one_document_is_told_of_it_and_the_others_are_read(
    name, key, drawn, tmp_path
):
    paths = [tmp_path / f"{name}.docx", written(tmp_path / "a.docx")]
    if name == "older":
        paths[0].touch()
    failed, read = drawn(*paths)
    assert (failed.path, failed.error.key, failed.error.parts["file"]) == (
        paths[0],
        key,
        paths[0].name,
    )
    assert isinstance(read, Report)


@pytest.mark.parametrize("address", ["tcp://nowhere", "tcp://other"])
def test_a_scheduler_that_does_not_answer_or_speaks_another_version_is_told_of_at_once(
    address, drawn, tmp_path
):
    with pytest.raises(CalledWrongly, match="cluster_unreachable"):
        drawn(tmp_path / "a.docx", address=address)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"status": "closed"}, "cluster_lost"),
        ({"status": "connecting"}, "cluster_lost"),
        ({"there": {}}, "cluster_empty"),
        ({}, "limit_cluster"),
    ],
)
def test_nothing_is_waited_for_for_ever(change, key, drawn, monkeypatch):
    client = FakeClient("tcp://here", 1)
    vars(client).update(change)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0)
    watch, end = Watch(client, 0.3), time.monotonic() + 60
    while (told := watch.trouble()) is None and time.monotonic() < end:
        time.sleep(0.01)
    assert told == key


def test_a_lost_connection_that_is_back_is_asked_again(drawn, tmp_path, monkeypatch):
    asked = []
    whole = FakeClient.submit

    def once_cancelled(self, *arguments, **more):
        asked.append(arguments)
        return FakeFuture(None, "cancelled") if len(asked) == 1 else whole(self, *arguments, **more)

    monkeypatch.setattr(FakeClient, "submit", once_cancelled)
    [read] = drawn(written(tmp_path / "a.docx"))
    assert (isinstance(read, Report), len(asked)) == (True, 2)


def test_a_machine_of_another_version_does_not_even_open_what_it_is_sent():
    assert read_there(b"not a pickle", "0.0") == ("version", version())
    answer = read_there(packed(Path("нет.docx"), ReportOptions()), version())
    assert answer.error.key == "cluster_file_absent"


# --- a real one


@contextmanager
def processes(folder, workers):
    """A scheduler and workers on loopback: its address, and the processes, the scheduler first."""
    file, started = folder / "scheduler.json", []

    def start(module, *arguments):
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{module}",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
            *arguments,
        ]
        started.append(
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(workers):
            start("dask_worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        while not (file.exists() and '"address": "' in file.read_text()):
            assert started[0].poll() is None
            time.sleep(0.05)
        yield file.read_text().split('"address": "')[1].split('"')[0], started
    finally:
        for process in started:
            process.kill()
            process.wait()


@needs_dask
def test_a_task_that_the_library_abandons_says_nothing_when_it_is_forgotten(capfd, caplog):
    kept = []

    async def leave():
        kept.append(asyncio.ensure_future(fail()))
        await asyncio.wait(kept)

    async def fail():
        raise RuntimeError("abandoned")

    with cluster._quiet():
        options = {"processes": False, "dashboard_address": None, "n_workers": 0}
        client = cluster._hushed(load(cluster.CLIENT)(**options))
        client.sync(leave)
        client.close(timeout=cluster.CLOSE_SECONDS)
    kept.clear()
    gc.collect()
    assert (capfd.readouterr().err, caplog.records) == ("", [])


@needs_dask
def test_a_cluster_that_dies_piece_by_piece_keeps_what_was_read_and_ends(tmp_path, monkeypatch):
    """Of two workers one is killed: all is read. Then the other, then the scheduler: what was
    read stays, the rest is told of.
    """
    files = [written(tmp_path / f"{at}.docx", 150) for at in range(8)]
    with processes(tmp_path, 2) as (address, (scheduler, first, second)):
        reading = extract_on_cluster(files, ReportOptions(), address)
        read = [next(reading)]
        first.kill()
        assert all(isinstance(report, Report) for report in (*read, *reading))

        monkeypatch.setattr(cluster, "MACHINES_SECONDS", 1)
        monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.2)
        reading = extract_on_cluster(files, ReportOptions(), address)
        read = [next(reading)]
        second.kill()
        results = [*read, *reading]
        assert isinstance(results[0], Report)
        assert {result.error.key for result in results if isinstance(result, Failed)} == {
            "cluster_empty"
        }

        monkeypatch.setattr(cluster, "MACHINES_SECONDS", 60)
        monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2)
        threading.Timer(2, scheduler.kill).start()
        results = list(extract_on_cluster(files[:2], ReportOptions(), address))
        assert {result.error.key for result in results} == {"cluster_lost"}
