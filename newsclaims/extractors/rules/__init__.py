"""Finds attributions without a model: a lexicon of cues, closed word classes, and how each cue was used in news.

Each sentence is read once. A word of the lexicon becomes a candidate where the words around it let it be one: who
stands before it, what stands after it. Its trust is the share of such finds that were attributions in the training
articles (`data/trust.tsv`); what is trusted enough stays, the outer before the inner. Quotations that run on over
several sentences or paragraphs go with the speaker whom one of them names.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from newsclaims.attribution import Attribution, Offsets
from newsclaims.text import Text

from . import grammar, trust
from .candidate import Candidate
from .choice import choose
from .nesting import Child, children
from .search import candidates
from .speech import run_on
from .view import View, view_of

__all__ = ["RulesExtractor", "with_nested"]


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
        table = trust.load()
        least = table.threshold if self.threshold is None else self.threshold
        attitude = table.attitude if self.threshold is None else self.threshold
        for text in texts:
            view = view_of(text, grammar.load())
            found = candidates(view)
            # With the word after each: the "to" or "for" that goes with it.
            cued = {i for c in found for i in range(c.cue[0], c.cue[1] + 1)}
            chosen = choose(c for c in found if c.trust >= (attitude if c.attitude else least))
            run_on(view, chosen)
            outer = [_attribution(view, c) for c in chosen]
            yield [*outer, *_nested(view, children(view, outer, self.threshold, cued))]

    def finds(self, text: Text) -> Iterator[tuple[str, str, str, Attribution]]:
        """Yield all that may be an attribution, however little trusted, with its pattern: what trust is counted on.

        Args:
            text: The text.

        Yields:
            Lemma, frame, form, and the attribution.
        """
        view = view_of(text, grammar.load())
        for candidate in candidates(view):
            yield candidate.lemma, candidate.frame, candidate.form, _attribution(view, candidate)


def with_nested(text: Text, attributions: Sequence[Attribution], threshold: float | None = None) -> list[Attribution]:
    """Return attributions, and behind them those inside their contents, as children that the rules found.

    Args:
        text: The text.
        attributions: What was found in it, by whatever extractor.
        threshold: The least trust that makes a find inside a content an attribution; None takes that of the table.
    """
    if not attributions:
        return []
    view = view_of(text, grammar.load())
    found = _nested(view, children(view, attributions, threshold))
    return [*attributions, *(evolve(child, extractors=(RulesExtractor.name,)) for child in found)]


def _nested(view: View, found: Iterable[Child]) -> Iterator[Attribution]:
    return (evolve(_attribution(view, child.candidate), parent=child.parent) for child in found)


def _attribution(view: View, candidate: Candidate) -> Attribution:
    def offsets(spans: Sequence[tuple[int, int]]) -> Offsets:
        return tuple(view.offsets(span) for span in spans)

    return Attribution(
        source=offsets([candidate.source]) if candidate.source else (),
        cue=(view.offsets(candidate.cue),),
        content=offsets(candidate.content),
        score=round(trust.load().score(candidate.trust, candidate.frame, candidate.form), 4),
        note=f"{candidate.lemma}: {candidate.frame}, {candidate.form}",
    )
