# %% [markdown]
"""# Quick start

At the end of this notebook you have the claims of a news article in a table, what each source wants or states,
the words that a label rests on, a chart, and a data frame.

The article is about talks between China and Pakistan. It is in the repository, and nothing is downloaded.
"""

# %% [markdown]
# ## Find the claims
#
# `read` takes a file, a folder or a web page and gives its articles. `extract` finds the claims of one.
# If a cell ends with claims, the notebook shows them as a table.

# %%
import newsclaims as nc

[article] = nc.read("../seeds/000_ba67543f12171369.txt")
claims = nc.extract(article.text, title="Talks between China and Pakistan")
claims

# %% [markdown]
# Each row is a **claim**: somebody, the **source**, is said to say, think or want something, the **content**.
# The **cue** is the word that links the two: “has proposed”, “alleging”.
# The **stance** is the source's attitude to the content, and the **confidence** how firmly it is stated.
#
# ## Look into one claim
#
# A claim shows all of its labels, and the words that each of them rests on.

# %%
army = claims.where(source="Baloch Liberation Army")
army[1]

# %% [markdown]
# ## Who says how much?

# %%
claims.summary()

# %% [markdown]
# `plot()` draws the same numbers. It returns an [altair](https://altair-viz.github.io/) chart, which you can change.
# Here it becomes narrower.

# %%
claims.plot().properties(width=280)

# %% [markdown]
# ## Filter
#
# `where` keeps the claims that fit. These are the ones in which somebody is against something:

# %%
claims.where(stance={"deny", "oppose"})

# %% [markdown]
# These have a source that the article does not name:

# %%
for claim in claims.where(source_type="anonymous"):
    print(claim)

# %% [markdown]
# ## Go through the claims
#
# A claim set is a sequence, and `by_source` groups it.

# %%
for name, said in claims.by_source().items():
    print(name or "(nobody named)")
    for claim in said:
        print(f"    {claim.stance}: {claim.content.text[:60]}")

# %% [markdown]
# Offsets point into the text of the article, which stays as it was. So a claim can be shown in its context:

# %%
[span] = army[1].content.spans
text, start, end = article.text, span.start, span.end
print(f"...{text[start - 60 : start]}[{text[start:end]}]{text[end : end + 60]}...")

# %% [markdown]
# ## Take them elsewhere
#
# As a data frame of pandas:

# %%
frame = claims.to_pandas()
frame[["source_name", "cue", "content", "stance", "commitment"]].head(8)

# %% [markdown]
# `commitment` is stance and confidence as one number, from -1 (certainly denied) to 1 (certainly stated).
# It is empty if the source wants something rather than states it.
#
# As text in one of many [formats](../docs/reference/formats/index.md), here a table in Markdown:

# %%
print(claims.where(source_type="anonymous").to("markdown"))

# %% [markdown]
# `nc.dump(claims, "claims.html")` writes a page for people,
# and `nc.dump(claims, "claims.csv")` a table for a spreadsheet.
#
# ## Where to go next
#
# - [Who says what about whom](who_about_whom.py) compares the sources of several articles.
# - [First claims](../docs/tutorial/first-claims.md) explains each part of a claim.
# - [Look at claims](../docs/how-to/look-at-claims.md) makes the page with the marked text.
# - [Labels](../docs/reference/labels.md) has every stance, confidence and source type with its meaning.
