"""The protocol of a serialiser: the attributes and methods that a class for a format must have."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, runtime_checkable

from newsclaims._model import Article, ClaimSet

__all__ = ["Serialiser"]


@runtime_checkable
class Serialiser(Protocol):
    """Writes and reads claim sets in one format.

    A serialiser must write equal bytes for equal claim sets, hold only a few claim sets at a time, be safe to share
    between threads, and be picklable. It should import large packages in `dump` and `load`, not at the top of the
    module, because a look-up by suffix imports serialisers to ask for their suffixes.
    """

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, with the full stop; longer ones win over shorter (`.anno.json`)."""
        ...

    @property
    def media_type(self) -> str:
        """The media type of what it writes."""
        ...

    @property
    def layout(self) -> Literal["stream", "file-per-article", "folder"]:
        """Whether it writes one stream, one file per article, or a folder.

        A stream holds any number of claim sets, and fits in memory. With a file per article, a stream or a path with
        one of the suffixes holds exactly one claim set, and any other path is a folder of such files. A folder is
        always a path.
        """
        ...

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write claim sets one by one, without waiting for all of them.

        Args:
            claimsets: The claim sets.
            target: The path or stream to write; see `layout`.

        Raises:
            MissingExtraError: If the format needs an extra of newsclaims that is not installed.
        """
        ...

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read claim sets back, lazily; those before a fault are yielded before it is raised.

        `newsclaims.load` stops a stream that gives more than `max_bytes` bytes for one claim set. A serialiser that
        unpacks something itself, or reads files of a folder, takes `max_bytes` as an option.

        Args:
            source: The path or stream to read.
            articles: The articles by their ids, for a format that does not hold them.

        Raises:
            FormatError: If the source is not valid in the format.
            MissingArticleError: If an article is needed and not given.
            MissingExtraError: If the format needs an extra of newsclaims that is not installed.
            WriteOnlyError: If the format can only be written; raised by the call, not by the iterator.
        """
        ...
