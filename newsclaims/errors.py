"""The errors that newsclaims raises.

Each is a `NewsClaimsError` and also the built-in error that fits, so a caller can catch either. Each message says what
was wrong, where, and what to do. The values in a message are also attributes of the error. All errors can be pickled,
because an error that cannot leave a worker process breaks the pool: every constructor passes all of its arguments, in
order, to `Exception`.

    NewsClaimsError (Exception)
    ├── InputTypeError (TypeError, ValueError)  a text, article or option of the wrong type
    ├── InvalidValueError (ValueError)        a value that no claim, article or option can have
    │   ├── SurrogateError                    a lone surrogate in a text
    │   ├── OffsetError                       spans that do not fit their article
    │   ├── UnknownKindError                  a file of a kind that no reader knows
    │   ├── WriteOnlyError                    a format that can be written but not read
    │   └── ParentError                       a parent that is missing, or a chain of parents that is a loop
    ├── FormatError (ValueError)              a file that is not valid in its format
    │   └── SchemaVersionError                a version of the schema that this newsclaims cannot read
    ├── UndecodableError (ValueError)         bytes that are not a text in the expected encoding
    ├── LimitError (ValueError)               an article that is larger, or nested deeper, than a limit allows
    ├── FileError (OSError)                   a file that cannot be read or written
    ├── MissingArticleError (LookupError)     a format without text, read without `articles=`
    ├── UnknownPluginError (LookupError)      no plug-in has that name
    ├── PluginClashError (LookupError)        several packages offer the same name
    ├── PluginLoadError (ImportError)         an installed plug-in that cannot be imported, or is not a plug-in
    ├── PluginResultError (TypeError)         a plug-in that returned, or raised, what its protocol forbids
    ├── LLMError (RuntimeError)               a language model that did not answer, or not as it should
    ├── UnavailableError (RuntimeError)       something that every article needs and that does not work
    ├── WorkerError (RuntimeError)            a worker process that does not start, or died
    └── MissingExtraError (ImportError)       an optional dependency that is not installed
"""

import difflib
from collections.abc import Iterable

__all__ = [
    "FileError",
    "FormatError",
    "InputTypeError",
    "InvalidValueError",
    "LLMError",
    "LimitError",
    "MissingArticleError",
    "MissingExtraError",
    "NewsClaimsError",
    "OffsetError",
    "ParentError",
    "PluginClashError",
    "PluginLoadError",
    "PluginResultError",
    "ReadingWarning",
    "SchemaVersionError",
    "SurrogateError",
    "UnavailableError",
    "UndecodableError",
    "UnknownKindError",
    "UnknownPluginError",
    "WorkerError",
    "WriteOnlyError",
]


class NewsClaimsError(Exception):
    """The base class of all errors of this library."""


class InputTypeError(NewsClaimsError, TypeError, ValueError):
    """A text, an article or an option of the wrong type.

    It is also a `ValueError`, because pydantic reports only that as a fault of the input. So if an `Article` is part of
    your own pydantic model, a wrong value raises pydantic's `ValidationError`, and FastAPI answers 422.

    Args:
        what: What has the wrong type, for example `"text"`.
        expected: What it should be, in words.
        found: The name of the type that was given.
        hint: What to do about it; may be empty.
    """

    def __init__(self, what: str, expected: str, found: str, hint: str = "") -> None:
        super().__init__(what, expected, found, hint)
        self.what = what
        self.expected = expected
        self.found = found
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} must be {self.expected}, not {self.found}.{_after(self.hint)}"


