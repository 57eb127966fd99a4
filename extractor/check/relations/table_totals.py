"""Wholes and their parts as a table itself says them: nested labels, «из них», «Итого». No
indicator code is needed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from extractor.check.correction.slips import length_of, likeness
from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import begins, is_change_label
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.from_rules import added
from extractor.check.relations.label_parts import Relation, relations
from extractor.check.relations.table_items import (
    Item,
    is_total,
    is_unread,
    may_be_part,
    may_sum,
    same_measure,
)
from extractor.check.relations.total_readings import Line, is_otherwise_met, other_readings
from extractor.formula import Comparison, Node, Number, Ref
from extractor.model.finding import Severity
from extractor.model.observation import Observation
from extractor.text import fold

WHOLE = Ref("whole.0")
SIGNS = tuple("+-−–")
LEAST_DIGITS = 3  # of figures that are known by a slip of their digits
OVER = Fraction(5, 4)  # times that a part is more than a figure that is not its whole
NEAR_MEAN = Fraction(3, 2)  # a weighted mean of libraries is no further from the plain one


def table_edits(shelf: Shelf) -> Iterator[Edit]:
    """All sums and all «part ≤ whole» that the tables of a report promise."""
    facts = defaultdict(list)
    for each in shelf.edition.facts:
        if each.table is not None:
            facts[each.table].append(each)
    figures = {each.fact.observation: each for each in shelf.figures}
    for table, found in facts.items():
        more = facts.get(table + 1, [])
        yield from _edits_of(
            [*found, *(_moved(found, more) if _continues(found, more, shelf) else ())],
            figures,
            shelf,
        )


def _continues(facts: Sequence[Observation], more: Sequence[Observation], shelf: Shelf) -> bool:
    """A table of parts without their whole, right after the one that has it: both of one row, under
    one heading.

    A whole stands under one label; «0 ед. | 1 ед. | 2 ед.» below one title are parts themselves.
    """
    if not more or len({each.row for each in facts}) != 1 or len({each.row for each in more}) != 1:
        return False
    sections = {shelf.tables[each[0].table or 0].section for each in (facts, more)}
    has_whole = any(len(each.column_path) == 1 for each in facts)
    return (
        has_whole
        and len(sections) == 1
        and all(each.column_path and begins(each.column_path[0], "parts") for each in more)
    )


def _moved(facts: Sequence[Observation], more: Sequence[Observation]) -> Iterator[Observation]:
    """The figures of the continuation as if they stood on in the row."""
    for each in more:
        yield replace(each, row=facts[0].row, row_path=facts[0].row_path)


def _edits_of(
    facts: Sequence[Observation], figures: Mapping[str, Figure], shelf: Shelf
) -> Iterator[Edit]:
    across, down = defaultdict(list), defaultdict(list)
    for fact in facts:
        figure, row, column = figures.get(fact.observation), fact.row or 0, fact.column or 0
        across[row, fact.row_path, fact.period].append(Item(fact.column_path, fact, figure, column))
        down[column, fact.column_path, fact.period].append(Item(fact.row_path, fact, figure, row))
    for axis, grouped in (("columns", across), ("rows", down)):
        lines = [_line_of(items, axis, shelf) for items in grouped.values()]
        others = other_readings(lines)
        for line in lines:
            yield from _line_edits(line, others, axis, shelf)


def _line_of(items: Sequence[Item], axis: str, shelf: Shelf) -> Line:
    totals = [is_total(item, shelf, axis) for item in items]
    return Line(items, relations([item.path for item in items], totals), totals)


def _line_edits(
    line: Line, others: Mapping[tuple[int, str], frozenset[int]], axis: str, shelf: Shelf
) -> Iterator[Edit]:
    items = line.items
    is_change = _is_change(items, axis)
    adds_up = not (is_change or _holds_means(items, line.found))
    for relation in line.found:
        if not (relation.must or adds_up):
            continue
        whole = items[relation.whole]
        parts = _parts_of(line, relation, others)
        if is_change and any(one.figure is None for one in parts):
            continue  # what is new or gone has no change, but counts in the total
        if whole.figure is None or not may_sum(whole):
            continue
        same = [one for one in parts if same_measure(one, whole)]
        kept = [one for one in same if may_be_part(one, whole, shelf)]
        within = [one for one in kept if not _is_of_another(one, whole, line, relation)]
        yield from _parts_within(whole, within, relation, axis)
        sums = [_sum(whole, some, relation, axis) for some in (same, kept) if _is_counted(some)]
        holding = [edit for edit in sums if outcome(edit) is Outcome.HOLDS]
        if holding or not is_otherwise_met(line, relation):
            yield from (*holding, *sums)[:1]


def _is_of_another(part: Item, whole: Item, line: Line, relation: Relation) -> bool:
    """Return whether a part that is more than the figure before it may be one of another before:
    «Пользователи | Дети | в т. ч. молодёжь». A slip of the hand is told all the same.
    """
    if relation.rule != "marked" or part.figure is None or whole.figure is None:
        return False
    own, held_against = part.figure.worth(True), whole.figure.worth(True)
    slip = likeness(own, held_against) if length_of(own) >= LEAST_DIGITS else None
    is_near = own < OVER * held_against  # one digit is always near another
    if own <= held_against or (slip is not None and not is_near):
        return False
    before = line.items[: relation.whole]
    return any(
        one.figure is not None
        and len(one.path) == len(whole.path)
        and may_sum(one)
        and same_measure(part, one)
        and own <= one.figure.worth(True)
        for one in before
    )


def _parts_of(
    line: Line, relation: Relation, others: Mapping[tuple[int, str], frozenset[int]]
) -> list[Item]:
    """Return the lines that a total counts: those beside it, or those that the table means."""
    meant = others.get((line.items[relation.whole].place, relation.rule))
    if meant is None:
        return [line.items[at] for at in relation.parts]
    return [one for one in line.items if one.place in meant]


def _is_change(line: Sequence[Item], axis: str) -> bool:
    """Whether a line holds changes, by its label or by the signs of its figures («+292», «–24»): a
    part may have changed more than its whole.
    """
    fact = line[0].fact
    path = fact.row_path if axis == "columns" else fact.column_path
    labels = (*path[-1:], " / ".join(path[-2:]))  # «Рост / снижение»
    return any(map(is_change_label, labels)) or _is_signed(line)


def _is_signed(line: Sequence[Item]) -> bool:
    """Whether most figures of a line have signs."""
    signed = [item for item in line if item.figure and item.fact.raw.lstrip()[:1] in SIGNS]
    return 2 * len(signed) > sum(item.figure is not None for item in line)


def _holds_means(line: Sequence[Item], found: Sequence[Relation]) -> bool:
    """Whether a line holds ratios («Книг на читателя»): what stands over parts with decimals lies
    between them, and is nowhere their sum.
    """
    judged = [
        (line[one.whole].figure, [line[n].figure for n in one.parts])
        for one in found
        if not one.must and len(one.parts) > 1
    ]
    wholes = [
        (whole.value, [part.value for part in parts if part is not None])
        for whole, parts in judged
        if whole is not None and None not in parts
    ]
    broken = any(item.figure is not None and item.fact.decimals for item in line)
    return bool(wholes and broken) and all(_is_between(whole, parts) for whole, parts in wholes)


def _is_between(whole: Fraction, parts: Sequence[Fraction]) -> bool:
    """Whether a figure may be a weighted mean of others and is not their sum."""
    mean = sum(parts) / len(parts)
    near = mean < NEAR_MEAN * whole and whole < NEAR_MEAN * mean
    return near and min(parts) < whole < max(parts) and sum(parts) != whole


def _is_counted(parts: Sequence[Item]) -> bool:
    """Whether the parts can be added: two and more, all read, and not all of them nothing."""
    counted = any(each.figure is not None and each.figure.value for each in parts)
    return len(parts) > 1 and counted and not any(map(is_unread, parts))


def _sum(whole: Item, parts: Sequence[Item], relation: Relation, axis: str) -> Edit:
    present = [each.figure for each in parts if each.figure is not None]
    slots = {Ref(f"part.{n}"): each for n, each in enumerate(present)}
    right: Node = added(list(slots)) if slots else Number(Fraction(0))
    return Edit(
        f"sum.{relation.rule}",
        "sum",
        Severity.ERROR,
        _family(whole, parts, axis),
        Comparison(WHOLE, "=", right),
        {WHOLE: whole.figure, **slots},  # type: ignore[dict-item]
        must=relation.must,
        says="sum",
    )


def _parts_within(
    whole: Item, parts: Sequence[Item], relation: Relation, axis: str
) -> Iterator[Edit]:
    """No part is more than its whole."""
    for each in parts:
        is_plain = not each.fact.extra and each.fact.op is None
        if each.figure is not None and not relation.must and is_plain:
            part = Ref("part.0")
            yield Edit(
                f"part.{relation.rule}",
                "part",
                Severity.ERROR,
                f"≤{_family(whole, [each], axis)}",
                Comparison(part, "<=", WHOLE),
                {part: each.figure, WHOLE: whole.figure},  # type: ignore[dict-item]
                must=True,
                says="part",
            )


def _family(whole: Item, parts: Sequence[Item], axis: str) -> str:
    """The same relation in another year, row or report has the same words."""
    return fold(
        "|".join((axis, " ".join(whole.path), *(" ".join(each.path[-2:]) for each in parts[:12])))
    )
