"""Which broken statements accuse: belief in the relation that failed.

A statement that fails wherever it is tried was never meant. What speaks for a failed one: the same
relation holds in other years, rows, tables or reports; it is what the words of the table or a
definition say; or one slip of the hand explains the difference, which chance seldom does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.check.evidence.distances import (
    apart,
    falls_short,
    is_far,
    is_in_one_table,
    is_moved,
    is_near,
    share_of_whole,
    tables_of,
)
from extractor.check.evidence.slipped import has_slip, is_off_by_tens, is_swapped
from extractor.check.evidence.support import Basis, Support, basis_of
from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import has_word, says_per
from extractor.check.relations.edit import Edit, sides

MEASURED = frozenset({"m2", "RUB", "km", "person"})  # units that say what is counted
RATES_APART = 1.5  # times that one ratio, reckoned in one way, may differ where a figure is wrong
WHOLE_APART = 2.0  # times that a share may differ from what a guessed whole gives
NEVER_MEANT = 3  # times that a rule fails without holding once
SURPRISING = 8.0  # nats: a sum of small numbers comes out by chance
SURELY = 4  # times that a relation holds for one that it fails: then what is far off is wrong too
TWICE = 2  # times that a relation nobody wrote holds for one that it fails
SEVERAL = 2  # other measures in which two tables agree
LARGE = 10  # a whole whose parts in other lines say something
OVER = 1.25  # times that overlapping parts may make one whole more than another


def accusing(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return the broken statements of a family that accuse."""
    if broken[0].trusted:
        return list(broken)
    match basis_of(broken[0]):
        case Basis.OPEN:
            return _of_open(broken, support)
        case Basis.REPEATED:
            return _of_repeated(broken, support)
        case Basis.TOTAL:
            return _of_total(broken, support)
        case Basis.BOUND:
            return _of_bound([one for one in broken if not _is_of_means(one)], support)
        case Basis.DERIVED:
            is_sure = support.held >= max(SURELY, SURELY * len(broken))
            is_added = broken[0].rule == "added.table"  # parts of a whole are near it anyway
            broken = [one for one in broken if not is_added or _is_meant_total(one)]
            is_guess = len(broken) > 1 and broken[0].rule == "ratio.table"
            is_often = not is_guess or support.held >= TWICE * len(broken)
            near = [one for one in broken if is_often and not (is_added or is_far(one))]
            slips = [one for one in broken if has_slip(one) or is_off_by_tens(one)]
            return [one for one in broken if is_sure or one in slips or one in near]
        case Basis.TEXT:
            return [one for one in broken if _is_meant(one) or has_slip(one)]
    return _of_rule(broken, support)


