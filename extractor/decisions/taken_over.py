"""Answers that earlier versions kept elsewhere, moved into the logs of decisions."""

from collections.abc import Iterator
from pathlib import Path

from extractor.dataset.swap import held
from extractor.decisions.findings import EXPLAINED, plain_sides
from extractor.decisions.log import add_shared
from extractor.decisions.making import label_decision, made
from extractor.decisions.store import Store, decide
from extractor.model import Decision, DecisionKind
from extractor.words.catalogue_places import LEARNED
from extractor.words.indicators import LABELS
from extractor.words.user_yaml import MapOf, Record, Text, read_user_yaml

ANSWERS = "explanations.yaml"
ANSWERED = MapOf(Record({"text": Text(), "figures": Text()}, ("text", "figures")))


def take_over_answers(store: Store) -> int:
    """Move ``explanations.yaml`` of a data set into its log; gives how many there were.

    Raises CalledWrongly for a file of another form.
    """
    path = store.out / ANSWERS
    with held(store.out):
        if not path.is_file():
            return 0
        decisions = list(_answers(path))
        decide(store, decisions)
        path.unlink()
    return len(decisions)


def _answers(path: Path) -> Iterator[Decision]:
    for finding, said in (read_user_yaml(path, ANSWERED) or {}).items():
        target, sides = (("finding", finding),), plain_sides(*said["figures"].split(" | ", 1))
        yield made(DecisionKind.FINDING, target, sides, EXPLAINED, said["text"], "")


def take_over_labels(catalogue: Path, shared: Path, codes: frozenset[str]) -> int:
    """Move ``learned.yaml`` of a user's catalogue into a region's log; gives how many there were.

    Raises CalledWrongly for a file of another form, and for a folder that cannot be written.
    """
    path = catalogue / LEARNED
    if not path.is_file():
        return 0
    learned = read_user_yaml(path, LABELS) or {}
    pairs = learned.items()
    add_shared(shared, [label_decision(label, code, "", "", codes) for label, code in pairs])
    path.unlink()
    return len(learned)
