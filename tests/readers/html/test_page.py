"""Pages as they are parsed: elements, paragraphs, and what names and classes mean."""

import pytest

from newsclaims._files.locations import FileLocation
from newsclaims.readers._html.page import marks, parsed, read_page, text_of

pytest.importorskip("lxml", reason="needs newsclaims[html]")


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        ("<p>", ""),
        ("<nav>", "always"),
        ("<div role=Navigation>", "always"),
        ("<div class='post Share-bar'>", "always"),
        ("<div class=cookie_notice>", "consent"),
        ("<aside>", "maybe"),
        ("<p class=byline>", "maybe"),
        ("<div hidden>", "maybe"),
        ("<div style='color: red; display:none'>", "maybe"),
        ("<aside class='share c-pullquote'>", "quote"),
        ("<blockquote class=twitter-tweet>", "post"),
        ("<p class=wp-caption-text>", "caption"),
        ("<span aria-hidden=true>", "hidden"),
        ("<a class=headerlink>", "hidden"),
        ("<sup role=doc-noteref>", "hidden"),
        ("<div class=sr-only>", "maybe"),
        ("<div class='no-sidebar with-comments has-share'>", ""),
        ("<div class=shareholders-report>", ""),
        ("<div class=navy>", ""),
        ("<div class=address>", ""),
        (f"<div class='{'x ' * 600} share'>", ""),
    ],
)
def test_what_elements_mean(markup: str, mark: str) -> None:
    """Names, roles and words of classes say what is furniture, and kinds of blocks are stronger."""
    element = parsed(f"<body>{markup}x")[0][0]
    assert marks(element) == mark


def test_body_is_never_furniture() -> None:
    """The classes of the body say something about the whole page."""
    root = parsed("<html class=cookies><body class='sidebar share'><p>x")
    assert [marks(element) for element in (root, root[0])] == ["", ""]


def test_elements_have_numbers_and_parents() -> None:
    """Elements are numbered in their order; sums and membership follow the parents."""
    page = read_page("<div><p>One<!-- x --> more<b>!</b> Two</p></div><p>Three</p>", FileLocation("html"), 500)
    assert page is not None
    assert [element.tag for element in page.elements] == ["html", "body", "div", "p", "b", "p"]
    assert page.parents == [-1, 0, 1, 2, 3, 1]
    assert [(one.text, one.number) for one in page.paragraphs] == [("One more! Two", 3), ("Three", 5)]
    assert page.inside(lambda number: number == 2) == [False, False, True, True, True, False]
    assert page.sums([(3, 2), (4, 1), (5, 4)]) == [7, 7, 3, 3, 1, 4]


def test_the_text_of_an_element() -> None:
    """The text of an element has no scripts, and nothing behind the element."""
    element = parsed("<body><p>a<script>no</script>b<i>c</i><!-- no -->d</p>e")[0][0]
    assert "".join(text_of(element)) == "abcd"


def test_nothing_to_parse() -> None:
    """A text without an element has no root."""
    assert parsed("") is None
    assert read_page("<!-- x -->", FileLocation("html"), 500) is None
