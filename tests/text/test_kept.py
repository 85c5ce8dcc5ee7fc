"""Values computed from a text are kept with the text, and freed with it."""

import gc
import pickle
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newsclaims._model import Article
from newsclaims.extractors import Extractor
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.taggers._confidence import ConfidenceTagger
from newsclaims.taggers._cue_force import CueForceTagger
from newsclaims.taggers._holder import HolderTagger
from newsclaims.taggers._neural import NeuralTagger
from newsclaims.taggers._quotation import QuotationTagger
from newsclaims.taggers._source_type import SourceTypeTagger
from newsclaims.taggers._stance import StanceTagger
from newsclaims.taggers._times import TimesTagger
from newsclaims.text import Text, read
from newsclaims.text._kept import Kept

SEED = Path(__file__).parents[2] / "seeds" / "000_ba67543f12171369.txt"
TAGGERS = (
    *(StanceTagger(), ConfidenceTagger(), CueForceTagger(), SourceTypeTagger(), QuotationTagger()),
    *(HolderTagger(), TimesTagger(), NeuralTagger()),
)
LONG_WORDS = 9


def seed() -> Text:
    """Read the seed article."""
    return read(Article(text=SEED.read_bytes().decode("utf-8"), published="2024-11-08"))


def judged(text: Text, extractor: Extractor) -> int:
    """Run an extractor and all taggers over a text, and return how many attributions there are."""
    [found] = extractor.extract([text])
    for tagger in TAGGERS:
        found = tagger.tag(text, found)
    return len(found)


def long_words(text: Text) -> list[str]:
    """Return a new list of the long words of a text."""
    return [word for word in text.words.lowers if len(word) > LONG_WORDS]


@pytest.mark.parametrize("extractor", [RulesExtractor(), NeuralExtractor()], ids=["rules", "neural"])
def test_kept_values_do_not_keep_the_text_alive(extractor: Extractor) -> None:
    """An unreferenced text is freed with its kept values, without the help of the garbage collector."""
    text = seed()
    assert judged(text, extractor) > 0
    assert len(text._kept) > 0
    alive = weakref.ref(text)
    gc.collect()
    gc.disable()
    try:
        del text
        assert alive() is None
    finally:
        gc.enable()


def test_a_text_is_read_once() -> None:
    """A function gives the same object for the same text, and another object for another text."""
    text, other = seed(), seed()
    assert text.once(long_words) is text.once(long_words)
    assert text.once(long_words) == other.once(long_words)
    assert text.once(long_words) is not other.once(long_words)


def test_kept_values_are_not_part_of_the_text() -> None:
    """Kept values do not affect whether texts are equal, and a pickle leaves them out."""
    text, fresh = seed(), seed()
    judged(text, RulesExtractor())
    assert text == fresh
    copy = pickle.loads(pickle.dumps(text))
    assert copy == text
    assert len(copy._kept) == 0 < len(text._kept)


def test_a_failed_reading_is_not_kept() -> None:
    """A function that raises is called again the next time, and nothing is kept."""

    def refuse(thing: object) -> object:
        raise ValueError(thing)

    kept = Kept()
    for _ in range(2):
        with pytest.raises(ValueError, match="never"):
            kept.once(refuse, "never")
    assert len(kept) == 0


def test_threads_that_ask_at_once_get_one_object() -> None:
    """Threads may compute a value at the same time; all of them get the value that was stored first."""
    threads = 4
    together = threading.Barrier(threads)

    def read_slowly(text: Text) -> list[str]:
        together.wait()  # no thread continues until every thread has found nothing kept
        return long_words(text)

    text = seed()
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda _: text.once(read_slowly), range(threads)))
    assert all(one is found[0] for one in found)
    assert text.once(read_slowly) is found[0]
