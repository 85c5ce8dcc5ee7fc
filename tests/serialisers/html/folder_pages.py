"""Folders of pages for the tests: short claim sets, and pages taken apart into their links and texts."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from attrs import define, field

from newsclaims._model import Article, Claim, ClaimSet, Content, Source, SourceType, Span, Stance, claim_id


def said(article_id: str, *lines: str, **fields: object) -> ClaimSet:
    """Return an article with a claim per line: `NAME: WORDS`, or `NAME [MENTION]: WORDS` for a name found elsewhere.

    Args:
        article_id: The article's id.
        *lines: The lines; one that begins with `>` is inside the one before, and one that begins with `-` is a denial.
        **fields: Other fields of the article.
    """
    text, claims = "\n".join(line.lstrip(">- ") for line in lines), list[Claim]()
    article = Article(text=text, id=article_id, **fields)  # type: ignore[arg-type]
    at = 0
    for line in lines:
        plain = line.lstrip(">- ")
        who, words = plain.split(": ", 1)
        content = Content(spans=(_span(at + len(who) + 2, words),), text=words)
        source = _source(who, at)
        parent = claims[-1].id if line.startswith(">") else None
        stance = Stance.DENY if line.startswith("-") else Stance.AFFIRM
        key = claim_id(article_id, source, None, content, parent)
        claims.append(Claim(id=key, source=source, content=content, stance=stance, parent=parent))
        at += len(plain) + 1
    return ClaimSet(article=article, claims=tuple(claims))


def _source(who: str, at: int) -> Source:
    name, sign, mention = who.rstrip("]").partition(" [")
    if not sign:
        return Source(spans=(_span(at, name),), text=name, type=SourceType.NAMED_PERSON)
    place = _span(at + len(name) + 2, mention)
    return Source(spans=(place,), text=mention, name=name, mention_of=_span(at, name), type=SourceType.REFERENCE)


def _span(start: int, words: str) -> Span:
    return Span(start=start, end=start + len(words))


@define
class Page(HTMLParser):
    """A page, taken apart.

    Args:
        links: The addresses of its links, in order.
        ids: The ids of its elements.
        words: Its text, without the style sheets.
        elements: The names of its elements.
        classes: The classes of its elements.
    """

    links: list[str] = field(factory=list)
    ids: list[str] = field(factory=list)
    words: list[str] = field(factory=list)
    elements: list[str] = field(factory=list)
    classes: set[str] = field(factory=set)
    unwanted: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    @classmethod
    def read(cls, path: Path) -> "Page":
        """Read a page."""
        page = cls()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        return page

    @property
    def text(self) -> str:
        """Its text, with single spaces."""
        return " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element."""
        self.elements.append(tag)
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            if name == "class":
                self.classes.update((value or "").split())
            if name == "id":
                self.ids.append(value or "")
            if name == "style" or name.startswith("on"):
                self.unwanted.append(name)
        if tag in ("script", "iframe", "img", "object", "embed"):
            self.unwanted.append(tag)

    def handle_data(self, data: str) -> None:
        """Record words."""
        if self.elements[-1:] != ["style"]:
            self.words.append(data)


def pages(folder: Path) -> dict[str, Page]:
    """Return the pages of a folder by their paths below it."""
    return {path.relative_to(folder).as_posix(): Page.read(path) for path in sorted(folder.rglob("*.html"))}


def target(page: str, address: str) -> tuple[str, str]:
    """Return the path below the folder, and the id, that a link of a page leads to; `""` for no id."""
    parts = urlsplit(address)
    if not parts.path:
        return page, parts.fragment
    folder = Path("/", page).parent
    path = (folder / unquote(parts.path)).as_posix()
    while "/../" in path:
        before, after = path.split("/../", 1)
        path = f"{before.rpartition('/')[0]}/{after}"
    return path.lstrip("/"), parts.fragment
