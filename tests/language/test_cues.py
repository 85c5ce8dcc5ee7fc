"""The cue lexicon: the package's table is sound, and look-up finds the right entries."""

from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import Language
from newsclaims._language.cues import CUE_COLUMNS, read_lexicon
from newsclaims._language.tables import read_rows
from newsclaims._model import Confidence, CueForce, Stance
from newsclaims.errors import FormatError

HEADER = "\t".join(CUE_COLUMNS)
LEXICON = Language.load("en").cues
ROWS = [
    line.split("\t")
    for line in (resources.files("newsclaims") / "data" / "en" / "cues.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def row(*cells: str) -> list[str]:
    """Return the lines of a table with one row."""
    return [HEADER, "\t".join(cells)]


def readings(sentence: str, word: str) -> list[str]:
    """Return the possible lemmas of a word in a sentence, longest first."""
    words = sentence.lower().split()
    return [reading.entry.lemma for reading in LEXICON.lookup(words, words.index(word))]


def test_every_row_is_read() -> None:
    """Each row of the table is an entry, and no lemma of a kind has two rows."""
    assert len(LEXICON.entries) == len(ROWS) > 1000
    assert max(Counter((cells[0], cells[1]) for cells in ROWS).values()) == 1


def test_values() -> None:
    """Every value of an entry is one of the guidelines, or missing."""
    for entry in LEXICON.entries:
        for said, values in ((entry.stance, Stance), (entry.confidence, Confidence), (entry.force, CueForce)):
            assert said is None or said in set(values)


def test_open_stances_commit_to_nothing() -> None:
    """A cue that only asks or mentions has no confidence, as in the guidelines."""
    assert {e.confidence for e in LEXICON.entries if e.stance in ("question", "neutral")} <= {"unknown", None}


def test_forms_are_found() -> None:
    """Every form of every row, with the words that follow it, leads back to its entry."""
    for kind, lemma, forms, *_ in ROWS:
        slots = forms.split() if kind in ("verb", "noun") else [forms.replace(" ", "_")]
        for slot in slots:
            for spelling in slot.split("/"):
                words = spelling.split("_")
                if len(words) == 1 and kind in ("verb", "noun"):
                    words += lemma.split()[1:]
                found = [(r.entry.kind, r.entry.lemma) for r in LEXICON.lookup(words, 0)]
                assert (kind, lemma) in found, (lemma, spelling)


def test_forms_are_complete() -> None:
    """A verb has five forms, the first of which is the head of its lemma; words are in lower case."""
    for kind, lemma, forms, *_ in ROWS:
        assert forms == forms.lower()
        if kind == "verb":
            assert len(forms.split()) == 5
            assert forms.split()[0] == lemma.split()[0]
            assert all(ing.endswith("ing") for ing in forms.split()[4].split("/"))
            assert all(third.endswith("s") for third in forms.split()[1].split("/"))


def test_heads_agree() -> None:
    """A verb has the same forms with and without a particle."""
    forms: dict[str, str] = {}
    for kind, lemma, cell, *_ in ROWS:
        if kind == "verb":
            assert forms.setdefault(lemma.split()[0], cell) == cell


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("said", "say", "past"),
        ("said", "say", "participle"),
        ("wrote", "write", "past"),
        ("written", "write", "participle"),
        ("thought", "think", "past"),
        ("denies", "deny", "third"),
        ("planned", "plan", "past"),
        ("forbade", "forbid", "past"),
        ("swore", "swear", "past"),
        ("chose", "choose", "past"),
        ("sought", "seek", "participle"),
        ("foresaw", "foresee", "past"),
        ("lying", "lie", "ing"),
        ("denying", "deny", "ing"),
        ("labeled", "label", "past"),
        ("labelled", "label", "past"),
        ("vetoes", "veto", "third"),
        ("admitted", "admit", "past"),
        ("allegations", "allegation", "plural"),
        ("theses", "thesis", "plural"),
        ("say", "say", "base"),
    ],
)
def test_irregular_forms(word: str, lemma: str, form: str) -> None:
    """Irregular and doubled forms are recognised."""
    assert any(r.entry.lemma == lemma and form in r.forms for r in LEXICON.lookup([word], 0))


def test_longest_first() -> None:
    """A verb with its particle is read first as the longer entry, then as the verb alone."""
    assert readings("she called for calm", "called") == ["call for", "call"]
    assert readings("she called calm", "called") == ["call"]
    assert readings("according to her", "according") == ["according to"]
    assert readings("in the view of many", "in")[0] == "in the view of"
    assert readings("she ate bread", "ate") == []


