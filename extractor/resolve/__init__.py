"""Which library is meant: a registry read, learned or merged; labels and sentences resolved against it, never guessed."""

from extractor.resolve.areas import district_name
from extractor.resolve.attach import attach_names
from extractor.resolve.honours import learn_honours
from extractor.resolve.learn import learn_registry
from extractor.resolve.listing import read_registry
from extractor.resolve.mentions import list_mentions
from extractor.resolve.names import resolve_names, resolve_stream
from extractor.resolve.unite import unite_reports

__all__ = [
    "attach_names", "district_name", "learn_honours", "learn_registry", "list_mentions", "read_registry",
    "resolve_names", "resolve_stream", "unite_reports",
]  # fmt: skip
