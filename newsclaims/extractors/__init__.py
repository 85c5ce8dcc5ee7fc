"""Extractors, which find the attributions of a text: each a source, a cue and a content."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .._progress import steps
from .._public import lazy_names

if TYPE_CHECKING:
    from ._llm import LLMExtractor as LLMExtractor
    from ._neural import NeuralExtractor as NeuralExtractor
    from ._rules import RulesExtractor as RulesExtractor
else:
    __getattr__ = lazy_names(
        __name__, {"LLMExtractor": "._llm", "NeuralExtractor": "._neural", "RulesExtractor": "._rules"}
    )

    def __dir__():
        return [*__all__]


__all__ = ["Extractor", "LLMExtractor", "NeuralExtractor", "RulesExtractor", "steps"]


@runtime_checkable
class Extractor(Protocol):
    """Finds attributions.

    An extractor must give equal output for equal texts, in any batch. It must be safe to share between threads, and it
    must be picklable. It can have an attribute `taggers` with the taggers that a pipeline adds to the built-in ones:
    each a tagger, a name, or a name and its options, `("neural", {"model": folder})`. It can also have `version` and
    `model`, two strings for `ClaimSet.extractor` (without `version`, the version of its package is used). If it judges
    some labels itself, an attribute `provides` can name them: then the built-in taggers for them are left out. An
    attribute `batch_size` can say how many texts it works best with at a time; `newsclaims extract`, `view` and `run`
    use it.
    A method `check_setup` can raise an error if no article can be processed, for example because a key is missing: it
    is called before a stream or a run begins. If something that all articles need fails later, `extract` can raise
    `UnavailableError`, which ends the stream.

    `Pipeline.run` goes on with a run only if the settings of its plug-ins are those that it began with. An attribute
    `settings` can say what they are: a mapping of plain values that the claims depend on. Without it, those of the
    attributes that are plain values count.
    """

    @property
    def name(self) -> str:
        """Its name, which claims have in `extractors`."""
        ...

    def extract(self, texts: Sequence[Text]) -> Iterable[Sequence[Attribution]]:
        """Find the attributions of a batch of texts.

        Args:
            texts: The texts.

        Returns:
            One list per text, in order; each attribution's spans lie inside its text.
        """
        ...
