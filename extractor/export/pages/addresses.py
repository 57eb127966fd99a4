"""Where the pages of figures, reports and indicators stand: on the desk, or in a site on disk."""

import re
from collections.abc import Callable
from typing import NamedTuple

_OBSERVATION = re.compile(r"(?P<report>[^:]+):(?:(?P<cell>t\d+r\d+c\d+)|(?P<block>b\d+))")


class Addresses(NamedTuple):
    """What gives the address of a page as it is written on other pages, empty where there is none:
    of a report by its id, of an indicator by its code, of the picture of a report's page.
    """

    report: Callable[[str], str]
    indicator: Callable[[str], str]
    picture: Callable[[str, int], str] = lambda _report, _page: ""

    def figure(self, observation: str) -> str:
        """The address of the place where an observation stands."""
        report, spot = spot_of(observation)
        page = self.report(report) if report else ""
        return f"{page}#{spot}" if page else ""


def spot_of(observation: str) -> tuple[str, str]:
    """The report of an observation's id, and the id of its place on the page of that report; both
    empty for what is none.

    >>> spot_of("a-2023:t5r3c2.2"), spot_of("a-2023:b12c4-9"), spot_of("–")
    (('a-2023', 't5r3c2'), ('a-2023', 'b12'), ('', ''))
    """
    found = _OBSERVATION.match(observation)
    return (found["report"], found["cell"] or found["block"]) if found else ("", "")
