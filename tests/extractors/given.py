"""Texts for extractors: articles with claims, and words in any order that may form claims."""

from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims.text import Text, read

SENTENCES = [
    "Ida Brandt said that the quay was safe.",
    "The wall was too thin, the engineer warned.",
    "According to the harbour board, two cranes are out of order.",
    "The union, which has denied the charges, wants the director to resign.",
    "It is believed that the painting was stolen, critics say, and sold.",
    "She called for calm and promised to mend the roof, adding that nobody was hurt.",
    "“The roof,” Ms. Renner said, “will hold.”",
    "“Nobody asked us,” complained the neighbours. “It is a shame.”",
    "He told the council: “The pumps are ‘old’ and they were never tested.”",
    "The ferry left at noon.",
    "He said he said that she said",
    "The mayor was accused of taking bribes (a charge that he denies) and of lying.",
    "Nobody answered. Brandt: The quay is safe — and it will stay so.",
]
"""Sentences with claims of many forms, and some with none."""


def news(join: str = "\n\n") -> st.SearchStrategy[str]:
    """Draw articles of several paragraphs with claims."""
    paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
    return st.lists(paragraphs, min_size=1, max_size=4).map(join.join)


WORDS = [
    *(
        "said",
        "told",
        "asked",
        "denied",
        "wants",
        "plans",
        "calls",
        "fears",
        "claim",
        "report",
        "reporting",
        "alleging",
    ),
    *("was accused of", "is expected", "according to", "in a statement", "on Monday", "quoted as saying", "accused"),
    *("that", "to", "for", "of", "by", "whether", "who", "which", "and", "as", "not", "n’t", "has", "will", "so", "if"),
    *("he", "she", "they", "Ms. Roe", "the", "the council’s", "a", "engineers", "critics", "it", "him", "reporters"),
    *("“", "”", '"', "‘", "’", "'", ",", ":", ";", "—", "(", ")", ".", "?", "!", "...", "\n", "\n\n"),
]
"""Words that matter to the rules: cues, the words beside them, and marks."""


def tangles() -> st.SearchStrategy[str]:
    """Draw words that matter to the rules, in any order."""
    return st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))
