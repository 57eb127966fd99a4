"""A whole report, understood."""

from msgspec import Struct

from extractor.model.aside import Aside
from extractor.model.claim import Claim
from extractor.model.document import Document
from extractor.model.library import Library, Mention
from extractor.model.observation import Observation
from extractor.model.section import Outline
from extractor.model.table import Layout


class Report(Struct, frozen=True):
    """One report with its data. ``layouts`` runs parallel to ``outline.tables``; ``report`` is its
    id, e.g. ``berezovo-2023``.

    ``votes`` says where year and district were found and how often: (field, value, evidence,
    count). ``asides`` are the figures of the running text that state nothing, ``claims`` what the
    others state together. ``doubts`` are keys of messages: why a person must look at the report.
    ``followed`` are the decisions on its tables that were followed.
    """

    report: str
    document: Document
    district: str
    organisation: str
    year: int | None
    outline: Outline
    layouts: tuple[Layout, ...]
    observations: tuple[Observation, ...]
    libraries: tuple[Library, ...] = ()
    mentions: tuple[Mention, ...] = ()
    votes: tuple[tuple[str, str, str, int], ...] = ()
    asides: tuple[Aside, ...] = ()
    claims: tuple[Claim, ...] = ()
    doubts: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
