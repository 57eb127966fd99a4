"""What words of labels say by experience (``words/learned_labels.yaml``), for ``fit_meaning.py``.

The examples are the labels of ``data/labels.csv`` and of the samples, and with little weight the
clauses of a thesaurus (``data/clauses.txt``). Features of candidates must come from weights that
were fitted without the label's own system, as at work they are fitted without the report.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.conditional_logit import Item
from benchmarks.softmax import Example, fitted
from extractor.indicators.label_signs import signs_of
from extractor.indicators.learned_codes import (
    CONSTANT,
    LearnedCodes,
    beginnings_of,
    with_experience,
)

CLAUSES = Path(__file__).parent / "data" / "clauses.txt"
WORDS = Path(__file__).parent.parent / "extractor" / "words" / "learned_labels.yaml"
NOT, FIGURE = "not ", "N"
OF_A_CLAUSE, OF_A_SYSTEM, RIDGE = 0.3, 150.0, 0.5


def learned(items: Sequence[Item]) -> dict[str, Any]:
    """The content of ``words/learned_labels.yaml``; each system counts by the root of its size."""
    sizes = Counter(item.case.system for item in items)
    examples = [
        Example(
            signs_of(item.case.labels, item.coordinates),
            item.case.codes,
            (OF_A_SYSTEM / sizes[item.case.system]) ** 0.5,
        )
        for item in items
    ]
    return fitted([*examples, *clauses()], RIDGE)


def clauses() -> Iterator[Example]:
    """The clauses of the thesaurus, without those that look alike."""
    for line in CLAUSES.read_text("utf-8").splitlines():
        code, _, texts = line.partition(" = ")
        if line.startswith(("#", NOT)) or not texts:
            continue
        for text in texts.split(";"):
            said = beginnings_of(text.replace(FIGURE, ""))
            pairs = (f"{first} {second}" for first, second in pairwise(said))
            signs = dict.fromkeys((CONSTANT, *said, *pairs), 1.0)
            yield Example(signs, frozenset({code}), OF_A_CLAUSE)


def with_learned(items: Sequence[Item], content: Mapping[str, Any]) -> Iterator[Item]:
    """The items with what experience says of their candidates, and with those that it names."""
    experience = LearnedCodes(content)
    for item in items:
        chances = experience.chances(signs_of(item.case.labels, item.coordinates))
        candidates = tuple(with_experience(item.candidates, chances))
        yield Item(item.case, candidates, item.coordinates)


def text_of(content: Mapping[str, Any], systems: Sequence[str]) -> Iterator[str]:
    """The lines of the file."""
    yield "# What words of labels and members of the lexicon say by experience: fitted by"
    yield f"# benchmarks/fit_meaning.py on labels of {len(systems)} systems and clauses of a"
    yield "# thesaurus. A sign has «place weight» for each code; place 0 is none, 1 the first code."
    yield f"codes: [{', '.join(content['codes'])}]"
    yield "weights:"
    for sign, weights in content["weights"].items():
        yield f'  "{sign}": {weights}'
