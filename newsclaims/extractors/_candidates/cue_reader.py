"""The base class for reading cues, with the words, phrases, verbs and contents of a text."""

from typing import Self

from attrs import frozen

from newsclaims._syntax import NounPhrases, Subjects, Tokens, VerbGroups

from .content_reach import ContentReach

__all__ = ["CueReader"]


@frozen(slots=True)
class CueReader:
    """Reads cues in a text.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
        subjects: The noun phrases before a verb.
        verbs: Its verb groups.
        contents: Finds the extent of its contents.
    """

    tokens: Tokens
    nouns: NounPhrases
    subjects: Subjects
    verbs: VerbGroups
    contents: ContentReach

    @classmethod
    def of(cls, tokens: Tokens) -> Self:
        """Return a reader for the cues of a text.

        Args:
            tokens: The words of the text.
        """
        nouns, readings = NounPhrases(tokens), tokens.language.cues.readings
        contents = ContentReach(tokens, nouns, readings, tokens.language.content_ends)
        return cls(tokens, nouns, Subjects(tokens, nouns), VerbGroups(tokens, nouns, readings), contents)
