"""Processes that work for a stranger: the limits they keep, how they are watched and ended, and
their temporary files.
"""

from extractor.processes.limits import forbid_core, limit_memory, limit_seconds, resident_bytes
from extractor.processes.parent import end_with_parent
from extractor.processes.tree import ProcessTree, end_group

__all__ = [
    "ProcessTree",
    "end_group",
    "end_with_parent",
    "forbid_core",
    "limit_memory",
    "limit_seconds",
    "resident_bytes",
]
