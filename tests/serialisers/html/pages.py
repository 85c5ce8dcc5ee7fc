"""Parses pages, for the tests of the html format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from attrs import define, field

from newsclaims._model import ClaimSet
from newsclaims.serialisers._html.article_page import article_page
from newsclaims.serialisers._html.templates import _environment

__all__ = ["Element", "macro", "page_of", "parsed"]

VOID = frozenset({"input", "link", "meta"})


@define
class Element:
    """An element of a page.

    Args:
        name: Its name.
        attributes: Its attributes.
        children: The elements and texts in it.
    """

    name: str
    attributes: Mapping[str, str] = field(factory=dict)
    children: "list[Element | str]" = field(factory=list)

    @property
    def classes(self) -> Sequence[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()

    def all(self, wanted: Callable[["Element"], bool] = lambda _: True) -> "Iterator[Element]":
        """Yield the elements inside of it that are wanted, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if wanted(child):
                    yield child
                yield from child.all(wanted)

    def named(self, name: str) -> "list[Element]":
        """Return the elements inside of it with a name."""
        return list(self.all(lambda element: element.name == name))

    def of_class(self, name: str) -> "list[Element]":
        """Return the elements inside of it with a class."""
        return list(self.all(lambda element: name in element.classes))

    def with_id(self, name: str) -> "Element":
        """Return the only element with an id."""
        [found] = self.all(lambda element: element.attributes.get("id") == name)
        return found

    def text(self, *, without: Sequence[str] = ()) -> str:
        """Return the text inside of it, without that of elements of some classes."""
        texts = (
            child if isinstance(child, str) else child.text(without=without)
            for child in self.children
            if isinstance(child, str) or not set(without) & set(child.classes)
        )
        return "".join(texts)

    def line(self) -> str:
        """Return the text inside of it on one line, with single spaces."""
        return " ".join(self.text().split())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: str) -> Element:
    """Return a page as a tree; each element must be closed in order."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def page_of(claimset: ClaimSet, **links: Any) -> Element:
    """Return the page of a claim set, parsed."""
    return parsed("".join(article_page(claimset, **links)))


def macro(template: str, name: str) -> Callable[..., str]:
    """Return a macro of a template."""
    found: Callable[..., str] = getattr(_environment().get_template(template).module, name)
    return found
