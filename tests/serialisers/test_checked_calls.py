"""Serialisers of other packages that break the protocol: an error names the package, and nothing else is affected."""

import io
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.running import run
from installing import Installer
from serialisers.samples import empty, sample

from newsclaims import _plugins as plugins
from newsclaims._model import ClaimSet
from newsclaims.errors import FileError, FormatError, PluginResultError
from newsclaims.serialisers import dump, dumps, load, loads

CODE = """
import json
from newsclaims.errors import FormatError
class Mine:
    name = 'mine'
    suffixes = ('.mine',)
    media_type = 'text/mine'
    layout = {layout!r}
    def dump(self, claimsets, target):
        {dump}
    def load(self, source, *, articles=None):
        {load}
"""


@pytest.fixture
def mine(install: Installer) -> Callable[..., None]:
    """Return a function that installs the package `acme` with a serialiser `mine` with the given methods."""

    def put(dump: str = "pass", load: str = "return iter(())", layout: str = "stream") -> None:
        install("acme", CODE.format(dump=dump, load=load, layout=layout), "serialiser", mine="Mine")

    return put


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("target.write('text')", "it raised TypeError: a bytes-like object is required, not 'str'"),
        ("for c in claimsets: c.headline", "it raised AttributeError: 'ClaimSet' object has no attribute 'headline'"),
        ("raise KeyError('x')", "it raised KeyError: 'x'"),
        ("raise SystemExit(3)", "it raised SystemExit: 3"),
        (
            "return (c.to_bytes('json') for c in claimsets)",
            "dump must write to its target, but it returned a generator",
        ),
        ("target.close()", "it closed a stream that it did not open"),
    ],
)
def test_faults_in_writing(mine: Callable[..., None], tmp_path: Path, code: str, words: str) -> None:
    """The error names the package and the fault; an existing file keeps its content."""
    mine(dump=code)
    path = tmp_path / "a.mine"
    path.write_bytes(b"old")
    calls: tuple[Callable[[], object], ...] = (
        lambda: dumps(sample(), "mine"),
        lambda: dump(sample(), path),
        lambda: dump([sample()], io.BytesIO(), format="acme:mine"),
    )
    for call in calls:
        with pytest.raises(PluginResultError) as caught:
            call()
        assert str(caught.value).startswith(f"serialiser 'mine' (acme) broke its contract: {words}")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert path.read_bytes() == b"old"
    assert loads(dumps(sample())) == [sample()]


def test_the_cause_is_kept(mine: Callable[..., None]) -> None:
    """The original error is the cause, with its traceback, in `to` and `to_bytes` as well."""
    mine(dump="raise KeyError('x')")
    for call in (lambda: dumps(sample(), "mine"), lambda: sample().to("mine"), lambda: sample().to_bytes("mine")):
        with pytest.raises(PluginResultError) as caught:
            call()
        assert isinstance(caught.value.__cause__, KeyError)
        assert caught.value.__cause__.__traceback__ is not None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("return None", "load must return an iterator of claim sets, not NoneType"),
        ("return 'claims'", "load must return an iterator of claim sets, not str"),
        ("return {}", "load must return an iterator of claim sets, not dict"),
        ("yield {'claims': []}", "load must yield claim sets, but item 0 is a dict"),
        ("yield from [None]", "load must yield claim sets, but item 0 is a NoneType"),
        ("yield json.loads(source.read())", "it raised JSONDecodeError: "),
        ("return json.loads(source.read())", "it raised JSONDecodeError: "),
        ("raise SystemExit", "it raised SystemExit"),
    ],
)
def test_faults_in_reading(mine: Callable[..., None], tmp_path: Path, code: str, words: str) -> None:
    """A wrong result or an error is reported with the name of the package."""
    mine(load=code)
    path = tmp_path / "a.mine"
    path.write_bytes(b"{")
    calls: tuple[Callable[[], object], ...] = (
        lambda: loads("{", "mine"),
        lambda: list(load(path)),
        lambda: list(load(io.BytesIO(b"{"), format="mine")),
    )
    for call in calls:
        with pytest.raises(PluginResultError) as caught:
            call()
        assert str(caught.value).startswith(f"serialiser 'mine' (acme) broke its contract: {words}")


