"""Finds attributions without a model: a lexicon of cues, closed word classes, and how each cue was used in news.

Each sentence is read once. A word of the lexicon becomes a candidate where the words around it let it be one: who
stands before it, what stands after it. Its trust is the share of such candidates that were attributions in the training
articles. What is trusted enough stays, the outer before the inner. Quotations that run on over several sentences or
paragraphs go with the speaker whom one of them names.
"""

from collections.abc import Iterator, Sequence

from newsclaims._attribution import Attribution
from newsclaims._syntax import tokens_of
from newsclaims.text import Text

from ..._public import set_public_module
from .._candidates import find_candidates, resolve_conflicts, score_of, to_attribution
from .._nesting import with_nested
from .running_quotations import extend_quotations

__all__ = ["RulesExtractor"]


class RulesExtractor:
    """The extractor `rules`: pure Python, deterministic, explainable.

    Args:
        threshold: The least trust that makes a find an attribution, in [0, 1]; None takes those that the trust table
            was set to, a lower one for cues that are enough by themselves ("said that", "refused to").
    """

    name = "rules"

    def __init__(self, threshold: float | None = None) -> None:
        self.threshold = threshold

    def extract(self, texts: Sequence[Text]) -> Iterator[list[Attribution]]:
        """Find the attributions of texts, one after the other.

        Args:
            texts: The texts.

        Yields:
            The attributions of each text, in order of their first words, then those inside their contents; `score` is
            the probability that one is right, made of its trust.
        """
        for text in texts:
            trust = text.language.trust
            least = trust.threshold if self.threshold is None else self.threshold
            attitude = trust.attitude if self.threshold is None else self.threshold
            tokens = text.once(tokens_of)
            found = find_candidates(tokens)
            # With the word after each: the "to" or "for" that goes with it.
            cued = {i for c in found for i in range(c.cue.first, c.cue.last + 1)}
            chosen = resolve_conflicts(c for c in found if c.trust >= (attitude if c.is_attitude else least))
            extend_quotations(tokens, chosen)
            yield with_nested(
                text, [to_attribution(tokens, c, score_of(tokens, c)) for c in chosen], self.threshold, cued
            )

    def finds(self, text: Text) -> Iterator[tuple[str, str, str, Attribution]]:
        """Yield all that may be an attribution, however little trusted, with its pattern: what trust is counted on.

        Args:
            text: The text.

        Yields:
            Lemma, frame, form, and the attribution.
        """
        tokens = text.once(tokens_of)
        for candidate in find_candidates(tokens):
            yield (
                candidate.lemma,
                candidate.frame,
                candidate.form,
                to_attribution(tokens, candidate, score_of(tokens, candidate)),
            )


set_public_module("newsclaims.extractors", RulesExtractor)
