"""The model's opinions: probabilities for each label, whether or not the text was encoded before."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve
from encoder.given import MODEL, model_in, with_settings
from hypothesis import given
from taggers.marked import parse
from taggers.test_laws import judgeable

import newsclaims as nc
from newsclaims._attribution import Attribution
from newsclaims._encoder import Seen, model
from newsclaims._encoder.inputs import Inputs
from newsclaims._model import Article, Confidence, CueForce, SourceType, Stance
from newsclaims._pipeline import Pipeline
from newsclaims.errors import FormatError, InputTypeError
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.taggers import DEFAULT_TAGGERS
from newsclaims.taggers._neural import NeuralTagger, claim_words
from newsclaims.text import Text, read

TAGGER = NeuralTagger()
VALUES: dict[str, list[str]] = {
    "stance": list(Stance),
    "confidence": list(Confidence),
    "cue_force": list(CueForce),
    "source_type": [value for value in SourceType if value is not SourceType.NONE],
}
DENIAL = "[The ministry] {denied} <that the bridge was unsafe>."


def test_the_tagger_provides_the_models_labels() -> None:
    """The tagger gives opinions on four labels, and runs after the tagger that finds the holder."""
    assert TAGGER.provides == set(VALUES)
    assert TAGGER.requires == {"holder"}


def test_an_opinion_for_each_label() -> None:
    """Each opinion has the likeliest value, a probability for every value, and a word of the claim."""
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


def test_the_holder_counts_as_a_part() -> None:
    """The words of a claim are those of its roles, and the holder's name if the source does not contain it."""
    text, attribution = parse("Ada Bell came late. [She] {said} <that it rained>.")
    windows = TAGGER._encoder.windows(TAGGER._encoder.features(text))
    [own] = claim_words(text, attribution, windows)
    assert [text.words.texts[i] for i in own.words] == ["She", "said", "that", "it", "rained"]
    [same, name] = claim_words(text, evolve(attribution, holder=(0, 8)), windows)
    assert same.words.tolist() == own.words.tolist()
    assert ([text.words.texts[i] for i in name.words], name.parts.tolist()) == (["Ada", "Bell"], [7, 8])
    assert len(claim_words(text, evolve(attribution, holder=attribution.source[0]), windows)) == 1


def test_no_opinion_about_a_missing_part() -> None:
    """Without a source there is no source type, and without a cue there is no cue force."""
    text, attribution = parse(DENIAL)
    [bare] = TAGGER.tag(text, [evolve(attribution, source=(), cue=())])
    assert bare.judgements.keys() == {"stance", "confidence"}


def test_spans_without_a_word() -> None:
    """Spans that touch no word get no opinion."""
    text = read(Article(text="It rained.   "))
    [tagged] = TAGGER.tag(text, [Attribution((), (), ((10, 12),))])
    assert tagged.judgements == {}


@given(judgeable())
def test_any_spans(drawn: tuple[Text, list[Attribution]]) -> None:
    """Any spans of any text are judged, with the same result alone or together; nothing else changes."""
    text, attributions = drawn
    given_attributions = [a for a in attributions if a.content]
    tagged = TAGGER.tag(text, given_attributions)
    assert [evolve(one, judgements={}) for one in tagged] == given_attributions
    assert [TAGGER.tag(text, [one])[0] for one in given_attributions] == list(tagged)
    for one in tagged:
        for label, opinions in one.judgements.items():
            assert [opinion.value in VALUES[label] for opinion in opinions] == [True]


def test_read_before_or_not() -> None:
    """The opinions after the extractor are the same as those on a text that nothing has read."""
    text = read(Article(text="Ann Mbeki said it rained.\n\nThe ministry denied that the bridge was unsafe."))
    [found] = NeuralExtractor().extract([text])
    assert found
    assert TAGGER.tag(text, found) == TAGGER.tag(copy.deepcopy(text), found)


