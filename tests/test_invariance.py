"""What must not matter: the same report with invisible characters, letters in two parts, cut
runs, gives the same data.
"""

import ast
import csv
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import CHOSEN

from extractor.commands import main
from extractor.options import ReportOptions
from extractor.pipeline import extract_report
from extractor.text import aligned, clean, fold, slug, visible
from tests.pdf_writer import Page, pdf_of
from tests.sprinkling import MARKS, first_change, marked
from tests.sprinkling import data_of as sampled
from tests.wordfiles import p, r, tbl, tr, word_parts, zipped

pytestmark = pytest.mark.usefixtures("warm")
FREE = frozenset({"file", "sha256", "raw", "text", "place"})
ROOT = Path(__file__).parent.parent
UNSEEN = (
    *"\u00ad\u034f\u061c\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2064\ufeff",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe00\ufe0e\ufe0f\U000e0100",
)
HEADING = '<w:outlineLvl w:val="0"/>'
TITLE = "Отчёт МБУК «ЦБС» Йодлинского района за 2023 год"
SENTENCE = "Число читателей составило 12 415 человек, в Йодлинской библиотеке № 4 – 905."
LABELS = (
    ("Показатель", "2022", "2023"),
    ("Число посещений, ед.", "9 100", "9 350,5"),
    ("Ёлочных книг, экз.", "41200", "-"),
)
REGISTRY = "library,name,number,settlement\nyod-4,Йодлинская библиотека № 4,4,с. Йодлино\n"

Change = Callable[[str], str]


def said(text: str) -> str:
    return text


def word_report(change: Change = said, run: Callable[[str], str] = r) -> bytes:
    """A small report of every kind of place: title, heading, sentence, item, caption, cells."""
    made = [
        run(change(text))
        for text in (
            TITLE,
            "1. Итоги и фонды",
            SENTENCE,
            "– выставок – 25;",
            "Таблица 1. Посещения",
        )
    ]
    rows = (tr(*(f"<w:tc>{p(run(change(cell)))}</w:tc>" for cell in row)) for row in LABELS)
    body = [
        p(made[0]),
        p(made[1], properties=HEADING),
        p(made[2]),
        p(made[3]),
        p(made[4]),
        tbl(*rows),
    ]
    return zipped(word_parts("".join(body)))


