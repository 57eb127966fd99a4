"""One report through every room: the only module that knows the order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from extractor.identify import Identity, identify_report, is_of_something_else
from extractor.indicators import classify_observations
from extractor.model import Document, Layout, Library, Observation, Outline, Report, Section
from extractor.names import (
    attach_names,
    district_name,
    learn_honours,
    learn_registry,
    list_mentions,
    read_registry,
)
from extractor.options import ReadOptions, ReportOptions, TableReading
from extractor.outline import decided_outline, outline_document
from extractor.printed import as_printed
from extractor.prose import claims_of, quote_figures
from extractor.read import read_document
from extractor.tables import interpret_table
from extractor.text import clean, fold, slug
from extractor.words.indicators import vocabulary

Reading = tuple[Layout, tuple[Observation, ...]]
ENDING = re.compile(r"(?<=[сц])кой\b")  # of an adjective of place: «луговской»


def outline_file(path: Path, options: ReadOptions = ReadOptions()) -> tuple[Document, Outline]:  # noqa: B008 - frozen
    """The first two rooms: a file to its section tree. Raises UnreadableFile."""
    document = read_document(path, options)
    return document, outline_document(document)


def report_tables(path: Path, options: ReportOptions) -> Report:
    """The first four rooms: a report with its tables and their figures as far as the tables
    themselves explain them. Raises UnreadableFile.
    """
    return _with_tables(read_document(path, options.read), _name(path), options)


def extract_report(path: Path, options: ReportOptions) -> Report:
    """One file to a whole report: read, outlined, its tables interpreted, its figures named and
    coded. Raises SvodError.
    """
    return understood(read_document(path, options.read), _name(path), options)


def _name(path: Path) -> str:
    return slug(path.stem) or "report"


def _with_tables(document: Document, name: str, options: ReportOptions) -> Report:
    outline = outline_document(document)
    identity = _declared(identify_report(document, outline), document, options)
    own = [one for one in options.readings if _speaks_of(one, document, identity)]
    outline, decided, followed = decided_outline(document, outline, own)
    readings = tuple(_read_tables(document, outline, identity.year, decided))
    return Report(
        report=name,
        document=document,
        district=identity.district,
        organisation=identity.organisation,
        year=identity.year,
        outline=outline,
        layouts=tuple(layout for layout, _ in readings),
        observations=tuple(
            _dated(identity.year, (each for _, found in readings for each in found))
        ),
        votes=identity.votes,
        followed=followed,
    )


def understood(document: Document, name: str, options: ReportOptions) -> Report:
    """All rooms after the first: a document to a whole report, called ``name``. Raises SvodError
    where a list of libraries or a catalogue of the user cannot be read.
    """
    found = _with_tables(document, name, options)
    outline = found.outline
    registry = _registry(document, outline, found.district, options)
    quoted, asides = quote_figures(document, outline, found.year) if options.prose else ((), ())
    named = attach_names(
        (*found.observations, *quoted), document, outline, registry, found.district
    )
    mentions = list_mentions(document, outline, registry, options.prose)
    names = frozenset(clean(each.text) for each in mentions)
    catalogue = vocabulary(options.catalogue)
    observations = classify_observations(named, outline, catalogue, names)
    named_all = structs.replace(
        found,
        observations=observations,
        libraries=registry,
        mentions=mentions,
        asides=asides,
        claims=tuple(claims_of(observations, catalogue.indicators)),
    )
    return as_printed(structs.replace(named_all, doubts=tuple(_doubts(document, observations))))


def _doubts(document: Document, observations: Iterable[Observation]) -> Iterator[str]:
    """Keys of messages: why a person must look at a report that was read."""
    if not any(each.indicator for each in observations) and is_of_something_else(document):
        yield "attention_not_library"


def _declared(identity: Identity, document: Document, options: ReportOptions) -> Identity:
    """What the user says of the report fills what was not found in it; what was decided about this
    file stands above both.
    """
    district, year = identity.district or options.district or "", identity.year or options.year
    for said in options.declared:
        same = said.sha256 == document.sha256
        if not same and said.file != document.file:
            continue
        if said.district and (same or said.found_district == identity.district):
            district = said.district
        if said.year and (same or said.found_year == str(identity.year or "")):
            year = int(said.year)
    return replace(identity, year=year, district=_named_today(district_name(district), options))


def _named_today(district: str, options: ReportOptions) -> str:
    """The name that a district has now: what it was called in its report may be a former one. A
    report's «Луговского района» may be that of Луговский and of Луговской район.
    """
    names = {_any_ending(former): now for former, now in options.renamed}
    return names.get(_any_ending(district), district)


def _any_ending(district: str) -> str:
    return ENDING.sub("кий", fold(clean(district)))


def _speaks_of(reading: TableReading, document: Document, identity: Identity) -> bool:
    """Whether a decision on a table is about this report, in whichever edition."""
    if reading.file:
        return reading.file == document.file
    same_district = fold(clean(reading.district)) == fold(clean(identity.district))
    return same_district and reading.year == str(identity.year or "")


def _read_tables(
    document: Document, outline: Outline, year: int | None, decided: Mapping[int, TableReading]
) -> Iterator[Reading]:
    sections = {each.section: each for each in outline.sections}
    for placed in outline.tables:
        titles = tuple(_titles(placed.section, sections))
        yield interpret_table(placed, document.file, titles, year, decided.get(placed.number))


def _titles(section: str, sections: dict[str, Section]) -> Iterator[str]:
    """Titles of a section and of those above it, the nearest first."""
    while section in sections:
        yield sections[section].title
        section = sections[section].parent if sections[section].parent != section else ""


def _dated(year: int | None, observations: Iterable[Observation]) -> Iterator[Observation]:
    """A figure for which the table names no period speaks of the report's own year."""
    for each in observations:
        yield each if each.period or year is None else structs.replace(each, period=str(year))


def _registry(
    document: Document, outline: Outline, district: str, options: ReportOptions
) -> tuple[Library, ...]:
    """The libraries that the user gives, else those that the report names."""
    if options.libraries is not None:
        return read_registry(options.libraries, options.read.limits)
    learned = learn_registry(outline, district, slug(district.split(" ")[0]) or "district")
    return learn_honours(document, learned) if options.prose else learned
