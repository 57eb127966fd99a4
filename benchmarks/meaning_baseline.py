"""The wordings of today over the same labels."""

import sys
from collections import Counter
from decimal import Decimal

from benchmarks.fit_meaning import BLIND, HELD, KIT, kit_codes
from benchmarks.meaning_labels import load
from extractor.indicators.classification import classify_observations
from extractor.indicators.lexicon import Lexicon
from extractor.model import (
    Observation,
    Outline,
    Place,
    PlacedTable,
    Quantity,
    Section,
    Status,
    Table,
)
from extractor.words import words
from extractor.words.indicators import vocabulary


def main(cases, known):
    c = {}
    V = vocabulary()
    groups = {}
    for case in cases:
        groups.setdefault((case.system, case.labels.caption, case.labels.headings), []).append(case)
    for (system, caption, heads), group in groups.items():
        chain = list(reversed(heads))
        sections = []
        parent = ""
        for i, title in enumerate(chain):
            s = f"{parent}.{i + 1}" if parent else "1"
            sections.append(Section(s, parent or s, i + 1, title, i))
            parent = s
        outline = Outline(
            tuple(sections),
            tuple(s.section for s in sections),
            (PlacedTable(1, Table(2, 9, 9, ()), parent, caption),),
        )
        obs = [
            Observation(
                parent,
                1,
                i,
                1,
                (*k.labels.row, *k.labels.group, *(("Имя",) if k.labels.whose else ())),
                k.labels.column,
                "2023",
                Quantity("5", Decimal(5), 0, Status.OK, k.labels.unit),
                Place("a", 1, i, 1),
                library=("x",) if k.labels.whose == "library" else (),
            )
            for i, k in enumerate(group)
        ]
        out = classify_observations(obs, outline, V, frozenset({"Имя"}))
        n = c.setdefault(system, Counter())
        for k, o in zip(group, out):
            got = o.indicator
            if k.free and got not in known and got not in k.codes:
                got = ""
            want = k.codes - {""}
            if got:
                n["given"] += 1
                n["right" if got in k.codes else "wrong"] += 1
            if (want and "" not in k.codes) or (got in want and got):
                n["truth"] += 1
    for s, n in sorted(c.items()):
        print(
            s,
            f"P {n['right'] / max(1, n['given']):.3f} R {n['right'] / max(1, n['truth']):.3f} given {n['given']} wrong {n['wrong']} truth {n['truth']}",
        )


lex = Lexicon(words("meaning"))
cases = load(KIT, lex, "kit", free=True)
for path in BLIND:
    cases += [x for x in load(path, lex) if ("held" in sys.argv) or x.system not in HELD]
main(cases, kit_codes())
