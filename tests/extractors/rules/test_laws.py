"""Laws of the extractor `rules`, for any text."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from extractors.given import SENTENCES, news, reading, tangles
from hypothesis import given
from hypothesis import strategies as st
from strategies import STYLES, Layout, Style, any_text, layouts, unquoted

from newsclaims._attribution import Attribution, Offsets
from newsclaims._pipeline import Pipeline
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.testing import SAMPLES, check_extractor

SEED = Path(__file__).parents[3] / "seeds" / "000_ba67543f12171369.txt"
RULES = RulesExtractor()

ENGLISH = [style for style in STYLES if not set(style.outer) & set("«»„")]


def extract(text: str, extractor: RulesExtractor = RULES) -> list[Attribution]:
    """Return the attributions of a text."""
    [found] = extractor.extract([reading(text)])
    return found


def words(text: str) -> list[tuple[list[str], ...]]:
    """Return the words of each attribution of a text, with every line break written alike."""
    read = reading(text)
    return [
        tuple([read.slice(*span).replace("\r\n", "\n") for span in offsets] for _, offsets in attribution.roles())
        for attribution in extract(text)
    ]


def spans(text: str, shift: int = 0) -> list[tuple[Offsets, ...]]:
    """Return the spans of the roles of each attribution of a text, minus a shift."""
    return [
        tuple(tuple((start - shift, end - shift) for start, end in offsets) for _, offsets in attribution.roles())
        for attribution in extract(text)
    ]


@given(st.one_of(any_text(), news(), tangles()))
def test_sound_spans(text: str) -> None:
    """Spans lie in the view, sorted and disjoint, without white space at their ends; each find has a content."""
    string = reading(text).string
    for attribution in extract(text):
        assert attribution.content
        for _, offsets in attribution.roles():
            end_before = 0
            for start, end in offsets:
                assert end_before <= start < end <= len(string)
                assert string[start:end] == string[start:end].strip()
                end_before = end


@given(text=st.one_of(any_text(), news(), tangles()), threshold=st.sampled_from([None, 0.0]))
def test_roles_do_not_overlap(text: str, threshold: float | None) -> None:
    """No character has two roles in an attribution."""
    for attribution in extract(text, RulesExtractor(threshold)):
        places = [place for _, offsets in attribution.roles() for start, end in offsets for place in range(start, end)]
        assert len(places) == len(set(places))


@given(st.one_of(any_text(), news(), tangles()))
def test_scores_and_notes(text: str) -> None:
    """Every attribution has a probability and a note on the pattern that found it."""
    for attribution in extract(text):
        assert attribution.score is not None
        assert 0 <= attribution.score <= 1
        assert attribution.note


@given(st.one_of(any_text(), news(), tangles()))
def test_no_twins(text: str) -> None:
    """No two attributions of a text have the same cue and content."""
    found = [(attribution.cue, attribution.content) for attribution in extract(text)]
    assert len(found) == len(set(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    "cue", ["calls for", "fears that", "a wish to", "told", "is", "accused of", "in a", "as", "his"]
)
def test_cut_off(cue: str) -> None:
    """A text may end anywhere: after any word of an article, and after a word that needs another."""
    tokens = " ".join(SENTENCES).split(" ")
    for count in range(len(tokens)):
        extract(" ".join([*tokens[:count], cue]))


@given(st.lists(st.one_of(any_text(), news(), tangles()), max_size=4))
def test_batches(texts: list[str]) -> None:
    """A text gives the same alone, in a batch, a second time, and after pickling."""
    batch = [reading(text) for text in texts]
    together = list(RULES.extract(batch))
    assert together == [extract(text) for text in texts]
    copied: RulesExtractor = pickle.loads(pickle.dumps(RULES))
    assert list(copied.extract(batch)) == together


def test_threads() -> None:
    """Threads that share an extractor agree."""
    text = SEED.read_text(encoding="utf-8")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(extract, [text] * 8))
    assert all(attributions == found[0] for attributions in found)


@given(front=unquoted(), text=news())
def test_paragraph_in_front(front: str, text: str) -> None:
    """A paragraph without attribution in front shifts the offsets by its length and changes nothing else."""
    lead = "The ferry left at noon, and nobody was on board.\n\n" * 2
    put_before = f"The old quay was built in 1931. {len(front)} boats lay in the harbour.\n\n"
    assert spans(put_before + lead + text, len(put_before)) == spans(lead + text)


@given(text=news())
def test_paragraph_behind(text: str) -> None:
    """A paragraph without attribution at the end changes nothing; the first one prevents a headline."""
    behind = "The ferry left at noon, and nobody was on board."
    assert spans(f"{behind}\n\n{text}\n\n{behind}") == spans(f"{behind}\n\n{text}")


@pytest.mark.parametrize("style", ENGLISH, ids=lambda style: style.name)
@given(layout=layouts())
def test_quotation_styles(style: Style, layout: Layout) -> None:
    """Every English style of quotation marks gives the same claims."""
    assert spans(layout.render(style)) == spans(layout.render(STYLES[0]))


@given(text=news())
def test_straight_and_curly(text: str) -> None:
    """Straight and curly quotation marks give the same claims."""
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    assert spans(straight) == spans(text)


@given(text=news())
def test_line_ends(text: str) -> None:
    """Windows and Unix line ends give the same claims."""
    assert words(text.replace("\n", "\r\n")) == words(text)


@given(text=st.one_of(any_text(), news(), tangles()))
def test_pipeline_takes_all(text: str) -> None:
    """The pipeline makes a claim from each find of the rules."""
    claims = Pipeline(extractor="rules", taggers=[]).extract(text)
    assert len(claims) == len(extract(text))
    assert not claims.warnings


@given(text=st.one_of(any_text(), news(), tangles()))
def test_finds_contain_all_extracted(text: str) -> None:
    """Every extracted claim with a cue that is not nested is among the finds, with any threshold."""
    finds = {attribution.cue for _, _, _, attribution in RULES.finds(reading(text))}
    for threshold in (0.0, None, 1.0):
        assert {a.cue for a in extract(text, RulesExtractor(threshold)) if a.cue and a.parent is None} <= finds


def test_contract() -> None:
    """The extractor keeps the contract of extractors, on unusual samples and on the seed article."""
    check_extractor(RULES, [*SAMPLES, *SENTENCES, " ".join(SENTENCES), SEED.read_text(encoding="utf-8")])


LONG = {
    "one word": "x" * 1_000_000,
    "one cue": "said " * 10_000,
    "straight marks": '"' * 100_000,
    "opening marks": "“" * 100_000,
    "cues and thats": "he said that " * 10_000,
    "no full stop": "the mayor of Ostby said that the old ferry " * 4_000,
    "brackets": "(" * 20_000 + "he said it rained" + ")" * 20_000,
    "commas": "," * 100_000,
    "commas apart": "the mayor, " * 10_000 + "said it rained",
    "chain of nouns": "the claim that " * 10_000,
    "relative clauses": "the man who saw " * 2_000 + "said it rained.",
    "coordination": "He said it rained" + " and said it snowed" * 5_000,
    "open quotations": "he said, “rain " * 10_000,
    "paragraphs": "He said it rained.\n\n" * 5_000,
    "blank lines": "\r\n" * 200_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long(text: str) -> None:
    """A text of any form and length is read to its end."""
    assert all(attribution.content for attribution in extract(text))
