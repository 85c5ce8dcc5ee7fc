"""Which finds inside a content are claims of their own.

Training articles tell nothing of that: their annotation is flat. So what is asked of a find is asked of its form, with
the thresholds and word lists of `data/nesting.tsv`: a clause, an infinitive or a quotation that follows a cue, a source
that can hold an opinion, and no attitude of the outer source's own.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve

from newsclaims.language import AUXILIARY, Language, WordClass
from newsclaims.syntax import Tokens, WordRange

from ..candidates import Candidate

__all__ = ["SHARING", "another", "fits", "least", "settled"]

SHARING = frozenset({"coordinated", "ing", "ing comma"})
"""Forms whose source is that of another find."""
_PRONOUN = WordClass.SUBJECT | WordClass.OBJECT
_NO_GERUND = (
    _PRONOUN | WordClass.TIME | WordClass.ADVERB | WordClass.PREPOSITION | WordClass.DETERMINER | WordClass.NEGATION
)
_NOUN_OPENS = WordClass.DETERMINER | WordClass.POSSESSIVE | WordClass.SUBJECT | WordClass.RELATIVE
_BASE = frozenset({"base", "singular", "plural"})
_SHORT = 3
"""Longest words whose "s" is no plural's: "his"."""


def least(candidate: Candidate, threshold: float | None, language: Language) -> float:
    """Return the least trust that makes a find an attribution.

    Args:
        candidate: The find.
        threshold: What a user asks for; None takes what the settings say of such a find.
        language: What is known of the language.
    """
    if threshold is not None:
        return threshold
    limits, lists = language.nesting_limits, language.nesting
    if candidate.source is None:
        return limits.sourceless if candidate.frame in ("n that", "n to") else limits.object
    governed = _governed(candidate, lists)
    if governed and candidate.frame in ("clause", "quote"):
        return limits.think if candidate.lemma in lists["think"] else limits.clause
    if governed:
        if candidate.attitude or candidate.frame == "np":
            return limits.attitude
        return limits.gerund if candidate.frame == "gerund" else language.trust.threshold
    return limits.owner if candidate.form.startswith("noun of") else limits.object


def fits(tokens: Tokens, candidate: Candidate, *, direct: bool) -> bool:
    """Say whether a find has a form that tells, inside a content, who holds what.

    Args:
        tokens: The text, the content opened.
        candidate: The find.
        direct: Whether the content is in quotation marks there.
    """
    if (
        candidate.form == "colon"
        or "being" in tokens.lowers[slice(*candidate.cue)]
        or candidate.frame.startswith("prep")
    ):
        return False
    if tokens.capital(candidate.head) and candidate.form.startswith("finite"):
        return False  # a name: "Judge Rule"
    # "She learned that it pays, Roe said" is Roe's: the content is too long.
    if not direct and candidate.frame.startswith(("left", "inverted")):
        return False
    # "Said nothing", "says this" and "what he proposes is" attribute nothing.
    i, things = candidate.content[0][0], tokens.language.nesting["thing"]
    if tokens.lowers[i] in tokens.language.nesting["joining"]:
        return False  # the outer clause goes on: "she followed the orders and left"
    if candidate.frame == "np" and (tokens.lowers[i] in things or tokens.flags[i] & (_PRONOUN | AUXILIARY)):
        return False
    if candidate.form == "infinitive" or candidate.source is None:
        return candidate.form == "noun"  # "the warning that": whose it is need not be said
    if not _holds_opinion(tokens, candidate.source, direct=direct) or (
        candidate.form == "finite" and _noun(tokens, candidate)
    ):
        return False
    return candidate.form.startswith("noun") or not _relative(tokens, candidate)


def settled(tokens: Tokens, candidate: Candidate) -> Candidate:
    """Return a find with its frame read as it is read inside contents.

    An object is taken in where "that" only goes on with it, "proposed a tax that would hurt", and "admitted taking" is
    told from objects of other kinds.

    Args:
        tokens: The text, the content opened.
        candidate: The find.
    """
    (first, last), *more = candidate.content
    governs = candidate.lemma in tokens.language.nesting["governs"] and candidate.frame == "np_that"
    if governs and _relative(tokens, candidate) and candidate.cue[1] < first:
        return evolve(candidate, content=[(candidate.cue[1], last), *more], frame="np")
    word, things = tokens.words[first], tokens.language.nesting["thing"]
    gerund = word.endswith("ing") and word not in things and not tokens.flags[first] & _NO_GERUND and word.islower()
    return evolve(candidate, frame="gerund") if gerund and candidate.frame == "np" else candidate


def another(tokens: Tokens, candidate: Candidate, outer: Sequence[str], *, direct: bool) -> bool:
    """Say whether a find is a claim of somebody else's than the outer source, or one of another occasion.

    Args:
        tokens: The text, the content opened.
        candidate: The find.
        outer: The words of the outer source, in lower case.
        direct: Whether the content is in quotation marks there.
    """
    if candidate.source is None:
        return True
    return not _same(
        tokens.lowers[slice(*candidate.source)], outer, tokens.language.nesting, direct=direct
    ) or _reported(tokens, candidate)


