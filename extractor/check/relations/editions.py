"""The same figure in the report of the year before and of the year after: what speaks for a figure
and against it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word
from extractor.check.relations.edit import Edit
from extractor.formula import Comparison, Number, Ref
from extractor.model.finding import Severity
from extractor.text import fold

Key = tuple[object, ...]
Pair = tuple[Figure, Figure]
Bases = tuple[Fraction, Fraction]
OWN = Ref("here.0")
NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
WORD, STEM = re.compile(r"[а-яё]{5,}"), 5
LEAST_BASE, NEAR = 100, Fraction(6, 5)  # of figures that a sentence sets beside each other
LEAST_APART = 10  # a smaller difference is met in a sentence by chance
EDITION = "edition"  # the family of these statements


def edition_edits(shelf: Shelf, others: Iterable[Shelf], doubted: Set[str]) -> Iterator[Edit]:
    """Yield that a figure is what the reports of the years beside it say.

    Differences that the later report explains, and figures that are `doubted` there, say nothing.
    """
    for other in others:
        later = max(shelf, other, key=lambda one: one.edition.year or 0)
        pairs = list(pairs_of(shelf, other))
        sections = explained_sections(later)
        excused = explained_differences([pair for pair in pairs if differ(*pair)], later)
        rates = explained_rates([pair for pair in pairs if differ(*pair)], excused, later)
        for figure, same in pairs:
            recent = figure if later is shelf else same
            is_explained = (
                recent.fact.section in sections
                or difference(figure, same) in excused
                or figure.fact.observation in rates
            )
            if same.fact.observation not in doubted and not (differ(figure, same) and is_explained):
                yield _edit(figure, same)


def _edit(figure: Figure, same: Figure) -> Edit:
    return Edit(
        EDITION,
        "restated",
        Severity.ERROR,
        f"{EDITION}|{same.fact.report}",
        Comparison(OWN, "=", Number(same.value)),
        {OWN: figure},
        must=True,
        slack=same.step / 2,
        says="restated",
    )


def pairs_of(shelf: Shelf, other: Shelf) -> Iterator[Pair]:
    """Yield the figures that both reports give once for one thing and year, this one's first.

    Of the year of the earlier report and before it: the other ones cannot stand in both.
    """
    first = min(shelf.edition.year or 0, other.edition.year or 0)
    known, twice = _signed(other)
    mine, doubled = _signed(shelf)
    for key, figure in mine.items():
        is_past = not figure.fact.period.isdecimal() or int(figure.fact.period) <= first
        if is_past and key in known and key not in twice and key not in doubled:
            yield figure, known[key]


def differ(figure: Figure, other: Figure) -> bool:
    """Return whether two printed figures cannot be one, whatever was rounded."""
    return not figure.interval(Print.ROUNDED).meets(other.interval(Print.ROUNDED))


def difference(figure: Figure, other: Figure) -> tuple[str, Fraction]:
    """Return the year and the size of a change: what follows from one recount changes alike."""
    return figure.fact.period, abs(figure.value - other.value)


def explained_sections(shelf: Shelf) -> frozenset[str]:
    """Return the sections whose text says that past figures were revised."""
    return frozenset(
        section for _, section, text in shelf.edition.paragraphs if has_word(text, "revised")
    )


def explained_differences(changed: Sequence[Pair], shelf: Shelf) -> frozenset[tuple[str, Fraction]]:
    """Return the changes that a sentence explains: it names the old figure and the new one, or by
    how much they differ, or speaks of the same thing of that year, of which more has changed.
    """
    said = _revisions(shelf)
    return frozenset(
        difference(figure, other)
        for figure, other in changed
        if any(_explains(one, figure, other) for one in said)
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A paragraph that says that past figures were revised: its numbers and the stems of its
    words.
    """

    numbers: frozenset[str]
    words: frozenset[str]

    @property
    def pairs(self) -> Iterator[Bases]:
        """Yield what may be an old figure and a new one, near each other."""
        large = sorted(Fraction(one.replace(",", ".")) for one in self.numbers)
        for low, high in combinations([one for one in large if one >= LEAST_BASE], 2):
            if low < high <= NEAR * low:
                yield low, high


