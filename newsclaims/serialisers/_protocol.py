"""The protocol of a serialiser: what writes and reads a format must have these attributes and methods."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, runtime_checkable

from newsclaims._model import Article, ClaimSet

__all__ = ["Serialiser"]


@runtime_checkable
class Serialiser(Protocol):
    """What writes and reads a format.

    A serialiser writes equal bytes for equal claim sets, holds only a few claim sets at a time, must be safe to share
    between threads, and must pickle. Heavy packages are imported in `dump` and `load`, not with the module, because a
    look-up by suffix imports serialisers to ask for their suffixes.
    """

    @property
    def name(self) -> str:
        """The name it is asked for by."""
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
            target: Where to; see `layout`.

        Raises:
            MissingExtraError: If the format needs an extra of newsclaims that is not installed.
        """
        ...

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read claim sets back, lazily; those before a fault are yielded before it is raised.

        Args:
            source: Where from.
            articles: The articles by their ids, for a format that does not carry them.

        Raises:
            FormatError: If the source is not what the format says.
            MissingArticleError: If an article is needed and not given.
            MissingExtraError: If the format needs an extra of newsclaims that is not installed.
            WriteOnlyError: If nothing reads claims back from the format; raised by the call, not by the iterator.
        """
        ...
