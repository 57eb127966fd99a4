"""Wholes and their parts as a table itself says them: nested labels, «из них», «Итого». No
indicator code is needed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from extractor.check.figures.figure import Figure, Shelf
from extractor.check.figures.word_match import begins, has_word
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.from_rules import added, unread_number
from extractor.check.relations.label_parts import Path, Relation, relations
from extractor.formula import Comparison, Node, Number, Ref
from extractor.model import Status
from extractor.model.finding import Severity
from extractor.model.observation import Observation
from extractor.text import fold

WHOLE = Ref("whole.0")
SIGNS = tuple("+-−–")
SURE_OF_RUN = 100  # times the lines of a table: a smaller total is made by some of them by chance
NEAR_MEAN = Fraction(3, 2)  # a weighted mean of libraries is no further from the plain one


@dataclass(frozen=True, slots=True)
class Item:
    """A cell on one line of a table: its labels along that line, and its figure where it has
    one.
    """

    path: Path
    fact: Observation
    figure: Figure | None


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
    for each in facts:
        figure = figures.get(each.observation)
        across[each.row, each.row_path, each.period].append(Item(each.column_path, each, figure))
        down[each.column, each.column_path, each.period].append(Item(each.row_path, each, figure))
    for axis, lines in (("columns", across), ("rows", down)):
        for line in lines.values():
            yield from _line_edits(line, axis, shelf)


def _line_edits(line: list[Item], axis: str, shelf: Shelf) -> Iterator[Edit]:
    found = relations([item.path for item in line], [_is_total(item, shelf, axis) for item in line])
    is_change = _is_change(line, axis)
    adds_up = not (is_change or _holds_means(line, found))
    for relation in found:
        if not (relation.must or adds_up):
            continue
        if is_change and any(line[n].figure is None for n in relation.parts):
            continue  # what is new or gone has no change, but counts in the total
        whole, parts = line[relation.whole], [line[n] for n in relation.parts]
        if whole.figure is None or not _may_sum(whole):
            continue
        same = [each for each in parts if _same_measure(each, whole)]
        kept = [each for each in same if _may_be_part(each, whole, shelf)]
        yield from _parts_within(whole, kept, relation, axis)
        sums = [_sum(whole, some, relation, axis) for some in (same, kept) if _is_counted(some)]
        holding = [edit for edit in sums if outcome(edit) is Outcome.HOLDS]
        if sums and not holding:
            rivals = (_sum(whole, run, relation, axis) for run in other_runs(line, relation))
            holding = [edit for edit in rivals if outcome(edit) is Outcome.HOLDS]
        yield from (*holding, *sums)[:1]


def other_runs(line: Sequence[Item], relation: Relation) -> Iterator[list[Item]]:
    """Yield the lines that stand right above or below a total and make it to the last digit: where
    totals stand before their parts, or a subtotal is not called one, these are meant.
    """
    whole = line[relation.whole]
    if whole.figure is None or whole.figure.value < SURE_OF_RUN * len(line):
        return
    for step in (-1, 1):
        run, made = list[Item](), Fraction(0)
        end = len(line) if step > 0 else -1
        for item in (line[n] for n in range(relation.whole + step, end, step)):
            if item.figure is None or not _same_measure(item, whole):
                continue
            run.append(item)
            made += item.figure.value
            if made >= whole.figure.value:
                break
        if len(run) > 1 and made == whole.figure.value:
            yield run


def _is_change(line: Sequence[Item], axis: str) -> bool:
    """Whether a line holds changes, by its label or by the signs of its figures («+292», «–24»): a
    part may have changed more than its whole.
    """
    fact = line[0].fact
    path = fact.row_path if axis == "columns" else fact.column_path
    return any(has_word(label, "difference_words") for label in path[-1:]) or _is_signed(line)


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
    return len(parts) > 1 and counted and not any(map(_unread, parts))


def _is_total(item: Item, shelf: Shelf, axis: str) -> bool:
    """A total of the rows is a cell of a total row; a total of the columns is one that says so."""
    label = item.path[-1] if item.path else ""
    if axis == "rows":
        return (item.fact.table, item.fact.row, item.fact.column) in shelf.totals
    return begins(label, "wholes") and not any(begins(each, "parts") for each in item.path)


def _may_sum(item: Item) -> bool:
    return item.figure is not None and item.figure.adds and not _is_mean(item)


def _is_mean(item: Item) -> bool:
    """Years, means and distances stand in columns that say so; a row may say that it is a mean."""
    means = begins(" ".join(item.fact.row_path[-1:]), "means")
    return means or any(has_word(each, "never_summed") for each in item.fact.column_path)


def _same_measure(item: Item, whole: Item) -> bool:
    """Per cents, years and words are no parts of a number of things."""
    if item.fact.unit == "%" or _is_mean(item):
        return False
    if item.figure is None:
        return item.fact.status is not Status.TEXT or any(map(str.isdigit, item.fact.raw))
    return item.figure.adds and item.fact.period == whole.fact.period


def _may_be_part(item: Item, whole: Item, shelf: Shelf) -> bool:
    """«Библиотеки с Интернетом, из них имеющие: посадочные места» counts seats: the catalogue
    knows of what they are a part.
    """
    code, chain = item.fact.indicator, set[str]()
    while (known := shelf.indicators.get(code)) is not None and known.part_of and code not in chain:
        chain.add(code)
        code = known.part_of
    return not chain or not whole.fact.indicator or whole.fact.indicator in {*chain, code}


def _unread(item: Item) -> bool:
    """A cell that has a number, but none that can be summed: the sum cannot be judged."""
    if item.figure is not None:
        return len(item.fact.extra) + (item.fact.op is not None) > 1
    return unread_number(item.fact)


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
