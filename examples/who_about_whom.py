# %% [markdown]
"""# Who says what about whom

At the end of this notebook you have a table of who speaks about whom in 33 articles, with stances and words,
a grid that counts it for one article, and the claims that one source reports of another: who says that who says.

One article is about talks between China and Pakistan.
The other 32 are those of `benchmarks/newsroom/`: people, places and firms in them are invented.
"""

# %% [markdown]
# ## Find the claims
#
# The file `articles.jsonl` has the title and the date of each article, and the folder `text` its text.

# %%
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import newsclaims as nc

pd.set_option("display.max_colwidth", 120)
NEWSROOM = Path("../benchmarks/newsroom")

articles = [
    nc.Article(
        text=(NEWSROOM / "text" / f"{row['id']}.txt").read_bytes().decode(),
        id=row["id"],
        title=row["title"],
        published=row["date"],
    )
    for row in map(json.loads, (NEWSROOM / "articles.jsonl").read_text(encoding="utf-8").splitlines())
]
[talks] = nc.read("../seeds/000_ba67543f12171369.txt")
claimsets = {claims.article.id: claims for claims in nc.Pipeline().stream([talks, *articles])}
print(len(claimsets), "articles,", sum(map(len, claimsets.values())), "claims")

# %% [markdown]
# ## Who speaks?
#
# Here is one of the articles, about a trial:

# %%
trial = claimsets["law-05"]
trial.summary()

# %% [markdown]
# Claims by “he” or “the witness” count for the name, if the article says who that is.
# These are the claims of one witness, with the words that stand for him:

# %%
for claim in trial.where(source="Luc Boucher"):
    print(f"{claim.source.text if claim.source else '':16} {claim.stance:8} {claim.content.text[:50]}")

# %% [markdown]
# ## About whom?
#
# newsclaims finds who speaks. It does not mark the names inside a content.
# But many of these names are those of others who speak in the same article, and they are known.
# So a claim is about somebody here if its content has the name, or the last name of a person.

# %%
NAMED = {"named_person", "named_organisation", "government"}


def names(claims: nc.ClaimSet) -> dict[str, str]:
    """Return the sources with a proper name, each with the words to look for."""
    return {
        claim.source_name: claim.source_name.split()[-1] if claim.source_type == "named_person" else claim.source_name
        for claim in claims
        if claim.source_type in NAMED
    }


def about(claims: nc.ClaimSet) -> Iterator[dict[str, object]]:
    """Yield a row for each claim of somebody about somebody else."""
    for name, words in names(claims).items():
        for claim in claims:
            if claim.source_name != name and re.search(rf"\b{re.escape(words)}\b", claim.content.text):
                yield {
                    "article": claims.article.id,
                    "who": claim.source_name or "(nobody named)",
                    "about whom": name,
                    "stance": claim.stance,
                    "content": claim.content.text,
                }


rows = pd.DataFrame(row for claims in claimsets.values() for row in about(claims)).set_index("article")
of_talks = rows.loc[talks.id].reset_index(drop=True)
of_talks

# %% [markdown]
# The same as a grid:

# %%
pd.crosstab(of_talks["who"], of_talks["about whom"])

# %% [markdown]
# ## Ask the table
#
# Who speaks about whom at the talks on the sea level, in another article?

# %%
rows.loc["science-23"].reset_index(drop=True)

# %% [markdown]
# Who denies, opposes, asks or doubts something about somebody else, in any article?

# %%
rows[rows["stance"].isin(["deny", "oppose", "question"])]

# %% [markdown]
# ## Who says that who says
#
# A claim inside the content of another one has that claim as its **parent**.
# `chain` returns the parents of a claim, the outermost first, and then the claim itself.
# These are the chains of different sources that are all documents or have a proper name:

# %%
for claims in claimsets.values():
    for claim in claims:
        chain = claims.chain(claim)
        sources = {one.source_name for one in chain if one.source_type in {*NAMED, "document"}}
        if len(sources) == len(chain) > 1:
            print(" > ".join(f"{one.source_name} ({one.stance})" for one in chain))
            print(f"    {claim.content.text[:70]}")

# %% [markdown]
# If you quote an inner claim, name the outer source too. The paper has the inner claim only from there.
#
# ## What this does not do
#
# - It finds only those who speak in the same article.
# - Two people with the same last name are mixed up, and “Islamabad” is not found as “Pakistan”.
#   A tool that links names does better. Give it the contents.
# - A claim that has a name in it need not be about that person. Read it.
#
# ## Where to go next
#
# - [Denials and doubts over time](denials_and_doubts.py) follows one story over eight months.
# - [Claims inside claims](../docs/explanation/nesting.md) says how they are found.
# - [How a source gets its name](../docs/explanation/holders.md) says when “she” becomes a name.
# - [In pandas, Polars or Arrow](../docs/how-to/in-pandas.md) goes from a data frame of articles to one of claims.
