"""Columns and rows computed from others: shares, fulfilment of a plan, growth, ratios.

What a per cent is taken of is seldom written beside it. Each line of per cents has several
hypotheses (a share of its column's total, one column over another, the change from one to the
other); they compete, the one that holds in most places wins, and only its exceptions are broken.
Where none holds there is nothing to tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word, is_change_label, listed, says_per
from extractor.check.relations.derived_belief import Belief, Hypothesis, Instance, Kind, best_of
from extractor.check.relations.edit import Edit
from extractor.check.relations.repeated_figures import agreed
from extractor.check.relations.table_lines import Line, views_of
from extractor.formula import Comparison, Node, Number, Operation, Ref
from extractor.model.finding import Severity
from extractor.text import fold

RESULT, PART, WHOLE = Ref("share.0"), Ref("part.0"), Ref("whole.0")
HUNDRED = Number(Fraction(100))
YEAR = 12
MONTHS = (YEAR, 3, 6, 9)  # of the year, a quarter, half a year and three quarters
REACH = 12  # lines on either side of a result that its parts are looked for in
SAID, DENIED, BESIDE, KNOWN = 3.0, -4.0, 1.0, 4.0  # nats of labels, places and the catalogue


@dataclass(frozen=True, slots=True)
class Target:
    """A line with derived figures: where it is, these figures, and all lines of the table."""

    at: int
    results: Line
    lines: Mapping[int, Line]
    is_column: bool
    shelf: Shelf
    reach: int = REACH

    @property
    def factor(self) -> int:
        """What quotients are multiplied with: per cents are hundredths."""
        return 100 if any(one.fact.unit == "%" for one in self.results.values()) else 1

    def counts(self) -> dict[int, Line]:
        """Return the lines near it, without their derived figures."""
        near = (self.at + step for step in range(-self.reach, self.reach + 1) if step)
        counted = ((at, without_derived(self.lines[at])) for at in near if at in self.lines)
        return {at: line for at, line in counted if line}


def derived_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield the statement of each derived figure of a table whose relation is believed."""
    for figures in shelf.by_table.values():
        if any(map(is_derived, figures)):
            yield from derived_edits_of(figures, shelf)


def derived_edits_of(figures: Sequence[Figure], shelf: Shelf) -> Iterator[Edit]:
    """Yield the statements of one table; a figure belongs to its best hypothesis only."""
    claimed: set[str] = set()
    for belief in sorted(_beliefs(figures, shelf), key=lambda one: -one.weight):
        chosen = [one for one in belief.hypothesis.instances if _name(one.result) not in claimed]
        claimed.update(_name(one.result) for one in chosen)
        yield from (edit_of(belief.hypothesis, one) for one in chosen)


def is_derived(figure: Figure) -> bool:
    """Return whether a figure is a per cent or a ratio by its unit or its labels."""
    if figure.fact.unit == "%" or any(map(says_per, last_labels(figure))):
        return True
    has_words = is_called(figure, "ratio_words") or is_called(figure, "mean_words")
    return bool(figure.fact.decimals) and has_words


def without_derived(line: Line) -> Line:
    """Return the figures of a line that are counted, not computed."""
    return {place: one for place, one in line.items() if not is_derived(one)}


def is_called(figure: Figure, words: str) -> bool:
    """Return whether the last labels of a figure have an entry of a word list."""
    return any(has_word(label, words) for label in last_labels(figure))


def last_labels(figure: Figure) -> tuple[str, ...]:
    """Return the labels nearest to a figure: of its column, and of its row."""
    return (*figure.fact.column_path[-1:], *figure.fact.row_path[-1:])


def _name(figure: Figure) -> str:
    return figure.fact.observation


def _beliefs(figures: Sequence[Figure], shelf: Shelf) -> Iterator[Belief]:
    for view in views_of(figures):
        for at, line in view.lines.items():
            results = {
                place: one
                for place, one in line.items()
                if is_derived(one) and not is_beside_change(one, view.is_column)
            }
            if results:
                target = Target(at, results, view.lines, view.is_column, shelf)
                of_wholes = [] if view.is_dated else [*_shares(target), *_of_catalogue(target)]
                best = best_of([*of_wholes, *_quotients(target)])
                yield from (best,) if best is not None else ()


def quotient_of(figures: Sequence[Figure], result: Figure, shelf: Shelf) -> Belief | None:
    """Return of which lines of its table a figure's column is the quotient, as all rows prove."""
    column = result.fact.column
    for view in views_of(figures):
        if column is None or not view.is_column or view.is_dated:
            continue
        if line := view.lines.get(column):
            target = Target(column, line, view.lines, True, shelf, len(view.lines))
            return best_of(list(_quotients(target)))
    return None


def is_signed(figure: Figure) -> bool:
    """Return whether a figure bears a sign, as changes do: no quotient of two of them is meant."""
    return figure.fact.raw.strip()[:1] in "+-−–"


def is_beside_change(figure: Figure, is_column: bool) -> bool:
    """Return whether a figure of a line stands where the table has changes: «Читаемость» has a
    value in the column «+/–», but no quotient.
    """
    path = figure.fact.row_path if is_column else figure.fact.column_path
    return any(is_change_label(label) or has_word(label, "growth_words") for label in path[-1:])


