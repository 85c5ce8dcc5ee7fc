"""Of strings that the text has more than once, the places that are nearest to one another count."""

from extractors.llm.grounding.told import answer, contents, grounded, reading

from newsclaims.extractors._llm.grounding import Grounded, ground

TEXT = "“It rains,” she said. “It rains,” he said. “It snows,” she said. “It rains,” they said."


def offset(text: str, word: str, number: int = 0) -> int:
    """Return where a word is in the text, for the given number of times."""
    at = -1
    for _ in range(number + 1):
        at = text.index(word, at + 1)
    return at


def test_the_content_beside_the_source_counts() -> None:
    """Equal contents belong to the source and the cue that are near them, in any order of the answers."""
    for order in (("she", "he", "they"), ("they", "he", "she")):
        found = ground(reading(TEXT), [answer("It rains", "said", who) for who in order])
        places = [one.content[0][0] for one in found if isinstance(one, Grounded)]
        assert places == [{"she": 1, "he": 23, "they": offset(TEXT, "It rains", 2)}[who] for who in order]


def test_a_role_of_the_same_sentence_counts_before_a_nearer_one() -> None:
    """A cue beside the content but in another sentence is not its cue."""
    text = "Prices rose, he said. It rained, the mayor of the small town on the coast said."
    (found,) = ground(reading(text), [answer("It rained", "said")])
    assert isinstance(found, Grounded)
    assert found.cue[0][0] == text.rindex("said")


def test_roles_do_not_overlap() -> None:
    """A cue or a source inside the content does not count if there is another."""
    text = "Ann said that Ann said nothing."
    (found,) = ground(reading(text), [answer("that Ann said nothing", "said", "Ann")])
    assert isinstance(found, Grounded)
    assert (found.source, found.cue) == (((0, 3),), ((4, 8),))


def test_a_pronoun_far_from_its_cue_is_not_a_source() -> None:
    """A name can be anywhere in the text; a pronoun must be near."""
    text = f"He left. Ann Lee stayed. {'Ships came and went. ' * 8}It rained, reports said."
    assert grounded(text, answer("It rained", "said", "He")) == [
        {"index": 0, "role": "source", "string": "He", "reason": "is in the text, but not near the rest of the claim"}
    ]
    assert grounded(text, answer("It rained", "said", "Ann Lee"))[0]["source"] == ["Ann Lee"]


def test_a_cue_far_from_the_content_is_not_its_cue() -> None:
    """A cue many sentences away belongs to another claim."""
    text = f"He said no. {'Ships came and went. ' * 8}It rained."
    assert contents(text, answer("It rained", "said")) == ["is in the text, but not near the content"]


def test_a_frequent_content_is_found_beside_its_cue() -> None:
    """A pronoun that the text has a hundred times is found by its rarer cue."""
    text = f"{'They saw it. ' * 50}The court banned it. {'They saw it. ' * 50}"
    (found,) = ground(reading(text), [answer("it", "banned", "The court")])
    assert isinstance(found, Grounded)
    assert found.content[0][0] == text.index("banned") + len("banned ")


def test_fragments_are_near_one_another() -> None:
    """A short fragment is taken from the place where the other fragment is."""
    text = f"Ann thinks that ships came. {'That was all. ' * 3}It is, she added, that she left, unlikely."
    (found,) = ground(reading(text), [answer(("that", "unlikely"), "added", "she")])
    assert isinstance(found, Grounded)
    assert found.content[0][0] == text.rindex("that")


def test_a_source_can_be_between_the_fragments() -> None:
    """A source and a cue between two fragments are the nearest ones."""
    text = "He said so. “It rained,” he said, “all day.” He said so."
    (found,) = ground(reading(text), [answer(("It rained", "all day"), "said", "he")])
    assert isinstance(found, Grounded)
    assert found.source[0][0] == text.index("he said")


def test_fragments_far_from_the_answer_before_are_found() -> None:
    """A frequent fragment has many places in between, but the first one counts if nothing else does."""
    text = f"Winds rose. {'Ships came. ' * 200}Rain fell, she said."
    content = ("Winds", "Ships")
    assert contents(text, answer("Rain fell", "said"), answer(content)) == [["Rain fell"], list(content)]


def test_a_source_inside_the_content_is_not_a_source() -> None:
    """However many fragments the content has, a source is looked for beside them."""
    text = f"{'They came. ' * 8}It was so, reports said."
    assert contents(text, answer(("They came",) * 8, "said", "They")) == [
        "is in the text, but not near the rest of the claim"
    ]
