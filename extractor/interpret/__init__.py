"""Tables understood: from a printed grid to observations."""

from extractor.interpret.table import interpret_table

__all__ = ["interpret_table"]
