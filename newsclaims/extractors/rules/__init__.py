"""Finds attributions without a model: a lexicon of cues, closed word classes, and how each cue was used in news.

Each sentence is read once. A word of the lexicon becomes a candidate where the words around it let it be one: who stands
before it, what stands after it. Its trust is the share of such finds that were attributions in the training articles
(`data/trust.tsv`); what is trusted enough stays, the outer before the inner. Quotations that run on over the following
sentences go with the speaker named first.
"""

from collections.abc import Iterator, Sequence

from newsclaims import lexicon
from newsclaims.attribution import Attribution, Offsets
from newsclaims.lexicon import Reading
from newsclaims.text import Text

from . import grammar, trust
from .candidate import Candidate
from .choice import choose
from .clauses import Clauses
from .contents import Contents, load_stops
from .nouns import Nouns
from .others import Others
from .speech import run_on
from .verbs import Verbs
from .view import View, view_of

__all__ = ["RulesExtractor"]


class RulesExtractor:
    """The extractor `rules`: pure Python, deterministic, explainable.

    Args:
        threshold: The least trust that makes a find an attribution, in [0, 1]; None takes the one that the trust table
            was set to.
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
        intention = min(least, table.intention)
        for text in texts:
            view = view_of(text, grammar.load())
            chosen = choose(c for c in candidates(view) if c.trust >= (intention if c.intention else least))
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
    readings, table = lexicon.load(), trust.load()
    nouns = Nouns(view, readings.readings)
    verbs = Verbs(view, nouns, readings.readings)
    contents = Contents(view, nouns, readings.readings, load_stops())
    clauses, others = Clauses(view, nouns, verbs, contents), Others(view, nouns, verbs, contents)
    found: list[Candidate] = []
    for place in view.places():
        first, last = place.first, place.last
        here: list[Candidate] = []
        colon = others.colon(first, last)
        if colon is not None:
            colon.trust = table.of(colon.lemma, colon.frame, colon.form)
            here.append(colon)
        i = first
        while i < last:
            if view.quoted[i] or view.lowers[i] not in readings.readings:
                i += 1
                continue
            for reading in readings.lookup(view.lowers, i):
                if reading.entry.kind == "verb":
                    candidate = clauses.find(place, i, reading, here)
                else:
                    candidate = others.find(first, last, i, reading)
                if candidate is not None:
                    candidate.trust = table.of(candidate.lemma, candidate.frame, candidate.form)
                    candidate.intention = _intends(reading, candidate)
                    here.append(candidate)
            i += 1
        found += here
    return found


def _intends(reading: Reading, candidate: Candidate) -> bool:
    wish = reading.entry.stance in ("advocate", "oppose")
    return wish and candidate.frame == "inf" and candidate.form.startswith("finite")


def _attribution(view: View, candidate: Candidate) -> Attribution:
    def offsets(spans: Sequence[tuple[int, int]]) -> Offsets:
        return tuple(view.offsets(span) for span in spans)

    return Attribution(
        source=offsets([candidate.source]) if candidate.source else (),
        cue=offsets(candidate.cue),
        content=offsets(candidate.content),
        score=round(candidate.trust, 4),
        note=f"{candidate.lemma}: {candidate.frame}, {candidate.form}",
    )
