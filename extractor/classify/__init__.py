"""Classifying: what a figure measures, by the words of its labels."""

from extractor.classify.judge import Verdict
from extractor.classify.observations import classify_observations, explain_observation, label_key

__all__ = ["Verdict", "classify_observations", "explain_observation", "label_key"]