def windows_read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that gets the pieces of each window that the model reads from now on."""
    seen: list[bytes] = []
    run = model.Encoder.run

    def counted(encoder: model.Encoder, given: Inputs) -> Seen:
        seen.append(given.pieces.tobytes())
        return run(encoder, given)

    monkeypatch.setattr(model.Encoder, "run", counted)
    return seen


def test_a_window_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a cache, each window is read once for all attributions and names in it, with the same opinions."""
    marked = "Ada Bell came late. " + "It rained again. " * 200 + "[She] {said} <that it rained>."
    text, last = parse(marked)
    first = Attribution(((0, 8),), ((9, 13),), ((14, 18),))
    far = evolve(last, holder=(0, 8))
    attributions = [far, evolve(last, source=()), first, far]
    expected = TAGGER.tag(text, attributions)
    seen = windows_read(monkeypatch)
    monkeypatch.setattr(model, "_REMEMBERED", 0)
    assert TAGGER.tag(copy.deepcopy(text), attributions) == expected
    assert len(seen) == 2


@pytest.mark.parametrize("exact", [0, 1000])
def test_no_window_is_read_twice(monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    """To find and judge the claims of a text, each window is read exactly once, however long the text is."""
    seen = windows_read(monkeypatch)
    monkeypatch.setattr(model, "_EXACT", exact)
    marked = "Ada Bell came late. " + "It rained again. " * 200 + "\n\nShe said that it rained."
    claims = Pipeline(NeuralExtractor(threads=1)).extract(marked)
    assert len(claims) > 0
    assert (
        len(seen)
        == len(set(seen))
        == len(TAGGER._encoder.windows(TAGGER._encoder.features(read(Article(text=marked)))))
    )


def test_values_that_are_not_those_of_a_label(tmp_path: Path) -> None:
    """A model that gives a label other values than it has is refused at once."""
    folder = with_settings(tmp_path / "model", lambda s: s["judging"].update(stance=["warm", "cold"]))
    with pytest.raises(FormatError, match=r"judging\.stance: its values are affirm, deny, .*Export the model again"):
        NeuralTagger(folder)


def test_threads_agree() -> None:
    """Threads that share the tagger get the same opinions."""
    text, attribution = parse(DENIAL)
    expected = TAGGER.tag(text, [attribution])
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(lambda _: TAGGER.tag(text, [attribution]), range(8)))


def test_pickles() -> None:
    """A tagger is pickled as a reference to its model."""
    text, attribution = parse(DENIAL)
    data = pickle.dumps(TAGGER)
    assert len(data) < 500
    assert pickle.loads(data).tag(text, [attribution]) == TAGGER.tag(text, [attribution])


def test_the_neural_extractor_adds_the_tagger() -> None:
    """A pipeline adds the tagger for the extractor `neural`, and for `rules` only on request."""
    assert [t.name for t in Pipeline("neural").taggers if t.name not in DEFAULT_TAGGERS] == ["neural"]
    assert [t.name for t in Pipeline("rules").taggers if t.name not in DEFAULT_TAGGERS] == []
    told = Pipeline("rules", taggers=[*DEFAULT_TAGGERS, "neural"]).extract("The ministry denied that it rained.")
    assert told[0].probabilities["stance"]["deny"] > 0


def test_another_model_judges_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An extractor with another model adds a tagger with that model."""
    folder = model_in(tmp_path_factory.mktemp("models") / "own")
    [tagger] = [t for t in Pipeline(NeuralExtractor(model=folder)).taggers if t.name not in DEFAULT_TAGGERS]
    assert isinstance(tagger, NeuralTagger)
    assert str(folder) in str(pickle.dumps(tagger))
    assert str(MODEL) not in str(pickle.dumps(tagger))


def test_every_tag_has_its_probability() -> None:
    """Claims have a probability for each value of each judged label, and evidence for the value."""
    [claim] = nc.extract("The ministry denied that the bridge was unsafe.")
    assert claim.probabilities.keys() == VALUES.keys()
    assert claim.stance == "deny"
    assert {e.label for e in claim.evidence} >= VALUES.keys()


def test_a_model_that_is_not_a_path() -> None:
    """A model that is not a path is refused, by the tagger and by the extractor."""
    for plugin in (NeuralTagger, NeuralExtractor):
        with pytest.raises(InputTypeError, match="model must be the path of a model's folder, not int"):
            plugin(5)  # type: ignore[arg-type]
