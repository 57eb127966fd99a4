"""Whose report is it, and of which year? Found by vote over title, headings, tables, text and
file name; the votes are shown.
"""

from extractor.identify.subject import is_of_something_else
from extractor.identify.votes import Identity, identify_report

__all__ = ["Identity", "identify_report", "is_of_something_else"]
