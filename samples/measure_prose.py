"""Measures of the running text: figures in sentences field by field, and what looks like a
figure and is none.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from samples.codes import catalogue, indicator_of
from samples.compare import Row
from samples.tally import Answers, Tallies
from samples.truth import Truth

Span = tuple[str, int]
"""Place of a paragraph and a position in it."""

PLAIN = ("period", "multiplier", "library", "role", "direction", "op")
KINDS = {
    "date": ("date",),
    "period": ("period",),
    "ordinal": ("ordinal",),
    "order": ("number",),
    "law": ("number",),
    "phone": ("phone",),
    "index": ("postcode",),
    "number": ("number",),
    "year": ("date", "period"),
    "age": ("grade", "age"),
    "rate": ("class",),
    "times": ("frequency",),
}
"""Kind of an aside in the template → kinds that the program may call it."""


def measure_prose(answers: Answers, truth: Truth, tallies: Tallies) -> None:
    """Count figures of sentences by their place, and those found where the truth has none."""
    paragraphs = _paragraphs(answers)
    seen = {_span(row["place"]): row for row in answers.files["observations"] if not row["table"]}
    claims = _claims(seen)
    pairs: list[tuple[Row, Row]] = []
    for fact in truth["prose"]:
        row = _taken(fact, paragraphs, seen)
        tallies["prose.found"].count(row is not None, *_where(fact))
        if row is not None:
            _measure_figure(fact, row, tallies)
            pairs.append((fact, row))
    for row in seen.values():
        tallies["prose.extra"].count(False, row["place"], row["raw"], row["row_path"])
    _measure_claims(pairs, claims, tallies)


def _paragraphs(answers: Answers) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return (place, text) of the paragraphs of each section of each report."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for report, document in answers.documents.items():
        for block in document["blocks"]:
            if block["kind"] == "paragraph":
                found[report, block["section"]].append((block["place"], block["text"]))
    return found


def _span(place: str) -> Span:
    """Return the paragraph and the first character of «report.docx#b91:c38-40»."""
    paragraph, _, characters = place.rpartition(":c")
    return paragraph, int(characters.partition("-")[0])


def _starts(fact: Row, paragraphs: dict[tuple[str, str], list[tuple[str, str]]]) -> Iterator[Span]:
    """Return where a figure of the truth may begin; a bullet («- ») may stand before its text."""
    for place, text in paragraphs.get((fact["report"], fact["section"]), ()):
        if text.endswith(fact["text"]):
            yield place, len(text) - len(fact["text"]) + int(fact["start"])


def _taken(
    fact: Row, paragraphs: dict[tuple[str, str], list[tuple[str, str]]], seen: dict[Span, Row]
) -> Row | None:
    """Take the figure of the data set that begins where this one does, None where there is none."""
    return next((seen.pop(span) for span in _starts(fact, paragraphs) if span in seen), None)


def _where(fact: Row) -> tuple[str, ...]:
    return fact["report"], fact["section"], f"«{fact['raw']}»", fact["text"]


def _measure_figure(fact: Row, row: Row, tallies: Tallies) -> None:
    row = {"role": "", "direction": "", "op": "", **row, **_pairs(row["extra"])}
    where = _where(fact)
    tallies["prose.value"].count(
        _number(fact) == _number(row), *where, fact["value"], "|", row["value"]
    )
    for name in PLAIN:
        tallies[f"prose.{name}"].count(fact[name] == row[name], *where, fact[name], "|", row[name])
    if fact["unit"]:
        tallies["prose.unit"].count(
            fact["unit"] == row["unit"], *where, fact["unit"], "|", row["unit"]
        )
    _measure_code(fact, row, tallies)
    stems = subjects().get(fact["code"].partition("^")[0].partition("/")[0], ())
    if stems:
        right = any(stem in row["row_path"].lower() for stem in stems)
        tallies["prose.subject"].count(right, *where, fact["code"], "|", row["row_path"])


def _pairs(extra: str) -> dict[str, str]:
    return {
        name: value for name, _, value in (pair.partition("=") for pair in extra.split(";")) if name
    }


def _number(row: Row) -> Decimal | None:
    return Decimal(row["value"]) if row["value"] else None


def _measure_code(fact: Row, row: Row, tallies: Tallies) -> None:
    """A change of an indicator carries its code; a share in per cent has none of its own. A code
    that the region's catalogue does not have is not judged.
    """
    code = indicator_of(fact["code"].partition("^")[0]) if "/" not in fact["code"] else ""
    if not code and row["indicator"] not in catalogue():
        return
    if row["indicator"] or not code:
        name = "prose.code" if code else "prose.code extra"
        if row["indicator"] or code:
            tallies[name].count(
                row["indicator"] == code, *_where(fact), code, "|", row["indicator"]
            )
    else:
        tallies["prose.code missing"].count(False, *_where(fact), code)


def _claims(seen: dict[Span, Row]) -> dict[str, str]:
    """Return the claim of each figure that has one, by its place."""
    claims = {row["place"]: _pairs(row["extra"]).get("claim", "") for row in seen.values()}
    return {place: f"{place.partition('#')[0]} {claim}" for place, claim in claims.items() if claim}


def _measure_claims(pairs: list[tuple[Row, Row]], claims: dict[str, str], tallies: Tallies) -> None:
    """Figures belong to one claim of change where the truth says so: the neighbours in a claim
    are compared.
    """
    right, seen = defaultdict(set), defaultdict(set)
    for fact, row in pairs:
        if fact["claim"]:
            right[fact["report"], fact["claim"]].add(row["place"])
        if row["place"] in claims:
            seen[claims[row["place"]]].add(row["place"])
    for fact, row in pairs:
        if fact["claim"]:
            own = right[fact["report"], fact["claim"]]
            got = seen[claims[row["place"]]] if row["place"] in claims else {row["place"]}
            tallies["prose.claim"].count(got == own, *_where(fact), len(own), "|", len(got))
        elif len(seen.get(claims.get(row["place"], ""), ())) > 1:
            tallies["prose.claim extra"].count(False, *_where(fact))


def measure_asides(answers: Answers, truth: Truth, tallies: Tallies) -> None:
    """Count what is no figure: it must be no observation, and be left out under its own name."""
    paragraphs = _paragraphs(answers)
    left_out: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document in answers.documents.values():
        for aside in (each for each in document["asides"] if ":c" in each["place"]):
            place, start = _span(aside["place"])
            left_out[place].append((start, start + len(aside["text"]), aside["kind"]))
    for fact in truth["asides"]:
        length = int(fact["end"]) - int(fact["start"])
        kinds = [
            kind
            for place, start in _starts(fact, paragraphs)
            for begin, end, kind in left_out[place]
            if begin < start + length and start < end
        ]
        tallies["aside.found"].count(bool(kinds), *_where(fact), fact["kind"])
        if kinds:
            tallies["aside.kind"].count(
                set(kinds) <= set(KINDS[fact["kind"]]), *_where(fact), fact["kind"], "|", kinds
            )


@cache
def subjects() -> dict[str, tuple[str, ...]]:
    """Return the words one of which the subject of a figure in a sentence must hold, by our
    code.
    """
    words = yaml.safe_load(Path(__file__).with_name("subjects.yaml").read_text(encoding="utf-8"))
    return {code: tuple(stems) for code, stems in words.items()}
