"""Relation discovery against a folder of annotated tables (its evaluate.py says how it scores).

    PYTHONPATH=. python benchmarks/relations.py FOLDER [--half even|odd|all] [--out FILE.jsonl]

Each table is read as a plain CSV would be: the number format is found out. Prints the figures of an
operator pooled and over tables, and how many of the annotated exceptions are found.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from extractor.check.relations.report import relations

HALVES = {"even": lambda index: index % 2 == 0, "odd": lambda index: index % 2 == 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(options.folder))
    kit, judge = __import__("tables"), __import__("exceptions")
    evaluate = __import__("evaluate")
    wanted = HALVES.get(options.half, lambda index: True)
    chosen = [(index, table) for index, table in enumerate(kit.load()) if wanted(index)]
    begun = time.perf_counter()
    told = [relations(table["table_array"]) for _, table in chosen]
    print(f"{len(chosen)} tables, {time.perf_counter() - begun:.0f} s")
    tables = [table for _, table in chosen]
    said = [
        set(map(evaluate_form(evaluate, table), found))
        for table, found in zip(tables, told, strict=True)
    ]
    print("\n".join(evaluate.report(evaluate.score(tables, said))))
    print_exceptions(kit, judge, evaluate, tables, told)
    if options.out:
        write(options.out, chosen, told)


def evaluate_form(evaluate, table):
    """Return what brings a relation into the form that the evaluation compares."""
    return lambda found: evaluate.canonical(as_prediction(found), table["table_array"])


def as_prediction(found):
    return {"operator": found.operator, "result": found.result, "parts": found.parts}


def print_exceptions(kit, judge, evaluate, tables, told):
    """Say how many annotated exceptions are found, and how many found ones are none."""
    true = found = hits = unmarked = 0
    for table, relations_of_table in zip(tables, told, strict=True):
        marked = {
            evaluate.canonical(note, table["table_array"]): note for note in kit.truths(table)
        }
        beyond = {form for form, note in marked.items() if judge.judge(table, note)[0] == "beyond"}
        broken = {
            evaluate.canonical(as_prediction(each), table["table_array"])
            for each in relations_of_table
            if not each.holds
        }
        true, found, hits = true + len(beyond), found + len(broken), hits + len(beyond & broken)
        unmarked += len(broken - marked.keys())
    print(f"exceptions: {true} annotated, {found} told, {hits} of them annotated as exceptions")
    print(f"            {unmarked} told where no relation is annotated")


def write(path, chosen, told):
    """Write the predictions in the form that evaluate.py reads."""
    with path.open("w", encoding="utf-8") as out:
        for (index, _), found in zip(chosen, told, strict=True):
            record = {"table": index, "relations": list(map(as_prediction, found))}
            out.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
