"""Describes a source and each entity that it may refer to by numbers, from which the scorer computes probabilities."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from newsclaims._syntax import is_capital, is_plural, source_phrase, without_stops
from newsclaims.text import Text

from .named_entities import Inventory, NamedEntity
from .references import Reference
from .roles import classes

KINDS = ("person", "organisation", "place", "members", "thing", "unknown")
FORMS = ("name", "pronoun", "relative", "speaker", "description", "other")
TYPES = ("named_person", "named_organisation", "government", "anonymous", "document", "public", "reference")
_ASIDE = frozenset({"byline", "caption", "link", "note"})


@frozen(slots=True)
class Asked:
    """A source whose holder is asked for.

    Args:
        first: Its first word.
        last: One past its last word.
        head: The head of its noun phrase.
        words: The words of its noun phrase.
        form: How it refers to its holder.
        type: The type of the source.
        own: The entity whose name has the head; -1 if there is none.
        content: The words of the content, as ranges.
    """

    first: int
    last: int
    head: int
    words: Sequence[int]
    form: str
    type: str
    own: int
    parent: int
    depth: int
    speaker: int
    beside: int
    antecedent: int
    before: bool
    """Whether the source stands before its content."""


class Scene:
    """The entities of an article as arrays."""

    def __init__(self, text: Text, inventory: Inventory) -> None:
        self.text, self.inventory = text, inventory
        self.lowers, self.lists = text.words.lowers, text.language.holders
        self.entities = inventory.entities
        self.n = len(self.entities)
        mentions = inventory.mentions
        self.first = np.array([m.name.first for m in mentions], dtype=np.int64)
        self.last = np.array([m.name.last for m in mentions], dtype=np.int64)
        self.entity = np.array([m.entity for m in mentions], dtype=np.int64)
        self.opened = np.array([s.first for s in text.sentences], dtype=np.int64)
        self.paragraph_of = np.array([s.paragraph for s in text.sentences] or [0], dtype=np.int64)
        self.sentence = self._sentence(self.first)
        self.paragraph = self.paragraph_of[self.sentence]
        self.outer = [(q.start, q.end) for q in text.quotations if q.depth == 0]
        starts = np.array(text.words.starts, dtype=np.int64)
        quote_starts = np.array([s for s, _ in self.outer], dtype=np.int64)
        quote_ends = np.array([e for _, e in self.outer] or [0], dtype=np.int64)
        at = np.searchsorted(quote_starts, starts, side="right") - 1
        self.quoted_word = (at >= 0) & (starts < quote_ends[np.maximum(at, 0)])
        self.quoted = self.quoted_word[self.first] if len(mentions) else np.zeros(0, bool)
        kinds = {i: p.kind for i, p in enumerate(text.paragraphs)}
        self.heading = np.array([kinds.get(int(p), "") == "headline" for p in self.paragraph], dtype=bool)
        self.aside = np.array([kinds.get(int(p), "") in _ASIDE for p in self.paragraph], dtype=bool)
        self.subject = np.array([self._weight(m.name.lead, m.name.last) for m in mentions], dtype=np.float64)
        pronoun = {w: r[0][1] for w, r in self.lists["pronoun"].starts.items()}
        self.pronoun = pronoun
        marks = [pronoun.get(word, "") for word in self.lowers]
        self.prefix = {v: np.concatenate([[0], np.cumsum([m == v for m in marks])]) for v in "mfnp"}
        self.votes = self._votes(marks)
        self.static = self._static()
        self.tokens = [tuple(self.lowers[i] for i in e.name.indices) for e in self.entities]
        self.initials = ["".join(t[0] for t in toks if t[0].isalnum()) for toks in self.tokens]
        self.caps = [
            "".join(self.text.words.texts[i][0] for i in e.name.indices if is_capital(self.text.words.texts[i])).lower()
            for e in self.entities
        ]
        self.near = self._near()

    def _sentence(self, words: np.ndarray) -> np.ndarray:
        return np.maximum(np.searchsorted(self.opened, words, side="right") - 1, 0)

    def _weight(self, first: int, last: int) -> float:
        """Return the weight of a name from its place in the sentence."""
        known, lists = self.text.language.holder_weights, self.lists
        after = self.lowers[last] if last < len(self.lowers) else "."
        before = self.lowers[first - 1] if first else "."
        if before in lists["article"].starts and first > 1:
            before = self.lowers[first - 2]
        s = int(np.searchsorted(self.opened, first, side="right")) - 1
        opens = first - (self.opened[s] if s >= 0 else 0) <= 3
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

    def _votes(self, marks: Sequence[str]) -> np.ndarray:
        """Count the pronouns of each sex that follow a personal name closely."""
        votes = np.zeros((self.n, 2))
        personal = np.array([self.entities[e].personal for e in self.entity], dtype=bool)
        where = np.nonzero(personal)[0]
        if not len(where):
            return votes
        for i, mark in enumerate(marks):
            if mark in ("m", "f"):
                k = int(np.searchsorted(self.first[where], i)) - 1
                if k < 0:
                    continue
                s = int(self._sentence(np.array([i]))[0])
                lo = k
                while lo >= 0 and s - self.sentence[where[lo]] <= 1 and k - lo < 4:
                    lo -= 1
                near = where[lo + 1 : k + 1]
                if len(near):
                    w = self.subject[near]
                    np.add.at(votes[:, "mf".index(mark)], self.entity[near], w / w.sum())
        return votes

    def _static(self) -> np.ndarray:
        rows = []
        counts = np.bincount(self.entity, minlength=self.n) if len(self.entity) else np.zeros(self.n)
        most = counts.max() if self.n else 1
        heads = np.bincount(self.entity[self.heading], minlength=self.n) if len(self.entity) else np.zeros(self.n)
        order = np.argsort(np.argsort(-counts, kind="stable"), kind="stable")
        for at, e in enumerate(self.entities):
            m, f = self.votes[at]
            lean = (m - f) / (m + f + 0.6)
            rows.append(
                [
                    *(float(e.kind == k) for k in KINDS),
                    float(e.sex == "m"),
                    float(e.sex == "f"),
                    lean,
                    min(m + f, 4) / 4,
                    min(e.name.size, 6) / 6,
                    float(e.name.size == 1),
                    np.log1p(counts[at]) / 3,
                    counts[at] / most,
                    1 / (1 + order[at]),
                    np.log1p(e.full) / 2,
                    float(heads[at] > 0),
                    float(any(r[0] == "*" for r in e.roles)),
                    float(any(r[0] != "*" for r in e.roles)),
                    1 / (1 + at),
                ]
            )
        return np.array(rows).reshape(self.n, STATIC)

    def _near(self) -> list[set[str]]:
        """Return for each entity the small words right before and after its names."""
        found: list[set[str]] = [set() for _ in self.entities]
        for m in self.inventory.mentions:
            lo, hi = m.name.lead, m.name.last
            found[m.entity].update(self.lowers[max(0, lo - 5) : m.name.first])
            found[m.entity].update(self.lowers[hi : hi + 9])
        return found

    def rows(self, asked: Asked, history: Sequence[tuple[int, int, str]], upcoming: Sequence[tuple[int, int]]) -> np.ndarray:
        """Return the features of each candidate, and of nobody in the last row."""
        n = self.n
        value = self.pronoun.get(self.lowers[asked.words[0]], "") if asked.form in ("pronoun", "relative", "speaker") else ""
        head = self.lowers[asked.head]
        mention = self._mention(asked, value, head)
        w, end = asked.first, asked.last
        s = int(self._sentence(np.array([w]))[0])
        p = int(self.paragraph_of[s])
        k = int(np.searchsorted(self.first, w))
        j = int(np.searchsorted(self.first, end))
        ents = self.entity
        before = np.full(n, -1)
        before[ents[:k]] = np.arange(k)
        after = np.full(n, -1)
        after[ents[j:][::-1]] = np.arange(len(ents) - 1, j - 1, -1)
        has, will = before >= 0, after >= 0
        b, a = np.maximum(before, 0), np.maximum(after, 0)
        ds = np.where(has, s - self.sentence[b], 20)
        da = np.where(will, self.sentence[a] - s, 20)
        counts = np.bincount(ents[:k], minlength=n)
        fade = self.subject[:k] * 0.6 ** np.minimum(s - self.sentence[:k], 30) * np.where(self.quoted[:k], 0.5, 1.0)
        fade *= np.where(self.aside[:k], 0.2, 1.0) * 0.8 ** np.minimum(p - self.paragraph[:k], 30)
        best, total = np.zeros(n), np.zeros(n)
        np.maximum.at(best, ents[:k], fade)
        np.add.at(total, ents[:k], fade)
        fit = self._fit(value, head)
        salience = (best + 0.4 * (total - best)) * fit
        rank = _rank(salience)
        recency = _rank(np.where(fit > 0.05, before + 1, 0))
        second = np.partition(salience, -2)[-2] if n > 1 else 0.0
        top = salience.max() if n else 0.0
        if value in self.prefix:
            between = self.prefix[value][w] - self.prefix[value][np.where(has, self.first[b], w)] if len(ents) else np.zeros(n)
        else:
            between = np.zeros(n)
        pair = [
            has,
            np.log1p(np.minimum(ds, 20)) / 3,
            has & (ds == 0),
            has & (ds == 1),
            has & (p == self.paragraph[b]) if len(ents) else np.zeros(n),
            np.where(has, np.log1p(np.maximum(w - self.last[b], 0)) / 6, 1) if len(ents) else np.ones(n),
            np.where(has, self.subject[b] / 6, 0) if len(ents) else np.zeros(n),
            has & self.quoted[b] if len(ents) else np.zeros(n),
            has & self.aside[b] if len(ents) else np.zeros(n),
            np.log1p(counts) / 3,
            will & ~has,
            np.log1p(np.minimum(da, 20)) / 3,
            will & (da == 0),
            will & (da == 1),
            salience / 6,
            salience / (top + 0.1),
            (salience >= top) & (top > 0),
            np.where(salience >= top, (top - second) / (top + 0.1), 0),
            1 / (1 + rank),
            1 / (1 + recency),
            fit,
            np.log1p(between) / 2,
        ]
        pair += self._historical(asked, history, upcoming, fit, s, p)
        pair += self._lexical(asked, head)
        table = np.zeros((n + 1, WIDTH))
        table[:, :MENTION] = mention
        table[:n, MENTION : MENTION + STATIC] = self.static
        table[:n, MENTION + STATIC : MENTION + STATIC + PAIR] = np.stack([np.asarray(x, dtype=float) for x in pair], axis=1) if n else 0
        table[n, MENTION + STATIC + PAIR :] = self._nobody(asked, history, value, head, s, top, second, fit)
        return table

    def _mention(self, asked: Asked, value: str, head: str) -> list[float]:
        lang = self.text.language
        lowers, texts = self.lowers, self.text.words.texts
        desc = asked.form in ("description", "other")
        return [
            *(float(asked.form == f) for f in FORMS),
            *(float(asked.type == t) for t in TYPES),
            *(float(value == v) for v in "mfnprs"),
            float(lowers[asked.words[0]] in self.lists["possessive"].starts),
            float(value == "s" and lowers[asked.words[0]] in ("we", "us", "our")),
            float(desc and bool(classes(lang, "role", head))),
            float(desc and bool(classes(lang, "org_noun", head))),
            float(is_plural(lang, head)),
            float(head in self.lists["any_org"].starts),
            float(head in self.lists["shared"].starts),
            float(lowers[asked.words[0]] in self.lists["definite_article"].starts),
            float(lowers[asked.words[0]] in self.lists["indefinite"].starts),
            float(lowers[asked.words[0]] in self.lists["possessive"].starts),
            float(texts[asked.head].isupper()),
            float(is_capital(texts[asked.head])),
            min(len(asked.words), 6) / 6,
            min(asked.last - asked.first, 12) / 12,
            float(asked.own >= 0),
            float(asked.parent != -2),
            float(asked.parent >= 0),
            float(asked.speaker != -2),
            float(self.quoted_word[asked.first]),
            float(asked.before),
            float(head in self.lists["complement"].starts),
            float(asked.last < len(lowers) and lowers[asked.last] in self.lists["complement"].starts),
        ]

    def _fit(self, value: str, head: str) -> np.ndarray:
        """Return how well each entity fits the sex, the number and the type of a source."""
        st = self.static
        person, org, place, members, thing, unknown = (st[:, i] for i in range(6))
        if not value or value in "rs":
            sexes = classes(self.text.language, "gender", head) if not value else frozenset()
            if not value and classes(self.text.language, "role", head) or sexes:
                fit = person + 0.8 * unknown
                if len(sexes) == 1:
                    fit = fit * self._sexed(next(iter(sexes)))
                return fit
            if not value and classes(self.text.language, "org_noun", head):
                return org + 0.5 * thing + 0.3 * unknown + 0.4 * place
            return np.ones(self.n)
        if value in "mf":
            return (person + 0.8 * unknown) * self._sexed(value)
        if value == "n":
            return org + 0.6 * place + 0.5 * thing + 0.2 * unknown
        return 0.7 * org + members + 0.3 * place + 0.3 * thing

    def _sexed(self, value: str) -> np.ndarray:
        st = self.static
        same, other = (st[:, 6], st[:, 7]) if value == "m" else (st[:, 7], st[:, 6])
        v = self.votes[:, "mf".index(value)]
        lean = (v + 0.3) / (self.votes.sum(axis=1) + 0.6)
        return np.where(same > 0, 1.0, np.where(other > 0, 0.0, lean))

    def _historical(self, asked, history, upcoming, fit, s, p):
        n = self.n
        last = np.zeros(n)
        named = np.zeros(n)
        compat = np.zeros(n)
        prev2 = np.zeros(n)
        count = np.zeros(n)
        dist = np.full(n, 20.0)
        par = np.zeros(n)
        done = False
        seen_named = seen_compat = False
        steps = 0
        for place, at, _ in reversed(history):
            if at >= 0:
                if steps == 0:
                    last[at] = 1
                if steps == 1:
                    prev2[at] = 1
                if not seen_named:
                    named[at] = 1
                    seen_named = True
                if not seen_compat and fit[at] > 0.15:
                    compat[at] = 1
                    seen_compat = True
                count[at] += 1
                if dist[at] == 20:
                    ps = int(self._sentence(np.array([place]))[0])
                    dist[at] = min(20, s - ps)
                    par[at] = float(self.paragraph_of[ps] == p)
            steps += 1
        nxt = np.zeros(n)
        for place, at in upcoming[:1]:
            if at >= 0:
                nxt[at] = 1
        parent = np.zeros(n)
        if asked.parent >= 0:
            parent[asked.parent] = 1
        speaker = np.zeros(n)
        if asked.speaker >= 0:
            speaker[asked.speaker] = 1
        beside = np.zeros(n)
        if asked.beside >= 0:
            beside[asked.beside] = 1
        ante = np.zeros(n)
        if asked.antecedent >= 0:
            ante[asked.antecedent] = 1
        return [
            last,
            named,
            compat,
            prev2,
            np.log1p(count) / 2,
            count / max(1, len(history)),
            np.log1p(dist) / 3,
            par,
            nxt,
            parent,
            speaker,
            beside,
            ante,
        ]

    def _lexical(self, asked: Asked, head: str):
        n = self.n
        out = np.zeros((14, n))
        lang, lowers = self.text.language, self.lowers
        lo, hi = asked.first, asked.last
        inside = {int(e) for e, f in zip(self.entity, self.first) if lo <= f < hi}
        for at in inside:
            out[1][at] = 1
        if asked.own >= 0:
            out[0][asked.own] = 1
        if asked.form in ("pronoun", "relative", "speaker"):
            return list(out)
        words = [lowers[i] for i in asked.words if lowers[i] not in self.lists["article"].starts]
        content = [w for w in words if w not in self.lists["preposition"].starts and w not in self.lists["genitive"].starts and w[0].isalnum()]
        letters = without_stops(self.text.words.texts[asked.head]).lower() if self.text.words.texts[asked.head].isupper() else ""
        persons, things = classes(lang, "role", head), classes(lang, "org_noun", head)
        traits = set(content) - {head}
        for at, e in enumerate(self.entities):
            toks = self.tokens[at]
            ts = set(toks)
            if head in ts:
                out[2][at] = 1
            if head == toks[-1]:
                out[3][at] = 1
            if head == toks[0]:
                out[4][at] = 1
            if content and all(w in ts for w in content):
                out[5][at] = 1
            if letters and len(letters) > 1 and (letters == self.caps[at] or letters == self.initials[at]):
                out[6][at] = 1
            out[7][at] = min(3, len(traits & ts)) / 3
            if asked.form != "name":
                if head in e.words:
                    out[8][at] = 1
                roles = {r.lstrip("*") for r in e.roles}
                if (persons | things) & roles:
                    out[9][at] = 1
                if roles and (persons | things) and not (persons | things) & roles:
                    out[10][at] = 1
            out[11][at] = min(3, len(traits & e.words)) / 3
            if head in self.near[at]:
                out[12][at] = 1
            out[13][at] = min(3, len(traits & self.near[at])) / 3
        return list(out)

    def _nobody(self, asked, history, value, head, s, top, second, fit):
        last = history[-1] if history else None
        unnamed_last = float(last is not None and last[1] < 0)
        since = next((i for i, (_, at, _) in enumerate(reversed(history)) if at < 0), 20)
        same = 20
        for place, at, kind in reversed(history):
            if at < 0 and kind == head:
                same = s - int(self._sentence(np.array([place]))[0])
                break
        strange = self._stranger(asked, head)
        return [
            1.0,
            unnamed_last,
            np.log1p(since) / 3,
            np.log1p(min(20, same)) / 3,
            top / 6,
            (top - second) / (top + 0.1),
            min(4, float((fit > 0.15).sum())) / 4,
            strange,
            min(self.n, 30) / 30,
            float(not history),
        ]

    def _stranger(self, asked: Asked, head: str) -> float:
        """Say whether "a man" came before "the man"."""
        if asked.form not in ("description", "other"):
            return 0.0
        for i in range(asked.first - 1, max(-1, asked.first - 120), -1):
            if self.lowers[i] == head:
                return float(any(self.lowers[k] in self.lists["indefinite"].starts for k in range(max(0, i - 3), i)))
        return 0.0


def _rank(values: np.ndarray) -> np.ndarray:
    """Return the rank of each value, the largest first; values of zero rank last."""
    order = np.argsort(np.argsort(-values, kind="stable"), kind="stable")
    return np.where(values > 0, order, 30)


MENTION = 6 + 7 + 6 + 22
STATIC = 20
PAIR = 22 + 13 + 14
NOBODY = 10
WIDTH = MENTION + STATIC + PAIR + NOBODY
