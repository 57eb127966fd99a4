"""What is said of reports that came in, and of libraries that changed."""

from collections.abc import Iterable

from extractor.commands.voice import Voice
from extractor.model import Change
from extractor.model.arrival import Arrival


def tell_changes(changes: Iterable[Change], voice: Voice) -> None:
    """How many changes of libraries came to light; each of them with -v."""
    for each in changes:
        said = {
            "year": each.year,
            "library": each.library,
            "before": each.before,
            "after": each.after,
        }
        voice.detail(f"library_{each.what}", **said)
    count = sum(each.what != "alias" for each in changes)
    if count:
        voice.say("library_changes", count=count)


def tell_arrivals(arrivals: Iterable[Arrival], voice: Voice) -> None:
    """Say of each report that came in what it is to the data set; of one that is simply new only
    with -v.
    """
    for each in arrivals:
        said = {
            "file": each.file,
            "report": each.report,
            "other": each.other,
            "changed": each.changed or 0,
        }
        say = {
            "refused": voice.fail,
            "added": voice.detail,
            "same": voice.detail,
            "rival": voice.detail,
        }.get(each.what, voice.say)
        say(f"arrival_{each.what}", **said)
