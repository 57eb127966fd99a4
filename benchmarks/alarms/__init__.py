"""Invented reports without a mistake, in random layouts: all that is told on them is false."""
