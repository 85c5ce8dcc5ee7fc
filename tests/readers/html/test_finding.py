"""Which paragraphs of a page are its article."""

import pytest

from newsclaims._files.locations import FileLocation
from newsclaims.readers._html.finding import find_article
from newsclaims.readers._html.page import read_page

pytest.importorskip("trafilatura", reason="needs newsclaims[html]")

SAID = [
    "The minister said on Monday that the bridge would stay closed, because its piers are cracked.",
    "“Nobody asked us,” said Ana Brandt, who runs a shop beside it and lives above it.",
    "The ministry denied that it had known about the cracks since the spring.",
    "An engineer warned that the second bridge was built by the same company.",
]
BODY = "".join(f"<p>{one}</p>" for one in SAID)


def found(
    body: str, title: str | None = None, *, surely: bool = False, authors: tuple[str, ...] = ()
) -> list[tuple[str | None, str]]:
    """Return the kind and the text of each paragraph of the article."""
    text = f"<html><body>{body}</body></html>"
    page = read_page(text, FileLocation("html"), 500)
    assert page is not None
    return [(one.kind, one.text) for one in find_article(page, text, title, surely=surely, authors=authors).paragraphs]


def prose(*texts: str) -> list[tuple[None, str]]:
    """Return paragraphs without a kind."""
    return [(None, text) for text in texts]


ALL = prose(*SAID)


@pytest.mark.parametrize(
    "around",
    [
        "<form id=aspnetForm><div>{}</div></form>",
        "<div hidden id='S:0'>{}</div>",
        "<div aria-hidden=true>{}</div><div role=dialog><p>We use cookies on this site, as you know.</p></div>",
        "<div class='has-sidebar comments-open'>{}</div>",
        "<div class='content-sidebar-wrap'>{}</div>",
        "<div class='subscribe-page'>{}</div>",
        "<table><tr><td><a href=/>Home</a><td>{}</table>",
        "<amp-consent><p>We ask you first.</p></amp-consent><div>{}</div>",
    ],
)
def test_no_name_of_an_element_hides_the_article(around: str) -> None:
    """An element that holds the article is never furniture, whatever it is called."""
    assert found(around.format(BODY)) == ALL


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><ul><li><a href=/>Home</a></li></ul></nav>",
        "<div class=share-bar><span>Share this page with your friends.</span></div>",
        "<div class=newsletter><h4>Our newsletter</h4><p>Get the news every morning, for free.</p></div>",
        "<p><b>Read more:</b> <a href=/a>The first crack</a></p>",
        "<p><a href=/a>Related: The first crack</a></p>",
        "<div class=ad>Advertisement</div>",
        "<p>ADVERTISEMENT</p>",
        "<p><a href=/a>Why did the bridge crack?</a></p>",
        "<div class=related-stories><h3>Related</h3><ul><li><a href=/a>The first crack</a></li></ul></div>",
        "<blockquote class=pullquote><p>The bridge would stay closed.</p><cite>The minister</cite></blockquote>",
        "<aside class=c-pull-quote>its piers are cracked</aside>",
        "<span class=sr-only>Skip to the next section.</span>",
        "<script>document.write('<p>The minister said no.</p>')</script>",
        "<footer><p>© 2024 The Quay. All rights reserved.</p></footer>",
    ],
)
def test_furniture_between_paragraphs_is_left_out(furniture: str) -> None:
    """Navigation, boxes, links to other pages, advertisements and repeated quotes are not a part of the text."""
    paragraphs = BODY.split("</p>")
    body = "</p>".join([*paragraphs[:2], f"{furniture}{paragraphs[2]}", *paragraphs[3:]])
    assert found(f"<article>{body}{furniture}</article>") == ALL


def test_marked_paragraphs_keep_their_kind() -> None:
    """Headings, lists, captions, quotes, posts and times between the paragraphs are in the text, with their kinds."""
    body = (
        f"<figure><figcaption>The bridge.</figcaption></figure><p>{SAID[0]}</p><h2>The cracks</h2><p>{SAID[1]}</p>"
        f"<ul><li>One crack</li></ul><blockquote>We knew nothing.</blockquote><p>{SAID[2]}</p>"
        "<blockquote class=twitter-tweet><p>Nor did we.</p>— Bo (@bo)</blockquote>"
        f"<div><time datetime=x>09.30</time></div><p>{SAID[3]}</p>"
    )
    assert [kind for kind, _ in found(f"<article>{body}</article>")] == [
        *("caption", None, "heading", None, "list_item", "quote", None, "post", "post", "timestamp", None)
    ]


