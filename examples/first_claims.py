# %% [markdown]
"""# First claims: several views of the seed article.

Open it in Jupyter with [jupytext](https://jupytext.readthedocs.io/), or turn it into an `.ipynb` first:

    jupytext --to ipynb examples/first_claims.py

Start Jupyter in the root of the repository, where `seeds/` is.
"""

# %%
from collections import Counter
from pathlib import Path

import newsclaims as nc

path = Path("seeds/000_ba67543f12171369.txt")
# Read bytes, so that line ends stay and offsets fit the file.
text = path.read_bytes().decode("utf-8")
claims = nc.extract(nc.Article(text=text, id=path.stem))
print(claims)

# %% [markdown]
# ## All claims
#
# A claim prints as source, cue and content, with stance and confidence.

# %%
for claim in claims:
    print(claim)

# %% [markdown]
# ## By source
#
# Claims are grouped by the name of their source.

# %%
for name, said in claims.by_source().items():
    print(f"{name}: {', '.join(claim.stance or '-' for claim in said)}")

# %% [markdown]
# ## Wishes and statements
#
# `advocate` and `oppose` are wishes; `affirm` and `deny` commit the source to a statement.
# `commitment` puts the latter on a scale from -1 to 1.

# %%
for stance, count in Counter(claim.stance for claim in claims).most_common():
    print(f"{count:3} {stance}")
for claim in claims:
    if claim.commitment is not None:
        print(f"{claim.commitment:+.2f}  {claim.source_name}: {claim.content.text[:60]}")

# %% [markdown]
# ## Sources without a name

# %%
for claim in claims.where(source_type="anonymous"):
    print(claim.source_name, "|", claim.cue.text if claim.cue else "-", "|", claim.content.text)

# %% [markdown]
# ## The evidence for a tag
#
# Each tag has evidence: the words that it is based on, with a note on what they mean.

# %%
claim = claims.where(source_type="anonymous")[0]
for evidence in claim.evidence:
    words = text[evidence.span.start : evidence.span.end]
    print(f"{evidence.label}: {words!r} ({evidence.note})")

# %% [markdown]
# ## A claim in context
#
# Offsets point into the unchanged text, so a claim can be shown in its context.

# %%
for span in claim.content.spans:
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    print(f"...{before}[{text[span.start : span.end]}]{after}...")
