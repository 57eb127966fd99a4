"""Sentences with annotated claims against what the program reads: figures, periods, roles, codes,
subjects, libraries.

    python benchmarks/claims.py FILE.jsonl [--regions R01,R02] [--list MEASURE] [--limit N]

One JSON object a line: ``heading``, ``lead``, ``before``, ``text``, ``year``, ``figures``,
``non_figures``. Each figure has ``start``, ``value``, ``multiplier``, ``unit``, ``period``,
``code``, ``also`` (other codes as right), ``role``, ``kind``, ``subject``, ``direction``,
``library`` (as printed) and ``scope``.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractor.indicators import classify_observations
from extractor.model import Document, Library, Outline, Paragraph, Section
from extractor.model.claim import Claim
from extractor.model.observation import SentenceObservation
from extractor.names import attach_names, list_mentions
from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.vocabulary import is_head, stem
from extractor.prose import claims_of, quote_figures
from extractor.text import clean, fold, slug
from extractor.words.indicators import vocabulary

ROLES = {
    "now": {"fact"},
    "part": {"fact", "share"},
    "whole": {"fact"},
    "count": {"fact"},
    "ratio": {"fact"},
    "bound": {"fact", "plan", "base"},
    "base": {"base", "fact"},
    "difference": {"change"},
    "percent_change": {"change"},
    "share": {"share", "fact"},
    "plan": {"plan"},
}
STEM = 5


def main() -> None:
    """Print the table of measures, or the single errors of one."""
    asked = _arguments()
    rows = [json.loads(line) for line in asked.file.read_text("utf-8").splitlines() if line]
    chosen = [row for row in rows if not asked.regions or row["region"] in asked.regions.split(",")]
    right, told, errors = Counter[str](), Counter[str](), defaultdict[str, list[str]](list)
    libraries = registries(rows)
    for row in chosen:
        for measure, good, note in measured(row, libraries[row["region"]]):
            told[measure] += 1
            right[measure] += good
            if not good:
                errors[measure].append(f"{row['id']} | {note} | {row['text']}")
    print(f"{len(chosen)} sentences, {sum(len(row['figures']) for row in chosen)} figures")
    for measure in told:
        share = 100 * right[measure] / told[measure]
        print(f"  {measure:28} {share:6.1f}   {right[measure]} of {told[measure]}")
    for line in errors.get(asked.list, ())[: asked.limit]:
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--regions", default="")
    parser.add_argument("--list", default="")
    parser.add_argument("--limit", type=int, default=1000)
    return parser.parse_args()


def registries(rows: list[dict]) -> dict[str, tuple[Library, ...]]:
    """The libraries that the annotations of a region name, each once, as a registry."""
    names: dict[str, dict[str, Library]] = defaultdict(dict)
    for row in rows:
        names.setdefault(row["region"], {})
        for figure in row["figures"]:
            if figure["library"]:
                found = library_id(figure["library"])
                names[row["region"]].setdefault(found, Library(found, figure["library"]))
    return {region: tuple(found.values()) for region, found in names.items()}


def library_id(name: str) -> str:
    """The id of a name as printed, the same in all its cases: «Луговской библиотеки», «Луговое»."""
    words = [word for word in re.findall(r"[а-я-]+|\d+", fold(name)) if not is_head(word)]
    return slug(" ".join(adjective_stem(word) or stem(word) for word in words) or name)


def read(
    row: dict, registry: tuple[Library, ...]
) -> tuple[list[tuple[SentenceObservation, Claim, str]], int]:
    """The observations of one sentence, each with its claim and its role there, and the number of
    the block that holds it; ``before`` opens the same paragraph.
    """
    report, block, _ = report_of(row, registry)
    coded = classify_observations(*report)
    claims = claims_of(coded, vocabulary().indicators)
    told = {each.observation: (claim, each.role) for claim in claims for each in claim.figures}
    return [(each, *told[at]) for at, each in enumerate(coded)], block


def report_of(row: dict, registry: tuple[Library, ...]) -> tuple[tuple, int, int]:
    """The figures of one sentence as a report of its own (figures, outline, vocabulary, names), the
    number of the block that holds it, and how many characters of that stand before it.
    """
    shift = len(row["before"]) + 1 if row["before"] else 0
    text = f"{row['before']} {row['text']}" if row["before"] else row["text"]
    texts = [each for each in (row["heading"], row["lead"]) if each] + [text]
    document = Document(
        "a.docx", "0", "docx", tuple(Paragraph(n, each) for n, each in enumerate(texts))
    )
    headed = bool(row["heading"])
    sections = (Section("1", "", 1, row["heading"], 0),) if headed else ()
    outline = Outline(sections, ("1" if headed else "",) * len(texts), ())
    found, _ = quote_figures(document, outline, row["year"])
    named = attach_names(found, document, outline, registry, "")
    names = frozenset(clean(each.text) for each in list_mentions(document, outline, registry))
    return (named, outline, vocabulary(), names), len(texts) - 1, shift


def measured(row: dict, registry: tuple[Library, ...]) -> Iterator[tuple[str, bool, str]]:
    """(measure, whether right, note) of each figure of a sentence."""
    shift = len(row["before"]) + 1 if row["before"] else 0
    found, block = read(row, registry)
    own = {
        (each.place.start or 0) - shift: (each, claim, role)
        for each, claim, role in found
        if each.place.block == block and (each.place.start or 0) >= shift
    }
    for figure in row["figures"]:
        spot = range(figure["start"] - 1, figure["start"] + len(figure["text"]))
        start = next((at for at in own if at in spot), None)
        yield "found", start is not None, figure["text"]
        if start is not None:
            each, claim, role = own.pop(start)
            yield from _figure(figure, each)
            yield from _claim(figure, claim, role)
    for each, _, _ in own.values():
        yield (
            "told is a figure",
            not re.search(r"\d", each.raw),
            f"{each.raw} told though no figure",
        )


def _figure(figure: dict, each: SentenceObservation) -> Iterator[tuple[str, bool, str]]:
    at = f"{figure['text']}"
    yield "told is a figure", True, ""
    yield "value", _same_value(figure, each), f"{at}: {figure['value']} | {each.value}"
    period = (figure["period"] or each.period) == each.period
    yield "period", period, f"{at}: {figure['period']} | {each.period}"
    role = each.role or ""
    yield (
        "role (coarse)",
        role in ROLES.get(figure["role"], {"fact"}),
        f"{at}: {figure['role']} | {role}",
    )
    if figure["role"] in ("difference", "percent_change") and figure["direction"]:
        way = each.direction or ""
        yield "direction", way == figure["direction"], f"{at}: {figure['direction']} | {way}"
    yield from _code(figure, each, at)
    wanted, got = bool(figure["library"]), bool(each.library)
    if wanted or got:
        same = wanted and got and library_id(figure["library"]) in each.library
        yield "library", bool(same), f"{at}: {figure['library']} | {' '.join(each.library)}"
    readings = each.subject.readings
    if figure["subject"]:
        yield (
            "subject",
            _alike(figure["subject"], readings),
            f"{at}: {figure['subject']} | {readings}",
        )


def _claim(figure: dict, claim: Claim, role: str) -> Iterator[tuple[str, bool, str]]:
    at = figure["text"]
    yield "kind", claim.kind == figure["kind"], f"{at}: {figure['kind']} | {claim.kind}"
    same = role == figure["role"] or {role, figure["role"]} <= {"now", "part", "count"}
    yield "role (now = part)", same, f"{at}: {figure['role']} | {role}"
    yield "role", role == figure["role"], f"{at}: {figure['role']} | {role}"
    yield "scope", claim.scope == figure["scope"], f"{at}: {figure['scope']} | {claim.scope}"
    fine = {figure["code"], *figure["also"]}
    if claim.indicator:
        note = f"{at}: {figure['code'] or '-'} | {claim.indicator}"
        yield "claim code precision", claim.indicator in fine, note
    if figure["code"]:
        yield "claim code recall", claim.indicator in fine, f"{at}: {figure['code']}"


def _code(figure: dict, each: SentenceObservation, at: str) -> Iterator[tuple[str, bool, str]]:
    fine = {figure["code"], *figure["also"]}
    note = f"{at}: {figure['code'] or '-'} | {each.indicator or '-'}"
    subject = each.subject.readings
    if each.indicator:
        yield "code precision", each.indicator in fine, note
    if figure["code"]:
        yield "code recall", each.indicator in fine, f"{note} {subject}"


def _same_value(figure: dict, each: SentenceObservation) -> bool:
    if each.value is None:
        return each.raw.replace("\u00a0", " ").strip() != ""
    told = abs(each.value) * each.multiplier
    want = abs(Decimal(str(figure["value"]))) * Decimal(str(figure["multiplier"]))
    return abs(told - want) <= abs(want) / 10**9 or abs(each.value) == abs(
        Decimal(str(figure["value"]))
    )


def _alike(subject: str, readings: tuple[tuple[str, ...], ...]) -> bool:
    """Whether half of the long words of the annotated subject stand in one reading."""
    want = {word[:STEM] for word in _long(subject)}
    if not want:
        return True
    best = max(
        (len(want & {word[:STEM] for word in _long(" ".join(each))}) for each in readings),
        default=0,
    )
    return 2 * best >= len(want)


def _long(text: str) -> list[str]:
    return re.findall(r"[а-яё]{4,}", text.lower().replace("ё", "е"))


if __name__ == "__main__":
    main()
