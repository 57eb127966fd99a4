"""A damaged data set is named, never read; another form of it is read or refused; locks tell
whose.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import in_old_form, report_of
from deciding import explain, explained_in

from extractor.commands import Commands, main
from extractor.commands.page import Page
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.dataset.lock import LOCK, locked
from extractor.dataset.manifest import read_manifest
from extractor.dataset.swap import held
from extractor.errors import CalledWrongly
from extractor.options import PublishOptions

Told = tuple[int, str, str]
Svod = Callable[..., Told]
READERS = (("map",), ("site",), ("compare",), ("remove", "beryozovo-2022"), ("check",))


@pytest.fixture
def svod(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Svod]:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    for spoken in (Commands, Page):
        monkeypatch.setattr(spoken, "lang", "en")  # and back

    def call(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["svod", *map(str, arguments), "--lang", "en"])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return int(ended.value.code or 0), told.out, told.err

    return call


@pytest.fixture
def out(tmp_path: Path) -> Path:
    reports = [
        report_of(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year)
        for year in (2022, 2023)
    ]
    publish_dataset(reports, [], tmp_path / "out", PublishOptions())
    return tmp_path / "out"


def test_a_column_that_an_older_version_did_not_know_is_no_damage(out: Path) -> None:
    in_old_form(out)
    path = out / "findings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",suspect,status")
    old = lines[0].removesuffix(",status") + "\nf1,beryozovo-2023,,error,,,,,,,,,,,,\n"
    path.write_text(old, encoding="utf-8")
    assert damages_of(out) == []
    for word, other in (("finding,", ""), ("place", "palce"), ("rule,severity", "severity,rule")):
        path.write_text(old.replace(word, other, 1), encoding="utf-8")
        assert [damage.file for damage in damages_of(out)] == ["findings.csv"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def changed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])


# What is damaged, which commands read it, how it is mended.
DAMAGES = [
    ("reports.csv", {"check", "map", "site", "compare", "remove"}, "--fresh"),
    ("cells.csv", {"check", "site", "remove"}, "--fresh"),
    ("observations.csv", {"check", "map", "site", "remove"}, "--fresh"),
    ("documents/beryozovo-2023.json", {"check", "site", "remove"}, "«beryozovo-2023.docx»"),
    ("findings.csv", {"site", "remove"}, "svod check"),
    ("datapackage.json", set(), "svod check"),
    ("manifest.json", {"check", "map", "site", "compare", "remove"}, "--accept"),
]


@pytest.mark.parametrize(("name", "readers", "mend"), DAMAGES, ids=[row[0] for row in DAMAGES])
@pytest.mark.parametrize("damage", [cut, Path.unlink, changed], ids=["cut", "missing", "changed"])
def test_damage_is_named_by_every_command_that_reads_the_file(
    name, readers, mend, damage, out, svod
):
    damage(out / name)
    if damage is changed and name == "manifest.json":
        return  # a hash in it: then the file with that hash is the one that differs
    status, told, _ = svod("doctor", out)
    assert status == 1 and f"{out / name}:" in told and mend in told, told
    for command, *more in READERS:
        status, _, error = svod(command, out, *more)
        if command in readers and (damage is not changed or "documents" not in name):
            assert status == 2 and f"{out / name}:" in error and "svod doctor" in error, command
        assert "defect" not in error, command


@pytest.mark.parametrize("name", ["reports", "cells", "observations", "sections"])
@pytest.mark.parametrize("damage", [cut, Path.unlink, changed], ids=["cut", "missing", "changed"])
def test_damage_is_named_by_questions_parts_and_decisions(name, damage, out, svod, tmp_path):
    damage(out / f"{name}.csv")
    calls = {
        "sql": (f"SELECT count(*) FROM {name}",),  # noqa: S608 - ours
        "export": ("-o", tmp_path / "part"),
        "decide": ("beryozovo-2022:t1r1c1", "7"),
    }
    for command, more in calls.items():
        status, _, error = svod(command, out, *more)
        assert status == 2 and f"{out / name}.csv:" in error and "svod doctor" in error, command
        assert "defect" not in error, command


@pytest.mark.parametrize("damage", [cut, Path.unlink, changed], ids=["cut", "missing", "changed"])
def test_a_damaged_log_of_decisions_is_named_and_no_decision_written_over_it(damage, out, svod):
    explain(out, "f1")
    assert explained_in(out) == {"f1"}
    log = out / "decisions.csv"
    damage(log)
    before = log.read_bytes() if log.exists() else None
    calls = (
        ("decide", out),
        ("decide", out, "beryozovo-2022:t1r1c1", "7"),
        ("check", out),
        ("export", out, "-o", out.parent / "part"),
    )
    for command, *more in calls:
        status, _, error = svod(command, *more)
        assert status == 2 and f"{log}:" in error and "svod doctor" in error, (command, error)
    assert (log.read_bytes() if log.exists() else None) == before
    status, told, _ = svod("doctor", out)
    assert status == 1 and f"{log} holds what people decided" in told and "--accept" in told


def test_a_lost_log_of_decisions_can_be_accepted_beside_other_damage(out, svod):
    explain(out, "f1")
    (out / "decisions.csv").unlink()
    cut(out / "cells.csv")
    assert svod("doctor", out, "--accept")[0] == 1
    status, told, _ = svod("doctor", out)
    assert status == 1 and "cells.csv" in told and "decisions.csv" not in told
    assert svod("map", out)[0] == 0


def test_a_damaged_archive_is_named_by_those_that_read_it_and_made_anew_by_those_that_write(
    out, svod
):
    cut(out / "archive.sqlite")
    for command in ("check", "compare", "site"):
        status, _, error = svod(command, out)
        assert status == 2 and "archive.sqlite" in error and "svod doctor" in error
    status, told, _ = svod("doctor", out)
    assert status == 1 and "svod extract" in told
    assert svod("remove", out, "beryozovo-2022")[0] == 0 and svod("doctor", out)[0] == 0


def test_what_the_doctor_says_mends(out, svod):
    cut(out / "findings.csv")
    (out / "documents" / "left-2020.json").write_text("{}", encoding="utf-8")
    status, told, _ = svod("doctor", out)
    assert status == 1 and "left-2020.json" in told
    (out / "documents" / "left-2020.json").unlink()
    assert svod("check", out)[0] in (0, 1)
    assert svod("doctor", out)[0] == 0


def test_a_file_that_a_person_corrected_can_be_accepted(out, svod):
    path = out / "libraries.csv"
    path.write_bytes(path.read_bytes() + b"b9,d,9,n,k,s,a,\n")
    assert svod("check", out)[0] == 2
    assert svod("doctor", out, "--accept")[0] == 0
    assert svod("doctor", out)[0] == 0 and svod("check", out)[0] in (0, 1)
    path.write_bytes(path.read_bytes() + b"b9,d,9,n,k,s,a,\nb8,d")
    status, told, _ = svod("doctor", out, "--accept")
    assert status == 1 and "libraries.csv" in told


# --- forms


def test_a_data_set_of_the_first_form_is_read_as_before_and_brought_to_ours_by_the_next_extract(
    out, svod
):
    files = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".csv"}
    in_old_form(out)
    assert read_manifest(out) is None and svod("doctor", out)[0] == 0
    for command in ("map", "compare", "check", "site"):
        assert svod(command, out)[0] in (0, 1), command
    assert "version" not in json.loads((out / "datapackage.json").read_text("utf-8"))
    assert {name: (out / name).read_bytes() for name in files} == files
    publish_dataset([], [], out, PublishOptions())
    assert read_manifest(out).format == 2 and not damages_of(out)
    assert {name: (out / name).read_bytes() for name in files} == files


@pytest.mark.parametrize("name", ["documents/beryozovo-2023.json", "cells.csv"])
def test_damage_that_can_be_seen_without_a_manifest_is_found(name, out, svod):
    in_old_form(out)
    cut(out / name)
    assert svod("doctor", out)[0] == 1


@pytest.mark.parametrize("name", ["manifest.json", "datapackage.json"])
def test_a_data_set_of_a_newer_form_is_refused(name, out, svod):
    path = out / name
    content = path.read_text("utf-8")
    if name == "datapackage.json":
        (out / "manifest.json").unlink()
    newer = content.replace('"format": 2', '"format": 4').replace('"2.0.0"', '"4.0.0"')
    path.write_text(newer, encoding="utf-8")
    before = path.read_bytes()
    for command, *more in READERS:
        status, _, error = svod(command, out, *more)
        assert status == 2 and "newer" in error, command
    with pytest.raises(CalledWrongly, match="dataset_newer"):
        publish_dataset([], [], out, PublishOptions(fresh=True))
    assert path.read_bytes() == before


def test_the_description_repeats_bytes_and_hash(out):
    files = read_manifest(out).files
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        seal = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (seal.bytes, f"sha256:{seal.sha256}")


def test_a_manifest_of_others_is_left_alone(tmp_path):
    (tmp_path / "manifest.json").write_text('{"icons": []}', encoding="utf-8")
    with pytest.raises(CalledWrongly, match="dataset_damaged"):
        publish_dataset([report_of()], [], tmp_path, PublishOptions())
    assert (tmp_path / "manifest.json").read_text("utf-8") == '{"icons": []}'


# --- locks


def test_who_waits_hears_for_whom_and_gives_up_at_the_limit(out):
    heard: list[dict[str, str]] = []
    start, end = threading.Event(), threading.Event()

    def hold() -> None:
        with held(out, "svod check"):
            start.set()
            end.wait(300)

    thread = threading.Thread(target=hold)
    thread.start()
    start.wait(300)
    try:
        with (
            pytest.raises(CalledWrongly, match="svod check"),
            locked(out, "svod map", lambda holder: heard.append(dict(holder)), limit=0.1),
        ):
            pass
    finally:
        end.set()
        thread.join()
    assert heard[0]["command"] == "svod check"
    assert not (out / LOCK).exists()


def test_answers_given_at_once_are_all_kept(out):
    def give(number: int) -> None:
        time.sleep(number % 3 / 100)
        explain(out, f"f{number}")

    threads = [threading.Thread(target=give, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert explained_in(out) == {f"f{n}" for n in range(12)}


def test_a_read_only_data_set_is_read_without_a_lock(out, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("extractor.dataset.lock.FileLock.acquire", refused)
    with held(out):
        assert not (out / LOCK).exists() and not damages_of(out)