def _shares(target: Target) -> Iterator[Hypothesis]:
    """Yield the shares of a total that stands in the line of the parts."""
    if target.factor != 100:
        return
    for at, counts in target.counts().items():
        for total, whole in counts.items():
            if not (whole.value and _is_total(whole, target.is_column)):
                continue
            places = [place for place in counts if place in target.results and place != total]
            if places:
                made = [Instance(target.results[one], counts[one], whole) for one in places]
                yield _hypothesis(Kind.SHARE, target, at, made)


def _is_total(figure: Figure, is_column: bool) -> bool:
    labels = figure.fact.row_path if is_column else figure.fact.column_path
    return (is_column and figure.total) or any(has_word(label, "wholes") for label in labels[-1:])


def _quotients(target: Target) -> Iterator[Hypothesis]:
    """Yield one line over another, and the change from the second to the first."""
    counts = target.counts()
    for at, below in permutations(counts, 2):
        made = [
            Instance(one, counts[at][place], counts[below][place])
            for place, one in target.results.items()
            if place in counts[at] and place in counts[below] and counts[below][place].value
            if not (is_signed(counts[at][place]) and is_signed(counts[below][place]))
        ]
        if made:
            yield _hypothesis(Kind.RATIO, target, at, made)
            if _is_paid(made[0].result):
                yield from _of_months(target, at, made)
            if target.factor == 100:
                yield _hypothesis(Kind.GROWTH, target, at, made)


def _of_catalogue(target: Target) -> Iterator[Hypothesis]:
    """Yield the shares of what the catalogue calls the whole, wherever it stands."""
    before = [at for at in target.counts() if at < target.at] if target.factor == 100 else []
    for at in before[-1:]:
        counts = without_derived(target.lines[at])
        made = [
            Instance(result, counts[place], whole)
            for place, result in target.results.items()
            if place in counts and (whole := _whole_of(counts[place], target.shelf)) is not None
        ]
        if made:
            yield _hypothesis(Kind.SHARE, target, at, made)


def _whole_of(part: Figure, shelf: Shelf) -> Figure | None:
    indicator = shelf.indicators.get(part.fact.indicator)
    code = indicator.part_of if indicator is not None else ""
    found = shelf.of_system.get((code, part.fact.period), ()) if code else ()
    return agreed(found) if found and agreed(found).value else None


def _of_months(target: Target, at: int, made: Sequence[Instance]) -> Iterator[Hypothesis]:
    """Yield what a mean wage of a year, or of the quarters before the year, is computed from."""
    parts = [one for one in made if not is_year_total(one.result)]
    for months in MONTHS:
        chosen = made if months == YEAR else parts
        if chosen:
            yield _hypothesis(Kind.RATIO, target, at, chosen, months)


def is_year_total(figure: Figure) -> bool:
    """Return whether a last label is that of the year over its quarters or months."""
    last = (*figure.fact.column_path[-1:], *figure.fact.row_path[-1:])
    return any(fold(label) in listed("year_totals") for label in last)


def _is_paid(figure: Figure) -> bool:
    """Return whether a figure is a mean sum of money, as a wage is."""
    return figure.fact.unit == "RUB" and is_called(figure, "mean_words")


def _hypothesis(
    kind: Kind, target: Target, at: int, made: Sequence[Instance], months: int = 1
) -> Hypothesis:
    beside = BESIDE if target.at - at == 1 else 0.0
    known = KNOWN if kind is not Kind.GROWTH and _is_known(made[0], target.shelf) else 0.0
    prior = beside + known + _said(kind, made)
    return Hypothesis(kind, target.factor, tuple(made), prior, months)


def _is_known(one: Instance, shelf: Shelf) -> bool:
    """Return whether the catalogue calls the one a part of the other."""
    indicator = shelf.indicators.get(one.part.fact.indicator)
    whole = one.whole.fact.indicator
    return indicator is not None and bool(whole) and indicator.part_of == whole


def _said(kind: Kind, instances: Sequence[Instance]) -> float:
    """Return what the labels of the results say for a kind, in nats."""
    said = {
        other for other in Kind for one in instances[:3] if is_called(one.result, f"{other}_words")
    }
    if not said:
        return 0.0
    if kind in said:
        return SAID
    return DENIED if kind is Kind.SHARE or Kind.GROWTH not in said else 0.0


def edit_of(hypothesis: Hypothesis, one: Instance) -> Edit:
    """Return the statement of one place of a hypothesis."""
    is_share = hypothesis.kind is Kind.SHARE
    return Edit(
        f"{hypothesis.kind}.table",
        "share" if is_share else "ratio",
        Severity.ERROR,
        f"derived|{hypothesis.kind}|{one.result.fact.table}",
        Comparison(RESULT, "=", _formula(hypothesis)),
        {RESULT: one.result, PART: one.part, WHOLE: one.whole},
        must=True,
        scaled=one.part.scale != one.whole.scale,
        slack=Fraction(0) if one.result.step else Fraction(1, 2),  # a rate without decimals
        says="share" if is_share else "ratio",
    )


def _formula(hypothesis: Hypothesis) -> Node:
    part: Node = PART
    if hypothesis.kind is Kind.GROWTH:
        part = Operation("-", PART, WHOLE)
    if hypothesis.factor == 100:
        part = Operation("*", HUNDRED, part)
    quotient = Operation("/", part, WHOLE)
    months = Number(Fraction(hypothesis.months))
    return quotient if hypothesis.months == 1 else Operation("/", quotient, months)
