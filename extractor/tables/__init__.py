"""Tables understood: from a printed grid to observations."""

from extractor.tables.table import interpret_table

__all__ = ["interpret_table"]
