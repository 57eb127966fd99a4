"""Russian language: numbers, units and periods. Strings in, nouns out."""

from extractor.russian.figures import find_quantities
from extractor.russian.number_reading import read_number
from extractor.russian.quantity import Figure, FoundQuantity, NumberReading

__all__ = ["Figure", "FoundQuantity", "NumberReading", "find_quantities", "read_number"]
