"""Language data: word classes, word lists, the cue lexicon, weights and thresholds."""

from .cues import CueKind, Entry, Lexicon, Reading, WordForm
from .forms import Forms
from .habits import Habits
from .language import Language
from .trust import NestedScore, Trust, log_odds
from .weights import HolderWeights, NestingLimits, RecognitionLimits
from .word_classes import AUXILIARY, CONTEXTUAL, IS_OR_OWNS, MAY_BE_SUBJECT, WordClass
from .word_lists import WordList, WordLists

__all__ = [
    "AUXILIARY",
    "CONTEXTUAL",
    "IS_OR_OWNS",
    "MAY_BE_SUBJECT",
    "CueKind",
    "Entry",
    "Forms",
    "Habits",
    "HolderWeights",
    "Language",
    "Lexicon",
    "NestedScore",
    "NestingLimits",
    "Reading",
    "RecognitionLimits",
    "Trust",
    "WordClass",
    "WordForm",
    "WordList",
    "WordLists",
    "log_odds",
]
