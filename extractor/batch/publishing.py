"""Reports from the files into the data set: read into the spool, and from it written, both by the
processes of a run or on a cluster; this process holds only their heads.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extractor.batch.cluster import work_on_cluster
from extractor.batch.failure import Failed, failure_of
from extractor.batch.run import Readers
from extractor.batch.spool import Arrived, Spool, Waiting, arrive, put
from extractor.batch.worker import Work
from extractor.dataset.report_parts import Coming, Order, Refused, Written, attempt
from extractor.model import Report
from extractor.options import ReportOptions

Given = tuple[Path, Work | None]

HERE, ON_CLUSTER = 4, 400  # reports made ahead of the one that is written: a process, a cluster


class Reading:
    """A run over many files: ``read`` them, then give ``make`` and ``coming`` to
    ``publish_dataset``. ``cluster`` is the address of a scheduler, None for processes here.
    """

    def __init__(
        self, readers: Readers, spool: Spool, options: ReportOptions, cluster: str | None
    ) -> None:
        self.readers, self.spool, self.options = readers, spool, options
        self.cluster = cluster

    def read(self, paths: Iterable[Path], options: ReportOptions) -> Iterator[Arrived | Failed]:
        """Each report in the order of ``paths``, or why it could not be read."""
        works = [(path, partial(arrive, self.spool)) for path in paths]
        if self.cluster:
            found = work_on_cluster(works, options, self.cluster)
        else:
            found = self.readers.each(works, options)
        return map(self._kept, found)

    def _kept(self, result: Arrived | Failed) -> Arrived | Failed:
        """A report that came over the wire is put into the spool, which the machine does not see:
        it will be written here.
        """
        if isinstance(result, Failed) or not result.content:
            return result
        self.cluster = None
        try:
            put(result.place, result.content)
        except OSError as error:
            file = Path(result.head.report.document.file)
            return failure_of(file, error, self.options.read.limits)
        return result._replace(content=b"")

    def make(self, orders: Sequence[Order]) -> Iterator[Written | Refused]:
        """What each report brings into the data set, in order."""
        works = [_work(order) for order in orders]
        if self.cluster:
            found = work_on_cluster(works, self.options, self.cluster, ON_CLUSTER)
        else:
            found = self._made_here(works)
        for work, order, result in zip(works, orders, found, strict=True):
            if isinstance(result, Failed) and self.cluster:
                (result,) = self._made_here([work])
            yield Refused(order.name, result.error) if isinstance(result, Failed) else result

    def _made_here(self, works: list[Given]) -> Iterator[Written | Refused | Failed]:
        return self.readers.each(works, self.options, HERE * self.readers.jobs)


def _work(order: Order) -> Given:
    """The work that makes an order, named after the file where its report waits."""
    place = order.whole.place if isinstance(order.whole, Waiting) else Path(order.name)
    return place, partial(_made, order)


def _made(order: Order, path: Path, options: ReportOptions) -> Any:  # noqa: ANN401
    """Work of a process that reads: what a report brings."""
    return attempt(order)


def coming(arrived: Iterable[Arrived], united: Iterable[Report]) -> list[Coming]:
    """Reports that come into the data set; ``united`` are their heads with the libraries' ids of
    all.
    """
    return [
        Coming(head, Waiting(report.place, _new_ids(report.head.report, head)))
        for report, head in zip(arrived, united, strict=True)
    ]


def _new_ids(read: Report, united: Report) -> dict[str, str]:
    """Id of a library in a report → its id among those of all reports, where it is another."""
    pairs = zip(read.libraries, united.libraries, strict=True)
    return {own.library: new.library for own, new in pairs if own.library != new.library}
