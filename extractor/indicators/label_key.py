"""The label of a figure as a person maps it to a code once."""

from collections.abc import Set

from extractor.model import Observation
from extractor.text import fold

Words = tuple[str, ...]


def label_key(observation: Observation, names: Set[str] = frozenset()) -> str:
    """The label of a figure without names of libraries and places: what a person maps to a code
    once.
    """
    return key_of_paths(observation.column_path, observation.row_path, names)


def key_of_paths(column_path: Words, row_path: Words, names: Set[str]) -> str:
    """The same of the labels alone."""
    return " / ".join(fold(each) for each in (*column_path, *row_path) if each not in names)
