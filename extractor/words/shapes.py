"""The shape of each file of words; what it does not know is refused with file, line and column."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from extractor.model import Direction, Op
from extractor.words import words
from extractor.words.indicators import catalogue_of
from extractor.words.user_yaml import ListOf, MapOf, Number, Pattern, Record, Shape, Text, parsed

TEXTS = ListOf(Text())
NAMED_TEXTS = MapOf(TEXTS)
LANGUAGES = ("ru", "en")
MESSAGE = Record(dict.fromkeys(LANGUAGES, Text()), LANGUAGES)
MESSAGES = MapOf(MESSAGE)
OPS = Text(tuple(Op))
BY_OP = MapOf(TEXTS, OPS)
BY_DIRECTION = MapOf(TEXTS, Text(tuple(Direction)))
NUMBERS = MapOf(Number())
OPERATORS = Text(("sum", "average", "division", "relative_change"))


def lists(names: str, **others: Shape) -> Record:
    """Return the shape of a file of lists of texts, with the keys that hold something else."""
    return Record(dict.fromkeys(names.split(), TEXTS) | others)


def check_words(name: str) -> None:
    """Hold ``words/NAME.yaml`` against its shape. Raises RefusedAt with line and column, KeyError
    where no shape is known.
    """
    text = files("extractor.words").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    parsed(text, f"{name}.yaml", SHAPES[name]())


@cache
def codes() -> Text:
    """Return the shape of a code of the catalogue."""
    return Text(tuple(entry["code"] for entry in words("indicators")["indicators"]))


@cache
def units() -> Text:
    """Return the shape of a unit of measure."""
    return Text(tuple(words("units")["units"]))


def _check() -> Shape:
    return lists(
        "parts wholes card_captions card_rows some_libraries group_words no_group "
        "whole_adjectives year_totals never_summed means share_words ratio_words per_words "
        "per_counted per_nouns mean_words growth_words "
        "difference_words ups downs continued unit_nouns planned cumulated instructions "
        "instruction_verbs "
        "instruction_open_verbs instruction_objects instruction_passives instruction_limits "
        "instruction_needs instruction_phrases revised moved listed_nouns list_goes_on "
        "selection norm_up",
        keys=MapOf(Text()),
        values=MapOf(Text()),
        share_of=MapOf(ListOf(codes())),
        openings=ListOf(codes()),
        phrases=MESSAGES,
        sentences=MESSAGES,
    )


def _claims() -> Shape:
    when = Record({"code": codes(), "when": Text(), "sample": Text()}, ("code", "when"))
    return lists(
        "beside back same plain held vague total talk neutral turning apart lasting "
        "adverbs broad narrow counted_whole told_of_parts empty fulfils turned times",
        instead=MapOf(Text()),
        never_of_one=Text(),
        planned=MapOf(codes(), codes()),
        means=ListOf(when),
    )


def _classify() -> Shape:
    return lists(
        "differences intended beside_others subsets alone units collected sums whole_network"
    )


def _compare() -> Shape:
    names = (name for name in words("compare") if name != "units")
    return Record(dict.fromkeys(names, MESSAGE) | {"units": MapOf(MESSAGE, units())})


def _headings() -> Shape:
    patterns = (
        "appendix alone of_section cover signature continued unit_line row_numbers verb participle "
        "points_to_table"
    )
    return lists(
        "parts whole contents referring months measures table_words figure_words totals joining "
        "asking",
        ordinals=NUMBERS,
        **dict.fromkeys(patterns.split(), Pattern()),
    )


def _identity() -> Shape:
    named: dict[str, Shape] = {"forms": TEXTS, "name": Text()}
    return lists(
        "ahead no_names region_adjectives republic library_words domain_words",
        weights=NUMBERS,
        first_lines=Number(),
        adjectives=ListOf(Record({"ends": TEXTS, "form": Text()}, ("ends", "form"))),
        territories=ListOf(Record(named, ("forms", "name"))),
        towns=ListOf(Record(named, ("forms", "name"))),
        regions=ListOf(Record({**named, "form": Text()}, ("forms", "name"))),
        institutions=ListOf(Record({**named, "rank": Number()}, ("forms", "name", "rank"))),
        institution_signs=MapOf(TEXTS, Number()),
    )


def _indicators() -> Shape:
    return catalogue_of(codes())


def _letters() -> Shape:
    answers = "error warning info yes no open explained stale first others all again"
    letter = lists(
        "sheets summary remarks leads admits beside beside_stems",
        **dict.fromkeys(answers.split(), Text()),
    )
    return Record(dict.fromkeys(LANGUAGES, letter), LANGUAGES)


def _libraries() -> Shape:
    kind = Record({"stems": TEXTS, "defining": Text(("true", "false"))}, ("stems", "defining"))
    letters = MapOf(Text())
    return lists(
        "number_heads list_heads endings streets_after streets town_parts housed legal "
        "culture_houses former legal_stems headings idle totals",
        heads=lists(
            "stems not abbreviations centres units plurals nominative_plurals", typing_slips=NUMBERS
        ),
        kinds=MapOf(kind),
        kind_abbreviations=NAMED_TEXTS,
        settlement_marks=lists("ambiguous short words"),
        prefixes=ListOf(Record({"stem": Text(), "joined": TEXTS, "letters": TEXTS}, ("stem",))),
        adjective=lists("suffixes endings", softened=letters),
        honours=lists("marks ranks"),
        foreign=lists("stems abbreviations", pairs=ListOf(TEXTS)),
        system=lists(
            "totals except all beside territory territory_stems",
            abbreviation=Pattern(),
            phrases=ListOf(Pattern()),
        ),
        prose=lists("tails verbs carried points budgets sums only"),
        list_tables=lists(
            "alone settlement not_settlement address not_address number units",
            name=lists("any of"),
            left_out=letters,
        ),
        registry_columns=lists("library name district number kind settlement address aliases"),
        slips=lists("confused keyboard"),
        areas=lists("municipality district rural region city headers generic not_headers"),
    )


def _member() -> Record:
    """Return the shape of a member of a dimension of meaning."""
    said: dict[str, Shape] = {"ru": Text(), "words": TEXTS, "maybe": TEXTS, "sample": Text()}
    return Record({**said, "implies": Text(), "rank": Text(("weak", "dependent"))}, ("ru",))


def _meaning() -> Shape:
    return lists(
        "titles_of_reports filler excluding vague neutral silent",
        dimensions=MapOf(MapOf(_member())),
        contractions=MapOf(Text()),
        twins=MapOf(codes(), codes()),
        points=MapOf(Text(), codes()),
    )


WEIGHTS = ("weights", "table", "taught")


def _meaning_weights() -> Shape:
    names = ("threshold", "likely", "alone", "confirmed")
    return Record(dict.fromkeys(names, Number()) | dict.fromkeys(WEIGHTS, NUMBERS))


NUMBER_LISTS = (
    "scale_endings thousand_before part_leads part_nouns one_feminine one_masculine "
    "inverted_scales single_units plural_endings feminine_endings not_senses change_stems "
    "change_words leads how_often staff_rates list_joints currencies_before year_events "
    "centuries months references classifiers numbered_nouns products houses streets postcodes "
    "phones address_words age_marks touching_words roman_nouns ordinal_nouns senses_over_lead "
    "functional verb_ends person_nouns person_adjectives idle_before_of idle"
)


def _sentence_meaning() -> Shape:
    return lists(
        "filler stands",
        **dict.fromkeys(("leads", "implies"), MapOf(Text())),
        **dict.fromkeys(("words", "not_said"), NAMED_TEXTS),
        members=MapOf(MapOf(_member())),
        points=MapOf(Text(), codes()),
    )


def _numbers() -> Shape:
    forms = MapOf(Record({"alone": Text(), "forms": Text()}))
    half = Record({"value": Text(), "unit": units()}, ("value",))
    tail = Record({"stem": Text(), "times": Number(), "kind": Text(), "unit": units()}, ("stem",))
    return lists(
        NUMBER_LISTS,
        cardinals=MapOf(Text(), Number()),
        slips=MapOf(Text()),
        collectives=MapOf(Text(), Number()),
        scales=forms,
        great_scales=MapOf(Text(), Number()),
        touching_scales=NUMBERS,
        groups=forms,
        halves=MapOf(Text(), Number()),
        parts=forms,
        half_words=MapOf(half),
        smaller=MapOf(TEXTS, units()),
        unit_words=MapOf(Text(), units()),
        ordinals=MapOf(Record({"stem": Text(), "endings": Text()}), Number()),
        endings=MapOf(Text()),
        compound_parts=MapOf(TEXTS, Number()),
        tails=ListOf(tail),
        figure_endings=lists("ordinal joined cardinal small_cardinal"),
        multiples=MapOf(Text(), Number()),
        senses_before=BY_OP,
        senses_behind=BY_OP,
        directions=BY_DIRECTION,
        range_words=lists("from to"),
        money=ListOf(units()),
        percents=ListOf(units()),
        signed_units=ListOf(units()),
        hundredths=MapOf(Text(), units()),
        hundredth_alone=MapOf(units(), units()),
        years=lists("words leads", first=Number(), last=Number()),
        grades=lists("any ranged after_five"),
        whole=Text(),
        points=Text(),
        minus=Text(),
        plus=Text(),
    )


def _periods() -> Shape:
    return lists(
        "things",
        months=ListOf(TEXTS),
        relative=MapOf(TEXTS, Number()),
        counts=MapOf(TEXTS, Number()),
    )


def _quote() -> Shape:
    return lists(
        "added states equals shared_heads parts vague ages compared plan fulfilled "
        "anaphora ranks per_ones per frequency age_before age_behind age_no anniversary papers "
        "references ones one_of_a_kind named lost",
        change=BY_DIRECTION,
        denominators=ListOf(Number()),
    )


def _recognition() -> Shape:
    confusion = Record({"seen": Pattern(), "meant": Text()}, ("seen", "meant"))
    return Record({"confusions": ListOf(confusion), "letters": MapOf(Text(), Number())})


def _regional() -> Shape:
    table = {**MESSAGE.fields, "indicators": ListOf(codes())}
    return Record({"years": Number(), "tables": ListOf(Record(table, tuple(table)))})


def _relations() -> Shape:
    weights = MapOf(ListOf(Number()), OPERATORS)
    labels = MapOf(TEXTS, OPERATORS)
    return lists("features", least_probability=Number(), weights=weights, labels=labels)


def _rules() -> Shape:
    """Return the rules themselves are held against their language by ``check``."""
    over = Text(("", *codes().known))  # empty: bounds of the figure itself
    bound = Record({"code": codes(), "over": over, "from": Number(), "to": Number()})
    texts = "id kind check for missing definition severity source remember tolerance"
    rule = lists("one_of", why=MESSAGE, **dict.fromkeys(texts.split(), Text()))
    return Record({"rules": ListOf(rule), "plausible": ListOf(bound)})


def _tables() -> Shape:
    return lists(
        "nil missing yes_no sum_words open_ends range_from range_to share_of ordinal_nouns "
        "parting changing spreadsheet_marks ditto ordinals naming unit_heads budgets introducing "
        "names_beside telling measures measuring counting periods year_of compared compound_first "
        "compound_solid compound_second totals whole_totals of_the_group connectives notes",
        senses=MapOf(OPS),
        shares=ListOf(units()),
        physical=ListOf(units()),
        counted=ListOf(units()),
    )


def _units() -> Shape:
    return lists(
        "lead_ins counting rates followers opening figure_words",
        multipliers=MapOf(TEXTS, Number()),
        short_thousand=Record({"form": Text(), "before": TEXTS}, ("form", "before")),
        units=MapOf(lists("short words letters figures")),
    )


SHAPES: Mapping[str, Callable[[], Shape]] = {
    "check": _check,
    "claims": _claims,
    "claim_kinds": lambda: lists(" ".join(words("claim_kinds"))),
    "classify": _classify,
    "compare": _compare,
    "confidence": lambda: Record({"least": NUMBERS, "weights": NUMBERS}),
    "headings": _headings,
    "identity": _identity,
    "indicators": _indicators,
    "desk": lambda: MESSAGES,
    "examples": lambda: MapOf(ListOf(Record({"run": MESSAGE, "does": MESSAGE}, ("run", "does")))),
    "letters": _letters,
    "libraries": _libraries,
    "meaning": _meaning,
    "learned_labels": lambda: Record({"codes": ListOf(codes()), "weights": Text()}),
    "learned_words": lambda: Record({"codes": ListOf(codes()), "weights": Text()}),
    "meaning_weights": _meaning_weights,
    "messages": lambda: MESSAGES,
    "numbers": _numbers,
    "periods": _periods,
    "quote": _quote,
    "recognition": _recognition,
    "regional": _regional,
    "relations": _relations,
    "rules": _rules,
    "sentence_meaning": _sentence_meaning,
    "sentence_weights": lambda: lists("", threshold=Number(), least=Number(), weights=NUMBERS),
    "sentences": lambda: lists("abbreviations units counted cut"),
    "tables": _tables,
    "units": _units,
}
