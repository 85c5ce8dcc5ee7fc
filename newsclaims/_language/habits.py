"""How reliable opinions about labels are: how often a rule or a lexicon entry gives a value when another is right."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from .tables import Row

__all__ = ["HABIT_COLUMNS", "Habits", "read_habits"]

HABIT_COLUMNS = ("label", "origin", "said", "right", "log")


@frozen(slots=True, eq=False)
class Habits:
    """The reliability of opinions about a label; all numbers except the weights are natural logarithms.

    It is equal only to itself, so that what is computed from it can be kept.

    Args:
        prior: Value to its frequency.
        said: Origin and given value to its probability for each right value.
        bias: Value to a number that is added to it if there is a model's opinion.
        model: The weight of a model's opinion.
        others: The weight of all other opinions if there is a model's opinion.
    """

    prior: Mapping[str, float]
    said: Mapping[tuple[str, str], Mapping[str, float]]
    bias: Mapping[str, float]
    model: float
    others: float


def read_habits(rows: Iterable[Row]) -> Mapping[str, Habits]:
    """Read the table of opinions: label to habits.

    Args:
        rows: The rows of `opinions.tsv`, with the columns `HABIT_COLUMNS`.
    """
    said: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in rows:
        label, origin, value, right, number = row.cells
        said.setdefault((label, origin, value), {})[right] = float(number)
    found: dict[str, Habits] = {}
    for label in dict.fromkeys(label for label, _, _ in said):
        weights = said[label, "weight", "*"]
        found[label] = Habits(
            prior=said[label, "prior", "*"],
            said={(o, v): given for (of, o, v), given in said.items() if of == label and o in ("rule", "lexicon")},
            bias=said[label, "bias", "*"],
            model=weights["model"],
            others=weights["others"],
        )
    return found
