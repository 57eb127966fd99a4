"""The job object of Windows: what the system lets a process commit."""

import ctypes
from functools import cache
from typing import Any

from extractor.plugins import load

PROCESS_MEMORY, EXTENDED_LIMITS = 0x100, 9  # JOB_OBJECT_LIMIT_PROCESS_MEMORY and its class


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


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    ]


def limit_job(most: int | None) -> None:
    """Let this process, and each that it starts from now on, commit ``most`` bytes; None lifts."""
    kernel, job = _job()
    limits = ExtendedLimits()
    limits.basic.flags = 0 if most is None else PROCESS_MEMORY
    limits.process_memory = most or 0
    kernel.SetInformationJobObject(
        job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )


@cache
def _job() -> tuple[Any, ctypes.c_void_p]:
    """The kernel and the one job object of this process."""
    kernel: Any = load("ctypes:WinDLL")("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
    return kernel, job
