"""The extractor that runs several others and merges what they find."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import field, frozen

from ..._attribution import Finds, Origin
from ..._model import SIGN
from ..._plugins import version
from ..._progress import portion
from ..._shown import shown
from ...errors import InvalidValueError
from ...extractors import Extractor
from ...taggers import Tagger
from ...text import Text
from ..chain import added_taggers, check_setup, judged_labels, resolved_extractor, usual_batch_size
from ..finding import found_by
from .merged_lists import least_finders, merged_lists

__all__ = ["MergedExtractor", "one_extractor"]


def one_extractor(extractor: str | Extractor | Sequence[str | Extractor], merge: object) -> Extractor:
    """Return an extractor; for several, one that merges what they find.

    Args:
        extractor: The extractor or its name, or a list of such.
        merge: What is kept of the claims of several extractors, one of `MERGES`.

    Raises:
        UnknownPluginError: If no extractor has that name.
        InputTypeError: If something is not an extractor.
        InvalidValueError: If the list is empty or has two of one name, or `merge` has no such value.
    """
    if not isinstance(extractor, (list, tuple)):
        least_finders(merge, 1)
        return resolved_extractor(cast("str | Extractor", extractor))
    members = tuple(map(resolved_extractor, extractor))
    least_finders(merge, len(members))
    if not members:
        raise InvalidValueError("the list of extractors is empty. Name at least one.")
    return members[0] if len(members) == 1 else MergedExtractor(members, str(merge))


@frozen(slots=True)
class MergedExtractor:
    """Runs several extractors and merges what they find.

    Its warnings are those of all, each with the extractor's name before it, and its usage has that of each under its
    name. It has the taggers of all; of two with one name, those of the first.

    Args:
        extractors: The extractors; no two have the same name.
        merge: One of `MERGES`.
    """

    extractors: tuple[Extractor, ...] = field()
    merge: str

    @extractors.validator
    def _check_names(self, _: object, extractors: Sequence[Extractor]) -> None:
        names = [extractor.name for extractor in extractors]
        for name in names:
            if SIGN in name:
                raise InvalidValueError(
                    f"the extractor {shown(name)} cannot be in a list with others, because its name has a {SIGN!r}. "
                    "Name all extractors in one list, or choose another name."
                )
            if names.count(name) > 1:
                raise InvalidValueError(
                    f"extractor {shown(name)} is in the list twice. Name each extractor once, or give one of two "
                    "different ones another name."
                )

    @property
    def name(self) -> str:
        """The names of all, such as `"neural+rules"`."""
        return SIGN.join(extractor.name for extractor in self.extractors)

    @property
    def version(self) -> str | None:
        """The version of all if they have the same, or else the versions by their names."""
        return _by_name({one.name: version("extractor", one) for one in self.extractors})

    @property
    def model(self) -> str | None:
        """The digest of the model if only one of them has a model, or else the digests by their names."""
        return _by_name({one.name: model for one in self.extractors if (model := _model(one)) is not None})

    @property
    def taggers(self) -> tuple[Tagger, ...]:
        """The taggers that the extractors add, each once."""
        added = [tagger for extractor in self.extractors for tagger in added_taggers(extractor)]
        return tuple({tagger.name: tagger for tagger in reversed(added)}.values())[::-1]

    @property
    def provides(self) -> frozenset[str]:
        """The labels that all of them judge; for another label, the claims of some need a tagger."""
        return frozenset.intersection(*map(judged_labels, self.extractors))

    @property
    def batch_size(self) -> int | None:
        """The largest number of articles that one of them works best with; None if none of them names one."""
        return max(usual_batch_size(one, 0) for one in self.extractors) or None

    @property
    def settings(self) -> dict[str, Any]:
        """What the claims depend on: how they are merged, and the settings of each extractor."""
        # Imported here because only runs need it, and it imports the formats.
        from ..runs.settings import described

        return {"merge": self.merge, **{one.name: described("extractor", one) for one in self.extractors}}

    def check_setup(self) -> None:
        """Raise an error if one of them says that it cannot work."""
        for extractor in self.extractors:
            check_setup(extractor)

    def extract(self, texts: Sequence[Text]) -> Iterator[Finds]:
        """Find the attributions of texts with each extractor, and merge them.

        Args:
            texts: The texts.

        Yields:
            The attributions of each text.
        """
        count = len(self.extractors)
        found: list[list[Finds]] = []
        for i, extractor in enumerate(self.extractors):
            with portion(i / count, (i + 1) / count):
                found.append(_named(extractor, texts))
        for each in zip(*found, strict=True):
            yield self._merged({extractor.name: finds for extractor, finds in zip(self.extractors, each, strict=True)})

    def _merged(self, found: dict[str, Finds]) -> Finds:
        origins: dict[str, Origin] = {one.name: "rule" if _model(one) is None else "model" for one in self.extractors}
        return Finds(
            merged_lists(found, origins, least_finders(self.merge, len(self.extractors))),
            warnings=tuple(f"{name}: {warning}" for name, finds in found.items() for warning in finds.warnings),
            usage={name: dict(finds.usage) for name, finds in found.items() if finds.usage},
        )


def _named(extractor: Extractor, texts: Sequence[Text]) -> list[Finds]:
    """Return what an extractor finds; a note on an error says which extractor it was."""
    try:
        return list(found_by(extractor, texts))
    except Exception as error:
        error.add_note(f"raised by extractor {extractor.name!r}, one of several")
        raise


def _model(extractor: Extractor) -> str | None:
    model = getattr(extractor, "model", None)
    return model if isinstance(model, str) else None


def _by_name(values: Mapping[str, str | None]) -> str | None:
    """Return what extractors have, such as a version: a single value if all are equal, or else each with its name."""
    if len(set(values.values())) <= 1:
        return next(iter(values.values()), None)
    return ", ".join(f"{name} {value}" for name, value in values.items() if value is not None)
