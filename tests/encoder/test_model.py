"""Running the model: it is loaded once, shared, and gives the same result each time."""

import hashlib
import json
import os
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from encoder.given import MODEL, Change, model_in, reading, replace, with_file, with_settings

from newsclaims._encoder import Encoder, Features, Seen, Window, model
from newsclaims.errors import FileError, FormatError
from newsclaims.text import WordRange

ENCODER = Encoder(MODEL)
PLAIN = "The harbour master said that the quay was unsafe."
ARRAYS = ("cue", "role", "word", "cue_first", "cue_last", "sense")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders whose models are loaded from now on, starting with none loaded."""
    loaded: list[Path] = []
    load = model._load

    def counted(bundle: Any) -> Any:
        loaded.append(bundle.folder)
        return load(bundle)

    monkeypatch.setattr(model, "_loaded", {})
    monkeypatch.setattr(model, "_load", counted)
    return loaded


def seen(text: str, encoder: Encoder = ENCODER) -> tuple[Features, Window, Seen]:
    """Return the model's output for the only window of a text."""
    features = encoder.features(reading(text))
    [window] = encoder.windows(features)
    read = output(features, window, encoder)
    encoder.keep(features, [window], [read])
    return features, window, read


def output(features: Features, window: Window, encoder: Encoder = ENCODER) -> Seen:
    """Return the model's output for a window."""
    [given] = encoder.inputs(features, [window])
    return encoder.run(given)


def assert_same(one: Seen, other: Seen) -> None:
    """Check that two outputs are equal, bit by bit."""
    for name in ARRAYS:
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_a_row_a_word() -> None:
    """Every output for a window has one row for each of its words, with finite numbers."""
    features, _, read = seen(PLAIN)
    for name in ARRAYS:
        array = getattr(read, name)
        assert array.shape[0] == len(features)
        assert array.dtype == np.float32
        assert np.isfinite(array).all()


def test_the_longest_window_fits(tmp_path: Path) -> None:
    """The network reads the longest window that settings allow, with as many pieces a word as possible."""
    cuttings = {"reach": 1, "longest": 320, "context": 80}
    encoder = Encoder(with_settings(tmp_path / "model", lambda s: s.update(cutting=cuttings)))
    features = encoder.features(reading(" ".join(["xqz" * 30] * 200)))
    windows = encoder.windows(features)
    sizes = [sum(map(len, features.pieces[window.first : window.last])) for window in windows]
    assert max(sizes) > 460
    for window in windows:
        assert np.isfinite(output(features, window, encoder).cue).all()


def test_equal_windows_give_equal_output() -> None:
    """The output for a window is the same each time, and from any encoder of the same folder."""
    _, _, first = seen(PLAIN)
    assert_same(first, seen(PLAIN)[2])
    assert_same(first, seen(PLAIN, Encoder(MODEL))[2])


def test_the_context_of_a_window_does_not_matter() -> None:
    """A window that is a whole paragraph has the same output alone and in an article."""
    features = ENCODER.features(reading(f"It rained all day.\n\n{PLAIN}\n\nIt snowed all night."))
    alone, _, expected = seen(PLAIN)
    first = 5
    window = Window(first, first + len(alone), first, first + len(alone))
    assert_same(output(features, window), expected)


def test_beside() -> None:
    """Each cue has scores for each word, and they do not depend on the number or choice of other cues."""
    features, window, read = seen(PLAIN)
    count = len(features)
    cues = [WordRange(i, last) for i in range(count) for last in (i + 1, i + 2) if last <= count]
    together = ENCODER.beside(read, features, window, cues * 3)
    assert together.shape[:2] == (3 * len(cues), len(features))
    assert np.isfinite(together).all()
    for cue, expected in zip(cues[::5], together[: len(cues) : 5], strict=True):
        assert np.allclose(ENCODER.beside(read, features, window, [cue])[0], expected, atol=1e-4)


def test_threads_agree() -> None:
    """Threads that share an encoder get the same output."""
    _, _, expected = seen(PLAIN)
    with ThreadPoolExecutor(4) as pool:
        for _, _, read in pool.map(seen, [PLAIN] * 8):
            assert_same(read, expected)


def test_a_pickle_is_a_reference() -> None:
    """The pickle of an encoder is small, even after use, and the copy works."""
    _, _, expected = seen(PLAIN)
    data = pickle.dumps(ENCODER)
    assert len(data) < 1000
    copy: Encoder = pickle.loads(data)
    assert copy.folder == ENCODER.folder
    assert_same(seen(PLAIN, copy)[2], expected)


def test_the_model_is_loaded_once_at_first_use(loads: list[Path]) -> None:
    """An encoder loads the model at first use; all others share it, in other threads and copies too."""
    encoders = [Encoder(MODEL) for _ in range(4)]
    assert not loads
    start = threading.Barrier(4)

    def use(encoder: Encoder) -> int:
        start.wait(timeout=60)
        return len(encoder.features(reading(PLAIN)))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(use, encoders))) == 1
    copy: Encoder = pickle.loads(pickle.dumps(encoders[0]))
    seen(PLAIN, copy)
    assert loads == [MODEL]


