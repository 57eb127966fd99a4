"""One report whole, as the text of ``documents/REPORT.json``.

The shapes are those of :mod:`extractor.model.published`; they are written out here by hand because
a report holds twenty thousand cells and figures, and a general serialiser takes ten times as long.
Tests hold both together.
"""

from collections.abc import Iterator, Sequence

from extractor.dataset.columns import shape_of
from extractor.dataset.earlier import BY_RECORD
from extractor.dataset.printed_tables import Shape, json_bytes, table_shapes
from extractor.dataset.rows import Named
from extractor.model import Chart, Observation, Paragraph, Report, Table
from extractor.places import block_place

OBSERVATION = shape_of(BY_RECORD[Observation], without=frozenset({"report"}))


def document_shape(named: Named, observations: Sequence[Observation]) -> Shape:
    """The whole report as plain dictionaries and lists. ``observations`` are its records of
    ``observations.csv``.
    """
    report, document = named.report, named.report.document
    return {
        "report": named.name,
        "file": document.file,
        "sha256": document.sha256,
        "format": document.format,
        "title": document.title,
        "district": report.district,
        "organisation": report.organisation,
        "year": report.year,
        "pages": document.pages,
        "sections": section_tree(report),
        "blocks": list(block_shapes(report)),
        "tables": list(table_shapes(report)),
        "observations": list(map(OBSERVATION, observations)),
        "mentions": list(_mentions(named)),
        "notes": [
            {"mark": each.mark, "text": each.printed or each.text, "block": each.block}
            for each in document.notes
        ],
        "margins": document.margins,
        "notices": [
            {"key": each.key, "detail": each.detail, "block": each.block}
            for each in document.notices
        ],
        "votes": [
            dict(zip(("field", "value", "evidence", "count"), each, strict=True))
            for each in report.votes
        ],
        "asides": [
            {"text": each.text, "kind": each.kind, "place": str(each.place)}
            for each in report.asides
        ],
        "claims": list(_claims(named, observations)),
    }


def document_json(shape: Shape) -> bytes:
    """JSON in UTF-8, a line for each key and for each entry of a long list, so that two versions
    can be compared by line.
    """
    return b"{" + b",\n".join(_lines(key, value) for key, value in shape.items()) + b"}\n"


def _lines(key: str, value: object) -> bytes:
    text = (
        b"[\n" + b",\n".join(map(json_bytes, value)) + b"\n]"
        if value and isinstance(value, list)
        else json_bytes(value)
    )
    return json_bytes(key) + b":" + text


def section_tree(report: Report) -> list[Shape]:
    """Sections under their parents, in document order; one whose parent is not there stands at
    the top.
    """
    top: list[Shape] = []
    children: dict[str, list[Shape]] = {}
    for each in report.outline.sections:
        below: list[Shape] = []
        shape: Shape = {
            "section": each.section,
            "level": each.level,
            "printed": each.printed,
            "title": each.title,
            "rule": each.rule,
            "remark": each.remark,
            "place": str(block_place(report.document.file, report.document.blocks[each.block])),
            "sections": below,
        }
        children.get(each.parent, top).append(shape)
        children[each.section] = below
    return top


def block_shapes(report: Report) -> Iterator[Shape]:
    """Blocks in reading order; a table is only named here, its cells stand in ``tables``."""
    numbers = dict(_tables_of_blocks(report))
    sections = report.outline.section_of_block
    for index, block in enumerate(report.document.blocks):
        head = (
            str(block_place(report.document.file, block)),
            sections[index] if index < len(sections) else "",
        )
        if isinstance(block, Paragraph):
            yield _paragraph(block, *head)
        elif isinstance(block, Table):
            yield _grid(block, numbers.get(block.block), *head)
        else:
            yield _chart(block, *head)


def _tables_of_blocks(report: Report) -> Iterator[tuple[int, int]]:
    for placed in report.outline.tables:
        yield placed.table.block, placed.number
        yield from ((part.block, placed.number) for part in placed.table.parts)


def _paragraph(block: Paragraph, place: str, section: str) -> Shape:
    return {
        "block": block.block,
        "kind": "paragraph",
        "place": place,
        "section": section,
        "text": block.as_printed,
        "number": block.number,
        "style": block.style,
        "level": block.level,
        "listed": block.listed,
        "bold": block.bold,
        "centred": block.centred,
        "origin": block.origin,
        "hidden": block.hidden,
        "pictures": block.pictures,
        "breaks": block.breaks,
        "links": [{"text": each.text, "address": each.address} for each in block.links],
        "notes": block.notes,
    }


def _grid(block: Table, number: int | None, place: str, section: str) -> Shape:
    size = {"rows": block.rows, "columns": block.columns}
    return {
        "block": block.block,
        "kind": "table",
        "place": place,
        "section": section,
        "table": number,
        **size,
    }


def _chart(block: Chart, place: str, section: str) -> Shape:
    return {
        "block": block.block,
        "kind": "chart",
        "place": place,
        "section": section,
        "form": block.kind,
        "title": block.title,
        "part": block.part,
        "series": [
            {"name": each.name, "categories": each.categories, "values": each.values}
            for each in block.series
        ],
    }


def _claims(named: Named, observations: Sequence[Observation]) -> Iterator[Shape]:
    """What sentences claim, each figure by the id of its observation."""
    for each in named.report.claims:
        yield {
            "kind": each.kind,
            "subject": each.subject,
            "predicate": each.predicate,
            "direction": each.direction or "",
            "indicator": each.indicator,
            "library": named.ids(each.library) if each.library else (),
            "scope": each.scope,
            "figures": [
                {"observation": observations[figure.observation].observation, "role": figure.role}
                for figure in each.figures
            ],
            "place": str(each.place),
        }


def _mentions(named: Named) -> Iterator[Shape]:
    for each in named.report.mentions:
        yield {
            "text": each.text,
            "libraries": named.ids(each.libraries),
            "score": each.score,
            "rule": each.rule,
            "candidates": [
                (named.libraries.get(library, library), score) for library, score in each.candidates
            ],
            "place": "" if each.place is None else str(each.place),
        }
