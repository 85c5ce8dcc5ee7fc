"""A completion is read whatever its odd parts are, if it has the words of a model."""

import pytest

from newsclaims.extractors._llm.completion import Completion
from newsclaims.extractors._llm.reply import Reply
from newsclaims.extractors._llm.usage import Usage

WORDS = {"message": {"content": "It rained."}}
UNKNOWN = Usage(1, 0, None, None)


def replied(**body: object) -> Reply:
    """Return what a completion says."""
    return Completion.model_validate(body).reply(0)


@pytest.mark.parametrize("count", [1.5, -1, True, "7", [1], 2**60, None])
def test_an_odd_count_is_no_count(count: object) -> None:
    """A count that is not one is not known, and the other one stays."""
    usage = {"prompt_tokens": count, "completion_tokens": 3}
    assert replied(choices=[WORDS], usage=usage) == Reply("It rained.", usage=Usage(1, 0, None, 3))


@pytest.mark.parametrize("usage", [[1], 7, None, "much"])
def test_an_odd_usage_is_none(usage: object) -> None:
    """If the usage has another form, neither count is known."""
    assert replied(choices=[WORDS], usage=usage) == Reply("It rained.", usage=UNKNOWN)


@pytest.mark.parametrize(("reason", "cut"), [("stop", False), ("length", True), (7, None), ([], None), (None, None)])
def test_the_reason_why_the_words_end(reason: object, cut: object) -> None:
    """A reason that is not a word says nothing."""
    assert replied(choices=[{**WORDS, "finish_reason": reason}]).cut is cut


@pytest.mark.parametrize(
    "content",
    ["It rained.", [{"type": "text", "text": "It "}, {"type": "image"}, 3, {"type": "text", "text": "rained."}]],
)
def test_a_content_in_parts(content: object) -> None:
    """The texts of the parts are joined, and other parts are left out."""
    assert replied(choices=[{"message": {"content": content}}]).text == "It rained."


@pytest.mark.parametrize("body", [{}, {"choices": None}, {"choices": []}, {"choices": [{"message": None}]}])
def test_a_completion_without_words(body: dict[str, object]) -> None:
    """A completion without words is an empty reply."""
    assert replied(**body) == Reply("", usage=UNKNOWN)


@pytest.mark.parametrize(
    ("error", "read"), [({"code": 4}, {"code": 4}), ("No.", {"message": "No."}), ("", {}), (True, {}), (None, {})]
)
def test_an_error_in_place_of_an_answer(error: object, read: dict[str, object]) -> None:
    """An error is an object, or its message alone."""
    assert Completion.model_validate({"error": error}).error == read
