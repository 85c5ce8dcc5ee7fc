"""Texts with known claims: the words of each claim are marked as `[source]`, `{cue}` and `<content>`."""

from taggers.marked import parse

from newsclaims._attribution import Offsets
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import Text

Found = tuple[Offsets, Offsets, Offsets]


def planted(markings: tuple[str, ...]) -> tuple[Text, set[Found]]:
    """Return the text of the markings, and the spans that they mark; a marking without marks has no claim.

    Args:
        markings: The same text, once for each claim, with the words of that claim marked.
    """
    text, _ = parse(markings[0])
    spans = set()
    for marking in markings:
        same, attribution = parse(marking)
        assert same.string == text.string, "all markings must have the same text"
        if attribution.content:
            spans.add((attribution.source, attribution.cue, attribution.content))
    return text, spans


def found(text: Text) -> set[Found]:
    """Return the spans that the rules find in a text, without nested ones."""
    [attributions] = RulesExtractor().extract([text])
    return {(a.source, a.cue, a.content) for a in attributions if a.parent is None}


def shown(text: Text, spans: set[Found]) -> list[tuple[str, ...]]:
    """Return spans as words, for a readable failure: source, cue, content."""
    return [
        tuple(" ... ".join(text.string[start:end] for start, end in role) for role in claim) for claim in sorted(spans)
    ]


def check(*markings: str) -> None:
    """Check that the rules find exactly the marked claims, to the letter."""
    text, wanted = planted(markings)
    got = found(text)
    assert got == wanted, f"{text.string!r}: missing {shown(text, wanted - got)}, extra {shown(text, got - wanted)}"
