"""The options of the extractor `llm`: wrong ones are refused with an error that names them, and shows no secret."""

import pytest

from newsclaims import Pipeline
from newsclaims.errors import InputTypeError, InvalidValueError, MissingExtraError
from newsclaims.extractors import LLMExtractor
from newsclaims.extractors import _llm as llm


def nobody(messages: object, schema: object) -> str:
    """Answer nothing."""
    return ""


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("model", 3),
        ("base_url", b"http://localhost"),
        ("api_key", 3),
        ("complete", "gpt"),
        ("window", 1.5),
        ("overlap", True),
        ("concurrency", "4"),
        ("timeout", "60"),
        ("temperature", "0"),
        ("cache", 3),
        ("extra_body", "{}"),
        ("name", 3),
    ],
)
def test_options_of_a_wrong_type(option: str, value: object) -> None:
    """The error names the option."""
    given = {"complete": nobody, option: value}
    with pytest.raises(InputTypeError, match=option):
        LLMExtractor(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("model", ""),
        ("mode", "xml"),
        ("judge", "me"),
        ("on_ungrounded", "ignore"),
        ("most_edits", 1.5),
        ("window", 100),
        ("overlap", 4_000),
        ("concurrency", 0),
        ("timeout", 0),
        ("deadline", float("nan")),
        ("max_retries", -1),
        ("temperature", -1),
        ("extra_body", {"a": float("inf")}),
        ("name", ""),
        ("name", "two words"),
        ("name", "package:llm"),
        ("name", "neural+llm"),
        ("name", "neural"),
    ],
)
def test_options_with_a_wrong_value(option: str, value: object) -> None:
    """The error names the option."""
    given = {"complete": nobody, option: value}
    with pytest.raises(InvalidValueError, match=option):
        LLMExtractor(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8000",
        "ftp://host/v1",
        "http://",
        "http://[::1",
        "http://host:port/",
        "http://ho\nst/",
        "http://hōst/",
    ],
)
def test_an_address_that_is_not_one(url: str) -> None:
    """The error has an example of an address."""
    with pytest.raises(InvalidValueError, match="base_url must be an address such as http://localhost:8000/v1"):
        LLMExtractor("m", base_url=url)


@pytest.mark.parametrize("url", ["http://me:secret@host/v1", "http://secret@host/v1", "http://host/v1?key=secret"])
def test_an_address_with_a_secret(url: str) -> None:
    """A part of an address that may be a secret is refused, and the error does not show it."""
    with pytest.raises(InvalidValueError, match="must not have a user, a password, a query") as caught:
        LLMExtractor("m", base_url=url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["", "two words", "secret\n", "sécret"])
def test_a_key_that_cannot_be_one(key: str) -> None:
    """A key that no header can have is refused, and the error does not show it."""
    with pytest.raises(InvalidValueError, match="api_key is empty, or has white space") as caught:
        LLMExtractor("m", api_key=key)
    assert "secret" not in str(caught.value)


def test_options_that_do_not_fit_together() -> None:
    """A function and an address both say who answers, and kept answers need a name."""
    with pytest.raises(InvalidValueError, match="complete= and base_url="):
        LLMExtractor("m", complete=nobody, base_url="http://localhost/v1")
    with pytest.raises(InvalidValueError, match="cache= with complete= needs model="):
        LLMExtractor(complete=nobody, cache="answers")


def test_an_extractor_without_a_model() -> None:
    """The extractor can be listed without a model, and says that it has none when it is used."""
    with pytest.raises(InvalidValueError, match=r"the extractor llm has no model\. Give model="):
        Pipeline("llm").extract("Ann said it rained.")


def test_a_batch_has_more_articles_than_requests_run_at_the_same_time() -> None:
    """Requests wait while others run, so that an answer that takes long does not hold up all of them."""
    assert LLMExtractor(complete=nobody, concurrency=16).batch_size == 64


def test_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint needs the extra; a function does not."""
    monkeypatch.setattr(llm.LLMExtractor.extra.__class__, "is_installed", lambda _: False)
    with pytest.raises(MissingExtraError, match=r"newsclaims\[llm\]"):
        LLMExtractor("m")
    LLMExtractor("m", complete=nobody)


def test_the_settings_say_what_the_claims_depend_on() -> None:
    """Settings are plain values, change with each option that can change claims, and do not have the key."""
    pytest.importorskip("openai", reason="needs newsclaims[llm]")
    usual = LLMExtractor("m", base_url="http://localhost:8000/v1/", api_key="sk-secret").settings
    assert usual["answers"] == "http://localhost:8000/v1"
    assert "sk-secret" not in str(usual)
    changes: list[dict[str, object]] = [
        {"base_url": "http://localhost:8001/v1"},
        {"mode": "json"},
        {"judge": "model"},
        {"on_ungrounded": "raise"},
        {"most_edits": 0.0},
        {"window": 3000},
        {"overlap": 100},
        {"temperature": None},
        {"extra_body": {"seed": 1}},
    ]
    for change in changes:
        assert LLMExtractor("m", **{"base_url": "http://localhost:8000/v1", **change}).settings != usual  # type: ignore[arg-type]
    same = LLMExtractor("m", base_url="http://localhost:8000/v1", concurrency=1, timeout=5, max_retries=0, cache="c")
    assert same.settings == usual
