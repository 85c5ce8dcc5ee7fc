"""Finds names: runs of capitalised words, without the titles and the first words of sentences before them."""

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from newsclaims._language import WordList
from newsclaims.text import Text, WordRange

from .capitals import Capitals, capitals_of
from .name_entries import NameEntries
from .name_fronts import NameFronts
from .name_heads import NameHeads
from .name_links import NameLinks
from .shapes import Shape, shapes_of
from .tokens import tokens_of
from .word_shapes import without_stops

__all__ = ["Name", "NameKind", "capitalised_headlines", "names_of"]

NameKind = Literal["person", "organisation", "place", "members", "thing", "unknown"]
"""The kind of a name: "members" means the members of a party, "unknown" a name whose form allows a person."""

_KINDS_OF_FRONTS = ("place", "organisation")
"""The kinds of names that can be part of an office: "Governor of Ohio Ann Bell", not "Minister of Trade Ann Bell"."""
_LONGEST = 14
"""How many words a run of capitalised words may have."""
_MOST = 8
"""How many words a name may have."""
_MOST_BODY = 12
"""How many words and marks the name of an organisation may have."""
_MOST_PERSON = 5
_FULL_PERSON = 3
"""How many words a full name has at most if only a role before it shows a person."""
_ACRONYM = 6
_SHOUTED = 4
_SMALL_SHARE = 0.2
_LONG_WORD = 4
_LARGE = Shape.CAPITAL | Shape.INNER_CAPITAL


@frozen(slots=True)
class Name:
    """A name at one place of a text.

    Args:
        first: Its first word, without titles and articles.
        last: One past its last word.
        lead: The first word of the titles before it, else `first`.
        kind: Its kind, as far as its form shows.
        weak: Whether it may have a capital only because it is at the start of a sentence or in a headline.
    """

    first: int
    last: int
    lead: int
    kind: NameKind
    weak: bool = False


def names_of(text: Text) -> list[Name]:
    """Find the names of a text, in order.

    Args:
        text: The text.
    """
    return _spelled_out(text, list(_Scanner(text).scan()))


def capitalised_headlines(text: Text) -> list[WordRange]:
    """Return the words of headlines in which nearly all longer words have capitals, so a capital does not show a name.

    Args:
        text: The text.
    """
    found = []
    for paragraph in text.paragraphs:
        if paragraph.kind == "headline":
            first, last = text.words.index_at(paragraph.start), text.words.index_at(paragraph.end)
            long = [w for w in text.words.texts[first:last] if len(w) >= _LONG_WORD and w[0].isalpha()]
            if sum(w[0].islower() for w in long) <= _SMALL_SHARE * len(long):
                found.append(WordRange(first, last))
    return found