def _revisions(shelf: Shelf) -> list[Revision]:
    return [
        Revision(
            frozenset("".join(number.split()) for number in NUMBER.findall(text)),
            frozenset(word[:STEM] for word in WORD.findall(fold(text))),
        )
        for _, _, text in shelf.edition.paragraphs
        if has_word(text, "revised")
    ]


def _explains(said: Revision, figure: Figure, other: Figure) -> bool:
    apart = abs(figure.value - other.value)
    if {_digits(figure), _digits(other)} <= said.numbers:
        return True
    if apart >= LEAST_APART and str(apart) in said.numbers:
        return True
    labels = fold(" ".join((*figure.fact.row_path, *figure.fact.column_path)))
    is_named = said.words & {word[:STEM] for word in WORD.findall(labels)}
    most = max((2 * (high - low) / low for low, high in said.pairs), default=Fraction(0))
    of_year = figure.fact.period[:4] in said.numbers
    return bool(is_named and of_year and other.value) and apart <= most * abs(other.value)


def explained_rates(
    changed: Sequence[Pair], excused: Set[tuple[str, Fraction]], shelf: Shelf
) -> frozenset[str]:
    """Return the rates that have changed as much as a figure whose change is explained: what is
    computed from it (per inhabitant, per visit, coverage) follows.
    """
    bases = [
        (figure.fact.period, figure.worth(True), other.worth(True))
        for figure, other in changed
        if difference(figure, other) in excused
    ]
    told = [pair for one in _revisions(shelf) for pair in one.pairs]
    return frozenset(
        figure.fact.observation
        for figure, other in changed
        if (figure.fact.unit == "%" or is_rate(figure))
        and (
            any(
                _follows(figure, other, base[1:]) for base in bases if base[0] == figure.fact.period
            )
            or any(_follows(figure, other, pair) for pair in told)
        )
    )


def is_rate(figure: Figure) -> bool:
    """Return whether the labels of a figure call it a rate: «на одного жителя»."""
    labels = (*figure.fact.column_path, *figure.fact.row_path)
    return any(has_word(label, "ratio_words") for label in labels)


def _follows(figure: Figure, other: Figure, changed: Bases) -> bool:
    """Return whether a rate went with, or against, a figure that has changed."""
    base, before = changed
    if not base or not before:
        return False
    old, new = _rounded(other), _rounded(figure)
    return any(
        (old * Interval.point(factor)).meets(new) for factor in (base / before, before / base)
    )


def _rounded(figure: Figure) -> Interval:
    """Return what a rate may have been: one without decimals was rounded too."""
    return Interval.printed(figure.value, figure.step or Fraction(1), Print.ROUNDED)


def _digits(figure: Figure) -> str:
    return "".join(figure.fact.raw.split())


def _signed(shelf: Shelf) -> tuple[dict[Key, Figure], set[Key]]:
    """Figures of tables by what their labels say, and the keys that more than one figure has."""
    found: dict[Key, Figure] = {}
    twice: set[Key] = set()
    for table, figures in shelf.by_table.items():
        printed_table = shelf.tables[table]
        title = fold(
            f"{shelf.titles.get(printed_table.section, '')}|{_timeless(printed_table.caption)}"
        )
        for each in figures:
            fact = each.fact
            rows = fact.library or tuple(map(fold, fact.row_path))
            key = (
                title,
                rows,
                tuple(map(fold, fact.column_path)),
                fact.area,
                fact.period,
                fact.indicator,
            )
            if key in found and found[key].value != each.value:
                twice.add(key)
            found.setdefault(key, each)
    return found, twice


def _timeless(text: str) -> str:
    return " ".join(each for each in text.split() if not each.strip(".,()г").isdecimal())
