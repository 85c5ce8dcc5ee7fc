"""Errors of pyarrow become errors of newsclaims."""

import errno

import pytest

from newsclaims._files.arrow_errors import arrow_errors
from newsclaims._files.locations import FileLocation
from newsclaims.errors import FileError, FormatError, LimitError

PLACE = FileLocation("parquet", "a.parquet")


@pytest.mark.parametrize("error", [ValueError, OSError, KeyError, OverflowError, MemoryError, NotImplementedError])
def test_errors_of_any_kind_become_one(error: type[Exception]) -> None:
    """Whatever pyarrow raises for a damaged file is an error of the format, with its first line and advice."""
    message = r"a\.parquet: not valid parquet: .*bad page.*\. Use another copy\."
    with pytest.raises(FormatError, match=message), arrow_errors(PLACE, "Use another copy."):
        raise error("bad page.\nand a long report")


def test_errors_of_the_system_name_the_file() -> None:
    """An error of the system is an error of the file."""
    with pytest.raises(FileError, match=r"a\.parquet: no space\."), arrow_errors(PLACE, ""):
        raise OSError(errno.ENOSPC, "no space")


def test_our_own_errors_stay() -> None:
    """An error of newsclaims, for example of a limit, passes unchanged."""
    with pytest.raises(LimitError), arrow_errors(PLACE, ""):
        raise LimitError("a.parquet", "too large.", "max_bytes")
