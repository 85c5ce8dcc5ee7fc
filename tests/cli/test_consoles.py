"""What the command writes to consoles and pipes whose encoding does not have every character, as on Windows."""

import errno
import json
import os
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsclaims import _plugins as plugins
from newsclaims._cli import _reader_has_gone, cli
from newsclaims.serialisers import load
from newsclaims.testing import ScriptedExtractor

TEXT = "“Ann” said it rained. Bób denied that it ☃ rained 😀.\r\nΩμέγα was silent.\r\n"
SCRIPT = [("“Ann”", "said", "it rained"), ("Bób", "denied", "that it ☃ rained 😀")]
ENCODINGS = ["ascii", "cp1252", "cp437", "cp850"]
"""That of a pipe without a locale, of pipes on Windows, and of its consoles in America and Europe."""
FORMATS = ["json", "jsonl", "csv", "jsonld", "markdown", "html", "conll", "webannotation", "doccano", "prodigy"]


@pytest.fixture(autouse=True)
def _odd_claims(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register an extractor called `odd` that finds claims with odd characters."""
    plugins.register("extractor", ScriptedExtractor(SCRIPT), name="odd")
    yield
    plugins.unregister("extractor", "odd")


@pytest.fixture
def odd(tmp_path: Path) -> str:
    """Write a file whose name and text have characters that few encodings have."""
    path = tmp_path / "Ωμέγα ☃.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


def on(encoding: str, *arguments: str, given: bytes = b"") -> Result:
    """Run the command with standard streams in an encoding; standard output raises an error for other characters."""
    return CliRunner(charset=encoding).invoke(cli, arguments, input=given)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_shows_every_claim(encoding: str, odd: str) -> None:
    """Characters that a console does not have are escapes, and no claim is lost."""
    done = on(encoding, "extract", "--extractor", "odd", odd)
    assert (done.exit_code, done.stderr_bytes) == (0, b"")
    shown = done.stdout_bytes.decode(encoding)
    assert shown.splitlines()[0].endswith(r"\u2603: 2 claims")
    assert "it rained" in shown
    assert "that it \\u2603" in " ".join(shown.split())


@pytest.mark.parametrize("format", FORMATS)
def test_formats_are_utf_8_on_every_console(format: str, odd: str, tmp_path: Path) -> None:
    """Standard output has the same bytes as a file, whatever its encoding is; there is no other line end."""
    arguments = ("extract", "--extractor", "odd", odd, "-f", format)
    done = on("cp437", *arguments)
    assert done.exit_code == 0
    written = tmp_path / f"claims.{format}"
    assert on("ascii", *arguments, "-o", str(written)).exit_code == 0
    files = [written] if written.is_file() else list(written.iterdir())
    assert [path.read_bytes() for path in files] == [done.stdout_bytes]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_errors_help_and_lists_are_shown(encoding: str, odd: str, tmp_path: Path) -> None:
    """Messages, logs, the help and the list of plug-ins need no character that a console does not have."""
    done = on(encoding, "-v", "extract", "--extractor", "odd", odd, str(tmp_path / "Щ.txt"))
    assert done.exit_code == 1
    # click writes UTF-8 where it is told of ASCII.
    name = "Щ" if encoding == "ascii" else "\\u0429"
    assert f"{name}.txt: there is no such file or folder".encode() in done.stderr_bytes
    for arguments in (("--help",), ("extract", "--help"), ("run", "--help"), ("view", "--help"), ("plugins",)):
        assert on(encoding, *arguments).exit_code == 0


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_the_place_of_a_page_is_shown(system: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the place is text, with escapes if need be; elsewhere it is the bytes of the name."""
    monkeypatch.setattr(webbrowser, "open", lambda _address: True)
    monkeypatch.setattr(sys.modules["newsclaims._cli.view"], "sys", _System(system))
    page = tmp_path / "☃.html"
    done = on("cp1252", "view", "--extractor", "odd", odd, "-o", str(page))
    assert done.exit_code == 0
    assert page.exists()
    name = "\\u2603.html" if system == "win32" else os.fsencode("☃.html").decode("cp1252", "replace")
    assert done.stdout_bytes.decode("cp1252", "replace").rstrip("\r\n").endswith(name)


class _System:
    """The module `sys` with another name of the system."""

    def __init__(self, platform: str) -> None:
        self.platform = platform


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_is_read_as_it_comes(encoding: str) -> None:
    """Text from a pipe with a byte order mark and with line ends of Windows has exact spans."""
    arguments = ("extract", "--extractor", "odd", "-f", "jsonl", "-")
    done = on("cp437", *arguments, given=TEXT.encode(encoding))
    assert done.exit_code == 0
    record = json.loads(done.stdout_bytes)
    assert record["article"]["text"] == TEXT
    assert len(record["claims"]) == len(SCRIPT)


@pytest.mark.slow
def test_a_process_with_a_narrow_encoding_writes_everything(odd: str, tmp_path: Path) -> None:
    """A real process with the encoding of a console, and without UTF-8 anywhere, writes a table and claims."""
    unlike = {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0", "LC_ALL": "C", "COLUMNS": "100"}
    for arguments in ([], ["-o", str(tmp_path / "claims.jsonl")]):
        command = [sys.executable, "-m", "newsclaims", "extract", "--extractor", "rules", odd, *arguments]
        done = subprocess.run(command, env={**os.environ, **unlike}, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert not arguments or not done.stdout
        assert arguments or b"\\u2603" in done.stdout
    [claimset] = load(tmp_path / "claims.jsonl")
    assert claimset.article.text == TEXT


def test_a_reader_that_closes_its_pipe_is_known_on_every_system() -> None:
    """Windows calls it an invalid argument; elsewhere that is an error like any other."""
    invalid = OSError(errno.EINVAL, "Invalid argument")
    assert _reader_has_gone(BrokenPipeError(), "linux")
    assert _reader_has_gone(BrokenPipeError(), "win32")
    assert _reader_has_gone(invalid, "win32")
    assert not _reader_has_gone(invalid, "linux")
    assert not _reader_has_gone(OSError(errno.ENOSPC, "No space left"), "win32")
