"""Limits that a process sets itself before it works for a stranger; the system keeps them.

Memory: Linux counts the data that the process has reserved, Windows what it has committed (a job
object). macOS keeps no such limit: there only who watches from outside (``tree``) sees it.
"""

import math
import sys
import time
from contextlib import suppress
from typing import Any

from extractor.plugins import load
from extractor.processes.job import limit_job

if sys.platform != "win32":
    import resource


def limit_memory(more: int | None) -> None:
    """Let this process take ``more`` bytes than it has now, None for as many as there are.

    Beyond, Python raises MemoryError; libraries in C may end the process.
    """
    if sys.platform == "win32":
        limit_job(None if more is None else _memory().private + more)
    elif sys.platform == "linux":
        _set(resource.RLIMIT_DATA, None if more is None else _memory().data + more)


def limit_seconds(more: float | None) -> None:
    """Let this process use so many more seconds of processor time, None for any; then the system
    ends it with SIGXCPU. Windows keeps no such limit."""
    if sys.platform != "win32":
        wanted = None if more is None else math.ceil(time.process_time() + more)
        _set(resource.RLIMIT_CPU, wanted)


def forbid_core() -> None:
    """Let no file of the whole memory be written where this process crashes."""
    if sys.platform != "win32":
        _set(resource.RLIMIT_CORE, 0)


def resident_bytes() -> int:
    """Bytes of memory that this process has in use."""
    return int(_memory().rss)


def _memory() -> Any:  # noqa: ANN401 - a named tuple of psutil
    return load("psutil:Process")().memory_info()


def _set(what: int, value: int | None) -> None:
    """The soft limit, None for none; never above the hard one, which this process did not set."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(what)
        endless = resource.RLIM_INFINITY
        wanted = endless if value is None else value
        bounded = hard != endless and (wanted == endless or wanted > hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (hard if bounded else wanted, hard))
