"""newsclaims splits a news article into attributed claims: who said what, in which words, how firmly.

Each public name is loaded when it is first used, so that `import newsclaims` is quick (PEP 562).
"""

__version__ = "0.9.0"

# Type checkers take it for true. Not from `typing`, whose import is nearly all the time that Ctrl-C would give a
# traceback before the command line can catch it.
TYPE_CHECKING = False

__all__ = [
    "Article",
    "Attribution",
    "Block",
    "Claim",
    "ClaimSet",
    "Confidence",
    "Content",
    "Cue",
    "CueForce",
    "Disagreement",
    "Disagreements",
    "Evidence",
    "Extractor",
    "ExtractorInfo",
    "Failure",
    "Finds",
    "Judgement",
    "Mark",
    "NewsClaimsError",
    "Passage",
    "Pipeline",
    "QuotationType",
    "Reader",
    "RunReport",
    "Serialiser",
    "Source",
    "SourceSummary",
    "SourceType",
    "Span",
    "Stance",
    "Summary",
    "Tag",
    "Tagger",
    "Text",
    "Time",
    "TimeMention",
    "Variant",
    "attributions_from",
    "dump",
    "dumps",
    "errors",
    "extract",
    "extract_frame",
    "load",
    "loads",
    "read",
    "register",
    "unregister",
]

if TYPE_CHECKING:
    from . import errors as errors
    from ._attribution import Attribution as Attribution
    from ._attribution import Finds as Finds
    from ._attribution import Judgement as Judgement
    from ._attribution import Mark as Mark
    from ._attribution import Time as Time
    from ._model import Article as Article
    from ._model import Block as Block
    from ._model import Claim as Claim
    from ._model import ClaimSet as ClaimSet
    from ._model import Confidence as Confidence
    from ._model import Content as Content
    from ._model import Cue as Cue
    from ._model import CueForce as CueForce
    from ._model import Disagreement as Disagreement
    from ._model import Disagreements as Disagreements
    from ._model import Evidence as Evidence
    from ._model import ExtractorInfo as ExtractorInfo
    from ._model import Passage as Passage
    from ._model import QuotationType as QuotationType
    from ._model import Source as Source
    from ._model import SourceSummary as SourceSummary
    from ._model import SourceType as SourceType
    from ._model import Span as Span
    from ._model import Stance as Stance
    from ._model import Summary as Summary
    from ._model import Tag as Tag
    from ._model import TimeMention as TimeMention
    from ._model import Variant as Variant
    from ._pipeline import Failure as Failure
    from ._pipeline import Pipeline as Pipeline
    from ._pipeline import RunReport as RunReport
    from ._pipeline import attributions_from as attributions_from
    from ._pipeline import extract as extract
    from ._plugins import register as register
    from ._plugins import unregister as unregister
    from .errors import NewsClaimsError as NewsClaimsError
    from .extractors import Extractor as Extractor
    from .integrations import extract_frame as extract_frame
    from .readers import Reader as Reader
    from .readers import read as read
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
        "Article": "_model",
        "Attribution": "_attribution",
        "Block": "_model",
        "Claim": "_model",
        "ClaimSet": "_model",
        "Confidence": "_model",
        "Content": "_model",
        "Cue": "_model",
        "CueForce": "_model",
        "Disagreement": "_model",
        "Disagreements": "_model",
        "Evidence": "_model",
        "Extractor": "extractors",
        "ExtractorInfo": "_model",
        "Failure": "_pipeline",
        "Finds": "_attribution",
        "Judgement": "_attribution",
        "Mark": "_attribution",
        "NewsClaimsError": "errors",
        "Passage": "_model",
        "Pipeline": "_pipeline",
        "QuotationType": "_model",
        "Reader": "readers",
        "RunReport": "_pipeline",
        "Serialiser": "serialisers",
        "Source": "_model",
        "SourceSummary": "_model",
        "SourceType": "_model",
        "Span": "_model",
        "Stance": "_model",
        "Summary": "_model",
        "Tag": "_model",
        "Tagger": "taggers",
        "Text": "text",
        "Time": "_attribution",
        "TimeMention": "_model",
        "Variant": "_model",
        "attributions_from": "_pipeline",
        "dump": "serialisers",
        "dumps": "serialisers",
        "errors": "errors",
        "extract": "_pipeline",
        "extract_frame": "integrations",
        "load": "serialisers",
        "loads": "serialisers",
        "read": "readers",
        "register": "_plugins",
        "unregister": "_plugins",
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
