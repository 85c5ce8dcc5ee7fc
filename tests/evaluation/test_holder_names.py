"""Names of holders: what does not count when they are compared."""

import pytest

from newsclaims._language import Language
from newsclaims.evaluation._holder_names import same_name

EN = Language.load("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ANN BELL", "Ann Bell"),
        ("the Harbour Board", "Harbour Board"),
        ("Mayor Ann Bell", "Ann Bell"),
        ("The Prime Minister Ann Bell", "Ann Bell"),
        ("Ann Bell, KC, MP", "Ann Bell"),
        ("Dr. Ann Bell PhD", "Ann  Bell"),
        ("Bell’s", "Bell's"),
    ],
)
def test_titles_and_the_like_do_not_count(one: str, other: str) -> None:
    """Letter case, white space, articles, titles and post-nominals make no difference, whichever name has them."""
    assert same_name(one, other, EN)
    assert same_name(other, one, EN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bell", "Ann Bell"),
        ("Ann Bell", "Ann King"),
        ("the Mayor", "Governor"),
        ("MP", "KC"),
        ("Ann Bell Jr.", "Ann Bell"),
        ("", "Ann Bell"),
    ],
)
def test_other_names_are_not_the_same(one: str, other: str) -> None:
    """A shorter name is another name, and a title without a name is not dropped."""
    assert not same_name(one, other, EN)
