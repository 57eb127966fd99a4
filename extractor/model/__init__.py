"""The nouns: frozen records without verbs, a file each."""

from extractor.model.aside import Aside
from extractor.model.chart import Chart, Series
from extractor.model.decision import Decision, DecisionKind, DecisionState, TableUse
from extractor.model.document import Document, Notice
from extractor.model.indicator import Indicator, Vocabulary
from extractor.model.library import Change, Chronicle, Library, Mention, Roll
from extractor.model.observation import Observation, Quantity, Status
from extractor.model.paragraph import Link, Note, Paragraph
from extractor.model.place import Place
from extractor.model.report import Report
from extractor.model.section import Outline, PlacedTable, Section
from extractor.model.sense import STATING, Direction, Op, SentenceRole
from extractor.model.table import Cell, Layout, Part, Table
from extractor.model.wording import PeriodRule, UnitRule

__all__ = [
    "STATING",
    "Aside",
    "Cell",
    "Change",
    "Chart",
    "Chronicle",
    "Decision",
    "DecisionKind",
    "DecisionState",
    "Direction",
    "Document",
    "Indicator",
    "Layout",
    "Library",
    "Link",
    "Mention",
    "Note",
    "Notice",
    "Observation",
    "Op",
    "Outline",
    "Paragraph",
    "Part",
    "PeriodRule",
    "Place",
    "PlacedTable",
    "Quantity",
    "Report",
    "Roll",
    "Section",
    "SentenceRole",
    "Series",
    "Status",
    "Table",
    "TableUse",
    "UnitRule",
    "Vocabulary",
]
