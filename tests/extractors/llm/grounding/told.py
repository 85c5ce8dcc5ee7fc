"""Helpers for the tests of grounding: answers in one line, and what becomes of them as strings."""

from collections.abc import Sequence

from newsclaims import Article
from newsclaims.extractors._llm.answer import Answer
from newsclaims.extractors._llm.grounding import Grounded, Ungrounded, ground
from newsclaims.text import Text, read

Strings = str | tuple[str, ...]


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def answer(content: Strings, cue: Strings = (), source: Strings = (), holder: str = "") -> Answer:
    """Return an answer; a role of one fragment is a plain string."""
    return Answer(content=_fragments(content), cue=_fragments(cue), source=_fragments(source), holder=holder)


def grounded(text: str, *answers: Answer, window: tuple[int, int] | None = None) -> list[dict[str, object]]:
    """Return for each result its strings in the text and its note, or the role and the reason."""
    read_ = reading(text)
    return [_shown(read_, result) for result in ground(read_, answers, window)]


def contents(text: str, *answers: Answer) -> list[Sequence[str] | str]:
    """Return the content of each claim in the text, or the reason why there is no claim."""
    read_ = reading(text)
    return [
        [read_.slice(*pair) for pair in result.content] if isinstance(result, Grounded) else result.reason
        for result in ground(read_, answers)
    ]


def _fragments(strings: Strings) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else strings


def _shown(text: Text, result: Grounded | Ungrounded) -> dict[str, object]:
    if isinstance(result, Ungrounded):
        return {"index": result.index, "role": result.role, "string": result.string, "reason": result.reason}
    roles = {"source": result.source, "cue": result.cue, "content": result.content}
    strings = {role: [text.slice(*pair) for pair in pairs] for role, pairs in roles.items() if pairs}
    holder = {"holder": text.slice(*result.holder)} if result.holder else {}
    return {"index": result.index, **strings, **holder, "note": result.note}
