"""Uniting the libraries of many reports, so that one report in trouble does not keep the others
from it.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from extractor.dataset.faults import FAULTS, first_fault
from extractor.model import Chronicle, Report, Roll
from extractor.names import unite_reports

DOUBT = "attention_not_united"


def unite_or_doubt(
    reports: Sequence[Report], rolls: Iterable[Roll] = ()
) -> tuple[tuple[Report, ...], Chronicle]:
    """The reports in their order, libraries under common ids where that is possible, and what
    changed.

    A report that cannot be united with the others keeps its own ids and is marked for a person to
    look at. Raises what uniting raises where no report is at fault.
    """
    known, apart = tuple(rolls), set[int]()
    while True:
        together = [at for at in range(len(reports)) if at not in apart]
        try:
            united, chronicle = unite_reports([reports[at] for at in together], known)
        except FAULTS:
            at = first_fault(
                together, lambda some: unite_reports([reports[i] for i in some], known)
            )
            if at is None:
                raise
            apart.add(together[at])
            continue
        found = dict(zip(together, united, strict=True))
        marked = {at: replace(reports[at], doubts=(*reports[at].doubts, DOUBT)) for at in apart}
        return tuple({**found, **marked}[at] for at in range(len(reports))), chronicle
