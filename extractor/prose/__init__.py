"""The figures of running text: paragraphs, lists, text boxes and notes to observations, and what
was left out of them.
"""

from extractor.prose.claims import claims_of
from extractor.prose.observations import quote_figures

__all__ = ["claims_of", "quote_figures"]
