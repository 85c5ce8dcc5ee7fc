"""Helpers for the tests of utterances: a text, and its utterances as rows of a table."""

from newsclaims import Article
from newsclaims.text import Text, UtteranceKind, read

Row = tuple[str | None, bool, list[str]]


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def said(text: str, kind: UtteranceKind) -> list[Row]:
    """Return the utterances of a kind: the speaker, whether it is a question, and the pieces."""
    read_ = reading(text)
    return [
        (
            read_.slice(*utterance.speaker) if utterance.speaker else None,
            utterance.asked,
            [read_.slice(*piece) for piece in utterance.content],
        )
        for utterance in read_.utterances
        if utterance.kind == kind
    ]


def kinds(text: str) -> list[str]:
    """Return the kinds of the paragraphs of a text."""
    return [paragraph.kind for paragraph in reading(text).paragraphs]


def bodies(text: str) -> list[str]:
    """Return the paragraphs of a text from the start of their prose on."""
    read_ = reading(text)
    return [read_.slice(paragraph.body_start, paragraph.end) for paragraph in read_.paragraphs]
