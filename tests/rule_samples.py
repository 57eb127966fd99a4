"""How the samples of heuristics are read: for each room, a text or a drawing to what is understood.

An answer holds what a reader of the report would see, and no name of a rule: what remains the same
under another name is the same.
"""

from collections.abc import Callable
from decimal import Decimal

from building import FILE, cells_of
from drawing import drawn
from drawn_reads import as_read
from msgspec.structs import replace
from rule_pages import cell_lines, cut_table, joint, page, scanned

from extractor.indicators import classify_observations
from extractor.model import (
    Cell,
    Document,
    Library,
    Observation,
    Outline,
    Paragraph,
    PlacedTable,
    Section,
    Status,
    Table,
)
from extractor.model.comparison import Figure
from extractor.names import attach_names, resolve_names
from extractor.names.areas import area_of
from extractor.names.candidates.index import index_of
from extractor.names.candidates.typos import is_likely_slip
from extractor.names.registry.history import merge_registries
from extractor.names.text_mentions import named_in
from extractor.outline import outline_document
from extractor.prose import claims_of, quote_figures
from extractor.rules import first_match
from extractor.russian.figures import find_quantities
from extractor.russian.periods import find_periods
from extractor.russian.units import find_unit
from extractor.serve import table_doubts
from extractor.standing_value import standing
from extractor.tables import interpret_table
from extractor.tables.values import read_cell
from extractor.words.indicators import vocabulary

YEAR = 2023
EMPTY = Outline((), ("",), ())
Reader = Callable[[str], object]


def quantities(sample: str) -> object:
    """The figures of a sentence."""
    return [
        (each.raw, each.kind, each.value, each.unit, each.low, each.high, each.last)
        for each in find_quantities(sample)
    ]


def periods(sample: str) -> object:
    """The times of a text in a report of 2023."""
    return [
        (each.period, each.kind, sample[each.start : each.end])
        for each in find_periods(sample, YEAR)
    ]


def unit(sample: str) -> object:
    """The unit that a label declares."""
    found = find_unit(sample)
    return found and (found.unit, found.multiplier, found.start)


def table_of(sample: str) -> Table:
    """A drawn table; ``|=`` opens a row that the file marks as a header, ``**…**`` is bold."""
    lines = [line.strip() for line in sample.strip().splitlines()]
    marked = sum(line.startswith("|=") for line in lines)
    cells = tuple(map(_with_bold, cells_of("\n".join(line.replace("|=", "|") for line in lines))))
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    return Table(0, rows, columns, cells, heading_rows=marked)


def _with_bold(cell: Cell) -> Cell:
    if not (cell.text.startswith("**") and cell.text.endswith("**")):
        return cell
    return replace(cell, text=cell.text[2:-2], bold=True)


def table(sample: str) -> object:
    """The roles of a table's cells, and its figures with their labels."""
    layout, observations = interpret_table(
        PlacedTable(1, table_of(sample), "1", ""), FILE, (), YEAR
    )
    figures = [
        (
            (each.row, each.column, each.row_path, each.column_path, each.period),
            (each.value, each.unit, each.multiplier, each.status, each.raw, each.op, each.extra),
        )
        for each in observations
    ]
    return layout.header_rows, layout.stub_columns, layout.roles, figures


def cell(sample: str) -> object:
    """What one cell of data says."""
    return read_cell(sample)


def outline_of(sample: str) -> Outline:
    """The outline of a drawn document (``drawing.py``); ``␣`` is a typed space, ``[]`` opens a
    line in a text box.
    """
    lines = [line.strip().replace("␣", "\u00a0") for line in sample.strip().splitlines()]
    document = drawn("\n".join(line.removeprefix("[] ") for line in lines))
    boxed = {line.removeprefix("[] ").strip("*") for line in lines if line.startswith("[] ")}
    return outline_document(_with_boxes(document, boxed))


