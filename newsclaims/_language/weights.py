"""Types for the weights and thresholds that were set by hand."""

from attrs import frozen

__all__ = ["HolderWeights", "NestingLimits", "RecognitionLimits"]


@frozen(slots=True)
class HolderWeights:
    """The weights and thresholds for resolving who a pronoun or a description refers to.

    Salience is a number for how prominent a holder is at a place in the text.

    Args:
        subject: The salience of a name as a subject.
        speaker: Its salience as a source.
        apposed: Its salience between commas or dashes.
        other: Its salience elsewhere.
        oblique: Its salience after a preposition.
        genitive: Its salience before "'s".
        topic: Its salience before "'s" at the start of a sentence.
        label: Its salience before a noun: "the Sandport mayor".
        fade: The factor of salience for each sentence since then.
        paragraph: The additional factor for each paragraph since then.
        foreign: The factor for a name inside a quotation, outside that quotation.
        repeated: The factor for a holder's other places besides the most salient one.
        doubt: The number of votes for each sex that every holder starts with.
        least_person: The least salience of a holder for "he" or "she".
        least_thing: The least salience of a holder for "it" or "they".
        margin_person: How many times as salient as the next holder a person must be.
        margin_thing: How many times as salient as the next holder a thing must be.
        likely: How well "his" or "her" must fit the holder that its place suggests.
        perhaps_person: How well "he" or "she" fits a holder that may not be a person.
        it_place: How well "it" fits a place.
        it_thing: How well "it" fits a name that is not an organisation.
        they_organisation: How well "they" fits an organisation.
        seen: The weight of an earlier name for a description.
        often: How many full names of one holder count.
        told: The weight of a word that was used about a holder before.
        likelier: How many times as likely as the next holder a described holder must be.
        clearly: How many times as salient as the next holder a holder without a known role must be.
        other_role: The factor for the salience of a holder who is known for another role.
        salient: The least salience of such a holder.
        remote: The share of another person's salience that a holder needs to be described by a vague word.
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
    """The least trust that makes a find inside a content a claim, by the kind of find.

    Args:
        attitude: For a cue that is enough by itself, or a verb of the group `governs`.
        gerund: For a gerund: "admitted taking the money".
        clause: For a clause without "that", or a quotation.
        think: For the same after a verb of the group `think`.
        object: For anything else with a source.
        owner: For a noun with an owner.
        sourceless: For a noun without an owner, before "that" or "to".
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
    """The limits that decide whether a text is clearly in another language.

    Args:
        share: The least share of function words among the lower-case words of prose, with one added to their number.
        words: The least number of different lower-case words of prose for a decision by words.
        run: The least number of words in a row, without a mark, a number or a line break, that count as prose.
        letters: The least number of letters for a decision by the script.
        own: The least share of letters of the language's own script.
    """

    share: float
    words: int
    run: int
    letters: int
    own: float
