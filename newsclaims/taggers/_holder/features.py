"""Describes a source and each candidate for its holder by numbers, which a trained network reads."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import evolve, frozen

from newsclaims._syntax import is_capital, is_plural, without_stops

from .roles import classes
from .scene import KINDS, TRAITS, Floats, Scene

__all__ = ["WIDTH", "Question", "Sighting", "features"]

_FORMS = ("name", "pronoun", "relative", "speaker", "description", "other")
_TYPES = ("named_person", "named_organisation", "government", "anonymous", "document", "public", "reference")
_VALUES = "mfnprs"
_FAR = 20
"""A distance in sentences that is as good as any larger one."""
_FADE, _APART, _FOREIGN, _ASIDE, _REPEATED = 0.6, 0.8, 0.5, 0.2, 0.4
"""The factors of salience: for each sentence, each paragraph, a quotation, a caption, and a further place."""
_FITS = 0.15
"""How well a candidate must fit a source to be compared with others."""
_RANGE = 120
"""How many words back a description is searched for with an indefinite article."""
_REQUEST = 16
"""How many words after a source are searched for a request not to be named."""
_SOURCE = 55
_PAIR = 27 + 18 + 18
_NOBODY = 11
WIDTH = _SOURCE + TRAITS + _PAIR + _NOBODY
"""How many numbers describe a source with a candidate."""


@frozen(slots=True)
class Question:
    """A source whose holder is searched for. Candidates are numbers in the scene; None if there is none.

    Args:
        first: Its first word.
        last: One past its last word.
        words: The words of its noun phrase, up to its head.
        form: How it refers to its holder.
        type: The source type.
        content: The first word of its content and one past its last word.
        nested: Whether it is inside the content of another claim.
        joined: Whether a second name is coordinated with the first.
        own: The candidate whose name has the head.
        outer: The holder of the claim around it.
        beside: The holder of another claim with content in the same quotation.
        turn: The speaker of the turn that it is in.
        other: The speaker of the turn before that one.
    """

    first: int
    last: int
    words: Sequence[int]
    form: str
    type: str
    content: tuple[int, int]
    nested: bool
    joined: bool
    own: int | None
    outer: int | None
    beside: int | None
    turn: int | None
    other: int | None

    def numbered(self, number: Callable[[int | None], int | None]) -> "Question":
        """Return the same question with other numbers for the candidates.

        Args:
            number: Returns the new number.
        """
        own, outer, beside = number(self.own), number(self.outer), number(self.beside)
        return evolve(self, own=own, outer=outer, beside=beside, turn=number(self.turn), other=number(self.other))


@frozen(slots=True)
class Sighting:
    """A source whose holder is already known, or known to be nobody.

    Args:
        word: Its first word.
        candidate: The holder; None for nobody.
        head: The head of its noun phrase, in lower case.
    """

    word: int
    candidate: int | None
    head: str


def features(scene: Scene, asked: Question, before: Sequence[Sighting], after: Sequence[int | None]) -> Floats:
    """Return one row for each candidate, and a last row for nobody.

    Args:
        scene: The candidates.
        asked: The source.
        before: The sources before it, in the order of the text.
        after: The candidates that the sources after it name, in the order of the text.
    """
    return _Reader(scene, asked).table(before, after)


class _Reader:
    """Describes one source with all candidates."""

    def __init__(self, scene: Scene, asked: Question) -> None:
        self.scene, self.asked = scene, asked
        self.lowers, self.lists, self.language = scene.lowers, scene.lists, scene.text.language
        self.first = self.lowers[asked.words[0]]
        self.head = self.lowers[asked.words[-1]]
        found = self.lists["pronoun"].starts.get(self.first)
        self.value = found[0][1] if found is not None and asked.form in ("pronoun", "relative", "speaker") else ""
        self.roles = classes(self.language, "role", self.head)
        self.bodies = classes(self.language, "org_noun", self.head)
        self.sentence = scene.sentence_of(asked.first)
        self.paragraph = int(scene.paragraphs[self.sentence])
        self.fit = self._fit()
        self.top = self.lead = 0.0

    def table(self, before: Sequence[Sighting], after: Sequence[int | None]) -> Floats:
        """Return the rows."""
        size = self.scene.size
        table = np.zeros((size + 1, WIDTH))
        table[:, :_SOURCE] = self._source()
        if size:
            end = _SOURCE + TRAITS
            table[:size, _SOURCE:end] = self.scene.traits
            pairs = np.concatenate([self._places(), self._history(before, after), self._lexical()])
            table[:size, end : end + _PAIR] = pairs.T
        table[size, -_NOBODY:] = self._nobody(before)
        return table

    def _source(self) -> list[float]:
        """Return what the source is."""
        asked, lists, texts = self.asked, self.lists, self.scene.text.words.texts
        head = asked.words[-1]
        following = self.lowers[asked.last] if asked.last < len(self.lowers) else "."
        described = asked.form in ("description", "other")
        return [
            *(float(asked.form == form) for form in _FORMS),
            *(float(asked.type == kind) for kind in _TYPES),
            *(float(self.value == value) for value in _VALUES),
            *(float(self.first in lists[group].starts) for group in _FIRST),
            *(float(self.head in lists[group].starts) for group in _HEAD),
            float(described and bool(self.roles)),
            float(described and bool(self.bodies)),
            float(is_plural(self.language, self.head)),
            float(texts[head].isupper()),
            float(is_capital(texts[head])),
            min(len(asked.words), 6) / 6,
            min(asked.last - asked.first, 12) / 12,
            float(asked.own is not None),
            float(asked.nested),
            float(asked.outer is not None),
            float(asked.beside is not None),
            float(asked.turn is not None),
            float(asked.joined),
            float(self.scene.quoted_words[asked.first]),
            float(asked.content[0] > asked.first),
            float(following in lists["complement"].starts),
            float(self.scene.parties[1] is not None),
            *(float(sex in classes(self.language, "gender", self.head)) for sex in "mf"),
            float(any(self.lowers[i] in lists["joint"].starts for i in range(asked.first, asked.last))),
            min(3, self.lowers[asked.first : asked.last].count(",")) / 3,
        ]

    def _fit(self) -> Floats:
        """Return how well each candidate fits the sex, the number and the kind that the source shows, from 0 to 1."""
        traits, value = self.scene.traits, self.value
        person, organisation, place, members, thing, unknown = (traits[:, i] for i in range(len(KINDS)))
        phrase, plural = traits[:, 17], traits[:, 18]
        role, body = traits[:, 15] * phrase, traits[:, 16] * phrase
        somebody = np.maximum(person + 0.8 * unknown, (0.3 + 0.7 * role) * phrase * (1 - plural))
        if value in ("m", "f"):
            return somebody * self.scene.sexed(value)
        if value == "n":
            return organisation + 0.6 * place + 0.5 * thing + 0.2 * unknown + (0.3 + 0.7 * body) * phrase * (1 - plural)
        if value == "p":
            return 0.7 * organisation + members + 0.3 * place + 0.3 * thing + (0.4 + 0.6 * plural) * phrase
        first_person = self.first in self.lists["first_singular"].starts
        if first_person or self.first in self.lists["personal_relative"].starts:
            return np.maximum(somebody, 0.0 if first_person else 0.5 * organisation + members)
        if value == "r":
            return organisation + members + place + thing + 0.5 * unknown
        if value or self.asked.form == "name":
            return np.ones(self.scene.size)
        sexes = classes(self.language, "gender", self.head)
        if self.roles or sexes:
            return somebody * self.scene.sexed(next(iter(sexes))) if len(sexes) == 1 else somebody
        if self.bodies:
            return organisation + 0.4 * place + 0.5 * thing + 0.3 * unknown
        return np.ones(self.scene.size)

    def _places(self) -> Floats:
        """Return where the text names each candidate, seen from the source."""
        scene, size, word = self.scene, self.scene.size, self.asked.first
        end, begin = scene.first.searchsorted((word, self.asked.last)).tolist()
        candidates = scene.candidate
        before, after = np.full(size, -1), np.full(size, -1)
        before[candidates[:end]] = np.arange(end)
        after[candidates[begin:][::-1]] = np.arange(len(candidates) - 1, begin - 1, -1)
        named, later = before >= 0, after >= 0
        ago = np.where(named, self.sentence - scene.sentence[before], _FAR)
        ahead = np.where(later, scene.sentence[after] - self.sentence, _FAR)
        prominence = self._prominence(end)
        salience = prominence * self.fit
        self.top = float(salience.max())
        second = float(np.partition(salience, -2)[-2]) if size > 1 else 0.0
        self.lead = (self.top - second) / (self.top + 0.1)
        best = (salience >= self.top) & (self.top > 0)
        alike = scene.pronouns.get(self.value)
        if alike is None:
            between = np.zeros(size)
        else:
            between = (alike.searchsorted(word) - alike.searchsorted(scene.first[before])) * named
        inside = np.zeros(size)
        inside[candidates[slice(*scene.first.searchsorted(self.asked.content))]] = 1
        rows = (
            named,
            np.log1p(np.minimum(ago, _FAR)) / 3,
            ago == 0,
            ago == 1,
            named & (scene.paragraph[before] == self.paragraph),
            np.where(named, np.log1p(np.maximum(word - scene.last[before], 0)) / 6, 1.0),
            np.where(named, scene.weight[before] / 6, 0.0),
            named & scene.quoted[before],
            named & scene.aside[before],
            named & scene.leading[before],
            np.log1p(np.bincount(candidates[:end], minlength=size)) / 3,
            later & ~named,
            np.log1p(np.minimum(ahead, _FAR)) / 3,
            ahead == 0,
            ahead == 1,
            salience / 6,
            salience / (self.top + 0.1),
            best,
            best * self.lead,
            1 / (1 + _ranks(salience)),
            1 / (1 + _ranks(np.where(self.fit > _FITS, before + 1, 0))),
            self.fit,
            prominence / 6,
            1 / (1 + _ranks(prominence)),
            named & scene.reported[before],
            np.log1p(between) / 2,
            inside,
        )
        return np.array(rows, dtype=np.float64)

    def _prominence(self, end: int) -> Floats:
        """Return how prominent each candidate is at the source, after Lappin and Leass (1994)."""
        scene = self.scene
        candidates = scene.candidate[:end]
        weights = scene.weight[:end] * _FADE ** np.minimum(self.sentence - scene.sentence[:end], 30)
        weights *= _APART ** np.minimum(self.paragraph - scene.paragraph[:end], 30)
        weights *= np.where(scene.quoted[:end], _FOREIGN, 1.0) * np.where(scene.aside[:end], _ASIDE, 1.0)
        best, total = np.zeros(scene.size), np.bincount(candidates, weights, scene.size)
        np.maximum.at(best, candidates, weights)
        return best + _REPEATED * (total - best)

    def _history(self, before: Sequence[Sighting], after: Sequence[int | None]) -> Floats:
        """Return which candidates are sources before and after this one, or speak around it."""
        scene, asked = self.scene, self.asked
        rows = np.zeros((18, scene.size))
        self._earlier(rows, before)
        for n, at in enumerate(after):
            if at is not None:
                rows[8, at] = max(rows[8, at], n == 0)
                rows[9, at] = 1
        rows[16, list(scene.speaking)] = 1
        known = (asked.own, asked.outer, asked.beside, asked.turn, asked.other, *scene.parties)
        for row, at in enumerate(known):
            if at is not None:
                rows[10 + row, at] = 1
        return rows

    def _earlier(self, rows: Floats, before: Sequence[Sighting]) -> None:
        """Note which candidates the earlier sources refer to, how often, and how long ago."""
        rows[6] = np.log1p(_FAR) / 3
        known = [(steps, one, one.candidate) for steps, one in enumerate(reversed(before))]
        named = [(steps, one, at) for steps, one, at in known if at is not None]
        for steps, one, at in named:
            rows[17, at] = max(rows[17, at], one.head == self.head)
            if steps < 2:
                rows[steps, at] = 1
            if not rows[4, at]:
                sentence = self.scene.sentence_of(one.word)
                rows[6, at] = np.log1p(min(_FAR, max(0, self.sentence - sentence))) / 3
                rows[7, at] = self.scene.paragraphs[sentence] == self.paragraph
            rows[4, at] += 1
        fitting = [at for _, _, at in named if self.fit[at] > _FITS]
        for row, some in ((2, [at for _, _, at in named]), (3, fitting)):
            if some:
                rows[row, some[0]] = 1
        rows[5] = rows[4] / max(1, len(before))
        rows[4] = np.log1p(rows[4]) / 2

    def _lexical(self) -> Floats:
        """Return what the words of the source share with each candidate."""
        scene, asked = self.scene, self.asked
        rows = np.zeros((18, scene.size))
        rows[0, scene.candidate[slice(*scene.first.searchsorted((asked.first, asked.last)))]] = 1
        if self.value:
            return rows
        text = scene.text.words.texts[asked.words[-1]]
        letters = without_stops(text).lower() if text.isupper() and len(text) > 1 else ""
        small = (self.lists["determiner"].starts, self.lists["preposition"].starts, self.lists["genitive"].starts)
        words = {self.lowers[i] for i in asked.words}
        words = {word for word in words if word[0].isalnum() and not any(word in group for group in small)}
        rows[14] = scene.lengths > len(words)
        for at in scene.sharing({*words, self.head}, letters):
            self._shared(rows[:, at], at, words, letters)
        if asked.form != "name":
            self._roles(rows)
        return rows

    def _roles(self, rows: Floats) -> None:
        """Note which named entities are known for the role that a description names, and which for other roles."""
        described = self.roles | self.bodies | classes(self.language, "also", self.head)
        if described:
            for at, roles in self.scene.known_for:
                rows[12, at] = not described.isdisjoint(roles)
                rows[13, at] = described.isdisjoint(roles)

    def _shared(self, row: Floats, at: int, words: set[str], letters: str) -> None:
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

    def _nobody(self, before: Sequence[Sighting]) -> list[float]:
        """Return what shows that the article does not name the holder."""
        unnamed = [n for n, one in enumerate(reversed(before)) if one.candidate is None]
        alike = [one.word for one in before if one.candidate is None and one.head == self.head]
        ago = self.sentence - self.scene.sentence_of(alike[-1]) if alike else _FAR
        return [
            1.0,
            float(unnamed[:1] == [0]),
            float(np.log1p(unnamed[0] if unnamed else _FAR)) / 3,
            float(np.log1p(min(_FAR, max(0, ago)))) / 3,
            self.top / 6,
            self.lead,
            min(4, int((self.fit > _FITS).sum())) / 4,
            self._stranger(),
            self._anonymous(),
            min(self.scene.size, 40) / 40,
            float(not before),
        ]

    def _stranger(self) -> float:
        """Say whether the last place before the source that has its head introduces a stranger: "a man"."""
        if self.value:
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
        found = [i for i, word in enumerate(self.lowers[last : last + _REQUEST], last) if word in unnamed.starts]
        return float(any(unnamed.at(self.lowers, i) for i in found))


def _ranks(values: Floats) -> Floats:
    """Return the rank of each value, the largest first; values that are not above 0 get a low rank."""
    ranks = np.full(len(values), 30.0)
    order = np.argsort(-values, kind="stable")[: np.count_nonzero(values > 0)]
    ranks[order] = np.arange(len(order))
    return ranks


_FIRST = ("definite_article", "indefinite", "possessive", "definite", "several", "first_singular")
_HEAD = ("any_org", "broad", "shared", "unshared", "vague", "several", "complement", "office", "speech")
