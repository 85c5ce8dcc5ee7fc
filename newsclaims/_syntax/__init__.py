"""Finds phrases, clauses and names, which extractors and taggers share.

Some of these are functions of a text: `text.once(tokens_of)` computes the result once and keeps it with the text.
"""

from .capitals import Capitals, capitals_of
from .clauses import Clause, ScopeMatch, first_words, main_clause
from .names import Name, NameKind, capitalised_headlines, names_of
from .noun_phrases import NounPhrases
from .source_phrases import Antecedent, SourcePhrase, antecedent, source_phrase
from .subjects import Subjects
from .tokens import CLOSERS, DASHES, ENDS, MARKS, Stretch, Tokens, tokens_of
from .verb_groups import Frame, VerbGroup, VerbGroups
from .word_shapes import is_capital, is_plural, without_stops

__all__ = [
    "CLOSERS",
    "DASHES",
    "ENDS",
    "MARKS",
    "Antecedent",
    "Capitals",
    "Clause",
    "Frame",
    "Name",
    "NameKind",
    "NounPhrases",
    "ScopeMatch",
    "SourcePhrase",
    "Stretch",
    "Subjects",
    "Tokens",
    "VerbGroup",
    "VerbGroups",
    "antecedent",
    "capitalised_headlines",
    "capitals_of",
    "first_words",
    "is_capital",
    "is_plural",
    "main_clause",
    "names_of",
    "source_phrase",
    "tokens_of",
    "without_stops",
]
