"""Who is being talked of at each place of an article, and whom a pronoun there means.

The most salient holder that fits wins: after Lappin and Leass (1994), a name counts more as a subject, less in a
prepositional phrase and in somebody else's words, and less with every sentence that goes by.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from newsclaims.text import Text

from .descriptions import Descriptions
from .entities import Entity, Inventory, Mention
from .references import Nameless
from .runs import lists

__all__ = ["Place", "follow"]

_MEMORY = 24
"""How many of the last names and pronouns are looked at."""
_REACH = 6
"""How many sentences back."""
_FADE = 0.6
"""What is left of a name's weight after each sentence."""
_FADES = [_FADE**distance for distance in range(_REACH + 1)]
_PARAGRAPH = 0.8
"""What is left of it after each paragraph, besides."""
_SUBJECT, _SPEAKER, _APPOSED, _OTHER, _OBLIQUE, _GENITIVE, _LABEL = 4.0, 6.0, 3.0, 2.0, 1.2, 1.6, 0.4
_DASHES = frozenset({"—", "–", "--", ","})
_FOREIGN = 0.15
"""What a name inside a quotation counts outside it."""
_LEAST = {"m": 0.12, "f": 0.12, "n": 1.5, "p": 1.5}
"""How salient a holder must be at least."""
_MARGIN = {"m": 1.15, "f": 1.15, "n": 1.5, "p": 1.5}
"""How many times as salient as the next it must be."""
_REPEATED = 0.4
"""What a holder's other places count beside the one that counts most."""
_DOUBT = 0.3
"""How many votes for either sex everybody has from the beginning."""
_SOMEBODY, _SEVERAL, _SOMETHING = -1, -2, -3
_MEANT = {_SOMEBODY: "mf", _SEVERAL: "p", _SOMETHING: "n"}
_STRANGERS: Mapping[Nameless, int] = {"person": _SOMEBODY, "several": _SEVERAL, "thing": _SOMETHING}
"""Whoever the article does not name: they may be meant as well."""
_OPENING = 3
"""How many words may stand before the subject of a sentence."""


@frozen(slots=True)
class Place:
    """A name or a pronoun that was understood.

    Args:
        entity: Whose it is.
        sentence: In which sentence it stands.
        paragraph: In which paragraph.
        weight: What it counts.
        quoted: Whether it stands in a quotation.
    """

    entity: int
    sentence: int
    paragraph: int
    weight: float
    quoted: bool


def follow(
    text: Text,
    inventory: Inventory,
    spoken: frozenset[int],
    described: Mapping[int, Sequence[int]],
    strangers: Mapping[int, Nameless],
) -> Mapping[int, int]:
    """Follow an article from name to name: at first for what pronouns tell of the sexes, at last for the holders.

    Args:
        text: The text.
        inventory: What it names; what pronouns show of the sexes is noted in it.
        spoken: The first words of sources.
        described: The last word of a description to its words.
        strangers: The first word of a source that the article does not name, and what it means.

    Returns:
        The word of each pronoun, and the last of each description, to its holder; those not understood are left out.
    """
    if any(entity.personal and not entity.sex for entity in inventory.entities):
        votes = _Follower(text, inventory, spoken, {}, strangers)
        votes.run(vote=True)
        for entity, leaning in zip(inventory.entities, votes.leanings, strict=True):
            entity.leaning = leaning
    follower = _Follower(text, inventory, spoken, described, strangers)
    follower.run(vote=False)
    return follower.found


