"""Which layout a data set gets: single files, or an archive in parts.

One report or a region is a handful of files that every program opens. Each run writes them anew,
1.6 MB of CSV a report: at a thousand reports that is longer than reading one takes.
"""

from pathlib import Path

from extractor.dataset.earlier import earlier_records, is_dataset
from extractor.dataset.formats import BASIC
from extractor.dataset.parts import is_parted
from extractor.errors import CalledWrongly
from extractor.model.records import ReportRow
from extractor.options import PublishOptions

MANY = 1_000  # reports from which on a data set is kept in parts


def is_to_be_parted(out: Path, options: PublishOptions, coming: int) -> bool:
    """Whether the next version of ``out``, with so many reports ``coming``, is in parts: where it
    is so already, where that is asked for, and from MANY reports on unless other forms are asked
    for, which only single files have. Raises CalledWrongly where both are asked for.
    """
    is_there = not options.fresh and is_dataset(out)
    has_forms = options.excel or bool({*options.formats} - {*BASIC})
    if options.parts or (is_there and is_parted(out)):
        if has_forms:
            raise CalledWrongly("parts_and_forms", path=out)
        return True
    kept = sum(1 for _ in earlier_records(out, ReportRow)) if is_there and not has_forms else 0
    return not has_forms and kept + coming >= MANY
