"""The answers of a district's letter as decisions: a figure corrects, words explain."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from extractor.dataset.earlier import earlier_records
from extractor.dataset.redecide import reports_of
from extractor.decisions.findings import explanation
from extractor.decisions.making import figure_decision, number_of
from extractor.errors import CalledWrongly
from extractor.model import Decision, Observation
from extractor.model.finding import Finding
from extractor.number_text import plain_text
from extractor.text import clean
from extractor.words import words

DISTRICT = "район"  # who decided: the district itself
NUMBER = re.compile(r"[-−]?\d++(?: \d++)*+(?:[.,]\d++)?")
WORD = re.compile(r"[^\W_]+")
PLACE = re.compile(r"\b(?:табл\w*|раздел\w*|пункт\w*|строк\w*|п|table|section|row)\.? ?\d[\d.]*")
MOST_UNIT_WORDS = 2  # «тыс. руб.»
CLEARLY_NEARER = 3  # times: the next figure is so much farther from the answer
Values = Mapping[str, Decimal]  # observation → its value


class Answers(NamedTuple):
    """What a letter's answers come to: decisions; ids of findings that there are no more; how many
    rows promise a correction to come; and the rows of which it is not clear what they correct.
    """

    decisions: list[Decision]
    gone: list[str]
    promised: int
    unclear: list[tuple[str, str]]


def letter_decisions(
    answers: Iterable[tuple[str, str]], findings: Sequence[Finding], out: Path
) -> Answers:
    """Decisions of answers (finding, text). An answer that was taken in before gives none."""
    by_id = {finding.finding: finding for finding in findings}
    reports = {row.report: row for row in reports_of(out)}
    values = _values(out)
    taken = Answers([], [], 0, [])
    for name, text in answers:
        finding = by_id.get(name)
        if finding is None:
            taken.gone.append(name)
        elif text == finding.explained:
            continue
        elif is_promise(text):
            taken = taken._replace(promised=taken.promised + 1)
        else:
            who = reports[finding.report].district or DISTRICT
            number = figure_in(text)
            meant = corrected_figure(Decimal(number), finding, values) if number else ""
            if meant is None:
                taken.unclear.append((name, text))
            elif meant:
                taken.decisions.append(figure_decision(out, meant, number, "", who))
            else:
                taken.decisions.append(explanation(finding, reports, text, who))
    return taken


def _values(out: Path) -> dict[str, Decimal]:
    rows = earlier_records(out, Observation)
    return {row.observation: row.value for row in rows if row.value is not None}


def is_promise(text: str) -> bool:
    """Whether an answer only admits the mistake or promises that the report will be mended.

    >>> [is_promise(text) for text in ("Исправим.", "да, опечатка", "Исправлено: 12", "верно")]
    [True, True, False, False]
    """
    said = WORD.findall(PLACE.sub(" ", clean(text).lower()))
    admits, beside = tuple(_known("admits")), _known("beside")
    known = (*admits, *_known("beside_stems"))
    return any(word.startswith(admits) for word in said) and all(
        word in beside or word.startswith(known) for word in said
    )


def figure_in(text: str) -> str:
    """The figure that an answer gives, plain; empty where it explains in words.

    >>> figure_in("1 234,5"), figure_in("Верно: 909 чел."), figure_in("в 2022 году было 909")
    ('1234.5', '909', '')
    """
    said = clean(text)
    found = list(NUMBER.finditer(said))
    if len(found) != 1:
        return ""
    ahead = said[: found[0].start()].strip(" :–—-").lower()
    unit = said[found[0].end() :].strip(" .;").split()
    is_unit = all(word == "%" or word.strip(".").isalpha() for word in unit)
    if ahead not in {"", *_known("leads")} or not is_unit or len(unit) > MOST_UNIT_WORDS:
        return ""
    try:
        return number_of(found[0][0])
    except CalledWrongly:
        return ""


def _known(name: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(said[name] for said in words("letters").values()))


def corrected_figure(answer: Decimal, finding: Finding, values: Values) -> str | None:
    """The figure that a bare number corrects; empty where it confirms what is printed, None where
    that is not clear.

    What was suggested comes first. Of two figures that should be one, the answer is one of them and
    corrects the other. Else it corrects the figure to which it is clearly the nearest.
    """
    suggested = [one.observation for one in finding.suggestions]
    for suggestion in finding.suggestions:
        if suggestion.meant == answer and suggestion.observation:
            return suggestion.observation
    names = dict.fromkeys((finding.suspect, *suggested, *finding.observations))
    own = {name: values[name] for name in names if name in values}
    if answer in own.values():
        return _other(answer, own, finding)
    return _nearest(answer, own)


def _other(answer: Decimal, own: Values, finding: Finding) -> str:
    """Of two printed figures that should be one, that which is not the answer."""
    sides = {plain_text(value) for value in own.values()}
    said = {"".join(side.split()).replace(",", ".") for side in (finding.left, finding.right)}
    others = [name for name, value in own.items() if value != answer]
    return others[0] if len(own) == len(sides) == len(said & sides) and len(others) == 1 else ""


def _nearest(answer: Decimal, own: Values) -> str | None:
    if len(own) == 1:
        return next(iter(own))
    if any(not value or answer / value <= 0 for value in own.values()):
        return None
    apart = {name: abs((answer / value).ln()) for name, value in own.items()}
    first, second = (*sorted(apart, key=lambda name: apart[name])[:2], "", "")[:2]
    return first if first and apart[first] * CLEARLY_NEARER < apart[second] else None
