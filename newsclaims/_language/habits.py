"""How far opinions can be trusted: how often a rule, or a cue's entry, says a value when another one is right."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from .tables import Row

__all__ = ["HABIT_COLUMNS", "Habits", "read_habits"]

HABIT_COLUMNS = ("label", "origin", "said", "right", "log")


@frozen(slots=True)
class Habits:
    """What is known of those who have opinions about a label; all numbers are natural logarithms but the weights.

    Args:
        prior: Value to how common it is.
        said: Origin and value said to how likely that is for each right value.
        bias: Value to what is added to it where a model speaks.
        model: The weight of a model's opinion.
        others: The weight of all other opinions beside a model's.
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