def _with_boxes(document: Document, texts: set[str]) -> Document:
    blocks = (
        replace(block, origin="textbox")
        if isinstance(block, Paragraph) and block.text in texts
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def outline(sample: str) -> object:
    """The sections of a document, and the names of its tables."""
    found = outline_of(sample)
    tables = [(each.caption, each.lead, each.table.rows) for each in found.tables]
    return [(each.section, each.title) for each in found.sections], tables


def evidence(sample: str) -> object:
    """The published reason why each line is a heading."""
    return [each.rule for each in outline_of(sample).sections]


REGISTRY = (
    Library("центр", "Центральная библиотека", "Луговской район", "", "central", "с. Берёзово"),
    Library("дети", "Центральная детская библиотека", "", "", "children", "с. Берёзово"),
    Library("1", "Библиотека-филиал № 1", "", "1", "rural", "с. Луговое"),
    Library("2", "Библиотека-филиал № 2", "", "2", "rural", "с. Заречье"),
    Library("3", "Библиотека им. А. С. Пушкина", "", "3", "", "г. Приморск", "ул. Лесная, 5"),
    Library("4", "Библиотека «Родник»", "", "4", "", "г. Приморск", "ул. Кутузова, 30"),
    Library("5", "Библиотека экологический центр", "", "5", "", "г. Приморск", aliases=("БЭЦ",)),
)


def label(sample: str) -> object:
    """The libraries of :data:`REGISTRY` that a label means or may mean, and how surely."""
    found = resolve_names([sample], REGISTRY)[0]
    return found.libraries, found.score, found.rule == "system", found.candidates


def sentence(sample: str) -> object:
    """Names of libraries in a sentence, as far as they reach."""
    named = named_in(sample, index_of(REGISTRY))
    return [(sample[start:end], mention.libraries) for start, end, mention in named]


def spoken(sample: str) -> object:
    """The libraries of the figures of paragraphs."""
    lines = sample.splitlines()
    blocks = tuple(Paragraph(number, line) for number, line in enumerate(lines))
    document, outlined = Document(FILE, "0", "docx", blocks), Outline((), ("",) * len(lines), ())
    told, _ = quote_figures(document, outlined, YEAR)
    named = attach_names(told, document, outlined, REGISTRY, "")
    return [(each.raw, each.library) for each in named]


def stated(sample: str) -> object:
    """The figures of sentences that state something, and what the others are."""
    found, asides = quote_figures(_document_of(sample), EMPTY, YEAR)
    return [each.raw for each in found], [(each.text, each.kind) for each in asides]


def told(sample: str) -> object:
    """The figures of paragraphs with their period, label and subject; «#» opens a heading."""
    lines = sample.splitlines()
    texts = tuple(line.removeprefix("# ") for line in lines)
    blocks = tuple(Paragraph(number, text) for number, text in enumerate(texts))
    titles = tuple(text for line, text in zip(lines, texts, strict=True) if line != text)
    sections = tuple(Section("1", "", 1, title, 0) for title in titles)
    outlined = Outline(sections, tuple("1" if sections else "" for _ in lines), ())
    found, _ = quote_figures(Document(FILE, "0", "docx", blocks), outlined, YEAR)
    return [(each.raw, each.period, each.row_path, each.subject) for each in found]


def claims(sample: str) -> object:
    """What the sentences of a text claim; nobody has told yet what their figures measure."""
    return _claimed(quote_figures(_document_of(sample), EMPTY, YEAR)[0])


def coded_claims(sample: str) -> object:
    """What the sentences of a text claim, their figures with their indicators."""
    found, _ = quote_figures(_document_of(sample), EMPTY, YEAR)
    return _claimed(classify_observations(found, EMPTY, vocabulary(), frozenset()))


def codes(sample: str) -> object:
    """What the figures of sentences measure."""
    found, _ = quote_figures(_document_of(sample), EMPTY, YEAR)
    coded = classify_observations(found, EMPTY, vocabulary(), frozenset())
    return [(each.raw, each.indicator) for each in coded]


def _document_of(sample: str) -> Document:
    return Document("a.docx", "0", "docx", (Paragraph(0, sample),))


def _claimed(found: tuple[Observation, ...]) -> object:
    return [
        (claim.kind, claim.direction, [(found[e.observation].raw, e.role) for e in claim.figures])
        for claim in claims_of(found, vocabulary().indicators)
    ]


def area(sample: str) -> object:
    """The territory that a label names, by itself and under a heading such as «Район»."""
    return area_of(sample), area_of(sample, listed=True)


def slip(sample: str) -> object:
    """Whether «as written → as meant» is a slip of typing."""
    word, name = sample.split(" → ")
    return is_likely_slip(word, name)


def registries(sample: str) -> object:
    """What became of libraries: a line is «year: name | number | settlement»."""
    years: dict[int, list[Library]] = {}
    for line in sample.strip().splitlines():
        year, _, row = line.partition(":")
        name, number, settlement = (cell.strip() for cell in row.split("|"))
        held = years.setdefault(int(year), [])
        kind = "central" if name.startswith("Центральная") else ""
        library = Library(f"{year.strip()}-{len(held)}", name, "", number, kind, settlement)
        held.append(library)
    merged = merge_registries((year, tuple(held)) for year, held in years.items())
    return merged.changes


def standing_figure(sample: str) -> object:
    """The figure that stands in a report: a line is «таблица N | label | value» or «текст | …»."""
    figures = [_printed(at, line) for at, line in enumerate(sample.strip().splitlines())]
    used, _ = standing(figures)
    return used.spot, used.raw


def _printed(at: int, line: str) -> Figure:
    where, label, raw = (part.strip() for part in line.split("|"))
    table = int(where.removeprefix("таблица")) if where.startswith("таблица") else 0
    value = None if raw == "–" else Decimal(raw)
    return Figure(
        observation=f"r:{at}",
        report="r",
        indicator="holdings.books",
        library="",
        area="",
        year=YEAR,
        value=value,
        decimals=0,
        unit="copy",
        status=Status.NIL if value is None else Status.OK,
        spot=(table, at, 0),
        row_label=label,
        column_label="",
        depth=1,
        raw=raw,
        place=f"{FILE}#b{at}",
    )


def table_in_doubt(sample: str) -> object:
    """How the last table of a drawing may be read otherwise."""
    return first_match(table_doubts.RULES, as_read(sample))


# Room, module or rule → the reader of its samples; the longest fitting name wins.
READERS: dict[str, Reader] = {
    "indicators.sentence_limits": codes,
    "prose": claims,
    "prose.non_facts": stated,
    "prose.terms": stated,
    "prose.dating": told,
    "prose.clause_rules": told,
    "prose.measured_noun": told,
    "prose.claim_nature.by_indicator": coded_claims,
    "prose.claim_parts.by_indicator": coded_claims,
    "read.pdf.hyphenation": joint,
    "read.pdf.lines": cell_lines,
    "read.pdf.paragraph_starts": page,
    "read.pdf.table_joining": cut_table,
    "read.pdf.unruled_evidence": page,
    "read.pdf.row_bands": page,
    "read.scan.cell_figures": scanned,
    "russian.non_quantities": quantities,
    "russian.phrases": quantities,
    "russian.period_patterns": periods,
    "russian.unit_rules": unit,
    "names": label,
    "names.areas": area,
    "names.bare_names": sentence,
    "names.sentence_owner": spoken,
    "names.candidates.typos": slip,
    "names.phrase_ends": sentence,
    "names.registry.matching": registries,
    "outline": outline,
    "serve.table_doubts": table_in_doubt,
    "outline.heading_evidence.automatic_number": evidence,  # it is as strong as a typed number
    "standing_value": standing_figure,
    "tables": table,
    "tables.values": cell,
    "tables.cell_tail": cell,
    "tables.cell_figures": cell,
}


def reader_of(module: str, rule: str) -> Reader:
    """The reader for the sample of a rule that stands in a module of the house."""
    name = f"{module.removeprefix('extractor.')}.{rule}"
    fitting = [each for each in READERS if f"{name}.".startswith(f"{each}.")]
    return READERS[max(fitting, key=len)]
