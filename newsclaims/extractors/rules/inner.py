"""Which finds inside a content are claims of their own.

Training articles tell nothing of that: their annotation is flat. So what is asked of a find is asked of its form, with
the thresholds and word lists of `data/nesting.tsv`: a clause, an infinitive or a quotation that follows a cue, a source
that can hold an opinion, and no attitude of the outer source's own.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from attrs import evolve, frozen

from newsclaims import lexicon

from . import trust
from .candidate import Candidate
from .grammar import AUXILIARY, Class
from .view import Range, View

__all__ = ["SHARING", "another", "fits", "least", "settled"]

SHARING = frozenset({"coordinated", "ing", "ing comma"})
"""Forms whose source is that of another find."""
_PRONOUN = Class.SUBJECT | Class.OBJECT
_NO_GERUND = _PRONOUN | Class.TIME | Class.ADVERB | Class.PREPOSITION | Class.DETERMINER | Class.NEGATION
_NOUN_OPENS = Class.DETERMINER | Class.POSSESSIVE | Class.SUBJECT | Class.RELATIVE
_BASE = frozenset({"base", "singular", "plural"})
_SHORT = 3
"""Longest words whose "s" is no plural's: "his"."""


def least(candidate: Candidate, threshold: float | None) -> float:
    """Return the least trust that makes a find an attribution.

    Args:
        candidate: The find.
        threshold: What a user asks for; None takes what the settings say of such a find.
    """
    if threshold is not None:
        return threshold
    limits = _settings().least
    if candidate.source is None:
        return limits["sourceless" if candidate.frame in ("n that", "n to") else "object"]
    governed = _governed(candidate)
    if governed and candidate.frame in ("clause", "quote"):
        return limits["think" if candidate.lemma in _settings().groups["think"] else "clause"]
    if governed:
        kind = "attitude" if candidate.attitude or candidate.frame == "np" else candidate.frame
        return limits.get(kind, trust.load().threshold)
    return limits["owner" if candidate.form.startswith("noun of") else "object"]


def fits(view: View, candidate: Candidate, *, direct: bool) -> bool:
    """Say whether a find has a form that tells, inside a content, who holds what.

    Args:
        view: The text, the content opened.
        candidate: The find.
        direct: Whether the content is in quotation marks there.
    """
    if candidate.form == "colon" or "being" in view.lowers[slice(*candidate.cue)] or candidate.frame.startswith("prep"):
        return False
    if view.capital(candidate.head) and candidate.form.startswith("finite"):
        return False  # a name: "Judge Rule"
    # "She learned that it pays, Roe said" is Roe's: the content is too long.
    if not direct and candidate.frame.startswith(("left", "inverted")):
        return False
    # "Said nothing", "says this" and "what he proposes is" attribute nothing.
    i, things = candidate.content[0][0], _settings().groups["thing"]
    if view.lowers[i] in _settings().groups["joining"]:
        return False  # the outer clause goes on: "she followed the orders and left"
    if candidate.frame == "np" and (view.lowers[i] in things or view.flags[i] & (_PRONOUN | AUXILIARY)):
        return False
    if candidate.form == "infinitive" or candidate.source is None:
        return candidate.form == "noun"  # "the warning that": whose it is need not be said
    if not _holds_opinion(view, candidate.source, direct=direct) or (
        candidate.form == "finite" and _noun(view, candidate)
    ):
        return False
    return candidate.form.startswith("noun") or not _relative(view, candidate)


def settled(view: View, candidate: Candidate) -> Candidate:
    """Return a find with its frame read as it is read inside contents.

    An object is taken in where "that" only goes on with it, "proposed a tax that would hurt", and "admitted taking" is
    told from objects of other kinds.

    Args:
        view: The text, the content opened.
        candidate: The find.
    """
    (first, last), *more = candidate.content
    governs = candidate.lemma in _settings().groups["governs"] and candidate.frame == "np_that"
    if governs and _relative(view, candidate) and candidate.cue[1] < first:
        return evolve(candidate, content=[(candidate.cue[1], last), *more], frame="np")
    word, things = view.words[first], _settings().groups["thing"]
    gerund = word.endswith("ing") and word not in things and not view.flags[first] & _NO_GERUND and word.islower()
    return evolve(candidate, frame="gerund") if gerund and candidate.frame == "np" else candidate


def another(view: View, candidate: Candidate, outer: Sequence[str], *, direct: bool) -> bool:
    """Say whether a find is a claim of somebody else's than the outer source, or one of another occasion.

    Args:
        view: The text, the content opened.
        candidate: The find.
        outer: The words of the outer source, in lower case.
        direct: Whether the content is in quotation marks there.
    """
    if candidate.source is None:
        return True
    return not _same(view.lowers[slice(*candidate.source)], outer, direct=direct) or _reported(view, candidate)


