"""What a label most probably means, for a person to choose from: by the words that the catalogue
knows and by experience together. No code is given by it.
"""

from math import log

from extractor.indicators.decision import Decision, Meaning
from extractor.indicators.experience import experience
from extractor.indicators.label_signs import said_signs, signs_of
from extractor.indicators.learned_codes import UNHEARD, LearnedCodes, named_by
from extractor.indicators.meaning import Labels

MOST = 3
LEAST = 0.001  # a chance that counts as none


def proposed(labels: Labels, meaning: Meaning) -> list[str]:
    """The codes that a label may mean, the likeliest first.

    >>> from extractor.indicators.decision import meaning_of
    >>> from extractor.words.indicators import vocabulary
    >>> proposed(Labels(row=("Записано в библиотеку человек",)), meaning_of(vocabulary()))[0]
    'users.registered'
    """
    return ranked_together(labels, meaning.decide(labels), experience())[:MOST]


def ranked_together(labels: Labels, decision: Decision, learned: LearnedCodes) -> list[str]:
    """The codes that the catalogue names, and those of experience for which a word of the label
    speaks, by the odds of both together.
    """
    chances = learned.chances(signs_of(labels, decision.coordinates))
    spoken_for = learned.spoken_for(said_signs(labels, decision.coordinates))
    named = (code for code in named_by(chances) if code in spoken_for)
    known = dict(decision.likeliest)
    score = {
        code: log(known.get(code, 0.0) + LEAST) + max(log(LEAST), chances.get(code, UNHEARD))
        for code in dict.fromkeys((*known, *named))
    }
    return sorted(score, key=lambda code: (-score[code], code))
