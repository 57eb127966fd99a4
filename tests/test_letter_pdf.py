"""Letters as PDF beside those in Word: a stand-in for LibreOffice shows what is made of which."""

import json
import os
import stat

import pytest

from extractor.errors import CalledWrongly
from extractor.export.letter_pdf import write_pdfs

COPIES = 'for file; do cp "$file" "$out/$(basename "$file" .docx).pdf"; done'


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Puts a script in the place of LibreOffice; gives the file in which it counts its calls."""
    folder, calls = tmp_path / "bin", tmp_path / "calls"

    def put(script=COPIES):
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(
            f'#!/bin/sh\necho call >> "{calls}"\n'
            'while [ "$1" != --outdir ]; do shift; done\nout=$2\nmkdir -p "$out"\nshift 2\n'
            f"{script}\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return calls

    return put


@pytest.fixture
def letters(tmp_path):
    """A folder with the letters of two districts, a template and the summary."""
    folder = tmp_path / "письма"
    folder.mkdir()
    for name in ("dalniy-rayon", "blizhniy-rayon", "template", "чужое"):
        (folder / f"{name}.docx").write_text(name)
    (folder / "summary.xlsx").write_text("x")
    names = {"Дальний район": "dalniy-rayon", "Ближний район": "blizhniy-rayon"}
    memory = {"form": 2, "remarks": {}, "names": names, "hashes": {}, "coming": {}}
    (folder / "remarks.json").write_text(json.dumps(memory))
    return folder


def pdfs(folder):
    return {path.name: path.read_text() for path in folder.glob("*.pdf")}


def test_each_letter_of_ours_gets_its_pdf_in_one_call(office, letters):
    calls = office()
    assert write_pdfs(letters) == 2
    assert pdfs(letters) == {
        "blizhniy-rayon.pdf": "blizhniy-rayon",
        "dalniy-rayon.pdf": "dalniy-rayon",
    }
    assert calls.read_text().count("call") == 1


def test_only_a_letter_that_is_newer_than_its_pdf_is_made_again(office, letters):
    calls = office()
    write_pdfs(letters)
    assert write_pdfs(letters) == 0
    assert calls.read_text().count("call") == 1
    letter = letters / "dalniy-rayon.docx"
    letter.write_text("исправлено рукой")
    later = (letters / "dalniy-rayon.pdf").stat().st_mtime_ns + 10**9
    os.utime(letter, ns=(later, later))
    assert write_pdfs(letters) == 1
    assert pdfs(letters)["dalniy-rayon.pdf"] == "исправлено рукой"


@pytest.mark.parametrize("script", ["exit 1", "true", f"{COPIES}; rm $out/0.pdf"])
def test_where_libreoffice_fails_no_pdf_is_left_half_done(office, letters, script):
    office(script)
    with pytest.raises(CalledWrongly, match="pdf_failed"):
        write_pdfs(letters)
    assert pdfs(letters) == {}
    assert not [path for path in letters.iterdir() if path.name.startswith(".letters")]


def test_without_libreoffice_the_message_says_so(letters, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CalledWrongly, match="pdf_absent"):
        write_pdfs(letters)