def _governed(candidate: Candidate, lists: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a find opens a clause, or governs an object that is what is said."""
    lemma = candidate.lemma
    before, _, opened = candidate.frame.split(" ")[-1].rpartition("_")
    if candidate.form == "phrase":
        return True
    if before:  # "told the council that"
        return lemma in lists["speech"] or lemma in lists["addressed"] or lemma in lists["governs"]
    if opened == "np":
        return candidate.form.startswith("finite") and lemma in lists["governs"]
    if opened == "gerund":
        return candidate.form.startswith("finite") and (lemma in lists["speech"] or lemma in lists["governs"])
    if opened == "to":
        return candidate.form.startswith("noun")
    if opened == "inf":
        return candidate.form != "ing noun"
    if opened in ("clause", "quote", "that") and " " in lemma:
        return lemma.split(" ")[-1] in lists["particle"]  # "pointed out that", but "insisted on that"
    # "Wants a hearing" opens no clause, whatever verb comes later.
    return opened in lists["clausal"] and not (opened == "clause" and candidate.stance in ("advocate", "oppose"))


def _holds_opinion(tokens: Tokens, source: WordRange, *, direct: bool) -> bool:
    """Say whether a source may be somebody: no "it", "watching him", "there is a", "who?", "what he"."""
    first, last = source
    words, things = tokens.lowers[first:last], tokens.language.nesting["thing"]
    if len(words) == 1 and words[0] in things:
        return words[0] == "it" and not direct  # in indirect speech "it" may be a company
    asked = words == ("who",) and tokens.capital(first)
    gap = tokens.language.nesting["gap"]
    if asked or words[0] == "there" or words[0] in gap or not gap.isdisjoint(tokens.lowers[first - 1 : first]):
        return False
    kinds = {r.entry.kind for r in tokens.language.cues.readings.get(words[0], ()) if r.forms & _BASE}
    if kinds == {"verb"} and not tokens.capital(first) and not tokens.flags[first] & _NOUN_OPENS:
        return False  # "sell boats offering shelter": a verb that the rules took for a noun
    return len(words) == 1 or tokens.flags[last - 1] & _PRONOUN != WordClass.OBJECT


def _relative(tokens: Tokens, candidate: Candidate) -> bool:
    """Say whether "that" and a verb follow, so that it goes on with a noun: "a set of rules that could change"."""
    i = candidate.content[0][0]
    if tokens.lowers[i] != "that" or i + 2 >= len(tokens.words):
        return False
    if tokens.flags[i + 1] & (AUXILIARY | WordClass.VERB):
        return True
    readings = tokens.language.cues.readings.get(tokens.lowers[candidate.cue[1] - 1], ())
    noun = any(reading.entry.kind == "noun" for reading in readings)
    opens = tokens.capital(i + 1) or tokens.flags[i + 1] or tokens.lowers[i + 1].endswith("s")
    return noun and not opens and bool(tokens.flags[i + 2] & (WordClass.PREPOSITION | WordClass.DETERMINER))


def _noun(tokens: Tokens, candidate: Candidate) -> bool:
    """Say whether a cue is rather a noun: "his battle cry to", "her two-page claims touching"."""
    first, last = candidate.source or (0, 0)
    if last == candidate.head and "-" in tokens.words[last - 1]:
        return True
    if candidate.cue[1] - candidate.head > 1:
        return False
    readings = tokens.language.cues.readings.get(tokens.lowers[candidate.head], ())
    forms = frozenset[str]().union(*(r.forms for r in readings if r.entry.lemma == candidate.lemma))
    if "third" in forms:  # "good reasons to"
        bare = not tokens.capital(first) and not tokens.flags[first] & _NOUN_OPENS
        return bare and any(r.entry.kind == "noun" for r in readings)
    words, plurals = tokens.lowers[first:last], tokens.language.nesting["plural"]
    return (
        "base" in forms
        and "past" not in forms
        and not any((len(word) > _SHORT and word[-1] == "s") or word in plurals for word in words)
    )


def _same(source: Sequence[str], outer: Sequence[str], lists: Mapping[str, frozenset[str]], *, direct: bool) -> bool:
    """Say whether a source inside a content is likely the one whose content it is."""
    if source == outer:
        return True
    if len(source) != 1:
        return False
    if direct or source[0] in lists["speaker"]:
        return source[0] in lists["speaker"]
    if source[0] in lists["masculine"]:
        return not _holds(outer, lists, "feminine", "madam", "other")
    if source[0] in lists["feminine"]:
        return not _holds(outer, lists, "masculine", "mister", "other")
    return source[0] in lists["other"] and not _holds(
        outer, lists, "masculine", "feminine", "mister", "madam", "speaker"
    )


def _holds(words: Sequence[str], lists: Mapping[str, frozenset[str]], *names: str) -> bool:
    """Say whether a source is a pronoun of a group, or has a title of one."""
    return any(word in lists[name] for word in words[:2] for name in names)


def _reported(tokens: Tokens, candidate: Candidate) -> bool:
    """Say whether a verb of speech tells of what was said before: "I told them", not "I tell you"."""
    if candidate.lemma.split(" ")[0] not in tokens.language.nesting["speech"]:
        return False
    words = tokens.lowers[slice(*candidate.cue)]
    past = any("past" in reading.forms for word in words for reading in tokens.language.cues.readings.get(word, ()))
    return candidate.form == "finite perfect" or (candidate.form == "finite" and past)
