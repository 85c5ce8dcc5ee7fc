"""The word classes that the syntax code tests, as bits of an integer."""

from collections.abc import Iterable, Mapping

from .tables import Row, WordClasses, words_in

__all__ = ["AUXILIARY", "CONTEXTUAL", "IS_OR_OWNS", "MAY_BE_SUBJECT", "WordClass", "read_bits"]


class WordClass:
    """The classes that a word can have, as bits: plain integers, because they are tested for every word.

    The first thirty are tested most often, because integers below `2 ** 30` are the fastest.
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
    """Cues that can be in a parenthesis: ", he said"."""
    TIME = 1 << 17
    """Days, months, "yesterday", "week"."""
    LOCATIVE = 1 << 18
    """Prepositions of an occasion: "in a statement", "at a rally", "on Tuesday"."""
    CLAUSAL = 1 << 19
    """Words that end a plain noun phrase: "to", "when"."""
    COMPLEMENTISER = 1 << 20
    """Words that open a content clause: "said that"."""
    INFINITIVE_MARK = 1 << 21
    """Words that open an infinitive: "refused to"."""
    POSSESSIVE_MARK = 1 << 22
    """Endings of an owner: "Roe's", "the workers' "."""
    NONFINITE = 1 << 23
    """Forms of auxiliaries that are not finite, and the clitic that can also be a possessive mark."""
    ROLE_MARK = 1 << 24
    """Words before the role of something: "quoted as saying"."""
    JOINER = 1 << 25
    CLAUSE_JOINER = 1 << 26
    """Words that join another clause of the reporter to a content."""
    RECENT = 1 << 27
    """Words before a time: "last", "late"."""
    QUANTITY = 1 << 28
    """Adverbs that can open a noun phrase: "most voters"."""
    NAME = 1 << 29
    """Words that are a part of a name after a name: "Theresa May"."""
    OBJECT = 1 << 30
    WH = 1 << 31
    TITLE = 1 << 32
    OCCASION = 1 << 33
    """Places and occasions of speech: "interview", "rally", "Twitter"."""
    APPOSITIVE = 1 << 34
    """Words that begin an apposition: "a", "former", "chief"."""
    INDEFINITE = 1 << 35
    """Pronouns that can also begin a noun phrase: "some", "many"."""
    COPULA = 1 << 36
    CONDITION = 1 << 37
    """Words that open a clause at the start of a content, whose comma does not end the content."""
    PARTICIPLE = 1 << 38
    """Participles without a typical ending: "clad"."""
    ADDRESSEE = 1 << 39
    """Verbs whose object is the person who is told."""
    TOPIC = 1 << 40
    """Prepositions between an object and the topic: "accused Roe of"."""
    AGENT = 1 << 41
    """Words before the holder of a noun: "the claim by Roe"."""
    GOVERNED = 1 << 42
    """Words before the content of a noun: "the claim by Roe that"."""
    REASON = 1 << 43
    """Words before the content of a passive: "was criticised by Roe for"."""
    SINGULAR = 1 << 44
    """Singular determiners."""
    PLURAL = 1 << 45
    """Plural determiners."""
    CLITIC = 1 << 46
    """Auxiliaries that are joined to the word before: "he's", "they'll"."""
    DEMONSTRATIVE = 1 << 47
    """Singular determiners that can also be pronouns: "this shows"."""
    SUBJECT_RELATIVE = 1 << 48
    """Relative words that can be the subject of their clause: "people who know him"."""
    FREE_RELATIVE = 1 << 49
    """Words that are the object of the verb after them: "what he called a lie"."""
    EXPLETIVE = 1 << 50
    """Subjects that can refer to nobody: "it is feared"."""
    ADDITION = 1 << 51
    """Words that join nouns to a plural: "Roe and Doe say"."""
    PLAIN_COORDINATOR = 1 << 52
    """Words that can join clauses after a mark: ", or"."""
    SEQUENCE = 1 << 53
    """Words between two verbs of one subject: "then said"."""
    PASSIVE_AGENT = 1 << 54
    """Words before the agent of a passive: "was accused by"."""
    SOURCE_PREPOSITION = 1 << 55
    """Prepositions after a noun, before its holder and never before a content: "a call from"."""
    CAUSE = 1 << 56
    """Words that always open the reason of a passive: "criticised by Roe as", "for"."""
    JOINED_BY_AS = 1 << 57
    """Words between two role marks that join nouns: "Roe as well as Doe"."""
    QUOTED_BY_AS = 1 << 58
    """Words after a role mark that introduce a quotation: "was quoted as saying"."""
    SOURCE_OPENER = 1 << 59
    """The first word of a phrase that names a source: "according to"."""
    WITHIN = 1 << 60
    """Prepositions before a year and before a view: "in 2016", "in Roe's view"."""
    DAY_PREPOSITION = 1 << 61
    """Prepositions before a day: "on Monday"."""
    TIME_DETERMINER = 1 << 62
    """Determiners that make a time the subject, not the time of speech: "this week brought"."""
    GERUND_DETERMINER = 1 << 63
    """Determiners that make a word in "-ing" a noun: "the warning"."""
    NAME_LINK = 1 << 64
    """Small words inside names: "the Bank of Lund"."""


AUXILIARY = WordClass.BE | WordClass.HAVE | WordClass.DO | WordClass.MODAL
MAY_BE_SUBJECT = WordClass.SUBJECT | WordClass.RELATIVE
"""Pronouns that can be the subject of a verb."""
IS_OR_OWNS = WordClass.BE | WordClass.POSSESSIVE_MARK
"""Two classes together: the clitic of "she's" and of "Roe's"."""
CONTEXTUAL = WordClass.POSSESSIVE_MARK | WordClass.JOINED_BY_AS | WordClass.QUOTED_BY_AS | WordClass.SOURCE_OPENER
"""Classes that a word has only next to certain others; a word without any other class counts as an ordinary word."""


def read_bits(rows: Iterable[Row], classes: WordClasses) -> Mapping[str, int]:
    """Read the table of classes that syntax tests: lower-cased words to their bits.

    Args:
        rows: Rows of a class, named as in `WordClass` but in lower case, and its words.
        classes: The classes that its words can refer to.

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
