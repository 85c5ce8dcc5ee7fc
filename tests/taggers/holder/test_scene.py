"""The candidates of a text as arrays, in parts if there are many."""

import tracemalloc

from newsclaims._attribution import Attribution
from newsclaims._model import Article
from newsclaims._syntax import names_of
from newsclaims.taggers._holder import HolderTagger
from newsclaims.taggers._holder.roles import inventory_of
from newsclaims.taggers._holder.scene import Scene
from newsclaims.text import Text, read

_NEAR = 300 + 2 * 600
"""How many words a part looks at."""


def _scene(string: str) -> tuple[Text, Scene]:
    """Return a text, and the scene of its names."""
    text = read(Article(text=string))
    return text, Scene(text, text.once(inventory_of), [], [], set())


def test_a_short_text_is_one_scene() -> None:
    """A source in a text of ordinary length meets all names of the text."""
    text, scene = _scene("Ann Lee met Bob Roe. " * 20)
    assert all(scene.near(word) is scene for word in range(len(text.words)))


def test_a_source_meets_a_bounded_number_of_places() -> None:
    """In a long text a source meets the names around it, however often the text has them."""
    text, scene = _scene("Ann Lee met Bob Roe. " * 2_000)
    assert len(scene.first) == len(text.once(names_of)) == 4_000
    for word in (0, len(text.words) // 2, len(text.words) - 1):
        assert 0 < len(scene.near(word).first) <= _NEAR


def test_old_parts_are_forgotten() -> None:
    """The parts that a scene keeps need the same memory in a long text as in a short one."""
    text, scene = _scene("Ann Lee met Bob Roe. " * 4_000)
    words = range(0, len(text.words), 300)
    for word in words[: len(words) // 2]:
        scene.near(word)
    tracemalloc.start()
    try:
        for word in words[len(words) // 2 :]:
            scene.near(word)
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert grown < 200_000


def test_a_part_knows_its_candidates_by_their_numbers() -> None:
    """A candidate of the text that is not in a part has no number there; the others lead back to themselves."""
    _, scene = _scene("".join(f"Ann Lee{n:04} met Bob Roe{n:04}. " for n in range(500)))
    part = scene.near(0)
    assert part.pool is not None
    known = {at: part.local(at) for at in range(scene.size)}
    assert {at for at, number in known.items() if number is not None} == set(part.pool.tolist())
    assert all(part.pool[number] == at for at, number in known.items() if number is not None)
    assert part.among(set(known)) == set(range(part.size))


def test_a_text_that_names_nobody_around_a_source() -> None:
    """In a long text, a pronoun far from all names has no holder."""
    names = "".join(f"Ann Lee{n:04} met Bob Roe{n:04}. " for n in range(120))
    nobody = "The old quay was safe. " * 400
    string = f"{names}{nobody}He said so. {nobody}"
    start = len(names) + len(nobody)
    assert string[start : start + 3] == "He "
    found = Attribution(((start, start + 2),), ((start + 3, start + 7),), ((start + 8, start + 10),))
    assert [one.holder for one in HolderTagger().tag(read(Article(text=string)), [found])] == [None]
