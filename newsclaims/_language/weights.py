"""The weights and thresholds that were set by hand, as types."""

from attrs import frozen

__all__ = ["HolderWeights", "NestingLimits", "RecognitionLimits"]


@frozen(slots=True)
class HolderWeights:
    """The numbers that decide who is meant.

    Args:
        subject: What a name counts as a subject.
        speaker: As a source.
        apposed: Between commas or dashes.
        other: Elsewhere.
        oblique: After a preposition.
        genitive: Before "'s".
        topic: Before "'s", where that opens a sentence.
        label: Before a noun: "the Sandport mayor".
        fade: What is left of it after each sentence.
        paragraph: What is left of it after each paragraph, besides.
        foreign: What a name inside a quotation counts outside it.
        repeated: What a holder's other places count beside the one that counts most.
        doubt: How many votes for either sex everybody has from the beginning.
        least_person: How salient a holder must be at least whom "he" or "she" means.
        least_thing: How salient one must be that "it" or "they" means.
        margin_person: How many times as salient as the next such a person must be.
        margin_thing: How many times as salient as the next such a thing must be.
        likely: How well "his" or "her" must fit whom its place shows.
        perhaps_person: How well "he" or "she" fits whoever may be no person.
        it_place: How well "it" fits a place.
        it_thing: How well "it" fits a name of something else than an organisation.
        they_organisation: How well "they" fits an organisation.
        seen: What it counts for a description to have been named before.
        often: How many full names of one holder count.
        told: What a word counts that was said of a holder before.
        likelier: How many times as likely as the next a described holder must be.
        clearly: How many times as salient as the next a holder must be whose role is not known.
        other_role: What the salience of somebody counts who is known for another role.
        salient: How salient such a person must be at least.
        remote: What share of another person's salience somebody must have to be described by a vague word.
    """

    subject: float
    speaker: float
    apposed: float
    other: float
    oblique: float
    genitive: float
    topic: float
    label: float
    fade: float
    paragraph: float
    foreign: float
    repeated: float
    doubt: float
    least_person: float
    least_thing: float
    margin_person: float
    margin_thing: float
    likely: float
    perhaps_person: float
    it_place: float
    it_thing: float
    they_organisation: float
    seen: float
    often: float
    told: float
    likelier: float
    clearly: float
    other_role: float
    salient: float
    remote: float


@frozen(slots=True)
class NestingLimits:
    """The least trust in a find inside a content that makes it a claim, by the kind of find.

    Args:
        attitude: A cue that is enough by itself, or a verb of the group `governs`.
        gerund: "Admitted taking the money".
        clause: A clause without "that", or a quotation.
        think: The same after a verb of the group `think`.
        object: Anything else with a source.
        owner: A noun with an owner.
        sourceless: A noun without one, before "that" or "to".
    """

    attitude: float
    gerund: float
    clause: float
    think: float
    object: float
    owner: float
    sourceless: float


@frozen(slots=True)
class RecognitionLimits:
    """When a text is plainly in another language.

    Args:
        share: The least share of function words among the small words of prose, one added to their number.
        words: How many different small words of prose a text must have at least to be known by them.
        run: How many words must stand together, without a mark, a number or a line break, to be prose.
        letters: How many letters a text must have at least to be known by its script.
        own: The least share of letters of the language's own script.
    """

    share: float
    words: int
    run: int
    letters: int
    own: float
