"""The word classes that syntax tests, as bits."""

from collections.abc import Iterable, Mapping

from .tables import Row, WordClasses, words_in

__all__ = ["AUXILIARY", "CONTEXTUAL", "WordClass", "read_bits"]


class WordClass:
    """What a word may be, as bits: plain integers, since they are tested for every word."""

    DETERMINER = 1 << 0
    POSSESSIVE = 1 << 1
    SUBJECT = 1 << 2
    OBJECT = 1 << 3
    RELATIVE = 1 << 4
    PREPOSITION = 1 << 5
    COORDINATOR = 1 << 6
    SUBORDINATOR = 1 << 7
    WH = 1 << 8
    BE = 1 << 9
    HAVE = 1 << 10
    DO = 1 << 11
    MODAL = 1 << 12
    NEGATION = 1 << 13
    TIME = 1 << 14
    """Days, months, "yesterday", "week"."""
    ADVERB = 1 << 15
    VERB = 1 << 16
    """Finite forms of common verbs that are no cues: they end a noun phrase and open a clause."""
    TITLE = 1 << 17
    LOCATIVE = 1 << 18
    """Prepositions of an occasion: "in a statement", "at a rally", "on Tuesday"."""
    OCCASION = 1 << 19
    """Where something is said: "interview", "rally", "Twitter"."""
    APPOSITIVE = 1 << 20
    """What an apposition begins with: "a", "former", "chief"."""
    PERSONAL = 1 << 21
    INDEFINITE = 1 << 22
    """Pronouns that also begin a noun phrase: "some", "many"."""
    WHO = 1 << 23
    COPULA = 1 << 24
    RECENT = 1 << 25
    """What stands before a time: "last", "late"."""
    CLAUSAL = 1 << 26
    """What ends a plain noun phrase: "to", "when"."""
    CONDITION = 1 << 27
    """What opens a clause at the head of a content: its comma does not end the content."""
    JOINER = 1 << 28
    PLAIN_CUE = 1 << 29
    """Cues that stand in parentheses: ", he said"."""
    PARTICIPLE = 1 << 30
    """Participles that no ending shows: "clad"."""

    ADDRESSEE = 1 << 31
    """Verbs whose object is who is told."""
    TOPIC = 1 << 32
    """Prepositions that an object's topic follows: "accused Roe of"."""
    AGENT = 1 << 33
    """What a noun's holder follows: "the claim by Roe"."""
    GOVERNED = 1 << 34
    """What a noun's content follows: "the claim by Roe that"."""
    REASON = 1 << 35
    """What a passive's content follows: "was criticised by Roe for"."""
    SINGULAR = 1 << 36
    """Determiners of one."""
    PLURAL = 1 << 37
    """Determiners of several."""
    NAME = 1 << 38
    """Words that are names after a name: "Theresa May"."""
    COMPLEMENTISER = 1 << 39
    """What opens a content clause: "said that"."""
    INFINITIVE_MARK = 1 << 40
    """What opens an infinitive: "refused to"."""
    POSSESSIVE_MARK = 1 << 41
    """What hangs on an owner: "Roe's", "the workers' "."""
    CLITIC = 1 << 42
    """Auxiliaries that hang on the word before: "he's", "they'll"."""
    NONFINITE = 1 << 43
    """Forms of auxiliaries that are not finite, and the clitic that may be a possessive mark."""
    DEMONSTRATIVE = 1 << 44
    """Determiners of one that also stand alone: "this shows"."""
    SUBJECT_RELATIVE = 1 << 45
    """Relative words that may be the subject of their clause: "people who know him"."""
    FREE_RELATIVE = 1 << 46
    """What stands for the object of the verb after it: "what he called a lie"."""
    EXPLETIVE = 1 << 47
    """Subjects that may stand for nobody: "it is feared"."""
    ADDITION = 1 << 48
    """What makes several of one: "Roe and Doe say"."""
    CLAUSE_JOINER = 1 << 49
    """What joins another clause of the reporter's to a content."""
    PLAIN_COORDINATOR = 1 << 50
    """What may join clauses after a mark: ", or"."""
    SEQUENCE = 1 << 51
    """What leads from one verb of a subject to the next: "then said"."""
    QUANTITY = 1 << 52
    """Adverbs that may open a noun phrase: "most voters"."""
    PASSIVE_AGENT = 1 << 53
    """What stands before who does it: "was accused by"."""
    SOURCE_PREPOSITION = 1 << 54
    """Prepositions after a noun that its holder follows and no content: "a call from"."""
    CAUSE = 1 << 55
    """What always opens the reason of a passive: "criticised by Roe as", "for"."""
    ROLE_MARK = 1 << 56
    """What stands before what something counts as: "quoted as saying"."""
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
            raise row.error(f"{name!r} is not a class of newsclaims.language.WordClass.")
        for word in words_in(cell, classes, row):
            bits[word] = bits.get(word, 0) | bit
    return bits
