"""Rules over indicator codes made into edits: which figures of the report each of them speaks
of.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, is_change
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import begins, fits, selects
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.remarks.wordings import in_both
from extractor.check.rules.ruleset import Rule, shipped
from extractor.formula import Comparison, Node, Number, Operation, Ref, Source, names_of
from extractor.model import SentenceRole, Status
from extractor.model.finding import Skipped
from extractor.model.observation import Observation

MOST_CHOICES = 64
SAYS = {"ratio": "ratio", "share": "ratio", "part": "part", "same": "sum", "list": "count"}
Candidates = dict[Ref, tuple[Figure, ...]]


def rule_edits(rule: Rule, case: Case) -> list[Edit]:
    """All edits of one rule in one report."""
    return list(islice(_edits(rule, case), 5_000))


def skipped(rule: Rule, case: Case) -> Skipped:
    """Why a rule gave no edit: its figures are absent, or never stand together in one year."""
    codes = {code for code, _ in case.shelf.of_system}
    wanted = {
        ref.name for each in rule.statements for ref in names_of(each) if ref.source is Source.TABLE
    }
    lacking = tuple(sorted(wanted - codes))
    return Skipped(rule.id, "absent" if lacking else "apart", lacking)


def _edits(rule: Rule, case: Case) -> Iterator[Edit]:
    for year, library in _scopes(rule, case.shelf):
        found = [
            each
            for statement in rule.statements
            for each in _bound(statement, rule, case, year, library)
        ]
        if found:
            made = [_edit(rule, statement, figures) for statement, figures in found]
            yield from _chosen(rule, made)


def _scopes(rule: Rule, shelf: Shelf) -> Iterator[tuple[str, str]]:
    own = str(shelf.edition.year or (shelf.years[0] if shelf.years else ""))
    if rule.each == "report":
        yield own, ""
    elif rule.each == "year":
        yield from ((year, "") for year in shelf.years)
    else:
        yield from sorted({(year, library) for _, year, library in shelf.of_library})


def _chosen(rule: Rule, made: list[Edit]) -> Iterator[Edit]:
    """Of alternatives the one that holds best; without alternatives all."""
    if len(rule.statements) > 1:
        order = (Outcome.HOLDS, Outcome.TRUNCATED, Outcome.BROKEN, Outcome.SKIPPED)
        yield min(made, key=lambda each: order.index(outcome(each)))
    else:
        yield from made


def _bound(
    statement: Comparison, rule: Rule, case: Case, year: str, library: str
) -> Iterator[tuple[Comparison, dict[Ref, Figure]]]:
    """The statement with figures: once for each table that has them all, else once with figures
    of several places.
    """
    addressed = _addressed(statement, case.shelf, year)
    if addressed is None:
        return
    statement, ready = addressed
    wanted = [ref for ref in names_of(statement) if ref not in ready]
    candidates = {ref: _candidates(ref, case, year, library) for ref in wanted}
    together = _tables_with(candidates, rule.zero)
    for table in together:
        chosen = {
            ref: tuple(each for each in found if each.fact.table == table)
            for ref, found in candidates.items()
        }
        yield from _best(statement, chosen, rule, ready)
    if not together:
        yield from _best(statement, candidates, rule, ready)


def _tables_with(candidates: Candidates, zero: bool) -> list[int]:
    """Tables that hold a figure for every reference (or, where absent ones count as zero, for
    the first and two more).
    """
    sets = [{each.fact.table for each in found} for found in candidates.values()]
    if not sets or len(sets) == 1:
        return []
    every = set.union(*sets) - {None}
    needed = min(3, len(sets)) if zero else len(sets)
    return sorted(
        table
        for table in every
        if table is not None and table in sets[0] and sum(table in each for each in sets) >= needed
    )


def _best(
    statement: Comparison, candidates: Candidates, rule: Rule, ready: Mapping[Ref, Figure]
) -> Iterator[tuple[Comparison, dict[Ref, Figure]]]:
    """The choice of figures with which the statement holds, else the one that stands nearest
    together.
    """
    absent = [ref for ref, found in candidates.items() if not found]
    if absent and (not rule.zero or not _may_be_zero(statement, candidates, absent)):
        return
    statement = _with_zeros(statement, frozenset(absent))
    present = {ref: found for ref, found in candidates.items() if found}
    choices = [
        dict(zip(present, each, strict=True))
        for each in islice(product(*present.values()), MOST_CHOICES)
    ]
    choices.sort(key=lambda each: len({figure.fact.table for figure in each.values()}))
    holding = next((each for each in choices if _holds(statement, {**ready, **each})), None)
    if choices and (present or ready):
        yield statement, {**ready, **(holding or choices[0])}


def _holds(statement: Comparison, figures: Mapping[Ref, Figure]) -> bool:
    edit = Edit("", "", None, "", statement, figures)  # type: ignore[arg-type]
    if outcome(edit) is Outcome.HOLDS:
        return True
    is_scaled = any(figure.scale != 1 for figure in figures.values())
    return is_scaled and outcome(replace(edit, scaled=True)) is Outcome.HOLDS


def _may_be_zero(statement: Comparison, candidates: Candidates, absent: Sequence[Ref]) -> bool:
    return statement.left not in absent and len(candidates) - len(absent) >= 3


def _with_zeros(statement: Comparison, absent: frozenset[Ref]) -> Comparison:
    def walk(node: Node) -> Node:
        match node:
            case Ref() if node in absent:
                return Number(Fraction(0))
            case Operation("+" | "-", left, right):
                return _sum_of(node.sign, walk(left), walk(right))
            case Operation(sign, left, right):
                return Operation(sign, walk(left), walk(right))
        return node

    return (
        replace(statement, left=walk(statement.left), right=walk(statement.right))
        if absent
        else statement
    )


def _sum_of(sign: str, left: Node, right: Node) -> Node:
    """A sum without its zeros, so that the sentence names only what is there."""
    nothing = Number(Fraction(0))
    if right == nothing:
        return left
    return right if left == nothing and sign == "+" else Operation(sign, left, right)


def _candidates(ref: Ref, case: Case, year: str, library: str) -> tuple[Figure, ...]:
    period = str(int(year) + ref.shift) if year.isdecimal() else year
    if ref.source is Source.BEFORE:
        return case.before.of_system.get((ref.name, period), ()) if case.before else ()
    if ref.source in (Source.TEXT, Source.CHANGE, Source.PERCENT):
        return tuple(each for each in case.shelf.told if _is_told(each, ref, period))
    if library:
        return case.shelf.of_library.get((ref.name, period, library), ())
    return case.shelf.of_system.get((ref.name, period), ()) or _only_told(ref, case.shelf, period)


def _is_told(figure: Figure, ref: Ref, period: str) -> bool:
    fact, is_change = figure.fact, figure.fact.role is SentenceRole.CHANGE
    if fact.indicator != ref.name or fact.period != period:
        return False
    if ref.source is Source.TEXT:
        return fact.role is SentenceRole.FACT
    return is_change and (fact.unit == "%") != (ref.source is Source.CHANGE)


def _only_told(ref: Ref, shelf: Shelf, period: str) -> tuple[Figure, ...]:
    """A figure that no table gives and the text gives once: money only, whose unit says that it
    is what is meant.
    """
    indicator = shelf.indicators.get(ref.name)
    if indicator is None or indicator.kind != "money" or _in_a_table(ref.name, period, shelf):
        return ()
    found = [
        each
        for each in shelf.told
        if _is_told(each, replace(ref, source=Source.TEXT), period) and each.fact.unit == "RUB"
    ]
    return tuple(found) if len({each.worth(scaled=True) for each in found}) == 1 else ()


def _in_a_table(code: str, period: str, shelf: Shelf) -> bool:
    """A cell has it, though perhaps not as a number that could be read."""
    return any(
        each.table is not None and each.indicator == code and each.period == period
        for each in shelf.edition.facts
    )


Addressed = tuple[Comparison, dict[Ref, Figure]]


def _addressed(statement: Comparison, shelf: Shelf, year: str) -> Addressed | None:
    """sum{words} written out as the figures of that table, rows{words} as their number; None
    where there is no such table.
    """
    ready: dict[Ref, Figure] = {}
    made: dict[Ref, Node] = {}
    for ref in names_of(statement):
        if ref.source in (Source.SUM, Source.ROWS):
            figures = _of_table(ref, shelf, year, _codes(statement))
            if figures is None:
                return None
            if ref.source is Source.ROWS:
                made[ref] = Number(Fraction(len({each.fact.row for each in figures})))
                continue
            slots = {
                Ref(f"{ref.name}#{n}", source=ref.source): each for n, each in enumerate(figures)
            }
            ready |= slots
            made[ref] = added(list(slots))
    return replace(
        statement, left=_swapped(statement.left, made), right=_swapped(statement.right, made)
    ), ready


def _swapped(node: Node, made: Mapping[Ref, Node]) -> Node:
    match node:
        case Ref():
            return made.get(node, node)
        case Operation(sign, left, right):
            return Operation(sign, _swapped(left, made), _swapped(right, made))
    return node


def added(nodes: Sequence[Node]) -> Node:
    """The sum of several nodes, halved again and again: a table of thousands of rows must not
    make a tree as deep.
    """
    if len(nodes) == 1:
        return nodes[0]
    half = len(nodes) // 2
    return Operation("+", added(nodes[:half]), added(nodes[half:]))


def _codes(statement: Comparison) -> frozenset[str]:
    return frozenset(ref.name for ref in names_of(statement) if ref.source is Source.TABLE)


def _of_table(ref: Ref, shelf: Shelf, year: str, wholes: Set[str]) -> tuple[Figure, ...] | None:
    """Figures of the one table that the words mean; None where none or several do, or where a
    cell could not be read. Figures of the codes in ``wholes`` are what these make together.
    """
    tables = [each for each, text in shelf.texts.items() if fits(ref.name, text)]
    if len(tables) != 1:
        return None
    if ref.source is Source.ROWS:
        found = tuple(
            each
            for each in shelf.by_table.get(tables[0], ())
            if not each.total and _names_a_place(each)
        )
        return found if found and not selects(shelf.tables[tables[0]].caption) else None
    facts = [
        each for each in shelf.edition.facts if each.table == tables[0] and each.period == year
    ]
    unread = any(map(unread_number, facts))
    own = [each for each in shelf.by_table.get(tables[0], ()) if each.fact.period == year]
    found = tuple(
        each
        for each in own
        if each.adds and not (each.total or _is_whole(each) or is_change(each))
        if each.fact.indicator not in wholes
    )
    return found if len(found) > 1 and not unread else None


def _is_whole(figure: Figure) -> bool:
    """A column «Всего» among the columns of its parts."""
    return any(begins(label, "wholes") for label in figure.fact.column_path[-1:])


def unread_number(fact: Observation) -> bool:
    """A cell has a number, but none that could be read."""
    return fact.status is Status.UNCERTAIN or (
        fact.status is Status.TEXT and any(map(str.isdigit, fact.raw))
    )


def _names_a_place(figure: Figure) -> bool:
    return bool(figure.fact.library or figure.fact.area)


def _needs_no_support(rule: Rule, figures: Mapping[Ref, Figure]) -> bool:
    """Return whether one failure says enough: of a user's rule, and of a balance within a table.

    Figures of several tables may be those of one library, or of other days.
    """
    if rule not in shipped():
        return True
    return rule.kind == "balance" and len({each.fact.table for each in figures.values()}) == 1


def _edit(rule: Rule, statement: Comparison, figures: dict[Ref, Figure]) -> Edit:
    family = f"{rule.id}|{len(figures)}"
    made = Edit(
        rule.id,
        rule.kind,
        rule.severity,
        family,
        statement,
        figures,
        must=not rule.definition,
        slack=rule.tolerance,
        says=SAYS.get(rule.kind, "sum"),
        why=in_both(rule.why.get("ru", ""), rule.why.get("en", "")),
        trusted=_needs_no_support(rule, figures),
    )
    scales = {each.scale for each in figures.values()}
    if scales == {1} or outcome(made) is Outcome.HOLDS:
        return made
    scaled = replace(made, scaled=True)
    order = (Outcome.HOLDS, Outcome.TRUNCATED, Outcome.BROKEN, Outcome.SKIPPED)
    together = len({each.fact.table for each in figures.values()}) == 1
    better = order.index(outcome(scaled)) < order.index(outcome(made))
    return (
        scaled
        if better or (not together and len(scales) > 1 and outcome(made) is Outcome.BROKEN)
        else made
    )
