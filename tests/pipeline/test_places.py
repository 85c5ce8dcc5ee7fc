"""Offsets are converted from the article to the view, and back."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from strategies import prose

from newsclaims import Article, Attribution, Judgement, Mark, Pipeline, Time
from newsclaims._pipeline.places import in_article, in_view
from newsclaims.text import View, read

DIRTY = "The min\u00adister said that it&rsquo;s safe.She smiled."


def test_claims_stand_in_the_article() -> None:
    """Extractors read the view; claims have the characters of the article, and names those of the view."""
    [claim] = Pipeline("rules").extract(DIRTY)
    assert claim.source is not None
    assert (claim.source.text, claim.source.name) == ("The min\u00adister", "The minister")
    assert claim.content.text == "that it&rsquo;s safe"
    assert DIRTY[claim.content.start : claim.content.end] == claim.content.text


def test_given_spans_stay() -> None:
    """Spans that the caller gives are kept exactly."""
    given_one = Attribution(((0, 12),), ((13, 17),), ((18, 22), (25, 30)))
    [claim] = Pipeline("rules").judge(DIRTY, [given_one])
    assert [(span.start, span.end) for span in claim.content.spans] == [(18, 22), (25, 30)]
    assert claim.stance == "affirm"


def test_all_that_points_is_moved() -> None:
    """Evidence, holder and times are moved with the roles; scores, notes and parents stay."""
    view = View("a&amp;b c").edited([(1, 6, "&")])
    mark, time = Mark(1, 3, "x"), Time(3, 4, "date")
    one = Attribution(
        ((0, 1),), (), ((2, 3),), 0.5, None, {"stance": (Judgement("deny", "rule", evidence=(mark,)),)}, (0, 2), (time,)
    )
    [back] = in_article([one], view)
    assert (back.source, back.content, back.holder) == (((0, 1),), ((6, 7),), (0, 6))
    assert back.judgements["stance"][0].evidence == (Mark(1, 7, "x"),)
    assert back.times == (evolve(time, start=7, end=8),)
    assert in_view([back], view) == (one,)


@given(text=prose(), data=st.data())
def test_what_is_read_for_a_span_covers_it(text: str, data: st.DataObject) -> None:
    """A span that is converted to the view, back, and to the view again has the same place, except for white space."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    view = read(Article(text=text)).view
    seen = view.seen(start, end)
    first, last = view.original(*seen)
    assert view.seen(first, last) == seen or view.string[slice(*seen)].isspace()
