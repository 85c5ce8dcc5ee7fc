"""Laws of the extractor `neural`: they hold for any text and any trained model."""

import pickle
import random
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from encoder.given import MODEL, model_in, reading, replace
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import STYLES, Layout, any_text, examples, layouts

from newsclaims._attribution import Attribution
from newsclaims._encoder import Encoder
from newsclaims._encoder.inputs import Inputs
from newsclaims._model import ClaimSet
from newsclaims._pipeline import Pipeline
from newsclaims.errors import FileError, FormatError, InputTypeError, InvalidValueError, NewsClaimsError
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.testing import SAMPLES, check_extractor

SEED = Path(__file__).parents[3] / "seeds" / "000_ba67543f12171369.txt"
NEURAL = NeuralExtractor(threads=1)
CRITICS = "Critics say that the council knew of it and did nothing."
TWICE = (
    f"The harbour master said that the quay was unsafe. {CRITICS}\n\n"
    f"The union, which has denied the charges, wants the director to resign. {CRITICS}"
)
"""The threshold 0.5 removes a claim inside the first of the critics' claims, but not inside the second."""
EAGER = NeuralExtractor(threshold=0.0, threads=1)
"""Returns every possible attribution, so that the laws are tested on more of them."""
PIPELINE = Pipeline(NEURAL, taggers=[])

PLAIN = "The harbour master said that the quay was unsafe."
QUOTED = "“The roof will hold for years,” Ida Brandt said on Monday."

SENTENCES = [
    PLAIN,
    QUOTED,
    "According to the harbour board, two cranes are out of order.",
    "The wall was too thin, the engineer warned.",
    "The union, which has denied the charges, wants the director to resign.",
    "Critics say that the council knew of it and did nothing.",
    "The ferry left at noon.",
    "Nobody was on board.",
]
"""Sentences with claims, and some without."""

WORDS = [
    *("said", "told", "denied", "according to", "claims", "was accused of", "that", "He", "the council", "it rained"),
    *("“", "”", '"', "‘", "’", ",", ":", ".", "?", "—", "(", ")", "\n\n", "“Said”", "said said"),
]
"""Words of claims, and marks."""

few = examples(20)


def news(join: str = "\n\n") -> st.SearchStrategy[str]:
    """Draw short articles with claims."""
    paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
    return st.lists(paragraphs, min_size=1, max_size=2).map(join.join)


def tangles() -> st.SearchStrategy[str]:
    """Draw words that may be cues, sources and contents, in any order."""
    return st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)


def anything() -> st.SearchStrategy[str]:
    """Draw texts of any kind."""
    return st.one_of(any_text(), tangles(), news())


def extract(text: str, extractor: NeuralExtractor = NEURAL) -> list[Attribution]:
    """Return the attributions of a text."""
    [found] = extractor.extract([reading(text)])
    return found


def words(text: str, extractor: NeuralExtractor = NEURAL) -> list[tuple[list[str], ...]]:
    """Return the words of each attribution of a text, with every line break written alike."""
    read = reading(text)
    return [
        tuple([read.slice(*span).replace("\r\n", "\n") for span in offsets] for _, offsets in attribution.roles())
        for attribution in extract(text, extractor)
    ]


def claims(text: str, pipeline: Pipeline = PIPELINE) -> ClaimSet:
    """Return the claims of a text."""
    return pipeline.extract(text)