class _Scanner:
    """Finds the names of a text, going through its words once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.lists, self.sources = text.language.holders, text.language.sources
        self.shape: Capitals = text.once(capitals_of)
        self.entries = NameEntries(text)
        self._in = self.entries.begins
        self.fronts = NameFronts(text, self.entries)
        self.named = text.once(tokens_of).names
        self.openers = frozenset(self.shape.starts)
        self.links = NameLinks(text, self.openers, self.entries)
        self.heads = NameHeads(text, self.links, self.entries)
        stops = text.language.scope["sentence_end"].starts
        self.headline = {
            i
            for headline in capitalised_headlines(text)
            if self.lowers[headline.last - 1] not in stops  # a headline is not a whole sentence
            for i in headline.indices
        }

    def scan(self) -> Iterator[Name]:
        """Yield the names."""
        large = [i for i, shape in enumerate(self.text.once(shapes_of)) if shape & _LARGE]
        end = 0
        for i in large:
            if i < end or not self.links.capital(i):
                continue
            end = self._end(i)
            if i in self.headline or self._heading(i, end):
                for k in range(i, end):
                    yield from self._parts(k, k + 1)
            else:
                yield from self._parts(i, end)

    def _heading(self, first: int, last: int) -> bool:
        """Say whether a run is a heading: it has a capitalised function word, or many words all in capitals."""
        labels = self.lists["turn_mark"].starts
        if last - first >= _SHOUTED and all(word.isupper() for word in self.texts[first:last]):
            return last == len(self.texts) or self.lowers[last] not in labels
        if last - first <= 2:
            return False
        heading = self.lists["heading"].starts
        return any(self.lowers[i] in heading and self.texts[i][0].isupper() for i in range(first + 1, last - 1))

    def _end(self, first: int) -> int:
        """Return where a run of capitalised words ends."""
        i = first + 1
        while i < len(self.texts) and i - first < _LONGEST:
            if self.links.joined(i) and self.links.capital(i) and not self._article(i):
                i += 1
                continue
            reach = self.links.over(first, i)
            if reach == i:
                break
            i = reach
        return i

    def _article(self, i: int) -> bool:
        """Say whether a word is an article with a capital, where a new run begins; not an initial: "Lund The Board"."""
        return len(self.texts[i]) > 1 and self.lowers[i] in self.lists["article"].starts

    def _parts(self, first: int, last: int) -> Iterator[Name]:
        """Yield the names in a run: the organisation before a title, if there is one, then the name itself."""
        first, last = self._run(first, last)
        if first == last or (last - first == 1 and len(self.texts[first]) == 1):
            return
        start = first
        phrase = self.entries.at("title", first - 2) if first > 1 else None
        if phrase is not None and phrase[1] > 2 and last - first > 1:  # "secretary of State Ann Bell"
            lead, first, titled = first - 2, first + 1, True
        else:
            lead, first, titled = self._without_titles(first, last)
        if titled and lead == start:
            yield from self._employer(start, first)
        elif not titled:
            front = first
            lead, first, titled = self._without_front(lead, first, last)
            if first > front:
                yield from (name for name in self._parts(front, first) if name.kind in _KINDS_OF_FRONTS)
        courtesy = last - start == 1 or (last - start == 2 and self._in("gender", start))
        if first == last and courtesy and self._in("title_or_name", last - 1):
            yield Name(last - 1, last, start, "unknown", weak=True)  # "King" or "Ms King", once "Ann King" was named
        if first < last:
            yield from self._named(first, last, lead, titled=titled)

    def _run(self, first: int, last: int) -> tuple[int, int]:
        """Return a run without the words at its ends that are not part of a name."""
        opens = self._opens(first)
        first, last = self._without_small_words(first, last, opens=opens)
        doubtful = opens and last - first > 1 and self.lowers[first] in self.shape.small
        known = doubtful and (self._in("title", first) or self._in("place", first) or self._organisation(first, last))
        if doubtful and not known:
            first += 1
        return self.fronts.after_compound(self.fronts.after_time(first, last), last), last

    def _without_front(self, lead: int, first: int, last: int) -> tuple[int, int, bool]:
        """Return where titles and name begin after an office or a place, and whether there is an office."""
        office = self.fronts.office(first)
        if office is None:
            after = self.fronts.after_place(first, last)
            return (after if after > first else lead), after, False
        after = self.fronts.after_office(first, last)
        return (office, after, True) if after > first else (lead, first, False)

    def _named(self, first: int, last: int, lead: int, *, titled: bool) -> Iterator[Name]:
        """Yield the name with these words, and the name that small words after it complete."""
        if last - first > (_MOST_BODY if self._organisation(first, last) else _MOST):
            return
        weak = last - lead == 1 and self.texts[lead] not in self.shape.named and self._opens(lead)
        kind = self._kind(first, last, titled=titled)
        whole = None if titled else self._completed(first, last, kind)
        if whole is not None and whole.first < first:
            yield whole
        if kind is not None and (whole is None or kind == "place"):
            yield Name(first, last, lead, kind, weak and kind not in ("members", "place"))
        if whole is not None and whole.first == first:
            yield whole

    def _completed(self, first: int, last: int, kind: NameKind | None) -> Name | None:
        """Return a name with the small words that complete it: "the Italian government"; None if there are none."""
        surname = kind == "unknown" and last - first == 1
        found = self.heads.after(WordRange(first, last), place=kind == "place", surname=surname)
        if found is not None:
            return Name(first, found[0], first, found[1])
        start = self.heads.before(first) if kind == "place" else first
        return Name(start, last, start, "organisation") if start < first else None

    def _without_small_words(self, first: int, last: int, *, opens: bool) -> tuple[int, int]:
        """Return a run without articles in front and function words at its ends, except for those that are names."""
        articles = self.lists["article"].starts
        while first < last and (self.lowers[first] in articles or (opens and self._in("function", first))):
            if first in self.named or self._letters(first):
                break
            first += 1
        while last > first and self._in("function", last - 1) and not self._in("org_end", last - 1):
            if last - 1 in self.named or self._letters(last - 1):
                break
            last -= 1
        return first, last

    def _letters(self, i: int) -> bool:
        """Say whether a word is an acronym like "US", not a word in capitals."""
        word = self.texts[i]
        return len(word) > 1 and word.isupper() and not self.shape.shouted(self.text, i)

    def _without_titles(self, first: int, last: int) -> tuple[int, int, bool]:
        """Return where titles and name begin, and whether there is a title; the name is empty if all are titles."""
        whole = last
        after = i = self._after_description(first, last)
        titled = after > first
        while last > first + 1 and self._in("suffix", last - 1):
            last -= 1
        while i < last:
            length = self._title(i)
            if not length or (i > first and self._in("org_link", i - 1) and self._in("org_of", i - 2)):
                i += 1
                continue
            end = i + length
            if end >= last and i > first and self._surname(i, after, titled=titled and length == 1):
                break
            after, titled, i = end, True, end
        if after >= last:
            return first, whole, titled
        if titled and any(self._heads(k, last) and not self._person_word(k, last) for k in range(after, last)):
            after, titled = first, False
        elif not titled:
            while after < last - 1 and self._modifier(after) and not self._organisation(after, last):
                after += 1
            if last - after == 1 and after > first and self.texts[after] not in self.shape.named:
                after = first
        return first, after, titled

    def _after_description(self, first: int, last: int) -> int:
        """Return where a full name begins after a word that describes a person: "Striker Jamal Reid"."""
        i = first
        while i < last - 2 and self._modifier(i) and not self._organisation(first, last):
            i += 1
        if last - i <= 2 or not any(self._in(group, i) for group in ("title_of_full_name", "role")):
            return first
        return i + 1 if self.fronts.is_personal(i + 1, last) else first

    def _opens(self, i: int) -> bool:
        """Say whether each word has a capital at this place, such as at the start of a sentence or after a bullet."""
        if i in self.headline or self.shape.opens(self.text, i):
            return True
        return i - 1 in self.openers and not self.texts[i - 1][0].isalnum()

    def _employer(self, first: int, last: int) -> Iterator[Name]:
        """Yield the organisation before a title: "Harbour Bank Chairman Ann Bell"."""
        while first < last and self._modifier(first):
            first += 1
        end = next((k for k in range(first, last) if self._title(k)), first)
        if first == end or self._place(first, end):
            return
        found = self.entries.at("title", end)
        if self._organisation(first, end) or (found is not None and found[0] in self.lists["employed"].starts):
            yield Name(first, end, first, "organisation", first in self.headline)

    def _title(self, i: int) -> int:
        """Return the number of words of the title at a word; "Secretary-Treasurer" is one, too."""
        if not self.entries.groups[i] and "-" not in self.lowers[i]:  # nearly always
            return 0
        found = self.entries.at("title", i)
        if found is not None:
            return 0 if self._in("not_title", i) else found[1]
        if self._in("title_in_capitals", i) and self.texts[i].isupper():
            return 1
        return int("-" in self.lowers[i] and self.lowers[i].rsplit("-", 1)[1] in self.lists["title"].starts)

    def _heads(self, k: int, last: int) -> bool:
        """Say whether a word is the head of an organisation's name: the last one, or one before "of"."""
        return self._in("org_word", k) and (k == last - 1 or self._in("org_link", k + 1))

    def _person_word(self, k: int, last: int) -> bool:
        """Say whether the last word of a run is a family name, although an organisation can have this name."""
        return k == last - 1 and self.lowers[k] not in self.lists["org_noun"].starts

    def _surname(self, i: int, after: int, *, titled: bool) -> bool:
        """Say whether the title at the end of a run is a family name: "Ann King"; any if another title is before it."""
        plain = i - after
        return (
            0 < plain < _MOST_PERSON
            and (titled or self._in("title_or_name", i))
            and not any(
                self._in(group, k) for k in range(after, i) for group in ("org_word", "premodifier", "no_person")
            )
        )

    def _modifier(self, i: int) -> bool:
        """Say whether a word describes a name without being part of it: "former", "French"."""
        return self._in("premodifier", i) or self.lowers[i] in self.sources["nationality"].starts

    def _kind(self, first: int, last: int, *, titled: bool) -> NameKind | None:
        """Return the kind of a name; None if it is not a name."""
        if self._whole("time", first, last) and not (titled and self._in("month_or_name", first)):
            return None
        if titled:
            return "person" if last - first <= _MOST_PERSON else "thing"
        if self._place(first, last) and (last - first == 1 or not self._in("org_word", last - 1)):
            return "place"
        sources, head = self.sources, self.lowers[last - 1]
        plural = head.endswith(self.text.language.endings["plural"])
        # Only the final "s" is removed: with "-ies" as "-y", "parties" and "tories" would be parties, too.
        if (head[:-1] if plural else head) in sources["party"].starts:
            if head not in sources["named_word"].starts:
                return None
            if plural:
                return "members"
        if self._after_role(first, last):
            return "person"
        if self._organisation(first, last):
            return "organisation"
        if last - first == 1 and head in sources["nationality"].starts:
            return None
        return self._person_or_thing(first, last)

    def _after_role(self, first: int, last: int) -> bool:
        """Say whether a role is before a full name that could be that of a thing: "the mayor Ann Hill"."""
        if not 2 <= last - first <= _FULL_PERSON or not first or not self._in("role", first - 1):
            return False
        if not self.texts[first - 1].islower() or not self.links.joined(first):
            return False
        if self._in("org_noun", last - 1) or not all(word[1:].islower() for word in self.texts[first:last]):
            return False
        return not any(
            self._in(group, k) for k in range(first, last - 1) for group in ("org_word", "no_person", "place")
        )

    def _person_or_thing(self, first: int, last: int) -> NameKind:
        """Return the kind of a name that is not a place, an organisation or the members of a group."""
        if self._in("no_person", first) or self._in("no_person_end", last - 1) or self._dated(last - 1):
            return "thing"
        if any(not word.isalpha() and any(map(str.isdigit, word)) for word in self.texts[first:last]):
            return "thing"
        return "unknown" if last - first <= _MOST_PERSON and not self._after_the(first, last) else "thing"

    def _dated(self, i: int) -> bool:
        """Say whether a name ends with a time: "the Twelfth of May", not "Theresa May"."""
        if not self._in("time", i):
            return False
        numbered = i + 1 < len(self.texts) and self.texts[i + 1][0].isdigit()
        return numbered or not self._in("month_or_name", i) or self._in("time_part", i - 1)

    def _organisation(self, first: int, last: int) -> bool:
        """Say whether the words or letters of a name show an organisation."""
        named = self.sources["named_word"].starts
        if self._in("org_word", last - 1) or self.lowers[last - 1] in named:
            return True
        if last - first > 1:
            of = next((k for k in range(first + 1, last) if self._in("org_link", k)), None)
            return of is not None and self._in("org_of", of - 1)
        word = without_stops(self.texts[first])
        if not word.isupper() or not 1 < len(word) <= _ACRONYM or not word.isalpha():
            return False
        return not self.shape.shouted(self.text, first) and not self._in("no_person", first)

    def _place(self, first: int, last: int) -> bool:
        """Say whether a name is a place."""
        return self._whole("place", first, last) or _covers(self.sources["place"], self.lowers, first, last)

    def _whole(self, group: str, first: int, last: int) -> bool:
        """Say whether an entry of a list is the whole name."""
        return group in self.entries.groups[first] and _covers(self.lists[group], self.lowers, first, last)

    def _after_the(self, first: int, last: int) -> bool:
        """Say whether "the" is before a name that is not a person: "the Gazette", "the Sandport mayor"."""
        if not first or not self._in("definite_article", first - 1):
            return False
        following = self.texts[last] if last < len(self.texts) else "."
        return not following[0].islower() or any(self._in(group, last) for group in ("speech", "preposition", "role"))


