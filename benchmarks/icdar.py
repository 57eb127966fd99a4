"""The ICDAR 2013 table competition: ``python benchmarks/icdar.py FOLDER [--engine NAME]
[--documents]``.

FOLDER holds the PDFs, the ground truth (``*-str.xml``) and the evaluator ``evaluate.py`` that comes
with them.
"""

import argparse
import importlib.util
import json
from pathlib import Path

from extractor.errors import SvodError
from extractor.model import Table
from extractor.options import ReadOptions
from extractor.read import read_document


def tables_of(path: Path, engine: str) -> list[dict]:
    """The tables of one document in the evaluator's form; one that cannot be read has none."""
    try:
        document = read_document(path, ReadOptions(engine=engine))
    except SvodError as error:
        print(path.name, error)
        return []
    return [
        {
            "page": table.page,
            "cells": [
                {
                    "row": c.row,
                    "col": c.column,
                    "rowspan": c.row_span,
                    "colspan": c.column_span,
                    "text": c.text,
                }
                for c in table.cells
            ],
        }
        for table in document.blocks
        if isinstance(table, Table)
    ]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--engine", default="pypdfium2")
    asked.add_argument("--documents", action="store_true", help="a line for each document, too")
    options = asked.parse_args()
    spec = importlib.util.spec_from_file_location("evaluate", options.folder / "evaluate.py")
    evaluator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluator)
    found = {
        path.name: tables_of(path, options.engine) for path in sorted(options.folder.glob("*.pdf"))
    }
    result, documents = evaluator.evaluate(found, evaluator.gold(root=str(options.folder.parent)))
    names = {path.stem.rstrip("ab") for path in options.folder.glob("*.pdf")}
    documents = {name: each for name, each in documents.items() if name in names}
    print(json.dumps({key: each for key, each in result.items() if not isinstance(each, dict)}))
    for kind in ("struct", "e2e"):
        print(kind, " ".join(f"{name}={value:.3f}" for name, value in result[kind].items()))
    if options.documents:
        for name, each in documents.items():
            precision, recall, f1 = evaluator.prf(each["hit"], each["all"], each["want"])
            print(f"{name} {precision:.3f} {recall:.3f} {f1:.3f}", each)


if __name__ == "__main__":
    main()
