"""Strategies for all tests: texts of any kind, difficult prose, and texts with planted quotations."""

from itertools import pairwise
from typing import NamedTuple, get_args

from hypothesis import settings
from hypothesis import strategies as st

from newsclaims._model import Article, Block, BlockKind, Span


def examples(number: int) -> settings:
    """Return settings for a test that needs more or fewer random examples than the usual 100.

    Args:
        number: How many examples a run with `--slow` tries. A usual run tries fewer, by the same factor as elsewhere.
    """
    return settings(max_examples=max(1, number * settings().max_examples // 100))


ODDITIES = [
    *"\"'“”‘’„‚‟‛«»‹›`´＂＇",  # quotation marks
    *"\n\r\t\v\f \u00a0\u2009\u202f\u3000\u2028\u2029\x85\x1c",  # white space
    *"\u200b\u200d\u200e\u200f\u202e\u2066\u2069\ufeff\u00ad\ufe0f",  # zero width
    *"\u0301\u0308\u05b4\u064b\u0939\u093f",  # combining marks
    *"אבשלום",  # right to left
    *"😀👍🏽👩🇺🇸𝔸",  # beyond 16 bits
    *"İßΣς",  # with a lower case of several characters, or one that depends on the next letter
    *".!?…,;:-–—()[]$%&@#/1290aSnN",
    "\r\n",
    "...",
    "--",
    "n't",
    "'s",
    "’em",
    "U.S.",
    "Mr.",
    "http://",
]
"""Strings that are difficult to read correctly."""


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Return a strategy for any text: every character except lone surrogates, often unusual ones."""
    anything = st.characters(exclude_categories=["Cs"])
    return st.lists(st.one_of(anything, st.sampled_from(ODDITIES)), max_size=max_size).map("".join)


FRAGMENTS = [
    *(
        "the workers",
        "she",
        "China",
        "Ms. Roe",
        "said",
        "told him",
        "the plan",
        "would fail",
        "in Havana",
        "9 a.m.",
        "1,000.5",
    ),
    *(
        "the U.S.",
        "Sen. J. R. Doe (R-Va.)",
        "didn't",
        "didn’t",
        "the workers'",
        "the ’90s",
        "'em",
        "rock 'n' roll",
        "6'2\"",
    ),
    *(". ", ", ", "? ", "! ", ": ", " — ", "...", " ", " ", " ", " ", " ", "\n", "\n\n", ".\n\n", "\u00a0", "."),
    *("“", "”", "‘", "’", '"', '"', "'", "'", "«", "»", "„", "(", ")", "''"),
    *("HAVANA (AP) — ", "Beijing: ", "By Jane Roe", "Fears for the Harvest", "https://example.org/a?b=1"),
]


def prose(max_size: int = 40) -> st.SearchStrategy[str]:
    """Return a strategy for texts that look like news, with marks and breaks in unexpected places."""
    return st.lists(st.sampled_from(FRAGMENTS), max_size=max_size).map("".join)


def any_text() -> st.SearchStrategy[str]:
    """Return a strategy for texts of both kinds."""
    return st.one_of(prose(), texts())


@st.composite
def blocks(draw: st.DrawFn, text: str, *, max_size: int = 4) -> tuple[Block, ...]:
    """Return a strategy for the blocks of a text: sorted and disjoint, some of them touching."""
    if not text:
        return ()
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=max_size + 1)))
    kinds = st.none() | st.sampled_from(get_args(BlockKind))
    drawn = [(draw(kinds), start, end) for start, end in pairwise(cuts)]
    return tuple(Block(kind=kind, span=Span(start=start, end=end)) for kind, start, end in drawn if kind is not None)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return a strategy for articles with a text, about half of them with blocks, and nothing else."""
    text = draw(any_text())
    return Article(text=text, blocks=draw(st.just(()) | blocks(text)))


class Style(NamedTuple):
    """A style of quotation marks, one character each, so that offsets are the same in all styles."""

    name: str
    outer: str
    inner: str
    apostrophe: str


STYLES = [
    Style("curly", "“”", "‘’", "’"),
    Style("straight", '""', "''", "'"),
    Style("curly with straight apostrophes", "“”", "‘’", "'"),
    Style("British curly", "‘’", "“”", "’"),
    Style("British straight", "''", '""', "'"),
    Style("guillemets", "«»", "‹›", "’"),
    Style("guillemets pointing in", "»«", "›‹", "’"),
    Style("low-high", "„“", "‚‘", "’"),
    Style("Swedish", "””", "‘’", "’"),
]

Spans = tuple[tuple[int, int], ...]


class Layout(NamedTuple):
    """Prose with `<` and `>` for quotation marks, `{` and `}` for those of a nested one, `^` for apostrophes."""

    template: str

    def render(self, style: Style) -> str:
        """Return the text in a style."""
        marks = style.outer + style.inner + style.apostrophe
        return self.template.translate(dict(zip(map(ord, "<>{}^"), marks, strict=True)))

    @property
    def closed(self) -> Spans:
        """Start and end of every closed quotation, sorted by start."""
        spans: list[tuple[int, int]] = []
        opened: list[int] = []
        for position, char in enumerate(self.template):
            if char in "<{":
                opened.append(position)
            elif char in ">}":
                spans.append((opened.pop(), position + 1))
            elif char == "\n":
                opened.clear()
        return tuple(sorted(spans))


CLAUSES = [
    "we can^t wait for the workers^ answer",
    "the harvest of the ^90s won^t come back",
    "it^s the ministers^ plan, not ours",
    "nobody gave ^em a choice in 2016",
    "rock ^n^ roll isn^t what the U.S. needs",
    "prices rose 4.5 percent at 9 a.m. on Monday",
    "yes",
    "Mr. Doe^s boat was 40 feet long",
]
"""Words for inside or outside quotation marks; without marks and without a final stop."""

FORMS = [
    "<{0},> she said.",
    "<{0}. {1}.> He left.",
    "<{0},> Ms. Roe said, <but {1}.>",
    "He asked: <{0}? {1}!> Nobody answered.",
    "<She told me, {{{0},}} and {1},> he said.",
    "He said, <She asked {{{0}?}}>",
    "They call it a <fair> deal, and {0}.",
    "The owners^ men said {0}. Then {1}.",
    "(<{0}.>) In the ^60s {1}.",
    "<{0}>-type talk, as she put it—<{1}>—ended.",
]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Return a strategy for prose with quotations of every form, nested and over several paragraphs."""
    paragraphs: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            paragraphs.append(" ".join(draw(forms()) for _ in range(draw(st.integers(1, 3)))))
        else:
            # Each paragraph opens, only the last one closes. "'the workers' plan" is left out, because it is ambiguous.
            plain = [clause for clause in CLAUSES if "s^ " not in clause]
            pieces = draw(st.lists(st.sampled_from(plain), min_size=2, max_size=3))
            paragraphs += [f"<{piece}." for piece in pieces[:-1]] + [f"<{pieces[-1]},> he said."]
    return Layout(draw(st.sampled_from(["\n", "\n\n"])).join(paragraphs))


def forms() -> st.SearchStrategy[str]:
    """Return a strategy for sentences with and without quotations, as templates."""
    clause = st.sampled_from(CLAUSES)
    return st.builds(str.format, st.sampled_from(FORMS), clause, clause)


def unquoted() -> st.SearchStrategy[str]:
    """Return a strategy for a paragraph without quotations, headline or dateline."""
    return st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3).map(
        lambda clauses: " ".join(f"It is known that {clause}.".replace("^", "’") for clause in clauses)
    )
