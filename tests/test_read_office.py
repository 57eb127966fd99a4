"""Old formats through LibreOffice: a stand-in for it shows how it is called; the real one is
tried where it is installed.
"""

import os
import shutil
import stat
from pathlib import Path

import pytest

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.options import Limits, ReadOptions
from extractor.plugins import READERS, load
from extractor.processes import workshop
from extractor.read import read_document
from tests.waiting import is_gone
from tests.wordfiles import p, tables, tbl, texts, tr, word_parts, zipped

RTF = (
    r"{\rtf1\ansi\ansicpg1251 \u1060?\u1086?\u1085?\u1076? 2023\par\trowd\cellx2000\cellx4000 "
    r"1\cell 2\cell\row\pard\par}"
)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Puts a script in the place of LibreOffice: a few lines of shell with $out for the folder
    to write into.
    """

    def put(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(
            '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2\nmkdir -p "$out"\n'
            f"{script}\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return put


def old_file(tmp_path, name: str = "отчёт.doc", content: bytes = b"{\\rtf old words"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["отчёт.doc", "отчёт.RTF", "отчёт.odt"])
def test_an_old_file_is_read_under_its_own_name(name, tmp_path, stand_in):
    made = tmp_path / "made.docx"
    made.write_bytes(zipped(word_parts(p("Фонд") + tbl(tr("1", "2")))))
    stand_in(f'cp "{made}" "$out/report.docx"')
    found = read_document(old_file(tmp_path, name))
    assert (found.file, found.format, texts(found)) == (
        name,
        name[-3:].lower(),
        ["Фонд", "[table]"],
    )
    assert [each.key for each in found.notices if each.key != "named_otherwise"] == ["converted"]
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("exit 1", "office_failed"),
        ("true", "office_failed"),
        ("echo x > $out/report.docx", "not_word"),
    ],
)
def test_a_failed_conversion_says_so(script, key, tmp_path, stand_in):
    stand_in(script)
    with pytest.raises(UnreadableFile, match=f"{key}: file=отчёт.doc"):
        read_document(old_file(tmp_path))


def test_a_sheet_that_cannot_be_converted_is_sent_back_to_excel(tmp_path, stand_in):
    stand_in("exit 1")
    sheet = tmp_path / "отчёт.xls"
    sheet.write_bytes(old_file(tmp_path).read_bytes())
    with pytest.raises(UnreadableFile, match="office_failed_sheet"):
        load(READERS[".xls"])(sheet, ReadOptions())


@pytest.mark.parametrize("has_groups", [True, False])
def test_a_conversion_that_hangs_is_ended_with_all_its_children(
    tmp_path, stand_in, monkeypatch, has_groups
):
    if not has_groups:  # as on Windows
        monkeypatch.delattr(os, "killpg")
    child = tmp_path / "child"
    child.touch()
    stand_in(f'(sleep 3600; touch "{tmp_path}/late") & echo $! > "{child}"; wait')
    for seconds in (1, 10, 100, 1000):  # on a loaded machine the shell comes late
        with pytest.raises(LimitExceeded, match="limit_office"):
            read_document(old_file(tmp_path), ReadOptions(Limits(office_seconds=seconds)))
        if child.read_text():
            break
    assert is_gone(int(child.read_text()))


def test_a_conversion_works_in_a_folder_that_the_next_run_clears_if_this_one_is_killed(
    tmp_path, stand_in
):
    stand_in(f'echo "$out" > "{tmp_path}/place"')
    with pytest.raises(UnreadableFile, match="office_failed"):
        read_document(old_file(tmp_path))
    folder = Path((tmp_path / "place").read_text().strip()).parent
    assert folder.name.startswith(workshop.PREFIX) and not folder.exists()


def test_without_libreoffice_the_message_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="office_absent"):
        read_document(old_file(tmp_path))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"no document", "not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
    ids=["empty", "plain", "protected"],
)
def test_what_libreoffice_need_not_try_is_refused_before_it_starts(
    content, key, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=key):
        read_document(old_file(tmp_path, content=content))


def test_a_docx_under_an_old_name_needs_no_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert texts(read_document(old_file(tmp_path, content=zipped(word_parts(p("Фонд")))))) == [
        "Фонд"
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_turns_rtf(tmp_path):
    found = read_document(old_file(tmp_path, "отчёт.rtf", RTF.encode()))
    assert texts(found)[0] == "Фонд 2023"
    assert [[cell.text for cell in table.cells] for table in tables(found)] == [["1", "2"]]
