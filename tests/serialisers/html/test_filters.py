"""The rules of the filters."""

from newsclaims.serialisers._html.filters import Group, Option, filter_rules

RULES = """\
.aside:has(#f-st :checked) ~ * .mark { --st: 0; }
.aside:has(#f-st :checked):not(:has(#f-st-deny:checked)) ~ * :is(.card, .ref).st-deny { display: none; }
.aside:has(#f-st-deny:checked) ~ * .mark.st-deny { --st: 1; }
"""


def test_an_option_has_a_rule_for_cards_and_one_for_passages() -> None:
    """A card without a checked box of its group is hidden; a passage stays on if one of its claims is let through."""
    assert filter_rules([Group("st", (Option("st-deny", "deny", 2),))]) == RULES


def test_no_groups_have_no_rules() -> None:
    """A page without filters has no style sheet for them."""
    assert filter_rules([]) == ""
