"""What grounding returns: the places of a model's strings in the text, or the reason why a string has none."""

from typing import Literal

from attrs import frozen

from newsclaims._attribution import Offsets

__all__ = ["KINDS", "Alignment", "Grounded", "Kind", "Role", "Ungrounded"]

Kind = Literal["exact", "normalised", "edited"]
"""How a string is aligned.

- `exact`: the text has the same characters.
- `normalised`: the text has the same words; case, marks, white space and the form of characters can differ.
- `edited`: a few words differ.
"""

KINDS: tuple[Kind, ...] = ("exact", "normalised", "edited")
"""The kinds, the most exact first."""

Role = Literal["source", "cue", "content", "holder"]


@frozen(slots=True)
class Alignment:
    """How the strings of one role are aligned.

    Args:
        role: The role.
        kind: The least exact way in which a fragment is aligned.
        edits: How many words were added, left out or replaced.
        words: How many words the strings have.
        pieces: How many fragments the role has, if the model wrote another number; else 0.
    """

    role: Role
    kind: Kind
    edits: int = 0
    words: int = 0
    pieces: int = 0

    def __str__(self) -> str:
        details = [f"{self.edits} of {self.words} words differ"] if self.edits else []
        if self.pieces:
            details.append("in 1 piece" if self.pieces == 1 else f"in {self.pieces} pieces")
        return f"{self.role} {self.kind}" + (f" ({', '.join(details)})" if details else "")


@frozen(slots=True)
class Grounded:
    """An answer whose strings are in the text. All offsets are code points of `Text.string`, as extractors use them.

    Args:
        index: The place of the answer in the list.
        source: The fragments of the source.
        cue: The fragments of the cue.
        content: The fragments of the content; at least one.
        holder: The place of the holder's name, if it has one.
        alignments: How the strings of each role are aligned, in the order source, cue, content, holder.
    """

    index: int
    source: Offsets
    cue: Offsets
    content: Offsets
    holder: tuple[int, int] | None = None
    alignments: tuple[Alignment, ...] = ()

    @property
    def note(self) -> str:
        """How the roles are aligned, for a reader: `exact` if all are, or `source exact, content normalised`."""
        if all(each.kind == "exact" and not each.pieces for each in self.alignments):
            return "exact"
        return ", ".join(map(str, self.alignments))


@frozen(slots=True)
class Ungrounded:
    """A string that has no place in the text. Without a source, cue or content its answer is not a claim.

    Args:
        index: The place of the answer in the list.
        role: The role of the string.
        string: The string, as the model wrote it.
        reason: Why it has no place, without a full stop.
    """

    index: int
    role: Role
    string: str
    reason: str
