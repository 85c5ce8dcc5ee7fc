"""A model's files: every fault is reported with what to do."""

import hashlib
import shutil
from pathlib import Path

import pytest
from encoder.given import MODEL, Change, model_in, replace, with_settings

from newsclaims._encoder import Cutting, read_bundle
from newsclaims._encoder.bundle import FILES, SETTINGS
from newsclaims.errors import FileError, FormatError, NewsClaimsError, UndecodableError

REMEDY = r"Install newsclaims again, or export the model again with training/export\.py\."


def test_the_model_of_the_package_is_whole() -> None:
    """Every file of the package's model matches its digest in the settings."""
    bundle = read_bundle(MODEL)
    for name in FILES:
        assert hashlib.sha256(bundle.read(name)).hexdigest() == bundle.settings.files[name]
    assert bundle.digest == hashlib.sha256((MODEL / SETTINGS).read_bytes()).hexdigest()
    given = bundle.settings.cutting
    assert bundle.cutting == Cutting(given.reach, given.longest, given.context)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("where", [0, -1])
def test_a_damaged_file(tmp_path: Path, name: str, where: int) -> None:
    """A single changed byte is detected, and the message names the file."""
    folder = model_in(tmp_path / "model")
    data = bytearray((MODEL / name).read_bytes())
    data[where] ^= 1
    replace(folder / name, bytes(data))
    with pytest.raises(FormatError, match=f"its SHA-256 is not the one in settings.json: it is damaged.*{REMEDY}") as e:
        read_bundle(folder).read(name)
    assert e.value.source == str(folder / name)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    """The message names the missing file."""
    folder = model_in(tmp_path / "model")
    (folder / name).unlink()
    bundle = read_bundle(folder)
    with pytest.raises(FileError, match=f"No such file or directory. {REMEDY}") as caught:
        bundle.read(name)
    assert caught.value.path == str(folder / name)


def test_the_other_files_are_still_read(tmp_path: Path) -> None:
    """Each file is read only when it is needed, so a damaged one does not affect the others."""
    folder = model_in(tmp_path / "model")
    replace(folder / FILES[0], b"")
    assert read_bundle(folder).read(FILES[1]) == (MODEL / FILES[1]).read_bytes()


def test_no_folder(tmp_path: Path) -> None:
    """A path that does not exist or is a file is reported as not a folder."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("nowhere", "file"):
        with pytest.raises(
            FileError, match=r"not a folder\. A model of the extractor neural is a folder that training/export\.py"
        ):
            read_bundle(tmp_path / name)


def test_a_folder_without_settings(tmp_path: Path) -> None:
    """A folder without settings has a message of its own."""
    with pytest.raises(
        FileError, match=r"a folder without settings\.json\. A model of the extractor neural is a folder"
    ) as e:
        read_bundle(tmp_path)
    assert e.value.path == str(tmp_path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file: Invalid JSON"),
        (b"version = 1", "the file: Invalid JSON"),
        (b"[]", "the file: Input should be an object"),
        (b"{}", "version: Field required"),
    ],
)
def test_settings_that_are_not_settings(tmp_path: Path, data: bytes, words: str) -> None:
    """Settings that are not a JSON object are refused with the reason."""
    folder = model_in(tmp_path / "model")
    replace(folder / SETTINGS, data)
    with pytest.raises(FormatError, match=f"not valid newsclaims model: {words}.*{REMEDY}") as caught:
        read_bundle(folder)
    assert caught.value.source == str(folder / SETTINGS)


def test_settings_in_another_encoding(tmp_path: Path) -> None:
    """Settings that are not UTF-8 are refused with the position."""
    folder = model_in(tmp_path / "model")
    replace(folder / SETTINGS, b'{"name": "mod\xe8le"}')
    with pytest.raises(UndecodableError, match="byte 0xe8 at position 13"):
        read_bundle(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.pop("cutting"), f"cutting: Field required.*{REMEDY}"),
        (lambda s: s["finding"].pop("threshold"), rf"finding\.threshold: Field required.*{REMEDY}"),
        (lambda s: s["finding"].update(threshold=1.5), rf"finding\.threshold: Input should be less.*{REMEDY}"),
        (lambda s: s["cutting"].update(longest=0), rf"cutting\.longest: Input should be greater.*{REMEDY}"),
        (lambda s: s["cutting"].update(longest="far"), rf"cutting\.longest: Input should be a valid int.*{REMEDY}"),
        (
            lambda s: s["cutting"].update(longest=320, context=81),
            rf"cutting: the longest window with its context on both sides has 482 pieces, but at most 480.*{REMEDY}",
        ),
        (lambda s: s.update(mood="good"), f"mood: Extra inputs are not permitted.*{REMEDY}"),
        (lambda s: s["files"].update({FILES[0]: "0" * 63}), rf"files\.encoder\.onnx: String should match.*{REMEDY}"),
        (lambda s: s["files"].pop("roles.onnx"), rf"files: no digest for roles\.onnx\. {REMEDY}"),
        (
            lambda s: s["files"].clear(),
            rf"no digest for encoder\.onnx, roles\.onnx, tokenizer\.json, verdicts\.onnx\. {REMEDY}",
        ),
        (
            lambda s: s.update(version=4),
            r"its version is 4, but this version of newsclaims reads 3\. Update newsclaims\.",
        ),
        (
            lambda s: s.update(version=2),
            r"its version is 2, but this version of newsclaims reads 3\. Train and export it again with training/\.",
        ),
    ],
)
def test_settings_that_do_not_fit(tmp_path: Path, change: Change, words: str) -> None:
    """The message names the wrong field and says what to do."""
    folder = with_settings(tmp_path / "model", change)
    with pytest.raises(FormatError, match=words) as caught:
        read_bundle(folder)
    assert isinstance(caught.value, NewsClaimsError)
    assert caught.value.source == str(folder / SETTINGS)


def test_settings_of_a_later_version(tmp_path: Path) -> None:
    """An unknown version is reported before unknown fields."""
    folder = with_settings(tmp_path / "model", lambda s: s.update(version=4, mood="good"))
    with pytest.raises(FormatError, match=r"its version is 4, .*Update newsclaims\."):
        read_bundle(folder)


def test_a_sign_without_a_weight(tmp_path: Path) -> None:
    """Settings without a weight for every sign are refused when they are read, not during extraction."""
    from newsclaims.extractors._neural import NeuralExtractor

    folder = with_settings(tmp_path / "model", lambda s: s["finding"]["weights"].popitem())
    with pytest.raises(FormatError, match="weights"):
        NeuralExtractor(folder)


def test_the_digest_names_the_model(tmp_path: Path) -> None:
    """The digest is the same in any folder, and different for any other settings."""
    digest = read_bundle(MODEL).digest
    assert read_bundle(Path(shutil.copytree(MODEL, tmp_path / "copy"))).digest == digest
    others = [
        with_settings(tmp_path / "a", lambda s: s["finding"].update(threshold=0.5)),
        with_settings(tmp_path / "b", lambda s: s["cutting"].update(context=23)),
        with_settings(tmp_path / "c", lambda s: s["files"].update({FILES[0]: "0" * 64})),
    ]
    assert len({digest, *(read_bundle(folder).digest for folder in others)}) == 4
