"""The tokeniser that ships: the published one without the pieces that English news does not need."""

from typing import Any

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LAST_LATIN = "\u024f"
_PUNCTUATION = range(0x2000, 0x2200)


def pruned(tokeniser: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """Return a tokeniser without pieces of other scripts and unused pieces.

    Args:
        tokeniser: The published `tokenizer.json`; changed in place.

    Returns:
        The tokeniser's JSON, and for each of its pieces its row in the published vocabulary.
    """
    pieces = sorted(tokeniser["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(piece, row) for piece, row in pieces if piece in SPECIALS or _kept(piece)]
    tokeniser["model"]["vocab"] = {piece: new for new, (piece, _) in enumerate(kept)}
    # Without added tokens, "[SEP]" in an article is read as letters.
    tokeniser.update(truncation=None, padding=None, post_processor=None, added_tokens=[])
    return tokeniser, [row for _, row in kept]


def _kept(piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    return all(char <= _LAST_LATIN or ord(char) in _PUNCTUATION for char in piece)
