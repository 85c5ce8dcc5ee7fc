"""The position inside a piece of work."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._progress.position import Position, current, following, known_length, portion, steps


class Followed:
    """A position with all the shares that it was at."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        self.failures = 0
        self.position = Position(self.shares.append, self._failed)

    def _failed(self) -> None:
        self.failures += 1


def test_steps_cost_nothing_if_nobody_follows() -> None:
    """Without a follower, the items themselves are returned."""
    items = [1, 2]
    assert steps(items) is items
    with portion(0, 1):
        assert current() is None


def test_each_step_is_an_equal_share() -> None:
    """The position is at the beginning of the step that is worked on, and at last at the end."""
    followed = Followed()
    with following(followed.position):
        assert list(steps("abcd")) == list("abcd")
    assert followed.shares == [0, 0.25, 0.5, 0.75, 1]
    assert current() is None


def test_a_loop_inside_a_step_divides_it() -> None:
    """Loops and portions inside others divide their share, and the position never goes back."""
    followed = Followed()
    with following(followed.position):
        with portion(0, 0.5):
            for _ in steps([1, 2]):
                list(steps("ab"))
        with portion(0.5, 1):
            list(steps("ab"))
    assert followed.shares == sorted(followed.shares)
    assert {0, 0.125, 0.25, 0.375, 0.5, 0.75, 1} == set(followed.shares)


def test_items_are_not_read_ahead() -> None:
    """An item is taken when it is asked for; the total can be given, or the items have none and are not counted."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(3):
            taken.append(n)
            yield n

    followed = Followed()
    with following(followed.position):
        for n in steps(items(), 3):
            assert taken == list(range(n + 1))
        assert list(steps(items())) == [0, 1, 2]
    assert followed.shares == [0, 1 / 3, 2 / 3, 1]


@given(st.integers(0, 6), st.integers(0, 9))
def test_a_wrong_total_does_no_harm(count: int, total: int) -> None:
    """All items come, and the position stays within the work, whatever the total says."""
    followed = Followed()
    with following(followed.position):
        assert list(steps(range(count), total)) == list(range(count))
    assert all(0 <= share <= 1 for share in followed.shares)


def test_a_loop_that_ends_early_ends_the_loops_inside() -> None:
    """After an error inside a loop, the next step begins where it should."""
    followed = Followed()
    with following(followed.position):
        kept = []
        for n in steps([1, 2, 3, 4]):
            inner = iter(steps("ab"))
            next(inner)
            if n == 1:
                kept.append(inner)  # like a traceback that keeps the generator
    assert {0, 0.25, 0.5, 0.75, 1} == set(followed.shares)


def test_a_loop_outlives_the_part_that_it_began_in() -> None:
    """A generator that goes on after its part of the work has ended reports nothing more."""
    followed = Followed()
    with following(followed.position):
        with portion(0, 0.5):
            loop = iter(steps("abc"))
            next(loop)
        with portion(0.5, 1):
            seen = [*followed.shares]
            assert list(loop) == ["b", "c"]
            assert followed.shares == seen
    assert followed.shares == sorted(followed.shares)


def test_other_threads_do_not_report() -> None:
    """A thread without the context returns its items as they are."""
    followed, found = Followed(), []
    items = [1]
    with following(followed.position):
        thread = threading.Thread(target=lambda: found.append(steps(items)))
        thread.start()
        thread.join()
    assert found[0] is items
    assert followed.shares == []


class Odd:
    """An object whose length cannot be told."""

    def __len__(self) -> int:
        raise RuntimeError

    def __iter__(self) -> Iterator[int]:
        return iter(())


@pytest.mark.parametrize(("items", "length"), [([1], 1), (iter([1, 2]), 2), ((n for n in "ab"), None), (Odd(), None)])
def test_a_length_is_known_or_not(items: object, length: int | None) -> None:
    """A length comes from the items without reading them, and no error comes with it."""
    assert known_length(items) == length
