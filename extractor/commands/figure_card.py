"""All that is known of one figure, for a person: where it stands, what it says, and which rules
understood it so.
"""

from collections.abc import Iterator

from extractor.commands.voice import sentence
from extractor.model import Mention, Observation, PlacedTable, Report, Section, Status
from extractor.model.column import PATH
from extractor.number_text import plain_text
from extractor.words import words


def card_of(figure: Observation, report: Report, lang: str) -> Iterator[str]:
    """Yield the lines about a figure: place, headings, table, labels, library, value, role, rules.

    A line about what the figure does not have is left out.
    """
    table = next((each for each in report.outline.tables if each.number == figure.table), None)
    headings = tuple(_headings(figure, report))
    mention = _mention(figure, report)
    lines = (
        ("place", str(figure.place)),
        ("headings", PATH.join(f"{each.printed} {each.title}".strip() for each in headings)),
        ("table", _table(table)),
        ("row", PATH.join(figure.row_path)),
        ("column", PATH.join(figure.column_path)),
        ("library", _libraries(figure, report, lang)),
        ("value", _value(figure, lang)),
        ("role", _role(figure, table, report, lang)),
        ("rules", ", ".join(_rules(figure, headings, table, mention, report, lang))),
    )
    yield from (sentence(f"explain_{name}", lang, what=what) for name, what in lines if what)


def _headings(figure: Observation, report: Report) -> Iterator[Section]:
    """The headings over a figure, the outermost first."""
    sections = {each.section: each for each in report.outline.sections}
    chain: list[Section] = []
    number = figure.section
    while number in sections and sections[number] not in chain:
        chain.append(sections[number])
        number = sections[number].parent
    return reversed(chain)


def _table(table: PlacedTable | None) -> str:
    """Its number in the report, and its caption where it has one."""
    return "" if table is None else ": ".join(filter(None, (str(table.number), table.caption)))


def _libraries(figure: Observation, report: Report, lang: str) -> str:
    """The names of its libraries, or its territory, or that it is of the whole report."""
    names = {each.library: each.name for each in report.libraries}
    found = "; ".join(names.get(library, library) for library in figure.library)
    return found or figure.area or sentence("explain_whole", lang)


def _value(figure: Observation, lang: str) -> str:
    """The number with multiplier, unit and sense: «12.5 × 1000 руб., не менее»."""
    if figure.value is None:
        return sentence(f"explain_status_{figure.status}", lang)
    times = f"× {figure.multiplier}" if figure.multiplier > 1 else ""
    unit = words("compare")["units"].get(figure.unit, {}).get(lang, figure.unit)
    number = " ".join(filter(None, (plain_text(figure.value), times, unit)))
    op = sentence(f"explain_op_{figure.op}", lang) if figure.op else ""
    is_corrected = figure.status is Status.CORRECTED
    person = sentence(f"explain_status_{figure.status}", lang) if is_corrected else ""
    return ", ".join(filter(None, (number, op, person)))


def _role(figure: Observation, table: PlacedTable | None, report: Report, lang: str) -> str:
    """What it does in its sentence, or what its cell is in the table."""
    if figure.role is not None:
        return sentence(f"explain_role_{figure.role}", lang)
    if table is None:
        return ""
    layout = report.layouts[report.outline.tables.index(table)]
    roles = zip(table.table.cells, layout.roles, strict=True)
    spot = figure.row, figure.column
    found = next((role for cell, role in roles if (cell.row, cell.column) == spot), "")
    return sentence(f"explain_cell_{found}", lang) if found else ""


def _mention(figure: Observation, report: Report) -> Mention | None:
    """The place in its row, its column or its paragraph that names its library."""
    at = figure.place
    same = (each for each in report.mentions if each.place and each.place.block == at.block)
    named = (each for each in same if set(figure.library) & set(each.libraries))
    near = (
        each
        for each in named
        if each.place and (each.place.row == at.row or each.place.column == at.column)
    )
    return next(near, None)


def _rules(
    figure: Observation,
    headings: tuple[Section, ...],
    table: PlacedTable | None,
    mention: Mention | None,
    report: Report,
    lang: str,
) -> Iterator[str]:
    """The rules that spoke, each as «what – rule»: heading, table, time, thing counted, library."""
    notes = dict(figure.extra)
    layout = report.layouts[report.outline.tables.index(table)] if table else None
    found = (
        ("heading", headings[-1].rule if headings else ""),
        ("table", layout.rule if layout else ""),
        ("time", notes.get("dated", "")),
        ("counted", notes.get("counted", "")),
        ("library", mention.rule if mention else ""),
    )
    yield from (f"{sentence(f'explain_of_{what}', lang)} – {rule}" for what, rule in found if rule)
