"""Limits that a process of ours sets itself before it does something for a stranger."""

import ctypes
import os
import sys
import threading
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from extractor.plugins import load

PROCESS_MEMORY, EXTENDED_LIMITS = 0x100, 9  # JOB_OBJECT_LIMIT_PROCESS_MEMORY and its class
PAGE_COUNTS = Path("/proc/self/statm")


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, also where that was killed."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def limit_memory(more: int) -> None:
    """Let this process take ``more`` bytes than it has now: beyond, Python raises MemoryError.

    Linux limits the address space, Windows the committed memory of a job object; macOS keeps no
    such limit, so there the time limit alone protects the machine.
    """
    if sys.platform == "win32":
        _limit_job(more)
    else:
        _limit_address_space(more)


def _limit_address_space(more: int) -> None:
    kind = load("resource:RLIMIT_AS")
    taken = 0
    with suppress(OSError, ValueError):
        pages = int(PAGE_COUNTS.read_text(encoding="ascii").split()[0])
        taken = pages * load("resource:getpagesize")()
    with suppress(OSError, ValueError):  # macOS knows the limit and refuses it
        load("resource:setrlimit")(kind, (taken + more, taken + more))


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("active", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    ]


def _limit_job(more: int) -> None:
    """A job object of one process; what it has committed so far is small beside the limit."""
    kernel: Any = load("ctypes:WinDLL")("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Limits()
    limits.basic.flags = PROCESS_MEMORY
    limits.process_memory = more
    kernel.SetInformationJobObject(
        job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
