"""What the shell offers when Tab is pressed: codes of indicators, reports, districts, decisions.

Whatever goes wrong, nothing is offered and nothing is said: the line is not yet a command.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from extractor.commands.page import Page
from extractor.dataset.earlier import earlier_records
from extractor.decisions.log import latest, own_log
from extractor.errors import SvodError
from extractor.model import DecisionState, Library
from extractor.model.records import ReportRow
from extractor.text import fold
from extractor.words.indicators import vocabulary

Offer = tuple[str, str]  # what is put on the line, and what it is
Offers = Callable[[click.Context], Iterable[Offer]]
Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completing(offers: Offers) -> Completion:
    """A completion as click takes it: of all that is offered, what begins as the word does."""

    @wraps(offers)
    def completed(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        begun, found = fold(incomplete), []
        with suppress(SvodError, OSError):
            found = list(offers(context))
        return [
            CompletionItem(text, help=about or None)
            for text, about in found
            if fold(text).startswith(begun)
        ]

    return completed


@completing
def indicator_codes(context: click.Context) -> Iterator[Offer]:
    """Codes of the catalogue with their names in the user's language."""
    return _codes(context)


@completing
def report_ids(context: click.Context) -> Iterator[Offer]:
    """Ids of the reports that OUT holds, with their files."""
    for row in earlier_records(_out(context), ReportRow):
        yield row.report, row.file


@completing
def district_names(context: click.Context) -> list[Offer]:
    """Districts of the reports that OUT holds."""
    names = {row.district for row in earlier_records(_out(context), ReportRow)} - {""}
    return [(name, "") for name in sorted(names)]


@completing
def decision_ids(context: click.Context) -> Iterator[Offer]:
    """Decisions of OUT that can be taken back."""
    for one in latest(own_log(_out(context))):
        if one.state is not DecisionState.UNDONE:
            yield one.decision, f"{one.from_} → {one.to}"


@completing
def decided_values(context: click.Context) -> Iterable[Offer]:
    """What a decision of the named kind may say: a code, a library."""
    kind = context.params.get("kind")
    if kind == "label":
        return _codes(context)
    if kind == "library":
        libraries = earlier_records(_out(context), Library)
        return [(one.library, one.name) for one in libraries]
    return ()


def _codes(context: click.Context) -> Iterator[Offer]:
    for one in vocabulary(context.params.get("catalogue")).indicators.values():
        yield one.code, one.ru if Page.lang == "ru" else one.en


def _out(context: click.Context) -> Path:
    """The folder OUT; click leaves it among the rest where the line ends in an option's name."""
    rest = [*context.args, "."]
    return Path(context.params.get("out") or rest[0])
