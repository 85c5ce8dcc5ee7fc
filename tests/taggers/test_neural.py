"""The model's opinions: probabilities for each label, the same whether the text was read before or not."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve
from encoder.given import MODEL, model_in
from hypothesis import given
from taggers.marked import parse
from taggers.test_laws import judgeable

import newsclaims as nc
from newsclaims._attribution import Attribution
from newsclaims._encoder import model
from newsclaims._model import Article, Confidence, CueForce, SourceType, Stance
from newsclaims._pipeline import Pipeline
from newsclaims.errors import InputTypeError
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.taggers import DEFAULT_TAGGERS
from newsclaims.taggers._neural import NeuralTagger
from newsclaims.text import Text, read

TAGGER = NeuralTagger()
VALUES: dict[str, list[str]] = {
    "stance": list(Stance),
    "confidence": list(Confidence),
    "cue_force": list(CueForce),
    "source_type": [value for value in SourceType if value is not SourceType.NONE],
}
DENIAL = "[The ministry] {denied} <that the bridge was unsafe>."


def test_provides_what_the_model_judges() -> None:
    """The tagger gives opinions on four labels, and needs none."""
    assert TAGGER.provides == set(VALUES)
    assert TAGGER.requires == frozenset()


def test_an_opinion_for_each_label() -> None:
    """Each opinion names the likeliest value, with a probability for every value, and a word of the claim."""
    text, attribution = parse(DENIAL)
    [tagged] = TAGGER.tag(text, [attribution])
    assert tagged.judgements.keys() == VALUES.keys()
    for label, [opinion] in tagged.judgements.items():
        assert opinion.origin == "model"
        assert list(opinion.probabilities) == VALUES[label]
        assert sum(opinion.probabilities.values()) == pytest.approx(1)
        assert opinion.probabilities[opinion.value] == max(opinion.probabilities.values())
        [mark] = opinion.evidence
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        assert any(start <= mark.start and mark.end <= end for start, end in spans)


def test_no_opinion_of_what_is_not_there() -> None:
    """Without a source there is none to type, and without a cue no force of one."""
    text, attribution = parse(DENIAL)
    [bare] = TAGGER.tag(text, [evolve(attribution, source=(), cue=())])
    assert bare.judgements.keys() == {"stance", "confidence"}


def test_spans_without_a_word() -> None:
    """Of spans that touch no word there is no opinion."""
    text = read(Article(text="It rained.   "))
    [tagged] = TAGGER.tag(text, [Attribution((), (), ((10, 12),))])
    assert tagged.judgements == {}


@given(judgeable())
def test_any_spans(drawn: tuple[Text, list[Attribution]]) -> None:
    """Any spans of any text are judged, alone or together alike; nothing else changes."""
    text, attributions = drawn
    given_attributions = [a for a in attributions if a.content]
    tagged = TAGGER.tag(text, given_attributions)
    assert [evolve(one, judgements={}) for one in tagged] == given_attributions
    assert [TAGGER.tag(text, [one])[0] for one in given_attributions] == list(tagged)
    for one in tagged:
        for label, opinions in one.judgements.items():
            assert [opinion.value in VALUES[label] for opinion in opinions] == [True]


def test_read_before_or_not() -> None:
    """After the extractor the numbers are those that reading anew would give."""
    text = read(Article(text="Ann Mbeki said it rained.\n\nThe ministry denied that the bridge was unsafe."))
    [found] = NeuralExtractor().extract([text])
    assert found
    assert TAGGER.tag(text, found) == TAGGER.tag(copy.deepcopy(text), found)


def test_a_window_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is remembered, a window is read once for all attributions in it, with the same opinions."""
    text, attribution = parse(DENIAL)
    attributions = [attribution, evolve(attribution, source=()), attribution]
    expected = TAGGER.tag(text, attributions)
    seen: list[object] = []
    read_window = model.Encoder.read

    def counted(encoder: model.Encoder, features: object, window: object) -> object:
        seen.append(window)
        return read_window(encoder, features, window)  # type: ignore[arg-type]

    monkeypatch.setattr(model, "_REMEMBERED", 0)
    monkeypatch.setattr(model.Encoder, "read", counted)
    assert TAGGER.tag(copy.deepcopy(text), attributions) == expected
    assert len(seen) == 1


def test_threads_agree() -> None:
    """Threads that share the tagger get the same opinions."""
    text, attribution = parse(DENIAL)
    expected = TAGGER.tag(text, [attribution])
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(lambda _: TAGGER.tag(text, [attribution]), range(8)))


def test_pickles() -> None:
    """A tagger pickles as a reference to its model."""
    text, attribution = parse(DENIAL)
    data = pickle.dumps(TAGGER)
    assert len(data) < 500
    assert pickle.loads(data).tag(text, [attribution]) == TAGGER.tag(text, [attribution])


def test_the_extractor_brings_it() -> None:
    """A pipeline with the extractor `neural` judges with its model too, one with `rules` only if it is told to."""
    assert [t.name for t in Pipeline("neural").taggers if t.name not in DEFAULT_TAGGERS] == ["neural"]
    assert [t.name for t in Pipeline("rules").taggers if t.name not in DEFAULT_TAGGERS] == []
    told = Pipeline("rules", taggers=[*DEFAULT_TAGGERS, "neural"]).extract("The ministry denied that it rained.")
    assert told[0].probabilities["stance"]["deny"] > 0


def test_a_model_of_your_own_judges_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An extractor with another model brings a tagger with that model."""
    folder = model_in(tmp_path_factory.mktemp("models") / "own")
    [tagger] = [t for t in Pipeline(NeuralExtractor(model=folder)).taggers if t.name not in DEFAULT_TAGGERS]
    assert isinstance(tagger, NeuralTagger)
    assert str(folder) in str(pickle.dumps(tagger))
    assert str(MODEL) not in str(pickle.dumps(tagger))


def test_every_tag_has_its_probability() -> None:
    """Claims carry a probability for each value of each label that was judged, and evidence for the value."""
    [claim] = nc.extract("The ministry denied that the bridge was unsafe.")
    assert claim.probabilities.keys() == VALUES.keys()
    assert claim.stance == "deny"
    assert {e.label for e in claim.evidence} >= VALUES.keys()


def test_a_model_that_is_no_path() -> None:
    """What is no path is refused by its type, as the extractor refuses it."""
    for plugin in (NeuralTagger, NeuralExtractor):
        with pytest.raises(InputTypeError, match="model must be the path of a model's folder, not int"):
            plugin(5)  # type: ignore[arg-type]
