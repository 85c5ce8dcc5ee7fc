"""An endpoint that does not work: when no question is asked, and when one is tried."""

import pytest

from newsclaims.extractors._llm.endpoint import AskingError, GivenUpError
from newsclaims.extractors._llm.health import Health

DOWN = AskingError("there is no connection.", general=True)


def is_refused(health: Health) -> bool:
    """Return whether a question is not asked."""
    try:
        health.check()
    except GivenUpError:
        return True
    return False


def test_some_failures_in_a_row() -> None:
    """The fifth failure in a row stops the questions, and an answer between them begins the count again."""
    health = Health()
    assert [health.failed(DOWN) for _ in range(4)] == [DOWN] * 4
    health.answered()
    assert [health.failed(DOWN) for _ in range(4)] == [DOWN] * 4
    assert not is_refused(health)
    last = health.failed(DOWN)
    assert (type(last), last.reason) == (GivenUpError, "there is no connection. It failed 5 times in a row.")
    with pytest.raises(GivenUpError, match=r"there is no connection\. It failed 5 times in a row\."):
        health.check()


def test_a_failure_that_every_article_will_have() -> None:
    """A wrong key stops the questions at once."""
    health = Health()
    wrong = GivenUpError("the key is wrong.", general=True)
    assert health.failed(wrong) is wrong
    with pytest.raises(GivenUpError, match=r"the key is wrong\."):
        health.check()


def test_failures_of_an_article_do_not_count() -> None:
    """What another article would not have too says nothing about the endpoint."""
    health = Health()
    for _ in range(9):
        health.failed(AskingError("the model refused to answer"))
    assert not is_refused(health)


def test_one_question_of_a_batch_is_tried() -> None:
    """Each batch begins with one question, and if that is answered, the others are asked too."""
    health = Health()
    for _ in range(5):
        health.failed(DOWN)
    health.begin()
    assert [is_refused(health), is_refused(health)] == [False, True]
    health.begin()
    assert not is_refused(health)
    health.answered()
    assert [is_refused(health), is_refused(health)] == [False, False]
