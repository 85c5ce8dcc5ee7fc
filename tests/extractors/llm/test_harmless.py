"""The message of an endpoint is shown unless it may repeat the key or the article."""

from base64 import b64encode
from urllib.parse import quote

import pytest

from newsclaims.extractors._llm.harmless import harmless

KEY = "sk-SECRET+abc/def"
ARTICLE = "Ann said that it rained all day on the quay."
ODD = "".join(f"%{ord(sign):02X}" for sign in KEY)


@pytest.mark.parametrize(
    "form",
    [
        KEY,
        KEY.lower(),
        KEY[:-3],
        "-".join(KEY),
        f"{KEY[:9]}...{KEY[-1]}",
        quote(KEY, safe=""),
        ODD,
        b64encode(KEY.encode()).decode(),
        b64encode(f"u:{KEY}".encode()).decode(),
        b64encode(f"user:{KEY}".encode()).decode(),
    ],
)
def test_no_form_of_the_key_is_shown(form: str) -> None:
    """A key that is cut, masked, encoded or in other letters hides the message."""
    assert harmless(f"Wrong key {form} here.", KEY, "") == ""


@pytest.mark.parametrize("key", ["", "k1", KEY, "+/+/"])
def test_other_messages_are_shown(key: str) -> None:
    """A message without the key is shown in brackets, without its full stop."""
    assert harmless("The context has 4,096 tokens.", key, ARTICLE) == " (The context has 4,096 tokens)"


@pytest.mark.parametrize("key", ["k1", "+/+/"])
def test_a_short_key_is_not_shown(key: str) -> None:
    """Other words can have parts of a short key, so it is looked for as a whole."""
    assert harmless(f"Wrong key {key}.", key, "") == ""


@pytest.mark.parametrize("said", [None, "", 7, ["no"], "two\nlines", "a" * 301, f"bad: {ARTICLE[4:30]}"])
def test_what_else_is_not_shown(said: object) -> None:
    """What is not a short line, or repeats the article, is not shown."""
    assert harmless(said, KEY, ARTICLE) == ""
