"""The fragments of a role are in order and near, and a string that joins several is split."""

from extractors.llm.grounding.told import answer, contents, grounded

TEXT = "“It rained,” the minister said, “all day long.” The mayor left. “It snowed on the hill,” she said."


def test_fragments_are_in_order() -> None:
    """Fragments in another order than the text's are not a claim."""
    assert contents(TEXT, answer(("It rained", "all day long"))) == [["It rained", "all day long"]]
    assert contents(TEXT, answer(("all day long", "It rained"))) == [
        "has its fragments in the text, but not in this order"
    ]


def test_a_string_is_split_at_an_ellipsis() -> None:
    """A model leaves words out and writes an ellipsis: the pieces are fragments."""
    expected = {"index": 0, "content": ["It rained", "all day long"], "note": "content normalised (in 2 pieces)"}
    for dots in (" ... ", "…", " [...] ", " (…) "):
        assert grounded(TEXT, answer(f"It rained{dots}all day long")) == [expected]


def test_an_ellipsis_of_the_text_splits_nothing() -> None:
    """If the text itself has the ellipsis, the string is whole."""
    assert contents("“It ... rained,” she said.", answer("It … rained")) == [["It ... rained"]]


def test_a_string_is_split_where_its_attribution_was() -> None:
    """A model joins two quotations and leaves out who said them: each keeps its quotation marks."""
    assert grounded(TEXT, answer('"It rained, all day long."', "said", "the minister")) == [
        {
            "index": 0,
            "source": ["the minister"],
            "cue": ["said"],
            "content": ["“It rained,”", "“all day long.”"],
            "note": "source exact, cue exact, content normalised (in 2 pieces)",
        }
    ]


def test_a_string_is_not_split_elsewhere() -> None:
    """Words from two places are not a claim, unless the clause with the cue is all that is between them."""
    assert isinstance(contents(TEXT, answer("It rained The mayor left", "said", "the minister"))[0], str)
    assert isinstance(contents(TEXT, answer("It rained on the hill", "said", "the minister"))[0], str)
    assert isinstance(contents(TEXT, answer("It rained all day long"))[0], str)


def test_pieces_far_apart_are_not_joined() -> None:
    """An ellipsis stands for some words and not for half an article."""
    text = f"It rained {'and the wind blew ' * 20}all day long."
    assert isinstance(contents(text, answer("It rained ... all day long"))[0], str)


def test_a_long_clause_does_not_divide_a_content() -> None:
    """More than a clause is between the pieces, so they are not one content."""
    text = f"It rained, said the mayor {'and the clerk ' * 10}, all day long."
    assert isinstance(contents(text, answer("It rained all day long", "said"))[0], str)


def test_a_joined_string_can_have_an_ellipsis_of_the_text() -> None:
    """The ellipsis is one of the text's own, and the attribution was elsewhere."""
    text = "“It rained,” she said, “and the wind … it blew.”"
    assert contents(text, answer("It rained and the wind … it blew", "said", "she")) == [
        ["It rained", "and the wind … it blew"]
    ]
