"""``--limit NAME=N``: the option of every command that reads a document."""

from collections.abc import Iterable
from dataclasses import fields, replace

from extractor.errors import CalledWrongly
from extractor.options import Limits


def raised(limits: Iterable[str]) -> Limits:
    """The limits with those that the user lifts, each as NAME=NUMBER. Raises CalledWrongly."""
    known = [each.name for each in fields(Limits)]
    found = Limits()
    for each in limits:
        name, _, number = each.partition("=")
        if name not in known:
            raise CalledWrongly("limit_unknown", name=name, known=", ".join(known))
        if not number.isdecimal():
            raise CalledWrongly("limit_value", value=each)
        found = replace(found, **{name: int(number)})
    return found
