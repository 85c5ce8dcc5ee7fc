"""A folder of pages: what is in it, how its pages are ordered and linked, and what is joined."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.html.folder_pages import Page, pages, said, target
from serialisers.strategies import claimsets
from strategies import examples

import newsclaims as nc
from newsclaims._model import ClaimSet
from newsclaims.errors import FileError
from newsclaims.serialisers._html import catalogue, folder
from newsclaims.serialisers._html.folder import write_folder


def written(place: Path, *sets: ClaimSet) -> dict[str, Page]:
    """Write a folder and take its pages apart."""
    place.mkdir(exist_ok=True)
    write_folder(iter(sets), place / "pages")
    return pages(place / "pages")


def test_what_is_in_a_folder(tmp_path: Path) -> None:
    """There is an index, a page per article, a list of the sources, and a page per source that is named."""
    found = written(tmp_path, said("a", "Ida Brandt: it rains", "the police: it does"), said("b", "Bo Lund: no"))
    assert sorted(found) == [
        "a.html",
        "b.html",
        "index.html",
        "sources.html",
        "sources/bo-lund.html",
        "sources/ida-brandt.html",
    ]


def test_the_public_door(tmp_path: Path) -> None:
    """`dump` with the format `html` and a name without a suffix writes a folder, even for one article."""
    nc.dump(said("a", "Ida Brandt: it rains"), tmp_path / "pages", format="html")
    assert "sources/ida-brandt.html" in pages(tmp_path / "pages")


def test_no_articles(tmp_path: Path) -> None:
    """Without articles there is an index that says so."""
    found = written(tmp_path)
    assert sorted(found) == ["index.html", "sources.html"]
    assert "No articles." in found["index.html"].text


def test_no_claims(tmp_path: Path) -> None:
    """An article without claims is in the index with 0 claims."""
    found = written(tmp_path, said("quiet"))
    assert "0 claims" in found["index.html"].text
    assert "No named sources." in found["sources.html"].text


@pytest.mark.parametrize("article_id", ["index", "INDEX", "sources", "a/b %41", "..", "con", "é" * 90, "sources/a"])
def test_any_id_has_a_page(tmp_path: Path, article_id: str) -> None:
    """No id hides another page or leaves the folder, and its page is linked from the index."""
    found = written(tmp_path, said(article_id, "Ida Brandt: it rains"))
    assert len(found) == 4
    assert found["index.html"].text.startswith("Who said what in 1 article")
    [article] = set(found) - {"index.html", "sources.html", "sources/ida-brandt.html"}
    assert (article, "") in {target("index.html", address) for address in found["index.html"].links}


def test_equal_ids(tmp_path: Path) -> None:
    """Two articles of one id have a page each, and both are in the index."""
    found = written(tmp_path, said("a", "Ida Brandt: one"), said("a", "Bo Lund: two"))
    assert {"a.html", "a~2.html"} <= set(found)
    assert {"a.html", "a~2.html"} <= set(found["index.html"].links)


def test_newest_first(tmp_path: Path) -> None:
    """Articles are sorted by the date that the reader sees, newest first; those without a date come last, by title."""
    east = timezone(timedelta(hours=10))
    found = written(
        tmp_path,
        said("z"),
        said("y", title="B"),
        said("old", published=date(1, 1, 1)),
        said("oldest", published=datetime(1, 1, 1, tzinfo=UTC) - timedelta()),
        said("day", published="2024-11-08"),
        said("east", published=datetime(2024, 11, 8, 12, tzinfo=east)),
        said("noon", published=datetime(2024, 11, 8, 11, tzinfo=UTC)),
        said("end", published=datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-10)))),
    )
    order = [address.removesuffix(".html") for address in found["index.html"].links if "/" not in address]
    order = [name for name in order if name not in ("#main", "sources")]
    assert order == ["end", "noon", "east", "day", "oldest", "old", "y", "z"]


def test_sources_are_joined_by_name(tmp_path: Path) -> None:
    """White space and letter case do not matter; the page has the most frequent spelling, and every claim with it."""
    found = written(
        tmp_path,
        said("a", "IDA BRANDT: one"),
        said("b", "Ida Brandt: two", "Ida\u00a0Brandt: three", "Ida Brandt: four"),
    )
    [page] = (name for name in found if name.startswith("sources/"))
    text = found[page].text
    assert "named person · 4 claims in 2 articles" in text
    assert all(word in text for word in ("one", "two", "three", "four"))
    assert "Joined by name: two people with one name share this page." in text
    assert {target(page, address) for address in found[page].links} >= {("a.html", "c1"), ("b.html", "c3")}


def test_pronouns_are_joined(tmp_path: Path) -> None:
    """What "she" says is on the page of the person that she is, and the page says how she is called there."""
    found = written(tmp_path, said("a", "Ida Brandt: one", "Ida Brandt [she]: two"))
    text = found["sources/ida-brandt.html"].text
    assert "named person · 2 claims in 1 article" in text
    assert "called “she” here" in text


def test_descriptions_are_not_joined(tmp_path: Path) -> None:
    """Officials in two articles are not the same; they have no page, and the list counts them."""
    found = written(tmp_path, said("a", "officials: one"), said("b", "Officials: those officials"))
    assert sorted(found) == ["a.html", "b.html", "index.html", "sources.html"]
    assert "2 more claims have no source that is one named person or body" in found["sources.html"].text


def test_articles_lead_to_sources(tmp_path: Path) -> None:
    """The page of an article links to the index and to the page of each source that has one."""
    found = written(tmp_path, said("a", "Ida Brandt: one", "officials: two"))
    assert {"index.html", "sources/ida-brandt.html"} <= set(found["a.html"].links)


def test_nested_claims_say_who_says_so(tmp_path: Path) -> None:
    """A claim inside another one is shown with the chain of those who say that it was said."""
    found = written(tmp_path, said("a", "Ida Brandt: one", "> Bo Lund: two", "> Cy Marsh: three"))
    assert "Ida Brandt said that Bo Lund said that …" in found["sources/cy-marsh.html"].text
    assert "ida-brandt.html" in found["sources/cy-marsh.html"].links


def test_the_chain_suits_one_and_many(tmp_path: Path) -> None:
    """The words between speakers do not depend on their number, and an unknown one is somebody."""
    found = written(tmp_path, said("a", "-Ida Brandt: one", "> the officials: two", "> Cy Marsh: three"))
    assert "Ida Brandt denied that the officials said that …" in found["sources/cy-marsh.html"].text
    assert "the officials said that" in " ".join(found["a.html"].text.split())


def test_pages_without_filters_count_nothing(tmp_path: Path) -> None:
    """One claim is not "1 of 1 claim", and order is only named where there are dates."""
    found = written(tmp_path, said("a", "Ida Brandt: one"), said("b", "Bo Lund: two", "-Bo Lund: three"))
    assert "of 1 claim" not in found["sources/ida-brandt.html"].text
    assert "of 2 claims shown." in found["sources/bo-lund.html"].text
    dated = written(tmp_path / "more", said("b", "Bo Lund: two", "-Bo Lund: three", published="2024-11-08"))
    assert "of 2 claims shown, newest first." in dated["sources/bo-lund.html"].text


def test_pages_without_dates_have_no_column_for_them(tmp_path: Path) -> None:
    """The rows take the whole width if no article has a date."""
    names = ("index.html", "sources/ida-brandt.html")
    undated = written(tmp_path / "undated", said("a", "Ida Brandt: one"))
    dated = written(tmp_path / "dated", said("a", "Ida Brandt: one", published="2024-11-08"), said("b", "Bo Lund: two"))
    for name in names:
        assert "undated" in undated[name].classes
        assert "undated" not in dated[name].classes


def test_each_page_says_where_it_skips_to(tmp_path: Path) -> None:
    """The first link names what is on the page, and each page says that claims can be wrong."""
    found = written(tmp_path, said("a", "Ida Brandt: one"))
    skips = {
        "a.html": "claims",
        "index.html": "articles",
        "sources.html": "sources",
        "sources/ida-brandt.html": "claims",
    }
    for name, words in skips.items():
        assert f"Skip to the {words}" in found[name].text
        assert "These claims can be wrong." in found[name].text


def test_long_chains_are_cut(tmp_path: Path) -> None:
    """Of a long chain the nearest are named, and the others are counted."""
    lines = ["Ida Brandt: 0", *(f"> Person Number{chr(97 + i)}: {i}" for i in range(9))]
    found = written(tmp_path, said("a", *lines))
    assert "After 5 others: Person Numbere said that" in found["sources/person-numberi.html"].text


def test_long_contents_are_cut(tmp_path: Path) -> None:
    """A very long content is shown in part, with a link to all of it."""
    found = written(tmp_path, said("a", "Ida Brandt: " + "word " * 1_000))
    page = found["sources/ida-brandt.html"]
    assert len(page.text) < 3 * catalogue.LONGEST_WORDS
    assert "read on" in page.text


def test_lists_have_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long lists have several pages, which lead to each other; no name of an article is in their way."""
    monkeypatch.setattr(folder, "PER_PAGE", 2)
    sets = [said(name, f"Ida Brandt: {name}", published=f"2024-11-0{i + 1}") for i, name in enumerate("abc")]
    sets += [said("index-2", "Bo Lund: no"), said("sources-2", "Cy Marsh: no")]
    found = written(tmp_path, *sets)
    lists = [name for name in found if name.startswith(("index", "sources"))]
    assert sorted(lists) == [
        "index-2.html",
        "index-2~2.html",
        "index-3.html",
        "index.html",
        "sources-2.html",
        "sources-2~2.html",
        "sources.html",
        "sources/bo-lund.html",
        "sources/cy-marsh.html",
        "sources/ida-brandt-2.html",
        "sources/ida-brandt.html",
    ]
    assert "Page 1 of 3" in found["index.html"].text
    assert {"c.html", "b.html", "index-2~2.html"} <= set(found["index.html"].links)
    assert "a.html" not in found["index.html"].links
    assert "ida-brandt-2.html" in found["sources/ida-brandt.html"].links
    assert "../a.html#c1" in found["sources/ida-brandt-2.html"].links


