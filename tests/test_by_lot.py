"""Everything that is understood, found and written of many reports is what it was: a net under
changes that should change nothing.

``by_lot.yaml`` holds a hash of what is known of each report, by table of the data set, of each page
of a PDF and of each page of the site. Where a change is meant, the texts themselves stand in
``by_lot/`` of the folder that ``--basetemp`` names: make them before and after the change, read the
difference of the two folders, then write the hashes anew with
``python -m pytest tests/test_by_lot.py --raise-floors``.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from by_lot import pages_of, reports_of

from extractor.check import check_dataset
from extractor.check.evidence.triage import without_doubles
from extractor.check.relations.edit import Edit, outcome
from extractor.compare import compare_panel
from extractor.dataset import publish_dataset
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.findings import write_findings
from extractor.dataset.read import load_dataset
from extractor.export.site import write_site
from extractor.formula import spoken
from extractor.model import Document
from extractor.model.comparison import Request
from extractor.names import unite_reports
from extractor.options import PublishOptions
from extractor.words.indicators import vocabulary

KEPT = Path(__file__).with_name("by_lot.yaml")
SYSTEMS, BOOKS = range(12), range(20)
POINT = re.compile(r"(?<=\d)\.\d+")  # of a place on a page
Texts = Mapping[str, str]
Known = Callable[[str, Texts], None]


@pytest.fixture(scope="module")
def is_as_it_was(request: pytest.FixtureRequest, tmp_path_factory) -> Known:
    """Hold what is known under a name against its kept hashes, or write these."""
    kept = yaml.safe_load(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    folder, is_anew = tmp_path_factory.getbasetemp() / "by_lot", request.config.option.raise_floors

    def hold(name: str, texts: Texts) -> None:
        for part, text in texts.items():
            path = folder / name / f"{part}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found = {part: sha256(text.encode()).hexdigest()[:8] for part, text in texts.items()}
        if is_anew:
            kept[name] = found
            text = yaml.safe_dump(kept, width=100, default_flow_style=None, allow_unicode=True)
            KEPT.write_text(f"# written by --raise-floors, see test_by_lot.py\n{text}", "utf-8")
        other = [part for part in found | kept[name] if found.get(part) != kept[name].get(part)]
        assert not other, f"{name}: {', '.join(other)}; the texts are in {folder / name}"

    return hold


def by_report(out: Path) -> dict[str, dict[str, str]]:
    """Report → table of the data set → its rows; rows of no report under «all»."""
    found = defaultdict[str, dict[str, str]](dict)
    for path in sorted(out.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                row.pop("sha256", None)
                mine = found[row.get("report") or "all"]
                mine[path.stem] = mine.get(path.stem, "") + "|".join(row.values()) + "\n"
    return found


@pytest.fixture(scope="module")
def systems(tmp_path_factory) -> dict[str, dict[str, str]]:
    """The reports that are put together by lot, in one data set, with what is found in them."""
    out = tmp_path_factory.mktemp("lot") / "out"
    united, chronicle = unite_reports([each for number in SYSTEMS for each in reports_of(number)])
    publish_dataset(united, [], out, PublishOptions(("csv",)), chronicle)
    related = list[Edit]()
    with pytest.MonkeyPatch.context() as patch:

        def noted(edits: Sequence[Edit]) -> list[Edit]:
            related.extend(edits)
            return without_doubles(edits)

        patch.setattr("extractor.check.run.without_doubles", noted)
        write_findings(out, check_dataset(load_dataset(out)))
    found = by_report(out)
    for edit in related:
        figures = [figure.fact.observation for figure in edit.figures.values()]
        mine = found[figures[0].partition(":")[0]]
        mine["relations"] = mine.get("relations", "") + related_text(edit, figures)
    return found


def related_text(edit: Edit, figures: Sequence[str]) -> str:
    """What should hold between figures of a report, and whether it does."""
    about = (edit.rule, edit.kind, edit.severity, edit.family, edit.must, edit.scaled, edit.slack)
    more = (edit.says, edit.lost, edit.trusted, spoken(edit.statement, str), outcome(edit))
    return "|".join(map(str, (*about, *more, *figures))) + "\n"


@pytest.mark.parametrize("year", [2022, 2023])
@pytest.mark.parametrize("number", SYSTEMS)
def test_a_report_put_together_by_lot_is_understood_as_it_was(number, year, systems, is_as_it_was):
    is_as_it_was(f"lot{number}-{year}", systems[f"lot{number}-{year}"])


def test_libraries_of_all_reports_are_what_they_were(systems, is_as_it_was):
    is_as_it_was("all", systems["all"])


def shown(document: Document) -> str:
    parts = (*document.blocks, *document.notes, *document.margins, *document.notices)
    return POINT.sub("", "\n".join(map(repr, parts)))


@pytest.mark.parametrize("number", BOOKS)
def test_pages_drawn_by_lot_are_read_as_they_were(number, read, is_as_it_was):
    is_as_it_was(f"pdf{number}", {"blocks": shown(read(*pages_of(number)))})


def test_samples_are_understood_and_checked_as_they_were(checked_region, is_as_it_was):
    found = by_report(checked_region.out)
    assert len(found) > 8
    for name, texts in found.items():
        is_as_it_was(f"samples {name}", texts)


def test_pages_of_the_site_are_what_they_were(checked_region, tmp_path, is_as_it_was):
    panel, known = load_panel(checked_region.out), vocabulary().indicators
    compared = [compare_panel(panel, Request((), by), known) for by in ("district", "library")]
    write_site(checked_region.out, tmp_path / "site", compared, "ru")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    named = {
        page.relative_to(tmp_path / "site").as_posix().replace("/", "-"): page for page in pages
    }
    is_as_it_was("site", {name: page.read_text(encoding="utf-8") for name, page in named.items()})
