"""The pages of ``docs/`` are true: generated ones are current, links lead somewhere, and what
they show runs.
"""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import drawing
from docs.heuristics import rule_lists
from docs.make import DOCS, PAGES, WITH_BLOCKS, page

ROOT = DOCS.parent
WRITTEN = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
INLINE_CODE = re.compile(r"`[^`\n]*`(?!\])")
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def fences(path: Path) -> Iterator[tuple[str, str]]:
    """Language and text of each fenced block of a page."""
    yield from FENCE.findall(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", [*PAGES, *WITH_BLOCKS])
def test_a_generated_page_is_current(name):
    assert (DOCS / name).read_text("utf-8") == page(name), "run: python -m docs.make"


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_links_lead_to_files(path):
    without_code = INLINE_CODE.sub("", FENCE.sub("", path.read_text("utf-8")))
    links = [link for link in LINK.findall(without_code) if "://" not in link]
    assert not [link for link in links if not (path.parent / link).exists()]


def test_files_that_the_map_names_are_there():
    text = (DOCS / "architecture.md").read_text("utf-8").split("## Which file")[1]
    named = re.findall(r"`(extractor/[\w/.]+)`", text)
    assert len(named) > 30
    assert not [path for path in named if not (ROOT / path).exists()]


def test_a_number_travels_as_the_page_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    code = "\n".join(
        text for language, text in fences(DOCS / "architecture.md") if language == "python"
    )
    test = doctest.DocTestParser().get_doctest(code, {}, "architecture.md", None, 0)
    result = doctest.DocTestRunner().run(test)
    assert result.attempted > 20
    assert not result.failed


def test_the_drawing_shows_what_is_imported():
    graph = drawing.imports()
    assert {"tables", "prose", "read"} <= graph["pipeline"]
    assert "pipeline --> tables" in drawing.drawing()
    assert "pipeline --> text" not in drawing.drawing()  # follows: pipeline → tables → text


def test_heuristics_are_found_where_they_stand():
    found = {(name_of(each.path), each.name): each.rules for each in rule_lists()}
    assert len(found) > 40
    assert not [key for key, rules in found.items() if any(rule.name == "`?`" for rule in rules)]
