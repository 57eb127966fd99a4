"""Limits that the system keeps for a process that reads: a backstop behind the watch of the run.

They are wider than what the user allows: the watch in the run acts first and knows what to say.
"""

from extractor.options import MIB, Limits
from extractor.processes import forbid_core, limit_memory, limit_seconds

SPARE_MEMORY = 256 * MIB  # libraries reserve more than they use
MORE_MEMORY = 1.25
MORE_TIME, SPARE_SECONDS = 4, 60  # threads use several processors at once


def limit_document(limits: Limits) -> None:
    """Set the limits for one more document, counted from what this process has used until now."""
    memory = int(limits.memory_mb * MIB * MORE_MEMORY) + SPARE_MEMORY
    limit_memory(memory if limits.memory_mb else None)
    allow_seconds(limits, 0)
    forbid_core()


def allow_seconds(limits: Limits, pages: int) -> None:
    """Allow the processor time of a document of which so many pages are recognised."""
    seconds = MORE_TIME * (limits.seconds + pages * limits.page_seconds) + SPARE_SECONDS
    limit_seconds(seconds if limits.seconds else None)
