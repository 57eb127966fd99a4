"""Ratios of libraries whose parts stand in other tables: «Пользователей на 1 ставку» beside the
posts, the users being those of another table.

As within a table, the quotient that holds for most libraries is meant, and only its exceptions are
broken.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import is_change_label, says_per
from extractor.check.relations.derived_belief import Belief, Hypothesis, Instance, Kind, best_of
from extractor.check.relations.derived_columns import edit_of, is_derived, last_labels
from extractor.check.relations.edit import Edit

Column = tuple[int, int, str]  # table, column, year
Libraries = dict[str, Figure]  # library → its figure
FEWEST = 4  # libraries that a quotient has to hold for
SAID = 3.0  # nats: a label says that it is a ratio


def across_edits(shelf: Shelf, known: Collection[str]) -> Iterator[Edit]:
    """Yield the statement of each ratio of a library whose parts no table has together; ``known``
    are the figures that a relation of their own table explains.
    """
    counts, ratios = _columns_of(shelf, known)
    for column, results in ratios.items():
        best = best_of(list(_quotients(column, results, counts)))
        if best is not None and _is_proven(best):
            yield from (edit_of(best.hypothesis, one) for one in best.hypothesis.instances)


def _columns_of(
    shelf: Shelf, known: Collection[str]
) -> tuple[dict[Column, Libraries], dict[Column, Libraries]]:
    """Return the columns of counts and those of ratios that nothing explains, by library."""
    counts, ratios = defaultdict[Column, Libraries](dict), defaultdict[Column, Libraries](dict)
    for table, figures in shelf.by_table.items():
        often = Counter((one.fact.library, one.fact.column, one.fact.period) for one in figures)
        for one in figures:
            fact = one.fact
            is_alone = often[fact.library, fact.column, fact.period] == 1
            if len(fact.library) != 1 or one.total or not is_alone:
                continue
            is_ratio = is_derived(one)
            if is_ratio and (fact.unit == "%" or not any(map(says_per, last_labels(one)))):
                continue
            if not any(map(is_change_label, fact.column_path[-1:])):
                columns = ratios if is_ratio else counts
                columns[table, fact.column or 0, fact.period][fact.library[0]] = one
    return counts, {
        column: found
        for column, found in ratios.items()
        if len(found) >= FEWEST and not any(one.fact.observation in known for one in found.values())
    }


def _quotients(
    column: Column, results: Libraries, counts: dict[Column, Libraries]
) -> Iterator[Hypothesis]:
    """Yield the quotients of two columns of that year, one of which stands in the ratio's table."""
    table, _, year = column
    own = [at for at in counts if at[0] == table and at[2] == year]
    others = [at for at in counts if at[2] == year]
    for here in own:
        for there in others:
            for part, whole in ((there, here), (here, there)) if here != there else ():
                made = list(_instances(results, counts[part], counts[whole]))
                if len(made) >= FEWEST:
                    yield Hypothesis(Kind.RATIO, 1, tuple(made), SAID)


def _instances(results: Libraries, parts: Libraries, wholes: Libraries) -> Iterator[Instance]:
    for library, result in results.items():
        if library in parts and library in wholes and wholes[library].value:
            yield Instance(result, parts[library], wholes[library])


def _is_proven(belief: Belief) -> bool:
    held: Sequence[bool] = belief.held
    return sum(held) >= FEWEST
