"""The words: YAML files beside this module, loaded once and read by every room."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(name: str) -> Any:  # noqa: ANN401 - as many shapes as there are files
    """Return the content of ``words/NAME.yaml`` as plain lists and dictionaries. Do not change what
    it returns.

    Raises FileNotFoundError for a name that has no file: a defect of ours, not of the data.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe
