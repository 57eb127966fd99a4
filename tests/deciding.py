"""Decisions made by hand, for tests of what follows from them."""

from pathlib import Path

from extractor.decisions.findings import EXPLAINED
from extractor.decisions.log import latest, own_log
from extractor.decisions.making import made
from extractor.decisions.store import Store, decide
from extractor.model import Decision, DecisionKind


def store_of(out: Path, *codes: str) -> Store:
    return Store(out, None, frozenset(codes))


def explained(finding: str) -> Decision:
    return made(DecisionKind.FINDING, (("finding", finding),), "1 | 2", EXPLAINED, "слова", "я")


def explain(out: Path, finding: str) -> None:
    decide(store_of(out), [explained(finding)])


def explained_in(out: Path) -> set[str]:
    return {dict(one.target)["finding"] for one in latest(own_log(out))}