@pytest.fixture(scope="module")
def seed() -> str:
    """Return the seed article."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return file.read()


# What is found.


def test_plain() -> None:
    """The claim of a plain sentence is found to the letter, with a score."""
    [attribution] = extract(PLAIN)
    assert words(PLAIN) == [(["The harbour master"], ["said"], ["that the quay was unsafe"])]
    assert attribution.score is not None
    assert attribution.score > 0.5


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\r\n\u00a0", "\ufeff", "\u200b"])
def test_nothing_to_read(text: str) -> None:
    """A text without words has no claims."""
    assert extract(text, EAGER) == []
    assert len(claims(text)) == 0


@few
@given(text=anything())
def test_sound_spans(text: str) -> None:
    """Spans lie in the view, are sorted and disjoint, and begin and end with words."""
    read = reading(text)
    string, found = read.string, read.words
    for attribution in extract(text, EAGER):
        assert attribution.content
        assert len(attribution.source) <= 1
        assert len(attribution.cue) == 1
        for _, offsets in attribution.roles():
            end_before = 0
            for start, end in offsets:
                assert end_before <= start < end <= len(string)
                assert start in found.starts
                assert end in found.ends
                assert string[start:end] == string[start:end].strip()
                end_before = end


@examples(60)
@given(text=st.one_of(tangles(), any_text()))
def test_roles_do_not_overlap(text: str) -> None:
    """No character has two roles in an attribution, even in an unlikely one."""
    for attribution in extract(text, EAGER):
        places = [place for _, offsets in attribution.roles() for start, end in offsets for place in range(start, end)]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("text", ["Said", "claims", "said said said", "He said", "“Said”", "said:"])
def test_nothing_but_a_cue(text: str) -> None:
    """If there are no other words beside a cue, the cue is not its own content."""
    for attribution in extract(text, EAGER):
        assert not set(attribution.cue) & set(attribution.content)


@few
@given(text=anything())
def test_scores_are_probabilities(text: str) -> None:
    """Every attribution has a probability, and those outside other claims reach the threshold."""
    for extractor in (EAGER, NEURAL):
        for attribution in extract(text, extractor):
            assert attribution.score is not None
            assert 0 <= attribution.score <= 1
            if attribution.parent is not None:
                continue
            # Scores are rounded. The model's own threshold is lower for finds without a source; a given one is not.
            least = extractor.threshold if attribution.source else 0
            assert least - 1e-4 <= attribution.score <= 1


@few
@given(text=anything())
def test_offsets_are_exact(text: str) -> None:
    """In any text, the words of a claim are those at its offsets, also after a round trip through JSON."""
    for pipeline in (PIPELINE, Pipeline(EAGER, taggers=[])):
        found = claims(text, pipeline)
        assert not found.warnings
        assert ClaimSet.model_validate_json(found.model_dump_json()) == found
        for claim in found:
            for role in filter(None, (claim.source, claim.cue, claim.content)):
                assert role.text == " ... ".join(text[span.start : span.end] for span in role.spans)


def with_parents(found: Sequence[Attribution]) -> list[tuple[Attribution, Attribution | None]]:
    """Return attributions with their parents; the numbers of parents change if others are removed."""
    without = [evolve(attribution, parent=None) for attribution in found]
    return [
        (one, None if attribution.parent is None else without[attribution.parent])
        for one, attribution in zip(without, found, strict=True)
    ]


@few
@given(text=news(), level=st.floats(0, 1))
@example(TWICE, 0.5)
def test_threshold(text: str, level: float) -> None:
    """A higher threshold only removes attributions."""
    every = with_parents(extract(text, EAGER))
    some = with_parents(extract(text, NeuralExtractor(threshold=level, threads=1)))
    sure = with_parents(extract(text, NeuralExtractor(threshold=1, threads=1)))
    assert len(every) >= len(some) >= len(sure)
    assert all(attribution in every for attribution in some)
    assert all(attribution in some for attribution in sure)


def test_threshold_of_the_model() -> None:
    """Without a given threshold, the one in the model's settings counts; zero is a given threshold."""
    own = NEURAL._finding.threshold
    assert NEURAL.threshold == own
    assert EAGER.threshold == 0
    assert extract(PLAIN, NeuralExtractor(threshold=own, threads=1)) == extract(PLAIN)


# Changes that make no difference.


@pytest.mark.parametrize("size", [1, 7])
@examples(10)
@given(data=st.data())
def test_batches(size: int, data: st.DataObject) -> None:
    """Batches of any size and order give the same attributions and scores."""
    texts = data.draw(st.lists(anything(), min_size=2, max_size=8))
    expected = {text: extract(text, EAGER) for text in texts}
    shuffled = data.draw(st.permutations(texts))
    for begin in range(0, len(shuffled), size):
        batch = shuffled[begin : begin + size]
        assert list(EAGER.extract([reading(text) for text in batch])) == [expected[text] for text in batch]


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_any_number_of_threads(threads: int, seed: str) -> None:
    """The claims and their scores are the same with any number of threads."""
    texts = [reading(text) for text in (seed, "", " ".join(SENTENCES), seed[:1000])]
    expected = list(EAGER.extract(texts))
    extractor = NeuralExtractor(threshold=0.0, threads=threads)
    assert extractor.threads == threads
    assert list(extractor.extract(texts)) == expected


