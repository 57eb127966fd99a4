"""Invented reports without a single mistake, in random layouts: whatever is told on them is false."""
