"""What is said once and is no mistake: definitions of the template, cut digits, fitted shares, a
change of base.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.correction.causes import Teller
from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit, Outcome, outcome, sides
from extractor.check.remarks.phrasing import near, printed, shown
from extractor.check.remarks.remark import Remark
from extractor.check.remarks.wordings import in_both
from extractor.check.rules.ruleset import Rule, shipped
from extractor.formula import Comparison, Ref, spoken
from extractor.model.finding import Severity, Suggestion

SAME = "same.same"  # a figure equals one of another table


def definition_remarks(families: Iterable[Sequence[Edit]], teller: Teller) -> Iterator[Remark]:
    """Parts that never make the whole: one remark a family, with what is lacking each time."""
    for edits in families:
        figures = tuple(figure for each in edits for figure in each.figures.values())
        lacking = ", ".join(dict.fromkeys(shown(_gap(each), teller.lang) for each in edits))
        yield Remark(
            edits[0].rule,
            "definition",
            Severity.INFO,
            "definition",
            {"where": teller.where(figures[0]), "left": lacking},
            figures=figures,
            left=lacking,
            key=f"definition|{edits[0].family}|{figures[0].fact.observation}",
        )


def _gap(edit: Edit) -> Fraction:
    left, right = sides(edit)
    return left.middle - right.middle


def truncated_remarks(edits: Iterable[Edit], teller: Teller) -> Iterator[Remark]:
    """Figures that come out only where digits are cut off."""
    for each in edits:
        whole = each.whole or next(iter(each.figures.values()))
        factor = whole.scale if each.scaled else 1
        exact = shown(sides(each)[1].middle / factor, teller.lang, (whole.fact.decimals or 0) + 1)
        left = printed(whole, teller.lang)
        yield Remark(
            each.rule,
            each.kind,
            Severity.INFO,
            "truncated",
            {"where": teller.where(whole), "left": left, "right": exact},
            figures=tuple(each.figures.values()),
            left=left,
            right=exact,
            suggestions=_rounded(whole, sides(each)[1].middle / factor),
            key=f"truncated|{whole.fact.observation}",
        )


def _rounded(figure: Figure, value: Fraction) -> tuple[Suggestion, ...]:
    """Return a computed value as the figure would print it."""
    step = figure.step or Fraction(1)
    meant = int(value / step + Fraction(1, 2)) * step
    if meant == figure.value:
        return ()
    return ranked([Candidate(figure, meant, "rounded", Fraction(1))])


def digit_remarks(edits: Iterable[Edit], teller: Teller) -> Iterator[Remark]:
    """Figures that are equal but for their last digit: one number rounded in two ways."""
    for each in edits:
        if each.rule != SAME:
            continue
        one, other = each.figures.values()
        if one.step == other.step and one.value != other.value:
            left, right = printed(one, teller.lang), printed(other, teller.lang)
            yield Remark(
                each.rule,
                each.kind,
                Severity.INFO,
                "same",
                {
                    "where": teller.where(one),
                    "left": left,
                    "right": right,
                    "other": near(other, teller.lang),
                    "difference": shown(one.value - other.value, teller.lang),
                },
                figures=(one, other),
                left=left,
                right=right,
                difference=one.value - other.value,
                key=f"digit|{one.fact.observation}",
                other_place=str(other.fact.place),
            )


def fitted_remarks(edits: Iterable[Edit], teller: Teller) -> Iterator[Remark]:
    """Shares bent so that all make a hundred."""
    for each in edits:
        share = each.figures[Ref("share.0")]
        exact = shown(sides(each)[1].middle, teller.lang, (share.fact.decimals or 0) + 1)
        left = printed(share, teller.lang)
        yield Remark(
            each.rule,
            "share",
            Severity.INFO,
            "forced",
            {"where": teller.where(share), "left": left, "right": exact},
            figures=tuple(each.figures.values()),
            left=left,
            right=exact,
            key=f"fitted|{share.fact.observation}",
        )


def base_remarks(edits: Iterable[Edit], teller: Teller) -> Iterator[Remark]:
    """«Either of» rules whose choice changed between the years of one report."""
    rules = {each.id: each for each in shipped() if each.remember}
    chosen: dict[str, dict[str, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    for each in edits:
        if each.rule in rules and outcome(each) in (Outcome.HOLDS, Outcome.TRUNCATED):
            chosen[each.rule][_formula(each.statement, teller)].append(each)
    for name, bases in chosen.items():
        if len(bases) > 1:
            yield _base(rules[name], bases, teller)


def _formula(statement: Comparison, teller: Teller) -> str:
    def word(ref: Ref) -> str:
        indicator = teller.shelf.indicators.get(ref.name)
        return in_both(indicator.ru, indicator.en) if indicator else ref.name

    return spoken(statement.right, word)


def _base(rule: Rule, bases: dict[str, list[Edit]], teller: Teller) -> Remark:
    texts = [
        f"{', '.join(sorted({_year(each) for each in found}))} – {formula}"
        for formula, found in bases.items()
    ]
    edits = min(bases.values(), key=len)
    figures = tuple(figure for each in edits for figure in each.figures.values())
    parts = {"where": teller.where(figures[0]), "left": texts[0], "right": "; ".join(texts[1:])}
    return Remark(
        rule.id,
        "base",
        Severity.WARNING,
        "base",
        parts,
        figures=figures[:1],
        left=texts[0],
        right="; ".join(texts[1:]),
        key=f"base|{rule.id}",
    )


def _year(edit: Edit) -> str:
    return max(each.fact.period for each in edit.figures.values())
