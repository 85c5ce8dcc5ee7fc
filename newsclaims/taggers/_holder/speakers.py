"""Finds the speakers of utterances from labels, initials, "Q" and "A", and the authors of posts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from string import digits

from attrs import frozen

from newsclaims._attribution import Attribution, Offsets
from newsclaims._syntax import is_capital, without_stops
from newsclaims.text import Text, Utterance

from .named_entities import Mention, NamedEntity
from .roles import classes, inventory_of

__all__ = ["Speaker", "parties_of", "speaker_of", "speakers_of"]

_INITIALS = range(2, 5)
"""How many letters initials have."""
_AGE = 3
"""How many digits an age may have."""
_NEAR = 5
"""How many words after "spoke to" are searched for the name of the interviewer."""


@frozen(slots=True)
class Speaker:
    """The speaker of an utterance.

    Args:
        type: The source type, as a value of `SourceType`; None if the layout does not name the speaker.
        entity: The index of the named entity; None if the article does not name the speaker.
        name: Start and end of the name in the label, if only the label names the speaker; else None.
        asked: Whether the words are a question.
        brief: Whether the words are one sentence, so that its main clause decides the labels.
    """

    type: str | None
    entity: int | None
    name: tuple[int, int] | None
    asked: bool
    brief: bool


def speakers_of(text: Text) -> Mapping[Offsets, Speaker]:
    """Return the speaker of each utterance by its content; call it as `text.once(speakers_of)`, which keeps the result.

    Args:
        text: The text.
    """
    if not text.utterances:
        return {}
    reader = _Reader(text)
    return {one.content: reader.speaker(one) for one in text.utterances}


def speaker_of(text: Text, attribution: Attribution) -> Speaker | None:
    """Return the speaker of an attribution that is an utterance; None if it is not one.

    Args:
        text: The text.
        attribution: The attribution.
    """
    return None if attribution.cue else text.once(speakers_of).get(attribution.content)


def parties_of(text: Text) -> tuple[int | None, int | None]:
    """Return the interviewer and the interviewee of an interview; call it as `text.once(parties_of)`.

    Args:
        text: The text. If it has no utterances, it has neither.
    """
    if not text.utterances:
        return None, None
    return _Reader(text).parties()


class _Reader:
    """Reads the labels of one text; each is read once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lowers, self.texts = text.words.lowers, text.words.texts
        self.lists, self.reading = text.language.holders, text.language.reading
        self.inventory = text.once(inventory_of)
        self.starts = [mention.name.first for mention in self.inventory.mentions]
        self.sentences = [sentence.start for sentence in text.sentences]
        self.known: dict[str, tuple[str, int | None]] = {}
        first = text.utterances[0]
        self.intro = text.words.index_at(min(first.content[0][0], *(first.speaker or first.content[0])))

    def speaker(self, utterance: Utterance) -> Speaker:
        """Return the speaker of an utterance."""
        brief = self._sentences(utterance) == 1
        if utterance.speaker is None:
            return Speaker(None, None, None, utterance.asked, brief)
        label = self.text.slice(*utterance.speaker)
        if label not in self.known:
            words = self.text.words.indices([utterance.speaker])
            self.known[label] = self._post(words) if utterance.kind == "post" else self._named(words)
        kind, entity = self.known[label]
        name = utterance.speaker if entity is None and kind.startswith("named") else None
        return Speaker(kind, entity, name, utterance.asked, brief)

    def parties(self) -> tuple[int | None, int | None]:
        """Return the interviewer and the interviewee."""
        return self._interviewer(), self._interviewee()

    def _sentences(self, utterance: Utterance) -> int:
        """Return the number of sentences that an utterance touches."""
        starts = self.sentences
        return sum(bisect_left(starts, end) - (bisect_right(starts, start) - 1) for start, end in utterance.content)

    def _named(self, words: Sequence[int]) -> tuple[str, int | None]:
        """Return the source type and the entity of a label: "MARIT QUELL, HOST", "EL", "Q", "THE MINISTER"."""
        end = next(
            (n for n, i in enumerate(words) if n and self.lowers[i] in self.lists["label_end"].starts), len(words)
        )
        head, rest = words[:end], words[end:]
        only = self.texts[head[0]] if len(head) == 1 else ""
        letter, role = without_stops(only).rstrip(digits), only.lower()
        questions, answers = self.reading["question_letters"], self.reading["answer_letters"]
        if letter in (*questions, *answers) or (not rest and role in self.lists["interview_role"].starts):
            asks = letter in questions or role in self.reading["question_labels"]
            entity = self._interviewer() if asks else self._interviewee()
            return ("anonymous" if entity is None else "reference"), entity
        if only and (entity := self._of_initials(only)) is not None:
            return "named_person", entity
        if self._is_role(head):
            return self._of_role(head, rest)
        entity = self._last_mentioned(head)
        if entity is None:
            entity = self._of_last_name(self.lowers[head[-1]])
        return "named_person", entity

    def _post(self, words: Sequence[int]) -> tuple[str, int | None]:
        """Return the source type and entity of "Name (@handle)"; a handle like "@HarbourBank" is an organisation."""
        at = next((n for n, i in enumerate(words) if n and not self.texts[i][0].isalnum()), len(words))
        name, handle = words[:at], "".join(self.texts[i] for i in words[at:] if self.texts[i][0].isalnum())
        entity = self._last_mentioned(name)
        if entity is not None and self.inventory.entities[entity].kind == "person":
            return "named_person", entity
        camel = handle.startswith("".join(self.texts[i] for i in name)) and not handle.islower()
        person = len(name) > 1 and not camel and all(is_capital(self.texts[i]) for i in name)
        return ("named_person" if person else "named_organisation"), entity

    def _is_role(self, head: Sequence[int]) -> bool:
        """Say whether a label is a role, not a name: "THE MINISTER", "UNIDENTIFIED MALE", "PRESS OFFICER"."""
        return any(
            self.lowers[head[-1]] in names
            for names in (
                self.lists["label_role"].starts,
                self.lists["role"].starts,
                self.text.language.sources["role"].starts,
            )
        )

    def _of_role(self, head: Sequence[int], rest: Sequence[int]) -> tuple[str, int | None]:
        """Return the source type and the entity of a role: the medium in brackets, or the person with the role."""
        medium = self._last_mentioned(rest)
        if medium is not None and self._is_full_person(medium):
            return "named_person", medium
        if medium is not None and self.lowers[head[-1]] in self.lists["label_role"].starts:
            return "named_organisation", medium
        roles = classes(self.text.language, "role", self.lowers[head[-1]])
        # "PREMIER" is the person with this role in the article, unless another label names that person.
        # "JOURNALIST" can be anybody.
        holders = {
            at
            for at, entity in enumerate(self.inventory.entities)
            if entity.personal and roles & {role.lstrip("*") for role in entity.roles}
        } - self._labelled
        one = holders.pop() if len(holders) == 1 and not self._is_any(head) else None
        return ("anonymous" if one is None else "reference"), one

    @cached_property
    def _labelled(self) -> set[int]:
        """Return the entities that labels name."""
        labels = {one.speaker for one in self.text.utterances if one.speaker is not None}
        return {mention.entity for label in labels for mention in self._mentions(self.text.words.indices([label]))}

    def _is_any(self, head: Sequence[int]) -> bool:
        """Say whether several people can have a role, so that it does not identify one."""
        return any(self.lowers[i] in self.lists["label_role"].starts for i in head)

    def _mentions(self, words: Sequence[int]) -> Iterator[Mention]:
        """Yield the names that begin at one of some words."""
        if words:
            for at in range(bisect_left(self.starts, words[0]), bisect_right(self.starts, words[-1])):
                yield self.inventory.mentions[at]

    def _last_mentioned(self, words: Sequence[int]) -> int | None:
        """Return the last entity named in some words, because titles are before a name."""
        return next((mention.entity for mention in reversed(list(self._mentions(words)))), None)

    def _of_initials(self, word: str) -> int | None:
        """Return the person with the initials of a label."""
        letters = without_stops(word)
        if len(letters) not in _INITIALS or not letters.isupper():
            return None
        return next((at for at, one in enumerate(self.inventory.entities) if self._initials(one) == letters), None)

    def _initials(self, entity: NamedEntity) -> str:
        """Return the initials of a person, with both parts of a double name; empty for other entities."""
        if not entity.personal or entity.name.size < 2:
            return ""
        parts = [part for i in entity.name.indices for part in self.texts[i].split("-") if is_capital(part)]
        return "".join(part[0] for part in parts)

    def _of_last_name(self, word: str) -> int | None:
        """Return the person with a last name, in capital or small letters."""
        for at, entity in enumerate(self.inventory.entities):
            if entity.personal and word in (self.lowers[i] for i in entity.name.indices[1:]):
                return at
        return None

    def _interviewer(self) -> int | None:
        """Return the interviewer: the person named after "spoke to" before the interview, else in a byline."""
        asked = self._asked_by()
        if asked is not None:
            return asked
        for paragraph in self.text.paragraphs:
            if paragraph.kind == "byline":
                index = self.text.words.index_at
                return self._last_mentioned(range(index(paragraph.start), index(paragraph.end)))
        return None

    def _asked_by(self) -> int | None:
        """Return the person named right after "spoke to" before the interview."""
        for i in range(self.intro):
            found = self.lists["interviewing"].at(self.lowers, i)
            if found is not None:
                after = range(i + found[1], min(self.intro, i + found[1] + _NEAR))
                near = [m.entity for m in self._mentions(after) if self._is_full_person(m.entity)]
                if near:
                    return near[0]
        return None

    def _interviewee(self) -> int | None:
        """Return the interviewee: the first sure person named before the interview, else the first possible one."""
        asker, first = self._interviewer(), None
        index = self.text.words.index_at
        for paragraph in self.text.paragraphs:
            if paragraph.kind in ("body", "headline"):
                prose = range(index(paragraph.body_start), min(self.intro, index(paragraph.end)))
                for mention in self._mentions(prose):
                    if mention.entity != asker and self._is_full_person(mention.entity):
                        if self._is_surely_person(mention):
                            return mention.entity
                        first = mention.entity if first is None else first
        return first

    def _is_surely_person(self, mention: Mention) -> bool:
        """Say whether a title or a role shows that a name is a person's, or an age after it: "Ann Bell, 57,"."""
        end = mention.name.last
        after = self.texts[end : end + 2]
        aged = len(after) > 1 and after[0] == "," and after[1].isdigit() and len(after[1]) <= _AGE
        return aged or self.inventory.entities[mention.entity].kind == "person"

    def _is_full_person(self, at: int) -> bool:
        """Say whether an entity is a person with a name of two words or more."""
        entity = self.inventory.entities[at]
        return entity.personal and entity.name.size > 1
