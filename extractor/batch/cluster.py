"""Reading many reports on a Dask cluster: the same work as here, on machines that see the same files under the same paths."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.batch.found import Failed
from extractor.batch.run import attempt
from extractor.errors import CalledWrongly, UnreadableFile
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.registry import load

CLIENT = "distributed:Client"
SECONDS = 30  # to find the scheduler


def extract_on_cluster(paths: Iterable[Path], options: ReportOptions, address: str) -> Iterator[Report | Failed]:
    """Each report in the order of ``paths``, or why it could not be read; ``address`` is that of the scheduler.

    Raises CalledWrongly where Dask is not installed or no scheduler answers. A worker that dies is a failure of its file alone.
    """
    everywhere = _seen_from_anywhere(options)
    with closing(_client(address)) as client:
        started = [(path, client.submit(attempt, path.resolve(), everywhere, pure=False)) for path in paths]
        for path, future in started:
            try:
                yield future.result()
            except Exception as error:  # whatever the cluster says of a worker that it lost
                yield Failed(path, UnreadableFile("unforeseen", file=path.name, reason=f"{type(error).__name__}: {error}"))


def _client(address: str) -> Any:  # noqa: ANN401 - a class of an optional library
    try:
        return load(CLIENT)(address, timeout=SECONDS)
    except ImportError as error:
        raise CalledWrongly("cluster_absent") from error
    except (OSError, ValueError) as error:
        raise CalledWrongly("cluster_unreachable", address=address, reason=str(error)) from error


def _seen_from_anywhere(options: ReportOptions) -> ReportOptions:
    """Paths that do not depend on this process's folder; no word of single pages, which could not reach this terminal."""
    whole = {name: path.resolve() for name in ("libraries", "catalogue") if (path := getattr(options, name)) is not None}
    memory = options.read.memory and options.read.memory.resolve()
    return replace(options, read=replace(options.read, progress=None, memory=memory), **whole)
