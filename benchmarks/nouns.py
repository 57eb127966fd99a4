"""How quickly the nouns of a report are made and changed, beside frozen dataclasses with the same
fields in the same run.

``python -m benchmarks.nouns [REPORT.docx]``: each record of the report is made anew from its
values, then copied with one field changed. Ratios, the best of several rounds; seconds are never
compared between runs.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import make_dataclass
from dataclasses import replace as dataclass_replace
from inspect import signature
from pathlib import Path
from time import process_time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.options import ReportOptions
from extractor.pipeline import extract_report

REPORT = Path("samples/reports/berezovo-2023.docx")
ROUNDS, REPEATS = 7, 5
WANTED = 5  # times as fast as frozen dataclasses


def records_in(value: object) -> Iterator[Struct]:
    """Every record of a report, the inner ones too."""
    if isinstance(value, Struct):
        yield value
        for name in value.__struct_fields__:
            yield from records_in(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from records_in(one)


def named_only(record: Struct) -> bool:
    """Whether some fields of a record are given by name only: its maker cannot be timed alike."""
    parameters = signature(type(record)).parameters.values()
    return any(one.kind is one.KEYWORD_ONLY for one in parameters)


def peer_of(kind: type[Struct]) -> type:
    """A frozen dataclass with the fields of a record."""
    return make_dataclass(
        kind.__name__, [(name, Any) for name in kind.__struct_fields__], frozen=True, slots=True
    )


def best(work: Callable[[], None]) -> float:
    """The shortest time of several rounds."""
    times = []
    for _ in range(ROUNDS):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)


def making(kinds: Iterable[tuple[Callable[..., object], Sequence[object]]]) -> Callable[[], None]:
    """Work that makes each record from its values."""
    made = list(kinds)

    def work() -> None:
        for _ in range(REPEATS):
            for kind, values in made:
                kind(*values)

    return work


def changing(
    change: Callable[..., object], records: Iterable[tuple[object, str, object]]
) -> Callable[[], None]:
    """Work that copies each record with one field changed."""
    changed = [(record, {name: value}) for record, name, value in records]

    def work() -> None:
        for record, fields in changed:
            change(record, **fields)

    return work


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, nargs="?", default=REPORT)
    report = extract_report(parser.parse_args().report, ReportOptions())
    records = [one for one in records_in(report) if one.__struct_fields__ and not named_only(one)]
    peers = {kind: peer_of(kind) for kind in {type(one) for one in records}}
    ours = [
        (type(one), tuple(getattr(one, name) for name in one.__struct_fields__)) for one in records
    ]
    theirs = [(peers[kind], values) for kind, values in ours]
    twins = [kind(*values) for kind, values in theirs]
    fields = [(one.__struct_fields__[0], getattr(one, one.__struct_fields__[0])) for one in records]
    made = best(making(theirs)) / best(making(ours))
    pairs = zip(twins, records, fields, strict=True)
    of_twins, of_records = [], []
    for twin, record, (name, value) in pairs:
        of_twins.append((twin, name, value))
        of_records.append((record, name, value))
    copied = best(changing(dataclass_replace, of_twins)) / best(changing(replace, of_records))
    print(f"{len(records)} records of {len(peers)} kinds")
    print(f"made {made:.1f} times as quickly as frozen dataclasses, wanted {WANTED}")
    print(f"changed {copied:.1f} times as quickly")


if __name__ == "__main__":
    main()
