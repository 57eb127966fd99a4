"""The check behind the pages: the data set is held while it is read and written, not between, so
that nobody who decides waits for it.
"""

import json
import sys
from pathlib import Path
from typing import NamedTuple

from extractor.check import check_dataset
from extractor.dataset.manifest import MANIFEST
from extractor.dataset.parts import is_parted
from extractor.dataset.read import load_dataset
from extractor.dataset.swap import held
from extractor.dataset.traces import as_if_printed
from extractor.decisions.findings import keep_findings
from extractor.decisions.store import Store
from extractor.options import CheckOptions

OVERTAKEN = 3  # exit status: figures were decided meanwhile, what was found is of yesterday


class Work(NamedTuple):
    """What is checked, and how."""

    store: Store
    options: CheckOptions


def check_once(work: Work) -> bool:
    """Check and write the findings; False where figures have changed since they were read."""
    out = work.store.out
    with held(out):
        dataset, before = as_if_printed(load_dataset(out)), _figures(out)
    checked = check_dataset(dataset, work.options)
    with held(out):
        if _figures(out) != before:
            return False
        keep_findings(work.store, checked)
    return True


def _figures(out: Path) -> tuple[int, int]:
    """What changes with the figures; in an archive in parts, with anything."""
    about = (out / (MANIFEST if is_parted(out) else "observations.csv")).stat()
    return about.st_mtime_ns, about.st_size


def call_of(work: Work) -> str:
    """The work as an argument of a process."""
    shared, catalogue = work.store.shared, work.options.catalogue
    about = {
        "out": str(work.store.out),
        "shared": str(shared) if shared else "",
        "catalogue": str(catalogue) if catalogue else "",
        "rules": [str(path) for path in work.options.rules],
        "lang": work.options.lang,
    }
    return json.dumps(about)


def main() -> None:
    """Do the work of the first argument."""
    said = json.loads(sys.argv[1])
    shared, catalogue = (
        Path(said[name]) if said[name] else None for name in ("shared", "catalogue")
    )
    store = Store(Path(said["out"]), shared, frozenset())
    options = CheckOptions(tuple(map(Path, said["rules"])), catalogue, said["lang"])
    sys.exit(0 if check_once(Work(store, options)) else OVERTAKEN)
