"""Spans that a person drew are trimmed to their words, and warnings say which."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.serialisers.toolkit import Fragments, MarkedClaim, trim_claims

TEXTS = st.text("ab .\n\u00a0\u3000\t😀", max_size=20)
PLACES = st.integers(-2, 22)
FRAGMENTS = st.lists(st.tuples(PLACES, PLACES), max_size=3).map(tuple)
CLAIMS = st.lists(st.builds(MarkedClaim, content=FRAGMENTS, source=FRAGMENTS, cue=FRAGMENTS), max_size=3)


def expected(text: str, fragments: Fragments) -> Fragments:
    """Return fragments from their first to their last character that is not white space."""
    found = []
    for start, end in fragments:
        words = [at for at in range(max(start, 0), min(end, len(text))) if not text[at].isspace()]
        if not 0 <= start < end <= len(text):
            found.append((start, end))
        elif words:
            found.append((words[0], words[-1] + 1))
    return tuple(found)


@given(text=TEXTS, claims=CLAIMS)
def test_spans_are_trimmed_to_their_words(text: str, claims: list[MarkedClaim]) -> None:
    """The words stay, without the white space around them; spans that are not in the text stay as they are."""
    trimmed, warnings = trim_claims(text, claims)
    assert trimmed == [claim.reshaped(lambda fragments: expected(text, fragments)) for claim in claims]
    assert bool(warnings) == (trimmed != claims)
    assert trim_claims(text, trimmed) == (trimmed, [])


@given(text=TEXTS, claims=CLAIMS)
def test_claims_that_nobody_drew_are_not_changed(text: str, claims: list[MarkedClaim]) -> None:
    """Only claims that a person may have drawn are trimmed."""
    assert trim_claims(text, claims, drawn=[False] * len(claims)) == (claims, [])


def test_warnings_count_spans_and_show_one() -> None:
    """A span that two claims share counts once, and one of only white space is left out."""
    text = "It rained,  Ann said."
    source = ((11, 16),)
    claims = [
        MarkedClaim(content=((0, 9),), source=source, cue=((10, 12),)),
        MarkedClaim(content=((15, 21),), source=source),
    ]
    trimmed, warnings = trim_claims(text, claims)
    assert [claim.passages() for claim in trimmed] == [
        {"source": ((12, 15),), "content": ((0, 9),)},
        {"source": ((12, 15),), "content": ((16, 21),)},
    ]
    assert warnings == [
        "spans with white space at their edges, trimmed: 2, for example ' Ann ' at 11..16.",
        "spans of only white space, left out: 1, for example '  ' at 10..12.",
    ]


def test_a_long_span_is_shown_by_its_edges() -> None:
    """The middle of a long span is left out of the warning, because its edges are what was changed."""
    shown = "x" * 20 + "..." + "x" * 19 + " "
    _, [warning] = trim_claims("x" * 50 + " ", [MarkedClaim(content=((0, 51),))])
    assert warning.endswith(f"trimmed: 1, for example {shown!r} at 0..51.")
