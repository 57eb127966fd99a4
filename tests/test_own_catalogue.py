"""What a user's catalogue says wrongly is told with line and column before a report is read."""

import random
from importlib.resources import files

import pytest
import yaml

from extractor.commands import main
from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.voice import sentence
from extractor.errors import RefusedAt
from extractor.words.indicators import catalogue_shape
from extractor.words.user_yaml import parsed
from extractor.words.yaml_reasons import OTHER, reason_of

OWN = """# наше
indicators:
- code: own.bees
  ru: Ульи
  unit: item
  kind: stock
  over: sum
  says: ["уль ?пчел", "пасек"]
- {code: own.share, ru: Доля, unit: "%", kind: share, over: weighted,
   formula: 100 * own.bees / population.total}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "key", "place"),
    [
        ('"пасек"', '"пасек (уль"', "catalogue_wording_at", (8, 23)),
        ("уль ?пчел", "уль )", "catalogue_wording_at", (8, 10)),
        ('["уль ?пчел", "пасек"]', "\n  - пасек\n  - a@b", "catalogue_wording_at", (10, 5)),
        ("own.bees / pop", "own.ants / pop", "catalogue_code_unknown_at", (10, 13)),
        ("100 *", "100 * (", "formula_unreadable_at", (10, 13)),
        ("100 * own.bees /", "100 own.bees /", "formula_unreadable_at", (10, 13)),
        ("/ population.total", "% 5", "formula_unreadable_at", (10, 13)),
        ("over: sum", "over: sume", "rule_value", (7, 9)),
        ("unit: item", "unit: itm", "rule_value", (5, 9)),
        (
            "over: sum",
            "over: sum\n  part_of: populaton.total",
            "catalogue_code_unknown_at",
            (8, 12),
        ),
        ("indicators:", "indicatrs:", "yaml_key", (2, 1)),
        ("says: [", "syas: [", "yaml_key", (8, 3)),
        ("kind: share", "kind: part", "rule_value", (9, 48)),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path, right, wrong, key, place):
    assert right in OWN
    (tmp_path / "own.yaml").write_text(OWN.replace(right, wrong), encoding="utf-8")
    with pytest.raises(RefusedAt) as refused:
        vetted_vocabulary(tmp_path)
    parts = refused.value.parts
    assert (refused.value.key, (parts["line"], parts["column"])) == (key, place)
    said = sentence(key, "ru", **parts)
    assert said.startswith(f"own.yaml, строка {place[0]}, столбец {place[1]}")


NEAREST = [("unit: item", "unit: itm", "item"), ("kind: share", "kind: shares", "share")]
NEAREST += [("population.total", "populaton.total", "population.total")]


@pytest.mark.parametrize(("right", "wrong", "near"), NEAREST)
def test_the_nearest_word_is_named(tmp_path, right, wrong, near):
    (tmp_path / "own.yaml").write_text(OWN.replace(right, wrong), encoding="utf-8")
    with pytest.raises(RefusedAt) as refused:
        vetted_vocabulary(tmp_path)
    parts = refused.value.parts
    assert near in (parts.get("known"), parts.get("near"))


def test_a_label_taught_an_unknown_code_is_refused_where_it_stands(tmp_path):
    learned = "# выучено\nМёд: population.total\nВоск: populaton.total\n"
    (tmp_path / "learned.yaml").write_text(learned, encoding="utf-8")
    with pytest.raises(RefusedAt) as refused:
        vetted_vocabulary(tmp_path)
    assert sentence(refused.value.key, "ru", **refused.value.parts) == (
        "learned.yaml, строка 3, столбец 7: показателя populaton.total нет в каталоге "
        "(похож или есть: population.total). Все коды печатает svod indicators."
    )


def test_a_catalogue_without_mistakes_is_taken(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (tmp_path / "learned.yaml").write_text("Мёд: own.bees\n", encoding="utf-8")
    known = vetted_vocabulary(tmp_path)
    assert known.indicators["own.bees"].says == ("уль ?пчел", "пасек")
    assert vetted_vocabulary(None).indicators


def test_our_own_catalogue_would_be_taken_from_a_user(tmp_path):
    ours = files("extractor.words").joinpath("indicators.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(ours, encoding="utf-8")
    assert vetted_vocabulary(tmp_path).indicators == vetted_vocabulary(None).indicators


@pytest.mark.parametrize("command", ["extract", "check", "compare", "site", "explain"])
def test_each_command_that_takes_a_catalogue_refuses_it(tmp_path, command, monkeypatch, capsys):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.yaml").write_text(OWN.replace('"пасек"', '"(пасек"'), encoding="utf-8")
    (tmp_path / "a.docx").touch()
    target = "a.docx" if command in ("extract", "explain") else "out"
    whats = ["x"] if command == "explain" else []
    call = [command, target, *whats, "--catalogue", "own", "--lang", "ru"]
    monkeypatch.setattr("sys.argv", ["svod", *call])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("own.yaml, строка 8, столбец 23: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "own"]


SIGNS = [*":-[]{}\"'\t\n ,#&*!|>%@`?\\", '"\\q"', "---", "%YAML 9", "&a", "*b", "!t", "\n\t", "? "]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_the_reason_why_it_is_no_yaml_is_said_in_the_users_language(loader, monkeypatch):
    monkeypatch.setattr("extractor.words.user_yaml.LOADER", loader)
    rng, reasons = random.Random(3), set()  # noqa: S311
    for _ in range(1500):
        at = rng.randrange(len(OWN))
        text = OWN[:at] + rng.choice(SIGNS) + OWN[at + rng.randrange(2) :]
        try:
            parsed(text, "own.yaml", catalogue_shape())
        except RefusedAt as error:
            if error.key == "rule_yaml":
                reasons.add(error.parts["reason"])
    assert len(reasons) > 6 and f"reason_yaml_{OTHER}" not in reasons
    for reason in reasons:
        said = {lang: sentence("rule_yaml", lang, reason=reason) for lang in ("ru", "en")}
        assert "reason_" not in "".join(said.values())
        assert not set(said["ru"].replace("YAML", "")) & set("abcdefghijklmnopqrstuvwxyz")


def test_a_reason_that_nobody_foresaw_still_says_what_to_do():
    assert sentence("rule_yaml", "en", reason=reason_of(None, "something new")).count("check")