class InvalidValueError(NewsClaimsError, ValueError):
    """A value that no claim, article or option can have.

    Args:
        message: What is wrong, where, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class SurrogateError(InvalidValueError):
    """A lone surrogate: half a character, which UTF-8, JSON and most tools cannot hold.

    Args:
        what: The field that holds the text.
        position: The position of the surrogate, in code points.
        code: Its code point.
        context: The text around it, escaped.
    """

    def __init__(self, what: str, position: int, code: int, context: str) -> None:
        NewsClaimsError.__init__(self, what, position, code, context)
        self.what = what
        self.position = position
        self.code = code
        self.context = context
        self.message: str = (
            f"{what} has a lone surrogate U+{code:04X} at position {position} (near {context!r}). "
            "Decode the bytes as UTF-8, or fix the text: "
            "text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')."
        )


class OffsetError(InvalidValueError):
    """Spans that do not fit the text they point into."""


class UnknownKindError(InvalidValueError):
    """A file of a kind that no reader knows.

    Args:
        path: The file's name.
        suffix: Its suffix.
        suffixes: The suffixes that readers know.
        readers: The names of the readers.
    """

    def __init__(self, path: str, suffix: str, suffixes: Iterable[str], readers: Iterable[str]) -> None:
        self.path = path
        self.suffix = suffix
        self.suffixes: tuple[str, ...] = tuple(suffixes)
        self.readers: tuple[str, ...] = tuple(readers)
        NewsClaimsError.__init__(self, path, suffix, self.suffixes, self.readers)
        self.message: str = (
            f"{path}: no reader knows {suffix} files; the known ones are {', '.join(self.suffixes) or 'none'}. "
            "Save a document as .txt or .html, and a sheet as .csv. If only the name of the file is unusual, "
            f"name its reader (format=, or --input-format on the command line): {', '.join(self.readers) or 'none'}."
        )


class WriteOnlyError(InvalidValueError):
    """A format that can be written but not read.

    Args:
        format: The format's name.
    """

    def __init__(self, format: str) -> None:
        NewsClaimsError.__init__(self, format)
        self.format = format
        self.message: str = (
            f"{format!r} can be written but not read. Write the claims as 'jsonl' too, and read that file."
        )


class ParentError(InvalidValueError):
    """A claim whose parent is not in the set, or a chain of parents that leads back to itself."""


class FormatError(NewsClaimsError, ValueError):
    """A file that is not valid in its format.

    Args:
        format: The format's name.
        reason: What is wrong with it.
        line: The line with the fault, counted from 1; None if the format has no lines.
        source: The file's name, if there is one.
        item: What cannot be read although the syntax is right, for example `"row"`; may be empty.
    """

    def __init__(
        self, format: str, reason: str, line: int | None = None, source: str | None = None, item: str = ""
    ) -> None:
        super().__init__(format, reason, line, source, item)
        self.format = format
        self.reason = reason
        self.line = line
        self.source = source
        self.item = item

    def __str__(self) -> str:
        where = f"{self.source or 'input'}" + (f", line {self.line}" if self.line is not None else "")
        fault = f"this {self.item} cannot be read" if self.item else f"not valid {self.format}"
        return f"{where}: {fault}: {self.reason}"


class SchemaVersionError(FormatError):
    """A file in a schema version that this newsclaims cannot read."""


class UndecodableError(NewsClaimsError, ValueError):
    """Bytes that are not a text in the expected encoding.

    Args:
        source: The file's name, or `"standard input"`.
        position: The offset of the first bad byte, in bytes.
        byte: Its value.
        reason: The decoder's message.
        encoding: The encoding that was expected.
        likely: The encoding that the text is probably in; may be empty.
        kind: What the file is, if it is known and not a text, for example `"a PNG picture"`; may be empty.
        advice: What to do with such a file; may be empty.
    """

    def __init__(
        self,
        source: str,
        position: int,
        byte: int,
        reason: str,
        encoding: str = "UTF-8",
        likely: str = "",
        kind: str = "",
        advice: str = "",
    ) -> None:
        super().__init__(source, position, byte, reason, encoding, likely, kind, advice)
        self.source = source
        self.position = position
        self.byte = byte
        self.reason = reason
        self.encoding = encoding
        self.likely = likely
        self.kind = kind
        self.advice = advice

    def __str__(self) -> str:
        if self.kind:
            return f"{self.source}: it is {self.kind}, not a text.{_after(self.advice)}"
        fault = f"{self.source}: byte 0x{self.byte:02x} at position {self.position} is not {self.encoding}"
        advice = "Check that the file is a text."
        if self.likely:
            option = f"encoding={self.likely.lower()!r} (--encoding {self.likely.lower()} on the command line)"
            advice = (
                f"If it is a text, it is probably in {self.likely}. For articles, give {option}. "
                f"Or convert it: iconv -f {self.likely} -t UTF-8 FILE"
            )
        return f"{fault} ({self.reason}). {advice}"


class LimitError(NewsClaimsError, ValueError):
    """An article or a claim set that is larger, or nested deeper, than a limit allows.

    Args:
        source: The file's name, or `"input"`.
        reason: What is too large, and the limit.
        option: The option that sets the limit.
    """

    def __init__(self, source: str, reason: str, option: str) -> None:
        super().__init__(source, reason, option)
        self.source = source
        self.reason = reason
        self.option = option

    def __str__(self) -> str:
        advice = f"If the file is what it should be, give a larger {self.option}."
        return f"{self.source}: {self.reason} {advice}"


class FileError(NewsClaimsError, OSError):
    """A file that cannot be read or written.

    Args:
        path: The file's name.
        reason: The system's message, and what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason
        # OSError takes the first of two arguments for the system's number.
        self.errno: int | None = None

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class MissingArticleError(NewsClaimsError, LookupError):
    """A format that holds no text was read without its article.

    Args:
        format: The format's name.
        article_id: The id of the article that is missing.
    """

    def __init__(self, format: str, article_id: str) -> None:
        super().__init__(format, article_id)
        self.format = format
        self.article_id = article_id

    def __str__(self) -> str:
        return (
            f"{self.format} holds no article text, and article {self.article_id!r} was not given. "
            "Pass articles={id: Article(...)} when reading."
        )