def _of_bound(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return the parts that are more than their whole."""
    if not broken or _are_of_one_unit(broken):
        return list(broken)
    if not all(map(is_in_one_table, broken)):
        return [one for one in broken if is_in_one_table(one) or has_slip(one)]
    return _of_rule(broken, support)


def _is_of_means(edit: Edit) -> bool:
    """Return whether a statement is about ratios: that of a part may be more than that of all."""
    figures = list(edit.figures.values())
    are_broken = all(one.fact.decimals and one.fact.unit not in MEASURED for one in figures)
    return are_broken or any(map(is_ratio, figures))


def _are_of_one_unit(broken: Sequence[Edit]) -> bool:
    """Return whether parts are printed in the very unit of their whole, as areas and money are."""
    units = {one.fact.unit for edit in broken for one in edit.figures.values()}
    return len(units) == 1 and units <= MEASURED


def _is_meant(edit: Edit) -> bool:
    """Return whether a sentence means the figures beside it: far apart they are other ones.

    The whole of a share is a guess, so it has to be nearer; a change in per cent is none.
    """
    if edit.rule == "text.counted":
        return apart(edit) <= WHOLE_APART
    return edit.says == "percent" or not is_far(edit)


def _of_rule(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return what fails of a rule: sides far apart without a slip are other figures."""
    slips = [one for one in broken if has_slip(one) or is_swapped(one)]
    if not (support.is_believed or support.is_alone):  # it fails wherever it was tried
        return [one for one in slips if is_swapped(one)]
    broken = [one for one in broken if one in slips or _is_of_known_tables(one, support)]
    if 2 * len(slips) >= len(broken) and support.is_believed:
        return list(broken)
    if broken and not (support.is_believed or is_in_one_table(broken[0])):
        is_proof = broken[0].kind != "balance" and is_near(broken[0])  # stocks are always near
        return list(broken) if is_proof else slips
    return [one for one in broken if one in slips or not is_far(one)]


def _of_total(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return what fails of a total that holds in other lines, also where it is moved by a line."""
    moved = [one for one in broken if is_moved(one, broken)]
    meant = [one for one in broken if one in moved or _is_meant_total(one)]
    slips = [one for one in meant if has_slip(one)]
    needed = len(meant) / 2 if len(moved) > 1 else len(meant)
    if support.held + len(moved) + len(slips) >= needed:
        return meant
    if support.is_alone:  # nothing proves it but itself: far off it may count each once
        return [one for one in meant if is_near(one) or falls_short(one)]
    is_tried = len(broken) >= NEVER_MEANT and not support.held
    return [] if is_tried and 2 * len(slips) < len(broken) else slips


def _is_meant_total(edit: Edit) -> bool:
    """Return whether a total means the sum of its parts: not where it is explained otherwise.

    The last of figures that run on is their total. A mean, or a ratio of all, lies among its
    parts, where a sum that one slip has spoilt seldom does.
    """
    whole = edit.whole
    parts = [one for ref, one in edit.figures.items() if ref != edit.statement.left]
    if whole is None:
        return True
    if _is_of_broken_numbers(edit) and not _is_likely(edit):
        return False
    if any(map(says_per, whole.fact.column_path[-1:])):
        return False  # «На 1 сотрудника»
    if not whole.value:
        return True
    if len(parts) < 2:  # one line is no sum: it may be all that could be read
        return _is_likely(edit)
    if whole.value == parts[-1].value:
        return has_slip(edit)
    if len({one.fact.unit == "RUB" for one in parts}) > 1:
        return False  # «Количество», «Цена, руб.»: no things of one kind
    values = [one.value for one in parts]
    if min(values) < 0 or not min(values) <= whole.value <= max(values):
        return True
    is_broken = bool(whole.fact.decimals) and any(one.fact.decimals for one in parts)
    is_rate = is_broken and whole.fact.unit not in MEASURED
    is_count = bool(whole.fact.indicator) and whole.adds
    return not (is_rate or is_ratio(whole)) and (is_count or has_slip(edit))


def _is_likely(edit: Edit) -> bool:
    """Return whether one hand may have made both sides: a slip apart, or nearly equal."""
    return has_slip(edit) or is_near(edit)


def _is_of_broken_numbers(edit: Edit) -> bool:
    """Return whether the parts of a sum have decimals and are nothing that is measured: ratios, or
    what they changed by.
    """
    figures = edit.figures.values()
    is_measured = any(one.fact.unit in MEASURED or one.scale > 1 for one in figures)
    return not is_measured and any(one.fact.decimals for one in figures)


def is_ratio(figure: Figure) -> bool:
    """Return whether the labels of a figure call it a ratio or a mean: «Читаемость / +/–» too."""
    labels = (*figure.fact.row_path[-2:], *figure.fact.column_path[-2:])
    names = ("ratio_words", "mean_words", "means")
    return any(says_per(label) or has_word(label, name) for label in labels for name in names)


def _of_open(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return what fails of a relation whose parts may be incomplete: shortfalls are no failure."""
    if broken[0].rule.startswith("sum."):
        return _of_open_table(broken, support)
    if support.held or support.held_elsewhere >= support.broken_elsewhere > 0:
        return list(broken)
    broken = [one for one in broken if not _is_met_by_fewer(one)]
    over = [one for one in broken if falls_short(one) is False]
    if not broken or (len(over) == len(broken) >= NEVER_MEANT and not support.held):
        return []  # the report counts otherwise
    if 2 * len(over) >= len(broken) > len(over):
        return list(broken)
    # Parts that a definition keeps apart are never more than their whole, if tables mean the same.
    is_tried = bool(support.held or support.held_elsewhere)
    return [one for one in over if is_tried or is_in_one_table(one) or has_slip(one)]


def _is_met_by_fewer(edit: Edit) -> bool:
    """Return whether a whole is what its parts but one make: it may be called too widely, as a sum
    for books beside that for periodicals.
    """
    left, right = sides(edit)
    slack = (left.high - left.low + right.high - right.low) / 2
    parts = [one.worth(edit.scaled) for one in edit.figures.values() if one is not edit.whole]
    return edit.statement.sign == "=" and any(
        part and abs(right.middle - part - left.middle) <= slack for part in parts
    )


def _of_open_table(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return what fails of parts that a table names, which may overlap: «сельские, детские»."""
    meant = [one for one in broken if _is_meant_total(one)]
    if support.surprise >= SURPRISING:  # else a few libraries happen to add up
        is_held = support.held_elsewhere >= support.broken_elsewhere > 0
        if support.held >= len(meant) or is_held:
            return meant
        if support.held:
            return [one for one in meant if has_slip(one)]
    if len(broken) == 1:
        return [one for one in meant if falls_short(one) is False and has_slip(one)]
    return [one for one in meant if len(broken) >= NEVER_MEANT and _is_far_over(one, broken)]


def _is_far_over(edit: Edit, others: Sequence[Edit]) -> bool:
    """Return whether parts are more than their whole, and by far more than in all other lines.

    Where they are more in another line too, they overlap: «сельские, модельные, с сайтом».
    """
    share = share_of_whole(edit)
    rest = max(share_of_whole(one) for one in others if one is not edit)
    is_large = edit.whole is not None and edit.whole.value >= LARGE  # of small ones chance plays
    is_meant = (is_large and share > OVER) if rest <= 1 else has_slip(edit)
    return is_meant and share > 1 and share > OVER * rest


def _of_repeated(broken: Sequence[Edit], support: Support) -> list[Edit]:
    """Return the differences of two tables that otherwise agree, or that agree but for a slip."""
    broken = [one for one in broken if not _is_another_measure(one, broken, support)]
    likely = [one for one in broken if _is_likely(one)]
    if support.held >= len(broken):  # ratios are reckoned in more ways, but one way in two tables
        failed = Counter(_code_of(one) for one in broken)
        return [
            one
            for one in broken
            if one in likely
            or (_is_meant_alike(one, failed, support) and not _is_of_rates(one))
            or (_is_of_rates(one) and _is_reckoned_alike(one, support))
        ]
    return [] if len(broken) > 1 and not support.held else likely


def _is_another_measure(edit: Edit, broken: Sequence[Edit], support: Support) -> bool:
    """Return whether two tables differ by a measure in every year, and always in the same sense:
    «Посещения в стационаре» are never more than all visits.
    """
    code = _code_of(edit)
    alike = [one for one in broken if _code_of(one) == code]
    ways = {falls_short(one) for one in alike}
    is_meant = code in support.codes or len(alike) < SEVERAL or len(ways) > 1
    return not (is_meant or has_slip(edit))


def _code_of(edit: Edit) -> str:
    return next(iter(edit.figures.values())).fact.indicator


def _is_meant_alike(edit: Edit, failed: Mapping[str, int], support: Support) -> bool:
    """Return whether two tables that agree mean one thing by a measure too: it agrees elsewhere in
    them, or it is the only one of several that does not.
    """
    code = _code_of(edit)
    return code in support.codes or (failed[code] == 1 and len(support.codes) >= SEVERAL)


def _is_reckoned_alike(edit: Edit, support: Support) -> bool:
    """Return whether two tables that agree in other ratios are not far apart in this one."""
    return tables_of(edit) in support.sources and apart(edit) <= RATES_APART


def _is_of_rates(edit: Edit) -> bool:
    return not all(figure.adds for figure in edit.figures.values())


def _is_of_known_tables(edit: Edit, support: Support) -> bool:
    """Return whether figures of several tables are of one thing: near, or the relation holds
    with figures of each of these tables in other years, rows or tables.
    """
    tables = tables_of(edit)
    known = frozenset[int | None]().union(*support.sources)
    return len(tables) < 2 or tables <= known or is_near(edit)
