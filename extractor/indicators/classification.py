"""Codes for the observations of one report."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from functools import lru_cache

from msgspec import structs

from extractor.indicators.cell_reader import CellReader, judge_of, reader_of
from extractor.indicators.held_formulas import confirmed_by_values
from extractor.indicators.matching import Judge, Verdict
from extractor.indicators.sentence_meaning import Around as Near
from extractor.indicators.sentence_meaning import sentence_meaning_of
from extractor.indicators.sentences import SentenceReader, sentence_judge
from extractor.indicators.withdrawal import told_once, without_rivals
from extractor.model import Observation, Outline, Vocabulary
from extractor.model.observation import SentenceObservation


def classify_observations(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> tuple[Observation, ...]:
    """Give each observation the code of what it measures, where its labels say so.

    ``names`` are labels that name a library or a place, and so say nothing of what is measured.
    """
    found = tuple(observations)
    judge = judge_of(vocabulary)
    reader = reader_of(judge.verdict, found, outline, vocabulary, names)
    sentences = _sentences_of(reader, vocabulary)
    verdicts = [_verdict(each, reader, sentences) for each in found]
    codes = told_once(found, [verdict.code for verdict in verdicts])
    codes = without_rivals(found, codes)
    likely = [verdict.likely for verdict in verdicts]
    codes = confirmed_by_values(found, codes, likely, reader.figures.of, vocabulary)
    return tuple(
        structs.replace(each, indicator=code, indicator_confidence=verdict.confidence_in(code))
        if code
        else each
        for each, code, verdict in zip(found, codes, verdicts, strict=True)
    )


def explain_observation(
    observation: Observation,
    observations: Iterable[Observation],
    outline: Outline,
    vocabulary: Vocabulary,
    names: Set[str],
) -> Verdict:
    """Why an observation got its code, or which codes were near and what spoke against each."""
    judge, found = judge_of(vocabulary), tuple(observations)
    reader = reader_of(judge.explained, found, outline, vocabulary, names)
    sentences = _sentences_of(reader, vocabulary)
    verdict = _verdict(observation, reader, sentences)
    verdict = replace(verdict, reasons=reader.reasons(observation))
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


def sentence_readings(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> Iterator[tuple[SentenceObservation, Near, str]]:
    """The figures of sentences with their words as the model of meaning takes them, and the code
    that wordings alone give.
    """
    found = tuple(observations)
    reader = reader_of(judge_of(vocabulary).verdict, found, outline, vocabulary, names)
    sentences = _sentences_of(reader, vocabulary)
    for each in found:
        if isinstance(each, SentenceObservation):
            around = sentences.around(each, each.subject)
            verdict = sentences.verdict(each)
            yield each, around, "" if verdict.rule == "meaning" else verdict.code


def _verdict(observation: Observation, reader: CellReader, sentences: SentenceReader) -> Verdict:
    """What a figure measures: of a sentence by its clause, of a cell by its labels."""
    if isinstance(observation, SentenceObservation):
        return reader.learned(observation) or sentences.verdict(observation)
    return reader.verdict(observation)


def _sentences_of(reader: CellReader, vocabulary: Vocabulary) -> SentenceReader:
    judge, meaning = _sentence_judge_of(vocabulary), sentence_meaning_of(vocabulary)
    return SentenceReader(
        judge, judge.verdict, vocabulary, meaning, reader.nameless, reader.heading
    )


@lru_cache(maxsize=4)
def _sentence_judge_of(vocabulary: Vocabulary) -> Judge:
    return sentence_judge(vocabulary)
