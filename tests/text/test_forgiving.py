"""The forgiving view: it undoes each kind of damage, and leaves text that only looks damaged."""

import pytest
from hypothesis import given
from strategies import any_text

from newsclaims._language import Language
from newsclaims.text._forgiving import forgiving_view


def seen(text: str) -> str:
    """Return the view of a text as a string."""
    return forgiving_view(text, Language.load("en")).string


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&quot;Yes,&quot; she said", '"Yes," she said'),
        ("We&amp;rsquo;re", "We’re"),
        ("&amp;amp;amp;", "&"),
        ("AT&#38;T &#x2019; it&#8217;s", "AT&T ’ it’s"),
        ("5&nbsp;km and mini&shy;ster", "5 km and minister"),
        ("R&D; of &nobody; and AT&T", "R&D; of &nobody; and AT&T"),
    ],
)
def test_entities(text: str, expected: str) -> None:
    """An entity is read as its character, even if it was escaped several times."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("â€œIt leaks,â€\u009d itâ€™s", "“It leaks,” it’s"),
        ("â€œIt leaks,â€ he said", "“It leaks,” he said"),
        ("Ã¢â‚¬Å“Noâ€¦Ã¢â‚¬Â\u009d", "“No…”"),
        ("JosÃ© paid Â£5 â€“ or â‚¬6", "José paid £5 – or €6"),
        ("‚ÄúNo,‚Äù it‚Äôs", "“No,” it’s"),
        ("\u0093No,\u0094 it\u0092s", "“No,” it’s"),
        ("SÃO PAULO, VOILÀ» and Ä“", "SÃO PAULO, VOILÀ» and Ä“"),
    ],
)
def test_wrong_encoding(text: str, expected: str) -> None:
    """Marks and letters of UTF-8 and Windows-1252 that were read in a wrong encoding are restored."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mini\u00adster \u200bzero\u200c\ufeff", "minister zero"),
        ("fer\u00ad\nries", "ferries"),
        ("5\u00a0km\u2009on\u202fice", "5 km on ice"),
        ("one   two", "one two"),
        ("``We go,'' he said", '“We go," he said'),
        ("''He said, 'Go.'''", "\"He said, 'Go.'\""),
    ],
)
def test_odd_characters(text: str, expected: str) -> None:
    """Invisible characters are left out, odd spaces are read as spaces, and two single marks as a double one."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It leaks,”[1] he said.[2][3]", "“It leaks,” he said."),
        ("It leaks.[note 4] It is old.[citation needed]", "It leaks. It is old."),
        ("It leaks.¹² It", "It leaks. It"),
        ("He said [he] would go[es]", "He said [he] would go[es]"),
        ("10 m² [1] is", "10 m² [1] is"),
        ("It leaks.[1,2] It is old.[3-5] It fell.[6]:45", "It leaks. It is old. It fell."),
        ("It leaks[by whom?] and he said* so", "It leaks and he said so"),
        ("a 5* hotel, an A* and an f*** word", "a 5* hotel, an A* and an f*** word"),
    ],
)
def test_footnote_marks(text: str, expected: str) -> None:
    """Footnote marks are left out; words in brackets and exponents are kept."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>It leaks.</p><p>It is <b>old</b>.</p>", "\nIt leaks.\n\nIt is old.\n"),
        ('He said<br/>it <a href="/quay">leaks</a>.', "He said\nit leaks."),
        ("&lt;p&gt;It leaks.&lt;/p&gt;", "\nIt leaks.\n"),
        ("**Q:** Does it leak? __Yes.__", "Q: Does it leak? Yes."),
        ("> It leaks.\n> It is old.", "It leaks.\nIt is old."),
        (
            "a < b > c, <me@port.example>, f**k, 2 ** 3 and __init__",
            "a < b > c, <me@port.example>, f**k, 2 ** 3 and init",
        ),
    ],
)
def test_markup(text: str, expected: str) -> None:
    """Tags, the marks of bold print and those of quoted lines are not read; a tag that ends a block breaks the line."""
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rises.“\nIt falls.", "It rises.“\nIt falls."),
        ("He said.The mayor left.“Go,”she said", "He said. The mayor left. “Go,” she said"),
        ("that“the old”", "that “the old”"),
        ("May 13, 2024The ferry left", "May 13, 2024\nThe ferry left"),
        ("See www.Foo.Com and a.Bar/x@Baz.Com", "See www.Foo.Com and a.Bar/x@Baz.Com"),
        ("„So.“ »So.« he", "„So.“ »So.« he"),
        ("Ph.D. of the U.S.A", "Ph.D. of the U.S.A"),
    ],
)
def test_glued_sentences(text: str, expected: str) -> None:
    """A missing space between sentences is added, and so is a missing line break after a year."""
    assert seen(text) == expected


WRAPPED = """The council said on Monday that the bridge over the river would stay closed
until the engineers had looked at each of the cables, which were found to be
rusty in March, and that nobody could say how long the repair of them would
take. The mayor agreed."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED, WRAPPED.replace("\n", " ")),
        (WRAPPED.replace("\n", "\r\n"), WRAPPED.replace("\n", " ")),
        ("the min-\nister denied that a minister", "the minister denied that a minister"),
        ("a well-\nknown fact", "a well-known fact"),
        ("A title\nA second line", "A title\nA second line"),
    ],
)
def test_line_breaks(text: str, expected: str) -> None:
    """A line break of wrapped text is read as a space; the halves of a split word are joined."""
    assert seen(text) == expected


@given(text=any_text())
def test_something_is_read(text: str) -> None:
    """The view of a non-empty text is not empty, and is at most twice as long."""
    view = forgiving_view(text, Language.load("en"))
    assert bool(view.string) == bool(text)
    assert len(view.string) <= 2 * len(text)
