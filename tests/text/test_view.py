"""The view of a text: its string, and where its characters are in the original."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.text import View
from newsclaims.text._view import Edit


@st.composite
def views(draw: st.DrawFn) -> tuple[str, View]:
    """Draw a text, and a view of it with up to two lists of edits."""
    text = draw(st.text("ab-& ", min_size=1, max_size=20))
    view = View(text)
    for _ in range(draw(st.integers(0, 2))):
        cuts = sorted(draw(st.lists(st.integers(0, len(view.string)), unique=True, max_size=6)))
        # White space is only replaced by white space, as in our layers: it may be an added space.
        edits: list[Edit] = [
            (start, end, draw(st.sampled_from(["", "x" if view.string[start:end].strip() else " "])))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        if len(cuts) % 2:
            edits.append((cuts[-1], cuts[-1], " "))
        edited = view.edited(edits)
        view = edited if edited.string else view
    return text, view


def test_places_of_edits() -> None:
    """A replacement stands for all characters that it replaces; removed characters have no counterpart in the view."""
    view = View("a&amp;b--c").edited([(1, 6, "&"), (7, 9, ""), (10, 10, " ")])
    assert view.string == "a&bc "
    assert [view.original(n, n + 1) for n in range(4)] == [(0, 1), (1, 6), (6, 7), (9, 10)]
    assert view.original(0, 4) == (0, 10)
    assert view.seen(2, 4) == (1, 2)
    assert view.seen(6, 10) == (2, 4)


def test_what_is_not_read() -> None:
    """A span that the view leaves out has the place of its neighbour."""
    view = View("ab--").edited([(2, 4, "")])
    assert view.seen(2, 4) == (1, 2)
    assert view.all_seen([(0, 1), (1, 2), (2, 3)]) == ((0, 1), (1, 2))


def test_no_edits() -> None:
    """Without edits, the view is the text."""
    view = View("text").edited([])
    assert view == View("text")
    assert view.original(1, 3) == view.seen(1, 3) == (1, 3)


@given(drawn=views(), data=st.data())
def test_there_and_back(drawn: tuple[str, View], data: st.DataObject) -> None:
    """Offsets converted to the original and back are the same, except for added spaces."""
    text, view = drawn
    start = data.draw(st.integers(0, len(view.string) - 1))
    end = data.draw(st.integers(start + 1, len(view.string)))
    first, last = view.original(start, end)
    assert 0 <= first <= last <= len(text)
    if first < last:
        assert view.string[slice(*view.seen(first, last))].strip() == view.string[start:end].strip()


@given(drawn=views(), data=st.data())
def test_every_span_is_read(drawn: tuple[str, View], data: st.DataObject) -> None:
    """Each span of the text has at least one character in the view, and spans stay in order."""
    text, view = drawn
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    for span in spans:
        start, end = view.seen(*span)
        assert 0 <= start < end <= len(view.string)
    seen = view.all_seen(spans)
    assert seen
    assert all(one[1] <= other[0] for one, other in pairwise(seen))
