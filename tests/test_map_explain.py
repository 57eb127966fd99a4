"""``svod map`` and ``svod explain``: labels taught once are replayed, and every code says why."""

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from extractor.commands.explain import explain, reason_in_words
from extractor.commands.map import map_labels
from extractor.commands.voice import Voice
from extractor.dataset import publish_dataset
from extractor.dataset.earlier import earlier_records
from extractor.decisions.store import Store, obeying
from extractor.indicators.matching import FLAWS
from extractor.indicators.reasons import ABOUT, EXPERIENCE, FIRST, told_as
from extractor.indicators.unmapped import provisional_code, unmapped_labels
from extractor.model import Observation, Op, Place, SentenceRole, Status
from extractor.model.records import Role
from extractor.options import PublishOptions, ReportOptions
from extractor.pipeline import extract_report
from extractor.words import words

FACT = Observation(
    observation="a:t1r1c1",
    report="a",
    section="1",
    table=1,
    row=1,
    column=1,
    row_path=("Кружки",),
    column_path=("ед.",),
    period="2023",
    value=Decimal(5),
    decimals=0,
    unit="item",
    status=Status.OK,
    raw="5",
    place=Place("a.docx", 1),
)


def unmapped(*facts: Observation, **names: set[str]) -> list[tuple[str, int, int]]:
    return [(each.label, each.figures, each.reports) for each in unmapped_labels(facts, names)]


def test_labels_of_most_reports_come_first_then_those_of_most_figures():
    twice = [replace(FACT, row_path=("Часто",)) for _ in range(3)]
    both = [FACT, replace(FACT, report="b", row_path=("КРУЖКИ",))]
    assert unmapped(*twice, *both) == [("ед. / кружки", 2, 2), ("ед. / часто", 3, 1)]


@pytest.mark.parametrize(
    "change",
    [
        {"indicator": "users.registered"},
        {"table": None},
        {"value": None},
        {"row_path": (), "column_path": ()},
    ],
)
def test_what_is_mapped_or_no_number_of_a_table_is_not_listed(change):
    assert unmapped(replace(FACT, **change)) == []


def test_names_of_libraries_are_no_part_of_a_label_so_that_all_branches_share_it():
    rows = [replace(FACT, row_path=(name,)) for name in ("Филиал № 1", "Филиал № 2")]
    assert unmapped(*rows, a={"Филиал № 1", "Филиал № 2"}) == [("ед.", 2, 1)]


def test_the_same_label_has_the_same_provisional_code_everywhere():
    assert provisional_code("кружки") == provisional_code("кружки") != provisional_code("клубы")


@pytest.fixture(scope="module")
def reports(region) -> Path:
    return region.folder / "reports"


def run(command, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], obj=Voice("en"))


def observations_of(out: Path) -> list[Observation]:
    return list(earlier_records(out, Observation))


def test_a_label_is_listed_taught_and_replayed(reports, tmp_path):
    path, out, own = reports / "berezovo-2022.docx", tmp_path / "out", tmp_path / "own"
    publish_dataset([extract_report(path, ReportOptions())], [], out, PublishOptions(("csv",)))
    listed = run(map_labels, out, "--limit", 1)
    code, _, figures, _, label, _, _ = listed.stdout.rstrip("\n").split("\t")
    assert run(map_labels, out, code, "events.total", "--catalogue", own).exit_code == 0
    before = observations_of(out)
    report = extract_report(path, ReportOptions(catalogue=own))
    store = Store(out, own / "decisions.csv", frozenset({"events.total"}))
    publish_dataset([report], [], out, PublishOptions(("csv",)), obey=obeying(store))
    new = [one for one in observations_of(out) if dict(one.extra).get("decision") == "r1"]
    assert before == observations_of(out)
    assert len(new) == int(figures) and {one.indicator for one in new} == {"events.total"} and label
    told = run(
        explain, path, f"t{new[0].table}r{new[0].row}c{new[0].column}", "--catalogue", own
    ).stdout
    assert "events.total: rule learned" in told


@pytest.mark.parametrize(
    ("arguments", "reason"), [(("x", "events.total"), "label_unknown"), (("x",), "map_needs")]
)
def test_teaching_needs_a_code_and_a_label_that_there_is(arguments, reason, reports, tmp_path):
    publish_dataset([], [], tmp_path / "out", PublishOptions(("csv",)))
    assert reason in str(run(map_labels, tmp_path / "out", *arguments).exception)


