"""What sentences claim of change: «увеличилось на N (+p %) и составило M», against themselves
and against the tables.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from msgspec import structs

from extractor.check.figures.claimed import claimed
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import nouns_of
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.repeated_figures import agreed
from extractor.check.relations.report_lines import ReportLines, lines_of_report
from extractor.check.remarks.phrasing import printed, way_name
from extractor.check.remarks.remark import Remark
from extractor.formula import Comparison, Node, Number, Operation, Ref
from extractor.model import STATING, Direction, Op, SentenceRole
from extractor.model.claim import ClaimKind, FigureRole
from extractor.model.finding import Severity
from extractor.model.observation import Observation

STATED, CHANGED, PERCENT, BASE = Ref("stated.0"), Ref("changed.0"), Ref("percent.0"), Ref("base.0")
SENSES = {
    FigureRole.NOW: SentenceRole.FACT,
    FigureRole.PART: SentenceRole.FACT,
    FigureRole.COUNT: SentenceRole.FACT,
    FigureRole.RATIO: SentenceRole.FACT,
    FigureRole.SHARE: SentenceRole.FACT,
    FigureRole.BASE: SentenceRole.BASE,
    FigureRole.DIFFERENCE: SentenceRole.CHANGE,
    FigureRole.PERCENT: SentenceRole.CHANGE,
}
HUNDRED = Number(Fraction(100))
SURELY_ONE = 1000
"""A number so large that stands in one table only names what it is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The parts of one claim; ``up`` is None where no direction is told. ``base`` may come from
    a table.
    """

    stated: Figure | None
    changed: Figure | None
    percent: Figure | None
    base: Figure | None
    now: Figure | None
    up: bool | None


def claim_edits(case: Case) -> Iterator[Edit]:
    """The arithmetic of every claim of change; a wrong word of direction is left to
    ``direction_remarks`` and turned here.
    """
    for claim in claims(case.shelf):
        up = (claim.up is not False) != wrong_way(claim)
        yield from _difference(claim, up)
        yield from _percentage(claim, up)


def claims(shelf: Shelf) -> Iterator[Claim]:
    """The changes that sentences claim, each with what was before and after, as far as they are
    told there or in the tables.
    """
    lines = lines_of_report(shelf)
    blocks: dict[str, list[Figure]] = defaultdict(list)
    for each in shelf.told:
        blocks[each.fact.place.whole].append(each)
    for claim in claimed(shelf):
        if not _says_what_changed(claim.figures):
            continue
        figures = [
            _in_its_role(role, figure, claim.direction)
            for role, figure in sorted(claim.figures, key=_is_of_part)
            if role in SENSES and figure.fact.op is Op.EXACT
        ]
        if claim.kind is not ClaimKind.PLAN and _tells_change(figures):
            for members in _one_change_each(figures):
                made = _claim(members, blocks[members[0].fact.place.whole], shelf)
                yield replace(made, base=made.base or _of_line(made.now, lines))


def _says_what_changed(figures: Sequence[tuple[FigureRole, Figure]]) -> bool:
    """Whether a claim has at most one figure that stands, and its change is one of a year: of two
    nobody knows which has changed, and «за два года» is held against no table of one.
    """
    standing = [one for role, one in figures if role is FigureRole.NOW and one.fact.unit != "%"]
    changes = [one for role, one in figures if SENSES.get(role) is SentenceRole.CHANGE]
    return len(standing) <= 1 and all("/" not in one.fact.period for one in changes)


def _is_of_part(told: tuple[FigureRole, Figure]) -> bool:
    """What stands comes before its parts."""
    return told[0] in (FigureRole.PART, FigureRole.COUNT, FigureRole.SHARE)


def _in_its_role(role: FigureRole, figure: Figure, direction: Direction | None) -> Figure:
    """A figure of a claim with the role that it has there; a change goes where the claim says.

    What came is no change of the whole, of which something also went: «пополнился на 120».
    """
    way = figure.fact.direction
    if role in (FigureRole.DIFFERENCE, FigureRole.PERCENT):
        if figure.fact.role is not SentenceRole.CHANGE:
            return figure
        way = way or direction
    fact = structs.replace(figure.fact, role=SENSES[role], direction=way)
    return replace(figure, fact=fact)


def _tells_change(figures: Sequence[Figure]) -> bool:
    """Whether a change is told, and not only two figures beside each other."""
    return any(each.fact.role is SentenceRole.CHANGE for each in figures)


def _one_change_each(figures: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """A sentence that tells of two changes of two years is two claims."""
    changes = [
        each for each in figures if each.fact.role is SentenceRole.CHANGE and each.fact.unit != "%"
    ]
    if len({each.fact.period for each in changes}) < 2:
        yield figures
        return
    for change in changes:
        years = (
            change.fact.period,
            str(int(change.fact.period) - 1) if change.fact.period.isdecimal() else "",
        )
        yield [
            change,
            *(each for each in figures if each not in changes and each.fact.period in years),
        ]


def _claim(figures: Sequence[Figure], around: Sequence[Figure], shelf: Shelf) -> Claim:
    roles = {(each.fact.role, each.fact.unit == "%"): each for each in reversed(figures)}
    stated, changed, percent = (
        roles.get((SentenceRole.FACT, False)),
        roles.get((SentenceRole.CHANGE, False)),
        roles.get((SentenceRole.CHANGE, True)),
    )
    base = roles.get((SentenceRole.BASE, False)) or _of_year_before(stated, figures)
    change = changed or percent
    if changed is not None and changed.fact.unit == "times":
        changed = None
    now = stated or _beside(change, around, 0)
    base = base or _beside(change, around, -1)
    code = next(
        (each.fact.indicator for each in figures if each.fact.indicator), ""
    ) or _named_by_value(stated, shelf)
    if change is not None and code:
        year = change.fact.period
        base = base or _of_table(shelf, code, year, -1)
        now = now or _of_table(shelf, code, year, 0)
    way = change.fact.direction if change is not None else None
    up = None if way is None else way is Direction.UP
    return Claim(stated, changed, percent, base, now, up)


def _of_year_before(stated: Figure | None, figures: Sequence[Figure]) -> Figure | None:
    """«Выдано 1040, в 2022 году – 1000»: the figure of the claim that is dated a year earlier."""
    if stated is None or not stated.fact.period.isdecimal():
        return None
    year = str(int(stated.fact.period) - 1)
    plain = [one for one in figures if one.fact.role is not SentenceRole.CHANGE]
    found = [one for one in plain if one.fact.period == year and one.fact.unit != "%"]
    return found[0] if len(found) == 1 else None


def _beside(change: Figure | None, around: Sequence[Figure], shift: int) -> Figure | None:
    """The one figure of the same paragraph and unit that speaks of the year of the change, or of
    the one before it.
    """
    if (
        change is None
        or not change.fact.period.isdecimal()
        or change.fact.unit in ("", "%", "times")
    ):
        return None
    year = str(int(change.fact.period) + shift)
    alike = [
        each
        for each in around
        if each.fact.period == year
        and each.fact.unit in (change.fact.unit, "")
        and _same_thing(change.fact, each.fact)
    ]
    found = [each for each in alike if each.fact.role in STATING]
    return found[0] if len(found) == 1 else None


def _same_thing(one: Observation, other: Observation) -> bool:
    """Return whether two figures of a paragraph speak of one thing: by code, or by noun."""
    if one.indicator and other.indicator:
        return one.indicator == other.indicator
    nouns, others = nouns_of(one), nouns_of(other)
    return not nouns or bool(nouns & others)


def _named_by_value(stated: Figure | None, shelf: Shelf) -> str:
    """The code of a large number that the tables give for one indicator only."""
    if stated is None or abs(stated.worth(True)) < SURELY_ONE:
        return ""
    codes = {
        code
        for (code, year), figures in shelf.of_system.items()
        if year == stated.fact.period and any(each.value == stated.worth(True) for each in figures)
    }
    return codes.pop() if len(codes) == 1 else ""


def _of_table(shelf: Shelf, code: str, year: str, shift: int) -> Figure | None:
    found = shelf.of_system.get((code, str(int(year) + shift)), ()) if year.isdecimal() else ()
    return agreed(found) if found else None


def _of_line(now: Figure | None, lines: ReportLines) -> Figure | None:
    """Return what a large number was a year before, where the line that it stands in has it."""
    if now is None or abs(now.worth(True)) < SURELY_ONE or not now.fact.period.isdecimal():
        return None
    found = {
        before.worth(True): before
        for line, cell in lines.having(now)
        if cell.fact.period == now.fact.period
        for before in line.a_year_before(cell)
    }
    return found.popitem()[1] if len(found) == 1 else None


def _difference(claim: Claim, up: bool) -> Iterator[Edit]:
    """The change is what now differs from before."""
    if (
        claim.changed is not None
        and claim.now is not None
        and claim.base is not None
        and _alike(claim)
    ):
        more, less = (STATED, BASE) if up else (BASE, STATED)
        figures = {CHANGED: claim.changed, STATED: claim.now, BASE: claim.base}
        yield _edit(Comparison(CHANGED, "=", Operation("-", more, less)), figures, "change")


def _alike(claim: Claim) -> bool:
    """A change far larger than both figures speaks of something else."""
    now, base, changed = (
        each.worth(True) for each in (claim.now, claim.base, claim.changed) if each is not None
    )
    return abs(changed) <= 2 * max(abs(now), abs(base))


def _percentage(claim: Claim, up: bool) -> Iterator[Edit]:
    """The per cent is the change over what was before: told, in a table, or what remains without
    the change.
    """
    if claim.percent is None:
        return
    readings = list(_readings(claim, claim.percent, up))
    holding = (one for one in readings if outcome(one) in (Outcome.HOLDS, Outcome.TRUNCATED))
    yield from [next(holding, readings[0])] if readings else ()


def _readings(claim: Claim, percent: Figure, up: bool) -> Iterator[Edit]:
    """Yield what a per cent beside a change may be: the change, or the new of the old figure.

    «Выросло до 1040 (104 % к прошлому году)» gives the new one in per cent of the old.
    """
    if claim.now is None:
        return
    if claim.changed is not None:
        base: Node = Operation("-" if up else "+", STATED, CHANGED)
        figures = {PERCENT: percent, CHANGED: claim.changed, STATED: claim.now}
        yield _per_cent(CHANGED, base, figures)
        yield _per_cent(STATED, base, figures)
    if claim.base is not None and claim.base.value:
        more, less = (STATED, BASE) if up else (BASE, STATED)
        figures = {PERCENT: percent, STATED: claim.now, BASE: claim.base}
        if claim.changed is None:
            yield _per_cent(Operation("-", more, less), BASE, figures)
        yield _per_cent(STATED, BASE, figures)


def _per_cent(above: Node, below: Node, figures: dict[Ref, Figure]) -> Edit:
    share = Operation("/", Operation("*", HUNDRED, above), below)
    return _edit(Comparison(PERCENT, "=", share), figures, "percent")


def _edit(statement: Comparison, figures: dict[Ref, Figure], says: str) -> Edit:
    scaled = any(each.scale != 1 for each in figures.values()) and says == "change"
    made = Edit(
        f"text.{says}",
        "text",
        Severity.ERROR,
        f"claim|{says}",
        statement,
        figures,
        must=True,
        says=says,
    )
    # digits that agree where multipliers differ: the unit is wrong, not the change
    return replace(made, scaled=scaled and outcome(made) is not Outcome.HOLDS)


def wrong_way(claim: Claim) -> bool:
    """It would hold if the word of change said the contrary."""
    if claim.up is None:
        return False
    for reading in (_difference, _percentage):
        told, turned = list(reading(claim, claim.up)), list(reading(claim, not claim.up))
        if told and outcome(told[0]) is Outcome.BROKEN and outcome(turned[0]) is Outcome.HOLDS:
            return True
    return False


def direction_remarks(case: Case) -> Iterator[Remark]:
    """«Уменьшилось на N», where the figures say that it grew by N."""
    for claim in claims(case.shelf):
        change = claim.changed or claim.percent
        if (
            wrong_way(claim)
            and change is not None
            and claim.now is not None
            and claim.base is not None
        ):
            now, base = printed(claim.now, case.lang), printed(claim.base, case.lang)
            said = way_name(bool(claim.up), case.lang)
            yield Remark(
                "text.direction",
                "text",
                Severity.ERROR,
                "direction",
                {
                    "where": case.excerpts.get(change.fact.observation, ""),
                    "said": said,
                    "left": now,
                    "right": base,
                },
                figures=(change, claim.now, claim.base),
                left=now,
                right=base,
                difference=claim.now.value - claim.base.value,
                other_place=str(claim.base.fact.place),
            )
