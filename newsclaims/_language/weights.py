"""Types for the weights and thresholds that were set by hand."""

from attrs import frozen

__all__ = ["HolderWeights", "NestingLimits", "RecognitionLimits"]


@frozen(slots=True)
class HolderWeights:
    """The weights of a name's place in a sentence, for who a pronoun or a description refers to.

    Salience is a number for how prominent a holder is at a place in the text.

    Args:
        subject: The salience of a name as a subject.
        apposed: Its salience between commas or dashes.
        other: Its salience elsewhere.
        oblique: Its salience after a preposition.
        genitive: Its salience before "'s".
        topic: Its salience before "'s" at the start of a sentence.
        label: Its salience before a noun: "the Sandport mayor".
    """

    subject: float
    apposed: float
    other: float
    oblique: float
    genitive: float
    topic: float
    label: float


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
