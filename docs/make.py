"""Write the generated pages of ``docs/``: ``python -m docs.make``.

A page is generated as a whole (the references), or holds generated blocks between two comments
(``architecture.md``). ``tests/test_docs.py`` fails where a page differs from its generator.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.drawing import drawing, rooms
from docs.heuristics import heuristics
from docs.references import columns, commands, indicators, rules

DOCS = Path(__file__).parent
PAGES: Mapping[str, Callable[[], str]] = {
    "columns.md": columns,
    "commands.md": lambda: commands("en"),
    "ru/commands.md": lambda: commands("ru"),
    "rules.md": rules,
    "indicators.md": indicators,
    "heuristics.md": heuristics,
}
BLOCKS: Mapping[str, Callable[[], str]] = {"drawing": drawing, "rooms": rooms}
WITH_BLOCKS = ("architecture.md",)
BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
NOTE = (
    "<!-- Written by `python -m docs.make`; change the source that it names, not this page. -->\n"
)


def page(name: str) -> str:
    """Return the text that a generated page should have."""
    if name in WITH_BLOCKS:
        return with_blocks((DOCS / name).read_text("utf-8"))
    return NOTE + PAGES[name]()


def with_blocks(text: str) -> str:
    """The text with every generated block made anew."""
    return BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}{found[3]}", text)


if __name__ == "__main__":
    for name in (*PAGES, *WITH_BLOCKS):
        (DOCS / name).write_text(page(name), encoding="utf-8", newline="\n")
