"""The logs of decisions: ``decisions.csv`` of a data set, and the file that a region shares.

Both are only ever added to, under the lock of their folder. The last row of an id tells how that
decision stands.
"""

import csv
import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from extractor.dataset.columns import cells_of, header_of, record_of
from extractor.dataset.csv_segments import csv_bytes
from extractor.dataset.disk import put_text
from extractor.dataset.earlier import BY_RECORD, earlier_records, widest_field
from extractor.dataset.lock import locked
from extractor.errors import CalledWrongly, system_reason
from extractor.model import Decision, DecisionKind, DecisionState
from extractor.options import Declared

FILE = BY_RECORD[Decision]
HEADER = header_of(FILE)
OWN, SHARED = "d", "r"  # what the ids of a data set's and of a region's decisions begin with
PROGRAM = "svod"
OF_THE_REGION = frozenset({DecisionKind.LABEL, DecisionKind.LIBRARY})
ON_REPORTS = frozenset({DecisionKind.DISTRICT, DecisionKind.YEAR})  # followed at the next reading
AT_READING = ON_REPORTS | {DecisionKind.READING}


def own_log(out: Path) -> list[Decision]:
    """The rows that a data set keeps, in the order in which they were added."""
    return list(earlier_records(out, Decision))


def shared_log(path: Path | None) -> list[Decision]:
    """The rows of a region's file, none where there is no such file.

    Raises CalledWrongly for a file of another form, or one that is cut or spoilt in a line.
    """
    if path is None or not path.is_file():
        return []
    widest_field()
    line, make = 1, record_of(FILE)
    log: list[Decision] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = csv.reader(source)
            if tuple(next(rows, ())) != HEADER:
                raise ValueError(HEADER)
            for row in filter(None, rows):
                line = rows.line_num
                if len(row) != len(HEADER):
                    raise ValueError(row)
                log.append(make(row))
    except OSError as error:
        raise CalledWrongly("system_refused", path=path, reason=system_reason(error)) from error
    except (ValueError, csv.Error) as error:
        raise CalledWrongly("decisions_unreadable", path=path, line=line) from error
    return log


def add_shared(path: Path, decisions: Sequence[Decision]) -> None:
    """Add rows to a region's file, which is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.parent):
        log = shared_log(path)
        rows = [*log, *_numbered(log, decisions, SHARED)]
        text = csv_bytes([header_of(FILE), *cells_of(FILE, rows)]).decode("utf-8")
        try:
            put_text(path, text)
        except OSError as error:
            reason = system_reason(error)
            raise CalledWrongly("out_not_folder", path=path, reason=reason) from error


def numbered(log: Sequence[Decision], decisions: Iterable[Decision]) -> list[Decision]:
    """New decisions with the next free ids of a data set's log; others keep theirs."""
    return _numbered(log, decisions, OWN)


def _numbered(
    log: Sequence[Decision], decisions: Iterable[Decision], letter: str
) -> list[Decision]:
    taken = (one.decision.removeprefix(letter) for one in log)
    last = max((int(text) for text in taken if text.isdecimal()), default=0)
    made = []
    for decision in decisions:
        last += not decision.decision
        made.append(replace(decision, decision=decision.decision or f"{letter}{last}"))
    return made


def latest(log: Iterable[Decision]) -> list[Decision]:
    """How each decision stands, in the order in which they were made."""
    return list({decision.decision: decision for decision in log}.values())


def standing(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that were not taken back; a stale one is tried again."""
    return [one for one in latest(log) if one.state is not DecisionState.UNDONE]


def labels_of(log: Iterable[Decision]) -> dict[str, str]:
    """The labels that stand decided, each with its code."""
    labels = (one for one in standing(log) if one.kind is DecisionKind.LABEL)
    return {dict(one.target)["label"]: one.to for one in labels}


def declared(log: Iterable[Decision]) -> tuple[Declared, ...]:
    """What stands decided about the district and the year of single files."""
    found: dict[tuple[str, str], Declared] = {}
    for decision in standing(log):
        field = decision.kind.value
        if decision.kind in ON_REPORTS:
            target = dict(decision.target)
            key = target["file"], target["sha256"]
            said = {field: decision.to, f"found_{field}": decision.from_}
            found[key] = dataclasses.replace(found.get(key, Declared(*key)), **said)
    return tuple(found.values())


def as_state(log: Iterable[Decision], holds: Mapping[str, bool]) -> Iterator[Decision]:
    """A row for each decision of a log that became stale, or that holds again."""
    for decision in standing(log):
        if decision.decision not in holds:
            continue
        state = DecisionState.ACTIVE if holds[decision.decision] else DecisionState.STALE
        if state is not decision.state:
            yield replace(decision, time=now(), who=PROGRAM, state=state)


def now() -> str:
    """The time as logs write it; ``SOURCE_DATE_EPOCH`` stands in for the clock where it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
