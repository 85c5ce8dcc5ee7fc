"""Locations: errors name the format, the file and the line."""

import io
import pickle
from pathlib import Path

import pytest

from newsclaims._model import Article, ExtractorInfo
from newsclaims.errors import FormatError, SchemaVersionError
from newsclaims.serialisers.toolkit import FileLocation

HERE = FileLocation("test", "file", 2)


def test_errors_say_where() -> None:
    """An error has the format, the file and the line, if they are known."""
    assert str(HERE.error("it is odd.")) == "file, line 2: not valid test: it is odd."
    assert str(HERE.at(9).error("it is odd.")) == "file, line 9: not valid test: it is odd."
    assert FileLocation("test").error("it is odd.").line is None


def test_errors_of_an_item_do_not_blame_the_syntax() -> None:
    """If only an item cannot be read, the error does not say that the file is not valid."""
    message = "file, line 2: this row cannot be read: it is odd."
    assert str(HERE.error("it is odd.", "row")) == message
    assert str(pickle.loads(pickle.dumps(HERE.error("it is odd.", "row")))) == message
    with pytest.raises(FormatError, match=r"this row cannot be read: Article\.id"), HERE.model_errors(item="row"):
        Article(text="", id="")


def test_the_location_of_a_stream(tmp_path: Path) -> None:
    """A file has its path as name, and a stream in memory has no name."""
    path = tmp_path / "a"
    path.write_bytes(b"")
    with path.open("rb") as stream:
        assert FileLocation.of(stream, "test") == FileLocation("test", str(path))
    assert FileLocation.of(io.BytesIO(), "test") == FileLocation("test")


def test_errors_of_the_model() -> None:
    """An error of the model becomes one of the format, with its location and the model's message."""
    where = "^file, line 2: not valid test: "
    with pytest.raises(FormatError, match=rf"{where}ExtractorInfo\.name must not be empty"), HERE.model_errors():
        ExtractorInfo(name="")
    with pytest.raises(FormatError, match=rf"{where}'about': Article\.id must not be"), HERE.model_errors("'about'"):
        Article(text="", id="")


def test_errors_of_the_format_stay() -> None:
    """An error that already has a location is not changed, and other errors pass."""
    inner = SchemaVersionError("test", "it is new.", 5)
    with pytest.raises(SchemaVersionError) as caught, HERE.model_errors():
        raise inner
    assert caught.value is inner
    with pytest.raises(ZeroDivisionError), HERE.model_errors():
        _ = 1 // 0