def test_claim_sets_before_a_fault_are_returned(mine: Callable[..., None]) -> None:
    """A reader that fails half-way returns the claim sets before the fault."""
    mine(load="import newsclaims as nc; yield from nc.load(source, format='jsonl'); 1 / 0")
    found: list[ClaimSet] = []
    with pytest.raises(PluginResultError, match="it raised ZeroDivisionError: division by zero"):
        found.extend(load(io.BytesIO(dumps([sample(), empty()], "jsonl").encode()), format="mine"))
    assert found == [sample(), empty()]


@pytest.mark.parametrize("layout", plugins.LAYOUTS)
@pytest.mark.parametrize(
    ("code", "error"),
    [("raise FormatError('mine', 'odd', 3)", FormatError), ("open('/nowhere/at/all')", OSError)],
)
def test_errors_of_newsclaims_and_of_the_system_pass(
    mine: Callable[..., None], tmp_path: Path, layout: str, code: str, error: type[Exception]
) -> None:
    """An error of newsclaims or of the system describes a file, so the package is not blamed."""
    mine(dump=code, load=code, layout=layout)
    (tmp_path / "a.mine").touch()
    for call in (lambda: list(load(tmp_path / "a.mine")), lambda: dump(sample(), tmp_path / "b.mine")):
        with pytest.raises(error) as caught:
            call()
        assert not isinstance(caught.value, PluginResultError)
        notes = getattr(caught.value, "__notes__", [])
        assert notes == (["raised by serialiser 'mine' of acme"] if error is OSError else [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise OSError(28, 'the cloud is full')", "raised by serialiser 'mine' of acme: the cloud is full."),
        ("open('/nowhere/at/all')", "/nowhere/at/all: No such file or directory."),
    ],
)
def test_the_command_names_the_origin_of_a_system_error(
    mine: Callable[..., None], tmp_path: Path, code: str, words: str
) -> None:
    """A system error of a serialiser is not reported as one of standard output."""
    mine(dump=code)
    dump(sample(), tmp_path / "a.jsonl")
    done = run("convert", str(tmp_path / "a.jsonl"), "-", "--to", "mine")
    assert (done.exit_code, done.stderr) == (1, f"newsclaims: error: {words}\n")


@pytest.mark.parametrize("code", ["list(claimsets)", "try: list(claimsets)\n        except Exception: pass"])
def test_an_error_of_the_claims_is_not_the_serialisers(mine: Callable[..., None], code: str) -> None:
    """An error of the claim sets' iterator is raised unchanged, even if the serialiser catches it."""
    mine(dump=code)

    def failing() -> Iterator[ClaimSet]:
        """Fail after one."""
        yield sample()
        raise ZeroDivisionError("mine own") from KeyError("why")

    with pytest.raises(ZeroDivisionError, match="mine own") as caught:
        dump(failing(), io.BytesIO(), format="mine")
    assert isinstance(caught.value.__cause__, KeyError)


def test_errors_of_a_registered_object_are_not_wrapped() -> None:
    """A registered object's own errors are raised unchanged; a wrong result is an error that names its class."""

    class Own:
        """A serialiser of the user."""

        name, suffixes, media_type, layout = "own", (), "text/own", "stream"

        def dump(self, *_args: object) -> None:
            """Fail."""
            raise KeyError("x")

        def load(self, *_args: object, **_options: object) -> None:
            """Return None."""

    plugins.register("serialiser", Own())
    try:
        with pytest.raises(KeyError):
            dumps(sample(), "own")
        with pytest.raises(PluginResultError, match=r"serialiser 'own' \(.*Own\) broke its contract: load must return"):
            loads("", "own")
    finally:
        plugins.unregister("serialiser", "own")


def test_a_missing_file_is_a_file_error(mine: Callable[..., None]) -> None:
    """The path is checked before the serialiser is called."""
    mine()
    with pytest.raises(FileError):
        load("nowhere.mine")
