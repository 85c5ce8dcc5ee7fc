"""Tests of the lines that say which tests did not run."""

import skipped


def test_nothing_to_say() -> None:
    """A run without skips gets no line."""
    assert skipped.lines([], slow=0) == []


def test_missing_extras_are_one_line() -> None:
    """Skips for missing extras are one line with the command that installs all of them, each extra once."""
    reasons = ["needs newsclaims[html]", "needs newsclaims[arrow,cas]", "needs newsclaims[html]"]
    (line,) = skipped.lines(reasons, slow=0)
    assert line == '3 skips need extras. To run these tests too: pip install -e ".[test,arrow,cas,html]"'


def test_other_reasons_are_counted() -> None:
    """Every other reason is one line with the number of its skips, the most frequent first."""
    assert skipped.lines(["needs links", "needs fork", "needs fork"], slow=0) == [
        "2 skipped: needs fork",
        "1 skipped: needs links",
    ]


def test_slow_tests() -> None:
    """The number of slow tests that were left out comes with the option that runs them."""
    assert skipped.lines([], slow=1234) == ["1,234 slow tests were left out. To run them too: pytest --slow"]