def test_threads_of_the_machine() -> None:
    """Without the option, there is at least one thread, and the claims are the same."""
    assert NeuralExtractor().threads >= 1
    assert extract(" ".join(SENTENCES), NeuralExtractor()) == extract(" ".join(SENTENCES))


def test_shared_between_threads() -> None:
    """Threads that share an extractor agree."""
    text = "\n\n".join(SENTENCES)
    shared = NeuralExtractor(threads=2)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == extract(text) for found in pool.map(lambda _: extract(text, shared), range(6)))


@pytest.mark.parametrize(
    "options", [{}, {"threshold": 0.0, "threads": 1}, {"threshold": 1, "threads": 3}, {"model": MODEL, "threads": 1}]
)
def test_pickled(options: dict[str, Any]) -> None:
    """A pickle is small and keeps the options, and the copy finds the same."""
    extractor = NeuralExtractor(**options)
    text = " ".join(SENTENCES)
    expected = extract(text, extractor)
    data = pickle.dumps(extractor)
    assert len(data) < 1000
    copy: NeuralExtractor = pickle.loads(data)
    assert (copy.threshold, copy.threads, copy.model) == (extractor.threshold, extractor.threads, extractor.model)
    assert extract(text, copy) == expected


@pytest.mark.slow
def test_worker_processes() -> None:
    """A stream gives the same claims with several processes as with one."""
    texts = [*SENTENCES, " ".join(SENTENCES), ""]
    assert list(PIPELINE.stream(texts, workers=2)) == [claims(text) for text in texts]


@few
@given(layout=layouts())
def test_straight_and_curly(layout: Layout) -> None:
    """Straight and curly quotation marks give the same claims."""
    curly, straight = (extract(layout.render(style), EAGER) for style in STYLES[:2])
    assert straight == curly


@pytest.mark.parametrize("sentence", SENTENCES)
def test_straight_and_curly_sentences(sentence: str) -> None:
    """Plain sentences have the same claims with straight and with curly marks."""
    assert extract(sentence.translate(str.maketrans("“”‘’", "\"\"''"))) == extract(sentence)


@few
@given(text=news())
def test_line_ends(text: str) -> None:
    """Windows and Unix line ends give the same claims."""
    assert words(text.replace("\n", "\r\n")) == words(text)


