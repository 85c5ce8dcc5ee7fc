"""Finds claims with other programs, inside the environment that `peers.py` made for them.

It needs nothing of newsclaims. It reads an order as JSON from standard input (`peers`, `texts`, `settings`) and prints
JSON: for each peer its claims in each text as offsets, the processor time, and how often it failed.

How the finds of each peer become claims:

- A source or cue given as tokens has one fragment for each run of neighbours. textacy and SaysWho give the names and
  nouns of a speaker; the source is the whole phrase of each, as people mark it. Without that, they reach much less.
- Two finds with the same source and cue are one claim, whose content has a piece from each. textacy and SaysWho report
  a quotation that the cue interrupts as two.
- textacy gets one paragraph at a time, because it refuses a text with an odd number of quotation marks. SaysWho gets
  the paragraphs of an article with one line break between them, and quotation marks of one character, because it fails
  at others. It runs without its coreference, which needs a model that is not on PyPI and adds names, not quotations.
"""

import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any, Protocol

Spans = list[tuple[int, int]]
Claim = dict[str, Spans]
"""The offsets of `source`, `cue` and `content`."""
Finder = Callable[[str], Iterator[Claim]]
Settings = Mapping[str, Any]
"""`peers.toml`."""

NAME = r"(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?<![.])|[Hh]e|[Ss]he|[Tt]hey)"
QUOTATION = r"[“\"](?P<content>[^“”\"\n]+)[”\"]"
CLAUSE, SUBJECT = "ccomp", ("nsubj", "nsubjpass")
FAILURES = (ValueError, TypeError)
"""What the peers raise at texts that they cannot read."""


class Token(Protocol):
    """A token of spaCy."""

    @property
    def i(self) -> int:
        """Its number in the text."""
        ...

    @property
    def idx(self) -> int:
        """Its first character."""
        ...

    @property
    def subtree(self) -> "Iterable[Token]":
        """The tokens of its phrase."""
        ...

    def __len__(self) -> int:
        """Return the number of characters."""
        ...


