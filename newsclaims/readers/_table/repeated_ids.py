"""Notices that articles have the same id."""

from hashlib import blake2b

__all__ = ["RepeatedIds"]

_MOST = 100_000
"""How many ids are remembered, so that a table of any length needs little memory."""
_DIGEST = 8


class RepeatedIds:
    """Remembers the first ids of a table, as digests, to find the first that is given twice."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] | None = {}

    def fault(self, article_id: str, row: int) -> str | None:
        """Return what is wrong with an id, as sentences; None if it is new, or another was given twice before.

        Args:
            article_id: The id.
            row: The number of its row.
        """
        if self._rows is None:
            return None
        digest = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
        first = self._rows.get(digest)
        if first is None:
            if len(self._rows) < _MOST:
                self._rows[digest] = row
            return None
        self._rows = None
        return (
            f"the id {article_id!r:.60} is given twice, first in row {first}, then in row {row}. Claims of articles "
            "with one id cannot be distinguished by it."
        )
