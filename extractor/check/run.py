"""A whole data set checked: each report for itself, with the one before it, and all against all."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extractor.check.checks.labels import borrowed
from extractor.check.checks.peers import peer_remarks
from extractor.check.correction.causes import WITNESSES, Teller, causes
from extractor.check.correction.conflicts import without_rivals
from extractor.check.correction.localisation import groups
from extractor.check.correction.moved_totals import moved_totals, under_lines
from extractor.check.correction.one_cause import COPY, once, suspect_of, with_causes
from extractor.check.evidence.code_certainty import confirmed
from extractor.check.evidence.confidence import confidence_of, severity_of
from extractor.check.evidence.other_meanings import without_other_meanings
from extractor.check.evidence.other_quotients import without_other_quotients
from extractor.check.evidence.support import Record, is_telling
from extractor.check.evidence.told_moves import without_own_differences, without_told_moves
from extractor.check.evidence.triage import Settled, records_of, settle, without_doubles
from extractor.check.figures.context import Case, Standing
from extractor.check.figures.figure import number
from extractor.check.figures.sentences import excerpts
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.bracketed_changes import bracket_edits
from extractor.check.relations.computed_lines import computed_edits
from extractor.check.relations.derived_across import across_edits
from extractor.check.relations.derived_columns import derived_edits
from extractor.check.relations.edit import Edit, Outcome, outcome, refs_by_figure
from extractor.check.relations.editions import EDITION, edition_edits
from extractor.check.relations.from_rules import rule_edits, skipped
from extractor.check.relations.repeated_figures import repeat_edits, text_edits
from extractor.check.relations.running_sums import running_edits
from extractor.check.relations.said_twice import twice_edits
from extractor.check.relations.sentence_changes import claim_edits
from extractor.check.relations.sentence_lines import sentence_lines
from extractor.check.relations.sentence_means import mean_edits
from extractor.check.relations.sentence_shares import counted_shares
from extractor.check.relations.sentence_totals import text_sums
from extractor.check.relations.table_shares import without_fitted
from extractor.check.relations.table_totals import table_edits
from extractor.check.relations.time_spans import span_edits
from extractor.check.relations.titles import title_edits
from extractor.check.relations.uncoded_figures import unnamed_edits
from extractor.check.relations.witnessed_figures import witnessed_edits
from extractor.check.remarks.notices import (
    base_remarks,
    definition_remarks,
    digit_remarks,
    fitted_remarks,
    truncated_remarks,
)
from extractor.check.remarks.phrasing import sentence
from extractor.check.remarks.remark import LINE, Remark
from extractor.check.remarks.wordings import BOTH, in_language
from extractor.check.rules.ruleset import all_rules
from extractor.model.dataset import Dataset, Edition
from extractor.model.finding import Checked, Examined, Finding, Severity, Suggestion, Wordings
from extractor.options import CheckOptions
from extractor.plugins import checks, load
from extractor.words.indicators import vocabulary

WORST_FIRST = tuple(Severity)
ALSO = {EDITION: "also_edition", COPY: "also_copy"}  # what else shows a mistake → its sentence


def check_dataset(dataset: Dataset, options: CheckOptions = CheckOptions()) -> Checked:  # noqa: B008 - frozen
    """Check every report. Raises CalledWrongly for a rule file that cannot be read."""
    rules = all_rules(options.rules)
    cases = _cases(dataset, options)
    applied = {
        name: [each for rule in rules for each in rule_edits(rule, case)]
        for name, case in cases.items()
    }
    edits = {name: without_doubles([*applied[name], *_edits(case)]) for name, case in cases.items()}
    pooled = records_of(edit for found in edits.values() for edit in found)
    findings: dict[str, list[Finding]] = {}
    examined, standings = [], dict[str, Standing]()
    for name in sorted(cases, key=lambda each: cases[each].shelf.edition.year or 0):
        settled, fitted = _settled(edits[name], pooled, cases[name].shelf)
        case = _with_standings(cases[name], settled, standings)
        remarks = list(_remarks(case, settled, fitted, edits[name]))
        findings[name] = list(without_rivals(list(_findings(remarks, case, options.lang))))
        standings[name] = replace(case.own, suspected=_suspects(findings[name]))
        gave = {each.rule for each in applied[name]}
        unused = tuple(skipped(rule, case) for rule in rules if rule.id not in gave)
        examined.append(
            Examined(name, len(edits[name]), len(settled.holding), tuple(checks()), unused)
        )
    for name, remark in peer_remarks(cases):
        findings[name] += _findings([remark], cases[name], options.lang)
    ordered = [
        each
        for edition in dataset.editions
        for each in sorted(findings[edition.report], key=_order)
    ]
    return Checked(
        tuple(with_causes(ordered)), tuple(sorted(examined, key=lambda each: each.report))
    )


def _order(finding: Finding) -> tuple[int, Decimal, str]:
    """Worst first; the id decides between equals, so that the same data set always gives the
    same file.
    """
    return WORST_FIRST.index(finding.severity), -(finding.confidence or Decimal(0)), finding.finding


def _cases(dataset: Dataset, options: CheckOptions) -> dict[str, Case]:
    indicators = vocabulary(options.catalogue).indicators
    names = {each.library: each.name for each in dataset.libraries}
    shelves = {each.report: Shelf(each, indicators) for each in dataset.editions}
    by_year = {(_district(each), each.year): each.report for each in dataset.editions if each.year}
    made = {}
    for each in dataset.editions:
        earlier, later = (
            by_year.get((_district(each), each.year + step)) if each.year else None
            for step in (-1, 1)
        )
        case = Case(
            shelves[each.report],
            shelves.get(earlier or ""),
            names,
            dict(excerpts(each)),
            BOTH,
            after=shelves.get(later or ""),
        )
        strange = frozenset(table for table, _, _ in borrowed(case))
        made[each.report] = (
            replace(case, shelf=Shelf(each, indicators, strange)) if strange else case
        )
    return made


def _district(edition: Edition) -> str:
    return edition.district or edition.organisation


def _with_standings(case: Case, settled: Settled, known: Mapping[str, Standing]) -> Case:
    """Return a case with how its figures and those of last year's report stand."""
    confirmed = Counter(
        figure.fact.observation
        for edit in settled.holding
        if is_telling(edit)
        for figure in edit.figures.values()
    )
    before = case.before.edition.report if case.before else ""
    own, earlier = Standing(confirmed=confirmed), known.get(before, Standing())
    return replace(case, own=own, earlier=earlier)