def pdf_report(change: Change = said) -> bytes:
    page = (
        Page().text(60, 60, change(TITLE), 14).text(60, 100, change("1. Итоги и фонды"), 12, "bold")
    )
    page.text(60, 130, change(SENTENCE[:72])).text(60, 160, change("Таблица 1. Посещения"))
    drawing = "\n".join("| " + " | ".join(map(change, row)) + " |" for row in LABELS)
    page.table(drawing, 60, 180, (150, 80, 80))
    return pdf_of(page)


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Runs ``svod extract`` over bytes and gives the tables of the data set, without the columns
    that may differ.
    """

    def run(
        report: bytes, name: str = "yod.docx", registry: str = "", *more: str
    ) -> dict[str, list[dict[str, str]]]:
        path, out = tmp_path / name, tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        path.write_bytes(report)
        given = []
        if registry:
            (tmp_path / "registry.csv").write_text(registry, "utf-8")
            given = ["--libraries", str(tmp_path / "registry.csv")]
        monkeypatch.setattr(
            sys, "argv", ["svod", "extract", str(path), "-o", str(out), "-q", *given, *more]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return data_of(out)

    return run


def data_of(out: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted(out.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.name] = [
                {key: cell for key, cell in row.items() if key not in FREE}
                for row in csv.DictReader(file)
            ]
    return found


def rows_of(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- strings


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_character_that_nobody_sees_is_no_part_of_a_word(mark):
    text = f"{mark}12{mark}345 ё{mark}лок{mark}"
    assert (visible(text), clean(text), fold(text), slug(text)) == (
        "12345 ёлок",
        "12345 ёлок",
        "12345 елок",
        "12345-elok",
    )
    assert fold(mark) == "" == clean(mark)


@pytest.mark.parametrize(
    "text",
    [
        "но\u200bм\u00adер 5",
        "Йо\u0308д и ёлка",
        "и\u00ad\u0306од",
        "а\u0301\u200b",
        "\u1100\u1161\u11a8 я",
        "",
    ],
)
def test_visible_characters_know_where_they_are_printed(text):
    for printed in (text, unicodedata.normalize("NFD", text)):
        made = aligned(printed)
        assert made.visible == visible(printed)
        for start in range(len(made.visible)):
            first, last = made.span(start, start + 1)
            assert (
                visible(printed[first:last]) == made.visible[start : start + 1] or last - first > 1
            )
        assert visible(made.slice(0, len(made.visible))) == made.visible
        for start in range(len(made.visible)):
            assert made.within(*made.span(start, len(made.visible)))[1] == len(made.visible)


# --- whole documents


def sprinkled(mark: str) -> Change:
    """Puts a mark before, inside and behind each word."""

    def change(text: str) -> str:
        return " ".join(f"{mark}{word[:1]}{mark}{word[1:]}{mark}" for word in text.split(" "))

    return change


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_a_mark_everywhere_changes_nothing_in_word(extract):
    plain = extract(word_report(), registry=REGISTRY)
    assert {"12415", "25", "9100", "9350.5", "41200"} <= {
        row["value"] for row in plain["observations.csv"]
    }
    assert plain["reports.csv"][0]["district"] == "Йодлинский район"
    for mark in ("".join(UNSEEN), "\u00ad", "\ufe0f"):
        assert extract(word_report(sprinkled(mark)), registry=REGISTRY) == plain


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_a_mark_everywhere_changes_nothing_in_pdf(extract, engine):
    plain = extract(pdf_report(), "yod.pdf", "", "--engine", engine)
    assert {"12415", "9100", "9350.5"} <= {row["value"] for row in plain["observations.csv"]}
    for mark in ("\u200b", "\u2060\ufeff", "\u034f"):
        assert extract(pdf_report(sprinkled(mark)), "yod.pdf", "", "--engine", engine) == plain


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_one_soft_hyphen_costs_no_report(extract, suffix):
    text = "Число пользо\u00adвателей составило 738 человек, посещений – 6 150."
    pdf = pdf_of(
        Page()
        .text(60, 60, TITLE, 14)
        .text(60, 100, "1. Ито\u200bг года", 12, "bold")
        .text(60, 130, text)
    )
    word = zipped(word_parts(p(TITLE) + p("1. Ито\u200bг года", properties=HEADING) + p(text)))
    found = extract(pdf if suffix == "pdf" else word, f"yod.{suffix}")
    assert [(row["section"], row["title"]) for row in found["sections.csv"]] == [("1", "Итог года")]
    codes = {
        (row["value"], row["unit"], row["indicator"], row["period"])
        for row in found["observations.csv"]
    }
    assert codes == {
        ("738", "person", "users.registered", "2023"),
        ("6150", "", "visits.total", "2023"),
    }


def test_letters_in_two_parts_are_letters(extract):
    plain = extract(word_report(), registry=REGISTRY)
    assert extract(word_report(decomposed), registry=decomposed(REGISTRY)) == plain
    assert extract(word_report(), decomposed("йод.docx")) == extract(word_report(), "йод.docx")
    named = extract(
        word_report(), "yod.docx", REGISTRY, "--district", decomposed("Йодлинский район")
    )
    assert named["reports.csv"] == plain["reports.csv"]


def cut(text: str) -> str:
    """A run for each letter, with what Word leaves between runs."""
    between = (
        '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd '
        'w:id="1"/>'
    )
    soft = "<w:r><w:softHyphen/></w:r>"
    return between.join(r(letter) + soft for letter in text)


def test_cut_runs_are_one_text(extract):
    assert extract(word_report(run=cut)) == extract(word_report())


def test_raw_text_and_places_are_as_printed(extract, tmp_path):
    text = "Число чита\u00adтелей составило 12\u200b415 человек."
    extract(
        zipped(
            word_parts(p(TITLE) + p(text) + tbl(tr("Показатель", "2023"), tr("Книг", "1\u200b2")))
        )
    )
    out = next(tmp_path.glob("out*"))
    cell, prose = rows_of(out, "observations")
    assert (prose["raw"], prose["place"]) == ("12\u200b415", "yod.docx#b1:c27-33")
    assert text[27:33] == prose["raw"] and prose["observation"].endswith("c26-31")
    assert (cell["raw"], cell["value"]) == ("1\u200b2", "12")
    assert text in (out / "documents" / "yod.json").read_text("utf-8")
    assert "1\u200b2" in [row["text"] for row in rows_of(out, "cells")]


def test_a_sign_that_looks_like_a_placeholder_of_ours_is_text(extract, tmp_path):
    found = extract(
        zipped(word_parts(p(TITLE) + p("Библиотека §s0 на §h7 выдала 35 книг."))),
        "signs.docx",
        REGISTRY,
    )
    assert [row["value"] for row in found["observations.csv"]] == ["35"]
    assert "§s0 на §h7" in next(tmp_path.glob("out*/documents/signs.json")).read_text("utf-8")


# --- at random


def test_marks_at_random_places_change_nothing(extract):
    plain, luck = extract(word_report(), registry=REGISTRY), random.Random(14)  # noqa: S311

    def change(text: str) -> str:
        at = luck.randrange(len(text) + 1)
        return text[:at] + "".join(luck.choices(UNSEEN, k=2)) + text[at:]

    for _ in range(8):
        assert extract(word_report(change, luck.choice((r, cut))), registry=REGISTRY) == plain


@pytest.mark.parametrize("name", CHOSEN[::2])
def test_every_mark_at_random_places_of_a_sample_changes_nothing(name, region, tmp_path):
    path, luck = region.folder / "reports" / f"{name}.docx", random.Random(name)  # noqa: S311
    copy = marked(path, MARKS, luck, tmp_path / path.name)
    assert copy.read_bytes() != path.read_bytes()
    plain, found = (sampled(extract_report(one, ReportOptions())) for one in (path, copy))
    assert plain == found, first_change(plain, found)


# --- the surroundings of a run


TWICE = """
import sys
from extractor.commands import main
out, lang, *reports = sys.argv[1:]
for command in (["extract", *reports, "-o", out, "-q"], ["check", out]):
    sys.argv = ["svod", "--lang", lang, *command]
    try:
        main()
    except SystemExit:
        pass
