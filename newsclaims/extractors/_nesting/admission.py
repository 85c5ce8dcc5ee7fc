"""Decides which candidates inside a content are nested claims.

The form of a candidate decides, with the word lists of `data/en/nesting.tsv` and the limits of `NestingLimits`, which
were chosen on training articles with nested claims. The source must be able to hold an opinion. In direct speech, what
the speaker thinks or wants does not count: "I think".
"""

from collections.abc import Mapping

from attrs import evolve

from newsclaims._language import AUXILIARY, CONTEXTUAL, Language, WordClass
from newsclaims._syntax import Tokens
from newsclaims.text import WordRange

from .._candidates import Candidate

__all__ = ["SHARED_SOURCE", "has_claim_form", "is_separate_claim", "least_trust", "reread_frame"]

SHARED_SOURCE = frozenset({"coordinated", "ing", "ing comma"})
"""Forms of a cue whose source is that of another cue."""
_PRONOUN = WordClass.SUBJECT | WordClass.OBJECT
_NEVER_GERUND = (
    _PRONOUN | WordClass.TIME | WordClass.ADVERB | WordClass.PREPOSITION | WordClass.DETERMINER | WordClass.NEGATION
)
_NOUN_OPENS = WordClass.DETERMINER | WordClass.POSSESSIVE | WordClass.SUBJECT | WordClass.RELATIVE
_BASE = frozenset({"base", "singular", "plural"})
_SOURCELESS = frozenset({"noun", "passive"})
"""Forms of a cue that do not need a source: "the warning that", "was expected to"."""
_LONGEST_SINGULAR = 3
"""The largest length of a word whose final "s" does not show a plural: "his"."""


def least_trust(candidate: Candidate, threshold: float | None, language: Language) -> float:
    """Return the least trust that makes a candidate an attribution.

    Args:
        candidate: The candidate.
        threshold: The user's threshold; None for the language's limit for this kind of candidate.
        language: The language data.
    """
    if threshold is not None:
        return threshold
    limits, lists = language.nesting_limits, language.nesting
    if candidate.source is None:
        return limits.sourceless if candidate.frame in ("n that", "n to") else limits.object
    governed = _governs_claim(candidate, lists)
    if governed and candidate.frame in ("clause", "quote"):
        return limits.think if candidate.lemma in lists["think"] else limits.clause
    if governed:
        if candidate.is_attitude or candidate.frame == "np":
            return limits.attitude
        return limits.gerund if candidate.frame == "gerund" else language.trust.threshold
    return limits.owner if candidate.form.startswith("noun of") else limits.object


def has_claim_form(tokens: Tokens, candidate: Candidate, *, direct: bool) -> bool:
    """Return whether a candidate has a form that makes its source and content clear inside a content.

    Args:
        tokens: The text, with the content opened.
        candidate: The candidate.
        direct: Whether the content is in quotation marks there.
    """
    source = candidate.source
    if not _has_claim_cue(tokens, candidate, direct=direct) or _has_empty_content(tokens, candidate):
        return False
    if candidate.form == "infinitive" or source is None:
        return candidate.form in _SOURCELESS
    if not _can_hold_opinion(tokens, source, direct=direct):
        return False
    if candidate.form == "finite" and _is_rather_noun(tokens, candidate, source):
        return False
    return candidate.form.startswith("noun") or not _goes_on_with_noun(tokens, candidate)


def _has_claim_cue(tokens: Tokens, candidate: Candidate, *, direct: bool) -> bool:
    """Return whether the cue and its frame can make a nested claim."""
    topic = candidate.form == "passive" and tokens.flags[candidate.cue.last - 1] & WordClass.TOPIC
    if candidate.form == "colon" or (candidate.frame.startswith("prep") and not topic):
        return False
    if not tokens.language.nesting["unfinished"].isdisjoint(tokens.lowers[candidate.cue.slice]):
        return False
    if tokens.is_capitalised(candidate.cue.first) and candidate.form.startswith("finite"):
        return False  # a name: "Judge Rule"
    # "She learned that it pays, Roe said" is said by Roe: the content is too long.
    return direct or not candidate.frame.startswith(("left", "inverted"))


def _has_empty_content(tokens: Tokens, candidate: Candidate) -> bool:
    """Return whether a content says nothing: "said nothing", "what he proposes is", "followed orders | and left"."""
    i, lists = candidate.content[0].first, tokens.language.nesting
    if tokens.lowers[i] in lists["joining"]:
        return True
    return candidate.frame == "np" and (tokens.lowers[i] in lists["nothing"] or bool(tokens.flags[i] & AUXILIARY))