def _governed(candidate: Candidate) -> bool:
    """Say whether a find opens a clause, or governs an object that is what is said."""
    groups, lemma = _settings().groups, candidate.lemma
    before, _, opened = candidate.frame.split(" ")[-1].rpartition("_")
    if candidate.form == "phrase":
        return True
    if before:  # "told the council that"
        return lemma in groups["speech"] or lemma in groups["addressed"] or lemma in groups["governs"]
    if opened == "np":
        return candidate.form.startswith("finite") and lemma in groups["governs"]
    if opened == "gerund":
        return candidate.form.startswith("finite") and (lemma in groups["speech"] or lemma in groups["governs"])
    if opened == "to":
        return candidate.form.startswith("noun")
    if opened == "inf":
        return candidate.form != "ing noun"
    if opened in ("clause", "quote", "that") and " " in lemma:
        return lemma.split(" ")[-1] in groups["particle"]  # "pointed out that", but "insisted on that"
    # "Wants a hearing" opens no clause, whatever verb comes later.
    return opened in groups["clausal"] and not (opened == "clause" and candidate.stance in ("advocate", "oppose"))


def _holds_opinion(view: View, source: Range, *, direct: bool) -> bool:
    """Say whether a source may be somebody: no "it", "watching him", "there is a", "who?", "what he"."""
    first, last = source
    words, things = view.lowers[first:last], _settings().groups["thing"]
    if len(words) == 1 and words[0] in things:
        return words[0] == "it" and not direct  # in indirect speech "it" may be a company
    asked = words == ("who",) and view.capital(first)
    gap = _settings().groups["gap"]
    if asked or words[0] == "there" or words[0] in gap or not gap.isdisjoint(view.lowers[first - 1 : first]):
        return False
    kinds = {r.entry.kind for r in lexicon.load().readings.get(words[0], ()) if r.forms & _BASE}
    if kinds == {"verb"} and not view.capital(first) and not view.flags[first] & _NOUN_OPENS:
        return False  # "sell boats offering shelter": a verb that the rules took for a noun
    return len(words) == 1 or view.flags[last - 1] & _PRONOUN != Class.OBJECT


def _relative(view: View, candidate: Candidate) -> bool:
    """Say whether "that" and a verb follow, so that it goes on with a noun: "a set of rules that could change"."""
    i = candidate.content[0][0]
    if view.lowers[i] != "that" or i + 2 >= len(view.words):
        return False
    if view.flags[i + 1] & (AUXILIARY | Class.VERB):
        return True
    readings = lexicon.load().readings.get(view.lowers[candidate.cue[1] - 1], ())
    noun = any(reading.entry.kind == "noun" for reading in readings)
    opens = view.capital(i + 1) or view.flags[i + 1] or view.lowers[i + 1].endswith("s")
    return noun and not opens and bool(view.flags[i + 2] & (Class.PREPOSITION | Class.DETERMINER))


def _noun(view: View, candidate: Candidate) -> bool:
    """Say whether a cue is rather a noun: "his battle cry to", "her two-page claims touching"."""
    first, last = candidate.source or (0, 0)
    if last == candidate.head and "-" in view.words[last - 1]:
        return True
    if candidate.cue[1] - candidate.head > 1:
        return False
    readings = lexicon.load().readings.get(view.lowers[candidate.head], ())
    forms = frozenset[str]().union(*(r.forms for r in readings if r.entry.lemma == candidate.lemma))
    if "third" in forms:  # "good reasons to"
        bare = not view.capital(first) and not view.flags[first] & _NOUN_OPENS
        return bare and any(r.entry.kind == "noun" for r in readings)
    words, plurals = view.lowers[first:last], _settings().groups["plural"]
    return (
        "base" in forms
        and "past" not in forms
        and not any((len(word) > _SHORT and word[-1] == "s") or word in plurals for word in words)
    )


def _same(source: Sequence[str], outer: Sequence[str], *, direct: bool) -> bool:
    """Say whether a source inside a content is likely the one whose content it is."""
    if source == outer:
        return True
    if len(source) != 1:
        return False
    groups = _settings().groups
    if direct or source[0] in groups["speaker"]:
        return source[0] in groups["speaker"]
    if source[0] in groups["masculine"]:
        return not _holds(outer, "feminine", "madam", "other")
    if source[0] in groups["feminine"]:
        return not _holds(outer, "masculine", "mister", "other")
    return source[0] in groups["other"] and not _holds(outer, "masculine", "feminine", "mister", "madam", "speaker")


def _holds(words: Sequence[str], *names: str) -> bool:
    """Say whether a source is a pronoun of a group, or has a title of one."""
    groups = _settings().groups
    return any(word in groups[name] for word in words[:2] for name in names)


def _reported(view: View, candidate: Candidate) -> bool:
    """Say whether a verb of speech tells of what was said before: "I told them", not "I tell you"."""
    if candidate.lemma.split(" ")[0] not in _settings().groups["speech"]:
        return False
    words = view.lowers[slice(*candidate.cue)]
    past = any("past" in reading.forms for word in words for reading in lexicon.load().readings.get(word, ()))
    return candidate.form == "finite perfect" or (candidate.form == "finite" and past)


@frozen(slots=True)
class _Settings:
    """What `data/nesting.tsv` says.

    Args:
        least: Kind of find to its least trust.
        groups: Group to its words.
    """

    least: Mapping[str, float]
    groups: Mapping[str, frozenset[str]]


@cache
def _settings() -> _Settings:
    """Return the settings that the package carries; read once."""
    table = (resources.files("newsclaims") / "data" / "nesting.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if "\t" in line and not line.startswith("#")]
    least = {name[1:]: float(value) for name, value in rows if name.startswith("!")}
    return _Settings(
        least,
        {
            name: frozenset(word.replace("_", " ") for word in words.split())
            for name, words in rows
            if not name.startswith("!")
        },
    )