"""


def test_neither_order_of_files_nor_hash_seed_nor_language_place_and_hour_matter(
    tmp_path, monkeypatch
):
    """Another language changes messages alone; another PYTHONHASHSEED not a byte."""
    (tmp_path / "yod.docx").write_bytes(word_report())
    reports = [ROOT / "samples" / "reports" / "berezovo-2023.docx", tmp_path / "yod.docx"]
    runs = [
        ("one", "ru", reports, {"PYTHONHASHSEED": "1", "LC_ALL": "ru_RU.UTF-8", "TZ": "UTC"}),
        ("two", "en", reports[::-1], {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"}),
    ]
    for name, lang, files, around in runs:
        command = [sys.executable, "-c", TWICE, tmp_path / name, lang, *files]
        subprocess.run(
            command, env=os.environ | around, cwd=ROOT, stdout=subprocess.DEVNULL, check=True
        )
    for variable, value in (("LC_ALL", "ru_RU.UTF-8"), ("TZ", "UTC")):
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "argv", ["svod", str(tmp_path / "three"), "ru", *map(str, reports)])
    exec(TWICE, {})  # noqa: S102 - with the seed of this process, which is drawn by chance
    found = [data_of(tmp_path / name) for name, *_ in runs]
    for tables in found:
        assert len(tables["findings.csv"]) > 5 and len(tables["reports.csv"]) == 2
        for row in tables["findings.csv"]:
            row.update(message="", left="", right="")
    assert found[0] == found[1]
    first, again = (bytes_of(tmp_path / name) for name in ("one", "three"))
    assert [name for name in first | again if first.get(name) != again.get(name)] == []


def bytes_of(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_nothing_asks_the_calendar():
    """No data depends on the day of the run: nobody asks for it, but the lock that names its
    holder to who waits, the log that says when a person decided, and a message about the clock.
    """
    may_ask = {"dataset/lock.py", "decisions/log.py", "commands/refusal.py"}
    asks = {"today", "now", "utcnow", "localtime", "gmtime", "ctime", "strftime"}
    for path in (ROOT / "extractor").rglob("*.py"):
        if path.relative_to(ROOT / "extractor").as_posix() in may_ask:
            continue
        text = path.read_text("utf-8")
        nodes = ast.walk(ast.parse(text)) if any(f".{name}(" in text for name in asks) else ()
        calls = (node.func for node in nodes if isinstance(node, ast.Call))
        assert not [
            call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in asks
        ], path.name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_document_saved_again_by_libreoffice_is_the_same_report(extract, tmp_path):
    given = docx.Document()
    for text in (TITLE, SENTENCE, "Число \u00adпосещений составило 9\u200b350."):
        given.add_paragraph(text)
    table = given.add_table(len(LABELS), 3)
    for row, labels in zip(table.rows, LABELS, strict=True):
        for cell, label in zip(row.cells, labels, strict=True):
            cell.text = label
    given.save(str(tmp_path / "yod.docx"))
    before = extract((tmp_path / "yod.docx").read_bytes(), registry=REGISTRY)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "saved"), str(tmp_path / "yod.docx")],
        check=True,
        capture_output=True,
        timeout=600,
    )
    saved = (tmp_path / "saved" / "yod.docx").read_bytes()
    assert extract(saved, registry=REGISTRY) == before
