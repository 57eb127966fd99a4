"""Words of times as patterns: forms of the catalogue, and the word for a year."""

from extractor.russian.unit_forms import form_pattern

YEAR = r"(?:год(?:а|у|ом|е)?(?![а-я])|г\.|г(?![а-я]))"


def any_of(forms: list[str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    patterns = (
        form_pattern(text).replace(r"[^\S\n]*", r"\s+").replace("year", "YEAR")
        for text in longest_first
    )
    return f"(?:{'|'.join(patterns)})(?![а-я])"
