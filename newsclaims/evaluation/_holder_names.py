"""Compares names of holders; letter case, articles, titles and post-nominals do not count."""

from .._language import Language, WordLists

__all__ = ["bare_name", "same_name"]


def same_name(one: str, other: str, language: Language) -> bool:
    """Say whether two names are the same, by settled point 16 of the label guidelines.

    Args:
        one: A name.
        other: Another one.
        language: The language of the article.

    Example:
        >>> same_name("the Mayor ANN BELL", "Ann Bell, KC", Language.load("en"))
        True
        >>> same_name("Bell", "Ann Bell", Language.load("en"))
        False
    """
    return bare_name(one, language) == bare_name(other, language)


def bare_name(name: str, language: Language) -> list[str]:
    """Return the words of a name that count; at least one of them.

    Args:
        name: The name.
        language: The language of the article.
    """
    words = [word.rstrip(",") for word in name.casefold().replace("’", "'").split()]
    lists = language.holders
    while found := lists["title"].at(words, 0) or lists["article"].at(words, 0) if words else None:
        if found[1] == len(words):
            break
        del words[: found[1]]
    while len(words) > 1 and _post_nominal(words[-1:], lists):
        del words[-1]
    return words


def _post_nominal(word: list[str], lists: WordLists) -> bool:
    """Say whether a word is a post-nominal; a suffix such as "Jr." is part of the name."""
    suffix = lists["suffix"].at(word, 0)
    return (suffix is not None and suffix[0] == "post_nominal") or lists["other_post_nominal"].at(word, 0) is not None