def reread_frame(tokens: Tokens, candidate: Candidate) -> Candidate:
    """Return a candidate with the frame that it has inside a content.

    If "that" only continues an object, the object belongs to the content: "proposed a tax that would hurt". "Admitted
    taking" has its own frame.

    Args:
        tokens: The text, with the content opened.
        candidate: The candidate.
    """
    piece, *more = candidate.content
    first, end = piece.first, candidate.cue.last
    governs = candidate.lemma in tokens.language.nesting["governs"] and candidate.frame == "np_that"
    if governs and end < first and _goes_on_with_noun(tokens, candidate):
        return evolve(candidate, content=[WordRange(end, piece.last), *more], frame="np")
    word, things = tokens.words[first], tokens.language.nesting["thing"]
    gerund = tokens.has_ending(first, "ing") and word not in things and not tokens.flags[first] & _NEVER_GERUND
    return evolve(candidate, frame="gerund") if gerund and word.islower() and candidate.frame == "np" else candidate


def is_separate_claim(tokens: Tokens, candidate: Candidate, *, direct: bool) -> bool:
    """Return whether a candidate is a claim beside the outer one: not "I think" in the outer source's own speech.

    Args:
        tokens: The text, with the content opened.
        candidate: The candidate.
        direct: Whether the content is in quotation marks there.
    """
    if candidate.source is None:
        return True
    words = tokens.lowers[candidate.source.slice]
    if len(words) > 1 or words[0] not in tokens.language.nesting["speaker"]:
        return True
    return direct and _reports_past_speech(tokens, candidate)


def _governs_claim(candidate: Candidate, lists: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a cue opens a clause, or governs an object that is the content."""
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
    # "Wants a hearing" does not open a clause, even if a verb comes later.
    return opened in lists["clausal"] and not (opened == "clause" and candidate.stance in ("advocate", "oppose"))


def _can_hold_opinion(tokens: Tokens, source: WordRange, *, direct: bool) -> bool:
    """Return whether a source can hold an opinion: not "it", "watching him", "there is a", "who?", "what he"."""
    first, last = source.first, source.last
    words, lists = tokens.lowers[first:last], tokens.language.nesting
    if len(words) == 1 and words[0] in lists["thing"]:
        # In indirect speech, "it" may be a company.
        return bool(tokens.flags[first] & WordClass.EXPLETIVE) and not direct
    asked = len(words) == 1 and words[0] in lists["asked"] and tokens.is_capitalised(first)
    if asked or words[0] in lists["existential"]:
        return False
    if words[0] in lists["gap"] or not lists["gap"].isdisjoint(tokens.lowers[first - 1 : first]):
        return False
    kinds = {r.entry.kind for r in tokens.language.cues.readings.get(words[0], ()) if r.forms & _BASE}
    if kinds == {"verb"} and not tokens.is_capitalised(first) and not tokens.flags[first] & _NOUN_OPENS:
        return False  # "sell boats offering shelter": a verb that the rules took for a noun
    return len(words) == 1 or tokens.flags[last - 1] & _PRONOUN != WordClass.OBJECT


def _goes_on_with_noun(tokens: Tokens, candidate: Candidate) -> bool:
    """Return whether "that" only continues a noun, because a verb follows: "a set of rules that could change"."""
    i = candidate.content[0].first
    if not tokens.flags[i] & WordClass.COMPLEMENTISER or i + 2 >= len(tokens.words):
        return False
    if tokens.flags[i + 1] & (AUXILIARY | WordClass.VERB):
        return True
    readings = tokens.language.cues.readings.get(tokens.lowers[candidate.cue.last - 1], ())
    noun = any(reading.entry.kind == "noun" for reading in readings)
    opens = tokens.is_capitalised(i + 1) or tokens.flags[i + 1] & ~CONTEXTUAL or tokens.has_ending(i + 1, "plural")
    return noun and not opens and bool(tokens.flags[i + 2] & (WordClass.PREPOSITION | WordClass.DETERMINER))


def _is_rather_noun(tokens: Tokens, candidate: Candidate, source: WordRange) -> bool:
    """Return whether a cue is more likely a noun: "his battle cry to", "her two-page claims touching"."""
    first, cue = source.first, candidate.cue
    if source.last == cue.first and "-" in tokens.words[source.last - 1]:
        return True
    if cue.size > 1:
        return False
    readings = tokens.language.cues.readings.get(tokens.lowers[cue.first], ())
    forms = frozenset[str]().union(*(r.forms for r in readings if r.entry.lemma == candidate.lemma))
    if "third" in forms:  # "good reasons to"
        bare = not tokens.is_capitalised(first) and not tokens.flags[first] & _NOUN_OPENS
        return bare and any(r.entry.kind == "noun" for r in readings)
    words, plurals = tokens.lowers[source.slice], tokens.language.nesting["plural"]
    endings = tokens.language.endings["plural"]
    return (
        "base" in forms
        and "past" not in forms
        and not any((len(word) > _LONGEST_SINGULAR and word.endswith(endings)) or word in plurals for word in words)
    )


def _reports_past_speech(tokens: Tokens, candidate: Candidate) -> bool:
    """Return whether a verb of speech reports earlier speech: "I told them", not "I tell you"."""
    if candidate.lemma.split(" ")[0] not in tokens.language.nesting["speech"]:
        return False
    words = tokens.lowers[candidate.cue.slice]
    past = any("past" in reading.forms for word in words for reading in tokens.language.cues.readings.get(word, ()))
    return candidate.form == "finite perfect" or (candidate.form == "finite" and past)
