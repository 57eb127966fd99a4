"""The desk's memory: what is shown, what is being worked at, what was just decided."""

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from extractor.compare import compare_panel
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.earlier import is_dataset
from extractor.decisions.store import Store, decide, undo
from extractor.model import Decision, Vocabulary
from extractor.model.comparison import Comparison, Panel, Request
from extractor.options import CheckOptions
from extractor.serve.checking import Work
from extractor.serve.doubts import Doubt, doubts_of
from extractor.serve.drawing import Painter
from extractor.serve.jobs import Jobs
from extractor.serve.search import SearchIndex
from extractor.serve.shelf import Shelf, read_shelf, stamp_of
from extractor.serve.sources import Sources

MOST_KEPT = 6  # pages of reports, about a megabyte each


class Setup(NamedTuple):
    """What the desk is opened with; ``options`` go on to the command that reads reports."""

    store: Store
    known: Vocabulary
    sources: tuple[Path, ...]
    options: tuple[str, ...]
    check: CheckOptions

    @property
    def lang(self) -> str:
        """The language of pages and messages."""
        return self.check.lang


class View:
    """One state of the data set with all that is drawn from it, each made when first asked for."""

    def __init__(self, shelf: Shelf, out: Path) -> None:
        self.shelf, self.out = shelf, out
        self.reports: dict[str, Mapping[str, Any]] = {}

    def once(self, report: str, make: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """The page of a report, made once as long as it is among the last that were asked for."""
        page = self.reports.pop(report, None) or make()
        self.reports[report] = page
        for oldest in list(self.reports)[:-MOST_KEPT]:
            del self.reports[oldest]
        return page

    @cached_property
    def doubts(self) -> list[Doubt]:
        return doubts_of(self.shelf)

    @cached_property
    def panel(self) -> Panel:
        return load_panel(self.out)

    @cached_property
    def by_district(self) -> Comparison:
        return self._compared("district")

    @cached_property
    def by_library(self) -> Comparison:
        return self._compared("library")

    @cached_property
    def index(self) -> SearchIndex:
        return SearchIndex(self.shelf)

    def _compared(self, by: str) -> Comparison:
        known = self.shelf.known.indicators
        return compare_panel(self.panel, Request((), by), known)


class Desk:
    """The data set in ``setup.store.out``: its views are read in one thread at a time, decisions
    are followed at once, the check runs again behind them.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.sources = Sources(setup.store.out, setup.sources)
        self.painter = Painter()
        self.jobs = Jobs(Work(setup.store, setup.check), setup.options, self._refresh)
        self.handled: dict[str, int] = {}  # doubt → number of the check that will know better
        self.skipped: dict[str, list[str]] = {}
        self._view: View | None = None
        self._lock = threading.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether there is no data set yet."""
        return not is_dataset(self.setup.store.out)

    def view(self, fresh: bool = False) -> View:
        """The data set as it is, or as it was a moment ago while it is read again."""
        view = self._view
        if view is not None and view.shelf.stamp == stamp_of(self.setup.store):
            return view
        if view is not None and not fresh:
            threading.Thread(target=self._refresh, daemon=True).start()
            return view
        return self._read()

    def _read(self) -> View:
        with self._lock:
            view = self._view
            if view is None or view.shelf.stamp != stamp_of(self.setup.store):
                shelf = read_shelf(self.setup.store, self.setup.known, self.setup.lang)
                view = self._view = View(shelf, self.setup.store.out)
            return view

    def _refresh(self, done: int = 0) -> None:
        """Read the data set again; doubts that a finished check has judged count anew."""
        if not self.is_empty:
            self._read()
            self.handled = {key: number for key, number in self.handled.items() if number > done}

    def queue(self, who: str) -> list[Doubt]:
        """Open doubts, those that were skipped last."""
        later = self.skipped.get(who, [])
        rank = {key: at for at, key in enumerate(later, 1)}
        doubts = [one for one in self.view().doubts if one.key not in self.handled]
        return sorted(doubts, key=lambda doubt: rank.get(doubt.key, 0))

    def skip(self, who: str, key: str) -> None:
        """Put a doubt behind all others for one person."""
        later = self.skipped.setdefault(who, [])
        if key in later:
            later.remove(key)
        later.append(key)

    def decide(self, decisions: Sequence[Decision], doubt: str) -> None:
        """Keep decisions, follow them, and check again behind."""
        decide(self.setup.store, decisions)
        self._decided(doubt)

    def undo(self, names: Sequence[str], who: str) -> list[Decision]:
        """Take decisions back; gives them. Raises CalledWrongly for one that there is not."""
        taken = undo(self.setup.store, names, who)
        self.handled.clear()
        self.jobs.check()
        return taken

    def _decided(self, doubt: str) -> None:
        number = self.jobs.check()
        if doubt:
            self.handled[doubt] = number
