"""Many reports: found, read (several at once), each failure kept beside the successes."""

from extractor.batch.cluster import extract_on_cluster
from extractor.batch.failure import Failed
from extractor.batch.found import Passed, find_reports
from extractor.batch.publishing import Reading
from extractor.batch.run import Readers, extract_reports, read_alone
from extractor.batch.spool import Arrived

__all__ = [
    "Arrived",
    "Failed",
    "Passed",
    "Readers",
    "Reading",
    "extract_on_cluster",
    "extract_reports",
    "find_reports",
    "read_alone",
]
