"""Filters without script: check boxes, and the rules of a style sheet that hide what no checked box allows."""

from collections.abc import Iterable

from attrs import frozen

__all__ = ["Group", "Option", "filter_rules"]


@frozen(slots=True)
class Option:
    """A check box.

    Args:
        class_name: The class of what it lets through; the id of the box is the same with `f-` before it.
        value: The value that it stands for, for the template to name.
        count: How many claims it lets through.
    """

    class_name: str
    value: object
    count: int


@frozen(slots=True)
class Group:
    """The check boxes of one label: no box checked lets everything through, several checked are an "or".

    Args:
        name: Its name; the id of its fieldset is the same with `f-` before it.
        options: Its boxes.
    """

    name: str
    options: tuple[Option, ...]


def filter_rules(groups: Iterable[Group]) -> str:
    """Return the rules for some filters; every group must let a thing through for it to be shown.

    Whatever has the class `card` or `ref` is hidden. A passage, of class `mark`, stays, but its property `--on` is 0:
    it belongs to several claims, and is on if one of them is let through.

    Args:
        groups: The groups of check boxes. Their names become part of the style sheet, so they must be our own.
    """
    rules = []
    for group in groups:
        # Only the filters' own element has to be searched for checked boxes, which is quick with thousands of claims.
        active = f".aside:has(#f-{group.name} :checked)"
        rules.append(f"{active} ~ * .mark {{ --{group.name}: 0; }}\n")
        for option in group.options:
            name = option.class_name
            box = f":has(#f-{name}:checked)"
            rules.append(f"{active}:not({box}) ~ * :is(.card, .ref).{name} {{ display: none; }}\n")
            rules.append(f".aside{box} ~ * .mark.{name} {{ --{group.name}: 1; }}\n")
    return "".join(rules)
