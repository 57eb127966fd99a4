"""Reading many reports on a Dask cluster: the same work as here, on machines that see the same
files under the same paths.

A cluster can go away at any moment. What was read by then is kept; of every other file it is said
why it was not read, and a second run with ``--resume`` reads just these. Nothing is waited for
without a limit:

- CONNECT_SECONDS to find the scheduler, and for it to answer or to come back after it was lost;
- MACHINES_SECONDS without a single machine;
- ``options.read.limits.cluster_seconds`` in which not one document is done.

A document whose machine is lost is read again by another one, as often as the scheduler's
``allowed-failures`` says.
"""

import logging
import math
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractor.batch.failure import Failed
from extractor.batch.remote import packed, read_there, version
from extractor.batch.worker import Work
from extractor.errors import CalledWrongly, SvodError, UnreadableFile
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.plugins import load

CLIENT = "distributed:Client"
CONNECT_SECONDS = 30.0
MACHINES_SECONDS = 60.0
LOOK_SECONDS = 2.0  # between two questions to the scheduler how many machines there are
ANSWER_SECONDS = 10.0  # for one answer, and to fetch one result
TICK = 0.05
CLOSE_SECONDS = 3.0


def extract_on_cluster(
    paths: Iterable[Path], options: ReportOptions, address: str
) -> Iterator[Report | Failed]:
    """Each report in the order of ``paths``, as :func:`work_on_cluster` does it."""
    return work_on_cluster([(path, None) for path in paths], options, address)


def work_on_cluster(
    works: Iterable[tuple[Path, Work | None]],
    options: ReportOptions,
    address: str,
    ahead: float = math.inf,
) -> Iterator[Any]:
    """What each work makes of its document, in their order, or why it was not read; ``address`` is
    that of the scheduler. At most ``ahead`` are given to it at once.

    Raises CalledWrongly where Dask is not installed or no scheduler answers at the beginning.
    """
    given = list(works)
    with _quiet():
        client = _client(address)
        try:
            reading = _Reading(client, given, _seen_from_anywhere(options), ahead)
            for place in range(len(given)):
                yield reading.result(place)
        finally:
            with suppress(Exception):  # the cluster may be gone
                client.close(timeout=CLOSE_SECONDS)


class _Reading:
    """Documents on their way. Results are fetched as they come, and the cluster forgets them at
    once.
    """

    def __init__(
        self,
        client: Any,  # noqa: ANN401
        works: Sequence[tuple[Path, Work | None]],
        options: ReportOptions,
        ahead: float,
    ) -> None:
        self.client, self.works, self.options, self.ahead = client, works, options, ahead
        self.files = [path for path, _ in works]
        self.futures: dict[int, Any] = {}
        self.results: dict[int, Any] = {}
        self.watch = Watch(client, options.read.limits.cluster_seconds)
        self.submitted = 0

    def result(self, place: int) -> Any:  # noqa: ANN401 - what the works make
        """The result of one document, waited for."""
        while self.submitted < min(len(self.works), place + self.ahead):
            self._submit(self.submitted)
            self.submitted += 1
        while place not in self.results:
            self._step()
        return self.results.pop(place)

    def _submit(self, place: int) -> None:
        path, work = self.works[place]
        content = packed(path.resolve(), work, self.options)
        self.futures[place] = self.client.submit(read_there, content, version(), pure=False)

    def _step(self) -> None:
        done = [at for at, future in self.futures.items() if future.status in ("finished", "error")]
        taken = [at for at in done if self._take(at)]
        if taken:
            self.watch.moved()
        elif trouble := self.watch.trouble():
            self._give_up(trouble)
        else:
            self._submit_again()
            time.sleep(TICK)

    def _take(self, place: int) -> bool:
        """Fetch a result; False where the machine that held it is lost, so that the cluster
        makes it again.
        """
        try:
            answer = self.futures[place].result(timeout=ANSWER_SECONDS)
        except TimeoutError:
            return False
        except Exception as error:
            if self.futures[place].status != "error":
                return False  # lost on its way here
            answer = Failed(self.files[place], _of_cluster(self.files[place].name, error))
        self.futures.pop(place).release()
        self.results[place] = self._told(place, answer)
        return True

    def _told(self, place: int, answer: Any) -> Any:  # noqa: ANN401
        path = self.files[place]
        if type(answer) is tuple:
            wrong = UnreadableFile(
                "cluster_version", file=path.name, there=answer[1], here=version()
            )
            return Failed(path, wrong)
        return Failed(path, answer.error) if isinstance(answer, Failed) else answer

    def _submit_again(self) -> None:
        """Once a lost connection is back: the scheduler has forgotten what it was asked."""
        if self.client.status == "running":
            for place, future in self.futures.items():
                if future.status == "cancelled":
                    self._submit(place)

    def _give_up(self, trouble: str) -> None:
        for place in self.futures:
            path = self.files[place]
            self.results[place] = Failed(
                path, UnreadableFile(trouble, file=path.name, **self.watch.parts)
            )
        self.futures.clear()


