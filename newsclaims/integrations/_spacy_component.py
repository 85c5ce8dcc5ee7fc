"""A spaCy pipeline component that finds and judges claims: `nlp.add_pipe("newsclaims")`.

spaCy imports this file for every pipeline if newsclaims is installed. So it imports only spaCy, and adds nothing to
`Doc`, until a component is built.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from .._public import set_public_module
from ..errors import InputTypeError, InvalidValueError, MissingExtraError

try:
    from spacy.language import Language
    from spacy.pipeline import Pipe
    from spacy.tokens import Doc
except ModuleNotFoundError as error:
    raise MissingExtraError("the component of spaCy's pipelines", "spacy") from error

if TYPE_CHECKING:
    from .._model import Article, ClaimSet
    from .._pipeline import Pipeline

__all__ = ["SPANS", "NewsClaimsComponent", "make_component", "set_extensions"]

SPANS = "newsclaims"
"""The name of the span group with all sources, cues and contents; a span's label is its role, its id the claim's."""

_LABELS = ("SOURCE", "CUE", "CONTENT")


class NewsClaimsComponent(Pipe):
    """Finds the claims of Docs, and stores them there: `doc._.claims`, `doc.spans["newsclaims"]`.

    The article's details besides its text come from `doc._.article`. The component changes nothing else, can be
    anywhere in a pipeline, and can be pickled if its pipeline's plug-ins can.

    Args:
        name: The component's name in the spaCy pipeline.
        pipeline: The newsclaims pipeline that finds and judges the claims.
        batch_size: The largest number of articles that the extractor gets at a time.

    Raises:
        InvalidValueError: If the batch size is less than 1, or `doc._.claims` or `doc._.article` is another package's.
    """

    def __init__(self, name: str, pipeline: "Pipeline", *, batch_size: int = 16) -> None:
        from .._pipeline.stream import check_count

        check_count("batch_size", batch_size)
        set_extensions()
        self.name = name
        self.pipeline = pipeline
        self.batch_size = batch_size

    def __reduce__(self) -> tuple[Any, ...]:
        state = {"_given_handler": self.get_error_handler()}
        return _again, (type(self), self.name, self.pipeline, self.batch_size), state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.set_error_handler(state["_given_handler"])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the spans."""
        return _LABELS

    def __call__(self, doc: Doc) -> Doc:
        """Find and judge the claims of one Doc.

        Args:
            doc: The Doc.
        """
        _set_claims(doc, self.pipeline.extract(_article(doc)))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find and judge the claims of many Docs, in order and in batches.

        A Doc that fails is given to the error handler. If the handler returns, the Doc is left out, as always in spaCy.

        Args:
            stream: The Docs.
            batch_size: How many Docs are buffered; the extractor gets at most `self.batch_size` of them at a time.
        """
        from .._pipeline import Failure

        handle = self.get_error_handler()
        waiting: deque[Doc] = deque()

        def articles() -> "Iterator[Article]":
            for doc in stream:
                try:
                    article = _article(doc)
                except Exception as error:  # noqa: BLE001
                    handle(self.name, self, [doc], error)
                    continue
                waiting.append(doc)
                yield article

        size = min(batch_size, self.batch_size)
        for result in self.pipeline.stream(articles(), batch_size=size, on_error="collect"):
            doc = waiting.popleft()
            if isinstance(result, Failure):
                handle(self.name, self, [doc], result.error)
            else:
                _set_claims(doc, result)
                yield doc


@Language.factory(
    "newsclaims",
    assigns=["doc._.claims", "doc.spans"],
    # The extractor's name is written out to avoid an import, see above; a test compares it with the pipeline's default.
    default_config={"extractor": "neural", "taggers": None, "merge": "union", "batch_size": 16},
)
def make_component(
    nlp: Language,  # noqa: ARG001
    name: str,
    extractor: Any,
    taggers: list[Any] | None,
    merge: Literal["union", "intersection", "vote"],
    batch_size: int,
) -> NewsClaimsComponent:
    """Build the component from its part of a spaCy config.

    Args:
        nlp: The spaCy pipeline.
        name: The component's name there.
        extractor: The extractor's name, or a list of names, or an extractor that a registered function of the config
            returned.
        taggers: The taggers' names; None for the built-in taggers.
        merge: What is kept of the claims of several extractors.
        batch_size: How many articles the extractor gets at a time.

    Raises:
        UnknownPluginError: If a name is not known.
        InvalidValueError: If `doc._.claims` or `doc._.article` is another package's.
    """
    from .._pipeline import Pipeline

    return NewsClaimsComponent(name, Pipeline(extractor, taggers, merge=merge), batch_size=batch_size)


def set_extensions() -> None:
    """Give every `Doc` the attributes `doc._.claims` and `doc._.article`, as adding the component does.

    Call it to read Docs that were annotated earlier, if no pipeline has the component.

    Raises:
        InvalidValueError: If another package has an extension with one of these names.
    """
    for name, getter, setter in (("article", _article, _set_article), ("claims", _claims, _set_claims)):
        if Doc.has_extension(name) and Doc.get_extension(name)[2] is not getter:
            raise InvalidValueError(
                f"doc._.{name} is already set by another package. If nothing needs it, "
                f"call Doc.remove_extension({name!r}) first."
            )
        Doc.set_extension(name, getter=getter, setter=setter, force=True)


def _article(doc: Doc) -> "Article":
    from ..serialisers._spacy.claims_in_docs import article_in

    return article_in(doc)


def _set_article(doc: Doc, given: "Article | Mapping[str, Any]") -> None:
    """Store the details of a Doc's article, and remove stored claims."""
    from .._model import Article
    from ..serialisers._spacy.claims_in_docs import hold_article

    if isinstance(given, Mapping):
        given = Article(**{"text": doc.text, **given})
    if not isinstance(given, Article):
        raise InputTypeError("doc._.article", "an Article or a mapping of its fields", type(given).__name__)
    _check_text(doc, given, "article")
    hold_article(doc, given)


def _claims(doc: Doc) -> "ClaimSet | None":
    from ..serialisers._spacy.claims_in_docs import stored_claims

    return stored_claims(doc)


def _set_claims(doc: Doc, given: "ClaimSet") -> None:
    """Store a claim set in a Doc and in its span group."""
    from .._model import ClaimSet
    from ..serialisers._spacy.claims_in_docs import hold, spans_for

    if not isinstance(given, ClaimSet):
        raise InputTypeError("doc._.claims", "a ClaimSet", type(given).__name__)
    _check_text(doc, given.article, "claims")
    hold(doc, given)
    doc.spans[SPANS] = [span for _, span in spans_for(doc, given)]


def _check_text(doc: Doc, article: "Article", name: str) -> None:
    if article.text != doc.text:
        raise InvalidValueError(f"doc._.{name} must have the Doc's own text, but the article's text differs.")


def _again(kind: type[NewsClaimsComponent], name: str, pipeline: "Pipeline", batch_size: int) -> NewsClaimsComponent:
    return kind(name, pipeline, batch_size=batch_size)


set_public_module("newsclaims.integrations", NewsClaimsComponent, set_extensions)