def test_particles_at_the_end() -> None:
    """A particle beyond the last word does not match."""
    assert LEXICON.lookup(["according"], 0) == ()
    assert [r.entry.lemma for r in LEXICON.lookup(["called"], 0)] == ["call"]


@pytest.mark.parametrize(
    ("kind", "lemma", "said"),
    [
        ("verb", "say", ("affirm", "certain", "neutral")),
        ("verb", "believe", ("affirm", "probable", "neutral")),
        ("verb", "call for", ("advocate", "certain", "neutral")),
        ("verb", "claim", ("affirm", "certain", "distancing")),
        ("verb", "point out", ("affirm", "certain", "endorsing")),
        ("verb", "warn against", ("oppose", "certain", "neutral")),
        ("verb", "deny", ("deny", "certain", "neutral")),
        ("verb", "wonder", ("question", "unknown", "neutral")),
        ("verb", "discuss", ("neutral", "unknown", "neutral")),
        ("noun", "allegation", ("affirm", "certain", "distancing")),
        ("adjective", "opposed to", ("oppose", "certain", "neutral")),
        ("phrase", "according to", ("affirm", "certain", "neutral")),
    ],
)
def test_known_entries(kind: str, lemma: str, said: tuple[str, str, str]) -> None:
    """Entries have the values that the guidelines give them."""
    entry = LEXICON.entry(kind, lemma)  # type: ignore[arg-type]
    assert entry is not None
    assert (entry.stance, entry.confidence, entry.force) == said


def test_unknown_entry() -> None:
    """A lemma that is missing or of another kind is None, not an error."""
    assert LEXICON.entry("verb", "flumox") is None
    assert LEXICON.entry("noun", "say") is None


@given(
    st.lists(
        st.sampled_from(["call", "called", "for", "on", "to", "according", "a", "made", "it", "clear"]), min_size=1
    )
)
def test_lookup_law(words: list[str]) -> None:
    """The words of every reading are at its place in the text, and the longest reading comes first."""
    for i in range(len(words)):
        found = LEXICON.lookup(words, i)
        assert [r.length for r in found] == sorted((r.length for r in found), reverse=True)
        assert all(tuple(words[i + 1 : i + r.length]) == r.tail for r in found)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["kind\tlemma"], "the heading must be"),
        (row("verb", "say"), "2 cells; it must have 7"),
        (row("word", "say", "say", "-", "-", "-", "-"), "'word' is not a kind of cue"),
        (row("phrase", "Says", "Says", "-", "-", "-", "-"), "the lemma 'Says' must be in lower case"),
        (row("phrase", "", "", "-", "-", "-", "-"), "the lemma '' must be in lower case"),
        (row("phrase", "per", "per", "maybe", "-", "-", "-"), "'maybe' is not a stance"),
        (row("phrase", "per", "per", "-", "sure", "-", "-"), "'sure' is not a confidence"),
        (row("phrase", "per", "per", "-", "-", "strong", "-"), "'strong' is not a force"),
        (row("verb", "say", "say says", "-", "-", "-", "-"), "'say' has 2 forms"),
        (row("noun", "call", "a b c", "-", "-", "-", "-"), "'call' has 3 forms"),
        ([*row("phrase", "per", "per", "-", "-", "-", "-"), "phrase\tper\tper\t-\t-\t-\t-"], "'per' is listed twice"),
    ],
)
def test_bad_tables(lines: list[str], reason: str) -> None:
    """A table that is not a lexicon is refused with the line and the reason."""
    with pytest.raises(FormatError, match=reason) as caught:
        read_lexicon(read_rows(lines, "mine.tsv", CUE_COLUMNS))
    assert caught.value.line == len(lines)
    assert "mine.tsv, line" in str(caught.value)


def test_comments_and_blanks() -> None:
    """Comments and empty lines are skipped; `_` joins the words of a form, `/` splits spellings."""
    lines = ["# a list", "", HEADER, "noun\tpress release\tpress_release press_releases/news_releases\t-\t-\t-\t-"]
    lexicon = read_lexicon(read_rows(lines, "mine.tsv", CUE_COLUMNS))
    assert [r.forms for r in lexicon.lookup(["press", "releases"], 0)] == [{"plural"}]
    assert [r.forms for r in lexicon.lookup(["news", "releases"], 0)] == [{"plural"}]
    assert lexicon.entries[0].stance is None
