"""A figure that a decision changed keeps what was read, in ``extra``: so it can be taken back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from extractor.model import Observation, Status
from extractor.model.column import IDS
from extractor.model.dataset import Dataset
from extractor.number_text import plain_text

DECISION, READ = "decision", "read_"


def changed(observation: Observation, decision: str, **changes: Any) -> Observation:  # noqa: ANN401
    """A figure with fields that a decision changes, and the trace of what was read."""
    traces = dict(observation.extra)
    kept = tuple(
        (f"{READ}{name}", _written(getattr(observation, name)))
        for name in changes
        if f"{READ}{name}" not in traces
    )
    extra = (*observation.extra, (DECISION, decision), *kept)
    return replace(observation, **changes, extra=extra)


def _written(value: Any) -> str:  # noqa: ANN401 - the value of any field
    if isinstance(value, tuple):
        return IDS.join(value)
    if isinstance(value, Decimal):
        return plain_text(value) or ""
    return "" if value is None else str(value)


def undecided(observation: Observation) -> Observation:
    """The figure as the program had read it."""
    if not any(name == DECISION for name, _ in observation.extra):
        return observation
    return replace(observation, **_read(observation), extra=own_extra(observation))


def _read(observation: Observation) -> dict[str, Any]:
    makers = {
        "value": lambda text: Decimal(text) if text else None,
        "decimals": lambda text: int(text) if text else None,
        "status": Status,
        "library": lambda text: tuple(text.split(IDS)) if text else (),
    }
    return {
        name.removeprefix(READ): makers.get(name.removeprefix(READ), str)(text)
        for name, text in observation.extra
        if name.startswith(READ)
    }


def own_extra(observation: Observation) -> tuple[tuple[str, str], ...]:
    """What the report itself says besides the figure, without the traces of decisions."""
    return tuple(pair for pair in observation.extra if not _is_trace(pair[0]))


def _is_trace(name: str) -> bool:
    return name == DECISION or name.startswith(READ)


def decisions_on(observation: Observation) -> Iterator[str]:
    """Ids of the decisions that changed a figure."""
    return (text for name, text in observation.extra if name == DECISION)


def as_if_printed(dataset: Dataset) -> Dataset:
    """The data set with corrected figures as if the report printed them so, to be checked."""
    editions = (
        replace(edition, facts=tuple(map(_printed, edition.facts))) for edition in dataset.editions
    )
    return replace(dataset, editions=tuple(editions))


def _printed(fact: Observation) -> Observation:
    if not any(name == DECISION for name, _ in fact.extra):
        return fact
    fact = replace(fact, extra=own_extra(fact))
    if fact.status is not Status.CORRECTED:
        return fact
    if fact.value is None:
        return replace(fact, status=Status.MISSING, raw="")
    raw = (plain_text(fact.value) or "").replace(".", ",")
    return replace(fact, status=Status.OK, raw=raw)
