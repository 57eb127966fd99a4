"""Which library is meant: a registry read or learned, and labels resolved against it, never guessed."""

from extractor.resolve.learn import learn_registry
from extractor.resolve.listing import read_registry
from extractor.resolve.names import resolve_names

__all__ = ["learn_registry", "read_registry", "resolve_names"]
