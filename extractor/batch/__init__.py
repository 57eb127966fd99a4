"""Many reports: found, read (several at once), each failure kept beside the successes."""

from extractor.batch.cluster import extract_on_cluster
from extractor.batch.found import Failed, Passed, find_reports
from extractor.batch.run import Readers, extract_reports

__all__ = ["Failed", "Passed", "Readers", "extract_on_cluster", "extract_reports", "find_reports"]
