"""newsclaims splits a news article into attributed claims: who said what, in which words, how firmly.

Each public name is loaded when it is first used, so that `import newsclaims` is quick (PEP 562).
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "ClaimSet",
    "Confidence",
    "Content",
    "Cue",
    "CueForce",
    "Evidence",
    "Extractor",
    "ExtractorInfo",
    "Failure",
    "Finds",
    "Judgement",
    "Mark",
    "NewsClaimsError",
    "Pipeline",
    "QuotationType",
    "Serialiser",
    "Source",
    "SourceType",
    "Span",
    "Stance",
    "Tag",
    "Tagger",
    "Text",
    "Time",
    "TimeMention",
    "dump",
    "dumps",
    "errors",
    "extract",
    "load",
    "loads",
    "register",
]

if TYPE_CHECKING:
    from . import errors as errors
    from .attribution import Attribution as Attribution
    from .attribution import Finds as Finds
    from .attribution import Judgement as Judgement
    from .attribution import Mark as Mark
    from .attribution import Time as Time
    from .errors import NewsClaimsError as NewsClaimsError
    from .extractors import Extractor as Extractor
    from .model import Article as Article
    from .model import Claim as Claim
    from .model import ClaimSet as ClaimSet
    from .model import Confidence as Confidence
    from .model import Content as Content
    from .model import Cue as Cue
    from .model import CueForce as CueForce
    from .model import Evidence as Evidence
    from .model import ExtractorInfo as ExtractorInfo
    from .model import QuotationType as QuotationType
    from .model import Source as Source
    from .model import SourceType as SourceType
    from .model import Span as Span
    from .model import Stance as Stance
    from .model import Tag as Tag
    from .model import TimeMention as TimeMention
    from .pipeline import Failure as Failure
    from .pipeline import Pipeline as Pipeline
    from .pipeline import extract as extract
    from .plugins import register as register
    from .serialisers import Serialiser as Serialiser
    from .serialisers import dump as dump
    from .serialisers import dumps as dumps
    from .serialisers import load as load
    from .serialisers import loads as loads
    from .taggers import Tagger as Tagger
    from .text import Text as Text
else:
    from importlib import import_module

    # Each public name with its module; `errors` is itself a module.
    _HOME = {
        "Article": "model",
        "Attribution": "attribution",
        "Claim": "model",
        "ClaimSet": "model",
        "Confidence": "model",
        "Content": "model",
        "Cue": "model",
        "CueForce": "model",
        "Evidence": "model",
        "Extractor": "extractors",
        "ExtractorInfo": "model",
        "Failure": "pipeline",
        "Finds": "attribution",
        "Judgement": "attribution",
        "Mark": "attribution",
        "NewsClaimsError": "errors",
        "Pipeline": "pipeline",
        "QuotationType": "model",
        "Serialiser": "serialisers",
        "Source": "model",
        "SourceType": "model",
        "Span": "model",
        "Stance": "model",
        "Tag": "model",
        "Tagger": "taggers",
        "Text": "text",
        "Time": "attribution",
        "TimeMention": "model",
        "dump": "serialisers",
        "dumps": "serialisers",
        "errors": "errors",
        "extract": "pipeline",
        "load": "serialisers",
        "loads": "serialisers",
        "register": "plugins",
    }

    def __getattr__(name):
        if name not in _HOME:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        module = import_module(f".{_HOME[name]}", __name__)
        value = globals()[name] = module if _HOME[name] == name else getattr(module, name)
        return value

    def __dir__():
        return [*__all__, "__version__"]
