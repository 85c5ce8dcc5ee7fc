"""The serialiser of the format `html`."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from serialisers.html.pages import parsed
from serialisers.samples import empty, sample

from newsclaims import serialisers
from newsclaims._model import ClaimSet
from newsclaims.errors import InvalidValueError, WriteOnlyError
from newsclaims.serialisers import HtmlSerialiser, dump, dumps, load
from newsclaims.testing import check_serialiser


def written() -> bytes:
    """Return the page of the sample as a stream has it."""
    stream = io.BytesIO()
    HtmlSerialiser().dump([sample()], stream)
    return stream.getvalue()


def test_contract() -> None:
    """It passes the checks for plug-ins."""
    check_serialiser(HtmlSerialiser())


def test_the_class_is_public() -> None:
    """It has the name under which people import it."""
    assert HtmlSerialiser.__module__ == serialisers.__name__


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTML"])
def test_one_article_is_one_page(tmp_path: Path, name: str) -> None:
    """A path with a suffix of the format is a single file, in UTF-8, that ends with a line end."""
    dump(sample(), tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert data == written()
    assert data.endswith(b"</html>\n")
    assert "😀".encode() in data
    assert parsed(data.decode("utf-8")).named("h1")[0].text() == "Ferry talks stall"


@pytest.mark.parametrize("sets", [[], [sample(), empty()]])
def test_a_stream_holds_one_article(sets: list[ClaimSet]) -> None:
    """Several articles need a folder, and the error says how to get one."""
    with pytest.raises(InvalidValueError, match="Give the name of a folder"):
        dump(sets, io.BytesIO(), format="html")


def test_several_articles_are_a_folder(tmp_path: Path) -> None:
    """A path without a suffix of the format is a folder with an index."""
    dump([sample(), empty()], tmp_path / "pages", format="html")
    assert (tmp_path / "pages" / "index.html").is_file()


def test_a_page_cannot_be_read() -> None:
    """Reading is an error that says what to do."""
    with pytest.raises(WriteOnlyError, match="jsonl"):
        load(io.BytesIO(dumps(sample(), "html").encode()), format="html")


def test_pages_and_notebooks_need_no_sqlite() -> None:
    """Some builds of Python lack sqlite3, which only folders need."""
    code = (
        "import sys; sys.modules['sqlite3'] = None; import newsclaims as nc;"
        "claims = nc.ClaimSet(article=nc.Article(text='Rain.'), claims=[]);"
        "claims._repr_html_(); nc.dumps([claims], 'html')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