@examples(15)
@given(sets=st.lists(claimsets(), max_size=3))
def test_any_claims_give_whole_pages(tmp_path_factory: pytest.TempPathFactory, sets: list[ClaimSet]) -> None:
    """Whatever the claims are, every link has its target, ids are unique, nothing can run, and bytes are repeated."""
    place = tmp_path_factory.mktemp("any")
    found = written(place, *sets)
    write_folder(iter(sets), place / "again")
    for name, page in found.items():
        assert (place / "pages" / name).read_bytes() == (place / "again" / name).read_bytes()
        assert page.unwanted == []
        assert len(set(page.ids)) == len(page.ids)
        for address in page.links:
            if not address.startswith(("http://", "https://")):
                path, element = target(name, address)
                assert not element or element in found[path].ids
    reached = {target(name, address)[0] for name, page in found.items() for address in page.links}
    assert set(found) <= reached


HOSTILE = "</style><script>alert(1)</script>{{ 7 * 7 }}\u202e\"'>&amp;\0\r\x07"


def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    """Markup, template signs and marks of direction in any field are text on every page."""
    # With capital letters it is a proper name, which has a page.
    line = f"Ida {HOSTILE.upper()}Brandt: {HOSTILE}"
    found = written(tmp_path, said(HOSTILE, line, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)"))
    assert any(name.startswith("sources/") for name in found)
    for page in found.values():
        assert page.unwanted == []
        assert not any(address.startswith("javascript") for address in page.links)
        assert "49" not in page.text


def test_a_fault_leaves_nothing_behind(tmp_path: Path) -> None:
    """If an article cannot be had, there is no folder."""

    def broken() -> Any:
        yield said("a", "Ida Brandt: one")
        message = "no more"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="no more"):
        write_folder(broken(), tmp_path / "pages")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    """No page is written among other files."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(FileError, match="a folder that is not empty"):
        write_folder([], tmp_path)


def test_the_folder_around_it_must_be_there(tmp_path: Path) -> None:
    """The error names the folder that is missing."""
    with pytest.raises(FileError, match=r"there is no folder '.*missing' to write it to\. Make it first\."):
        write_folder([], tmp_path / "missing" / "pages")


def test_a_database_that_fails_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is no space for the temporary database, the message says so."""

    class Full(sqlite3.Connection):
        def executemany(self, *_: object) -> Any:
            message = "database or disk is full"
            raise sqlite3.OperationalError(message)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name: connect(name, factory=Full))
    with pytest.raises(FileError, match="a temporary database: database or disk is full"):
        write_folder([said("a", "Ida Brandt: one")], tmp_path / "pages")