class Quotation(Protocol):
    """A direct quotation of textacy or SaysWho."""

    @property
    def speaker(self) -> Sequence[Token]:
        """The tokens that stand for the speaker."""
        ...

    @property
    def cue(self) -> Sequence[Token]:
        """The tokens of the verb."""
        ...

    @property
    def content(self) -> Any:
        """A span with `start_char` and `end_char`."""
        ...


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Return the paragraphs of a text that are not blank, each with its start."""
    return [(found.start(), found[0]) for found in re.finditer(r"[^\n]*[^\s][^\n]*", text)]


def fragments(tokens: Iterable[Token]) -> Spans:
    """Return the spans of tokens, with neighbours in one span."""
    ordered = sorted(tokens, key=lambda token: token.i)
    if not ordered:
        return []
    breaks = [n for n, (one, other) in enumerate(pairwise(ordered), 1) if other.i > one.i + 1]
    runs = [ordered[first:last] for first, last in pairwise([0, *breaks, len(ordered)])]
    return [(run[0].idx, run[-1].idx + len(run[-1])) for run in runs]


def claims_of(quotations: Iterable[Quotation], place: Callable[[int], int]) -> Iterator[Claim]:
    """Yield a claim for each quotation.

    Args:
        quotations: The quotations.
        place: Turns an offset of the text that the peer read into one of the article.
    """
    for one in quotations:
        cue, content = fragments(one.cue), [(one.content.start_char, one.content.end_char)]
        spans = {
            "source": fragments(phrases(one.speaker, {token.i for token in one.cue})),
            "cue": cue,
            "content": content,
        }
        yield {role: moved(own, place) for role, own in spans.items()}


def phrases(speaker: Iterable[Token], cue: AbstractSet[int]) -> list[Token]:
    """Return the tokens of whole phrases, because textacy and SaysWho give only the names and nouns of a speaker.

    Args:
        speaker: The tokens that stand for the speaker.
        cue: The numbers of the cue's tokens. A phrase that has one of them is not taken whole.
    """
    found: dict[int, Token] = {}
    for token in speaker:
        phrase = {one.i: one for one in token.subtree}
        found |= {token.i: token} if phrase.keys() & cue else phrase
    return list(found.values())


def joined(claims: Iterable[Claim]) -> list[Claim]:
    """Join the claims that share source and cue into one."""
    known: dict[tuple[tuple[tuple[int, int], ...], ...], Claim] = {}
    for claim in claims:
        key = (tuple(claim["source"]), tuple(claim["cue"]))
        if key in known:
            known[key]["content"] = sorted({*known[key]["content"], *claim["content"]})
        else:
            known[key] = claim
    return list(known.values())


def moved(spans: Spans, place: Callable[[int], int]) -> Spans:
    """Return spans of the text that a peer read as spans of the article."""
    return [(place(start), place(end - 1) + 1) for start, end in spans]


def by_expression(settings: Settings) -> Finder:
    """Return a finder of quotations next to a verb of saying and a name.

    Args:
        settings: `peers.toml`.
    """
    cue = rf"(?P<cue>{'|'.join(settings['words']['forms'])})"
    source = rf"(?P<source>{NAME})"
    orders = (rf"{QUOTATION},? {source} {cue}\b", rf"{QUOTATION},? {cue} {source}", rf"{source} {cue},?:? {QUOTATION}")
    patterns = [re.compile(order) for order in orders]

    def find(text: str) -> Iterator[Claim]:
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield {role: [found.span(role)] for role in ("source", "cue", "content")}

    return find


def by_textacy(model: Any) -> Finder:
    """Return textacy's finder of direct quotations.

    Args:
        model: The model of spaCy.
    """
    quotations = importlib.import_module("textacy.extract").direct_quotations

    def find(text: str) -> Iterator[Claim]:
        failed: Exception | None = None
        for start, paragraph in paragraphs(text):
            try:
                yield from claims_of(quotations(model(paragraph)), start.__add__)
            except FAILURES as error:
                failed = error
        if failed is not None:
            raise failed

    return find


def by_sayswho(model: Any) -> Finder:
    """Return SaysWho's finder of quotations.

    Args:
        model: The model of spaCy.
    """
    quotations = importlib.import_module("sayswho.quote_finder").quote_finder

    def find(text: str) -> Iterator[Claim]:
        parts = paragraphs(text)
        places = [start + n for start, part in parts for n in range(len(part) + 1)]
        given = "\n".join(part for _, part in parts).replace("``", ' "').replace("''", '" ')
        yield from claims_of(quotations(model(given)), places.__getitem__)

    return find


def by_dependencies(model: Any, settings: Settings) -> Finder:
    """Return a finder of verbs of saying with a subject and a clause, and of "according to".

    Args:
        model: The model of spaCy.
        settings: `peers.toml`.
    """
    matcher = importlib.import_module("spacy.matcher").DependencyMatcher(model.vocab)
    verb = {"LEMMA": {"IN": settings["words"]["lemmas"]}, "POS": "VERB"}
    under = {"LEFT_ID": "verb", "REL_OP": ">"}
    speech = [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": verb},
        {**under, "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": {"IN": SUBJECT}}},
        {**under, "RIGHT_ID": "clause", "RIGHT_ATTRS": {"DEP": CLAUSE}},
    ]
    matcher.add("speech", [speech])

    def find(text: str) -> Iterator[Claim]:
        document = model(text)
        for _, [cue, subject, clause] in matcher(document):
            source = fragments(document[subject].subtree)
            content = fragments(document[clause].subtree)
            yield {"source": source, "cue": fragments([document[cue]]), "content": content}
        for token in document:
            if token.lower_ == "according" and token.i + 1 < len(document) and document[token.i + 1].lower_ == "to":
                cue, phrase = {token.i, token.i + 1}, {one.i for one in token.subtree}
                yield {
                    "source": fragments(document[i] for i in phrase - cue),
                    "cue": fragments(document[i] for i in cue),
                    "content": fragments(one for one in token.head.subtree if one.i not in phrase and not one.is_punct),
                }

    return find


def finders(settings: Settings, peers: Iterable[str]) -> Iterator[tuple[str, Finder]]:
    """Yield the finders of peers, each with its name.

    Args:
        settings: `peers.toml`.
        peers: The names of the peers.
    """
    environment = settings["environment"]
    model = importlib.import_module("spacy").load(environment["model"], exclude=environment["unused"])
    known: Mapping[str, Callable[[], Finder]] = {
        "regex": lambda: by_expression(settings),
        "textacy": lambda: by_textacy(model),
        "sayswho": lambda: by_sayswho(model),
        "dependencies": lambda: by_dependencies(model, settings),
    }
    for peer in peers:
        yield peer, known[peer]()


def found_by(find: Finder, texts: Sequence[str]) -> dict[str, Any]:
    """Return what a finder finds in texts, its processor time, and in how many texts it failed at something.

    Args:
        find: The finder. What it found before it failed counts.
        texts: The texts.
    """
    claims: list[list[Claim]] = []
    failed = 0
    start = time.process_time()
    for text in texts:
        found: list[Claim] = []
        try:
            for claim in find(text):
                found.append(claim)  # noqa: PERF402 - what was found before a failure is kept
        except FAILURES:
            failed += 1
        claims.append(joined(found))
    return {"claims": claims, "seconds": time.process_time() - start, "failed": failed}


def main() -> None:
    """Read the order, and print what was found."""
    order = json.load(sys.stdin)
    found = {peer: found_by(find, order["texts"]) for peer, find in finders(order["settings"], order["peers"])}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
