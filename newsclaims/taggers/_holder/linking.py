"""Finds the holder of each source, whether it is a name, a pronoun, a description or a speaker."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence
from operator import attrgetter, itemgetter

import numpy as np

from newsclaims._attribution import Attribution, Offsets
from newsclaims._syntax import source_phrase
from newsclaims.text import Text

from .features import Table, features
from .names import Names
from .questions import Known, Question, Sighting
from .references import Reference, read_reference
from .roles import classes
from .scene import Bools, Ints, Phrase, Scene
from .speakers import Speaker, speaker_of, speakers_of
from .views import Views
from .wording import wording_of

__all__ = ["Choose", "holders", "resolve"]

_MOST = 64
"""How many attributions of one quotation are considered."""
_REMEMBERED = 200
"""How many sources before a source, and how many after it, are considered."""
_TOGETHER = 32
"""How many sources are described together."""
_KEPT = 4
"""How many groups of sources are kept; the sources are read in order, so an old group is seldom needed again."""
_word, _first = attrgetter("word"), itemgetter(0)
_ASKS, _CLOSING = "?", 2
"""The mark of a question, and how many characters at the end of a content can have it."""
_DEEPEST = 8
"""How many levels of nesting are counted."""

Choose = Callable[[int, Scene, Ints, Table], int | None]
"""Returns the row of an attribution's holder; None for nobody.

