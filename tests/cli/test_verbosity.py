"""The option `--verbose`."""

import logging
from pathlib import Path

import pytest
from cli.running import extracted, run


def test_verbose_says_what_is_done(rain: str, tmp_path: Path) -> None:
    """-v writes what begins, what ends and which files are written to standard error, and not the article."""
    target = str(tmp_path / "a.jsonl")
    done = run("-v", "extract", "--extractor", "scripted", rain, "-o", target)
    assert done.exit_code == 0
    assert "newsclaims: info: stream begins, Pipeline(extractor='scripted'" in done.stderr
    assert f"newsclaims: info: wrote jsonl to {target}, claim sets: 1\n" in done.stderr
    assert "debug" not in done.stderr
    assert "rained" not in done.stderr


def test_more_verbose_says_more(rain: str) -> None:
    """-vv names the readers, the batches and each article."""
    done = run("-vv", "extract", "--extractor", "scripted", rain, "-f", "csv")
    assert f"newsclaims: debug: reading {rain} with the reader 'text'\n" in done.stderr
    assert "newsclaims: debug: article 'rain', claims: 2\n" in done.stderr


def test_without_the_option_nothing_is_said(rain: str) -> None:
    """By default the log is silent, even if an article fails, and it is silent again after a verbose command."""
    log = logging.getLogger("newsclaims")
    before = (log.level, list(log.handlers))
    run("-vv", "extract", "--extractor", "scripted", rain, "-f", "csv")
    assert (log.level, list(log.handlers)) == before
    done = extracted("-f", "csv", given=b"BOOM")
    assert done.stderr == "newsclaims: error: standard input: ValueError: invalid literal for int() with base 10: 'x'\n"


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_the_option_stands_before_the_command(option: str) -> None:
    """The option belongs to `newsclaims`, and works with each command."""
    assert run(option, "plugins").exit_code == 0
    assert run("plugins", option).exit_code == 2


def test_a_record_that_cannot_be_written_does_no_harm(
    rain: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A record with wrong arguments is reported as by logging's own handlers, and the command goes on."""
    monkeypatch.setattr("newsclaims._cli.verbosity.inform", lambda _line: 1 / 0)
    monkeypatch.setattr("logging.raiseExceptions", False)
    assert run("-v", "extract", "--extractor", "scripted", rain, "-f", "csv").exit_code == 0
    assert capfd.readouterr().err == ""
