"""Many reports: found, read (several at once), each failure kept beside the successes."""

from extractor.batch.found import find_reports
from extractor.batch.run import Failed, extract_reports

__all__ = ["Failed", "extract_reports", "find_reports"]
