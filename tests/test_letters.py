"""Letters: templates of strangers are confined, files of two districts never meet, edited
letters stay.
"""

import json
import threading
import zipfile
from pathlib import Path

import pytest
from docx import Document

from extractor.commands.templates import refuse_template
from extractor.commands.voice import sentence
from extractor.dataset.lock import locked
from extractor.errors import CalledWrongly
from extractor.export.letter_fields import Sender
from extractor.export.letter_files import letter_names, put_letter, read_memory
from extractor.export.letters import write_letters
from extractor.export.templates import FillLimits, fill_confined
from extractor.model.dataset import Dataset, Edition
from extractor.model.finding import Checked
from extractor.model.region import Region
from extractor.options import MIB

SENDER = Sender(Region(), "", "ru")
FIELDS = {"district": "Луговской <район> & Ко", "reports": []}
LIMITS = FillLimits(seconds=300, memory=192 * MIB)
ESCAPE = "{{ cycler.__init__.__globals__.os.popen('echo run > MARK').read() }}"
HOSTILE = [
    (ESCAPE, "template_forbidden"),
    ("{{ ''.__class__.__mro__ }}", "template_forbidden"),
    ("{{ reports.append(1) }}", "template_forbidden"),
    ("{% for n in range(10**9) %}{% endfor %}", "template_memory"),
    ("{{ 'x' * 10**9 }}", "template_memory"),
    ("{% for report in %}", "template_unreadable"),
    ("{{ lipsum(9) }}", "template_unreadable"),
]


