"""A command killed at any change of the file system leaves the old version or the new one."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import report_of
from deciding import explain, explained, store_of
from msgspec.structs import replace

from extractor.dataset import disk, publish_dataset, swap
from extractor.dataset.damage import damages_of
from extractor.dataset.disk import files_below
from extractor.dataset.earlier import earlier_lines
from extractor.dataset.findings import write_findings
from extractor.dataset.lock import LOCK
from extractor.dataset.manifest import read_manifest, seal_of
from extractor.dataset.swap import held
from extractor.dataset.write import remove_reports
from extractor.decisions.making import figure_decision
from extractor.decisions.store import decide
from extractor.export.site import write_site
from extractor.model import Report
from extractor.model.finding import Checked
from extractor.options import PublishOptions

CHANGES = ("rename", "replace", "unlink", "remove", "rmdir", "mkdir", "link")
OPTIONS, PARTS = PublishOptions(), PublishOptions(parts=True)


class Killed(BaseException):
    """The process is gone: from that change on nothing is changed any more."""


@dataclass
class Fate:
    """Counts changes of the file system; from number ``end`` on they raise."""

    end: int = 1 << 30
    count: int = 0

    def strikes(self) -> None:
        self.count += 1
        if self.count > self.end:
            raise Killed


@pytest.fixture
def fate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fate]:
    fate = Fate()

    def mortal(change: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            fate.strikes()
            return change(*arguments, **named)

        return call

    for name in CHANGES:
        monkeypatch.setattr(os, name, mortal(getattr(os, name)))
    monkeypatch.setattr(os, "fsync", mortal(lambda _: None))
    monkeypatch.setattr(swap, "_exchange", mortal(swap._exchange))
    return fate


def one(year: int) -> Report:
    return report_of(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year)


def extract(out: Path) -> None:
    publish_dataset([one(2023)], [], out, OPTIONS)


def remove(out: Path) -> None:
    remove_reports(["beryozovo-2022"], out, OPTIONS)


def correct(out: Path) -> None:
    figure = earlier_lines(out, "observations")[0]["observation"]
    decision = figure_decision(out, figure, "7", "уточнено", "я")
    decide(store_of(out), [replace(decision, time="2026-01-01T00:00:00Z")])


def take_apart(out: Path) -> None:
    publish_dataset([one(2023)], [], out, PARTS)


def check(out: Path) -> None:
    write_findings(out, Checked((), ()))


def site(out: Path) -> None:
    with held(out):
        write_site(out, out / "site", [], "ru")


def content(folder: Path) -> dict[str, bytes]:
    """All files; of an archive in parts without the index, which follows the manifest."""
    is_in_parts = any(folder.rglob("parts"))
    files = {str(path.relative_to(folder)): path for path in files_below(folder)}
    wanted = (name for name in files if not (is_in_parts and name.endswith("archive.sqlite")))
    return {name: files[name].read_bytes() for name in wanted}


def recovered(folder: Path, out: Path) -> dict[str, bytes]:
    with held(out):
        assert_valid(out)
    return content(folder)


def assert_valid(out: Path) -> None:
    manifest = read_manifest(out)
    for name, seal in (manifest.files if manifest else {}).items():
        assert seal_of(out / name) == seal, name


# What is done, how OUT is called, what is in it, every how many changes it is killed.
CASES = [
    (extract, "out", None, 9),
    (extract, "out", "old", 9),
    (extract, "out", "foreign", 7),
    (extract, "o[1]", "foreign", 11),
    (remove, "o[1]", "old", 7),
    (remove, "out", "foreign", 10),
    (check, "out", "old", 3),
    (check, "o[1]", "foreign", 4),
    (extract, "out", "parts", 9),
    (remove, "out", "parts", 7),
    (check, "out", "parts", 3),
    (correct, "out", "parts", 5),
    (take_apart, "out", "old", 11),
    (site, "out", "old", 4),
    (site, "o[1]", "foreign", 5),
]


@pytest.mark.parametrize(
    ("act", "name", "there", "step"), CASES, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_kill_at_any_change_leaves_the_old_version_or_the_new(
    act, name, there, step, tmp_path, fate
):
    before, after, trial = (tmp_path / each for each in ("before", "after", "trial"))
    before.mkdir()
    if there:
        options = PARTS if there == "parts" else OPTIONS
        publish_dataset([one(2021), one(2022)], [], before / name, options)
    if there == "foreign":
        (before / name / "notes.txt").write_text("моё", encoding="utf-8")
    shutil.copytree(before, after)
    start = fate.count
    act(after / name)
    changes = fate.count - start
    old, new = content(before), content(after)
    assert changes > 4 and old != new
    for end in range(0, changes, step):
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(before, trial)
        fate.count, fate.end = 0, end
        with pytest.raises(Killed):
            act(trial / name)
        fate.end = 1 << 30
        found = recovered(trial, trial / name)
        assert not there or found in (old, new), end
        if found != new:
            act(trial / name)
            assert content(trial) == new, end


def test_where_nothing_of_others_is_in_the_folder_other_programs_never_see_half(tmp_path, fate):
    publish_dataset([one(2021), one(2022)], [], tmp_path / "old", OPTIONS)
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    extract(tmp_path / "new")
    old, new = content(tmp_path / "old"), content(tmp_path / "new")
    for end in range(0, 200, 17):
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(tmp_path / "old", out)
        fate.count, fate.end = 0, end
        with suppress(Killed):
            extract(out)
        fate.end = 1 << 30
        seen = content(out)
        seen.pop(LOCK, None)
        assert seen in (old, new), end


def test_what_killed_commands_of_earlier_versions_left_is_put_in_order(tmp_path):
    out = tmp_path / "o[1]"
    publish_dataset([one(2021), one(2022)], [], out, OPTIONS)
    old = content(tmp_path)
    workshop = tmp_path / f".{out.name}.svod-1"  # of a process that lives: 1 always does
    (workshop / "old").mkdir(parents=True)
    (workshop / "added").write_text("cells.parquet", encoding="utf-8")
    (out / "reports.csv").rename(workshop / "old" / "reports.csv")
    (out / "cells.parquet").touch()
    for name in (".archive.sqlite.77", ".findings.csv.8", ".explanations.yaml.9"):
        (out / name).touch()
    (out / ".site.svod-5" / "new").mkdir(parents=True)
    (tmp_path / f".{out.name}.svod-2" / "old").mkdir(
        parents=True
    )  # the rest of it is swept already
    assert recovered(tmp_path, out) == old


@pytest.mark.parametrize("kind", ["finding", "value"])
def test_a_kill_while_a_decision_is_written_loses_none_and_leaves_a_whole_data_set(
    tmp_path, fate, kind
):
    for end in range(40):
        out = tmp_path / str(end)
        publish_dataset([one(2022)], [], out, OPTIONS)
        explain(out, "f1")
        (figure,) = earlier_lines(out, "observations")[:1]
        corrected = (out, figure["observation"], "7", "уточнено", "я")
        new = explained("f2") if kind == "finding" else figure_decision(*corrected)
        fate.count, fate.end = 0, end
        with suppress(Killed):
            decide(store_of(out), [new])
        fate.end = 1 << 30
        with held(out):
            pass
        kept = [line["decision"] for line in earlier_lines(out, "decisions")]
        assert kept in (["d1"], ["d1", "d2"])
        assert not damages_of(out)
        status = earlier_lines(out, "observations")[0]["status"]
        assert (status == "corrected") == (kind == "value" and len(kept) == 2)


def test_everything_is_flushed_before_it_counts(tmp_path, monkeypatch):
    out = tmp_path / "out"
    publish_dataset([one(2021)], [], out, OPTIONS)
    (out / "notes.txt").touch()
    order: list[str] = []
    flush, replace = disk.flush_file, Path.replace

    def noted(path: Path) -> None:
        order.append(path.name)
        flush(path)

    def replaced(self: Path, target: Path) -> Path:
        order.append(f"-> {target.name}")
        return replace(self, target)

    monkeypatch.setattr(disk, "flush_file", noted)
    monkeypatch.setattr("extractor.dataset.roll_forward.flush_file", noted)
    monkeypatch.setattr(Path, "replace", replaced)
    extract(out)
    commit = order.index("-> manifest.json")
    names = {Path(name).name for name in read_manifest(out).files}
    assert names - {"beryozovo-2021.json"} <= set(order[:commit])  # that one has two names
    assert not [name for name in order[:commit] if name.startswith("->")]
    assert order[commit + 1] == "out"
