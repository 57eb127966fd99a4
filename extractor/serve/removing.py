"""A report taken out of the data set from its page."""

from extractor.dataset.write import remove_reports
from extractor.options import PublishOptions
from extractor.serve.desk import Desk


def remove(desk: Desk, report: str) -> None:
    """Take a report out and check again. Raises CalledWrongly for one that there is not."""
    options = PublishOptions(lang=desk.setup.lang)
    remove_reports([report], desk.setup.store.out, options)
    desk.view(fresh=True)
    desk.jobs.check()
