"""Verb groups, and the frames that follow them."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims._syntax import NounPhrases, Tokens, VerbGroup, VerbGroups


def verbs(given: Tokens) -> VerbGroups:
    """Return the verb groups of a text."""
    return VerbGroups(given, NounPhrases(given), given.language.cues.readings)


def group(given: Tokens, word: str) -> VerbGroup | None:
    """Return the verb group whose head is a word, by its longest reading in the lexicon."""
    i = given.words.index(word)
    readings = (r for r in given.language.cues.lookup(given.lowers, i) if r.entry.kind == "verb")
    return next((found for r in readings if (found := verbs(given).group_at(0, i, r))), None)


@pytest.mark.parametrize(
    ("string", "head", "words", "pattern"),
    [
        ("She said that it rained.", "said", "said", "finite"),
        ("She has not said that it rained.", "said", "has not said", "finite perfect"),
        ("They will say that it rained.", "say", "will say", "finite modal"),
        ("He is warning that it rained.", "warning", "is warning", "finite progressive"),
        ("He’s warning that it rained.", "warning", "’s warning", "finite progressive"),
        ("He was told that it rained.", "told", "was told", "passive"),
        ("He refused to say that it rained.", "say", "say", "infinitive"),
        ("Roe left, warning that it rained.", "warning", "warning", "ing"),
        ("She often calls for calm.", "calls", "often calls for", "finite"),
    ],
)
def test_groups(string: str, head: str, words: str, pattern: str) -> None:
    """A group includes its auxiliaries, negation, adverbs and particle; they decide its form and aspect."""
    given = tokens(string)
    found = group(given, head)
    assert found is not None
    assert (shown(given, found.words), found.pattern) == (words, pattern)


@pytest.mark.parametrize(
    ("string", "word"),
    [
        ("Roe’s warning that it rained came late.", "warning"),
        ("The reports that it rained were wrong.", "reports"),
        ("This report that it rained was wrong.", "report"),
        ("Their claim that it rained was wrong.", "claim"),
        ("The report found that it rained.", "report"),
    ],
)
def test_nouns_are_not_verbs(string: str, word: str) -> None:
    """A word is not a verb if a possessive, an article or a verb beside it shows that it is a noun."""
    assert group(tokens(string), word) is None


@pytest.mark.parametrize(
    ("string", "name", "content"),
    [
        ("She said that it rained.", "that", "that"),
        ("She said quietly that it rained.", "that", "that"),
        ("She said on Tuesday that it rained.", "that", "that"),
        ("She said in a statement to the press that it rained.", "that", "that"),
        ("She said, however, that it rained.", "that", "that"),
        ("She said: “It rained.”", "colon", "“"),
        ("She said, “It rained.”", "quote", "“"),
        ("She said the quay was safe.", "clause", "the"),
        ("She said.", "end", None),
        ("She asked whether it rained.", "wh", "whether"),
        ("She plans to leave.", "inf", "to"),
        ("She promised not to leave.", "inf", "not"),
        ("She denied the charge.", "np", "the"),
        ("She told the council that it rained.", "np_that", "that"),
        ("She told the council it rained.", "np_clause", "it"),
        ("She wants them to leave.", "np_inf", "them"),
        ("She spoke about calm.", "prep about", "calm"),
    ],
)
def test_frames(string: str, name: str, content: str | None) -> None:
    """A frame names what follows a cue and says where the content begins; adverbials are skipped."""
    given = tokens(string)
    frame = verbs(given).frame_after(2, given.sentence_end(0, len(given.words)))
    assert frame.name == name
    assert (given.words[frame.content] if frame.content >= 0 else None) == content


@drawn(any_text())
def test_frames_lie_in_the_sentence(text: str) -> None:
    """From any position, a content begins after the cue and before the end."""
    given = tokens(text)
    finder, last = verbs(given), len(given.words)
    for p in range(1, last):
        assert p <= finder.skip_adverbials(p, last) <= last
        frame = finder.frame_after(p, last)
        assert frame.content == -1 or p <= frame.content < last


@pytest.mark.parametrize(
    ("rest", "base"),
    [
        ("leave", True),
        ("quietly leave", True),
        ("the quay", False),
        ("Lund", False),
        ("them", False),
        ("leaving", False),
    ],
)
def test_infinitives(rest: str, *, base: bool) -> None:
    """After "to" comes a base form, perhaps after an adverb, but not a determiner, a name or a participle."""
    given = tokens(f"She wants to {rest}")
    assert verbs(given).is_base_form(3) is base
