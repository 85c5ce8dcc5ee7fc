"""What a source is: a name, a pronoun, a description, or nothing that leads to a holder."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from newsclaims.attribution import Offsets
from newsclaims.language import WordLists
from newsclaims.syntax import source_phrase
from newsclaims.text import Text

__all__ = ["Nameless", "Reference", "nameless", "read_reference"]

ReferenceForm = Literal["name", "pronoun", "relative", "speaker", "description"]
Nameless = Literal["person", "several", "thing"]

_QUOTES = frozenset({'"', "“", "”", "‘", "’", "'", "''", "``"})
_GENITIVES = frozenset({"'s", "'"})
_NAMELESS = frozenset({"anonymous", "document", "public"})


@frozen(slots=True)
class Reference:
    """How a source names its holder.

    Args:
        form: What it is.
        words: The words of its noun phrase up to its head.
        whole: All its words.
        value: What a pronoun stands for: "m", "f", "n" (it), "p" (they), "s" (I, we), "r" (who).
    """

    form: ReferenceForm
    words: Sequence[int]
    whole: Sequence[int]
    value: str = ""

    @property
    def head(self) -> int:
        """The word that says what it is."""
        return self.words[-1]


def read_reference(text: Text, source: Offsets) -> Reference | None:
    """Read what a source is; None where it names nobody whom the article may name.

    Args:
        text: The text.
        source: The fragments of the source.
    """
    lowers = text.words.lowers
    whole = [i for i in text.words.indices(source[:1]) if text.words.texts[i] not in _QUOTES]
    if not whole:
        return None
    leads = text.language.sources["lead"].starts
    whole = whole[next((n for n, i in enumerate(whole) if lowers[i] not in leads), len(whole) - 1) :]
    found = _pronoun(text.language.holders, lowers, whole)
    if found is not None:
        return found
    phrase = source_phrase(text, ((text.words.starts[whole[0]], text.words.ends[whole[-1]]),))
    if phrase is None:
        return None
    value, core = phrase.verdict()
    if value in _NAMELESS:
        return None
    if value == "reference" or (value != "named_person" and text.words.texts[core[-1]].islower()):
        return _description(text, core, whole, value)
    return Reference("name", core, whole)


def _pronoun(lists: WordLists, lowers: Sequence[str], whole: Sequence[int]) -> Reference | None:
    found = lists["pronoun"].starts.get(lowers[whole[0]])
    if found is None or any(lowers[i] not in lists["emphatic"].starts for i in whole[1:]):
        return None
    value = found[0][1]
    form: ReferenceForm = "relative" if value == "r" else "speaker" if value == "s" else "pronoun"
    return Reference(form, whole[:1], whole, value)


def _description(text: Text, core: Sequence[int], whole: Sequence[int], value: str) -> Reference | None:
    """Read "the mayor" and "the Ministry": one, known already, and no more than described."""
    first, head = text.words.lowers[core[0]], text.words.lowers[core[-1]]
    if first in text.language.holders["definite"].starts and len(core) > 1:
        return Reference("description", core, whole)
    if value in ("named_organisation", "government") or head in text.language.holders["org_noun"].starts:
        return Reference("name", core, whole)
    return None


def nameless(text: Text, words: Sequence[int]) -> Nameless:
    """Say what a noun phrase that names nobody means: a person, several, or a thing.

    Args:
        text: The text.
        words: Its words.
    """
    head = words[0]
    for i in words:
        if text.words.lowers[i] in text.language.holders["preposition"].starts or text.words.lowers[i] in (
            ",",
            "who",
            "that",
            "'s",
        ):
            break
        head = i
    word = text.words.lowers[head]
    if (word.endswith("s") and not word.endswith("ss")) or word in text.language.holders["several"].starts:
        return "several"
    sources = text.language.sources
    if any(word in text.language.holders[group].starts for group in ("role", "gender", "pronoun")):
        return "person"
    person = any(word in sources[group].starts for group in ("public_noun", "official", "anonymous_pronoun"))
    return (
        "person"
        if person or (word in sources["role"].starts and word not in text.language.holders["org_noun"].starts)
        else "thing"
    )
