"""Tries a model's graphs out when they are loaded, so that a folder with other graphs is refused with a clear error."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from newsclaims._native_code import native_code
from newsclaims.errors import FormatError, NewsClaimsError

from .bundle import Bundle
from .inputs import DISTANCES, NOTHING, PARTS, SENTENCES
from .pieces import MOST, WordPieces

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["CUE_LABELS", "ROLE_LABELS", "try_out", "unfit"]

CUE_LABELS = 9
"""The number of scores of a word as part of a cue: outside, and the four labels of a passage for two kinds of cue."""
ROLE_LABELS = 9
"""The number of scores of a word as part of a source or a content."""
_ENDS = 2
"""The pieces at both ends of a window."""


@contextlib.contextmanager
def unfit(bundle: Bundle, name: str) -> Iterator[None]:
    """Turn any error inside into one that says that a file of a model does not fit.

    Args:
        bundle: The model.
        name: The file.

    Raises:
        FormatError: If anything else than an error of ours is raised inside.
    """
    try:
        yield
    except NewsClaimsError:
        raise
    except Exception as error:
        # onnxruntime's errors have no class in common.
        reason = f"it does not work with this version of newsclaims: {error}. Export the model again with training/."
        raise FormatError("newsclaims model", reason, source=str(bundle.folder / name)) from error


def try_out(
    bundle: Bundle,
    pieces: WordPieces,
    encode: "onnxruntime.InferenceSession",
    roles: "onnxruntime.InferenceSession",
    verdicts: "onnxruntime.InferenceSession",
) -> None:
    """Run each graph that is used once, on the longest window and the largest numbers that it can be given.

    Args:
        bundle: The model.
        pieces: Its tokeniser.
        encode: The graph that reads windows.
        roles: The graph that scores words beside cues.
        verdicts: The graph that judges claims.

    Raises:
        FormatError: If a graph cannot be run, or gives something else than expected.
    """
    cutting, judging = bundle.settings.cutting, bundle.settings.judging
    words = cutting.longest + 2 * cutting.context
    length = words + MOST + _ENDS
    with unfit(bundle, "encoder.onnx"):
        fed = {
            "pieces": np.full(length, pieces.largest, dtype=np.int64),
            "known": np.full((length, 3), NOTHING, dtype=np.int64),
            "first": np.arange(1, words + 1, dtype=np.int64),
        }
        seen = _run(encode, ["cue", "role", "word", "cue_first", "cue_last", "sense"], fed)
        width, depth = seen["word"].shape[-1], seen["sense"].shape[-1]
        widths = {"word": width, "cue_first": width, "cue_last": width, "sense": depth}
        widths |= {"cue": CUE_LABELS, "role": ROLE_LABELS}
        _check(seen, {name: (words, width) for name, width in widths.items()})
    with unfit(bundle, "roles.onnx"):
        fed = {
            "word": seen["word"],
            "role": seen["role"],
            "cue": seen["cue_first"][:2],
            "distance": np.full((2, words), DISTANCES - 1, dtype=np.int64),
            "sentence": np.full((2, words), SENTENCES - 1, dtype=np.int64),
        }
        _check(_run(roles, ["beside"], fed), {"beside": (2, words, ROLE_LABELS)})
    if not judging:
        return
    with unfit(bundle, "verdicts.onnx"):
        fed = {"sense": seen["sense"], "part": np.full(words, PARTS - 1, dtype=np.int64)}
        found = _run(verdicts, [*judging, "looks"], fed)
        shapes: dict[str, tuple[int, ...]] = {label: (len(values),) for label, values in judging.items()}
        _check(found, {**shapes, "looks": (words, len(judging))})


def _run(session: "onnxruntime.InferenceSession", names: list[str], fed: Mapping[str, Any]) -> dict[str, Any]:
    """Run a graph, and return its outputs by their names."""
    with native_code:
        return dict(zip(names, session.run(names, dict(fed)), strict=True))


def _check(found: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Refuse outputs that are not finite numbers in single precision, of the right shape."""
    for name, shape in shapes.items():
        array = found[name]
        if array.shape != shape or array.dtype != np.float32:
            raise ValueError(f"its output {name!r} is {array.dtype} {array.shape}, but must be float32 {shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"its output {name!r} is not finite")
