"""Sentences that repeat a line of a table: most of their figures stand in one row or column.

«С инвалидностью 487 читателей, из них 92 с нарушением зрения и 43 с нарушением слуха»: where 487
and 43 stand in one row under such labels, 92 has to stand there as well. No indicator code is
needed; the figures that agree prove which line is meant.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractor.check.correction.slips import length_of, likeness
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs
from extractor.check.relations.edit import Edit
from extractor.check.relations.line_words import Told, told_in
from extractor.check.relations.repeated_figures import HERE, are_opposite, same
from extractor.check.relations.report_lines import (
    ReportLines,
    TableLine,
    lines_of_report,
    may_be_one,
)
from extractor.model import STATING, Op

MOST_APART = Fraction(5, 4)  # times that a figure may differ from the one that it repeats
ENOUGH, CLEARLY = 5, 2  # digits that agree prove a line, so many more than those of another line
LEAST_DIGITS = 3  # of figures that are known by a slip of their digits
OUTSIDE = 3  # digits more that are needed where all stand in other sentences of the paragraph
LIBRARY = 3  # digits that it is worth that a line is about the library of the sentence
UNNAMED = 8  # digits that prove a line where nothing but the year tells its cells apart


@dataclass(frozen=True)
class Repeated:
    """A line, the figures of a paragraph that stand in it with their cells, and which of them
    have its labels beside them.
    """

    line: TableLine
    pairs: Mapping[str, tuple[Told, Figure]]

    @property
    def named(self) -> Iterator[tuple[Told, Figure]]:
        """Yield the figures whose labels the sentence says."""
        for told, cell in self.pairs.values():
            if self.line.is_named(told, cell):
                yield told, cell

    def digits(self, one: Told) -> int:
        """Return how many digits prove that a figure belongs to the line, a label being worth one;
        0 where too little of the paragraph does.
        """
        near = [other for other, _ in self.pairs.values() if other.sentence == one.sentence]
        if not (len(near) > 1 or any(self.named)):
            return 0
        values = {told.figure.value for told, _ in self.pairs.values()}
        own = one.figure.fact.library
        bonus = LIBRARY if own and own == self.line.library else 0
        digits = sum(map(length_of, values)) + len(list(self.named)) + bonus
        return digits if near else digits - OUTSIDE


@dataclass(frozen=True)
class SentenceLines:
    """What the lines that sentences repeat say of their figures. ``settled`` are the figures of
    the text that are known by them: those that stand in a line or should, and those of sentences
    about one library or place.
    """

    edits: tuple[Edit, ...]
    settled: frozenset[str]


def sentence_lines(case: Case) -> SentenceLines:
    """Compare the figures of sentences with those of the lines that they repeat."""
    lines = lines_of_report(case.shelf)
    edits, settled = list[Edit](), set[str]()
    for told in told_figures(case):
        repeated = repeated_lines(told, lines)
        made = list(_of_paragraph(told, repeated, lines))
        edits += made
        settled.update(edit.figures[HERE].fact.observation for edit in made)
        alone = (one for one in told if not one.figure.fact.library)
        settled.update(one.name for one in alone if _is_of_a_part(one, repeated))
    return SentenceLines(tuple(edits), frozenset(settled))


def _is_of_a_part(one: Told, repeated: Sequence[Repeated]) -> bool:
    """Return whether the sentence of a figure repeats lines about one library or place."""
    proven = [each.line for each in repeated if each.digits(one) >= ENOUGH]
    return bool(proven) and all(line.is_of_a_part for line in proven)


def told_figures(case: Case) -> Iterator[list[Told]]:
    """Yield the exact figures of each paragraph with the words beside them."""
    texts = paragraphs(case.shelf.edition)
    blocks: dict[str, list[Figure]] = defaultdict(list)
    for figure in case.shelf.told:
        if figure.fact.role in STATING and figure.fact.op is Op.EXACT:
            blocks[figure.fact.place.whole].append(figure)
    for block, figures in blocks.items():
        if block in texts:
            yield told_in(texts[block], figures)


def repeated_lines(told: Sequence[Told], lines: ReportLines) -> list[Repeated]:
    """Return the lines that have figures of a paragraph, of the same years."""
    pairs: dict[int, dict[str, tuple[Told, Figure]]] = defaultdict(dict)
    known: dict[int, TableLine] = {}
    for one in told:
        for line, cell in lines.having(one.figure):
            if cell.fact.period == one.figure.fact.period:
                known[id(line)] = line
                pairs[id(line)].setdefault(one.name, (one, cell))
    return [Repeated(line, pairs[key]) for key, line in known.items()]


def _of_paragraph(
    told: Sequence[Told], repeated: Sequence[Repeated], lines: ReportLines
) -> Iterator[Edit]:
    for one in told:
        proven = [(each.digits(one), each) for each in repeated]
        proven = [(digits, each) for digits, each in proven if digits >= ENOUGH]
        own = [each.pairs[one.name][1] for _, each in proven if one.name in each.pairs]
        if own:
            yield _same(one, own[0])
        elif not _is_printed(one, lines):
            made = list(_broken(one, proven))
            yield from made or _broken(one, _of_its_library(one, told, lines))


def _of_its_library(
    one: Told, told: Sequence[Told], lines: ReportLines
) -> list[tuple[int, Repeated]]:
    """Return the lines about the library of a sentence, where a figure is long enough to be
    known by its digits alone; with the figures beside it that stand in any of them.
    """
    library = one.figure.fact.library
    if length_of(one.figure.value) < LEAST_DIGITS:
        return []
    beside = {
        other.name: (other, cell)
        for other in told
        if other.sentence == one.sentence and other.figure.fact.library == library
        for line, cell in lines.having(other.figure)
        if line.library == library and line.is_named(other, cell)
    }
    return [(0, Repeated(line, beside)) for line in lines.of_library(library)]


def _is_printed(one: Told, lines: ReportLines) -> bool:
    """Return whether a figure stands under its label anywhere, be it in another year."""
    return any(line.is_named(one, cell) for line, cell in lines.having(one.figure))


def _broken(one: Told, proven: Sequence[tuple[int, Repeated]]) -> Iterator[Edit]:
    """Yield that a figure is the cell of the line that its words name, if one line is meant."""
    meant = [
        (digits, cell)
        for digits, repeated in proven
        for cell in _meant(one, repeated, digits >= UNNAMED)
    ]
    most = max((digits for digits, _ in meant), default=0)
    likely = [cell for digits, cell in meant if digits + CLEARLY > most]
    if len({cell.worth(True) for cell in likely}) == 1:
        yield _same(one, likely[0])


def _meant(one: Told, repeated: Repeated, is_sure: bool) -> list[Figure]:
    """Return the cell that a figure should repeat: the only one that its words name."""
    line, own = repeated.line, one.figure.fact
    taken = {cell.fact.observation for _, cell in repeated.pairs.values()}
    cells = [
        cell
        for cell in line.cells
        if cell.fact.observation not in taken
        and cell.fact.period == own.period
        and may_be_one(one.figure, cell)
        and (not own.library or own.library == cell.fact.library)
    ]
    named = [cell for cell in cells if line.is_named(one, cell)]
    if not named and is_sure:
        named = [cell for cell in cells if line.is_alone(cell)]
    is_beside = any(other.sentence == one.sentence for other, _ in repeated.pairs.values())
    most = MOST_APART if is_beside else 1
    return named if len(named) == 1 and _is_near(one.figure, named[0], most) else []


def _is_near(figure: Figure, cell: Figure, most: Fraction | int) -> bool:
    here, there = abs(figure.worth(True)), abs(cell.worth(True))
    if not here or not there or are_opposite(figure, cell):
        return False
    slip = likeness(here, there)
    is_long = min(length_of(here), length_of(there)) >= LEAST_DIGITS
    is_slip = slip is not None and (is_long or slip[0] == "swap")
    return is_slip or max(here / there, there / here) <= most


def _same(one: Told, cell: Figure) -> Edit:
    return same(one.figure, cell, "line", "text", "text")
