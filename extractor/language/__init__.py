"""Russian language: numbers, units and periods. Strings in, nouns out."""

from extractor.language.found import Figure, FoundQuantity, NumberReading

__all__ = ["Figure", "FoundQuantity", "NumberReading"]
