"""Scans: pictures of pages to the same ink that a PDF's own text and lines give; all that comes
after is shared.
"""