The arguments are the attribution, the candidates, the candidate of each row, and the numbers; the last row is nobody.
"""


def holders(text: Text, attributions: Sequence[Attribution]) -> list[tuple[int, int] | None]:
    """Return start and end of the fullest name of each attribution's source; None if it is not known.

    Args:
        text: The text.
        attributions: The attributions.
    """
    network = text.language.holder_network
    return resolve(text, attributions, lambda _k, _scene, _candidates, table: network.choose(table.source, table.rows))


def resolve(
    text: Text, attributions: Sequence[Attribution], choose: Choose, *, thorough: bool = False
) -> list[tuple[int, int] | None]:
    """Find the holders, with a function that decides where the form of the source does not.

    Args:
        text: The text.
        attributions: The attributions.
        choose: The function.
        thorough: Whether it also decides about family names, which nearly always mean their only bearer. A network
            learns from them what names have in common.
    """
    return _Resolver(text, attributions, choose, thorough=thorough).run()


class _Resolver:
    """Finds the holders of the sources of one text, those of outer claims first."""

    def __init__(self, text: Text, attributions: Sequence[Attribution], choose: Choose, *, thorough: bool) -> None:
        self.thorough = thorough
        self.text, self.attributions, self.choose = text, attributions, choose
        self.names = Names(text)
        self.inventory = self.names.inventory
        self.references = [read_reference(text, a.source) if a.source else None for a in attributions]
        self.joined = [one is not None and self.names.joined(one) for one in self.references]
        self.own = [self._own(k) for k in range(len(attributions))]
        self.words = [self._words(k) for k in range(len(attributions))]
        self.contents = [self._content(k) for k in range(len(attributions))]
        phrases = [phrase for k in range(len(attributions)) if (phrase := self._phrase(k)) is not None]
        asked = {text.words.lowers[i] for words in self.words for i in words}
        self.scene = Scene(text, self.inventory, phrases, self.contents, asked)
        self.persons = self.scene.persons()
        self.outer = [(q.start, q.end) for q in text.quotations if q.depth == 0]
        self.quoted = self._by_quotation()
        self.speakers = text.once(speakers_of)
        self.labels: dict[Offsets, Speaker] = {
            (one.speaker,): self.speakers[one.content] for one in text.utterances if one.speaker
        }
        self.turns = self._speaking()
        self.uttered = sorted((*span, n) for n, one in enumerate(text.utterances) for span in one.content)
        self.seen: list[Sighting] = []
        named = [(words[0], self.own[k]) for k, words in enumerate(self.words) if words]
        self.named = sorted(named, key=lambda pair: pair[0])
        self.same: set[int] = set()  # phrases that refer to somebody with a name
        self.known: dict[tuple[object, ...], int | None] = {}
        self.memo: dict[int, int | None] = {}
        self.groups: dict[int, list[int]] = {}
        self.views: dict[int, Views] = {}

    def run(self) -> list[tuple[int, int] | None]:
        """Return start and end of the full name of each attribution's holder."""
        order = sorted(range(len(self.attributions)), key=lambda k: (self._depth(k), *self.words[k][:1]))
        self.groups = self._grouped(order)
        for k in order:
            self._holder(k)
        return [self._place(k) or self._label(k) for k in range(len(self.attributions))]

    def _depth(self, k: int) -> int:
        """Return how many claims are around a claim."""
        depth, parent = 0, self.attributions[k].parent
        while parent is not None and depth < _DEEPEST:
            depth, parent = depth + 1, self.attributions[parent].parent
        return depth

    def _own(self, k: int) -> int | None:
        """Return the entity that a source names; None if it names none, or several."""
        reference = self.references[k]
        if reference is not None and reference.form in ("name", "description"):
            if self.joined[k]:
                return None
            named = self.names.named(reference.words)
            if named is not None:
                return None if self.names.misses(reference.words, named) else named.entity
        if reference is None or reference.form == "name":
            person = self.names.described_person(self.attributions[k].source)
            return None if person is None else person.entity
        return None

    def _words(self, k: int) -> Sequence[int]:
        """Return the words of a source's noun phrase, up to its head."""
        reference, source = self.references[k], self.attributions[k].source
        if reference is not None:
            return reference.words
        phrase = source_phrase(self.text, source[:1]) if source else None
        return () if phrase is None else phrase.because or phrase.words

    def _content(self, k: int) -> tuple[int, int]:
        """Return the first word of a content and one past its last word."""
        ranges = self.text.words.ranges(self.attributions[k].content)
        return (ranges[0].first, ranges[-1].last) if ranges else (0, 0)

    def _phrase(self, k: int) -> Phrase | None:
        """Return the noun phrase of a source that is neither a name nor a pronoun."""
        reference = self.references[k]
        described = reference is None or reference.form in ("name", "description")
        if not described or self.own[k] is not None or not self.words[k]:
            return None
        phrase = source_phrase(self.text, self.attributions[k].source[:1])
        if phrase is None:
            return None
        return Phrase(self.words[k], self.names.named_end(self.words[k][-1] + 1, phrase.body[-1] + 1), phrase.type)

    def _holder(self, k: int) -> int | None:
        """Return the candidate that an attribution's source refers to; each is resolved once."""
        if k not in self.memo:
            self.memo[k] = None  # stops the search if a source is inside its own content
            key = self._key(k)
            if key not in self.known:
                self.known[key] = self._resolved(k)
                if self.words[k]:
                    insort(self.seen, self._sighting(k, self.known[key]), key=_word)
            self.memo[k] = self.known[key]
        return self.memo[k]

    def _key(self, k: int) -> tuple[object, ...]:
        """Return what attributions with the same holder share."""
        return self.attributions[k].source, self.attributions[k].parent

    def _sighting(self, k: int, holder: int | None) -> Sighting:
        """Return a source with its holder."""
        first, head = self.words[k][0], self.text.words.lowers[self.words[k][-1]]
        return Sighting(first, self.scene.sentence_of(first), holder, head)

    def _resolved(self, k: int) -> int | None:
        """Return the holder that the form of a source shows, or else the one that is chosen."""
        if not self._is_open(k):
            return self._shown(k)
        reference = self.references[k]
        certain = None if reference is None else self._certain(k, reference)
        if certain is not None:
            return certain
        # In a turn whose speaker has only a label, "I" is nobody else.
        return None if reference is not None and self._is_speaking(reference) else self._chosen(k)

    def _is_open(self, k: int) -> bool:
        """Say whether the form of a source does not show its holder."""
        own, reference = self.own[k], self.references[k]
        if self._speaker(k) is not None or not self.words[k]:
            return False
        if own is not None:
            return not self._is_full(k, own) and (self.thorough or not self.persons[own])
        return reference is None or not (reference.form == "relative" or (reference.form == "name" and self.joined[k]))

    def _shown(self, k: int) -> int | None:
        """Return the holder that the form of a source shows."""
        speaker, reference = self._speaker(k), self.references[k]
        if speaker is not None:
            return speaker.entity
        if self.own[k] is None and reference is not None and reference.form == "relative":
            return self.names.antecedent(reference.head)
        return self.own[k]

    def _speaker(self, k: int) -> Speaker | None:
        """Return the speaker whom the layout names for an attribution or its source; None if it names none."""
        return speaker_of(self.text, self.attributions[k]) or self.labels.get(self.attributions[k].source)

    def _is_speaking(self, reference: Reference) -> bool:
        """Say whether a source is the "I" of an utterance outside quotations."""
        head = reference.head
        if not self._says_i(reference) or self.scene.quoted_words[head]:
            return False
        return self._utterance(self.text.words.starts[head]) is not None

    def _says_i(self, reference: Reference) -> bool:
        """Say whether a source is "I" or a form of it."""
        return self.text.words.lowers[reference.head] in self.text.language.holders["first_singular"].starts

    def _certain(self, k: int, reference: Reference) -> int | None:
        """Return who says "I" in a claim, a quotation or a turn; None if it is not clear."""
        if not self._says_i(reference):
            return None
        parent = self.attributions[k].parent
        around = self._beside(k) if parent is None else parent
        return self._turns(reference.head)[0] if around is None else self._holder(around)

    def _chosen(self, k: int) -> int | None:
        """Return the candidate that is chosen; None for nobody."""
        views = self._views(k)
        if views is None:
            return None
        scene, asked = views.scene, views.questions[k]
        itself, reference = self._itself(k), self.references[k]
        excluded = {itself, self._asker(k)}
        if reference is not None and reference.form == "pronoun" and not self.scene.quoted_words[reference.head]:
            excluded.add(self._turns(reference.head)[0])  # in a turn, "she" is somebody else than its speaker
        excluded = {scene.local(at) for at in excluded}.union(scene.among(self.same))
        barred = self._barred(k, scene)
        barred[[at for at in excluded if at is not None]] = True
        candidates = np.flatnonzero(~barred)
        row = self.choose(k, scene, candidates, features(views, k, self._known(k, asked, scene), candidates))
        if row is None:
            return None if self.own[k] is None else itself
        at = int(candidates[row] if scene.pool is None else scene.pool[candidates[row]])
        if itself is not None and self.own[k] is None and at < len(self.inventory.entities):
            self.same.add(itself)
        return at

    def _asker(self, k: int) -> int | None:
        """Return who asked the question that a source replies to; None if there is none. That is somebody else."""
        before = self.attributions[k - 1] if k else None
        if before is None or not before.source or not before.content:
            return None
        end = before.content[-1][1]
        if _ASKS not in self.text.string[end - _CLOSING : end]:
            return None
        cue = self.text.words.indices(self.attributions[k].cue)
        return self._holder(k - 1) if any(self.names.opens("reply", i) for i in cue) else None

    def _barred(self, k: int, scene: Scene) -> Bools:
        """Say which candidates of a scene the words of a source rule out."""
        reference, language = self.references[k], self.text.language
        head = self.text.words.lowers[self.words[k][-1]]
        if reference is not None and reference.form == "pronoun":
            return scene.against_pronoun(language.holders["pronoun"].starts[head][0][1])
        if reference is not None and reference.form != "description":
            return np.zeros(scene.size, dtype=bool)
        first, roles = self.words[k][0], classes(language, "role", head)
        barred = scene.of_other_office(roles)
        if reference is None and self.names.opens("indefinite", first):
            barred |= scene.named_before(first)  # "a senator" is nobody that the article has named
        if roles and self.names.opens("possessed", first):
            barred |= scene.unknown_for(roles)
        if classes(language, "org_noun", head) and not roles:
            barred |= scene.persons()
        return barred

    def _is_full(self, k: int, own: int) -> bool:
        """Say whether a source has the fullest name of its entity, of two words or more."""
        name = self.inventory.entities[own].name
        return name.size > 1 and self._place_within(k, own) is not None

    def _place_within(self, k: int, entity: int) -> tuple[int, int] | None:
        """Return the place of an entity's fullest name in a source; None if it is not there."""
        return self._within(k, self.text.slice(*self.text.words.offsets(self.inventory.entities[entity].name)))

    def _itself(self, k: int) -> int | None:
        """Return the candidate that has the words of a source, so that it is not an answer."""
        own = self.own[k]
        if own is not None:
            return own if self._place_within(k, own) is not None else None
        return self.scene.by_words.get(self.scene.key(self.words[k]))

    def _grouped(self, order: Sequence[int]) -> dict[int, list[int]]:
        """Return, for each source whose form does not show its holder, the sources that are described with it."""
        groups: list[list[int]] = []
        asked, last = set[tuple[object, ...]](), None
        for k in order:
            key = self._key(k)
            if key not in asked and self._is_open(k):
                asked.add(key)
                block = self.scene.block(self.words[k][-1])
                if not groups or block != last or len(groups[-1]) == _TOGETHER:
                    groups.append([])
                groups[-1].append(k)
                last = block
        return {k: group for group in groups for k in group}

    def _views(self, k: int) -> Views | None:
        """Return the views of the group of a source; None if the text names nobody around it."""
        group = self.groups.get(k, [k])
        if group[0] not in self.views:
            scene = self.scene.near(self.words[k][-1])
            if not len(scene.first):
                return None
            if len(self.views) == _KEPT:
                del self.views[next(iter(self.views))]
            asked = {one: self._question(one) for one in group}
            if scene.pool is not None:
                asked = {one: question.numbered(scene.local) for one, question in asked.items()}
            self.views[group[0]] = Views(scene, asked)
        return self.views[group[0]]

    def _known(self, k: int, asked: Question, scene: Scene) -> Known:
        """Return what is known about the holders of other sources, as candidates of a scene."""
        parent = self.attributions[k].parent
        beside = self._beside(k) if parent is None else None
        outer = None if parent is None else self._holder(parent)
        found = None if beside is None else self._holder(beside)
        end = bisect_left(self.seen, asked.first, key=_word)
        begin = bisect_left(self.named, asked.last, key=_first)
        before = self.seen[max(0, end - _REMEMBERED) : end]
        holders = scene.numbers([one.candidate for one in before])
        after = scene.numbers([at for _, at in self.named[begin : begin + _REMEMBERED]])
        return Known(before, holders, after, scene.local(outer), scene.local(found))

    def _question(self, k: int) -> Question:
        """Return the description of a source."""
        attribution, words, reference = self.attributions[k], self.words[k], self.references[k]
        lowers, form = self.text.words.lowers, "other" if reference is None else reference.form
        whole = self.text.words.indices(attribution.source)
        phrase = source_phrase(self.text, attribution.source[:1])
        turn, other = self._turns(words[-1])
        return Question(
            whole[0],
            whole[-1] + 1,
            words,
            form,
            wording_of(self.text.language, form, lowers[words[0]], lowers[words[-1]]),
            "" if phrase is None else phrase.type,
            self.contents[k],
            attribution.parent is not None,
            self.joined[k],
            self.own[k],
            turn,
            other,
        )

    def _place(self, k: int) -> tuple[int, int] | None:
        """Return the place of the full name of an attribution's holder: in the source if it is there."""
        at = self.memo[k]
        if at is None:
            return None
        words, entities = self.text.words, self.inventory.entities
        if at >= len(entities):
            one = self.scene.phrases[at - len(entities)]
            return words.starts[one.words[len(one.words) - len(self.scene.key(one.words))]], words.ends[one.last - 1]
        whole = words.offsets(entities[at].name)
        return self._within(k, self.text.slice(*whole)) or whole

    def _within(self, k: int, name: str) -> tuple[int, int] | None:
        """Return the place of a name in an attribution's source; None if it is not there."""
        words = self.text.words
        for start, end in self.attributions[k].source:
            found = self.text.string.find(name, start, end)
            i = words.index_at(found) if found >= 0 else len(words)
            if i < len(words) and words.starts[i] == found:
                return found, found + len(name)
        return None

    def _beside(self, k: int) -> int | None:
        """Return the attribution whose content contains the source: the smallest, else one of the same quotation."""
        start = self.attributions[k].source[0][0]
        at = self._quotation(start)
        if at is None:
            return None
        around, beside = [], []
        for i in self.quoted.get(at, ()):
            other = self.attributions[i]
            if i == k or not other.source:
                continue
            if any(s <= start < e for s, e in other.content):
                around.append((sum(e - s for s, e in other.content), i))
            elif self._quotation(other.source[0][0]) != at:
                beside.append(i)
        return min(around)[1] if around else beside[0] if beside else None

    def _turns(self, word: int) -> tuple[int | None, int | None]:
        """Return the speaker of the turn that contains a word, and of the nearest turn before by somebody else."""
        at = self._utterance(self.text.words.starts[word])
        return (None, None) if at is None else self.turns[at]

    def _utterance(self, offset: int) -> int | None:
        """Return the number of the utterance that contains a code point."""
        at = bisect_right(self.uttered, offset, key=_first) - 1
        return self.uttered[at][2] if at >= 0 and offset < self.uttered[at][1] else None

    def _speaking(self) -> list[tuple[int | None, int | None]]:
        """Return the speaker of each utterance, and the last speaker before."""
        found, other = list[tuple[int | None, int | None]](), None
        for utterance in self.text.utterances:
            speaker = self.speakers[utterance.content].entity
            found.append((speaker, other))
            other = other if speaker is None else speaker
        return found

    def _label(self, k: int) -> tuple[int, int] | None:
        """Return the place of the label of a turn with "I" as source, if nothing else names the speaker."""
        reference = self.references[k]
        if reference is None or reference.form != "speaker":
            return None
        parent = self.attributions[k].parent
        if parent is not None:
            spoken = speaker_of(self.text, self.attributions[parent])
            return None if spoken is None else spoken.name
        at = self._utterance(self.text.words.starts[reference.head])
        return None if at is None else self.speakers[self.text.utterances[at].content].name

    def _quotation(self, offset: int) -> int | None:
        """Return the outermost quotation that contains a code point."""
        at = bisect_right(self.outer, (offset, len(self.text.string))) - 1
        return at if at >= 0 and offset < self.outer[at][1] else None

    def _by_quotation(self) -> dict[int, list[int]]:
        """Return, for each quotation, some of the attributions with content in it."""
        found: dict[int, list[int]] = {}
        for i, attribution in enumerate(self.attributions):
            for start, end in attribution.content:
                at = self._quotation(start)
                at = self._quotation(end - 1) if at is None else at
                if at is not None and len(known := found.setdefault(at, [])) < _MOST:
                    known.append(i)
        return found
