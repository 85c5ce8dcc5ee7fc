"""Finds attributions without a model: a lexicon of cues, closed word classes, and how each cue was used in news.

Each sentence is read once. A word of the lexicon becomes a candidate where the words around it let it be one: who
stands before it, what stands after it. Its trust is the share of such finds that were attributions in the training
articles (`data/trust.tsv`); what is trusted enough stays, the outer before the inner. Quotations that run on over
several sentences or paragraphs go with the speaker whom one of them names.
"""

from collections.abc import Iterator, Sequence

from newsclaims import lexicon
from newsclaims.attribution import Attribution, Offsets
from newsclaims.text import Text

from . import grammar, trust
from .candidate import Candidate
from .choice import choose
from .clauses import Clauses
from .contents import Contents, load_stops
from .nouns import Nouns
from .others import Others
from .speech import run_on
from .subjects import Subjects
from .verbs import Verbs
from .view import View, view_of

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
            The attributions of each text, in order of their first words; `score` is the trust.
        """
        table = trust.load()
        least = table.threshold if self.threshold is None else self.threshold
        attitude = table.attitude if self.threshold is None else self.threshold
        for text in texts:
            view = view_of(text, grammar.load())
            chosen = choose(c for c in candidates(view) if c.trust >= (attitude if c.attitude else least))
            run_on(view, chosen)
            yield [_attribution(view, c) for c in chosen]

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


def candidates(view: View) -> list[Candidate]:
    """Return all that may be an attribution in a text, with its trust, sentence by sentence.

    Args:
        view: The text.
    """
    cues, table = lexicon.load(), trust.load()
    nouns = Nouns(view, cues.readings)
    verbs = Verbs(view, nouns, cues.readings)
    contents = Contents(view, nouns, cues.readings, load_stops())
    parts = (view, nouns, Subjects(view, nouns), verbs, contents)
    clauses, others = Clauses(*parts), Others(*parts)
    found: list[Candidate] = []

    def weigh(candidate: Candidate | None) -> Iterator[Candidate]:
        if candidate is not None:
            candidate.trust = table.of(candidate.lemma, candidate.frame, candidate.form)
            yield candidate

    for place in view.places():
        here = list(weigh(others.colon(place)))
        for i in range(place.first, place.last):
            if view.lowers[i] in cues.readings and not view.quoted[i]:
                for reading in cues.lookup(view.lowers, i):
                    if reading.entry.kind == "verb":
                        here += weigh(clauses.find(place, i, reading, here))
                    else:
                        here += weigh(others.find(place, i, reading))
        found += here
    return found


def _attribution(view: View, candidate: Candidate) -> Attribution:
    def offsets(spans: Sequence[tuple[int, int]]) -> Offsets:
        return tuple(view.offsets(span) for span in spans)

    return Attribution(
        source=offsets([candidate.source]) if candidate.source else (),
        cue=(view.offsets(candidate.cue),),
        content=offsets(candidate.content),
        score=round(candidate.trust, 4),
        note=f"{candidate.lemma}: {candidate.frame}, {candidate.form}",
    )
