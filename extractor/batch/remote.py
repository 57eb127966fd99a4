"""The side of a cluster's machine: one document, read in a process of its own within the limits
of the run that asked.
"""

import multiprocessing
import pickle
import platform
import threading
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.batch.failure import Failed
from extractor.batch.run import Readers
from extractor.batch.worker import Work
from extractor.errors import UnreadableFile
from extractor.options import ReportOptions

_KEPT = threading.local()  # the process that reads for this thread of the machine


def version() -> str:
    """What must be the same on both sides for results to be the same.

    >>> version().startswith(f"{__version__}, Python 3.")
    True
    """
    return f"{__version__}, Python {'.'.join(platform.python_version_tuple()[:2])}"


def packed(path: Path, work: Work | None, options: ReportOptions) -> bytes:
    """A document and what to make of it as bytes, which are opened only where the version is known
    to be the same.
    """
    return pickle.dumps((path, work, options), pickle.HIGHEST_PROTOCOL)


def read_there(content: bytes, wanted: str) -> Any:  # noqa: ANN401 - what the work makes
    """Do what :func:`packed` made, or answer («version», that of this machine) where it is not
    ``wanted``.
    """
    if version() != wanted:
        return "version", version()
    path, work, options = pickle.loads(content)  # noqa: S301 - the run that the cluster serves
    if not _is_seen(path):
        return Failed(path, UnreadableFile("cluster_file_absent", file=path.name))
    # The process of a worker is a daemon, and daemons may have no children; ours end with it.
    multiprocessing.current_process().daemon = False
    if not hasattr(_KEPT, "readers"):
        _KEPT.readers = Readers(1)
    readers: Readers = _KEPT.readers
    [result] = readers.each([(path, work)], options)
    return result


def _is_seen(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # refused for another reason, which the reader can name