@dataclass
class Watch:
    """How long the cluster has been without progress, without an answer, without a machine."""

    client: Any
    limit: float
    progress: float = field(default_factory=time.monotonic)
    answered: float = field(default_factory=time.monotonic)
    manned: float = field(default_factory=time.monotonic)
    looked: float = 0.0

    @property
    def parts(self) -> dict[str, object]:
        """What messages about trouble may name."""
        return {"limit": f"{self.limit:g}", "seconds": f"{MACHINES_SECONDS:g}"}

    def moved(self) -> None:
        """Note that a document is done: the cluster works."""
        self.progress = self.answered = self.manned = time.monotonic()

    def trouble(self) -> str | None:
        """The key of a message why there is nothing more to wait for."""
        now = time.monotonic()
        if self.client.status in ("closed", "closing"):
            return "cluster_lost"
        if now - self.looked > LOOK_SECONDS:
            self._look()
            now = self.looked = time.monotonic()
        if now - self.answered > CONNECT_SECONDS:
            return "cluster_lost"
        if now - self.manned > MACHINES_SECONDS:
            return "cluster_empty"
        if self.limit and now - self.progress > self.limit:
            return "limit_cluster"
        return None

    def _look(self) -> None:
        """Ask the scheduler for its machines."""
        if self.client.status != "running":
            return
        try:
            ask, seconds = self.client.scheduler.ncores, min(ANSWER_SECONDS, CONNECT_SECONDS)
            machines = self.client.sync(ask, workers=None, callback_timeout=seconds)
        except Exception:
            return  # no answer: its silence is measured
        self.answered = time.monotonic()
        if machines:
            self.manned = self.answered


def _of_cluster(name: str, error: Exception) -> SvodError:
    """What it means that a task could not be done; a reader's own errors come back as values."""
    if type(error).__name__ == "KilledWorker":
        return UnreadableFile("cluster_killed", file=name)
    if isinstance(error, ImportError | AttributeError) or isinstance(error.__cause__, ImportError):
        return UnreadableFile("cluster_without_svod", file=name, here=version())
    return UnreadableFile("cluster_failed", file=name, reason=f"{type(error).__name__}: {error}")


def _client(address: str) -> Any:  # noqa: ANN401 - a class of an optional library
    try:
        client = load(CLIENT)
    except ImportError as error:
        raise CalledWrongly("cluster_absent") from error
    try:
        return _hushed(client(address, timeout=CONNECT_SECONDS))
    except Exception as error:  # whatever answers at a wrong address, or speaks another version
        reason = str(error) or type(error).__name__
        raise CalledWrongly("cluster_unreachable", address=address, reason=reason) from error


def _hushed(client: Any) -> Any:  # noqa: ANN401 - a class of an optional library
    """The client, of whose abandoned tasks nobody hears.

    A result that is given up after ANSWER_SECONDS leaves a task behind; it fails when the client
    is closed, and Python would print that when it forgets the task, long after ``_quiet``.
    """
    loop = getattr(getattr(client, "loop", None), "asyncio_loop", None)
    if loop is not None:
        loop.call_soon_threadsafe(loop.set_exception_handler, lambda *_: None)
    return client


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's log from the user: what it means is told as messages."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _seen_from_anywhere(options: ReportOptions) -> ReportOptions:
    """Paths that do not depend on this process's folder; no word of single pages, which could
    not reach this terminal.
    """
    whole = {
        name: path.resolve()
        for name in ("libraries", "catalogue")
        if (path := getattr(options, name)) is not None
    }
    memory = options.read.memory and options.read.memory.resolve()
    return replace(options, read=replace(options.read, progress=None, memory=memory), **whole)
