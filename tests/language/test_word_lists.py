"""Word lists: single words and runs of words, looked up in a text."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import WordList
from newsclaims._language.tables import read_rows
from newsclaims._language.word_lists import read_word_lists, read_word_sets

ALPHABET = st.sampled_from(["no", "longer", "one", "who", "knows"])
RUNS = st.lists(st.lists(ALPHABET, min_size=1, max_size=3).map(tuple), min_size=1, max_size=5, unique=True)


def listed(*lines: str) -> dict[str, WordList]:
    """Return the groups of a table with these rows."""
    columns = ("group", "value", "words")
    return dict(read_word_lists(read_rows(["\t".join(columns), *lines], "mine.tsv", columns), {"first": ("i", "we")}))


def test_the_longest_run_wins() -> None:
    """The longest run at a position counts, with its value."""
    negation = listed("negation\tplain\tno;not", "negation\tover\tno longer")["negation"]
    words = ["it", "no", "longer", "leaks", "no"]
    assert negation.at(words, 1) == ("over", 2)
    assert negation.at(words, 4) == ("plain", 1)
    assert negation.at(words, 0) is None


def test_groups_include_classes() -> None:
    """A group may include a class of words, which gets the value of the row."""
    speaker = listed("speaker\tfirst\t@first;us")["speaker"]
    assert [speaker.at([word], 0) for word in ("i", "we", "us")] == [("first", 1)] * 3


def test_sets() -> None:
    """A table without values gives a set for each group."""
    rows = read_rows(["group\twords", "speaker\t@first;our"], "mine.tsv", ("group", "words"))
    assert read_word_sets(rows, {"first": ("i", "we")}) == {"speaker": {"i", "we", "our"}}


@given(RUNS, st.lists(ALPHABET, min_size=1))
def test_look_up_equals_search(runs: list[tuple[str, ...]], words: list[str]) -> None:
    """A look-up finds the longest run at the position, like a search through all runs."""
    found = listed("group\tyes\t" + ";".join(map(" ".join, runs)))["group"]
    for i in range(len(words)):
        lengths = [len(run) for run in runs if tuple(words[i : i + len(run)]) == run]
        assert found.at(words, i) == (("yes", max(lengths)) if lengths else None)
