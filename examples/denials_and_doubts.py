# %% [markdown]
"""# Denials and doubts over time

At the end of this notebook you have a table of what was denied, by whom and when,
a chart of denials and doubts by month, the words that show a doubt, and the path of one person from no to yes.

The articles are in `examples/ferry/`. They are about a ferry accident and what came after it, and they are invented.
"""

# %% [markdown]
# ## Find the claims

# %%
from collections import Counter

import altair as alt
import pandas as pd

import newsclaims as nc

pd.set_option("display.max_colwidth", 120)

claimsets = list(nc.Pipeline().stream(nc.read("ferry")))
summary = nc.Summary.of(claimsets)
print(summary.articles, "articles,", summary.claims, "claims")
print({str(stance): n for stance, n in summary.by_stance.items() if n})
print({str(value): n for value, n in summary.by_confidence.items() if n})

# %% [markdown]
# ## What is a denial, and what is a doubt?
#
# | kind | the claim has |
# | --- | --- |
# | denied | the stance `deny`: the source says that the content is not so |
# | questioned | the stance `question`: the source asks or doubts whether it is so |
# | unsure | the stance `affirm`, but the confidence `possible` or `probable`: “may”, “believes”, “is likely” |

# %%
KINDS = ["denied", "questioned", "unsure"]


def kind_of(claim: nc.Claim) -> str | None:
    """Say whether a claim is a denial or a doubt."""
    match claim.stance, claim.confidence:
        case "deny", _:
            return "denied"
        case "question", _:
            return "questioned"
        case "affirm", "possible" | "probable":
            return "unsure"
    return None


found = pd.DataFrame(
    {
        "date": str(claims.article.published),
        "month": str(claims.article.published)[:7],
        "kind": kind_of(claim),
        "who": claim.source_name or "(nobody named)",
        "cue": claim.cue.text if claim.cue else "",
        "content": claim.content.text,
        "commitment": claim.commitment,
    }
    for claims in claimsets
    for claim in claims
)
doubts = found.dropna(subset="kind")
print(len(doubts), "of", len(found), "claims are denials or doubts")

# %% [markdown]
# ## What was denied?

# %%
doubts.loc[doubts["kind"] == "denied", ["date", "who", "cue", "content"]]

# %% [markdown]
# ## Over time
#
# Some months have more articles than others. So the chart shows shares: how many of a month's claims are denials
# or doubts.

# %%
counts = doubts.groupby(["month", "kind"]).size().reset_index(name="claims")
counts["share"] = counts["claims"] / counts["month"].map(found["month"].value_counts())
colours = alt.Scale(domain=KINDS, range=["#c0392b", "#b7791f", "#6b7a8f"])

alt.Chart(counts).mark_bar().encode(
    x=alt.X("month:O").axis(labelAngle=-40).title(None),
    y=alt.Y("share:Q").axis(format="%", tickCount=5).title("of the month's claims"),
    color=alt.Color("kind:N").scale(colours).title(None).legend(orient="bottom"),
).properties(width=320, height=200, title="Denials and doubts by month")

# %% [markdown]
# The numbers behind it:

# %%
table = counts.pivot_table(index="month", columns="kind", values="claims", fill_value=0).astype(int)
table["all claims"] = found["month"].value_counts()
table

# %% [markdown]
# ## Which words show a doubt?
#
# Each label has evidence: the words that it rests on. These are the words behind `possible` and `probable`:

# %%
words = Counter(
    claims.article.text[evidence.span.start : evidence.span.end].lower()
    for claims in claimsets
    for claim in claims
    if kind_of(claim) == "unsure"
    for evidence in claim.evidence
    if evidence.label == "confidence"
)
for word, count in words.most_common():
    print(f"{count:3} {word}")

# %% [markdown]
# ## Who denies and doubts most?

# %%
by_source = doubts.groupby(["who", "kind"]).size().unstack(fill_value=0)
by_source.loc[by_source.sum(axis="columns").nlargest(6).index]

# %% [markdown]
# ## From no to yes
#
# `commitment` is stance and confidence as one number, from -1 (certainly denied) to 1 (certainly stated).
# It has no value if somebody wants something. Here are the statements of one person about one matter, in order of time:

# %%
MATTER = "fault|report|memo|warn|lied|postpone"

lund = found[found["who"].eq("Karin Lund") & found["commitment"].notna()]
lund.loc[lund["content"].str.contains(MATTER), ["date", "commitment", "content"]]

# %% [markdown]
# Read the number with the words. “She had never seen the memo” has 1: she says that it is so, and the “never” is in
# the content.
#
# ## Where to go next
#
# - [An extractor of your own](own_extractor.py) finds claims in a style of your own.
# - [A story in fifty articles](../docs/tutorial/a-story-in-fifty-articles.md) makes a sheet and pages of this story.
# - [How a claim is judged](../docs/explanation/judging.md) says how stance and confidence are found.
# - [Accuracy](../docs/explanation/accuracy.md) says how often they are right. Check the denials that matter to you.
