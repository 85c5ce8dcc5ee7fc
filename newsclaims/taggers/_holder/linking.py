"""Finds the holder of each source, whether it is a name, a pronoun, a description or a speaker."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsclaims._attribution import Attribution
from newsclaims._syntax import capitals_of, is_capital
from newsclaims.text import Text

from .discourse import follow
from .named_entities import Mention, NamedEntity
from .references import Reference, UnnamedKind, kind_of_unnamed, read_reference
from .roles import affiliated, classes, inventory_of
from .speakers import Speaker, speaker_of, speakers_of

__all__ = ["holders"]

_MOST = 64
"""How many attributions of one quotation are considered."""
_BACK = 14
"""How many words before "who" its antecedent may be."""
_SENTENCE = 40
"""How many words before "and who" the other relative pronoun may be."""
_AFFILIATION = 3
"""How many names back the name before an affiliation is searched for."""
_CLAUSE_ENDS = frozenset({".", ";", ":"})


def holders(text: Text, attributions: Sequence[Attribution]) -> list[tuple[int, int] | None]:
    """Return start and end of the fullest name of each attribution's source; None if it is not known.

    Args:
        text: The text.
        attributions: The attributions.
    """
    return _Resolver(text, attributions).run()


class _Resolver:
    """Finds the holders of the sources of one text."""

    def __init__(self, text: Text, attributions: Sequence[Attribution]) -> None:
        self.text, self.attributions = text, attributions
        self.lowers, self.lists = text.words.lowers, text.language.holders
        self.references = [read_reference(text, a.source) if a.source else None for a in attributions]
        self.inventory = text.once(inventory_of)
        self.starts = [m.name.first for m in self.inventory.mentions]
        self.plain = {
            k: at
            for k, r in enumerate(self.references)
            if (r is None or (r.form == "name" and self._named(r.words) is None)) and (at := self._plain(k)) is not None
        }
        known = [r for r in self.references if r is not None]
        spoken = {i for r in known for i in (r.words[0], r.head)}
        spoken |= {self.inventory.mentions[at].name.first for at in self.plain.values()}
        described = {r.head: r.words for r in known if r.form == "description" and self._bare(r.words)}
        asked = {r.head for r in known}
        self.understood = follow(text, self.inventory, frozenset(spoken), described, self._strangers(), asked)
        self.outer = [(q.start, q.end) for q in text.quotations if q.depth == 0]
        self.quoted = self._by_quotation()
        self.speakers = text.once(speakers_of)
        self.memo: dict[int, int | None] = {}

    def run(self) -> list[tuple[int, int] | None]:
        """Return start and end of the full name of each attribution's holder."""
        return [self._place(self._entity(k), k) or self._label(k) for k in range(len(self.attributions))]

    def _strangers(self) -> dict[int, UnnamedKind]:
        """Return the sources that the article does not name, by their first word, with their kind."""
        found: dict[int, UnnamedKind] = {}
        for k, (attribution, reference) in enumerate(zip(self.attributions, self.references, strict=True)):
            words = self.text.words.indices(attribution.source[:1]) if reference is None else ()
            if words and k not in self.plain:
                found[words[0]] = kind_of_unnamed(self.text, words)
            elif reference is not None and self._joined(reference):
                found[reference.words[0]] = "plural"
        return found

    def _in(self, group: str, i: int) -> bool:
        """Say whether a word begins an entry of a list."""
        return self.lowers[i] in self.lists[group].starts

    def _place(self, at: int | None, k: int) -> tuple[int, int] | None:
        """Return the place of an entity's full name: in the source if it is there, else its first place."""
        if at is None:
            return None
        words = self.text.words
        whole = words.offsets(self.inventory.entities[at].name)
        name = self.text.slice(*whole)
        for start, end in self.attributions[k].source:
            found = self.text.string.find(name, start, end)
            i = words.index_at(found) if found >= 0 else len(words)
            if i < len(words) and words.starts[i] == found:
                return found, found + len(name)
        return whole

    def _entity(self, k: int) -> int | None:
        """Return the entity of an attribution's source; each is resolved once."""
        if k not in self.memo:
            self.memo[k] = None  # stops the search if a source is inside its own content
            reference, speaker = self.references[k], speaker_of(self.text, self.attributions[k])
            if speaker is not None:
                self.memo[k] = speaker.entity
            elif k in self.plain:
                self.memo[k] = self.inventory.mentions[self.plain[k]].entity
            elif reference is not None:
                self.memo[k] = self._meant(reference, k)
        return self.memo[k]

    def _meant(self, reference: Reference, k: int) -> int | None:
        """Return the entity of a reference."""
        if reference.form == "speaker":
            speaker = self._speaker(k)
            if speaker is None:
                turn = self._turn(reference.head)
                return None if turn is None else turn.entity
            return self._entity(speaker)
        if reference.form == "relative":
            return self._antecedent(reference.head)
        if reference.form == "pronoun":
            return self.understood.get(reference.head)
        if self._joined(reference):
            return None
        named = self._named(reference.words)
        if named is not None:
            return None if self._misses(reference.words, named) else named.entity
        return self.understood.get(reference.head)

    def _bare(self, words: Sequence[int]) -> bool:
        """Say whether a description has no name, or one before a role: "the Bell aide", not "the Bell campaign"."""
        if classes(self.text.language, "role", self.lowers[words[-1]]) and self._named(words) is None:
            return True
        k = bisect_left(self.starts, words[0])
        while k < len(self.starts) and self.starts[k] <= words[-1]:
            if self.starts[k] <= words[-1] and self.inventory.entities[self.inventory.mentions[k].entity].personal:
                return False
            if self.inventory.mentions[k].name.last > words[-1]:
                return False
            k += 1
        return True

    def _plain(self, k: int) -> int | None:
        """Return the mention of a person, if the source is the person's name, alone or after a description."""
        words = self._words(k)
        if not words or self._listed(words):
            return None
        begin = 0
        for n in [*(n for n, i in enumerate(words) if self._in("added", i)), len(words)][:2]:
            segment = words[begin:n]
            at = bisect_left(self.starts, segment[-1] + 1) - 1 if segment else -1
            if at >= 0 and self._ending(segment[-1] + 1) and self._described(segment, self.inventory.mentions[at]):
                return at
            begin = n + 1
        return None

    def _words(self, k: int) -> list[int]:
        """Return the words of a source's first fragment, without the genitive at its end."""
        words = self.text.words.indices(self.attributions[k].source[:1])
        return words[:-1] if words and self._in("genitive", words[-1]) else words

    def _described(self, segment: Sequence[int], named: Mention) -> bool:
        """Say whether a phrase is a person's name, alone or after a description."""
        name, entity = named.name, self.inventory.entities[named.entity]
        if not entity.personal or name.first < segment[0]:
            return False
        if name.lead <= segment[0]:
            return entity.name.size > 1
        before = segment[: segment.index(name.lead)] if name.lead in segment else segment
        if any(self._in("no_description", i) for i in before):
            return False
        return name.lead < name.first or bool(classes(self.text.language, "role", self.lowers[name.lead - 1]))

    def _named(self, words: Sequence[int]) -> Mention | None:
        """Return the name that contains the head of a noun phrase."""
        head = words[-1]
        k = bisect_right(self.starts, head) - 1
        for at in (k, k - 1):
            if at >= 0 and self.inventory.mentions[at].name.first <= head < self.inventory.mentions[at].name.last:
                return self.inventory.mentions[at]
        return None

    def _misses(self, words: Sequence[int], named: Mention) -> bool:
        """Say whether a given name is before a family name, but was not read as part of the same name."""
        before = named.name.lead - 1
        if before not in words or not self.inventory.entities[named.entity].personal:
            return False
        word = self.lowers[before]
        capital = is_capital(self.text.words.texts[before]) and self._ending(before + 1) is None
        known = any(word in self.lists[group].starts for group in ("title", "premodifier", "role", "function", "place"))
        return capital and not known and not self._common(word)

    def _common(self, word: str) -> bool:
        """Say whether a word that begins with a capital here is a common word or a nationality."""
        return word in self.text.once(capitals_of).small or word in self.text.language.sources["nationality"].starts

    def _joined(self, reference: Reference) -> bool:
        """Say whether a second name is coordinated with the first: "Ann Bell and Tom Roe"."""
        return self._listed([i for i in reference.whole if i > reference.head])

    def _listed(self, after: Sequence[int]) -> bool:
        """Say whether words continue with another name of a list, or with "and" and a name."""
        commas = True
        for n, i in enumerate(after[:-1]):
            if not n and self._in("addition", i) and any(self._name_at(later) for later in after[1:4]):
                return True
            if self._in("joint", i):
                return commas and (self._name_at(after[n + 1]) or self._in("coordinated", after[n + 1]))
            if self.lowers[i] != "," and not self._name_at(i) and not self._in_name(i):
                commas = False
        return False

    def _name_at(self, i: int) -> bool:
        """Say whether a name, or the title before one, begins at a word."""
        k = bisect_left(self.starts, i)
        near = self.inventory.mentions[k].name if k < len(self.starts) else None
        return near is not None and near.lead <= i <= near.first

    def _in_name(self, i: int) -> bool:
        """Say whether a word is inside a name that begins before it."""
        k = bisect_right(self.starts, i) - 1
        return k >= 0 and self.inventory.mentions[k].name.last > i

    def _speaker(self, k: int) -> int | None:
        """Return the attribution whose content contains the source: the smallest, else one of the same quotation."""
        if (parent := self.attributions[k].parent) is not None:
            return parent
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

    def _turn(self, word: int) -> Speaker | None:
        """Return the speaker of the turn that contains a word; None if there is none."""
        start = self.text.words.starts[word]
        for utterance in self.text.utterances:
            if any(first <= start < last for first, last in utterance.content):
                return self.speakers[utterance.content]
        return None

    def _label(self, k: int) -> tuple[int, int] | None:
        """Return the place of the label of a turn with "I" as source, if nothing else names the speaker."""
        reference = self.references[k]
        if reference is None or reference.form != "speaker":
            return None
        parent = self.attributions[k].parent
        spoken = self._turn(reference.head) if parent is None else speaker_of(self.text, self.attributions[parent])
        return None if spoken is None else spoken.name

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

    def _antecedent(self, word: int, *, first: bool = True) -> int | None:
        """Return the entity right before "who": a name, or a name with an apposition."""
        i = word - 1
        while i >= 0 and self._in("before_relative", i) and word - i < 4:
            i -= 1
        if i >= 0 and self._in("resumed", i):
            return self._coordinate(i) if first else None
        named = self._affiliated(i + 1)
        if named is not None and self._fits(named, word, closed=i == word - 1):
            return named.entity
        for k in range(i, max(-1, i - _BACK), -1):
            if self.lowers[k] in _CLAUSE_ENDS or self._in("opening_verb", k):
                break
            copula = self._in("copula", k) and self._in("determiner", k + 1)
            apposed = self.lowers[k] == "," and (i < word - 1 or self._in("determiner", k + 1))
            named = self._affiliated(k) if copula or apposed else None
            if named is not None and (copula or self._fits(named, word, closed=False)):
                return named.entity
            if self._in("finite", k):
                break
        return None

    def _coordinate(self, word: int) -> int | None:
        """Return the antecedent of the relative pronoun before "and who"."""
        for k in range(word - 1, max(-1, word - _SENTENCE), -1):
            if self.lowers[k] in _CLAUSE_ENDS:
                return None
            if self._in("relative", k):
                return self._antecedent(k, first=False)
        return None

    def _affiliated(self, last: int) -> Mention | None:
        """Return the name that ends before a word, with or without an affiliation: "Ann Bell (D-Sandport)"."""
        k = bisect_left(self.starts, last) - 1
        for at in range(k - 1, max(-1, k - _AFFILIATION), -1):
            mention = self.inventory.mentions[at]
            if self.inventory.entities[mention.entity].personal and affiliated(self.text, mention.name.last) == last:
                return mention
        found = self._ending(last)
        if found is None and k >= 0 and affiliated(self.text, self.inventory.mentions[k].name.last) == last:
            return self.inventory.mentions[k]
        return found

    def _fits(self, named: Mention, word: int, *, closed: bool) -> bool:
        """Say whether a relative pronoun can refer to a name; "Republicans who" means only some of them."""
        entity = self.inventory.entities[named.entity]
        before = self.lowers[named.name.lead - 1] if named.name.lead else ""
        if closed and (entity.kind == "members" or before in self.lists["complement"].starts):
            return False
        if entity.kind == "place" or (_unsure(named, entity) and before in self.lists["preposition"].starts):
            return False
        return entity.personal or entity.kind == "members" or not self._in("personal_relative", word)

    def _ending(self, last: int) -> Mention | None:
        """Return the name that ends right before a word."""
        k = bisect_left(self.starts, last) - 1
        if k >= 0 and self.inventory.mentions[k].name.last == last:
            return self.inventory.mentions[k]
        return None


def _unsure(named: Mention, entity: NamedEntity) -> bool:
    """Say whether a name can also be a place: a single word without any sign of a person."""
    return entity.kind == "unknown" and named.name.last - named.name.lead == 1 and entity.name.size == 1