def test_another_model_in_the_same_folder(tmp_path: Path) -> None:
    """A new model in the same folder is loaded in full: an encoder never mixes the files of two models."""
    folder = model_in(tmp_path / "model")
    before = Encoder(folder).features(reading("the quay")).pieces
    definition = json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = definition["model"]["vocab"]
    vocabulary["the"], vocabulary["said"] = vocabulary["said"], vocabulary["the"]
    data = json.dumps(definition).encode()
    settings = json.loads((MODEL / "settings.json").read_text(encoding="utf-8"))
    settings["files"]["tokenizer.json"] = hashlib.sha256(data).hexdigest()
    replace(folder / "tokenizer.json", data)
    replace(folder / "settings.json", json.dumps(settings).encode())
    after = Encoder(folder).features(reading("said quay")).pieces
    assert after == before


def test_a_folder_that_is_not_a_model(tmp_path: Path) -> None:
    """An encoder reports a missing model at once."""
    with pytest.raises(FileError, match="not a folder"):
        Encoder(tmp_path / "nowhere")


def test_a_damaged_model_is_not_run(tmp_path: Path, loads: list[Path]) -> None:
    """Damage is reported each time the model is loaded, and does not affect other models."""
    folder = model_in(tmp_path / "model")
    replace(folder / "roles.onnx", (MODEL / "roles.onnx").read_bytes()[:-1])
    encoder = Encoder(folder)
    for _ in range(2):
        with pytest.raises(FormatError, match="it is damaged"):
            encoder.features(reading(PLAIN))
    assert loads == [folder, folder]
    assert len(ENCODER.features(reading(PLAIN))) == 10


@pytest.mark.parametrize("name", ["encoder.onnx", "roles.onnx", "verdicts.onnx"])
@pytest.mark.parametrize("data", ["", "not a graph", "half", "encoder.onnx", "roles.onnx", "verdicts.onnx"])
def test_a_graph_that_does_not_fit(tmp_path: Path, name: str, data: str) -> None:
    """A file without a graph, or with another graph, is refused when the model is loaded, though its digest fits."""
    if name == data:
        return
    other = (MODEL / data).read_bytes() if data.endswith(".onnx") else data.encode()
    if data == "half":
        other = (MODEL / name).read_bytes()[:20_000]
    folder = with_file(tmp_path / "model", name, other)
    with pytest.raises(FormatError, match=r"does not work with this version.*Export the model again") as caught:
        Encoder(folder).features(reading(PLAIN))
    assert caught.value.source == str(folder / name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s["judging"]["stance"].pop(), r"'stance' is float32 \(6,\), but must be float32 \(5,\)"),
        (lambda s: s["judging"].update(mood=["good"]), "mood"),
        (lambda s: s["judging"].pop("stance"), r"'looks' is float32 \(448, 4\), but must be float32 \(448, 3\)"),
    ],
)
def test_labels_that_do_not_fit(tmp_path: Path, change: Change, words: str) -> None:
    """Settings with other labels than those of the graph are refused when the model is loaded."""
    encoder = Encoder(with_settings(tmp_path / "model", change))
    with pytest.raises(FormatError, match=words) as caught:
        encoder.features(reading(PLAIN))
    assert caught.value.source == str(encoder.folder / "verdicts.onnx")


def test_a_model_without_labels(tmp_path: Path) -> None:
    """A model that judges nothing is loaded, and its other graphs are used."""
    _, _, expected = seen(PLAIN)
    assert_same(seen(PLAIN, Encoder(with_settings(tmp_path / "model", lambda s: s.update(judging={}))))[2], expected)


@pytest.mark.parametrize("number", [100_000, 10**30])
def test_a_vocabulary_that_does_not_fit(tmp_path: Path, number: int) -> None:
    """A tokeniser with more pieces than the network knows is refused when the model is loaded."""
    definition = json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    definition["model"]["vocab"]["quay"] = number
    folder = with_file(tmp_path / "model", "tokenizer.json", json.dumps(definition).encode())
    with pytest.raises(FormatError, match="not valid newsclaims model"):
        Encoder(folder).features(reading(PLAIN))


def test_a_tokeniser_in_another_encoding(tmp_path: Path) -> None:
    """A tokeniser that is not UTF-8 is refused, and the file is named."""
    folder = with_file(tmp_path / "model", "tokenizer.json", b'{"version": "\xe8"}')
    with pytest.raises(FormatError, match=r"tokenizer\.json: .*does not work with this version"):
        Encoder(folder).features(reading(PLAIN))


@pytest.mark.parametrize("exact", [0, 1000])
@pytest.mark.parametrize("remembered", [0, 1000])
def test_the_vectors_of_a_window(monkeypatch: pytest.MonkeyPatch, exact: int, remembered: int) -> None:
    """The vectors for judging are the same whether they were kept or not, and nearly those of the network."""
    monkeypatch.setattr(model, "_EXACT", exact)
    monkeypatch.setattr(model, "_REMEMBERED", remembered)
    features, window, read = seen(PLAIN)
    assert len(features.senses) == (remembered > 0)
    kept = ENCODER.sense(features, window)
    features.senses.clear()
    assert np.array_equal(ENCODER.sense(features, window), kept)
    assert kept.dtype == np.float32
    assert np.allclose(kept, read.sense, rtol=0 if exact else 1e-3, atol=0 if exact else 1e-4)


@pytest.mark.parametrize(("before", "after"), [(None, "1"), ("0", "0"), ("1", "1")])
def test_telemetry_is_off(monkeypatch: pytest.MonkeyPatch, loads: list[Path], before: str | None, after: str) -> None:
    """The runtime's telemetry is turned off, unless the user has set it already."""
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", before or "")
    if before is None:
        monkeypatch.delenv("ORT_DISABLE_TELEMETRY")
    Encoder(MODEL).features(reading(PLAIN))
    assert loads == [MODEL]
    assert os.environ["ORT_DISABLE_TELEMETRY"] == after
