"""Classifying: what a figure measures, by the words of its labels."""

from extractor.indicators.classification import (
    classify_observations,
    explain_observation,
    label_key,
)
from extractor.indicators.matching import Verdict

__all__ = ["Verdict", "classify_observations", "explain_observation", "label_key"]
