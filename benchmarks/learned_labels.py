"""What words of labels say by experience (``words/learned_labels.yaml``), for ``fit_meaning.py``.

The examples are the labels of ``data/labels.csv`` and of the samples, and with little weight the
clauses of a thesaurus (``data/clauses.txt``).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.conditional_logit import Item
from benchmarks.softmax import Example, fitted
from extractor.indicators.label_signs import signs_of
from extractor.indicators.learned_codes import CONSTANT, NONE, beginnings_of
from extractor.words.indicators import vocabulary

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
    return fitted([*examples, *clauses(set(vocabulary().indicators))], RIDGE)


def clauses(codes: Set[str]) -> Iterator[Example]:
    """The clauses of the thesaurus; those that look like a code's may be of any other, or none."""
    for line in CLAUSES.read_text("utf-8").splitlines():
        name, _, texts = line.partition(" = ")
        code = name.removeprefix(NOT)
        if line.startswith("#") or code not in codes:
            continue
        right = frozenset({code}) if name == code else (codes | {NONE}) - {code}
        for text in texts.split(";"):
            said = beginnings_of(text.replace(FIGURE, ""))
            pairs = (f"{first} {second}" for first, second in pairwise(said))
            yield Example(dict.fromkeys((CONSTANT, *said, *pairs), 1.0), right, OF_A_CLAUSE)


def text_of(content: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the file."""
    yield "# What words of labels and members of the lexicon say by experience: fitted by"
    yield "# benchmarks/fit_meaning.py on labels written blind, the samples and clauses of a"
    yield "# thesaurus. A sign has «place weight» for each code; place 0 is none, 1 the first code."
    yield f"codes: [{', '.join(content['codes'])}]"
    yield "weights: |"
    yield from (f"  {line}" for line in content["weights"].splitlines())
