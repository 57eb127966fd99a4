"""The one language of formulas: of the rules, of the catalogue and of comparisons."""

from extractor.formula.grammar import parse_comparison, parse_expression
from extractor.formula.tree import (
    Comparison,
    Node,
    Number,
    Operation,
    Ref,
    Source,
    linear_row,
    names_of,
    refs,
    residual,
    spoken,
    value_of,
)

__all__ = [
    "Comparison",
    "Node",
    "Number",
    "Operation",
    "Ref",
    "Source",
    "linear_row",
    "names_of",
    "parse_comparison",
    "parse_expression",
    "refs",
    "residual",
    "spoken",
    "value_of",
]
