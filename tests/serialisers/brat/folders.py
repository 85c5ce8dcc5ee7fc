"""Helpers that write and read brat folders, for the tests of the format."""

from pathlib import Path

from newsclaims._model import Claim, ClaimSet
from newsclaims.serialisers import dump, load

Spans = tuple[tuple[tuple[int, int], ...], ...]


def written(tmp_path: Path, *sets: ClaimSet) -> Path:
    """Write claim sets."""
    dump(iter(sets), tmp_path / "out", format="brat")
    return tmp_path / "out"


def read(folder: Path) -> list[ClaimSet]:
    """Read a folder."""
    return list(load(folder, format="brat"))


def spans(claim: Claim) -> Spans:
    """Return the fragments of source, cue and content."""
    roles = (claim.source, claim.cue, claim.content)
    return tuple(tuple((s.start, s.end) for s in role.spans) if role else () for role in roles)
