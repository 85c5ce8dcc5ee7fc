"""The options of the extractor `llm`, and the checks that refuse wrong ones."""

import math
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import frozen

from newsclaims._model import Meta
from newsclaims._shown import shown
from newsclaims.errors import InputTypeError, InvalidValueError

from .callables import Complete, is_async
from .endpoint import check_base_url
from .prompt import Judge, Mode

__all__ = ["OnUngrounded", "Options"]

OnUngrounded = Literal["warn", "raise"]

_LEAST_WINDOW = 200
_OTHERS = ("neural", "rules")
"""The names of the other built-in extractors."""
_MOST_CONCURRENCY = 1_000
_MOST_RETRIES = 100


@frozen(slots=True, kw_only=True)
class Options:
    """The options of the extractor `llm`, checked; the key is not one of them."""

    model: str | None
    base_url: str | None
    complete: Complete | None
    mode: Mode
    judge: Judge
    on_ungrounded: OnUngrounded
    most_edits: float
    window: int
    overlap: int
    concurrency: int
    timeout: float
    deadline: float
    max_retries: int
    temperature: float | None
    cache: Path | None
    extra_body: Mapping[str, Any]
    name: str

    @classmethod
    def checked(cls, **given: Any) -> "Options":
        """Return options, after checking them.

        Args:
            **given: All of them.

        Raises:
            InputTypeError: If one is of the wrong type.
            InvalidValueError: If one has a value that is not allowed.
        """
        _check_model(given["model"], given["complete"], given["base_url"], given["cache"])
        _check_name(given["name"])
        for name, values in (("mode", Mode), ("judge", Judge), ("on_ungrounded", OnUngrounded)):
            _check_choice(name, given[name], get_args(values))
        _check_whole("window", given["window"], _LEAST_WINDOW, None)
        overlap = given["window"] // 10 if given["overlap"] is None else given["overlap"]
        _check_whole("overlap", overlap, 0, given["window"] // 2)
        _check_whole("concurrency", given["concurrency"], 1, _MOST_CONCURRENCY)
        _check_whole("max_retries", given["max_retries"], 0, _MOST_RETRIES)
        for name in ("timeout", "deadline"):
            _check_number(name, given[name])
            if not given[name] > 0:
                raise InvalidValueError(f"{name} must be more than 0 seconds, not {shown(given[name])}.")
        for name, most in (("most_edits", 1), ("temperature", 10)):
            if name != "temperature" or given[name] is not None:
                _check_number(name, given[name])
                if not 0 <= given[name] <= most:
                    raise InvalidValueError(f"{name} must be between 0 and {most}, not {shown(given[name])}.")
        folder = given["cache"]
        return cls(
            **{
                **given,
                "overlap": overlap,
                "base_url": None if given["base_url"] is None else check_base_url(given["base_url"]),
                # The absolute path, so that a pickled copy finds it from any working directory.
                "cache": None if folder is None else Path(folder).absolute(),
                "temperature": None if given["temperature"] is None else float(given["temperature"]),
                "extra_body": _body(given["extra_body"]),
            }
        )


def _check_model(model: object, complete: object, base_url: object, cache: object) -> None:
    """Refuse a wrong model, function, address or folder, or those that do not fit together."""
    for name, value in (("model", model), ("base_url", base_url)):
        if value is not None and not isinstance(value, str):
            raise InputTypeError(name, "a str", type(value).__name__)
    if model == "":
        raise InvalidValueError("model must not be empty. Give the name that the endpoint knows the model by.")
    if cache is not None and not isinstance(cache, (str, os.PathLike)):
        raise InputTypeError("cache", "the path of a folder", type(cache).__name__)
    if complete is None:
        return
    if not callable(complete):
        raise InputTypeError("complete", "a function of messages and a schema", type(complete).__name__)
    if is_async(complete):
        message = "complete must be a plain function, not an async one. Give one that waits for the answer itself."
        raise InvalidValueError(message)
    if base_url is not None:
        raise InvalidValueError("complete= and base_url= cannot be used together: both say who answers. Give one.")
    if cache is not None and model is None:
        raise InvalidValueError("cache= with complete= needs model= too, because answers are kept by the model's name.")


def _check_name(name: object) -> None:
    """Refuse a name that is not one word, or that another extractor of ours has."""
    if not isinstance(name, str):
        raise InputTypeError("name", "a str", type(name).__name__)
    # A colon separates a package from its plug-in, and a plus the extractors of a list.
    if not re.fullmatch(r"[\w.-]+", name):
        message = f"name must have only letters, digits, and the signs _ - . as in 'llm-a', not {shown(name)}."
        raise InvalidValueError(message)
    if name in _OTHERS:
        raise InvalidValueError(f"name={name!r} is the name of another extractor of newsclaims. Choose another one.")


def _check_choice(name: str, value: object, values: Sequence[str]) -> None:
    if value not in values:
        raise InvalidValueError(f"{name} must be {' or '.join(map(repr, values))}, not {shown(value)}.")


def _check_whole(name: str, value: object, least: int, most: int | None) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputTypeError(name, "a whole number", type(value).__name__)
    if value < least or (most is not None and value > most):
        allowed = f"{least:,} or more" if most is None else f"from {least:,} to {most:,}"
        raise InvalidValueError(f"{name} must be {allowed}, not {shown(value)}.")


def _check_number(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputTypeError(name, "a number", type(value).__name__)
    if not math.isfinite(value):
        raise InvalidValueError(f"{name} must be a finite number, not {value!r}.")


def _body(given: object) -> Mapping[str, Any]:
    """Return other fields of a request, after checking that they are JSON."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputTypeError("extra_body", "a mapping of JSON values", type(given).__name__)
    try:
        body: dict[str, Any] = Meta(given).plain()
    except InvalidValueError as error:
        raise InvalidValueError(f"extra_body must be JSON values: {error}") from None
    return body
