"""The pages of the indicators: by district, and by library below."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from extractor.export.comparison.page import comparison_body
from extractor.export.comparison.words import label_of, unit_of
from extractor.export.pages.addresses import Addresses
from extractor.model.comparison import Comparison, Figure, Line

BESIDE = Addresses(lambda report: f"../reports/{report}.html", lambda code: f"{code}.html")


def indicator_pages(
    comparisons: Sequence[Comparison], lang: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The code of each indicator that has figures, and what its page shows."""
    codes = dict.fromkeys(code for one in comparisons for code in one.indicators)
    by_code = [_lines_of(comparison) for comparison in comparisons]
    for code in codes:
        parts = [
            _only(comparison, code, lines[code])
            for comparison, lines in zip(comparisons, by_code, strict=True)
            if code in lines
        ]
        bodies = [comparison_body(part, lang, _place, first) for first, part in enumerate(parts, 1)]
        yield code, {"name": label_of(parts[0].indicators[code], lang), "bodies": bodies}


def indicator_list(comparisons: Sequence[Comparison], lang: str) -> list[tuple[str, str, str]]:
    """Code, name and unit of each indicator that has figures."""
    known = {code: one for comparison in comparisons for code, one in comparison.indicators.items()}
    return [(code, label_of(one, lang), unit_of(one, lang)) for code, one in known.items()]


def _lines_of(comparison: Comparison) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in comparison.lines:
        found[line.indicator].append(line)
    return dict(found)


def _only(comparison: Comparison, code: str, lines: Sequence[Line]) -> Comparison:
    return replace(comparison, lines=tuple(lines), indicators={code: comparison.indicators[code]})


def _place(figure: Figure) -> str:
    return BESIDE.figure(figure.observation)
