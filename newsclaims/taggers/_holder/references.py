"""Reads how a source refers to its holder: by a name, a pronoun or a description, or not at all."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from newsclaims._attribution import Offsets
from newsclaims._language import WordLists
from newsclaims._syntax import source_phrase
from newsclaims.text import Text

__all__ = ["Reference", "read_reference"]

ReferenceForm = Literal["name", "pronoun", "relative", "speaker", "description"]

_APOSTROPHE = "’"
_NAMELESS = frozenset({"anonymous", "document", "public"})


@frozen(slots=True)
class Reference:
    """The way in which a source refers to its holder.

    Args:
        form: The kind of reference.
        words: The words of its noun phrase up to its head.
        whole: All its words.
    """

    form: ReferenceForm
    words: Sequence[int]
    whole: Sequence[int]

    @property
    def head(self) -> int:
        """The head of its noun phrase."""
        return self.words[-1]


def read_reference(text: Text, source: Offsets) -> Reference | None:
    """Read how a source refers to its holder; None if it refers to nobody that the article can name.

    Args:
        text: The text.
        source: The fragments of the source.
    """
    lowers = text.words.lowers
    phrase = source_phrase(text, source[:1])
    if phrase is None:
        return None
    # In a source, this character is as often a quotation mark as a genitive, for which `source_phrase` needs it.
    whole = [i for i in phrase.body if text.words.texts[i] != _APOSTROPHE]
    if not whole:
        return None
    found = _pronoun(text.language.holders, lowers, whole)
    if found is not None:
        return found
    if phrase.type in _NAMELESS:
        return None
    words = phrase.because
    if phrase.type == "reference" or (phrase.type != "named_person" and text.words.texts[words[-1]].islower()):
        return _description(text, words, whole, phrase.type)
    return Reference("name", words, whole)


def _pronoun(lists: WordLists, lowers: Sequence[str], whole: Sequence[int]) -> Reference | None:
    """Read a source that is a pronoun, with at most "himself" or a similar word after it."""
    found = lists["pronoun"].starts.get(lowers[whole[0]])
    if found is None or any(lowers[i] not in lists["emphatic"].starts for i in whole[1:]):
        return None
    kind = found[0][1]
    form: ReferenceForm = "relative" if kind == "r" else "speaker" if kind == "s" else "pronoun"
    return Reference(form, whole[:1], whole)


def _description(text: Text, core: Sequence[int], whole: Sequence[int], kind: str) -> Reference | None:
    """Read "the mayor", who is already known, and "the Ministry", which is a name."""
    first, head = text.words.lowers[core[0]], text.words.lowers[core[-1]]
    if first in text.language.holders["definite"].starts and len(core) > 1:
        return Reference("description", core, whole)
    if kind in ("named_organisation", "government") or head in text.language.holders["org_noun"].starts:
        return Reference("name", core, whole)
    return None
