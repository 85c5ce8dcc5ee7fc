"""Runs an extractor and taggers over one article or many, and builds the claim sets."""

from .._public import set_public_module
from .chain import usual_batch_size
from .checks import check_attributions, check_finds, check_provides, check_tagged
from .claims import attributions_from, claims_from
from .core import DEFAULT_EXTRACTOR, Pipeline, extract
from .places import in_article, in_view
from .runs import RunReport
from .stream import Failure

__all__ = [
    "DEFAULT_EXTRACTOR",
    "Failure",
    "Pipeline",
    "RunReport",
    "attributions_from",
    "check_attributions",
    "check_finds",
    "check_provides",
    "check_tagged",
    "claims_from",
    "extract",
    "in_article",
    "in_view",
    "usual_batch_size",
]

set_public_module("newsclaims", Failure, Pipeline, RunReport, attributions_from, extract)
