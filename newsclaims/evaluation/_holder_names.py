"""Compares names of holders without what does not count: letter case, articles, titles and post-nominals."""

from .._language import Language

__all__ = ["same_name"]


def same_name(one: str, other: str, language: Language) -> bool:
    """Say whether two names are the same, as settled point 16 of the label guidelines compares them.

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
    return _bare(one, language) == _bare(other, language)


def _bare(name: str, language: Language) -> list[str]:
    """Return the words of a name that count; at least one of them."""
    words = [word.rstrip(",") for word in name.casefold().replace("’", "'").split()]
    lists = language.holders
    while found := lists["title"].at(words, 0) or lists["article"].at(words, 0) if words else None:
        if found[1] == len(words):
            break
        del words[: found[1]]
    while len(words) > 1 and words[-1] in lists["post_nominal"].starts:
        del words[-1]
    return words