class _Follower:
    def __init__(
        self,
        text: Text,
        inventory: Inventory,
        spoken: frozenset[int],
        described: Mapping[int, Sequence[int]],
        strangers: Mapping[int, Nameless],
    ) -> None:
        self.text, self.inventory, self.spoken, self.described = text, inventory, spoken, described
        self.strangers = strangers
        self.lowers = text.words.lowers
        self.entities = inventory.entities
        self.recent: deque[Place] = deque(maxlen=_MEMORY)
        self.found: dict[int, int] = {}
        self.lists = lists()
        self.sentence = 0
        self.quote = 0
        self.outer = [q for q in text.quotations if q.depth == 0]
        self.descriptions = Descriptions(text, self.entities)
        self.joint = (-1, 0.0)
        self.fits: dict[tuple[int, str], float] = {}
        self.last: dict[int, int] = {}
        self.leanings: list[dict[str, float]] = [{} for _ in self.entities]

    def run(self, *, vote: bool) -> None:
        """Walk over names, pronouns and descriptions in the order of the text; only those of persons, to vote."""
        for word, mention in self._events("mf" if vote else "mfnp"):
            if vote and mention is not None and not self.entities[mention.entity].personal:
                continue
            self._advance(word)
            if mention is not None:
                self._name(mention)
                continue
            if word in self.strangers:
                self._see(_STRANGERS[self.strangers[word]], word, _SPEAKER)
                continue
            if word in self.described:
                self._describe(word, self.described[word])
                continue
            at = self._meant(word, self.lists["pronoun"].starts[self.lowers[word]][0][1], vote=vote)
            if at is not None:
                self.found[word] = at
                self._see(at, word, self._weight(word, word + 1))

    def _name(self, mention: Mention) -> None:
        """Take a name in; one joined to another by "and" counts as much as that."""
        lead, last = mention.name.lead, mention.name.last
        before = lead - 1 - (lead > 0 and self.lowers[lead - 1] == "the")
        joined = before >= 0 and self.lowers[before] == "and" and self.joint[0] == before
        weight = max(self._weight(lead, last), self.joint[1] if joined else 0.0)
        self.joint = (last, weight)
        self._see(mention.entity, mention.name.first, weight)

    def _describe(self, word: int, words: Sequence[int]) -> None:
        at = self.descriptions.meant(words, self._scores(word, "d"), self._scores(word, "n"), self.last)
        if at is not None:
            self.found[word] = at
        self._see(_SOMEBODY if at is None else at, word, _SPEAKER)

    def _events(self, values: str) -> Iterable[tuple[int, Mention | None]]:
        third = {word for word, runs in self.lists["pronoun"].starts.items() if runs[0][1] in values}
        words = [i for i, word in enumerate(self.lowers) if word in third]
        events: list[tuple[int, Mention | None]] = [(i, None) for i in {*words, *self.described, *self.strangers}]
        events += [(mention.name.first, mention) for mention in self.inventory.mentions]
        return sorted(events, key=lambda event: (event[0], event[1] is None))

    def _advance(self, word: int) -> None:
        sentences = self.text.sentences
        while self.sentence + 1 < len(sentences) and sentences[self.sentence + 1].first <= word:
            self.sentence += 1
        start = self.text.words.starts[word]
        while self.quote < len(self.outer) and self.outer[self.quote].end <= start:
            self.quote += 1

    def _paragraph(self) -> int:
        return self.text.sentences[self.sentence].paragraph if self.text.sentences else 0

    def _quoted(self, word: int) -> bool:
        return self.quote < len(self.outer) and self.outer[self.quote].start <= self.text.words.starts[word]

    def _see(self, at: int, word: int, weight: float) -> None:
        self.recent.append(Place(at, self.sentence, self._paragraph(), weight, self._quoted(word)))
        self.last[at] = self.sentence

    def _weight(self, first: int, last: int) -> float:
        """Return what a name or pronoun counts by where it stands."""
        if any(i in self.spoken for i in range(first, last)):
            return _SPEAKER
        after = self.lowers[last] if last < len(self.lowers) else "."
        before = self.lowers[first - 1] if first else "."
        if before in ("the", "a", "an") and first > 1:
            before = self.lowers[first - 2]
        if after in ("'s", "'"):
            return _GENITIVE
        if before in _DASHES and after in _DASHES:
            return _APPOSED
        if before in self.lists["opening_verb"].starts or after in self.lists["speech"].starts:
            return _SUBJECT if before not in self.lists["preposition"].starts or before in ("and", "as") else _OTHER
        if before in self.lists["preposition"].starts and before != "and":
            return _OBLIQUE
        opens = first - self.text.sentences[self.sentence].first <= _OPENING
        if after[0].isalpha() and not opens and after not in ("and", "or", "who") and before == "the":
            return _LABEL
        return _SUBJECT if opens else _OTHER

    def _meant(self, word: int, value: str, *, vote: bool) -> int | None:
        scores = self._scores(word, value)
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: (-item[1], -self.last[item[0]], item[0]))
        best, top = ranked[0]
        rest = sum(score for _, score in ranked[1:])
        if best < 0:
            return None
        if vote and value in "mf":
            share = top / (top + rest) if top else 0.0
            leaning = self.leanings[best]
            leaning[value] = leaning.get(value, 0.0) + share * share
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return best if top >= _LEAST[value] and top >= second * _MARGIN[value] else None

    def _scores(self, word: int, value: str) -> dict[int, float]:
        quoted = self._quoted(word)
        paragraph = self._paragraph()
        scores: dict[int, float] = {}
        sums: dict[int, float] = {}
        for place in reversed(self.recent):
            distance = self.sentence - place.sentence
            if distance > _REACH:
                break
            at = place.entity
            fit = self.fits.get((at, value))
            if fit is None:
                fit = self.fits[at, value] = self._fit(at, value)
            if not fit:
                continue
            weight = place.weight * fit * _FADES[distance] * _PARAGRAPH ** (paragraph - place.paragraph)
            if place.quoted and not quoted:
                weight *= _FOREIGN
            if weight > scores.get(at, 0.0):
                scores[at] = weight
            sums[at] = sums.get(at, 0.0) + weight
        return {at: score + _REPEATED * (sums[at] - score) for at, score in scores.items()}

    def _fit(self, at: int, value: str) -> float:
        if at >= 0:
            return _fit(self.entities[at], value)
        return 1.0 if value in _MEANT[at] else 0.0


def _fit(entity: Entity, value: str) -> float:
    """Return how well a pronoun fits somebody or something, from 0 to 1."""
    if value == "d":
        return 1.0
    if value in "mf":
        if not entity.personal or (entity.sex and entity.sex != value):
            return 0.0
        sure = 1.0 if entity.kind == "person" else 0.8
        if entity.sex:
            return sure
        return sure * (entity.leaning.get(value, 0.0) + _DOUBT) / (sum(entity.leaning.values()) + 2 * _DOUBT)
    if value == "n":
        return {"organisation": 1.0, "place": 0.8, "thing": 0.3}.get(entity.kind, 0.0)
    if entity.kind == "organisation":
        return 0.0 if any(role in lists()["no_they"].starts for role in entity.roles) else 0.6
    return 1.0 if entity.kind == "people" else 0.0
