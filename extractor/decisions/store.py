"""Deciding: what a person says is added to its log and followed at once, in one step."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from extractor.dataset.columns import cells_of, header_of
from extractor.dataset.csv_segments import csv_bytes
from extractor.dataset.datapackage import package_text
from extractor.dataset.decided import Holds, Obey
from extractor.dataset.redecide import redecide, reports_of
from extractor.dataset.swap import changed_files, held
from extractor.decisions.following import followed, joined
from extractor.decisions.log import (
    FILE,
    OF_THE_REGION,
    ON_FIGURES,
    add_shared,
    as_state,
    latest,
    now,
    numbered,
    own_log,
    shared_log,
    standing,
)
from extractor.decisions.table_readings import held_by
from extractor.decisions.targets import named, speaks_of
from extractor.errors import CalledWrongly
from extractor.model import Decision, DecisionKind, DecisionState, Report
from extractor.model.column import IDS


class Store(NamedTuple):
    """Where the decisions on a data set are kept: in ``out``, and in the region's file ``shared``
    those on labels and libraries, where there is one. ``codes`` are the indicators that there are.
    """

    out: Path
    shared: Path | None
    codes: frozenset[str]


def log_of(store: Store) -> list[Decision]:
    """All rows of both logs."""
    return [*shared_log(store.shared), *own_log(store.out)]


def obeying(store: Store, just_read: Sequence[Report] = (), new: Sequence[Decision] = ()) -> Obey:
    """What ``publish_dataset`` follows: both logs as they are now, and decisions that are ``new``.

    ``just_read`` are the reports that come in, their contents left out or not.
    """
    own, shared = own_log(store.out), shared_log(store.shared)
    stand = standing([*shared, *own, *numbered(own, new)])

    def settle(log: Sequence[Decision], holds: Iterable[Holds]) -> list[Decision]:
        log = [*log, *numbered(log, new)]
        log = [*log, *as_state(log, joined(stand, holds))]
        return [*log, *as_state(log, dict(held_by(log, just_read)))]

    libraries = (one.to.split(IDS) for one in stand if one.kind is DecisionKind.LIBRARY)
    follow = partial(followed, stand, store.codes)
    return Obey(follow, settle, frozenset(chain.from_iterable(libraries)))


def decide(store: Store, decisions: Sequence[Decision]) -> None:
    """Add decisions to their logs and follow them."""
    with held(store.out):
        is_shared = [_is_shared(store, decision) for decision in decisions]
        if store.shared is not None and any(is_shared):
            of_region = [one for one, there in zip(decisions, is_shared, strict=True) if there]
            add_shared(store.shared, of_region)
        own = [one for one, there in zip(decisions, is_shared, strict=True) if not there]
        reports = _concerned(store.out, decisions)
        if reports:
            redecide(store.out, reports, obeying(store, new=own))
        elif own:
            _add_own(store.out, own)


def _is_shared(store: Store, decision: Decision) -> bool:
    if decision.decision:  # an old one stays in its log
        return decision.decision in {one.decision for one in shared_log(store.shared)}
    return store.shared is not None and decision.kind in OF_THE_REGION


def _concerned(out: Path, decisions: Sequence[Decision]) -> frozenset[str]:
    """The reports whose figures decisions may change."""
    rows = reports_of(out)
    if any(decision.kind in OF_THE_REGION for decision in decisions):
        return frozenset(row.report for row in rows)
    values = [named(one) for one in decisions if one.kind in ON_FIGURES]
    return frozenset(row.report for row in rows if any(speaks_of(target, row) for target in values))


def _add_own(out: Path, decisions: Sequence[Decision]) -> None:
    """Add rows to the log of a data set alone."""
    with changed_files(out, package_text) as new:
        log = own_log(out)
        rows = cells_of(FILE, [*log, *numbered(log, decisions)])
        (new / f"{FILE.name}.csv").write_bytes(csv_bytes([header_of(FILE), *rows]))


def follow_again(store: Store) -> None:
    """Follow the decisions of both logs in all reports: the region's may have come from another
    data set.
    """
    with held(store.out):
        redecide(store.out, {row.report for row in reports_of(store.out)}, obeying(store))


def undo(store: Store, names: Sequence[str], who: str) -> list[Decision]:
    """Take decisions back; gives them as they stood. Raises CalledWrongly for one that is not
    there or was taken back before.
    """
    with held(store.out):
        known = {decision.decision: decision for decision in latest(log_of(store))}
        for name in names:
            if name not in known or known[name].state is DecisionState.UNDONE:
                raise CalledWrongly("decision_unknown", decision=name)
        taken = [known[name] for name in dict.fromkeys(names)]
        decide(store, [_undone(decision, who) for decision in taken])
    return taken


def _undone(decision: Decision, who: str) -> Decision:
    return replace(decision, time=now(), who=who, state=DecisionState.UNDONE)
