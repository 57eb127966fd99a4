"""Why a template cannot be filled: what Jinja says in English as a message of ours."""

import re

from jinja2.exceptions import TemplateError, TemplateSyntaxError, UndefinedError

LONGEST_PIECE = 60
SYNTAX = (
    (re.compile(r"innermost block that needs to be closed is '([^']+)'"), "unclosed"),
    (re.compile(r"unknown tag '([^']+)'"), "word"),
    (re.compile(r"No (?:filter|test) named '([^']+)'"), "word"),
    (re.compile(r"Missing end of (\w+)"), "unclosed"),
    (re.compile(r"unexpected '[/<]'"), "open"),
    (re.compile(r"got 'end of "), "short"),
    (re.compile(r"(?:got|unexpected(?: char)?) '([^']+)'"), "near"),
)
QUOTED = re.compile(r"'([^']+)'")


def fault_of(error: Exception) -> tuple[str, str]:
    """The key of the reason, and the piece of the template that it is about, which may be empty.

    >>> fault_of(UndefinedError("'dict object' has no attribute 'raport'"))
    ('reason_template_word', 'raport')
    """
    said = str(error)
    if isinstance(error, TemplateSyntaxError):
        name, piece = _of_syntax(said)
    elif isinstance(error, UndefinedError):
        name, piece = "word", (QUOTED.findall(said) or [""])[-1]
    else:
        name, piece = ("syntax" if isinstance(error, TemplateError) else "value"), ""
    return f"reason_template_{name}", piece[:LONGEST_PIECE]


def _of_syntax(said: str) -> tuple[str, str]:
    found = ((name, shape.search(said)) for shape, name in SYNTAX)
    pieces = ((name, "".join(match.groups())) for name, match in found if match)
    return next(pieces, ("syntax", ""))
