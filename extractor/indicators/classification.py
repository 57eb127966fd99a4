"""Codes for the observations of one report."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from msgspec import structs

from extractor.indicators.cell_reader import CellReader, judge_of, reader_of
from extractor.indicators.held_formulas import confirmed_by_values
from extractor.indicators.matching import NOBODY, Judge, Verdict
from extractor.indicators.parts_and_wholes import without_names
from extractor.indicators.sentence_context import SentenceContext, without_count
from extractor.indicators.sentence_meaning import sentence_meaning_of
from extractor.indicators.sentences import SentenceReader, sentence_judge
from extractor.indicators.series_in_tables import SERIES, codes_of_series
from extractor.indicators.withdrawal import told_once, without_rivals
from extractor.model import Observation, Outline, Vocabulary
from extractor.model.observation import SentenceObservation

REMEMBERED = 4096


def classify_observations(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> tuple[Observation, ...]:
    """Give each observation the code of what it measures, where its labels say so.

    ``names`` are labels that name a library or a place, and so say nothing of what is measured.
    """
    found = tuple(observations)
    reader, sentences, verdicts, codes = _cells_read(found, outline, vocabulary, names)
    for at, each in enumerate(found):
        if isinstance(each, SentenceObservation):
            verdicts[at] = _of_sentence(each, reader, sentences)
            codes[at] = verdicts[at].code
    codes = without_rivals(found, codes)
    figures = (
        (at, each, codes[at])
        for at, each in enumerate(found)
        if isinstance(each, SentenceObservation)
    )
    for at, code in codes_of_series(figures, sentences.context.tables):
        codes[at] = code
    return tuple(
        structs.replace(each, indicator=code, indicator_confidence=verdict.confidence_in(code))
        if code
        else each
        for each, code, verdict in zip(found, codes, verdicts, strict=True)
    )


def _cells_read(
    found: tuple[Observation, ...], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> tuple[CellReader, SentenceReader, list[Verdict], list[str]]:
    """The readers of a report, that of sentences knowing what tables tell, with the verdicts and
    the codes of the figures of tables; those of sentences have none yet.
    """
    reader = reader_of(judge_of(vocabulary).verdict, found, outline, vocabulary, names)
    verdicts = [
        NOBODY if isinstance(each, SentenceObservation) else reader.verdict(each) for each in found
    ]
    codes = told_once(found, [verdict.code for verdict in verdicts])
    likely = [verdict.likely for verdict in verdicts]
    codes = confirmed_by_values(found, codes, likely, reader.figures.of, vocabulary)
    sentences = _sentences_of(reader, vocabulary)
    sentences.context.tables.add(zip(found, codes, strict=True))
    return reader, sentences, verdicts, codes


def explain_observation(
    observation: Observation,
    observations: Iterable[Observation],
    outline: Outline,
    vocabulary: Vocabulary,
    names: Set[str],
) -> Verdict:
    """Why an observation got its code, or which codes were near and what spoke against each."""
    found = tuple(observations)
    if isinstance(observation, SentenceObservation):
        reader, sentences, *_ = _cells_read(found, outline, vocabulary, names)
        return _explained(observation, found, reader, sentences)
    reader = reader_of(judge_of(vocabulary).explained, found, outline, vocabulary, names)
    verdict = replace(reader.verdict(observation), reasons=reader.reasons(observation))
    if verdict.likely and verdict.likely == observation.indicator:
        return replace(verdict, code=verdict.likely, rule="same figure")
    row = observation.table, observation.row
    beside = [each for each in found if (each.table, each.row) == row and each != observation]
    codes = told_once(
        (observation, *beside), [verdict.code, *(reader.verdict(each).code for each in beside)]
    )
    return (
        verdict
        if codes[0] == verdict.code
        else Verdict("", "abbreviation", near=((verdict.code, "abbreviation"),))
    )


def _explained(
    figure: SentenceObservation,
    found: Sequence[Observation],
    reader: CellReader,
    sentences: SentenceReader,
) -> Verdict:
    """The verdict on a figure of a sentence after those before it in its text, which it may carry
    on, and beside those that make a series with it.
    """
    text = figure.place.whole
    figures = [one for one in found if isinstance(one, SentenceObservation)]
    beside = [one for one in figures if one.place.whole == text]
    verdicts = [_of_sentence(one, reader, sentences) for one in beside]
    at = next(at for at, one in enumerate(beside) if one.place == figure.place)
    coded = [
        (at, one, verdict.code)
        for at, (one, verdict) in enumerate(zip(beside, verdicts, strict=True))
    ]
    code = dict(codes_of_series(coded, sentences.context.tables)).get(at, "")
    return replace(verdicts[at], code=code, rule=SERIES) if code else verdicts[at]


def sentence_reader(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> SentenceReader:
    """The reader of the figures of a report's sentences, by itself; it knows what tables tell."""
    _, sentences, *_ = _cells_read(tuple(observations), outline, vocabulary, names)
    return sentences


def _of_sentence(
    observation: SentenceObservation, reader: CellReader, sentences: SentenceReader
) -> Verdict:
    return reader.learned(observation) or sentences.verdict(observation)


def _sentences_of(reader: CellReader, vocabulary: Vocabulary) -> SentenceReader:
    judge, meaning = _sentence_judge_of(vocabulary), sentence_meaning_of(vocabulary)
    names = [without_count(name, meaning.lexicon) for name in reader.longest_first]

    @lru_cache(maxsize=REMEMBERED)
    def nameless(text: str) -> str:
        return without_names(text, names)

    context = SentenceContext(vocabulary, nameless, reader.heading)
    return SentenceReader(judge, judge.verdict, vocabulary, meaning, context)


@lru_cache(maxsize=4)
def _sentence_judge_of(vocabulary: Vocabulary) -> Judge:
    return sentence_judge(vocabulary)
