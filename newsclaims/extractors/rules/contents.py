"""How far a content reaches."""

import threading
from collections.abc import Mapping
from importlib import resources

from attrs import define

from newsclaims.lexicon import Reading

from .grammar import Class
from .nouns import Nouns
from .view import DASHES, Range, View

__all__ = ["Contents"]

_OPENS_CONDITION = frozenset(
    {"if", "when", "while", "although", "because", "unless", "as", "after", "before", "in", "by"}
)


@define(slots=True)
class Contents:
    """Finds where contents begin and end.

    Args:
        view: The text.
        nouns: Its noun phrases.
        readings: The lexicon's readings.
        stops: After which mark and word a content ends: `(mark, word)`.
    """

    view: View
    nouns: Nouns
    readings: Mapping[str, tuple[Reading, ...]]
    stops: frozenset[tuple[str, str]]

    def right(self, k: int, last: int, *, finite: bool, inside: bool = False) -> Range:
        """Return the content that begins at word `k`.

        Args:
            k: Its first word.
            last: One past the last word it may reach.
            finite: Whether the cue is finite, so that "and" before another finite cue ends the content.
            inside: Whether the cue stands in a clause that opens a sentence ("When ..., ..."), which a comma ends.
        """
        view, m = self.view, k + 1
        if view.quoted[k]:
            m = self._past_quote(k)
            if m >= last or view.words[m] in ",;" or view.words[m - 2 : m - 1] == (",",):
                return (k, min(m, last))
        condition = self._opens_condition(k)
        while m < last:
            if view.quoted[m]:
                m = self._past_quote(m)
                continue
            word = view.words[m]
            if word == "(":
                m = self._past_bracket(m, last)
                continue
            if word == "," or word in DASHES or word == ";" or word == ":":
                if condition and word == ",":
                    condition = False
                elif (inside and word == ",") or self._stops_at(word, m, last):
                    break
            elif view.lowers[m] in ("and", "but", "while", "as", "or") and self._stops_at(
                "", m - 1, last, finite=finite
            ):
                break
            m += 1
        return (k, min(m, last))

    def _opens_condition(self, k: int) -> bool:
        lowers = self.view.lowers
        return lowers[k] in _OPENS_CONDITION or (
            lowers[k] == "that" and k + 1 < len(lowers) and lowers[k + 1] in _OPENS_CONDITION
        )

    def _past_quote(self, m: int) -> int:
        return self.view.quotes[self.view.quoted[m] - 1][1]

    def _past_bracket(self, m: int, last: int) -> int:
        for n in range(m + 1, min(last, m + 40)):
            if self.view.words[n] == ")":
                return n + 1
        return m + 1

    def _stops_at(self, mark: str, m: int, last: int, *, finite: bool = True) -> bool:
        """Say whether a content ends before the mark at word `m`."""
        view, n = self.view, m + 1
        if n >= last:
            return mark != ""
        low = view.lowers[n]
        if not mark:
            return finite and low in ("and", "but") and self._cue_follows(n + 1, last)
        if (mark, low) in self.stops:
            return True
        if low in ("and", "but", "or") and mark == ",":
            return self._cue_follows(n + 1, last) or self._clause_with_cue(n + 1, last)
        if low == "according" or (low == "as" and n + 2 < last and self._cue_follows(n + 2, last)):
            return True
        if any("ing" in r.forms and r.entry.kind == "verb" for r in self.readings.get(low, ())):
            return True
        return self._parenthesis(n, last)

    def _cue_follows(self, n: int, last: int, *, base: bool = False) -> bool:
        """Say whether a finite verb of the lexicon begins at word `n`, adverbs and auxiliaries skipped."""
        view = self.view
        while n < last and (view.adverb(n) or view.flags[n] & (Class.HAVE | Class.BE)):
            n += 1
        if n >= last or view.quoted[n]:
            return False
        forms = {"past", "third", "base"} if base else {"past", "third"}
        return any(r.entry.kind == "verb" and r.forms & forms for r in self.readings.get(view.lowers[n], ()))

    def _clause_with_cue(self, n: int, last: int) -> bool:
        """Say whether a new clause of the reporter's with a cue of its own begins at word `n`."""
        phrase = self.nouns.after(n, min(last, n + 12), whole=False)
        return phrase is not None and self._cue_follows(phrase[1], last, base=True)

    def _parenthesis(self, n: int, last: int) -> bool:
        """Say whether "he said" or "said Roe" begins at word `n`, after a comma."""
        if self._cue_follows(n, min(last, n + 2)) and not self.view.flags[n] & (Class.HAVE | Class.BE):
            return self.view.lowers[n] in ("said", "says", "wrote", "added")
        phrase = self.nouns.after(n, min(last, n + 8), whole=False)
        if phrase is None or not self._cue_follows(phrase[1], last):
            return False
        end = phrase[1] + 1
        return end >= last or self.view.words[end] in ",."

    def left(self, first: int, j: int) -> list[Range] | None:
        """Return the content that stands before a comma or a closing mark at the end of `[first, j)`.

        Args:
            first: The first word of the sentence.
            j: One past the comma or closing mark.
        """
        view = self.view
        end = j
        if view.words[end - 1] == "," and not view.quoted[end - 1]:
            end -= 1
        if end <= first:
            return None
        i = first
        while i < end and view.flags[i] & Class.COORDINATOR and not view.quoted[i]:
            i += 1
        if i < end and view.words[i] == "," and not view.quoted[i]:
            i += 1
        return [(i, end)] if i < end else None


_lock = threading.Lock()
_loaded: list[frozenset[tuple[str, str]]] = []


def load_stops() -> frozenset[tuple[str, str]]:
    """Return what ends a content, from `data/stops.tsv`; read once."""
    with _lock:
        if not _loaded:
            table = (resources.files("newsclaims") / "data" / "stops.tsv").read_text(encoding="utf-8")
            rows = [line.split("\t") for line in table.splitlines() if "\t" in line and not line.startswith("#")]
            _loaded.append(frozenset((mark, word) for mark, words, *_ in rows for word in words.split()))
        return _loaded[0]
