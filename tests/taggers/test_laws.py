"""Laws of every tagger: any spans of any text, unchanged order and spans, evidence inside the text."""

import pickle
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from taggers.marked import CHAIN, judge

from newsclaims._attribution import Attribution, Judgement
from newsclaims._model import Article
from newsclaims._model.labels import Confidence, CueForce, QuotationType, SourceType, Stance
from newsclaims.taggers import Tagger
from newsclaims.text import Text, read

VALUES: dict[str, Collection[str]] = {
    "stance": set(Stance),
    "confidence": set(Confidence),
    "cue_force": set(CueForce),
    "source_type": set(SourceType) - {SourceType.NONE},
    "quotation": set(QuotationType),
}
_LOOKS_AT_ALL = "holder"
"""The only tagger of which an attribution's judgement depends on the others, as its documentation says."""
PIECES = [
    "said", "did not", "say", "“", "”", "'", "if", "would", "to", "that", "?", ",", ".", " ", "\n\n", "one of", "of",
    "and", "the", "China", "voters", "’s", "refused to", "endorse", "😀", "\u0301", "as", "he", "will", "be", "-", "5",
    "called for", "make clear", "…", "no", "percent", "U.S.",
]  # fmt: skip


@st.composite
def judgeable(draw: st.DrawFn) -> tuple[Text, list[Attribution]]:
    """Draw a text of scope words or of any text, and attributions with spans anywhere in it."""
    pieces = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
    string = draw(pieces | st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    drawn = draw(st.lists(st.tuples(*[st.lists(st.integers(0, len(string)), max_size=6)] * 3), max_size=3))
    return read(Article(text=string)), [Attribution(_spans(a), _spans(b), _spans(c)) for a, b, c in drawn]


def _drawn(string: str, *sources: tuple[tuple[int, int], ...]) -> tuple[Text, list[Attribution]]:
    """Return a text with attributions that have these sources and all of the text as their content."""
    return read(Article(text=string)), [Attribution(source, (), ((0, len(string)),)) for source in sources]


def _spans(cuts: list[int]) -> tuple[tuple[int, int], ...]:
    """Pair sorted cuts into disjoint spans."""
    found = sorted(set(cuts))
    return tuple(zip(found[::2], found[1::2], strict=False))


@given(judgeable())
def test_any_spans(drawn: tuple[Text, list[Attribution]]) -> None:
    """Any spans of any text get known values and evidence inside the text; nothing else changes."""
    text, given_attributions = drawn
    attributions = given_attributions
    for tagger in CHAIN:
        tagged = list(tagger.tag(text, attributions))
        assert [(a.source, a.cue, a.content) for a in tagged] == [(a.source, a.cue, a.content) for a in attributions]
        for before, after in zip(attributions, tagged, strict=True):
            assert set(after.judgements) - set(before.judgements) <= tagger.provides
        attributions = tagged
    for attribution in attributions:
        for label, opinions in attribution.judgements.items():
            for opinion in opinions:
                assert opinion.value in VALUES[label]
                assert all(0 <= m.start < m.end <= len(text.string) for m in opinion.evidence)


@given(judgeable())
def test_deterministic(drawn: tuple[Text, list[Attribution]]) -> None:
    """The same attributions of the same text are judged alike again, and after a new reading."""
    text, attributions = drawn
    for tagger in CHAIN:
        once = list(tagger.tag(text, attributions))
        assert once == list(tagger.tag(text, attributions))
        assert once == list(tagger.tag(read(text.article), attributions))


@given(judgeable())
@example(_drawn("say “ U.S.", ((0, 10),), ((3, 7),)))
def test_independent(drawn: tuple[Text, list[Attribution]]) -> None:
    """Each attribution is judged on its own: alone and with others, the result is the same, except by the holder."""
    text, attributions = drawn
    for tagger in CHAIN:
        if tagger.name != _LOOKS_AT_ALL:
            assert list(tagger.tag(text, attributions)) == [tagger.tag(text, [a])[0] for a in attributions]


def test_only_the_holder_looks_at_all() -> None:
    """Who "I" is in a quotation depends on the attribution around it, so the holder tagger looks at all of them."""
    text, attributions = _drawn("Ann Lee said: “I think it rained.”", ((0, 7),), ((15, 16),))
    said, thought = evolve(attributions[0], content=((14, 34),)), evolve(attributions[1], content=((23, 32),))
    [holder] = (tagger for tagger in CHAIN if tagger.name == _LOOKS_AT_ALL)
    assert [one.holder for one in holder.tag(text, [said, thought])] == [(0, 7), (0, 7)]
    assert [one.holder for one in holder.tag(text, [thought])] == [None]


@pytest.mark.parametrize("tagger", CHAIN, ids=lambda tagger: tagger.name)
def test_protocol(tagger: Tagger) -> None:
    """A tagger keeps the protocol, pickles, keeps earlier opinions, and accepts an empty list."""
    assert isinstance(tagger, Tagger)
    assert pickle.loads(pickle.dumps(tagger)) == tagger
    text = read(Article(text="She said it rains."))
    foreign = Judgement("mine", "model")
    attribution = Attribution(((0, 3),), ((4, 8),), ((9, 17),)).judged("other", foreign)
    (tagged,) = tagger.tag(text, [attribution])
    assert tagged.judgements["other"] == (foreign,)
    assert list(tagger.tag(text, [])) == []


@pytest.mark.parametrize("tagger", CHAIN, ids=lambda tagger: tagger.name)
def test_order(tagger: Tagger) -> None:
    """Everything that a tagger requires is provided by a tagger before it in the chain."""
    before = CHAIN[: CHAIN.index(tagger)]
    assert tagger.requires <= frozenset().union(*(t.provides for t in before))


def test_typography_does_not_matter() -> None:
    """Straight and curly marks get the same judgements."""
    straight = judge('<"We don\'t want it,"> [she] {said}.')
    curly = judge("<“We don’t want it,”> [she] {said}.")
    assert {k: j.value for k, j in straight.items()} == {k: j.value for k, j in curly.items()}


def test_threads_agree() -> None:
    """Texts that are judged in several threads at once do not mix."""
    texts = [read(Article(text=f"She {cue} it rains.")) for cue in ("said", "asked", "opposed") for _ in range(20)]

    def run(text: Text) -> list[Attribution]:
        end = text.string.index(" ", 4)
        tagged = [Attribution(((0, 3),), ((4, end),), ((end + 1, len(text.string) - 1),))]
        for tagger in CHAIN:
            tagged = list(tagger.tag(text, tagged))
        return tagged

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, texts)) == [run(text) for text in texts]


@pytest.mark.slow
def test_long_spans() -> None:
    """A source, a cue and a content of a hundred thousand words each are judged in linear time."""
    parts = ["one of " * 100_000, "not " * 100_000, "that we will " * 60_000]
    string, spans = "", []
    for part in parts:
        spans.append(((len(string), len(string) + len(part)),))
        string += part
    text = read(Article(text=string))
    source, cue, content = spans
    attributions = [Attribution(source, cue, content)]
    for tagger in CHAIN:
        attributions = list(tagger.tag(text, attributions))
    assert set(attributions[0].judgements) == set(VALUES)
