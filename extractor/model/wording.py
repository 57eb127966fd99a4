"""How a wording was recognised, where another room decides by it: names of rules as enums."""

from enum import StrEnum


class UnitRule(StrEnum):
    """What makes a word a unit: how a label declares it, or that it follows a figure."""

    ALONE = "alone"
    IN_BRACKETS = "in_brackets"
    AFTER_COMMA = "after_comma"
    AT_THE_END = "at_the_end"
    COUNTED = "counted"
    OPENING = "opening"
    HOW_OFTEN = "how_often"
    ABBREVIATION = "abbreviation"
    AFTER_FIGURE = "after_figure"
    COUNTED_THING = "counted_thing"


class PeriodRule(StrEnum):
    """The shapes of a time by which other rooms decide; the other shapes are named by text."""

    FROM_TO = "from_to"
    STOCK_EDGE_ALONE = "stock_edge_alone"
    UNTIL_YEAR = "until_year"
    YEAR_ALONE = "year_alone"
    YEAR_SPAN = "year_span"
