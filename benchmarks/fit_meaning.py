"""Fit the weights of the model of meaning: a conditional logistic regression, ridge, no library."""

import math
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.meaning_labels import load
from extractor.indicators.evidence import Evidence, points_of
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import read
from extractor.words import words
from extractor.words.indicators import vocabulary

KIT = Path("/work/shared/dev/labels.csv")
BLIND = [Path("/work/h/blind/labels_L1.csv"), Path("/work/h/blind/labels_L2.csv")]
# What is unexplained, unknown or of another unit can only speak against a code.
AGAINST = (
    "extra",
    "other",
    "outbid",
    "perhaps",
    "unknown",
    "share of unknown",
    "own words unexplained",
    "unit of another",
)
SAMPLES = True
PRIOR = -1.0
# What is known beforehand and too seldom labelled to be learned: a title that names some users or
# some libraries speaks of them («Обслуживание детей»: «Посещений» are those of children).
PRIORS = {
    "extra who caption": -5.0,
    "extra who heading": -3.0,
    "extra subset caption": -5.0,
    "extra subset heading": -3.0,
    "extra state caption": -4.0,
    "extra called a number": -4.0,
}
HELD = {"S03", "S12"}


def kit_codes():
    import csv

    with open("/work/shared/catalogue/indicators.csv", encoding="utf-8") as f:
        return {r["code"] for r in csv.DictReader(f)}


def prepare(cases, lexicon, evidence, known):
    from samples.codes import catalogue

    smp = set(catalogue())
    """Per case: list of (code, features), merged to the best point a code later."""
    out = []
    for case in cases:
        coordinates = read(case.labels, lexicon)
        cands = [(p.code, f) for p, f in evidence.candidates(coordinates)]
        if case.free and "" in case.codes:  # a code that the kit's catalogue lacks is no error
            ours = smp if case.system.startswith("smp") else known
            more = {c for c, _ in cands if c not in ours}
            case = replace(case, codes=case.codes | more)
        out.append((case, cands))
    return out


class Model:
    def __init__(self, names):
        self.names = {n: i for i, n in enumerate(names)}
        self.w = np.zeros(len(names))

    def matrix(self, data):
        rows, cols, vals, group, right = [], [], [], [], []
        n = 0
        none_ok = []
        for g, (case, cands) in enumerate(data):
            for code, f in cands:
                for k, v in f.items():
                    if k in self.names:
                        rows.append(n)
                        cols.append(self.names[k])
                        vals.append(v)
                group.append(g)
                right.append(code in case.codes)
                n += 1
            none_ok.append("" in case.codes)
        return (
            np.array(rows),
            np.array(cols),
            np.array(vals),
            np.array(group, dtype=int),
            np.array(right, dtype=bool),
            np.array(none_ok),
            n,
        )

    def scores(self, m, w):
        rows, cols, vals, group, right, none_ok, n = m
        return np.bincount(rows, vals * w[cols], minlength=n) if n else np.zeros(0)

    def fit(self, data, weights, l2=0.02, steps=400):
        m = self.matrix(data)
        rows, cols, vals, group, right, none_ok, n = m
        G = len(data)
        w = self.w.copy()
        against = np.array([n.startswith(AGAINST) for n in self.names])
        prior = np.where(against, PRIOR, 0.0)
        for name, value in PRIORS.items():
            if name in self.names:
                prior[self.names[name]] = value
        mom = np.zeros_like(w)
        v2 = np.zeros_like(w)
        # cases with no reachable right answer are taken as none
        reach = np.bincount(group, right, minlength=G) > 0
        none_ok = none_ok | ~reach
        wt = weights / weights.sum()
        for t in range(1, steps + 1):
            s = np.clip(self.scores(m, w), -30, 30)
            e = np.exp(s)
            Z = 1 + np.bincount(group, e, minlength=G)
            R = none_ok + np.bincount(group, e * right, minlength=G)
            p = e / Z[group]
            q = np.where(right, e / R[group], 0)
            d = (q - p) * wt[group]
            grad = np.bincount(cols, vals * d[rows], minlength=len(w)) - l2 * (w - prior) / G
            mom = 0.9 * mom + 0.1 * grad
            v2 = 0.99 * v2 + 0.01 * grad**2
            w = w + 0.1 * (mom / (1 - 0.9**t)) / (np.sqrt(v2 / (1 - 0.99**t)) + 1e-8) * (
                1 - t / (steps + 1)
            )
            w[against] = np.minimum(w[against], 0)
        self.w = w
        return self

    def decide(self, cands):
        best = defaultdict(float)
        for code, f in cands:
            s = math.exp(
                min(30, sum(self.w[self.names[k]] * v for k, v in f.items() if k in self.names))
            )
            best[code] += s
        Z = 1 + sum(best.values())
        return sorted(((s / Z, c) for c, s in best.items()), reverse=True)


