"""The conservation check: it finds what a reader lost, and finds nothing lost where nothing is."""

import pytest
from lxml import etree
from msgspec.structs import replace

from extractor.model import Paragraph, Table
from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.read.docx.text_loss import lost_text
from samples.districts import YEARS
from samples.write import write_samples
from tests.wordfiles import (
    field,
    level,
    lists,
    numbered,
    p,
    part,
    r,
    read,
    tables,
    tbl,
    tc,
    text_box,
    tr,
)

BODY = (
    p("Фонд 1 234 экз.", text_box(p("во врезке")))
    + tbl(tr("Район", tc(tbl(tr("внутри", "12")))), tr("Луговской", "3,5"))
    + p(
        "стр. ",
        field("PAGE", "7"),
        r(" тайна", "<w:vanish/>"),
        '<w:del w:id="1"><w:r><w:delText>нет</w:delText></w:r></w:del>',
    )
)


def root(body: str) -> etree._Element:
    return etree.fromstring(part("w:document", f"<w:body>{body}</w:body>").encode())


def test_a_whole_document_has_lost_nothing(tmp_path):
    assert not read(tmp_path, BODY).notices


@pytest.mark.parametrize(
    ("taken", "lost"),
    [
        ("1 234", "1 … 234"),
        *((word, word) for word in ("врезке", "внутри", "12", "3,5", "7", "тайна")),
    ],
)
def test_a_word_that_is_taken_from_the_document_is_missed(taken, lost, tmp_path):
    document = read(tmp_path, BODY)

    def without(text: str) -> str:
        return text.replace(taken, "", 1)

    def robbed(block):
        if isinstance(block, Paragraph):
            return replace(block, text=without(block.text), hidden=without(block.hidden))
        cells = tuple(replace(cell, text=without(cell.text)) for cell in block.cells)
        return replace(block, cells=cells) if isinstance(block, Table) else block

    assert (
        lost_text([root(BODY)], replace(document, blocks=tuple(map(robbed, document.blocks))))
        == lost
    )


def test_an_automatic_number_does_not_stand_for_a_lost_figure(tmp_path):
    body = tbl(tr(tc(numbered("")), "1.")) + p("а")
    document = read(tmp_path, body, numbering=lists(level(0, "decimal", "%1.")))
    robbed = replace(tables(document)[0], cells=(tables(document)[0].cells[0],))
    assert (
        lost_text(
            [root(body.replace("1.", "11"))], replace(document, blocks=(robbed, document.blocks[1]))
        )
        == "11"
    )


@pytest.mark.parametrize(
    "body",
    [
        p("м", r("2", '<w:vertAlign w:val="superscript"/>')),
        p("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:noBreakHyphen/><w:t>в</w:t></w:r>"),
        p(
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
        ),
        p(field("IF ", "да"), "а"),
        tbl(
            tr(tc("а", properties='<w:vMerge w:val="restart"/>')),
            tr(tc("след", properties="<w:vMerge/>")),
        ),
        tbl(tr("а"), tr("б", properties='<w:del w:id="1"/>')),
    ],
)
def test_what_is_written_otherwise_is_not_called_lost(body, tmp_path):
    assert not read(tmp_path, body).notices


def test_a_word_of_a_note_is_missed_too(tmp_path):
    note = f'<w:footnote w:id="1">{p("по данным учёта")}</w:footnote>'
    document = read(tmp_path, p("а"), footnotes=note)
    assert not document.notices
    roots = [etree.fromstring(part("w:footnotes", note).encode())]
    assert lost_text(roots, replace(document, notes=())) == "по … данным … учёта"


def test_no_sample_loses_a_word(tmp_path):
    write_samples(tmp_path, years=YEARS[-1:])
    paths = sorted((tmp_path / "reports").glob("*.docx"))
    assert len(paths) > 1
    for path in paths:
        document = read_document(path, ReadOptions(conserve=True))
        assert not [each for each in document.notices if each.key == "text_lost"], path.name