def template(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.parametrize(("text", "key"), HOSTILE)
def test_a_hostile_template_is_refused_and_runs_nothing(tmp_path, text, key):
    mark, target = tmp_path / "mark", tmp_path / "out.docx"
    path = template(tmp_path / "bad.docx", text.replace("MARK", str(mark)))
    with pytest.raises(CalledWrongly) as refused:
        fill_confined([(FIELDS, target)], path, LIMITS)
    assert refused.value.key == key
    assert not mark.exists() and not target.exists()
    assert "bad.docx" in sentence(key, "ru", **refused.value.parts)


def test_a_template_that_never_ends_is_stopped_in_its_own_process(tmp_path):
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    path = template(tmp_path / "loop.docx", loop)
    with pytest.raises(CalledWrongly) as refused:
        fill_confined([(FIELDS, tmp_path / "out.docx")], path, FillLimits(0.3))
    assert refused.value.key == "template_time"


def test_values_are_never_markup_and_an_honest_template_is_filled(tmp_path):
    path = template(tmp_path / "good.docx", "{{ district }}: {{ reports|length }}")
    fill_confined([(FIELDS, tmp_path / "out.docx")], path)
    text = Document(str(tmp_path / "out.docx")).paragraphs[0].text
    assert text == "Луговской <район> & Ко: 0"


def test_a_template_with_entities_or_of_another_kind_is_refused(tmp_path):
    good, bad = template(tmp_path / "good.docx", "x"), tmp_path / "bad.docx"
    refuse_template(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            head = b"<!DOCTYPE a>" if name == "word/styles.xml" else b""
            target.writestr(name, head + source.read(name))
    for path in (bad, tmp_path / "absent.docx"):
        with pytest.raises(CalledWrongly):
            refuse_template(path)


A, B = "Мало-Луговской район", "Мало Луговской район"


def test_two_districts_of_one_slug_have_two_names_in_any_order():
    names = letter_names([A, B], {})
    assert len(set(names.values())) == 2 and names == letter_names([B, A], {})
    kept = letter_names([A], {})
    assert kept == {A: "malo-lugovskoy-rayon"}
    assert letter_names([B, A], kept)[A] == kept[A] != letter_names([B, A], kept)[B]


@pytest.mark.parametrize(
    "name", ["CON", "nul", "COM1", "Template", "л" * 3000, "", "…", "../../etc", "a. "]
)
def test_every_name_is_a_file_that_windows_takes(name):
    (file,) = letter_names([name], {}).values()
    assert len(file) <= 110 and file.strip(".- ") == file
    assert file not in {"con", "nul", "com1", "template", ""} and not set(file) & set("/\\:.")


def edition(district: str, year: int = 2023) -> Edition:
    return Edition(district, "f.docx", "", district, "", year, (), (), (), ())


def write(folder: Path, *districts: str, year: int = 2023) -> list[tuple[str, str]]:
    dataset = Dataset(tuple(edition(district, year) for district in districts), ())
    return write_letters(dataset, Checked((), ()), folder, None, SENDER)


def letters(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.docx") if path.name != "template.docx")


def test_two_letters_for_two_districts_and_nothing_beside_them_twice(tmp_path):
    assert write(tmp_path, A, B) == write(tmp_path, B, A) == []
    assert len(letters(tmp_path)) == 2
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_edited_letter_stays_and_the_new_one_is_beside_it(tmp_path):
    write(tmp_path, A)
    (name,) = letters(tmp_path)
    (tmp_path / name).write_bytes(b"edited")
    beside = [(name, "malo-lugovskoy-rayon (2).docx")]
    assert write(tmp_path, A) == write(tmp_path, A) == beside
    assert (tmp_path / name).read_bytes() == b"edited" and len(letters(tmp_path)) == 2


def test_a_letter_of_unknown_origin_is_not_replaced(tmp_path):
    (tmp_path / "malo-lugovskoy-rayon.docx").write_bytes(b"somebody's")
    assert write(tmp_path, A)
    assert (tmp_path / "malo-lugovskoy-rayon.docx").read_bytes() == b"somebody's"


def test_what_a_killed_command_left_is_gone(tmp_path):
    (tmp_path / ".letters-8f").mkdir()
    (tmp_path / ".letters-8f" / "0.docx").touch()
    for name in (".letters-summary.xlsx", ".remarks.json.123", ".remarks.json.new"):
        (tmp_path / name).touch()
    assert write(tmp_path, A) == []
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_letters_of_a_killed_command_are_ours_the_next_time(tmp_path, monkeypatch, moved):
    """Killed after so many letters were moved: none is taken for somebody's and put beside."""
    write(tmp_path, A, B)

    class Killed(BaseException):
        pass

    done = []

    def until_killed(*arguments):
        if len(done) == moved:
            raise Killed
        done.append(put_letter(*arguments))
        return done[-1]

    with monkeypatch.context() as patched:
        patched.setattr("extractor.export.letters.put_letter", until_killed)
        patched.setattr("extractor.export.letters._put_book", until_killed)
        with pytest.raises(Killed):
            write(tmp_path, A, B, year=2022)
    assert write(tmp_path, A, B) == [] and len(letters(tmp_path)) == 2


def test_letters_wait_for_the_command_that_writes_there(tmp_path):
    order, told = [], []
    taken, heard = threading.Event(), threading.Event()

    def hold():
        with locked(tmp_path, "svod check"):
            taken.set()
            heard.wait(300)
            order.append("first")

    def hear(holder):
        told.append(holder)
        heard.set()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    dataset = Dataset((edition(A),), ())
    write_letters(dataset, Checked((), ()), tmp_path, None, SENDER, hear)
    order.append("second")
    holder.join()
    assert order == ["first", "second"] and told[0]["command"] == "svod check"


DAMAGED = [
    "",
    "{",
    "[]",
    "5",
    '{"a": 1}',
    '{"form": 2}',
    "[" * 5000,
    '{"a": []}',
    '{"form": 2, "remarks": {}, "names": {"a": "../x"}, "hashes": {}}',
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_memory_is_told_and_no_letter_is_touched(tmp_path, text):
    (tmp_path / "remarks.json").write_text(text, encoding="utf-8")
    with pytest.raises(CalledWrongly) as refused:
        write(tmp_path, A)
    assert refused.value.key == "letters_memory" and not letters(tmp_path)


def test_the_memory_of_an_older_version_is_read(tmp_path):
    (tmp_path / "remarks.json").write_text(json.dumps({"f": ["r", "текст"]}), encoding="utf-8")
    assert read_memory(tmp_path).remarks == {"f": ("r", "текст")}
