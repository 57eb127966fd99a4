"""Many reports: found, read (several at once), each failure kept beside the successes."""

from extractor.batch.cluster import extract_on_cluster
from extractor.batch.failure import Failed
from extractor.batch.found import Passed, find_reports
from extractor.batch.run import Readers, extract_reports, read_alone

__all__ = [
    "Failed",
    "Passed",
    "Readers",
    "extract_on_cluster",
    "extract_reports",
    "find_reports",
    "read_alone",
]