def _suspects(findings: Iterable[Finding]) -> frozenset[str]:
    """Figures that a finding of some weight names first or wishes to correct."""
    grave = (
        one for one in findings if one.severity is not Severity.INFO and one.kind != "restated"
    )
    return frozenset(name for one in grave for name in (*_blamed(one), *_likely(one.suggestions)))


def _blamed(finding: Finding) -> tuple[str, ...]:
    return finding.observations if finding.kind == LINE else finding.observations[:1]


def _likely(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield the figures that may be wrong: the likeliest and those nearly as likely."""
    for one in suggestions:
        if 2 * one.confidence >= suggestions[0].confidence:
            yield one.observation


def _edits(case: Case) -> Iterator[Edit]:
    """The statements that need no rule: what the tables promise, repeated figures, shares, the
    text.
    """
    yield from table_edits(case.shelf)
    yield from repeat_edits(case.shelf)
    derived = list(derived_edits(case.shelf))
    yield from derived
    yield from across_edits(
        case.shelf, {one.fact.observation for edit in derived for one in edit.figures.values()}
    )
    yield from computed_edits(case.shelf)
    yield from span_edits(case.shelf)
    yield from running_edits(case.shelf)
    yield from title_edits(case.shelf)
    lines = sentence_lines(case)
    yield from lines.edits
    yield from text_edits(case.shelf, lines.settled)
    yield from witnessed_edits(case.shelf, lines.settled)
    yield from twice_edits(case.shelf)
    yield from unnamed_edits(case, lines.settled)
    yield from counted_shares(case)
    yield from mean_edits(case)
    yield from claim_edits(case)
    yield from text_sums(case)


def _settled(
    edits: Sequence[Edit], pooled: Mapping[str, Record], shelf: Shelf
) -> tuple[Settled, list[Edit]]:
    meant = without_own_differences(without_told_moves(edits, shelf), shelf)
    meant = without_other_quotients(without_other_meanings(meant, shelf), shelf)
    kept, fitted = without_fitted(meant)
    return settle(kept, pooled, shelf.by_table), fitted


def _remarks(
    case: Case, settled: Settled, fitted: Sequence[Edit], edits: Sequence[Edit]
) -> Iterator[Remark]:
    sure = confirmed((*settled.holding, *settled.truncated))
    teller = Teller(case.shelf, case.excerpts, case.lang, settled.supports, sure)
    named = {name for edit in settled.broken for name in refs_by_figure(edit)}
    against, for_it = _witnesses(case, named)
    found = once(
        each
        for group in groups(
            (*settled.broken, *against),
            list(_independent(settled.holding, named)),
            (*settled.truncated, *for_it),
        )
        for each in causes(group, teller)
        if each.rule not in WITNESSES
    )
    lines = list(moved_totals(settled.broken, case))
    found = [*lines, *under_lines(found, lines)]
    yield from found
    told = {name for one in found for name in _first(one)}
    restated = {name for one in found if EDITION in one.causes for name in _first(one)}
    yield from definition_remarks(settled.definitions, teller)
    yield from truncated_remarks(settled.truncated, teller)
    yield from digit_remarks(settled.holding, teller)
    yield from fitted_remarks(fitted, teller)
    yield from base_remarks(edits, teller)
    own = frozenset(name for one in found for name in (*_first(one), *_likely(one.suggestions)))
    case = replace(case, own=replace(case.own, suspected=own))
    for path in checks().values():
        yield from (each for each in load(path)(case) if not _told_already(each, told, restated))


def _independent(holding: Iterable[Edit], named: Set[str]) -> Iterator[Edit]:
    """Yield the statements that hold, but not that two figures of broken ones are equal: a table
    printed twice confirms nothing.
    """
    for edit in holding:
        if edit.rule != "same.same" or not refs_by_figure(edit).keys() <= named:
            yield edit


def _witnesses(case: Case, named: Set[str]) -> tuple[list[Edit], list[Edit]]:
    """Return what the reports of other years, and changes in brackets, say of the figures of broken
    statements: against them and for them.
    """
    others = [shelf for shelf in (case.before, case.after) if shelf is not None]
    every = (
        *edition_edits(case.shelf, others, case.earlier.suspected),
        *bracket_edits(case.shelf),
    )
    said = [edit for edit in every if named & refs_by_figure(edit).keys()]
    against = [edit for edit in said if outcome(edit) is Outcome.BROKEN]
    return against, [edit for edit in said if outcome(edit) is Outcome.HOLDS]


def _first(remark: Remark) -> Iterator[str]:
    yield from (one.fact.observation for one in remark.figures[:1])


def _told_already(remark: Remark, told: Set[str], restated: Set[str]) -> bool:
    """A leap in a figure that statements have already shown to be wrong is the same cause, and so
    is its other value in last year's report where that was counted among these statements.
    """
    known = {"series": told, "restated": restated}.get(remark.kind, frozenset())
    return bool(remark.figures) and remark.figures[0].fact.observation in known


def _message(remark: Remark, lang: str) -> str:
    """The sentence, and which other statements say the same of the same cause."""
    also = remark.causes[1:]
    keys = {ALSO.get(rule, "also") for rule in also}
    more = " ".join(sentence(key, lang, {}) for key in sorted(keys))
    return f"{sentence(remark.says, lang, remark.parts)} {more}".strip()


def _findings(remarks: Iterable[Remark], case: Case, lang: str) -> Iterator[Finding]:
    """Remarks in words, each with an id that stays the same while the figures are where they are,
    whatever the language.
    """
    report = case.shelf.edition.report
    seen: set[str] = set()
    for each in remarks:
        first = each.figures[0].fact if each.figures else None
        anchor = each.key or (first.observation if first else "")
        name = f"{report}:{hashlib.sha256(f'{each.rule}|{anchor}'.encode()).hexdigest()[:10]}"
        if name in seen:
            continue
        seen.add(name)
        is_warning = (("warning", 1.0),) if each.severity is Severity.WARNING else ()
        evidence = (*(each.evidence or ((each.rule, 1.0),)), *is_warning)
        confidence = confidence_of(evidence)
        observations = dict.fromkeys(
            (*(figure.fact.observation for figure in each.figures), *each.also)
        )
        wordings = Wordings(_message(each, "ru"), _message(each, "en"))
        yield Finding(
            name,
            report,
            each.rule,
            severity_of(each.severity, confidence),
            each.kind,
            each.section or (first.section if first else ""),
            wordings.said(lang),
            in_language(each.left, lang),
            in_language(each.right, lang),
            None if each.difference is None else number(Fraction(each.difference)),
            each.suggestions,
            confidence,
            tuple(observations),
            each.place or (str(first.place) if first else ""),
            each.other_place,
            evidence=evidence,
            cause=each.cause,
            suspect=suspect_of(each.suggestions, tuple(observations)),
            wordings=wordings,
        )
