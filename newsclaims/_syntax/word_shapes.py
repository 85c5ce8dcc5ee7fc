"""Checks the form of a word, such as a plural ending or a capital."""

from newsclaims._language import Language

__all__ = ["is_capital", "is_plural", "singulars", "without_stops"]


def is_capital(word: str) -> bool:
    """Say whether a word begins with a capital letter.

    Args:
        word: The word as it is written in the text.
    """
    return word[:1].isupper()


def is_plural(language: Language, word: str) -> bool:
    """Say whether a word has the form of a plural.

    Args:
        language: The language data.
        word: The word, lower case.
    """
    return word.endswith(language.endings["plural"]) and not word.endswith(language.endings["not_plural"])


def singulars(language: Language, word: str) -> tuple[str, ...]:
    """Return the possible singulars of a plural; an empty tuple if the word is not a plural.

    Args:
        language: The language data.
        word: The word, lower case.
    """
    if not is_plural(language, word):
        return ()
    for ending, instead in language.singulars.items():
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return tuple([stem + other for other in instead])
    return ()


def without_stops(word: str) -> str:
    """Return the letters of an abbreviation: "U.N." as "UN".

    Args:
        word: The word as it is written in the text.
    """
    return word.replace(".", "")
