"""Russian language: numbers, units and periods. Strings in, nouns out."""
