"""An error that an interrupt caused counts as the interrupt, and other errors stay failures."""

from collections.abc import Iterator

import pytest

from newsclaims import _interrupts as interrupts


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Forget the interrupts of a test."""
    yield
    interrupts.forget()


class Requested(KeyboardInterrupt):
    """An interrupt of its own kind."""


def error_after(before: BaseException, link: str = "__cause__") -> Exception:
    """Return an error that arose from another one, or while it was handled."""
    error = ImportError("initialization failed")
    setattr(error, link, before)
    return error


def test_a_noted_interrupt_takes_the_place_of_an_error() -> None:
    """After an interrupt, an error without a trace of it is the interrupt, of the kind that came last."""
    error = ImportError("initialization failed")
    interrupts.note(KeyboardInterrupt)
    interrupts.note(Requested)
    with pytest.raises(Requested) as caught:
        interrupts.raise_if_interrupt(error, None)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("link", ["__cause__", "__context__"])
def test_an_error_from_an_interrupt_is_the_interrupt(link: str) -> None:
    """If nobody noted the interrupt, as in a notebook, the causes and contexts of the error show it."""
    error = error_after(error_after(KeyboardInterrupt(), link))
    with pytest.raises(KeyboardInterrupt) as caught:
        interrupts.raise_if_interrupt(error, None)
    assert caught.value.__cause__ is error


def test_another_error_is_a_failure() -> None:
    """An error without an interrupt before it is left alone, also if its causes form a ring."""
    error = error_after(ValueError())
    interrupts.raise_if_interrupt(error, None)
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    interrupts.raise_if_interrupt(first, None)


def test_what_was_handled_before_is_no_cause() -> None:
    """An interrupt that the caller was handling when the work began did not cause the error."""
    interrupt = KeyboardInterrupt()
    interrupts.raise_if_interrupt(error_after(interrupt, "__context__"), interrupt)


def test_forgotten_interrupts_do_not_count() -> None:
    """The next command does not see the interrupts of this one."""
    interrupts.note(KeyboardInterrupt)
    interrupts.forget()
    interrupts.raise_noted()
    interrupts.raise_if_interrupt(ValueError(), None)
