"""Word classes as bits: what syntax knows of a word that is not a cue."""

from collections.abc import Iterable, Mapping

from .tables import Row, WordClasses, words_in

__all__ = ["AUXILIARY", "WordClass", "read_bits"]


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


AUXILIARY = WordClass.BE | WordClass.HAVE | WordClass.DO | WordClass.MODAL


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
