"""Tables and sections of a document as a person reads them on a terminal."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from extractor.commands.voice import sentence
from extractor.model import Section
from extractor.text import clean

STYLES = {"header": "bold", "group": "bold italic", "total": "bold", "note": "italic"}
NARROWEST, WIDEST, EDGES = 6, 32, 3  # letters of a column; those that part it from the next
Cell = Mapping[str, Any]


def draw_tables(text: str, lang: str, console: Console | None = None) -> None:
    """Draw tables given as JSON. One that is wider than the terminal is drawn in parts, the stub
    before each.
    """
    shown = console or Console()
    for table in json.loads(text):
        shown.print(Text(_title(table, lang), "bold"))
        for part in _parts(table, shown.width):
            shown.print(part)
        shown.print()


def _title(table: Mapping[str, Any], lang: str) -> str:
    section = sentence("drawn_section", lang, section=table["section"]) if table["section"] else ""
    number = sentence("drawn_table", lang, table=table["table"])
    return ". ".join(filter(None, (number + section, clean(table["caption"] or ""))))


def _parts(table: Mapping[str, Any], width: int) -> Iterator[Table]:
    cells = {
        (cell["row"], at): cell
        for cell in table["cells"]
        for at in range(cell["column"], cell["column"] + cell["column_span"])
    }
    widths = [_width(cells, column) for column in range(table["columns"])]
    stub = list(range(min(table["stub_columns"], table["columns"])))
    for columns in _bands(widths, stub, width):
        yield _grid(table, cells, (stub, columns), widths)


def _width(cells: Mapping[tuple[int, int], Cell], column: int) -> int:
    """The letters that a column needs: its longest figure, its longest word of other cells."""
    needs = [NARROWEST]
    for (_, at), cell in cells.items():
        if at == column and cell["column_span"] == 1:
            is_figure = _is_figure(cell["text"])
            words = cell["text"].split("\n") if is_figure else cell["text"].split()
            needs += map(len, words)
            needs.append(0 if is_figure else min(len(cell["text"]), WIDEST // 2))
    return min(max(needs), WIDEST)


def _bands(widths: Sequence[int], stub: Sequence[int], width: int) -> Iterator[list[int]]:
    """The columns beside the stub, as many together as the terminal holds, one at least."""
    taken = sum(widths[at] + EDGES for at in stub) + 1
    band, used = list[int](), taken
    for at in range(len(stub), len(widths)):
        if band and used + widths[at] + EDGES > width:
            yield band
            band, used = [], taken
        band.append(at)
        used += widths[at] + EDGES
    if band or stub:
        yield band


def _grid(
    table: Mapping[str, Any],
    cells: Mapping[tuple[int, int], Cell],
    shown: tuple[Sequence[int], Sequence[int]],
    widths: Sequence[int],
) -> Table:
    """The columns of the stub and those beside it."""
    grid = Table(box=box.SQUARE, show_header=False)
    stub, columns = shown
    figures = {at for at in columns if _is_of_figures(cells, at)}
    for at in (*stub, *columns):
        justify: Literal["left", "right"] = "right" if at in figures else "left"
        grid.add_column(justify=justify, max_width=widths[at], overflow="fold")
    begins = {at for part in shown for at in part[:1]}
    for row in range(table["rows"]):
        line = [_text(cells.get((row, at)), at, at in begins) for at in (*stub, *columns)]
        grid.add_row(*line, end_section=row + 1 == table["header_rows"])
    return grid


def _is_of_figures(cells: Mapping[tuple[int, int], Cell], column: int) -> bool:
    """Whether most data of a column are figures or the lack of one."""
    roles = ("data", "total")
    data = [one["text"] for (_, at), one in cells.items() if at == column and one["role"] in roles]
    return 2 * sum(map(_is_figure, data)) > len(data)


def _is_figure(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _text(cell: Cell | None, column: int, begins: bool) -> Text:
    """The text of a cell; that of a merged one where it or the part of the table begins."""
    if cell is None or not (begins or cell["column"] == column):
        return Text("")
    return Text(cell["text"], STYLES.get(cell["role"], ""))


def draw_outline(
    title: str, sections: Iterable[tuple[Section, str]], console: Console | None = None
) -> None:
    """Draw a section tree; each section with what is said of it."""
    tree = Tree(Text(title, "bold"))
    branches = [tree]
    for section, reason in sections:
        del branches[max(section.level, 1) :]
        label = Text.assemble((section.section, "cyan"), f" {section.title}", (reason, "dim"))
        branches.append(branches[-1].add(label))
    (console or Console()).print(tree)
