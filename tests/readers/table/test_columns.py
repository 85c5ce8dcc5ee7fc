"""The names of columns: usual ones, given ones, and errors that list them."""

import pytest

from newsclaims.errors import InvalidValueError
from newsclaims.readers._table.columns import FIELDS, find_columns, listed


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Text"], {"text": "Text"}),
        (["Article Text", "Pub-Date"], {"text": "Article Text", "published": "Pub-Date"}),
        (["articleBody", "datePublished"], {"text": "articleBody", "published": "datePublished"}),
        (["id", "content", "headline"], {"id": "id", "text": "content", "title": "headline"}),
        (["story", "source", "byline"], {"text": "story", "publisher": "source", "authors": "byline"}),
        (["text", "LANG", "link"], {"text": "text", "language": "LANG", "url": "link"}),
    ],
)
def test_usual_names_are_found(names: list[str], found: dict[str, str]) -> None:
    """Capitals, hyphens, underscores and spaces make no difference."""
    assert find_columns(names, {}) == found


def test_the_first_name_of_the_list_counts() -> None:
    """If several columns have usual names of a field, the order of the list decides, not that of the table."""
    assert find_columns(["content", "body"], {})["text"] == "body"
    assert find_columns(["headline", "title", "text"], {})["title"] == "title"


def test_given_names_win() -> None:
    """A column that the caller gave is used for its field only; its form may differ if that is clear."""
    assert find_columns(["text", "note"], {"text": "note"}) == {"text": "note"}
    assert find_columns(["text", "body"], {"title": "body"}) == {"text": "text", "title": "body"}
    assert find_columns(["Full Story"], {"text": "full_story"}) == {"text": "Full Story"}
    assert find_columns(["a b", "A B"], {"text": "A B"}) == {"text": "A B"}


def test_a_column_of_ids_keeps_its_own_field() -> None:
    """A column that is named as the ids, such as that of the addresses, is also what its name says."""
    assert find_columns(["text", "url"], {"id": "url"}) == {"text": "text", "id": "url", "url": "url"}


def test_a_table_without_a_text_lists_its_columns() -> None:
    """The error lists the columns, and says how to name one."""
    with pytest.raises(InvalidValueError, match=r"the columns are 'a', 'b'\. .*text='\.\.\.' \(--text-column"):
        find_columns(["a", "b"], {})


def test_a_given_name_that_is_missing_is_an_error() -> None:
    """A name that the table does not have is an error, for every field."""
    for field in FIELDS:
        with pytest.raises(InvalidValueError, match="it has no column 'x'; the columns are 'text'"):
            find_columns(["text"], {field: "x"})


def test_long_lists_are_cut() -> None:
    """A message stays short."""
    assert listed(map(str, range(100))).endswith("'29' and 70 more")
    assert len(listed(["x" * 1000])) < 50
    assert listed([]) == "none"
