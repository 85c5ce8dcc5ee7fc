"""A function of the user in place of an endpoint: what it can return and raise, and how long it can take."""

import functools
import json
import pickle
import threading
from collections.abc import Mapping, Sequence

import pytest
from extractors.llm.server import claim

from newsclaims import Article, ClaimSet, Pipeline
from newsclaims.errors import InvalidValueError, LLMError
from newsclaims.extractors import LLMExtractor
from newsclaims.extractors._llm.callables import Complete, Said
from newsclaims.testing import check_extractor

TEXT = "Ann said it rained."
ANSWER = json.dumps({"claims": [claim("Ann", "said", "it rained")]})


def complete(messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]) -> Said:
    """Answer each question with the same claim."""
    assert schema["type"] == "object"
    return ANSWER, {"prompt_tokens": 5, "completion_tokens": 2}


def extracted(function: object, **options: object) -> ClaimSet:
    """Return the claims of a text with a function that answers."""
    extractor = LLMExtractor(complete=function, **options)  # type: ignore[arg-type]
    return Pipeline(extractor, taggers=[]).extract(Article(text=TEXT, id="a1"))


def test_the_contract_of_an_extractor() -> None:
    """Output is equal in any batch, in threads and after pickling."""
    check_extractor(LLMExtractor(complete=complete))
    check_extractor(LLMExtractor("m", complete=complete, judge="model", window=200, overlap=50, concurrency=1))


def test_token_counts_are_optional() -> None:
    """A function returns the answer, or it and token counts; those that are missing or no counts are None, not 0."""
    assert extracted(complete).usage == {"requests": 1, "retries": 0, "prompt_tokens": 5, "completion_tokens": 2}
    plain = extracted(lambda *_: ANSWER)
    odd = extracted(lambda *_: (ANSWER, {"prompt_tokens": -1, "completion_tokens": 10**5000}))
    assert odd.usage == plain.usage
    assert plain.usage == {"requests": 1, "retries": 0, "prompt_tokens": None, "completion_tokens": None}


def test_the_model_is_the_function() -> None:
    """Without a name, the function is the model of the claim set."""
    info = extracted(complete).extractor
    assert info is not None
    assert info.model is not None
    assert info.model.endswith(":complete")
    assert LLMExtractor("mine", complete=complete).model == "mine"


def test_two_models_are_merged_by_their_names() -> None:
    """Claims, usage, warnings and disagreements name the model, and a copy from a pickle keeps its name."""
    other = json.dumps({"claims": [claim("Ann", "said", "it rained"), claim("Bob", "said", "it snowed")]})
    one = LLMExtractor("a", complete=complete, name="llm-a")
    two = LLMExtractor("b", complete=lambda *_: other, name="llm-b")
    claims = Pipeline([one, two], taggers=[], merge="vote").extract(TEXT)
    assert [found.extractors for found in claims] == [("llm-a", "llm-b")]
    assert list(claims.usage) == ["llm-a", "llm-b"]
    assert [warning.partition(":")[0] for warning in claims.warnings] == ["llm-b"]
    assert claims.disagreements().extractors == ("llm-a", "llm-b")
    assert pickle.loads(pickle.dumps(one)).name == "llm-a"


@pytest.mark.parametrize(
    ("returned", "reason"),
    [
        (None, "complete() must return a str, or a str and its token counts, not NoneType."),
        ((ANSWER, 3), "complete() must return a str, or a str and its token counts, not tuple."),
        ("\ud800", "complete() returned half a character, a lone surrogate. Decode its answer as UTF-8."),
    ],
)
def test_wrong_results(returned: object, reason: str) -> None:
    """A function that returns something else gets an error that says what it must return."""
    with pytest.raises(LLMError) as caught:
        extracted(lambda *_: returned)
    assert caught.value.reason == reason


async def awaited(*_: object) -> str:
    """Answer each question, for those who await it."""
    return ANSWER


class Awaited:
    """An object that is called like an async function."""

    async def __call__(self, *_: object) -> str:
        """Answer each question."""
        return ANSWER


@pytest.mark.parametrize("function", [awaited, functools.partial(awaited), Awaited()])
def test_an_async_function_is_refused(function: object) -> None:
    """A function that must be awaited is refused before it is called."""
    with pytest.raises(InvalidValueError, match="complete must be a plain function, not an async one"):
        LLMExtractor(complete=function)  # type: ignore[arg-type]


def test_a_function_that_returns_a_coroutine() -> None:
    """If only the result shows that it must be awaited, the article fails, and Python has nothing to warn about."""
    with pytest.raises(LLMError, match="not coroutine"):
        extracted(lambda *_: awaited())


def raising(error: BaseException) -> Complete:
    """Return a function that raises an error."""

    def complete(messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]) -> str:
        raise error

    return complete


def test_the_function_s_own_error_is_raised() -> None:
    """An error of the user's function reaches the user unchanged."""
    with pytest.raises(ZeroDivisionError, match="mine"):
        extracted(raising(ZeroDivisionError("mine")))


@pytest.mark.parametrize("error", [SystemExit(1), StopIteration(), KeyboardInterrupt()], ids=repr)
def test_an_error_that_would_end_the_program_fails_the_article(error: BaseException) -> None:
    """A function cannot end the program or let it wait forever."""
    with pytest.raises(RuntimeError, match=f"complete\\(\\) raised {type(error).__name__}"):
        extracted(raising(error))


def test_a_function_that_does_not_return() -> None:
    """An answer that does not come in time fails the article, and the thread does not hold up the program."""
    release = threading.Event()
    try:
        with pytest.raises(LLMError) as caught:
            extracted(lambda *_: release.wait(60), timeout=0.05)
    finally:
        release.set()
    assert caught.value.reason == "complete() took more than 0.05 seconds; timeout= sets the limit."


def test_a_pickled_extractor_starts_from_nothing_spent() -> None:
    """A copy has the same options and settings, and its own count of what was spent."""
    extractor = LLMExtractor("m", complete=complete, judge="model")
    Pipeline(extractor).extract(TEXT)
    copy = pickle.loads(pickle.dumps(extractor))
    assert copy.settings == extractor.settings
    assert (extractor.usage["requests"], copy.usage["requests"]) == (1, 0)


def test_the_total() -> None:
    """The total has the counts of all answers, and the time of the requests, which claim sets do not have."""
    extractor = LLMExtractor(complete=complete)
    list(Pipeline(extractor, taggers=[]).stream([TEXT, f"{TEXT} "]))
    total = dict(extractor.usage)
    seconds = total.pop("seconds")
    assert isinstance(seconds, float)
    assert total == {"requests": 2, "retries": 0, "prompt_tokens": 10, "completion_tokens": 4, "cached": 0}
