"""Limits that a process sets itself, and the end of a process with all that it started."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor.processes import ProcessTree, job
from tests.waiting import is_gone

SEEN = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the limit of Linux")
TAKE = """
from extractor.processes import limit_memory, resident_bytes
before = resident_bytes()
limit_memory(100 << 20)
kept = bytearray(b"1") * (50 << 20)
try:
    more = bytearray(b"1") * (100 << 20)
except MemoryError:
    limit_memory(None)
    more = bytearray(b"1") * (100 << 20)
    print(resident_bytes() - before >> 20)
"""
SPIN = """
from extractor.processes import forbid_core, limit_seconds
forbid_core()
limit_seconds({})
while True: pass
"""
OUTLIVE = """
import multiprocessing, sys, time
from extractor.processes import end_with_parent

def child(pipe):
    end_with_parent()
    pipe.send(multiprocessing.current_process().pid)
    time.sleep(3600)

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=child, args=(theirs,)).start()
    print(ours.recv(), flush=True)
    time.sleep(3600)
"""
FAMILY = """
import subprocess, sys, time
code = "import time; time.sleep(3600)"
print(subprocess.Popen([sys.executable, "-c", code], start_new_session=True).pid, flush=True)
sys.stdin.read()
"""


def started(code: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True)


def number_told_by(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


@linux_only
def test_memory_beyond_the_limit_is_refused_until_it_is_lifted():
    process = started(TAKE)
    assert 140 <= number_told_by(process) <= 170 and process.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
def test_a_process_beyond_its_seconds_is_ended():
    assert started(SPIN.format(0.2)).wait() < 0


@pytest.mark.skipif(sys.platform == "win32", reason="ends the parent as no other system does")
def test_a_process_ends_with_the_one_that_started_it_though_that_was_killed(tmp_path):
    (tmp_path / "outlive.py").write_text(OUTLIVE, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "outlive.py")]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=SEEN)
    number = number_told_by(parent)
    parent.kill()
    parent.wait()
    assert is_gone(number)


def test_a_tree_ends_with_what_it_started_in_another_session():
    parent = started(FAMILY)
    number = number_told_by(parent)
    tree = ProcessTree(parent.pid)
    assert tree.resident_bytes() > 0
    tree.end()
    assert parent.wait() != 0 and is_gone(number)


def test_a_child_that_was_seen_ends_though_its_parent_has_ended_by_itself():
    parent = started(FAMILY)
    number = number_told_by(parent)
    tree = ProcessTree(parent.pid)
    tree.look()
    assert parent.stdin is not None
    parent.stdin.close()
    parent.wait()
    tree.end()
    assert is_gone(number)


def test_a_tree_of_no_process_is_empty_and_ends_nothing():
    process = started("")
    process.wait()
    tree = ProcessTree(process.pid)
    tree.end()
    assert tree.resident_bytes() == 0


def test_the_job_object_of_windows_is_limited_and_lifted(monkeypatch):
    """Sizes as in the headers of a 64-bit Windows; the calls as they reach the kernel."""
    told = []

    def limited(handle, kind, limits, size):
        found = ctypes.cast(limits, ctypes.POINTER(job.ExtendedLimits))[0]
        told.append((handle.value, kind, found.basic.flags, found.process_memory, size))

    kernel = SimpleNamespace(SetInformationJobObject=limited)
    monkeypatch.setattr(job, "_job", lambda: (kernel, ctypes.c_void_p(7)))
    job.limit_job(5 << 30)
    job.limit_job(None)
    assert told == [(7, 9, 0x100, 5 << 30, 144), (7, 9, 0, 0, 144)]