def _covers(phrases: WordList, lowers: Sequence[str], first: int, last: int) -> bool:
    """Say whether an entry of a list covers exactly some words."""
    found = phrases.at(lowers, first)
    return found is not None and found[1] == last - first


def _spelled_out(text: Text, found: list[Name]) -> list[Name]:
    """Widen names to what the letters in brackets after them stand for: "Alliance to Save Our Harbour (ASOH)".

    The algorithm is that of Schwartz and Hearst (2003), but a letter counts only if it begins a word.
    """
    texts = text.words.texts
    spelled: list[WordRange] = []
    for i, word in enumerate(texts[:-2]):
        if word == "(" and texts[i + 2] == ")":
            letters = without_stops(texts[i + 1])
            first = _spelling(texts, i, letters.lower()) if letters.isupper() and len(letters) > 1 else i
            string = text.string[text.words.starts[first] : text.words.ends[i - 1]]
            if first < i and len(string.splitlines()) == 1:
                spelled.append(WordRange(first, i))
    if not spelled:
        return found
    merged: list[Name] = []
    at = 0
    for words in spelled:
        while at < len(found) and found[at].last <= words.first:
            merged.append(found[at])
            at += 1
        begin = at
        while at < len(found) and found[at].first < words.last:
            at += 1
        within = found[begin:at]
        wider = any(name.first <= words.first and name.last == words.last for name in within)
        merged += within if wider else [Name(words.first, words.last, words.first, "organisation")]
    return merged + found[at:]


def _spelling(texts: Sequence[str], end: int, letters: str) -> int:
    """Return the first of the words before `end` whose first letters spell an acronym; `end` if they do not."""
    i, rest = end, letters
    while rest and i and end - i < 2 * len(letters):
        i -= 1
        word = texts[i]
        if word[0].lower() == rest[-1]:
            rest = rest[:-1]
        elif word[0].isupper() or not word[0].isalpha():
            return end
    return i if not rest and texts[i][0].isupper() else end
