"""The word classes that syntax tests, as bits."""

from collections.abc import Iterable, Mapping

from .tables import Row, WordClasses, words_in

__all__ = ["AUXILIARY", "CONTEXTUAL", "IS_OR_OWNS", "MAY_BE_SUBJECT", "WordClass", "read_bits"]


class WordClass:
    """What a word may be, as bits: plain integers, since they are tested for every word.

    The first thirty are those that are tested most: integers below `2 ** 30` are the fastest.
    """

    DETERMINER = 1 << 0
    POSSESSIVE = 1 << 1
    SUBJECT = 1 << 2
    PERSONAL = 1 << 3
    PREPOSITION = 1 << 4
    COORDINATOR = 1 << 5
    SUBORDINATOR = 1 << 6
    RELATIVE = 1 << 7
    WHO = 1 << 8
    BE = 1 << 9
    HAVE = 1 << 10
    DO = 1 << 11
    MODAL = 1 << 12
    NEGATION = 1 << 13
    ADVERB = 1 << 14
    VERB = 1 << 15
    """Finite forms of common verbs that are not cues: they end a noun phrase and open a clause."""
    PLAIN_CUE = 1 << 16
    """Cues that stand in parentheses: ", he said"."""
    TIME = 1 << 17
    """Days, months, "yesterday", "week"."""
    LOCATIVE = 1 << 18
    """Prepositions of an occasion: "in a statement", "at a rally", "on Tuesday"."""
    CLAUSAL = 1 << 19
    """What ends a plain noun phrase: "to", "when"."""
    COMPLEMENTISER = 1 << 20
    """What opens a content clause: "said that"."""
    INFINITIVE_MARK = 1 << 21
    """What opens an infinitive: "refused to"."""
    POSSESSIVE_MARK = 1 << 22
    """What hangs on an owner: "Roe's", "the workers' "."""
    NONFINITE = 1 << 23
    """Forms of auxiliaries that are not finite, and the clitic that may be a possessive mark."""
    ROLE_MARK = 1 << 24
    """What stands before what something counts as: "quoted as saying"."""
    JOINER = 1 << 25
    CLAUSE_JOINER = 1 << 26
    """What joins another clause of the reporter's to a content."""
    RECENT = 1 << 27
    """What stands before a time: "last", "late"."""
    QUANTITY = 1 << 28
    """Adverbs that may open a noun phrase: "most voters"."""
    NAME = 1 << 29
    """Words that are names after a name: "Theresa May"."""
    OBJECT = 1 << 30
    WH = 1 << 31
    TITLE = 1 << 32
    OCCASION = 1 << 33
    """Where something is said: "interview", "rally", "Twitter"."""
    APPOSITIVE = 1 << 34
    """What an apposition begins with: "a", "former", "chief"."""
    INDEFINITE = 1 << 35
    """Pronouns that also begin a noun phrase: "some", "many"."""
    COPULA = 1 << 36
    CONDITION = 1 << 37
    """What opens a clause at the head of a content: its comma does not end the content."""
    PARTICIPLE = 1 << 38
    """Participles that no ending shows: "clad"."""
    ADDRESSEE = 1 << 39
    """Verbs whose object is who is told."""
    TOPIC = 1 << 40
    """Prepositions that an object's topic follows: "accused Roe of"."""
    AGENT = 1 << 41
    """What a noun's holder follows: "the claim by Roe"."""
    GOVERNED = 1 << 42
    """What a noun's content follows: "the claim by Roe that"."""
    REASON = 1 << 43
    """What a passive's content follows: "was criticised by Roe for"."""
    SINGULAR = 1 << 44
    """Determiners of one."""
    PLURAL = 1 << 45
    """Determiners of several."""
    CLITIC = 1 << 46
    """Auxiliaries that hang on the word before: "he's", "they'll"."""
    DEMONSTRATIVE = 1 << 47
    """Determiners of one that also stand alone: "this shows"."""
    SUBJECT_RELATIVE = 1 << 48
    """Relative words that may be the subject of their clause: "people who know him"."""
    FREE_RELATIVE = 1 << 49
    """What stands for the object of the verb after it: "what he called a lie"."""
    EXPLETIVE = 1 << 50
    """Subjects that may stand for nobody: "it is feared"."""
    ADDITION = 1 << 51
    """What makes several of one: "Roe and Doe say"."""
    PLAIN_COORDINATOR = 1 << 52
    """What may join clauses after a mark: ", or"."""
    SEQUENCE = 1 << 53
    """What leads from one verb of a subject to the next: "then said"."""
    PASSIVE_AGENT = 1 << 54
    """What stands before who does it: "was accused by"."""
    SOURCE_PREPOSITION = 1 << 55
    """Prepositions after a noun that its holder follows and no content: "a call from"."""
    CAUSE = 1 << 56
    """What always opens the reason of a passive: "criticised by Roe as", "for"."""
    JOINED_BY_AS = 1 << 57
    """What stands between two role marks that join nouns: "Roe as well as Doe"."""
    QUOTED_BY_AS = 1 << 58
    """What a role mark leads to where somebody is quoted: "was quoted as saying"."""
    SOURCE_OPENER = 1 << 59
    """The first word of a phrase that names a source: "according to"."""
    WITHIN = 1 << 60
    """What stands before a year and before a view: "in 2016", "in Roe's view"."""
    DAY_PREPOSITION = 1 << 61
    """What stands before a day: "on Monday"."""
    TIME_DETERMINER = 1 << 62
    """What makes a time the subject rather than when something was said: "this week brought"."""
    GERUND_DETERMINER = 1 << 63
    """What makes a word in "-ing" a noun: "the warning"."""
    NAME_LINK = 1 << 64
    """Small words inside names: "the Bank of Lund"."""


AUXILIARY = WordClass.BE | WordClass.HAVE | WordClass.DO | WordClass.MODAL
MAY_BE_SUBJECT = WordClass.SUBJECT | WordClass.RELATIVE
"""Pronouns that may be the subject of a verb."""
IS_OR_OWNS = WordClass.BE | WordClass.POSSESSIVE_MARK
"""Both at once: the clitic of "she's" and of "Roe's"."""
CONTEXTUAL = WordClass.POSSESSIVE_MARK | WordClass.JOINED_BY_AS | WordClass.QUOTED_BY_AS | WordClass.SOURCE_OPENER
"""What a word is beside certain others only; one with no other class counts as an ordinary word."""


def read_bits(rows: Iterable[Row], classes: WordClasses) -> Mapping[str, int]:
    """Read the table of classes that syntax tests: lower-cased words to their bits.

    Args:
        rows: Rows of a class, as `WordClass` names it in small letters, and its words.
        classes: The classes that its words may draw.

    Raises:
        FormatError: If a class is not one of `WordClass`.
    """
    bits: dict[str, int] = {}
    for row in rows:
        name, cell = row.cells
        bit = vars(WordClass).get(name.upper()) if name.islower() else None
        if not isinstance(bit, int):
            raise row.error(f"{name!r} is not a class of newsclaims._language.WordClass.")
        for word in words_in(cell, classes, row):
            bits[word] = bits.get(word, 0) | bit
    return bits
