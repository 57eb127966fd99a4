"""The two ends of a pipe between processes: on Windows they have another type."""

import sys
from typing import Any, TypeAlias

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection

    Pipe: TypeAlias = "PipeConnection[Any, Any]"
else:
    from multiprocessing.connection import Connection

    Pipe: TypeAlias = "Connection[Any, Any]"
