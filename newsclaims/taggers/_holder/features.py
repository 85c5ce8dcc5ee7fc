"""Describes a source and each candidate for its holder by numbers, which a trained network reads."""

import numpy as np
from attrs import frozen

from newsclaims._syntax import is_capital, without_stops

from .questions import Known
from .scene import TRAITS, Ints
from .views import FAR, FITS, NEAR, PLACES, Numbers, Views

__all__ = ["Table", "features"]

_TYPES = ("named_person", "named_organisation", "government", "anonymous", "document", "public", "reference")
_RANGE = 120
"""How many words back a description is searched for with an indefinite article."""
_REQUEST = 16
"""How many words after a source are searched for a request not to be named."""
_HISTORY, _LEXICAL, _NOBODY = 18, 18, 11
"""How many numbers describe a candidate by the other sources, and by the words of the source; and how many nobody."""
_PAIR = TRAITS + PLACES
"""How many numbers of a row are known before the holders of other sources are."""


@frozen(slots=True, eq=False)
class Table:
    """The numbers that describe a source with each candidate.

    Args:
        source: What the source is. These numbers are the first in each row.
        rows: The other numbers: one row for each candidate, and a last row for nobody.
    """

    source: Numbers
    rows: Numbers

    def whole(self) -> Numbers:
        """Return the rows with all their numbers."""
        return np.hstack([np.broadcast_to(self.source, (len(self.rows), len(self.source))), self.rows])


def features(views: Views, k: int, known: Known, candidates: Ints) -> Table:
    """Return the numbers for a source and some candidates of its scene.

    Args:
        views: A group of sources with the candidates of their scene.
        k: The attribution with the source.
        known: The holders of other sources.
        candidates: The candidates.
    """
    return _Reader(views, k, known).table(candidates)


