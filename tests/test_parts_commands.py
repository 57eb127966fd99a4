"""What a command says of an archive in parts is what it says of the same data set in single files:
one report with a contradiction, one with an uncertain figure, one of no year.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from test_desk import HOME, desk_of, guarded, out  # noqa: F401 - the fixture of the desk

from extractor.commands import main
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.dataset.parts import is_parted
from extractor.options import PublishOptions

pytestmark = pytest.mark.usefixtures("warm")

Said = tuple[int, str, str]

ASKED = {
    "check": ("check", "OUT"),
    "check of one district": ("check", "OUT", "--district", "Лесной район"),
    "compare": ("compare", "OUT"),
    "compare by district": (
        "compare",
        "OUT",
        "--by",
        "district",
        "--indicator",
        "users.registered",
    ),
    "compare by library": ("compare", "OUT", "--by", "library", "--as", "csv"),
    "doctor": ("doctor", "OUT"),
    "labels": ("map", "OUT"),
    "sql": ("sql", "OUT", "SELECT report, count(*) FROM observations GROUP BY ALL ORDER BY ALL"),
    "a view": ("sql", "OUT", "SELECT * FROM indicator_by_year ORDER BY ALL"),
    "removed": ("remove", "OUT", "lesnoe-2023"),
    "nothing to remove": ("remove", "OUT", "nobody"),
    "site": ("site", "OUT"),
}


@pytest.fixture
def both(out: Path, tmp_path: Path) -> dict[str, Path]:  # noqa: F811
    """The same data set in both layouts, in folders of one name."""
    folders = {name: tmp_path / name / "out" for name in ("single", "parts")}
    for folder in folders.values():
        folder.parent.mkdir()
        shutil.copytree(out, folder)
    publish_dataset([], [], folders["parts"], PublishOptions(parts=True))
    assert is_parted(folders["parts"]) and not is_parted(folders["single"])
    return folders


@pytest.fixture
def svod(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Call ``svod`` on a data set: its exit status, and what it says without the folder's name."""

    def call(folder: Path, *arguments: str) -> Said:
        given = [str(folder) if each == "OUT" else each for each in arguments]
        monkeypatch.setattr(sys, "argv", ["svod", "--lang", "en", *given])
        with pytest.raises(SystemExit) as ended:
            main()
        said = [text.replace(str(folder.parent), "") for text in capsys.readouterr()]
        return int(ended.value.code or 0), said[0], said[1]

    return call


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_command_says_the_same_of_both_layouts(svod, both, asked):
    single, parts = (svod(folder, *asked) for folder in both.values())
    assert parts == single and single[1] + single[2]
    assert is_parted(both["parts"]) and damages_of(both["parts"]) == []


@pytest.mark.parametrize("address", ["/", "/queue", "/report/lesnoe-2023", "/library/b1", "/next"])
def test_the_desk_shows_the_same_of_both_layouts(both, address):
    pages = []
    for folder in both.values():
        with TestClient(guarded(desk_of(folder), "127.0.0.1", ""), HOME) as client:
            pages.append(client.get(address).text.replace(str(folder.parent), ""))
    assert pages[0] == pages[1]
