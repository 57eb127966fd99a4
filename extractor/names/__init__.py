"""Which library is meant: a registry read, learned or merged; labels and sentences resolved
against it, never guessed.
"""

from extractor.names.areas import district_name
from extractor.names.attachment import attach_names
from extractor.names.mentions import list_mentions
from extractor.names.registry.discover import learn_registry
from extractor.names.registry.eponyms import learn_honours
from extractor.names.registry.from_csv import read_registry
from extractor.names.registry.merge import area_key, living_evidence, renamed, unite_reports
from extractor.names.resolution import resolve_names, resolve_stream

__all__ = [
    "area_key",
    "attach_names",
    "district_name",
    "learn_honours",
    "learn_registry",
    "list_mentions",
    "living_evidence",
    "read_registry",
    "renamed",
    "resolve_names",
    "resolve_stream",
    "unite_reports",
]