class UnknownPluginError(NewsClaimsError, LookupError):
    """No plug-in with that name is installed or registered.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: The name that was asked for.
        known: The names that exist.
        state: What these names are: `"installed"`, or `"registered"` if only plug-ins registered at run time count.
        meant: The name that was probably meant, if it is not the most similar one; may be empty.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], state: str = "installed", meant: str = "") -> None:
        self.kind = kind
        self.name = name
        self.known: tuple[str, ...] = tuple(known)
        self.state = state
        self.meant = meant
        super().__init__(kind, name, self.known, state, meant)

    def __str__(self) -> str:
        near = [self.meant] if self.meant else difflib.get_close_matches(self.name.lower(), self.known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        # A user who names a serialiser means a format.
        kind = "format" if self.kind == "serialiser" else self.kind
        return f"no {kind} is called {self.name!r}; {self.state}: {', '.join(self.known) or 'none'}.{hint}"


class PluginClashError(NewsClaimsError, LookupError):
    """Several packages offer a plug-in of the same kind and name.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: The name that they share.
        packages: The distributions that offer it.
    """

    def __init__(self, kind: str, name: str, packages: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.packages: tuple[str, ...] = tuple(packages)
        super().__init__(kind, name, self.packages)

    def __str__(self) -> str:
        ways = " or ".join(repr(f"{package}:{self.name}") for package in self.packages)
        return f"{self.kind} {self.name!r} is offered by {', '.join(self.packages)}; ask for {ways}."


class PluginLoadError(NewsClaimsError, ImportError):
    """An installed plug-in that cannot be imported or built, or that lacks what its kind must have.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: Its name.
        package: The distribution that offers it.
        reason: What went wrong.
    """

    def __init__(self, kind: str, name: str, package: str, reason: str) -> None:
        super().__init__(kind, name, package, reason)
        self.kind = kind
        self.name: str = name
        self.package = package
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.kind} {self.name!r} from {self.package} does not load: {self.reason}. "
            f"Reinstall or update {self.package}, or choose another {self.kind}."
        )


class PluginResultError(NewsClaimsError, TypeError):
    """A plug-in returned what its protocol forbids, or a package's plug-in raised an error of its own.

    If the plug-in raised an error, that error is the cause (`__cause__`).

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: Its name.
        package: The distribution or class that it comes from.
        reason: What it returned and what it should return, or what it raised.
    """

    def __init__(self, kind: str, name: str, package: str, reason: str) -> None:
        super().__init__(kind, name, package, reason)
        self.kind = kind
        self.name = name
        self.package = package
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r} ({self.package}) broke its contract: {self.reason}"


class WorkerError(NewsClaimsError, RuntimeError):
    """A worker process did not start, died, or raised an error that cannot be pickled.

    Args:
        reason: What happened, and what to do.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class LLMError(NewsClaimsError, RuntimeError):
    """A language model that did not answer, or whose answer cannot be used.

    The message never has the key of the endpoint or words of the article.

    Args:
        article_id: The id of the article.
        reason: What went wrong, and what to do.
    """

    def __init__(self, article_id: str, reason: str) -> None:
        super().__init__(article_id, reason)
        self.article_id = article_id
        self.reason = reason

    def __str__(self) -> str:
        return f"article {self.article_id!r}: {self.reason}"


class UnavailableError(NewsClaimsError, RuntimeError):
    """Something that does not work and that every article needs, such as an endpoint that refuses the key.

    A plug-in raises it so that not each article fails: a stream ends with it, also with `on_error="collect"`, and a run
    can go on later.

    Args:
        reason: What does not work, and what to do.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MissingExtraError(NewsClaimsError, ImportError):
    """An optional dependency that is not installed.

    Args:
        feature: What was asked for.
        extra: The extra of newsclaims that installs it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(feature, extra)
        self.feature = feature
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.feature} needs an optional dependency: pip install 'newsclaims[{self.extra}]'"


class ReadingWarning(UserWarning):
    """A file that was read, but may not hold what was expected, for example a feed that has only summaries."""


def _after(hint: str) -> str:
    return f" {hint}" if hint else ""
