"""Serialisers of other packages that do not keep the protocol: an error names the package, and nothing else suffers."""

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
    """Return a function that installs the package `acme` with a serialiser `mine` of what its methods do."""

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
            "dump must write to its target, and it returned a generator",
        ),
        ("target.close()", "it closed a stream that it did not open"),
    ],
)
def test_faults_in_writing(mine: Callable[..., None], tmp_path: Path, code: str, words: str) -> None:
    """Whatever goes wrong, the error names the package and what it did; a file keeps what it had."""
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
    """What was raised is the cause, with its traceback; in `to` and `to_bytes` as well."""
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
        ("yield {'claims': []}", "item 0 that load yielded is a dict"),
        ("yield from [None]", "item 0 that load yielded is a NoneType"),
        ("yield json.loads(source.read())", "it raised JSONDecodeError: "),
        ("return json.loads(source.read())", "it raised JSONDecodeError: "),
        ("raise SystemExit", "it raised SystemExit"),
    ],
)
def test_faults_in_reading(mine: Callable[..., None], tmp_path: Path, code: str, words: str) -> None:
    """Whatever comes back that is no claim set, or is raised, the error names the package."""
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


def test_what_came_before_a_fault_is_there(mine: Callable[..., None]) -> None:
    """A reader that dies half-way has given what it had."""
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
def test_errors_of_ours_and_of_the_system_pass(
    mine: Callable[..., None], tmp_path: Path, layout: str, code: str, error: type[Exception]
) -> None:
    """They say what is wrong with a file, which is no fault of the package."""
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
def test_the_command_says_whose_an_error_of_the_system_is(
    mine: Callable[..., None], tmp_path: Path, code: str, words: str
) -> None:
    """It is not taken for one of standard output."""
    mine(dump=code)
    dump(sample(), tmp_path / "a.jsonl")
    done = run("convert", str(tmp_path / "a.jsonl"), "-", "--to", "mine")
    assert (done.exit_code, done.stderr) == (1, f"newsclaims: error: {words}\n")


@pytest.mark.parametrize("code", ["list(claimsets)", "try: list(claimsets)\n        except Exception: pass"])
def test_an_error_of_the_claims_is_not_the_serialisers(mine: Callable[..., None], code: str) -> None:
    """What the iterator of claim sets raises comes out as it was raised, even if the serialiser swallows it."""
    mine(dump=code)

    def failing() -> Iterator[ClaimSet]:
        """Fail after one."""
        yield sample()
        raise ZeroDivisionError("mine own") from KeyError("why")

    with pytest.raises(ZeroDivisionError, match="mine own") as caught:
        dump(failing(), io.BytesIO(), format="mine")
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_object_of_no_package_raises_what_it_raises() -> None:
    """Who registers an object looks for the error that it raises; nonsense names its class."""

    class Own:
        """A serialiser of the user's own."""

        name, suffixes, media_type, layout = "own", (), "text/own", "stream"

        def dump(self, *_args: object) -> None:
            """Fail."""
            raise KeyError("x")

        def load(self, *_args: object, **_options: object) -> None:
            """Give nothing."""

    plugins.register("serialiser", Own())
    try:
        with pytest.raises(KeyError):
            dumps(sample(), "own")
        with pytest.raises(PluginResultError, match=r"serialiser 'own' \(.*Own\) broke its contract: load must return"):
            loads("", "own")
    finally:
        plugins.unregister("serialiser", "own")


def test_a_file_that_is_not_there_is_still_that(mine: Callable[..., None]) -> None:
    """Our own look at the path comes first."""
    mine()
    with pytest.raises(FileError):
        load("nowhere.mine")
