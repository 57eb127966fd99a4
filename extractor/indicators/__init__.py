"""Classifying: what a figure measures, by the words of its labels."""

from extractor.indicators.classification import (
    classify_observations,
    explain_observation,
)
from extractor.indicators.decision import Decision, meaning_of
from extractor.indicators.label_key import label_key
from extractor.indicators.matching import Verdict
from extractor.indicators.meaning import Labels
from extractor.indicators.series_in_tables import SERIES

__all__ = [
    "SERIES",
    "Decision",
    "Labels",
    "Verdict",
    "classify_observations",
    "explain_observation",
    "label_key",
    "meaning_of",
]
