"""The protocol of a reader: the attributes and the method that a class for a kind of file must have."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol, runtime_checkable

from attrs import field, frozen

from newsclaims._model import Article
from newsclaims.errors import NewsClaimsError

__all__ = ["Reader", "Skipped"]


@frozen(slots=True)
class Skipped:
    """Something in the input that gives no article: a file, a row of a table, or a record of a crawl.

    A reader yields it in the place of the article. Without an error, it is only counted, for example a row without a
    text. With an error, the caller of `newsclaims.read` chooses whether to stop.

    Args:
        reason: Why, in a few words that are the same for all of this kind, because they are counted.
        error: The error, if something is wrong with the input.
        file: The file. `newsclaims.read` sets this and what follows.
        row: The number of the row or record in the file, counted from 1, if the file can hold many.
        in_folder: Whether the file was found in a folder, so that nobody named it.
    """

    reason: str
    # Two errors are never equal, even if they say the same.
    error: NewsClaimsError | None = field(default=None, eq=repr)
    file: str = ""
    row: int | None = None
    in_folder: bool = False


@runtime_checkable
class Reader(Protocol):
    """Reads articles from one kind of file.

    A reader must give equal articles for equal bytes, be safe to share between threads, and be picklable. It fetches
    nothing. It should import large packages in `read`, not at the top of the module, because a look-up by suffix
    imports readers to ask for their suffixes.
    """

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, with the full stop; longer ones win over shorter."""
        ...

    @property
    def media_type(self) -> str:
        """The media type of what it reads."""
        ...

    @property
    def many(self) -> bool:
        """Whether a file can hold more than one article. The id of an article then has the number of its place."""
        ...

    # A reader can have options of its own, as arguments that must be given by keyword and have a default.
    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Read the articles one by one, lazily; those before a fault are yielded before it is raised.

        It yields one item for each row or record, so that the number of an item is the number of its place. An article
        needs no id: without one, it gets one that leads back to its place. Values without a field go to `meta`.

        `newsclaims.read` opens and closes the stream, unpacks gzip, bzip2 and xz, and stops a stream that gives more
        than `max_bytes` bytes for one article. A reader that unpacks something itself takes `max_bytes` as an option.

        Args:
            source: A binary stream. It may be unable to seek.

        Raises:
            FormatError: If the source is not valid.
            UndecodableError: If it cannot be decoded.
            LimitError: If an article is larger, or nested deeper, than a limit allows.
            MissingExtraError: If the reader needs an extra of newsclaims that is not installed.
        """
        ...