WAYS = ["observation", "place", "spot", "block"]


@pytest.fixture(scope="module")
def berezovo(reports):
    return extract_report(reports / "berezovo-2022.docx", ReportOptions())


@pytest.fixture
def read_before(berezovo, monkeypatch):
    """The report that ``explain`` reads was read already: that it reads is held by the label that
    is taught, and that it does so in a process of its own in test_limits_of_commands.py.
    """
    monkeypatch.setattr("extractor.commands.explain.read_alone", lambda *_: berezovo)


def explained(reports, *whats):
    return run(explain, reports / "berezovo-2022.docx", *whats).stdout.splitlines()


def is_of_a_library(each):
    return each.library and each.indicator and each.table


@pytest.mark.usefixtures("read_before")
def test_a_figure_says_its_code_its_wording_and_the_near_ones(reports):
    told = run(explain, reports / "berezovo-2022.docx", "users.registered").stdout
    assert "users.registered: rule meaning" in told and "near: " in told


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize("way", WAYS)
def test_a_figure_is_found_as_the_data_set_names_it(way, reports, berezovo):
    figure = next(filter(is_of_a_library, berezovo.observations))
    spot = f"t{figure.table}r{figure.row}c{figure.column}"
    place = str(figure.place)
    named = {"observation": f"berezovo-2022:{spot}", "place": place, "spot": spot}
    what = named.get(way, place[place.index("#") :])
    found = [line for line in explained(reports, what) if line.startswith("berezovo-2022:")]
    assert [line.split()[0] for line in found] == [f"berezovo-2022:{spot}"]


@pytest.mark.usefixtures("read_before")
def test_a_cell_says_where_it_stands_whose_it_is_and_which_rules_understood_it(reports, berezovo):
    figure = next(filter(is_of_a_library, berezovo.observations))
    library = next(each for each in berezovo.libraries if each.library in figure.library)
    placed = next(each for each in berezovo.outline.tables if each.number == figure.table)
    heading = next(each for each in berezovo.outline.sections if each.section == figure.section)
    layout = berezovo.layouts[berezovo.outline.tables.index(placed)]
    told = "\n".join(explained(reports, str(figure.place)))
    assert placed.caption and layout.rule and heading.rule
    for part in (
        f"place: {figure.place}",
        f"{heading.title}\n",
        f"table No. {figure.table}: {placed.caption}",
        f"row: {' / '.join(figure.row_path)}",
        f"of: {library.name}",
        "role: a figure of the table",
        f"heading – {heading.rule}, head of the table – {layout.rule}",
        figure.indicator,
    ):
        assert part in told, part


@pytest.mark.usefixtures("read_before")
def test_a_figure_of_a_sentence_says_its_role_and_sense(reports, berezovo):
    change = next(each for each in berezovo.observations if each.role is SentenceRole.CHANGE)
    told = "\n".join(explained(reports, str(change.place)))
    assert "role: says by how much it changed" in told and "of: the whole report" in told
    assert f"value: {change.value}" in told and ", exactly" in told
    assert f"what is counted – {dict(change.extra)['counted']}" in told


@pytest.mark.parametrize("word", [*Op, *SentenceRole, *Status, *Role])
def test_every_sense_role_and_status_has_words(word):
    kinds = {Op: "op", SentenceRole: "role", Status: "status", Role: "cell"}
    assert set(words("messages")[f"explain_{kinds[type(word)]}_{word}"]) == {"ru", "en"}


@pytest.mark.parametrize("flaw", [*(name for name, _ in FLAWS), "weaker", "equal"])
def test_every_flaw_of_a_near_code_has_words(flaw):
    assert set(words("messages")[f"flaw_{flaw}"]) == {"ru", "en"}


@pytest.mark.usefixtures("read_before")
def test_what_is_not_found_is_said(reports):
    assert "explain_nothing" in str(
        run(explain, reports / "berezovo-2022.docx", "нет такого").exception
    )


def test_each_weight_of_a_decision_is_told_in_words():
    """A feature that nobody named would be a key in the user's face."""
    for name in [*words("meaning_weights")["taught"], *ABOUT, EXPERIENCE]:
        if name != FIRST:
            told = told_as(name)
            assert reason_in_words(told, "ru") != reason_in_words(told, "en"), name
