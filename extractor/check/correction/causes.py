"""Broken statements grouped by what is wrong: one remark a cause, with the figure to correct
first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, candidates, ranked
from extractor.check.correction.localisation import Explanation, Group, allowed, explain
from extractor.check.evidence.code_certainty import Label, doubt_of
from extractor.check.evidence.confidence import evidence_of
from extractor.check.evidence.support import Support
from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.bracketed_changes import BRACKET
from extractor.check.relations.edit import Edit, refs_by_figure, sides
from extractor.check.relations.editions import EDITION
from extractor.check.remarks.phrasing import dated, near, printed, shown, sum_of, where
from extractor.check.remarks.remark import Remark
from extractor.formula import Node, Ref, refs, spoken
from extractor.model.finding import Severity

ORDER = tuple(Severity)
WITNESSES = (BRACKET, EDITION)  # rules that speak against a figure, but are not told of it
YEAR, YEAR_LABEL = re.compile(r"\b20\d\d\b"), 12  # «2022 г.»
MOST_SUSPECTS = 60
"""Of a hundred rows of one total nobody can say which is wrong; the first of them are looked at."""
FIRST_TOLD = ("sum", "balance", "ratio", "share", "part", "same", "text")
"""Of several broken statements about one figure the one that says most about it is told first."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What putting a cause into words needs: the report's shelf, the excerpts of its text, the
    language, the support of each broken statement's relation by its id(), and the labels whose
    codes are confirmed.
    """

    shelf: Shelf
    excerpts: Mapping[str, str]
    lang: str
    supports: Mapping[int, Support] = field(default_factory=dict)
    confirmed: frozenset[Label] = frozenset()

    def where(self, figure: Figure) -> str:
        return where(figure, self.lang, self.excerpts.get(figure.fact.observation, ""))


def causes(group: Group, teller: Teller) -> Iterator[Remark]:
    """One remark for a group that one figure explains; else one for each figure of the likeliest
    explanation.
    """
    group, found = _explained(group)
    if not found:
        for each in group.broken:
            yield _remark((each,), (), teller, replace(group, broken=(each,)))
    elif len(found[0].figures) == 1:
        yield _remark(group.broken, [each.figures[0] for each in found], teller, group)
    else:
        yield from _each_figure(group, found, teller)


def _explained(group: Group) -> tuple[Group, list[Explanation]]:
    """Return the explanations of a group; what reports of other years say, and what stands in
    brackets, is left aside where no single figure explains it with the rest: a past figure may have
    been restated, and a bracket may be wrong itself.
    """
    found = explain(group)
    for rule in WITNESSES:
        plain = tuple(edit for edit in group.broken if edit.rule != rule)
        is_single = bool(found) and len(found[0].figures) == 1
        if not is_single and plain and len(plain) < len(group.broken):
            doubtful = tuple(edit for edit in group.broken if edit.rule == rule)
            group = replace(group, broken=plain, doubtful=(*group.doubtful, *doubtful))
            found = explain(group)
    return group, found


def _each_figure(group: Group, found: Sequence[Explanation], teller: Teller) -> Iterator[Remark]:
    """The explanation whose corrections are cheapest, figure by figure; every broken statement
    is told once.
    """
    chosen = min(found, key=lambda each: _cost(each, group, teller.shelf))
    own = {
        figure.fact.observation: [each for each in group.broken if _names(each, figure)]
        for figure in chosen.figures
    }
    told: set[int] = set()
    for figure in sorted(chosen.figures, key=lambda each: len(own[each.fact.observation])):
        name = figure.fact.observation
        alone = [each for each in own[name] if not _names_other(each, figure, chosen)]
        shared = [
            each for each in own[name] if each not in alone and not alone and id(each) not in told
        ]
        told.update(map(id, (*alone, *shared)))
        if alone or shared:
            yield _remark(
                alone or shared, [figure], teller, replace(group, broken=tuple(alone or shared))
            )
    for each in group.broken:
        if id(each) not in told:
            yield _remark((each,), (), teller, replace(group, broken=(each,)))


def _cost(explanation: Explanation, group: Group, shelf: Shelf) -> Fraction:
    """What the corrections of an explanation cost together; a figure without a likely one is
    dear.
    """
    total = Fraction(0)
    for figure in explanation.figures:
        alone = tuple(
            each
            for each in group.broken
            if _names(each, figure) and not _names_other(each, figure, explanation)
        )
        best = next(_corrections(figure, replace(group, broken=alone), shelf), None)
        total += best.cost if best else 4
    return total


def _names(edit: Edit, figure: Figure) -> bool:
    return figure.fact.observation in refs_by_figure(edit)


def _names_other(edit: Edit, figure: Figure, explanation: Explanation) -> bool:
    return any(_names(edit, each) for each in explanation.figures if each is not figure)


def _corrections(figure: Figure, group: Group, shelf: Shelf) -> Iterator[Candidate]:
    bound = allowed(figure, (*group.broken, *group.holding)) if group.broken else None
    if bound is not None:
        yield from candidates(figure, bound, _of_row(figure, shelf), _other_years(figure, shelf))


def _of_row(figure: Figure, shelf: Shelf) -> list[Fraction]:
    return [
        each.value
        for each in shelf.by_table.get(figure.fact.table or 0, ())
        if each.fact.row == figure.fact.row
    ]


def _other_years(figure: Figure, shelf: Shelf) -> list[Fraction]:
    """The same line of the table in other years."""
    fact = figure.fact
    return [
        each.value
        for each in shelf.by_table.get(fact.table or 0, ())
        if each.fact.period != fact.period
        and each.fact.column_path == fact.column_path
        and (each.fact.row_path == fact.row_path or _are_years(each, figure))
    ]


def _are_years(one: Figure, other: Figure) -> bool:
    """Return whether nothing but the year names the rows of two figures."""
    rows = (*one.fact.row_path, *other.fact.row_path)
    return all(len(YEAR.findall(label)) == 1 and len(label) <= YEAR_LABEL for label in rows)


def _remark(
    edits: Sequence[Edit], suspects: Sequence[Figure], teller: Teller, group: Group
) -> Remark:
    own = suspects or _by_default(edits[0])
    found = [
        _weighed(each, edits, group)
        for figure in own[:MOST_SUSPECTS]
        for each in _corrections(figure, group, teller.shelf)
    ]
    found.sort(key=lambda each: each.cost)
    first = found[0].figure if found else own[0]
    told = min((each for each in edits if _names(each, first)), key=_telling, default=edits[0])
    suggestions = ranked(found)
    others = [
        each
        for edit in (told, *edits)
        for each in edit.figures.values()
        if each.fact.observation != first.fact.observation
    ]
    figures = tuple({each.fact.observation: each for each in (first, *others)}.values())
    left, right, difference = _both_sides(told, teller.lang)
    return Remark(
        rule=told.rule,
        kind=told.kind,
        severity=min((each.severity for each in edits), key=ORDER.index),
        says=_sentence_of(told),
        parts=_parts(told, first, left, right, difference, teller),
        figures=figures,
        left=left,
        right=right,
        difference=difference,
        suggestions=suggestions,
        evidence=(
            *evidence_of(edits, told, teller.supports.get(id(told))),
            *doubt_of(edits, teller.confirmed),
        ),
        other_place=_other_place(first, others),
        causes=tuple(dict.fromkeys(each.rule for each in (told, *edits))),
    )


def _sentence_of(edit: Edit) -> str:
    """What is computed on both sides («расходы на пользователя × пользователи») is printed
    nowhere.
    """
    return "implied" if edit.whole is None and edit.says in ("ratio", "sum") else edit.says


def _telling(edit: Edit) -> int:
    return FIRST_TOLD.index(edit.kind) if edit.kind in FIRST_TOLD else len(FIRST_TOLD)


def _weighed(candidate: Candidate, edits: Sequence[Edit], group: Group) -> Candidate:
    """Where slips cost the same: a figure of the text before one of a table, a result before what
    it is computed from; what other statements confirm, if only by cut digits, comes last.
    """
    figure, weight = candidate.figure, Fraction(0)
    if figure.fact.table is None:
        weight -= Fraction(1, 5)
    results = [each for each in edits if each.whole is not None and _same(each.whole, figure)]
    if results:
        weight -= max(map(_of_result, results))
    confirmed = sum(_names(each, figure) for each in group.truncated)
    said = any(_names(each, figure) and _says(each, candidate) for each in group.doubtful)
    return replace(candidate, cost=candidate.cost + weight - said + min(confirmed, 2))


def _of_result(edit: Edit) -> Fraction:
    """Return how much likelier a result is wrong than what it is computed from: a quotient and a
    difference are reckoned, a total is copied.
    """
    if edit.kind in ("ratio", "share"):
        return Fraction(6, 5)
    return Fraction(6, 5) if edit.rule == "difference.table" else Fraction(1, 10)


def _says(edition: Edit, candidate: Candidate) -> bool:
    """Return whether the report of another year has what a figure would be corrected to."""
    return sides(edition)[1].widened(edition.slack).has(candidate.meant)


def _same(one: Figure, other: Figure) -> bool:
    return one.fact.observation == other.fact.observation


def _by_default(edit: Edit) -> list[Figure]:
    """No figure alone explains it: the result is named first."""
    whole = edit.whole
    figures = list(edit.figures.values())
    return [whole] if whole is not None else figures[:1]


def _both_sides(edit: Edit, lang: str) -> tuple[str, str, Fraction]:
    """Both sides as people read them, and left minus right; in the unit that the left one is
    printed in.
    """
    left, right = sides(edit)
    whole = edit.whole
    factor = whole.scale if whole is not None and edit.scaled else 1
    rounded = whole is not None and (edit.kind in ("ratio", "share") or whole.fact.unit == "%")
    decimals = max(2, (whole.fact.decimals or 0) + 1) if whole is not None and rounded else None
    one = printed(whole, lang) if whole is not None else shown(left.middle, lang)
    return one, shown(right.middle / factor, lang, decimals), (left.middle - right.middle) / factor


def _parts(
    edit: Edit, first: Figure, left: str, right: str, difference: Fraction, teller: Teller
) -> dict[str, str]:
    whole = edit.whole or next(iter(edit.figures.values()))
    other = next((each for each in edit.figures.values() if not _same(each, whole)), first)
    return {
        "where": teller.where(whole),
        "left": left,
        "right": right,
        "difference": shown(difference, teller.lang),
        "formula": _formula(edit.statement.right, edit, teller.lang),
        "why": edit.why,
        "counted": _formula(edit.statement.left, edit, teller.lang),
        "other": near(other, teller.lang),
        "whole": near(other, teller.lang),
        "year": dated(first.fact.period),
    }


def _formula(side: Node, edit: Edit, lang: str) -> str:
    def word(ref: Ref) -> str:
        return printed(edit.figures[ref], lang)

    count = sum(1 for _ in refs(side))
    return spoken(side, word) if count <= 9 else sum_of(count, lang)


def _other_place(first: Figure, others: Sequence[Figure]) -> str:
    """The other side's place: preferably in another table or in the text."""
    elsewhere = [each for each in others if each.fact.table != first.fact.table] or list(others)
    return str(elsewhere[0].fact.place) if elsewhere else ""