@pytest.mark.parametrize(
    "text", ["The café’s owner said that the façade was unsafe.", "“Übung macht müde,” Zoë Nuñez said on Monday."]
)
def test_composed_and_decomposed(text: str) -> None:
    """Composed and decomposed accents give the same claims."""
    composed, decomposed = (words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed
    assert [
        tuple([unicodedata.normalize("NFC", part) for part in role] for role in roles) for roles in decomposed
    ] == composed


def test_paragraph_in_front(seed: str) -> None:
    """A paragraph without names in front of an article shifts its claims and changes at most one."""
    front = "It rained all day, and the ferry left an hour late because of the wind. Nobody was on board.\n\n"
    before = [a for a in extract(seed) if a.cue]
    after = [a for a in extract(front + seed) if a.cue[0][0] >= len(front)]

    def placed(attribution: Attribution, shift: int) -> tuple[object, ...]:
        moved = [tuple((a - shift, b - shift) for a, b in offsets) for _, offsets in attribution.roles()]
        return (*moved, attribution.score)

    kept = {placed(a, 0) for a in before} & {placed(a, len(front)) for a in after}
    assert before
    assert len(kept) >= len(before) - 1
    assert len(kept) >= len(after) - 1


# Texts of unusual form.

LONG = {
    "one word": "x" * 100_000,
    "one line of ideographs": "水" * 100_000,
    "ellipsis": "." * 100_000,
    "brackets": "(" * 1500 + "he said it rained" + ")" * 1500,
    "straight marks": '"' * 1500,
    "one cue": "said " * 600,
    "no full stop": "the mayor of Ostby said that the old ferry " * 100,
    "paragraphs": "He said it rained.\n\n" * 60,
    "addresses": ("https://example.org/" + "said/" * 50 + " ") * 30,
    "blank lines": "\r\n" * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long(text: str) -> None:
    """A text of any form and length is read to its end."""
    assert all(attribution.content for attribution in extract(text))


@pytest.mark.parametrize("mark", ['"', "“", "(", ". ", "— ", "* * *\n\n", "😀"])
def test_marks_alone(monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    """Windows without a letter or a digit are not read: they have no claims, and marks have many pieces."""

    def refuse(_: Encoder, given: Inputs) -> None:
        raise AssertionError(given)

    monkeypatch.setattr(Encoder, "run", refuse)
    assert extract(mark * 1000) == []


@pytest.mark.parametrize("table", [8, 29, 36])
def test_table(table: int) -> None:
    """A table with one word a line and blank lines between them is read to its end."""
    cells = ["rain", "wind", "quay", "boat", "roof", "wall", "sun", "sea", "one", "two", "ten", "oil", "gas", "tax"]
    text = "\n\n".join(random.Random(table).choices(cells, k=700))  # noqa: S311
    assert all(attribution.content for attribution in extract(text))


def test_contract() -> None:
    """The extractor keeps the contract of extractors, with default options and on our own sentences."""
    check_extractor(NeuralExtractor())
    check_extractor(NeuralExtractor(threads=2), [*SAMPLES[:1], *SENTENCES[:3], "\n\n".join(SENTENCES)])


# Options and models.


@pytest.mark.parametrize(
    ("options", "error", "words_of_error"),
    [
        ({"threshold": "high"}, InputTypeError, "threshold must be a number, not str"),
        ({"threshold": True}, InputTypeError, "threshold must be a number, not bool"),
        ({"threshold": -0.1}, InvalidValueError, "threshold must be between 0 and 1, not -0.1"),
        ({"threshold": 1.5}, InvalidValueError, "threshold must be between 0 and 1"),
        ({"threshold": float("nan")}, InvalidValueError, "threshold must be between 0 and 1, not nan"),
        ({"threshold": float("inf")}, InvalidValueError, "threshold must be between 0 and 1"),
        ({"threads": "2"}, InputTypeError, "threads must be a whole number, not str"),
        ({"threads": 1.0}, InputTypeError, "threads must be a whole number, not float"),
        ({"threads": True}, InputTypeError, "threads must be a whole number, not bool"),
        ({"threads": 0}, InvalidValueError, "threads must be 1 or more, not 0"),
        ({"threads": -1}, InvalidValueError, "threads must be 1 or more, not -1"),
        ({"model": "no/such/folder"}, FileError, "no/such/folder: not a folder"),
        ({"model": Path(__file__)}, FileError, "not a folder"),
        ({"model": Path(__file__).parent}, FileError, "a folder without settings.json"),
    ],
    ids=str,
)
def test_wrong_options(options: dict[str, Any], error: type[Exception], words_of_error: str) -> None:
    """Wrong options are refused at once, with our errors, which say what is allowed."""
    with pytest.raises(error, match=words_of_error) as caught:
        NeuralExtractor(**options)
    assert isinstance(caught.value, NewsClaimsError)


@pytest.mark.parametrize("model", [3, True, b"model", ["model"]], ids=str)
def test_a_model_that_is_not_a_path(model: Any) -> None:
    """A model that is not a path is refused with another error than a missing folder."""
    with pytest.raises(InputTypeError, match="model must be"):
        NeuralExtractor(model=model)


def test_a_model_in_another_folder(tmp_path: Path, seed: str) -> None:
    """A copy of the model in another folder finds the same, given as a path or as a string."""
    folder = model_in(tmp_path / "own model")
    text = seed[:1500]
    for model in (folder, str(folder)):
        extractor = NeuralExtractor(model=model, threads=1)
        assert extractor.model == NEURAL.model
        assert extract(text, extractor) == extract(text)


def test_a_damaged_model(tmp_path: Path) -> None:
    """A damaged model is an error, also through the pipeline."""
    folder = model_in(tmp_path / "model")
    data = (MODEL / "encoder.onnx").read_bytes()
    replace(folder / "encoder.onnx", data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    with pytest.raises(FormatError, match="it is damaged"):
        claims(PLAIN, Pipeline(NeuralExtractor(model=folder), taggers=[]))


def test_the_model_is_named() -> None:
    """Claims name the model that found them."""
    found = claims(PLAIN, Pipeline("neural"))
    assert found.extractor is not None
    assert (found.extractor.name, found.extractor.model) == ("neural", NEURAL.model)
    assert len(NEURAL.model) == 64
    assert all(claim.extractors == ("neural",) for claim in found)
