"""What a column of a published file says of itself, beside the type of its field."""

from msgspec import Meta

PATH, IDS, PAIRS = " / ", " ", ";"


def says(
    description: str,
    *,
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    pattern: str = "",
    joined: str = "",
    inside: str = "",
) -> Meta:
    """Describe a column: what it means, and its constraints beyond the type of its field.

    ``required``: a text that is never empty. ``joined``: what stands between the parts of a list in
    one cell of a CSV file. ``inside``: the column of pairs that keeps the field; pairs of fields
    declared before that column come first in it, the others last.
    """
    limits = {"minimum": minimum, "maximum": maximum, "pattern": pattern or None}
    constraints = {name: limit for name, limit in limits.items() if limit is not None}
    if required:
        constraints["required"] = True
    about = {"constraints": constraints, "joined": joined, "inside": inside}
    return Meta(description=description, extra=about)
