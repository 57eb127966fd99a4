"""Limits that the system keeps for a process that reads: a backstop behind the watch of the run.

They are wider than what the user allows: the watch in the run acts first and knows what to say.
Where the system has no such limits (Windows), the watch is alone.
"""

import math
import sys
import time
from contextlib import suppress
from pathlib import Path

from extractor.options import MIB, Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SPARE_MEMORY = 256 * MIB  # libraries reserve more than they use
MORE_MEMORY = 1.25
MORE_TIME, SPARE_SECONDS = 4, 60  # threads use several processors at once
STATM = Path("/proc/self/statm")
RESIDENT, DATA = 1, 5  # fields of statm, in pages of memory


def limit_document(limits: Limits) -> None:
    """Set the limits for one more document, counted from what this process has used until now."""
    if resource is None:
        return
    memory = int(limits.memory_mb * MIB * MORE_MEMORY) + SPARE_MEMORY
    data = used_bytes(DATA)
    _set(resource.RLIMIT_DATA, data + memory if limits.memory_mb and data else None)
    allow_seconds(limits, 0)
    _set(resource.RLIMIT_CORE, 0)


def allow_seconds(limits: Limits, pages: int) -> None:
    """Allow the processor time of a document of which so many pages are recognised."""
    if resource is None:
        return
    seconds = MORE_TIME * (limits.seconds + pages * limits.page_seconds) + SPARE_SECONDS
    _set(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds) if limits.seconds else None)


def used_bytes(field: int) -> int:
    """Bytes of memory that this process uses, RESIDENT or DATA; 0 on other systems than Linux."""
    if sys.platform != "linux" or resource is None:
        return 0
    with suppress(OSError, ValueError, IndexError):
        return int(STATM.read_text(encoding="ascii").split()[field]) * resource.getpagesize()
    return 0


def _set(what: int, value: int | None) -> None:
    """The soft limit, None for none; never above the hard one, which this process did not set."""
    _, hard = resource.getrlimit(what)
    wanted = resource.RLIM_INFINITY if value is None else value
    bounded = hard != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or wanted > hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(what, (hard if bounded else wanted, hard))
