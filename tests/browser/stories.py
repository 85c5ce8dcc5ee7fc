"""Claim sets made by hand: ordinary, odd, hostile and large ones. No extractor has a part in them."""

from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice, product
from math import ceil
from typing import Any

from newsclaims._model import (
    FOUND,
    FRAGMENT_GLUE,
    Article,
    Block,
    Claim,
    ClaimSet,
    Confidence,
    Content,
    Cue,
    CueForce,
    Disagreements,
    Evidence,
    ExtractorInfo,
    QuotationType,
    Source,
    SourceType,
    Span,
    Stance,
    Tag,
    TimeMention,
    variant_note,
)

__all__ = ["HOSTILE", "ODD", "disagreeing", "hostile", "large", "ordinary", "story", "two_days"]

Words = str | Sequence[str]
"""A passage, by its words or by those of its fragments."""


def span(text: str, words: str, after: int = 0) -> Span:
    """Return the first place of some words in a text."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words))


def passage(text: str, words: Words, after: int) -> dict[str, Any]:
    """Return the fields of a passage that begins at a place or later."""
    fragments = (words,) if isinstance(words, str) else tuple(words)
    spans: list[Span] = []
    for fragment in fragments:
        spans.append(span(text, fragment, spans[-1].end if spans else after))
    return {"spans": tuple(spans), "text": FRAGMENT_GLUE.join(fragments)}


def claim(
    text: str, key: int, source: Words | None, cue: Words | None, content: Words, parent: int | None = None, **more: Any
) -> Claim:
    """Return a claim whose id is a number.

    Args:
        text: The text of the article.
        key: The number.
        source: The words of the source, or None.
        cue: The words of the cue, or None.
        content: The words of the content.
        parent: The number of the claim that holds this one.
        **more: Other fields of the claim; `name`, `type`, `force` and `quotation` go to its passages. `within` has the
            first of the words that all passages are in, if the same words are also elsewhere.
    """
    after = text.index(more.pop("within", ""))
    who = {name: more.pop(name) for name in ("name", "type", "mention_of") if name in more}
    force, quotation = more.pop("force", None), more.pop("quotation", None)
    return Claim(
        id=f"claim {key}",
        source=None if source is None else Source(**passage(text, source, after), **who),
        cue=None if cue is None else Cue(**passage(text, cue, after), force=force),
        content=Content(**passage(text, content, after), quotation=quotation),
        parent=None if parent is None else f"claim {parent}",
        **more,
    )


def story(text: str, *claims: Claim, **details: Any) -> ClaimSet:
    """Return a claim set of some claims.

    Args:
        text: The text of the article.
        *claims: The claims.
        **details: Other fields of the article.
    """
    return ClaimSet(article=Article(text=text, **details), claims=claims)


FERRIES = (
    "Ferries to stay in port until spring\n\n"
    "Ida Brandt, who runs the harbour of Vessø, said on Friday that the ferries would not sail before spring. "
    "“The quay is not safe,” she said, “and nobody should pretend that it is.”\n\n"
    "The ministry denied that the quay was unsafe. Bo Lund asked whether the ministry had read the report. "
    "The report says that Ida Brandt believes that the piles are rotten.\n\n"
    "Islanders want the old ferry back. The union opposes a toll. According to the weather service, storms may come. "
    "Officials said it was probably too early to say.\n\n"
    "Reportedly, the money is gone."
)


def ordinary() -> ClaimSet:
    """Return an article with every stance, confidence and type, nested claims, fragments, and parts not judged."""
    text = FERRIES
    person, body = SourceType.NAMED_PERSON, SourceType.NAMED_ORGANISATION
    rotten = "Ida Brandt believes that the piles are rotten"
    named = span(text, "Ida Brandt")
    claims = (
        claim(
            text,
            1,
            "Ida Brandt, who runs the harbour of Vessø",
            "said",
            "that the ferries would not sail before spring",
            name="Ida Brandt",
            type=person,
            force=CueForce.NEUTRAL,
            quotation=QuotationType.INDIRECT,
            stance=Stance.AFFIRM,
            confidence=Confidence.CERTAIN,
            score=0.93,
            times=(
                TimeMention(span=span(text, "on Friday"), kind="date", start=date(2024, 11, 8), grain="day"),
                TimeMention(
                    span=span(text, "spring", text.index("before")),
                    kind="date",
                    start=date(2025, 3, 1),
                    end=date(2025, 5, 31),
                    grain="season",
                ),
            ),
            evidence=(
                Evidence(label="attribution", span=span(text, "said"), origin="rule", note="say: statement"),
                Evidence(label="confidence", span=span(text, "would"), origin="lexicon", note="a plain future"),
            ),
            probabilities={"stance": {"affirm": 0.9, "neutral": 0.1}},
            labels={"topic": Tag(value="ferries", probabilities={"ferries": 0.75, "money": 0.25})},
            extractors=("rules", "neural"),
        ),
        claim(
            text,
            2,
            "she",
            "said, ",
            ["“The quay is not safe,”", "“and nobody should pretend that it is.”"],
            name="Ida Brandt",
            mention_of=named,
            type=person,
            quotation=QuotationType.DIRECT,
            stance=Stance.AFFIRM,
            confidence=Confidence.CERTAIN,
        ),
        claim(
            text,
            3,
            "The ministry",
            "denied",
            "that the quay was unsafe",
            type=SourceType.GOVERNMENT,
            stance=Stance.DENY,
            confidence=Confidence.CERTAIN,
        ),
        claim(
            text,
            4,
            "Bo Lund",
            "asked",
            "whether the ministry had read the report",
            type=person,
            stance=Stance.QUESTION,
            confidence=Confidence.UNKNOWN,
        ),
        claim(
            text,
            5,
            "The report",
            "says",
            f"that {rotten}",
            type=SourceType.DOCUMENT,
            stance=Stance.AFFIRM,
            confidence=Confidence.PROBABLE,
        ),
        claim(
            text,
            6,
            "Ida Brandt",
            "believes",
            "that the piles are rotten",
            5,
            within=rotten,
            type=person,
            stance=Stance.AFFIRM,
            confidence=Confidence.POSSIBLE,
        ),
        claim(
            text,
            7,
            "Islanders",
            "want",
            "the old ferry back",
            type=SourceType.PUBLIC,
            stance=Stance.ADVOCATE,
            confidence=Confidence.CERTAIN,
            force=CueForce.ENDORSING,
        ),
        claim(text, 8, "The union", "opposes", "a toll", type=body, stance=Stance.OPPOSE),
        claim(
            text,
            9,
            "the weather service",
            "According to",
            "storms may come",
            type=SourceType.REFERENCE,
            stance=Stance.NEUTRAL,
            confidence=Confidence.POSSIBLE,
        ),
        claim(
            text,
            10,
            "Officials",
            "said",
            "it was probably too early to say",
            within="Officials",
            type=SourceType.ANONYMOUS,
            stance=Stance.AFFIRM,
            confidence=Confidence.PROBABLE,
        ),
        claim(text, 11, None, "Reportedly", "the money is gone", force=CueForce.DISTANCING),
        claim(text, 12, "Bo Lund", None, "the report"),
    )
    return ClaimSet(
        article=Article(
            text=text,
            id="ferries",
            title="Ferries to stay in port until spring",
            url="https://example.org/ferries?a=1&b=2",
            published=date(2024, 11, 11),
            publisher="The Vessø Post",
            authors=("Mara Lindqvist", "Tom Okoye"),
            language="en-GB",
            blocks=(Block(kind="title", span=span(text, "Ferries to stay in port until spring")),),
        ),
        claims=claims,
        extractor=ExtractorInfo(name="neural", version="0.1.0"),
        warnings=("The language was not checked.",),
    )


def two_days() -> list[ClaimSet]:
    """Return three articles of two days and one without a date, two of them with one id, for a folder."""
    first = ordinary()
    text = "Ida Brandt said the ferries sail again. “We waited,” IDA  BRANDT added. The ministry praised her."
    second = ClaimSet(
        article=Article(text=text, id="100% <ferries> & #more?.html", title="They sail", published=date(2025, 3, 2)),
        claims=(
            claim(
                text,
                1,
                "Ida Brandt",
                "said",
                "the ferries sail again",
                type=SourceType.NAMED_PERSON,
                stance=Stance.AFFIRM,
                confidence=Confidence.CERTAIN,
            ),
            claim(
                text,
                2,
                "IDA  BRANDT",
                "added",
                "“We waited,”",
                type=SourceType.NAMED_PERSON,
                stance=Stance.AFFIRM,
            ),
            claim(text, 3, "The ministry", "praised", "her", type=SourceType.GOVERNMENT, stance=Stance.ADVOCATE),
        ),
    )
    third = story("Nothing was said.", id="ferries", published=date(2025, 3, 2), title="")
    fourth = story("A/B said so.", claim("A/B said so.", 1, "A/B", "said", "so"), id="../up?#%2F")
    return [first, second, third, fourth]


def _odd() -> dict[str, ClaimSet]:
    """Return articles whose characters or passages are difficult to place."""
    emoji = "👩‍🚀 𝔸nn 👍🏽 said 🇺🇸 that 😀 e\u0301te\u0301 is 🌞."
    lines = "One\r\n\r\n\r\nAnn\rsaid\r\nthat it\r\n\r\nrained.\r\n\r\n"
    nested = "Ann said that Bo said that Cy said that Di said that it rained."
    depth = ("Ann", "Bo", "Cy", "Di")
    overlap = "abcdefgh"
    pairs = ((0, 4), (2, 6), (4, 8), (1, 7), (0, 8))
    hebrew = "הנמל סגור, אמרה עדה. “Closed,” \u202eAda\u202c said. انه مغلق"
    marks = "a\u0301\u0301\u0301 said \u200f\u200b\ufeffb\u00ad\u2028c\u2029d\x85e\x00f\x0cg\x0bh\ufffe\U0010ffff"
    entities = "Ann &amp; Bo said &lt;b&gt; &#0; &notit; &#x1F600; <b>x</b> <!-- --> ]]> &"
    spaces = " \n \n\n  Ann   said\tthat\u00a0it\u3000rained \n\n\n "
    return {
        "emoji": story(emoji, claim(emoji, 1, "👩‍🚀 𝔸nn 👍🏽", "said", "that 😀 e\u0301te\u0301 is 🌞")),
        "inside a character": story(emoji, claim(emoji, 1, "\u200d🚀", "🏽 said 🇺", "\u0301te")),
        "line ends": story(
            lines, claim(lines, 1, "Ann", "said", "that it\r\n\r\nrained"), claim(lines, 2, None, None, "\r")
        ),
        "nested": story(
            nested,
            *(
                claim(nested, n, name, "said", nested[nested.index(name) + len(name) + 6 : -1], n - 1 or None)
                for n, name in enumerate(depth, 1)
            ),
        ),
        "overlapping": story(overlap, *(claim(overlap, n, None, None, overlap[a:b]) for n, (a, b) in enumerate(pairs))),
        "one passage in all roles": story(
            overlap, claim(overlap, 1, "cd", "cd", "cd"), claim(overlap, 2, "cd", None, "d")
        ),
        "fragments": story(overlap, claim(overlap, 1, ["a", "h"], ["b", "d", "f"], ["c", "d", "e"])),
        "whole text": story(overlap, claim(overlap, 1, None, None, overlap), claim(overlap, 2, "a", None, "h")),
        "right to left": story(
            hebrew,
            claim(hebrew, 1, "עדה", "אמרה", "הנמל סגור"),
            claim(hebrew, 2, "\u202eAda\u202c", "said", "“Closed,”"),
        ),
        "marks and controls": story(marks, claim(marks, 1, "a\u0301", "said", marks[marks.index("\u200b") :])),
        "entities": story(entities, claim(entities, 1, "Ann &amp; Bo", "said", entities[entities.index("&lt;") :])),
        "white space": story(
            spaces,
            claim(spaces, 1, "Ann  ", " said\t", spaces[spaces.index("that") :]),
            claim(spaces, 2, " ", None, "\n"),
        ),
        "only white space": story("\r", claim("\r", 1, None, None, "\r")),
        "no claims": story("It rained."),
        "no text": story(""),
    }


ODD = _odd()
"""Articles whose characters or passages are difficult to place, by what is difficult."""

HOSTILE = (
    "<script>hacked=1;alert(1)</script>",
    "<img src=x onerror='hacked=1'>",
    "\"><svg onload=hacked=1><iframe srcdoc='<script>parent.hacked=1</script>'>",
    "' onmouseover='hacked=1' autofocus onfocus=hacked=1 x='",
    "</style><style>*{display:none}</style>",
    "</title></head><body><base href='https://example.org/'>",
    "--></script>]]>?><!--",
    "}*{display:none}/* .st-deny{",
    "url(https://example.org/x.png);@import 'https://example.org/x.css'",
    "{{ 7*'7' }}{% raw %}{# x #}${7*7}#{7*7}",
    "&lt;b&gt;&amp;lt;&#60;&#x3c;b&NewLine;",
    "javascript:hacked=1",
    "data:text/html,<script>hacked=1</script>",
    "\u202eevil words",
    "\u202eevil \u2066\u2067\u202dwords",
    "a\u2028b\u2029c\x00d\x1be\x7ff\x85g\ufeffh",
    '<noscript><p title="</noscript><img src=x onerror=hacked=1>">',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=hacked=1>",
    "<plaintext><textarea><xmp><template><select>",
    "N" * 10_000,
)
"""Strings that would run something, load something or break a page that does not escape them."""


def hostile(words: str) -> ClaimSet:
    """Return a claim set that has hostile words in every field that takes free text.

    Args:
        words: The words.
    """
    text = f"{words}\n\n{words} said {words}.\n\nShe denied {words}."
    # With capital letters it is a person's name, and the person has a page.
    name = f"Ann {words.title()}"
    first = Span(start=len(words) + 2, end=2 * len(words) + 2)
    cue = Span(start=first.end + 1, end=first.end + 5)
    content = Span(start=cue.end + 1, end=cue.end + 1 + len(words))
    labels = {words: Tag(value=words, probabilities={words: 0.5})}
    outer = Claim(
        id=words,
        source=Source(spans=(first,), text=words, name=name, type=SourceType.NAMED_PERSON),
        cue=Cue(spans=(cue,), text="said", force=CueForce.DISTANCING),
        content=Content(spans=(content,), text=words, quotation=QuotationType.MIXED),
        stance=Stance.DENY,
        confidence=Confidence.POSSIBLE,
        probabilities={words: {words: 0.5}},
        labels=labels,
        times=(TimeMention(span=content, kind=words, grain=words, start=date(2024, 1, 1)),),
        evidence=(Evidence(label=words, span=content, origin="model", note=words),),
        extractors=(words,),
        score=0.5,
    )
    last = text.index("She")
    inner = Claim(
        id=words + "2",
        source=Source(spans=(Span(start=last, end=last + 3),), text="She", name=words, mention_of=first),
        content=Content(spans=(Span(start=last + 11, end=len(text) - 1),), text=words),
        parent=words,
    )
    return ClaimSet(
        article=Article(
            text=text,
            id=words,
            title=words,
            url=words,
            publisher=words,
            authors=(words, words),
            language=words,
            published=date(2024, 1, 1),
            blocks=(Block(kind="quote", span=Span(start=0, end=len(words))),),
            meta={words: words},
        ),
        claims=(outer, inner),
        extractor=ExtractorInfo(name=words, version=words, model=words, annotator=words),
        warnings=(words,),
        usage={words: words},
    )


def disagreeing(claimset: ClaimSet) -> Disagreements:
    """Return where three extractors disagree about a set: each misses some claims, and two find others in other words.

    Args:
        claimset: The claims.
    """
    names = ("neural", "rules", "llm-with-a-long-name")
    claims = []
    for number, one in enumerate(claimset):
        first, *_ = one.content.spans
        shorter = first.model_copy(update={"end": max(first.start + 1, first.end - 9)})
        evidence = (
            *one.evidence,
            Evidence(label=FOUND, span=shorter, origin="rule", note=variant_note("rules", "content")),
            Evidence(label=FOUND, span=first, origin="model", note=variant_note("neural", "stance", "deny")),
        )
        finders = names[: 1 + number % 3]
        claims.append(one.model_copy(update={"extractors": finders, "evidence": evidence}))
    return claimset.model_copy(update={"claims": tuple(claims), "extractor": None}).disagreements()


def large(size: int = 1_000_000, count: int = 5_000) -> ClaimSet:
    """Return a long article of invented sentences, with a claim in as many of them as are wanted.

    Args:
        size: The least number of code points.
        count: The number of claims.
    """
    names = [f"{first} {last}" for first, last in product(("Ida", "Bo", "Cy", "Di", "Eva"), ("Brandt", "Lund", "Moe"))]
    values = zip(cycle(names), cycle(Stance), cycle((*Confidence, None)), cycle(list(SourceType)[:7]), strict=False)
    gap = " It rained again." * max(1, ceil((size / count - 50) / 17))
    parts: list[str] = []
    claims: list[Claim] = []
    at = 0
    for number, (name, stance, confidence, kind) in enumerate(islice(values, count)):
        said, content = f"{name} said ", f"the ferry no. {number} would sail before the spring"
        source = Span(start=at, end=at + len(name))
        cue = Span(start=source.end + 1, end=source.end + 5)
        words = Span(start=cue.end + 1, end=cue.end + 1 + len(content))
        claims.append(
            Claim(
                id=str(number),
                source=Source(spans=(source,), text=name, type=kind),
                cue=Cue(spans=(cue,), text="said"),
                content=Content(spans=(words,), text=content),
                stance=stance,
                confidence=confidence,
                score=0.75,
                evidence=(Evidence(label="attribution", span=cue, origin="rule", note="say"),),
            )
        )
        end = "\n\n" if number % 5 == 4 else " "
        parts.append(f"{said}{content}.{gap}{end}")
        at += len(parts[-1])
    return ClaimSet(article=Article(text="".join(parts), title="A long report"), claims=tuple(claims))
