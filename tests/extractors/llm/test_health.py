"""An endpoint that does not work: when it is not asked, and when it is asked again."""

import pytest

from newsclaims.extractors._llm.endpoint import AskingError
from newsclaims.extractors._llm.health import Health

DOWN = AskingError("there is no connection.", general=True)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def is_refused(health: Health) -> bool:
    """Return whether a question is not asked."""
    try:
        health.check()
    except AskingError:
        return True
    return False


def test_some_failures_in_a_row() -> None:
    """The fifth failure in a row stops the questions, and an answer between them begins the count again."""
    health = Health(Clock())
    for _ in range(4):
        health.failed(DOWN)
    health.answered()
    for _ in range(4):
        health.failed(DOWN)
    assert not is_refused(health)
    health.failed(DOWN)
    with pytest.raises(AskingError, match=r"it failed 5 times in a row\. Its last failure: there is no") as caught:
        health.check()
    assert not caught.value.general


def test_failures_of_an_article_do_not_count() -> None:
    """What another article would not have too says nothing about the endpoint."""
    health = Health(Clock())
    for _ in range(9):
        health.failed(AskingError("the model refused to answer"))
    assert not is_refused(health)


def test_one_question_is_asked_after_a_while() -> None:
    """After a pause one question is let through; if it fails, the pause begins again, and if not, all are."""
    clock = Clock()
    health = Health(clock)
    for _ in range(5):
        health.failed(DOWN)
    clock.now = 29
    assert is_refused(health)
    clock.now = 31
    assert [is_refused(health), is_refused(health)] == [False, True]
    clock.now = 40
    health.failed(DOWN)
    clock.now = 69
    assert is_refused(health)
    clock.now = 71
    assert not is_refused(health)
    health.answered()
    assert [is_refused(health), is_refused(health)] == [False, False]