def test_a_caption_before_the_body_is_kept() -> None:
    """A picture above the text is often outside the element of the text."""
    body = f"<article><div><figure><figcaption>The bridge.</figcaption></figure></div><div>{BODY}</div></article>"
    assert found(body) == [("caption", "The bridge."), *ALL]


def test_the_title_and_what_is_above_are_left_out() -> None:
    """The headline is a field of its own; a byline and a date above the text are too."""
    head = "<p>News of the day</p><h1>Bridge <i>closed</i></h1><p>By Ann Lee</p><time datetime=x>8 November</time>"
    assert found(f"<article>{head}{BODY}</article>", "Bridge closed") == ALL


def test_another_article_on_the_page_is_left_out() -> None:
    """Some pages load the next article below; the article is the one with the title, if each has a headline."""
    other = "".join(f"<p>{one.replace('bridge', 'tunnel')} It is long.</p>" for one in SAID)
    articles = f"<article><h1>Bridge</h1>{BODY}</article><article><h1>Tunnel</h1>{other}</article>"
    assert found(f"<main>{articles}</main>", "Bridge") == ALL
    assert found(f"<article><h1>Quay</h1>{articles}</article>", "Bridge") == ALL
    assert len(found(f"<main>{articles}</main>")) == 2 * len(ALL) + 2
    posts = articles.replace("h1>", "h2>")
    assert len(found(f"<main>{posts}</main>", "Bridge")) == 2 * len(ALL) + 1


def test_a_text_in_two_elements() -> None:
    """A text that a box cuts in two is read as a whole."""
    first, second = BODY[: len(BODY) // 2], BODY
    body = f"<main><div class=part>{first}</div><div class=ad>Advertisement</div><div class=part>{second}</div></main>"
    assert found(body)[-4:] == ALL


def test_lines_without_paragraphs() -> None:
    """Two line ends are a new paragraph, and short lines beside sentences belong to the text."""
    body = "<br><br>".join([SAID[0], "<b>The cracks</b>", SAID[1], '"No," she said.', SAID[2]])
    assert found(f"<div>{body}</div>") == prose(SAID[0], "The cracks", SAID[1], '"No," she said.', SAID[2])


def test_a_last_line_without_a_full_stop() -> None:
    """The last line of the text need not be a sentence."""
    assert found(f"<article>{BODY}<p>He did not say why</p></article>") == [*ALL, (None, "He did not say why")]


def test_one_sentence_is_an_article() -> None:
    """News in brief has one sentence."""
    assert found(f"<h1>Bridge</h1><p>{SAID[0]}</p>", "Bridge") == prose(SAID[0])


def test_a_sentence_that_is_only_the_title_is_not_an_article() -> None:
    """A page that shows only its title has no text."""
    assert found(f"<h1>Bridge</h1><p>{SAID[0]}</p>", SAID[0]) == []


def test_languages_without_spaces() -> None:
    """A text whose sentences end with other marks, and whose words have no spaces between, is found."""
    body = "".join(f"<p>船は{i}日遅れている、と彼女は言った。</p>" for i in range(9))
    assert len(found(body)) == 9


CARDS = "".join(f"<article><h2><a href=/{i}>Bridge {i} closed</a></h2><p>{SAID[0]}</p></article>" for i in range(9))


def test_a_list_of_other_pages_is_not_an_article() -> None:
    """A home page has headings that are links; a page that says that it is an article is trusted."""
    assert found(f"<main>{CARDS}</main>") == []
    assert len(found(f"<main>{CARDS}</main>", surely=True)) == 9


@pytest.mark.parametrize("title", ["Access denied", "Just a moment...", "We value your privacy"])
def test_a_page_before_the_article(title: str) -> None:
    """A page that stands before the article, as its title says, has none."""
    assert found(f"<h1>{title}</h1><p>Please enable your browser to continue, and try again later.</p>", title) == []


@pytest.mark.parametrize(
    "lead",
    [
        "<p class=standfirst>Bridge closed for the whole winter</p>",
        "<p class=standfirst>Bridge Closed All Winter</p>",
        "<p>Ministry knew about cracks, says engineer</p>",
        "<ul><li>The bridge is closed until spring</li></ul>",
        "<div class=key-points><ul><li>The bridge is closed until spring</li></ul></div>",
    ],
)
def test_a_lead_need_not_end_with_a_full_stop(lead: str) -> None:
    """A lead and key points above the first sentence are a part of the text."""
    assert len(found(f"<article>{lead}{BODY}</article>")) == len(ALL) + 1
    assert found(f"<article>{lead}{BODY}</article>")[1:] == ALL


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ann Lee and Bo Li</p>",
        "<p>Ann Lee in Roe</p>",
        "<p>Bo Li Political Correspondent</p>",
        "<p class=standfirst>By Ann Lee and Bo Li</p>",
        "<p>Published on Friday 8 November 2024</p>",
        "<p>Listen to this article for free</p>",
        "<p>4 min read</p>",
        "<p><a href=/>Home</a> of the news from the isle</p>",
        "<ul><li>Facebook</li></ul>",
        "<ul><li><a href=/a>The bridge of Roe and its story</a></li></ul>",
    ],
)
def test_a_line_above_the_text_that_is_not_a_lead(line: str) -> None:
    """Bylines, dates, labels and links above the first sentence are not a part of the text."""
    assert found(f"<article>{line}{BODY}</article>") == ALL


