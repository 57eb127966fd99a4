"""What is wrong with a template of letters is said in the language of the user."""

import re

import pytest
from docx import Document

from extractor.commands.voice import sentence
from extractor.export.templates import _outcome

FIELDS = {"district": "Луговской", "reports": [{"file": "a.docx"}]}


@pytest.mark.parametrize(
    ("text", "reason", "what"),
    [
        ("{% for report in %}", "short", ""),
        ("{{ }}", "short", ""),
        ("{{ district", "open", ""),
        ("{{ district }", "near", "}"),
        ("{{ a b }}", "near", "b"),
        ("{{ a ? b }}", "near", "?"),
        ("{% for r in reports %}x", "unclosed", "for"),
        ("{# x", "unclosed", "comment"),
        ("{% endfor %}", "word", "endfor"),
        ("{{ district|big }}", "word", "big"),
        ("{{ district is big }}", "word", "big"),
        ("{{ raport.x }}", "word", "raport"),
        ("{{ reports[0].x.y }}", "word", "x"),
        ("{{ 'a }}", "syntax", ""),
        ("{{ 1 / 0 }}", "value", ""),
        ("{{ district + 1 }}", "value", ""),
        ("{% include 'a' %}", "value", ""),
    ],
)
def test_the_reason_is_a_message_and_names_the_piece(tmp_path, text, reason, what):
    document = Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "bad.docx"))
    key, parts = _outcome(tmp_path / "bad.docx", FIELDS, tmp_path / "out.docx")
    assert (key, parts["reason"]) == ("template_unreadable", f"reason_template_{reason}")
    assert parts["what"] == what
    said = sentence(key, "ru", file="шаблон", **parts).partition("). ")[0]
    assert "(" in said and what in said
    assert not re.search("[A-Za-z]{2,}", said.replace(what, "") if what else said)
