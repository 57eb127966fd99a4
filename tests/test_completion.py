"""Tab in the shell: what is offered for codes, reports, districts and decisions, and what never."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from building import report_of
from click.shell_completion import ShellComplete
from deciding import store_of

from extractor.commands import speak, svod
from extractor.dataset import publish_dataset
from extractor.decisions.making import report_decision
from extractor.decisions.store import decide
from extractor.model import DecisionKind
from extractor.options import PublishOptions


@pytest.fixture
def out(tmp_path):
    reports = [
        report_of(report="lesnoe-2023", file="Лесной.docx", district="Лесной район", sha256="a"),
        report_of(report="lugovoe-2023", file="Луговой.docx", district="Луговой район", sha256="b"),
    ]
    publish_dataset(reports, [], tmp_path / "область", PublishOptions())
    return tmp_path / "область"


def offered(*line: str) -> dict[str, str | None]:
    *before, word = line
    items = ShellComplete(svod, {}, "svod", "_SVOD_COMPLETE").get_completions(before, word)
    return {item.value: item.help for item in items if item.type == "plain"}


CASES = {
    "codes": (("compare", "OUT", "--indicator", "users.reg"), ["users.registered"]),
    "per": (("compare", "OUT", "--per", "users.reg"), ["users.registered"]),
    "a code of map": (("map", "OUT", "дети", "users.reg"), ["users.registered"]),
    "codes as words": (("indicators", "users.reg"), ["users.registered"]),
    "reports": (("remove", "OUT", "lu"), ["lugovoe-2023"]),
    "another report": (
        ("remove", "OUT", "lugovoe-2023", ""),
        ["lesnoe-2023", "lugovoe-2023"],
    ),
    "reports to export": (("export", "OUT", "--report", "le"), ["lesnoe-2023"]),
    "districts": (("compare", "OUT", "--district", "луг"), ["Луговой район"]),
    "a decided label": (
        ("decide", "OUT", "--kind", "label", "дети", "users.reg"),
        ["users.registered"],
    ),
    "a decided figure is anybody's": (("decide", "OUT", "lesnoe-2023:t1r1c1", ""), []),
    "no such folder": (("remove", "нет", ""), []),
    "no folder named": (("remove", ""), []),
    "none begins so": (("compare", "OUT", "--indicator", "ъ"), []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_begins_so_is_offered(out, case):
    line, expected = CASES[case]
    given = [str(out) if part == "OUT" else part for part in line]
    assert list(offered(*given)) == expected


def test_a_code_is_offered_with_its_name_in_the_users_language(out):
    for lang, word in (("en", "user"), ("ru", "пользовател")):
        speak(lang)
        about = offered("compare", str(out), "--indicator", "users.registered")["users.registered"]
        assert word in (about or "").lower()


def test_a_decision_taken_back_is_not_offered_again(out):
    year = report_decision(out, "lesnoe-2023", DecisionKind.YEAR, "2022", "", "я")
    decide(store_of(out), [year])
    assert list(offered("decide", str(out), "--undo", "")) == ["d1"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_of_the_documentation_gives_a_script(shell):
    door = Path(__file__).parent.parent / "cli.py"
    environment = {**os.environ, "_SVOD_COMPLETE": f"{shell}_source"}
    made = subprocess.run(
        [sys.executable, str(door)], env=environment, capture_output=True, text=True, check=False
    )
    assert "_SVOD_COMPLETE" in made.stdout
    readme = (door.parent / "README.ru.md").read_text("utf-8")
    assert "_SVOD_COMPLETE=bash_source svod" in readme
