"""Finds attributions without a model, with a lexicon of cues, closed word classes, and counts of cues in news.

Each sentence is read once. A word of the lexicon becomes a candidate if the words before and after it allow it. Its
trust is the share of such candidates that were attributions in the training articles. Candidates with enough trust are
kept, outer ones before inner ones. Quotations that continue over several sentences or paragraphs belong to the speaker
that one of them names.
"""

from collections.abc import Iterator, Sequence

from newsclaims._attribution import Attribution
from newsclaims._syntax import tokens_of
from newsclaims.text import Text

from ..._public import set_public_module
from .._candidates import find_candidates, resolve_conflicts, score_of, to_attribution
from .._edges import edges_of
from .._layout import with_layout
from .._nesting import with_nested, with_parents
from .._running_quotations import with_running_quotations

__all__ = ["RulesExtractor"]


class RulesExtractor:
    """The extractor `rules`: pure Python, deterministic, explainable.

    Args:
        threshold: The least trust that makes a find an attribution, in [0, 1]; None for the thresholds of the trust
            table, with a lower one for cues that are enough by themselves ("said that", "refused to").
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
            the probability that one is correct, computed from its trust.
        """
        for text in texts:
            yield self._attributions(text)

    def _attributions(self, text: Text) -> list[Attribution]:
        # Not inside the generator, which would keep all candidates while the text is judged.
        trust = text.language.trust
        least = trust.threshold if self.threshold is None else self.threshold
        attitude = trust.attitude if self.threshold is None else self.threshold
        tokens = text.once(tokens_of)
        found = find_candidates(text)
        # Also the word after each cue: the "to" or "for" that belongs to it.
        cued = {i for c in found for i in range(c.cue.first, c.cue.last + 1)}
        edges = edges_of(text)
        trusted = (c for c in found if c.trust >= (attitude if c.is_attitude else least))
        said = (c for c in trusted if not edges.is_put_to_somebody(c.cue))
        chosen = resolve_conflicts(c for c in said if not edges.is_summons(c.cue, tuple(c.content)))
        attributions = [to_attribution(tokens, c, score_of(tokens, c)) for c in chosen]
        joined = with_running_quotations(text, attributions)
        outer = with_parents(text, with_layout(text, joined, self.threshold))
        return with_nested(text, outer, self.threshold, cued)

    def finds(self, text: Text) -> Iterator[tuple[str, str, str, Attribution]]:
        """Yield all candidates with their patterns, even with little trust; trust is counted on them.

        Args:
            text: The text.

        Yields:
            Lemma, frame, form, and the attribution.
        """
        tokens = text.once(tokens_of)
        for candidate in find_candidates(text):
            yield (
                candidate.lemma,
                candidate.frame,
                candidate.form,
                to_attribution(tokens, candidate, score_of(tokens, candidate)),
            )


set_public_module("newsclaims.extractors", RulesExtractor)
