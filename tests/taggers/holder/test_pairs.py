"""Pairs of short articles that differ in one thing, and so in the holder of their last source."""

import pytest
from taggers.holder.articles import cases, last

SAFE = "said that the quay was safe."

PAIRS = [
    # Pronouns: sex by title, role and kinship; number; the current topic.
    (
        f"Mr. Tom Roe met Mrs. Ann Mbeki. [He] {SAFE}",
        "Tom Roe",
        f"Mr. Tom Roe met Mrs. Ann Mbeki. [She] {SAFE}",
        "Ann Mbeki",
    ),
    (
        f"Congressman Lee Roe met Congresswoman Kim Doe. [She] {SAFE}",
        "Kim Doe",
        f"Congressman Lee Roe met Congressman Kim Doe. [She] {SAFE}",
        None,
    ),
    (
        f"The actress Ash Mbeki met the singer Kim Roe. [She] {SAFE}",
        "Ash Mbeki",
        f"The actor Ash Mbeki met the actress Kim Roe. [She] {SAFE}",
        "Kim Roe",
    ),
    (
        f"Tom Roe came with his wife, Ann Doe. [She] {SAFE}",
        "Ann Doe",
        f"Kim Doe came with her brother, Tom Roe. [She] {SAFE}",
        "Kim Doe",
    ),
    (f"[Ann Mbeki] listened. [She] {SAFE}", "Ann Mbeki", f"[A woman] listened. [She] {SAFE}", None),
    (f"[Ann Mbeki] listened. [She] {SAFE}", "Ann Mbeki", f"[Ann Mbeki] listened. [They] {SAFE}", None),
    (f"Tom Roe met Jim Doe. [Roe] {SAFE}", "Tom Roe", f"Tom Roe met Jim Doe. [They] {SAFE}", None),
    (f"[Democrats] listened. [They] {SAFE}", "Democrats", f"[Officials] listened. [They] {SAFE}", None),
    (
        "Although China is patient, [it] has decided to stay.",
        "China",
        "Although Ann Mbeki is patient, [it] has decided to stay.",
        None,
    ),
    (
        f"Acme Holdings built it. [It] {SAFE}",
        "Acme Holdings",
        f"The workers like Acme Holdings. [It] {SAFE}",
        None,
    ),
    (
        "[Ann Mbeki] keeps the keys, and [her] wish is peace.",
        "Ann Mbeki",
        "[Ann Mbeki] keeps the keys, and [their] wish is peace.",
        None,
    ),
    # Relative pronouns.
    (f"He met Ann Mbeki, [who] {SAFE}", "Ann Mbeki", f"He met a sailor [who] {SAFE}", None),
    (f"He met Ann Mbeki, [who] {SAFE}", "Ann Mbeki", f"He met supporters of Ann Mbeki [who] {SAFE}", None),
    (
        f"He met Ann Mbeki, the mayor of Sandport, [who] {SAFE}",
        "Ann Mbeki",
        f"He met a mayor of Sandport, [who] {SAFE}",
        None,
    ),
    (f"He met Jeff Flint, an engineer of China, [who] {SAFE}", "Jeff Flint", f"He flew to China, [who] {SAFE}", None),
    (f"He sued Acme Holdings, [which] {SAFE}", "Acme Holdings", f"He sued a company, [which] {SAFE}", None),
    (f"Ann Mbeki is a lawyer [who] {SAFE}", "Ann Mbeki", f"Ann Mbeki met a lawyer [who] {SAFE}", None),
    (
        f"Nobody but Ann Mbeki, a lawyer and sailor [who] {SAFE}",
        "Ann Mbeki",
        f"Nobody but Ann Mbeki told a lawyer and sailor [who] {SAFE}",
        None,
    ),
    # Speakers of direct speech.
    ("<“[I] think so,”> [Ann Mbeki] said.", "Ann Mbeki", "<“[You] think so,”> [Ann Mbeki] said.", "Ann Mbeki"),
    # Descriptions.
    (
        f"The mayor, Ann Mbeki, met the dean, Tom Roe. [The dean] {SAFE}",
        "Tom Roe",
        f"The mayor, Ann Mbeki, met the dean, Tom Roe. [The mayor] {SAFE}",
        "Ann Mbeki",
    ),
    (
        f"Ann Mbeki, the mayor of Sandport, spoke. [The mayor] {SAFE}",
        "Ann Mbeki",
        f"Ann Mbeki, the mayor of Sandport, spoke. [The senator] {SAFE}",
        None,
    ),
    (
        f"Senator Ann Mbeki spoke. [The senator] {SAFE}",
        "Ann Mbeki",
        f"Senator Ann Mbeki spoke. [A senator] {SAFE}",
        None,
    ),
    (
        f"Ann Mbeki (D-Sandport) met Tom Roe (R-Harbour). [The Republican] {SAFE}",
        "Tom Roe",
        f"Ann Mbeki (D-Sandport) met Tom Roe (R-Harbour). [The Democrat] {SAFE}",
        "Ann Mbeki",
    ),
    (
        f"Businessman Kim Roe met lawyer Lee Doe. [The businessman] {SAFE}",
        "Kim Roe",
        f"Businessman Kim Roe met lawyer Lee Doe. [The lawyer] {SAFE}",
        "Lee Doe",
    ),
    (
        f"[Secretary of State Ann Mbeki] spoke. [The secretary of state] {SAFE}",
        "Ann Mbeki",
        f"[Secretary of State Ann Mbeki] spoke. [The spokesman] {SAFE}",
        None,
    ),
    (
        f"Ann Mbeki, 70, sells fish. [The 70-year-old] {SAFE}",
        "Ann Mbeki",
        f"Ann Mbeki, 70, met Tom Roe, 70. Tom Roe met Ann Mbeki. [The 70-year-old] {SAFE}",
        None,
    ),
    (
        f"[Ann Mbeki] came. [The Sandport senator] {SAFE}",
        "Ann Mbeki",
        f"[Mayor Ann Mbeki] came. [The Sandport senator] {SAFE}",
        None,
    ),
    (
        f"[Ann Mbeki] came. [The Sandport senator] {SAFE}",
        "Ann Mbeki",
        f"[Ann Mbeki] came. [The former Sandport senator] {SAFE}",
        None,
    ),
    # Organisations.
    (
        "The Ministry of Transport closed it. [The ministry] said so.",
        "Ministry of Transport",
        "The Ministry of Transport closed it. [The party] said so.",
        None,
    ),
    (
        "The Office of Harbour Safety (OHS) closed it. [OHS] said so.",
        "Office of Harbour Safety",
        "The Office of Harbour Safety (OHS) closed it. [OHT] said so.",
        None,
    ),
    (
        "The Alliance to Save Our Harbour (ASOH) met. [ASOH] said so.",
        "Alliance to Save Our Harbour",
        "The Alliance to Save Our Harbour (ASOH) met. [SOS] said so.",
        None,
    ),
    ("Acme Holdings closed it. [Acme] said so.", "Acme Holdings", "Acme Holdings closed it. [Ecma] said so.", None),
    (
        "The Harbour Gazette printed it. [The newspaper] said so.",
        "Harbour Gazette",
        "The Harbour Gazette and the Sandport Herald printed it. [The newspaper] said so.",
        None,
    ),
    (
        "[Harbour Bank chairman Ann Mbeki] spoke. [The bank] said so.",
        "Harbour Bank",
        "[Sandport resident Ann Mbeki] spoke. [The bank] said so.",
        None,
    ),
    # Short names, families, names that look like titles.
    (f"Ann Mbeki spoke. [Mbeki] {SAFE}", "Ann Mbeki", f"Ann Mbeki spoke. [Mbweki] {SAFE}", None),
    (
        f"Ann Mbeki and her husband, Tom Mbeki, came. [Mr. Mbeki] {SAFE}",
        "Tom Mbeki",
        f"Ann Mbeki and her husband, Tom Mbeki, came. [Mrs. Mbeki] {SAFE}",
        "Ann Mbeki",
    ),
    (f"John P. Roe came. [John Roe] {SAFE}", "John P. Roe", f"John P. Roe came. [Jim Roe] {SAFE}", "Jim Roe"),
    (
        f"Tom Roe Jr. came with Tom Roe. [Tom Roe] {SAFE}",
        "Tom Roe",
        f"Tom Roe Jr. came alone. [Roe] {SAFE}",
        "Tom Roe Jr.",
    ),
    (f"[Dr. Ann King] came. [King] {SAFE}", "Ann King", f"[Dr. Ann Kong] came. [The king] {SAFE}", None),
    # What kind of phrase the source is.
    (f"[Ann Mbeki’s spokesman, Tom Roe,] {SAFE}", "Tom Roe", f"[Ann Mbeki’s spokesman] {SAFE}", None),
    (f"[Senator Ann Mbeki] {SAFE}", "Ann Mbeki", f"[An aide to Senator Ann Mbeki] {SAFE}", None),
    (f"[Ann Mbeki, the mayor,] {SAFE}", "Ann Mbeki", f"[Ann Mbeki and Tom Roe] {SAFE}", None),
    (f"[The Gazette’s Ann Mbeki] {SAFE}", "Ann Mbeki", f"[Supporters of Ann Mbeki] {SAFE}", None),
    (
        f"[one old sailor, radio host Ann Mbeki,] {SAFE}",
        "Ann Mbeki",
        f"[one old sailor, a friend of Ann Mbeki,] {SAFE}",
        None,
    ),
]


WRONG = {
    f"The workers like Acme Holdings. [It] {SAFE}",
    f"[Ann Mbeki] came. [The former Sandport senator] {SAFE}",
    f"[Dr. Ann Kong] came. [The king] {SAFE}",
}
"""Articles whose holder is not found yet."""


@pytest.mark.parametrize(("text", "name"), cases(PAIRS, WRONG))
def test_pair(text: str, name: str | None) -> None:
    """The last source resolves to the holder that a careful reader would name, or to none."""
    assert last(text) == name


def test_pairs_differ() -> None:
    """The two articles of a pair have different holders, with at most one exception."""
    assert sum(name == mirror for _, name, _, mirror in PAIRS) <= 1