@pytest.mark.parametrize(
    ("link", "is_text"),
    [
        ("<a href=/a>The ministry said in May that the bridge was safe</a>.", True),
        ("<a href=/a>The ministry said in May that the bridge was safe.</a>", True),
        ("<a href=/a>Ministry said in May that the bridge was safe</a>", False),
        ("<a href=/a>Read more: The ministry said in May that the bridge was safe.</a>", False),
        ("<a href=/a>The bridge is safe.</a>", False),
    ],
)
def test_a_sentence_that_is_a_link(link: str, *, is_text: bool) -> None:
    """A link between sentences is one of them if it has many words and a full stop; others lead to another page."""
    first, *others = (f"<p>{one}</p>" for one in SAID)
    assert (len(found(f"<article>{first}<p>{link}</p>{''.join(others)}</article>")) > len(ALL)) == is_text


def test_a_linked_sentence_at_the_end() -> None:
    """After the last sentence, a link is a sentence only if its full stop is outside it."""
    link = "<a href=/a>The ministry said in May that the bridge was safe"
    assert len(found(f"<article>{BODY}<p>{link}</a>.</p></article>")) == len(ALL) + 1
    assert found(f"<article>{BODY}<p>{link}.</a></p></article>") == ALL


@pytest.mark.parametrize(
    "line",
    [
        "<p>Sign up to our <a href=/a>morning newsletter</a>.</p>",
        "<p>Do you have a story? Send us a message.</p>",
        "<p>Ann Lee is our transport editor.</p>",
        "<p>Ann Lee writes about bridges.</p><p>Bo Li is a reporter.</p>",
    ],
)
def test_lines_about_the_newspaper_are_left_out(line: str) -> None:
    """Invitations, and lines about the authors at the end, are not a part of the text."""
    assert found(f"<article>{BODY}{line}</article>", authors=("Ann Lee", "Bo Li")) == ALL


def test_a_sentence_about_someone_else_stays() -> None:
    """A last sentence about a person who is not an author is a part of the text."""
    body = f"<article>{BODY}<p>Ana Brandt is a writer of books about bridges.</p></article>"
    assert len(found(body, authors=("Ann Lee",))) == len(ALL) + 1


def test_remarks_about_links_are_left_out() -> None:
    """A page says for blind readers that a link opens a new tab."""
    body = BODY.replace("spring.", "<a href=/a>spring</a>, opens new tab.")
    assert found(f"<article>{body}</article>") == ALL


def test_who_is_quoted_stays_with_the_quote() -> None:
    """The name in a block quote is a line below it, also in a footer or an element that is called author."""
    for name in ("<footer>— <cite>Ann Lee</cite></footer>", "<p class=author>— Ann Lee</p>", "<cite>Ann Lee</cite>"):
        body = f"<article>{BODY}<blockquote><p>We knew nothing.</p>{name}</blockquote></article>"
        assert found(body) == [*ALL, ("quote", "“We knew nothing.”"), ("quote", "— Ann Lee")]


def test_a_headline_with_the_name_of_the_site() -> None:
    """The headline above the text is left out also if the title goes on after it."""
    body = f"<div><div>Old bridge is closed</div>{BODY}</div>"
    assert found(body, "Old bridge is closed - The Roe Post") == ALL
