"""Reads the words of a source's noun phrase: what they are, and what kind of candidate they ask for."""

from functools import lru_cache
from typing import Literal, cast

from attrs import frozen

from newsclaims._language import Language
from newsclaims._syntax import is_plural

from .roles import classes

__all__ = ["FORMS", "Expected", "Wording", "wording_of"]

FORMS = ("name", "pronoun", "relative", "speaker", "description", "other")
_VALUES = "mfnprs"
_FIRST = ("definite_article", "indefinite", "possessive", "definite", "several", "first_singular")
_HEAD = ("any_org", "broad", "shared", "unshared", "vague", "several", "complement", "office", "speech")

Expected = Literal["any", "m", "f", "n", "p", "first_person", "personal_relative", "relative", "somebody", "body"]
"""The kind of candidate that a source asks for: a man, a woman, a thing, several, a person, an organisation ..."""


@frozen(slots=True)
class Wording:
    """What the first word and the head of a source's noun phrase show.

    Args:
        head: The head.
        value: The value of a pronoun: "m", "f", "n" for "it", "p" for "they", "r" for "who", "s" for "I"; else "".
        expected: The kind of candidate that they ask for.
        described: The roles and bodies that the head names: those of its holder.
        form: The form of the source, as one number for each form.
        words: Numbers that describe the two words.
        sexes: For a man and for a woman, whether the head shows one.
    """

    head: str
    value: str
    expected: Expected
    described: frozenset[str]
    form: tuple[float, ...]
    words: tuple[float, ...]
    sexes: tuple[float, ...]


@lru_cache(maxsize=4096)
def wording_of(language: Language, form: str, first: str, head: str) -> Wording:
    """Read the first word and the head of a noun phrase; the same ones are read once for all texts.

    Args:
        language: The language data.
        form: How the source refers to its holder.
        first: The first word, lower case.
        head: The head, lower case.
    """
    lists = language.holders
    found = lists["pronoun"].starts.get(first)
    value = found[0][1] if found is not None and form in ("pronoun", "relative", "speaker") else ""
    roles, bodies = classes(language, "role", head), classes(language, "org_noun", head)
    described = form in ("description", "other")
    words = (
        *(float(value == one) for one in _VALUES),
        *(float(first in lists[group].starts) for group in _FIRST),
        *(float(head in lists[group].starts) for group in _HEAD),
        float(described and bool(roles)),
        float(described and bool(bodies)),
        float(is_plural(language, head)),
    )
    sexes = classes(language, "gender", head)
    return Wording(
        head,
        value,
        _expected(language, form, first, head, value),
        roles | bodies | classes(language, "also", head),
        tuple(float(form == one) for one in FORMS),
        words,
        tuple(float(sex in sexes) for sex in "mf"),
    )


def _expected(language: Language, form: str, first: str, head: str, value: str) -> Expected:
    """Return the kind of candidate that a noun phrase asks for."""
    if value in ("m", "f", "n", "p"):
        return cast("Expected", value)
    for group in ("first_singular", "personal_relative"):
        if first in language.holders[group].starts:
            return "first_person" if group == "first_singular" else "personal_relative"
    if value == "r":
        return "relative"
    if value or form == "name":
        return "any"
    sexes = classes(language, "gender", head)
    if len(sexes) == 1:
        return "m" if "m" in sexes else "f"
    if sexes or classes(language, "role", head):
        return "somebody"
    return "body" if classes(language, "org_noun", head) else "any"
