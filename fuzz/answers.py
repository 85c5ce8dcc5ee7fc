"""The target for the extractor `llm`: a language model that answers whatever it likes about a fixed article."""

import json
from collections.abc import Sequence
from typing import Any

from newsclaims import Article, Pipeline
from newsclaims.extractors import LLMExtractor

from .laws import answer, check_claims, require
from .mutation import read_tokens
from .target import Target

__all__ = ["TARGETS"]

_ARTICLE = Article(
    text="Ann Roe, the mayor, said on Monday that Bob had denied that the quay was unsafe. “It will hold,” she said, "
    "“for years.” It rained. It rained, Bob said. According to a report, 1,200 dockers didn’t walk out."
)
_CLAIMS: Sequence[dict[str, Any]] = (
    {
        "source": ["Ann Roe, the mayor,"],
        "cue": ["said"],
        "content": ["that Bob had denied that the quay was unsafe"],
        "stance": "affirm",
        "confidence": "certain",
        "cue_force": "neutral",
        "source_type": "named_person",
        "holder": "Ann Roe",
        "parent": None,
    },
    {"source": ["Bob"], "cue": ["had denied"], "content": ["that the quay was unsafe"], "stance": "deny", "parent": 0},
    {"source": ["she"], "cue": ["said"], "content": ['"It will hold,"', "for years."], "holder": "Ann Roe"},
    {"source": "Bob", "cue": None, "content": "It rained"},
    {"source": ["a report"], "cue": ["According to"], "content": ["1,300 dockers did walk out"]},
)


def _try_answer(data: bytes) -> str:
    return answer(lambda: _found(data.decode("utf-8", "ignore")))


def _found(said: str) -> str:
    # Two windows, so that claims are merged.
    extractor = LLMExtractor(complete=lambda *_: said, judge="model", window=200, overlap=100)
    claims = Pipeline(extractor).extract(_ARTICLE)
    check_claims(claims)
    require(Pipeline(extractor).extract(_ARTICLE) == claims, "equal answers give equal claims")
    return f"{min(len(claims), 9)} claims, {min(len(claims.warnings), 9)} warnings"


def _seeds() -> Sequence[bytes]:
    whole = json.dumps({"claims": _CLAIMS}, ensure_ascii=False)
    ones = [json.dumps({"claims": [claim]}, ensure_ascii=False) for claim in _CLAIMS]
    return [text.encode() for text in (whole, f"Here they are:\n```json\n{whole}\n```", *ones)]


TARGETS = (
    Target(
        "llm",
        "finds the claims of an article in what a language model answers",
        _try_answer,
        _seeds,
        lambda: read_tokens("json"),
        4_096,
    ),
)
