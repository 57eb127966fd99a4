"""Why a text is no YAML: what the library says in English as a message that says what to do."""

# Part of what either parser of the library says → the end of the message's key; the first counts.
REASONS = (
    ("',' or ']'", "brackets"),
    ("',' or '}'", "braces"),
    ("end of stream", "quotes"),
    ("document indicator", "quotes"),
    ("escape", "escape"),
    ("hexdecimal", "escape"),
    ("tab character", "tab"),
    ("'\\t'", "tab"),
    ("cannot start any token", "start"),
    ("mapping values", "colon"),
    ("unexpected ':'", "colon"),
    ("expected ':'", "no_colon"),
    ("another document", "documents"),
    ("line break", "block"),
    ("node content", "nothing"),
    ("document start", "indent"),
    ("sequence entries", "indent"),
    ("mapping keys", "indent"),
    ("'-' indicator", "indent"),
    ("expected key", "indent"),
    ("block end", "indent"),
    ("indentation", "indent"),
)
SIGNS = ("ing a tag", "directive", "anchor", "alias")  # «!», «%», «&», «*»
OTHER = "other"


def reason_of(context: str | None, problem: str | None) -> str:
    """Return the key of the message for what the library was about to do and what it met.

    >>> reason_of(None, "mapping values are not allowed in this context")
    'reason_yaml_colon'
    >>> reason_of("while scanning an anchor", "did not find expected alphabetic character")
    'reason_yaml_sign'
    """
    said = f"{context or ''}: {problem or ''}"
    if any(sign in said for sign in SIGNS):
        return "reason_yaml_sign"
    name = next((name for part, name in REASONS if part in said), OTHER)
    return f"reason_yaml_{name}"