def weigh(data):
    """Each system counts as much, kit districts (alike) as one each too."""
    n = Counter(case.system for case, _ in data)
    return np.array([1 / math.sqrt(n[case.system]) for case, _ in data])


def evaluate(data, model, threshold, show=None):
    c = Counter()
    for case, cands in data:
        ranked = model.decide(cands)
        p, code = ranked[0] if ranked else (0, "")
        got = code if p >= threshold else ""
        want = case.codes - {""}
        if got:
            c["given"] += 1
            if got in case.codes:
                c["right"] += 1
            else:
                c["wrong"] += 1
        if (want and "" not in case.codes) or (got in want and got):
            c["truth"] += 1
        if want and "" not in case.codes and not got:
            c["missing"] += 1
        if want:
            c["w"] += 1
            c["top3"] += bool(want & {k for _, k in ranked[:3]})
            c["reach"] += bool(want & {k for _, k in ranked})
        if show is not None and (
            (got and got not in case.codes) or (not got and "" not in case.codes)
        ):
            show.append((got, p, ranked[:3], case))
    P = c["right"] / max(1, c["given"])
    R = c["right"] / max(1, c["truth"])
    return f"P {P:.3f} R {R:.3f}  given {c['given']} wrong {c['wrong']} missing {c['missing']} truth {c['truth']} reach {c['reach'] / max(1, c['w']):.3f} top3 {c['top3'] / max(1, c['w']):.3f}"


def everything(heldout=False, shipped=False):
    lexicon = Lexicon(words("meaning"))
    known = vocabulary()
    evidence = Evidence(
        lexicon, points_of(words("meaning")["points"], known.indicators), known.families
    )
    cases = load(KIT, lexicon, "kit", free=True)
    for path in BLIND:
        cases += [
            c
            for c in load(path, lexicon)
            if (c.system in HELD) == heldout or (c.system not in HELD)
        ]
    if shipped:
        cases += [c for path in BLIND for c in load(path, lexicon) if c.system in HELD]
    elif not heldout:
        cases = [c for c in cases if c.system not in HELD]
    if SAMPLES:
        sys.path.insert(0, "/work/h/m16")
        from rt import rt_cases

        cases += [case for case, _, _ in rt_cases(("smp",))]
    return lexicon, prepare(cases, lexicon, evidence, kit_codes())


if __name__ == "__main__":
    import argparse

    a = argparse.ArgumentParser()
    a.add_argument("--show", default="")
    a.add_argument("--threshold", type=float, default=0.8)
    a.add_argument("--l2", type=float, default=1)
    a.add_argument("--weights", action="store_true")
    a.add_argument("--write", action="store_true")
    a.add_argument("--limit", type=int, default=80)
    a = a.parse_args()
    lexicon, data = everything()
    names = sorted({k for _, cs in data for _, f in cs for k in f})
    print(len(data), "cases", len(names), "features", Counter(c.system for c, _ in data))
    folds = sorted({c.system for c, _ in data})
    allshow = []
    for fold in folds:
        train = [d for d in data if d[0].system != fold]
        test = [d for d in data if d[0].system == fold]
        m = Model(names).fit(train, weigh(train), l2=a.l2)
        show = []
        print(fold, evaluate(test, m, a.threshold, show))
        if a.show in (fold, "all"):
            allshow += show
    for got, p, ranked, case in allshow[: a.limit]:
        print(
            "GOT",
            got or "-",
            f"{p:.2f}",
            "WANT",
            "/".join(sorted(case.codes)),
            "|",
            case.text[:230],
            "|| over:",
            case.labels.over[:40],
            "||",
            [(c, round(q, 2)) for q, c in ranked],
        )
    if a.write:
        lexicon, data = everything(shipped=True)
        folds = sorted({c.system for c, _ in data})
        names = sorted({k for _, cs in data for _, f in cs for k in f})
        m = Model(names).fit(data, weigh(data), l2=a.l2)
        with open("extractor/words/meaning_weights.yaml", "w", encoding="utf-8") as f:
            f.write(
                "# Weights of the model of meaning, fitted by benchmarks/fit_meaning.py on the labelled labels of\n"
            )
            f.write(
                "# "
                + ", ".join(folds)
                + f" ({len(data)} labels); ridge {a.l2}. A feature not named here weighs nothing.\n"
            )
            f.write(f"threshold: {a.threshold}\nconfirmed: 0.05\nweights:\n")
            for n, i in sorted(m.names.items()):
                if abs(m.w[i]) >= 0.005:
                    f.write(f'  "{n}": {m.w[i]:.2f}\n')
    if a.weights:
        m = Model(names).fit(data, weigh(data), l2=a.l2)
        for n, i in sorted(m.names.items(), key=lambda x: m.w[x[1]]):
            print(f"{m.w[i]:7.2f} {n}")
