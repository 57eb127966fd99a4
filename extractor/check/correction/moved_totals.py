"""Totals that stand a year off: what is printed is what the parts of the year beside it make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.check.evidence.distances import is_moved
from extractor.check.evidence.left_out import is_total
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit
from extractor.check.relations.table_totals import WHOLE
from extractor.check.remarks.phrasing import printed, table_name
from extractor.check.remarks.remark import LINE, Remark
from extractor.model.finding import Severity

FEWEST, MOST_SHOWN = 3, 4
Label = tuple[int | None, tuple[str, ...], tuple[str, ...]]


def moved_totals(broken: Iterable[Edit], case: Case) -> Iterator[Remark]:
    """Yield a remark about each line of totals of which most are those of another year."""
    lines: dict[Label, list[Edit]] = defaultdict(list)
    for edit in filter(is_total, broken):
        fact = edit.figures[WHOLE].fact
        lines[fact.table, fact.row_path, ()].append(edit)
        lines[fact.table, (), fact.column_path].append(edit)
    for (table, rows, columns), edits in lines.items():
        moved = [edit.figures[WHOLE] for edit in edits if is_moved(edit, edits)]
        years = {figure.fact.period for figure in moved}
        if len(moved) >= max(FEWEST, len(edits) / 2) and len(years) > 1:
            wholes = [edit.figures[WHOLE] for edit in edits]
            yield _remark(table or 0, " / ".join((*rows, *columns)), wholes, case)


def _remark(table: int, label: str, totals: Sequence[Figure], case: Case) -> Remark:
    section = totals[0].fact.section
    numbers = ", ".join(printed(figure, case.lang) for figure in totals[:MOST_SHOWN])
    parts = {"where": table_name(table, section, case.lang), "label": label, "left": numbers}
    return Remark(
        "line.moved",
        LINE,
        Severity.ERROR,
        "moved_totals",
        parts,
        figures=tuple(totals),
        left=numbers,
        cause=f"line.moved|t{table}|{label}",
        key=f"line.moved|{totals[0].fact.observation}",
        evidence=(("line.moved", 1.0),),
    )


def under_lines(remarks: Iterable[Remark], lines: Sequence[Remark]) -> list[Remark]:
    """Return remarks with the cause of the line that they are about, where that is told."""
    causes = {figure.fact.observation: line.cause for line in lines for figure in line.figures}
    found = []
    for one in remarks:
        names = (figure.fact.observation for figure in one.figures if one.kind == "sum")
        cause = next((causes[name] for name in names if name in causes), one.cause)
        found.append(replace(one, cause=cause))
    return found
