# %% [markdown]
"""# An extractor of your own

At the end of this notebook you have an extractor for a house style that the built-in one does not read.
The built-in taggers judge what it finds, it has passed a check, it runs beside the built-in extractor,
and you know how often both are right.

You need this if your texts have a form of their own.
An extractor that asks a service or a language model has the same shape.
"""

# %% [markdown]
# ## The house style
#
# A paper prints the voices of the day like this: a name and a role in square brackets, then the words,
# without quotation marks.

# %%
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from attrs import evolve

import newsclaims as nc
from newsclaims.evaluation import GoldArticle, Measure, Roles, evaluate, evaluate_claims, read_claims
from newsclaims.extractors import NeuralExtractor
from newsclaims.testing import check_extractor

voices = nc.Article(
    id="voices",
    title="What they say about the bridge",
    text="""The council votes on the old bridge tonight.

[Ida Brandt, mayor] The bridge is safe, and nobody needs to worry.

[Jonas Falk, ferry union] It may fall this winter.

[A nurse from the north bank] I am not sure. Perhaps the ferry is better.

[Dockers' Club] Will anybody lend us a boat?

The inspectors said that two piles had cracked. The vote begins at eight.""",
)
nc.extract(voices)

# %% [markdown]
# The built-in extractor reads the last paragraph, and not the voices.
#
# ## The extractor
#
# An extractor is any class with a `name` and a method `extract`.
# It gets texts and returns one list of attributions for each.
# An attribution says where source, cue and content are, as pairs of offsets into `text.string`. This style has no cue.

# %%
VOICE = re.compile(r"\[(?P<source>[^\],]+)[^\]]*\] +(?P<content>.+)", re.DOTALL)


class VoicesExtractor:
    """Finds voices: `[Name, role] words`, at most one in a paragraph."""

    name = "voices"
    version = "1.0"

    def extract(self, texts: Sequence[nc.Text]) -> Iterator[list[nc.Attribution]]:
        """Return one list of attributions for each text."""
        for text in texts:
            voices = (VOICE.fullmatch(text.string, each.start, each.end) for each in text.paragraphs)
            yield [
                nc.Attribution(source=(voice.span("source"),), cue=(), content=(voice.span("content"),), note="a voice")
                for voice in voices
                if voice
            ]


pipeline = nc.Pipeline(VoicesExtractor())
claims = pipeline.extract(voices)
claims

# %% [markdown]
# The extractor said nothing about stances and confidences. The built-in taggers did: “may” makes it only `possible`,
# and the nurse is not sure.
# Each label has its evidence, and the note of the extractor is kept:

# %%
claims[1]

# %% [markdown]
# ## Check the contract
#
# `check_extractor` runs the extractor on samples: an empty text, one without spaces, odd quotation marks.
# It also checks that the extractor can be pickled and shared between threads.
# It says nothing if all is well. Call it from your tests, with samples of your own too.

# %%
check_extractor(VoicesExtractor(), [voices.text, "[] Nobody.", "[Ida Brandt, mayor]", "[Ida Brandt] "])
print("passed")

# %% [markdown]
# If something is wrong, it says what. The content of this extractor ends after the end of the text:


# %%
class WrongExtractor:
    """Finds one claim, which is longer than the text."""

    name = "wrong"

    def extract(self, texts: Sequence[nc.Text]) -> Iterator[list[nc.Attribution]]:
        """Return one list of attributions for each text."""
        for text in texts:
            yield [nc.Attribution(source=(), cue=(), content=((0, len(text.string) + 1),))]


try:
    check_extractor(WrongExtractor())
except AssertionError as error:
    print(error)

# %% [markdown]
# ## Use both
#
# An extractor may ask another one.
# This one adds the voices to what the built-in `neural` finds, and says which of the two found a claim.
# `taggers` adds the model's opinions on stance and confidence, as `neural` itself does.
# With them, the question of the Dockers' Club becomes a `question`.


# %%
class BothExtractor:
    """Finds what `neural` finds, and voices."""

    name = "both"
    version = "1.0"
    taggers = ("neural",)

    def __init__(self) -> None:
        self._neural, self._voices = NeuralExtractor(), VoicesExtractor()

    def extract(self, texts: Sequence[nc.Text]) -> Iterator[list[nc.Attribution]]:
        """Return one list of attributions for each text."""
        for found, own in zip(self._neural.extract(texts), self._voices.extract(texts), strict=True):
            yield [*named(found, "neural"), *named(own, "voices")]


def named(found: Sequence[nc.Attribution], name: str) -> Iterator[nc.Attribution]:
    """Yield attributions with the name of the extractor that found them."""
    for one in found:
        yield evolve(one, extractors=one.extractors or (name,))


both = nc.Pipeline(BothExtractor())
for claim in both.extract(voices):
    print(claim.extractors, claim)

# %% [markdown]
# ## Measure it
#
# Mark the claims of some articles by hand. That is the **gold**, and the finds are compared with it:
# precision `p` is the share of the found claims that are right, recall `r` the share of the gold that was found,
# and `f1` their harmonic mean, all in per cent.
# One article is enough to show how. For a figure that you can trust, mark fifty.

# %%
GOLD = (
    ("Ida Brandt", "The bridge is safe, and nobody needs to worry."),
    ("Jonas Falk", "It may fall this winter."),
    ("A nurse from the north bank", "I am not sure. Perhaps the ferry is better."),
    ("Dockers' Club", "Will anybody lend us a boat?"),
    ("The inspectors", "that two piles had cracked"),
)


def place(words: str) -> tuple[tuple[int, int], ...]:
    """Return where words are in the article."""
    start = voices.text.index(words)
    return ((start, start + len(words)),)


def row(name: str, measure: Measure) -> dict[str, object]:
    """Return a row of figures in per cent."""
    return {"extractor": name, **measure.to_dict()}


gold = GoldArticle(voices, (tuple(Roles(source=place(who), content=place(what)) for who, what in GOLD),))
pipelines = {"neural": nc.Pipeline(), "voices": pipeline, "both": both}
pd.DataFrame(row(name, evaluate(one, [gold]).measures["claim"]) for name, one in pipelines.items())

# %% [markdown]
# Does it do harm elsewhere? In other articles it should find nothing.
# These are interviews, live blogs and press releases of `benchmarks/newsroom/`, whose claims are all marked:

# %%
NEWSROOM = Path("../benchmarks/newsroom")

turns = [one for one in read_claims(NEWSROOM / "claims.jsonl", NEWSROOM) if one.family == "turns"]
pd.DataFrame(row(name, evaluate_claims(one, turns).found.measures["claim"]) for name, one in pipelines.items())

# %% [markdown]
# The built-in extractor is as good as before with the voices beside it.
#
# ## Where to go next
#
# - [Write an extractor](../docs/how-to/write-an-extractor.md) has the whole contract, with warnings, usage and names.
# - `examples/plugin/` is a package to copy: with it, `newsclaims extract --extractor NAME` finds your extractor.
# - [Write a tagger](../docs/how-to/write-a-tagger.md) adds or changes the labels.
# - [Evaluate on your own gold](../docs/how-to/evaluate-on-your-gold.md) reads the gold from files.
