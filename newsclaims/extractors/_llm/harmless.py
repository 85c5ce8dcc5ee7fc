"""Decides whether the message of an endpoint can be shown. It must not repeat the key or the article."""

from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import unquote

__all__ = ["harmless"]

_LONGEST = 300
"""How long a message can be to be shown."""
_OF_KEY, _OF_ARTICLE = 6, 20
"""How many characters in a row of the key and of the article a message must not have."""


def harmless(said: object, key: str, sent: str) -> str:
    """Return the message of an endpoint, in brackets after a space; `""` if there is none or it is not shown.

    Args:
        said: The message.
        key: The key; `""` if there is none.
        sent: What was sent, with the article.
    """
    if not isinstance(said, str) or not said or not said.isprintable() or len(said) > _LONGEST:
        return ""
    if _repeats_key(said, key) or any(run in sent for run in _runs(said, _OF_ARTICLE)):
        return ""
    return f" ({said.rstrip('.')})"


def _repeats_key(said: str, key: str) -> bool:
    """Return whether a message has a part of the key, in any case, with other marks in it, or encoded."""
    if key and key in said:
        return True
    # In base64, a text has another form at each of three places.
    encoded = (b64encode(bytes(before) + key.encode()).decode() for before in range(3))
    parts = {_plain(key)} | {run for form in (key, *encoded) for run in _runs(_plain(form), _OF_KEY)}
    shown = f"{_plain(said)} {_plain(unquote(said))}"
    return any(part in shown for part in parts if part)


def _plain(text: str) -> str:
    """Return the letters and digits of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _runs(text: str, size: int) -> Iterator[str]:
    """Yield the parts of a text that have so many characters."""
    return (text[at : at + size] for at in range(len(text) - size + 1))
