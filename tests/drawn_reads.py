"""Drawn tables as they were read, with their figures and the table before them."""

from types import SimpleNamespace

from extractor.model import Status
from extractor.model.dataset import PrintedTable
from extractor.serve.table_doubts import Read


def printed(drawing: str, number: int) -> PrintedTable:
    """A table of one column of labels; ``|=`` begins the rows of its header."""
    lines = [line.strip() for line in drawing.strip().splitlines()]
    rows = [[text.strip() for text in line.strip("|").strip("=").split("|")] for line in lines]
    header = sum(line.startswith("|=") for line in lines)
    cells = tuple(
        (at, column, 1, 1, "header" if at < header else "data" if column else "stub", text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return PrintedTable(number, "1", "", len(rows), len(rows[0]), header, 1, "x#b1", cells)


def as_read(drawing: str) -> Read:
    """The last table of a drawing as it was read, after the one before it."""
    tables = [printed(part, at) for at, part in enumerate(drawing.strip().split("\n\n"), 1)]
    table = tables[-1]
    figures: dict[int, list] = {}
    for row, column, _, _, role, text in table.cells:
        if role == "data" and text:
            is_word = text[0].isalpha()
            status = Status.TEXT if is_word else Status.NIL if text == "-" else Status.OK
            value = 1 if status is Status.OK else None
            fact = SimpleNamespace(row=row, column=column, status=status, value=value)
            figures.setdefault(row, []).append(fact)
    return Read(table, figures, tables[-2] if len(tables) > 1 else None)