class _Reader:
    """Describes one source with the candidates of a scene."""

    def __init__(self, views: Views, k: int, known: Known) -> None:
        self.scene, self.asked, self.known = views.scene, views.questions[k], known
        self.lowers, self.lists, self.language = self.scene.lowers, self.scene.lists, self.scene.text.language
        self.wording = self.asked.wording
        self.head, n = self.wording.head, views.numbers[k]
        self.sentence, self.paragraph = int(views.sentences[n, 0]), int(views.paragraphs[n, 0])
        self.rows, self.fit, self.fitting = views.rows[n], views.fit[n], int(views.fitting[n])
        self.top, self.lead = float(views.top[n, 0]), float(views.lead[n, 0])

    def table(self, candidates: Ints) -> Table:
        """Return the numbers for some candidates and for nobody."""
        found = np.zeros((self.scene.size, _HISTORY + _LEXICAL), dtype=np.float32)
        self._history(found[:, :_HISTORY])
        self._lexical(found[:, _HISTORY:])
        rows = np.zeros((len(candidates) + 1, _PAIR + _HISTORY + _LEXICAL + _NOBODY), dtype=np.float32)
        rows[:-1, :_PAIR] = self.rows[candidates]
        rows[:-1, _PAIR:-_NOBODY] = found[candidates]
        rows[-1, -_NOBODY:] = self._nobody()
        return Table(np.array(self._source(), dtype=np.float32), rows)

    def _source(self) -> list[float]:
        """Return what the source is."""
        asked, known, wording = self.asked, self.known, self.wording
        lists, texts = self.lists, self.scene.text.words.texts
        head = asked.words[-1]
        following = self.lowers[asked.last] if asked.last < len(self.lowers) else "."
        whole = self.lowers[asked.first : asked.last]
        return [
            *wording.form,
            *(float(asked.type == kind) for kind in _TYPES),
            *wording.words,
            float(texts[head].isupper()),
            float(is_capital(texts[head])),
            min(len(asked.words), 6) / 6,
            min(asked.last - asked.first, 12) / 12,
            float(asked.own is not None),
            float(asked.nested),
            float(known.outer is not None),
            float(known.beside is not None),
            float(asked.turn is not None),
            float(asked.joined),
            float(self.scene.quoted_words[asked.first]),
            float(asked.content[0] > asked.first),
            float(following in lists["complement"].starts),
            float(self.scene.parties[1] is not None),
            *wording.sexes,
            float(any(word in lists["joint"].starts for word in whole)),
            min(3, whole.count(",")) / 3,
        ]

    def _history(self, rows: Numbers) -> None:
        """Note which candidates are sources before and after this one, or speak around it."""
        scene, asked, known = self.scene, self.asked, self.known
        self._earlier(rows)
        if known.after and known.after[0] is not None:
            rows[known.after[0], 8] = 1
        rows[[at for at in known.after if at is not None], 9] = 1
        if scene.speaking:
            rows[list(scene.speaking), 16] = 1
        around = (asked.own, known.outer, known.beside, asked.turn, asked.other, *scene.parties)
        for column, at in enumerate(around, 10):
            if at is not None:
                rows[at, column] = 1

    def _earlier(self, rows: Numbers) -> None:
        """Note which candidates the earlier sources refer to, how often, and how long ago."""
        rows[:, 6] = NEAR[FAR]
        before, holders = self.known.before, self.known.holders
        for steps, at in enumerate(holders[:-3:-1]):
            if at is not None:
                rows[at, steps] = 1
        named = [(one, at) for one, at in zip(before, holders, strict=True) if at is not None]
        if not named:
            return
        rows[named[-1][1], 2] = 1
        fitting = next((at for _, at in reversed(named) if self.fit[at] > FITS), None)
        if fitting is not None:
            rows[fitting, 3] = 1
        counts = np.bincount([at for _, at in named], minlength=len(rows))
        rows[:, 4] = np.log1p(counts) / 2
        rows[:, 5] = counts / len(before)
        for at, one in {at: one for one, at in named}.items():  # the last source for each candidate
            rows[at, 6] = NEAR[min(FAR, max(0, self.sentence - one.sentence))]
            rows[at, 7] = self.scene.paragraphs[one.sentence] == self.paragraph
        rows[[at for one, at in named if one.head == self.head], 17] = 1

    def _lexical(self, rows: Numbers) -> None:
        """Note what the words of the source share with each candidate."""
        scene, asked = self.scene, self.asked
        rows[scene.candidate[slice(*scene.first.searchsorted((asked.first, asked.last)))], 0] = 1
        if self.wording.value:
            return
        text = scene.text.words.texts[asked.words[-1]]
        letters = without_stops(text).lower() if text.isupper() and len(text) > 1 else ""
        small = (self.lists["determiner"].starts, self.lists["preposition"].starts, self.lists["genitive"].starts)
        words = {self.lowers[i] for i in asked.words}
        words = {word for word in words if word[0].isalnum() and not any(word in group for group in small)}
        rows[:, 14] = scene.lengths > len(words)
        for at in scene.sharing({*words, self.head}, letters):
            self._shared(rows[at], at, words, letters)
        if asked.form != "name":
            self._roles(rows)

    def _roles(self, rows: Numbers) -> None:
        """Note which named entities are known for the role that a description names, and which for other roles."""
        described = self.wording.described
        if described:
            for at, roles in self.scene.known_for:
                strange = described.isdisjoint(roles)
                rows[at, 12], rows[at, 13] = not strange, strange

    def _shared(self, row: Numbers, at: int, words: set[str], letters: str) -> None:
        """Note what the words of the source share with one candidate."""
        head, tokens, near, others = self.head, self.scene.tokens[at], self.scene.beside[at], words - {self.head}
        if head in tokens:
            row[1], row[2], row[3] = 1, head == tokens[-1], head == tokens[0]
        row[4] = bool(words) and words.issubset(tokens)
        row[5] = min(3, len(others.intersection(tokens))) / 3
        row[6] = head in near
        row[7] = min(3, len(others & near)) / 3
        shared = len(words.intersection(tokens))
        row[8] = shared > 0
        row[15] = shared / max(1, len(words))
        row[16] = shared / len(tokens)
        row[17] = tokens[0] in words and tokens[-1] in self.lists["org_word"].starts
        if at >= len(self.scene.entities):
            return
        row[9] = bool(letters) and letters == self.scene.letters[at]
        entity = self.scene.entities[at]
        row[10] = head in entity.words
        row[11] = min(3, len(others & entity.words)) / 3

    def _nobody(self) -> list[float]:
        """Return what shows that the article does not name the holder."""
        unnamed = next((n for n, at in enumerate(reversed(self.known.holders)) if at is None), None)
        return [
            1.0,
            float(unnamed == 0),
            float(np.log1p(FAR if unnamed is None else unnamed)) / 3,
            float(NEAR[self._ago()]),
            self.top / 6,
            self.lead,
            min(4, self.fitting) / 4,
            self._stranger(),
            self._anonymous(),
            min(self.scene.size, 40) / 40,
            float(not self.known.before),
        ]

    def _ago(self) -> int:
        """Return how many sentences ago the last source without a holder had the same head."""
        for one, at in zip(reversed(self.known.before), reversed(self.known.holders), strict=True):
            if at is None and one.head == self.head:
                return min(FAR, max(0, self.sentence - one.sentence))
        return FAR

    def _stranger(self) -> float:
        """Say whether the last place before the source that has its head introduces a stranger: "a man"."""
        if self.wording.value:
            return 0.0
        begin = max(0, self.asked.first - _RANGE + 1)
        if self.head not in self.lowers[begin : self.asked.first]:  # nearly always
            return 0.0
        for i in range(self.asked.first - 1, begin - 1, -1):
            if self.lowers[i] == self.head:
                return float(any(word in self.lists["indefinite"].starts for word in self.lowers[max(0, i - 3) : i]))
        return 0.0

    def _anonymous(self) -> float:
        """Say whether the words after the source say that a person does not want to be named."""
        unnamed, last = self.lists["unnamed"], self.asked.last
        after = self.lowers[last : last + _REQUEST]
        if unnamed.starts.keys().isdisjoint(after):  # nearly always
            return 0.0
        return float(any(unnamed.at(self.lowers, i) for i in range(last, last + len(after))))
