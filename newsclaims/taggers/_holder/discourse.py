"""Resolves pronouns: finds who "she" means from the salience of each holder at each place of an article.

The most salient holder that fits wins. After Lappin and Leass (1994), a name counts more as a subject, less in a
prepositional phrase or in a quotation, and less with each sentence that follows.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from attrs import define

from newsclaims._language import Language, WordLists
from newsclaims.text import Text

from .descriptions import Descriptions, Leaning
from .named_entities import Inventory, Mention, NamedEntity
from .references import UnnamedKind
from .speakers import speakers_of

__all__ = ["follow"]

_MEMORY = 24
"""How many of the last names and pronouns are considered."""
_REACH = 6
"""How many sentences back a name is considered."""
_SOMEBODY, _SEVERAL, _SOMETHING = -1, -2, -3
_MEANT = {_SOMEBODY: "mf", _SEVERAL: "p", _SOMETHING: "n"}
_STRANGERS: Mapping[UnnamedKind, int] = {"person": _SOMEBODY, "plural": _SEVERAL, "thing": _SOMETHING}
"""Sources that the article does not name. A pronoun can refer to them too."""
_PHRASE = 14
"""How many words a phrase at the start of a sentence may have."""
_OPENING = 3
"""How many words there may be before the subject of a sentence."""
_ASIDE = frozenset({"byline", "caption", "link", "note"})
"""The kinds of paragraphs whose names no pronoun refers to."""


@define(slots=True)
class _Sighting:
    """A name, or a pronoun that was resolved.

    Args:
        entity: The index of its entity, or a negative number for an unnamed one.
        sentence: The index of its sentence.
        paragraph: The index of its paragraph.
        weight: Its weight for salience.
        quoted: Whether it is in a quotation.
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
    strangers: Mapping[int, UnnamedKind],
    asked: Collection[int],
) -> Mapping[int, int]:
    """Resolve the pronouns and descriptions of an article.

    If the sex of a person is not known, a first pass collects votes for it from pronouns. The last pass finds holders.

    Args:
        text: The text.
        inventory: Its entities and where they are named.
        spoken: The first words of sources.
        described: The words of each description, by its last word.
        strangers: The kind of each source that the article does not name, by its first word.
        asked: The words whose holder is needed. Words after the last of them are not read.

    Returns:
        The entity of each pronoun, by its word, and of each description, by its last word. Those that are unclear and
        those after the last word in `asked` are left out.
    """
    pronouns = _pronouns(text.language.holders, text.words.lowers)
    last = max((word for word in asked if word in pronouns or word in described), default=-1)
    if last < 0:
        return {}
    sexed = {word: value for word, value in pronouns.items() if value in "mf"}
    doubted = any(entity.personal and not entity.sex for entity in inventory.entities)
    leanings: Sequence[Leaning] = [{} for _ in inventory.entities]
    if doubted and min(sexed, default=last + 1) <= last:
        voting = _Follower(text, inventory, spoken, {}, strangers, leanings)
        voting.run(sexed, len(text.words), vote=True)
        leanings = voting.votes
    follower = _Follower(text, inventory, spoken, described, strangers, leanings)
    follower.run(pronouns, last, vote=False)
    return follower.found


def _pronouns(lists: WordLists, lowers: Sequence[str]) -> dict[int, str]:
    """Return the pronouns of the third person, each with its value in the word list."""
    third = {word: runs[0][1] for word, runs in lists["pronoun"].starts.items() if runs[0][1] in "mfnp"}
    return {i: third[word] for i, word in enumerate(lowers) if word in third}


