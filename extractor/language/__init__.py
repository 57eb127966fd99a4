"""Russian language: numbers, units and periods. Strings in, nouns out."""

from extractor.language.figures import find_quantities
from extractor.language.found import Figure, FoundQuantity, NumberReading
from extractor.language.reading import read_number

__all__ = ["Figure", "FoundQuantity", "NumberReading", "find_quantities", "read_number"]
