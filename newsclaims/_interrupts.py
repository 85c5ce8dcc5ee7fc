"""Finds out whether an error is a failure, or comes from an interrupt.

An interrupt that falls into native code can come out as another error. While numpy is imported, for example, it becomes
an `ImportError`, often without a trace of the interrupt. An article did not fail then: whoever pressed Ctrl-C wants to
stop. So a command notes each interrupt here, and what catches the errors of an article asks here first.
"""

__all__ = ["forget", "note", "raise_if_interrupt", "raise_noted"]

_noted: list[type[KeyboardInterrupt]] = []
"""The interrupts of the command that runs."""


def note(kind: type[KeyboardInterrupt]) -> None:
    """Note an interrupt.

    Args:
        kind: Its type.
    """
    _noted.append(kind)


def forget() -> None:
    """Forget all interrupts, because the command has ended."""
    _noted.clear()


def raise_noted(cause: Exception | None = None) -> None:
    """Raise the last interrupt that was noted; do nothing if there is none.

    Args:
        cause: The error in whose place it is raised.

    Raises:
        KeyboardInterrupt: If an interrupt was noted.
    """
    if _noted:
        raise _noted[-1] from cause


def raise_if_interrupt(error: Exception, handled: BaseException | None) -> None:
    """Raise an interrupt in the place of an error that it caused; do nothing for another error.

    Args:
        error: The error.
        handled: What was handled already when the work began. It is the context of each error, but caused none.

    Raises:
        KeyboardInterrupt: If an interrupt was noted, or the error arose from one.
    """
    raise_noted(error)
    seen: set[int] = set()
    before: BaseException | None = error
    while before is not None and before is not handled and id(before) not in seen:
        if isinstance(before, KeyboardInterrupt):
            raise KeyboardInterrupt from error
        seen.add(id(before))
        before = before.__context__ if before.__cause__ is None else before.__cause__