class _Follower:
    """Goes through a text, and keeps the last names and how salient each entity is."""

    def __init__(
        self,
        text: Text,
        inventory: Inventory,
        spoken: frozenset[int],
        described: Mapping[int, Sequence[int]],
        strangers: Mapping[int, UnnamedKind],
        leanings: Sequence[Leaning],
    ) -> None:
        self.text, self.inventory, self.spoken, self.described = text, inventory, spoken, described
        self.strangers, self.leanings = strangers, leanings
        self.lowers = text.words.lowers
        self.entities = inventory.entities
        self.recent: deque[_Sighting] = deque(maxlen=_MEMORY)
        self.found: dict[int, int] = {}
        self.language, self.lists = text.language, text.language.holders
        self.weights = text.language.holder_weights
        self.fades = [self.weights.fade**distance for distance in range(_REACH + 1)]
        self.sentence = 0
        self.paragraph = 0
        self.quote = 0
        self.quoted = False
        self.outer = [q for q in text.quotations if q.depth == 0]
        self.turns = [(*piece, who.entity) for content, who in text.once(speakers_of).items() for piece in content]
        self.aside = [(p.start, p.end) for p in text.paragraphs if p.kind in _ASIDE]
        self.descriptions = Descriptions(text, self.entities, inventory.mentions, described, leanings)
        self.ends = {mention.name.last: mention for mention in inventory.mentions}
        self.leads = {mention.name.lead: mention for mention in inventory.mentions}
        self.joint = (-1, 0.0)
        self.fits: dict[str, dict[int, float]] = {}
        self.last: dict[int, int] = {}
        self.votes: list[dict[str, float]] = [{} for _ in self.entities]

    def run(self, pronouns: Mapping[int, str], last: int, *, vote: bool) -> None:
        """Go through names, pronouns and descriptions up to a word; to vote, names of persons only."""
        for word, mention in self._events(pronouns):
            if word > last:
                break
            if vote and mention is not None and not self.entities[mention.entity].personal:
                continue
            self._advance(word)
            if mention is not None:
                self._name(mention)
                continue
            if word in self.strangers:
                self._see(_STRANGERS[self.strangers[word]], self.weights.speaker)
                continue
            if word in self.described:
                self._describe(word, self.described[word])
                continue
            at = self._bound(word, pronouns[word])
            if at is None:
                at = self._meant(pronouns[word], self._speaker(word), vote=vote)
            if at is not None:
                self.found[word] = at
                self._see(at, self._weight(word, word + 1))

    def _name(self, mention: Mention) -> None:
        """Note a name; if "and" joins it to the name before, it counts at least as much."""
        lead, last = mention.name.lead, mention.name.last
        before = lead - 1 - (lead > 0 and self.lowers[lead - 1] in self.lists["definite_article"].starts)
        joined = before >= 0 and self.lowers[before] in self.lists["addition"].starts and self.joint[0] == before
        weight = max(self._weight(lead, last), self.joint[1] if joined else 0.0)
        self.joint = (last, weight)
        self._see(mention.entity, weight)

    def _describe(self, word: int, words: Sequence[int]) -> None:
        """Resolve a description, and note its entity, or an unnamed person if it is not clear."""
        at = self.descriptions.meant(words, self._scores("d"), self._scores("n"), self.last)
        if at is not None:
            self.found[word] = at
        self._see(_SOMEBODY if at is None else at, self.weights.speaker)

    def _events(self, pronouns: Iterable[int]) -> Iterable[tuple[int, Mention | None]]:
        """Return names, pronouns and descriptions in the order of the text; a name comes first at the same word."""
        events: list[tuple[int, Mention | None]] = [(i, None) for i in {*pronouns, *self.described, *self.strangers}]
        events += [(mention.name.first, mention) for mention in self.inventory.mentions if self._is_told(mention)]
        return sorted(events, key=lambda event: (event[0], event[1] is None))

    def _is_told(self, mention: Mention) -> bool:
        """Say whether a name is in the text proper, not in a byline, a caption, a link or a note."""
        if not self.aside:
            return True
        start = self.text.words.starts[mention.name.first]
        at = bisect_right(self.aside, (start, len(self.text.string))) - 1
        return at < 0 or start >= self.aside[at][1]

    def _advance(self, word: int) -> None:
        """Move to a word: set its sentence, its paragraph and whether it is quoted."""
        sentences = self.text.sentences
        while self.sentence + 1 < len(sentences) and sentences[self.sentence + 1].first <= word:
            self.sentence += 1
        self.paragraph = sentences[self.sentence].paragraph if sentences else 0
        start, outer = self.text.words.starts[word], self.outer
        while self.quote < len(outer) and outer[self.quote].end <= start:
            self.quote += 1
        self.quoted = self.quote < len(outer) and outer[self.quote].start <= start

    def _see(self, at: int, weight: float) -> None:
        """Note that the text refers to an entity here."""
        self.recent.append(_Sighting(at, self.sentence, self.paragraph, weight, self.quoted))
        self.last[at] = self.sentence

    def _weight(self, first: int, last: int) -> float:
        """Return the weight of a name or pronoun from its place in the sentence."""
        known, lists = self.weights, self.lists
        if not self.spoken.isdisjoint(range(first, last)):
            return known.speaker
        after = self.lowers[last] if last < len(self.lowers) else "."
        before = self.lowers[first - 1] if first else "."
        if before in lists["article"].starts and first > 1:
            before = self.lowers[first - 2]
        opens = self._opens(first)
        if after in lists["genitive"].starts:
            return known.topic if opens and before not in lists["preposition"].starts else known.genitive
        if before in lists["apposing"].starts and after in lists["apposing"].starts:
            return known.apposed
        if before in lists["opening_verb"].starts or after in lists["speech"].starts:
            return known.other if before in lists["no_subject"].starts else known.subject
        if before in lists["oblique"].starts:
            return known.oblique
        noun = after[0].isalpha() and after not in lists["no_labelled"].starts
        if noun and not opens and before in lists["definite_article"].starts:
            return known.label
        return known.subject if opens else known.other

    def _opens(self, word: int) -> bool:
        """Say whether there are few words before a word in its sentence, apart from titles and descriptions."""
        first = self.text.sentences[self.sentence].first
        while word - first > _OPENING and any(
            self.lowers[word - 1] in self.lists[group].starts for group in ("premodifier", "title", "role")
        ):
            word -= 2 if self.lowers[word - 2] in self.lists["within_title"].starts else 1
        return word - first <= _OPENING

    def _bound(self, word: int, value: str) -> int | None:
        """Return the person that the place of "his" shows: "Bell for his vote", "In his speech, Bell"."""
        if value not in "mf" or not word or self.lowers[word] not in self.lists["possessive"].starts:
            return None
        mention = self._before(word - 1) or self._ahead(word)
        if mention is None or self._fit(mention.entity, value) < self.weights.likely:
            return None
        return mention.entity

    def _before(self, preposition: int) -> Mention | None:
        """Return the name right before a preposition with a possessive: "Bell for his vote"."""
        at = self.lowers[preposition] in self.lists["bound"].starts
        return self.ends.get(preposition) if at else None

    def _ahead(self, word: int) -> Mention | None:
        """Return the subject after an opening prepositional phrase with a possessive: "In his speech, Bell"."""
        opens = word - self.text.sentences[self.sentence].first <= _OPENING
        if not opens or self.lowers[word - 1] not in self.lists["preposition"].starts:
            return None
        comma = next((k for k in range(word, min(word + _PHRASE, len(self.lowers))) if self.lowers[k] == ","), word)
        return self.leads.get(comma + 1)

    def _speaker(self, word: int) -> int | None:
        """Return the speaker of a word in a turn or a post, outside quotations: "she" is somebody else."""
        if self.quoted or not self.turns:
            return None
        start = self.text.words.starts[word]
        at = bisect_right(self.turns, start, key=itemgetter(0)) - 1
        return self.turns[at][2] if at >= 0 and start < self.turns[at][1] else None

    def _meant(self, value: str, speaker: int | None, *, vote: bool) -> int | None:
        """Return the most salient entity that fits a pronoun, if the next one is clearly less salient.

        Args:
            value: The kind of pronoun.
            speaker: The entity that says it, which it cannot refer to.
            vote: Whether to count the result as evidence of sex.
        """
        scores = self._scores(value)
        if speaker is not None:
            scores.pop(speaker, None)
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: (-item[1], -self.last[item[0]], item[0]))
        best, top = ranked[0]
        rest = sum(score for _, score in ranked[1:])
        if best < 0:
            return None
        if vote and value in "mf":
            share = top / (top + rest) if top else 0.0
            votes = self.votes[best]
            votes[value] = votes.get(value, 0.0) + share * share
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        known = self.weights
        least, margin = (
            (known.least_person, known.margin_person) if value in "mf" else (known.least_thing, known.margin_thing)
        )
        return best if top >= least and top >= second * margin else None

    def _scores(self, value: str) -> dict[int, float]:
        """Return the salience here of each entity that fits a pronoun."""
        sentence, paragraph, quoted = self.sentence, self.paragraph, self.quoted
        fits = self.fits.setdefault(value, {})
        scores: dict[int, float] = {}
        sums: dict[int, float] = {}
        for place in reversed(self.recent):
            distance = sentence - place.sentence
            if distance > _REACH:
                break
            at = place.entity
            fit = fits.get(at)
            if fit is None:
                fit = fits[at] = self._fit(at, value)
            if not fit:
                continue
            weight = place.weight * fit * self.fades[distance]
            if paragraph != place.paragraph:
                weight *= self.weights.paragraph ** (paragraph - place.paragraph)
            if place.quoted and not quoted:
                weight *= self.weights.foreign
            if weight > scores.get(at, 0.0):
                scores[at] = weight
            sums[at] = sums.get(at, 0.0) + weight
        return {at: score + self.weights.repeated * (sums[at] - score) for at, score in scores.items()}

    def _fit(self, at: int, value: str) -> float:
        """Return how well a pronoun fits an entity or an unnamed source, from 0 to 1."""
        if at >= 0:
            return _fit(self.language, self.entities[at], self.leanings[at], value)
        return 1.0 if value in _MEANT[at] else 0.0


def _fit(language: Language, entity: NamedEntity, leaning: Leaning, value: str) -> float:
    """Return how well a pronoun fits a named entity, from 0 to 1."""
    known = language.holder_weights
    if value == "d":
        return 1.0
    if value in "mf":
        if not entity.personal or (entity.sex and entity.sex != value):
            return 0.0
        sure = 1.0 if entity.kind == "person" else known.perhaps_person
        if entity.sex:
            return sure
        votes = sum(leaning.values()) + 2 * known.doubt
        return sure * (leaning.get(value, 0.0) + known.doubt) / votes
    if value == "n":
        return {"organisation": 1.0, "place": known.it_place, "thing": known.it_thing}.get(entity.kind, 0.0)
    if entity.kind == "organisation":
        return (
            0.0 if any(role in language.holders["no_they"].starts for role in entity.roles) else known.they_organisation
        )
    return 1.0 if entity.kind == "members" else 0.0
