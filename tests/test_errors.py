"""The tree of errors: it matches its docstring, each error is also a builtin, and all survive a process boundary."""

import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from raising import raises

from newsclaims import errors

SAMPLES: list[errors.NewsClaimsError] = [
    errors.NewsClaimsError("something else"),
    errors.InputTypeError("Article.text", "a str", "bytes", "Decode it first."),
    errors.InvalidValueError("no such value."),
    errors.SurrogateError("Article.text", 3, 0xD800, "abc\ud800"),
    errors.OffsetError("0..3 is past the end."),
    errors.ParentError("'a' leads back to it."),
    errors.FormatError("jsonl", "no object", line=4, source="claims.jsonl"),
    errors.SchemaVersionError("json", "schema 9"),
    errors.UndecodableError("a.txt", 7, 0xE9, "invalid start byte", "UTF-8", "WINDOWS-1252"),
    errors.FileError("a.txt", "No such file or directory."),
    errors.MissingArticleError("csv", "a1"),
    errors.UnknownPluginError("extractor", "rule", ["rules"]),
    errors.PluginClashError("tagger", "mood", ["one", "two"]),
    errors.PluginLoadError("serialiser", "xml", "acme", "SyntaxError: bad"),
    errors.PluginResultError("extractor", "mine", "acme", "it returned 3 lists for 2 texts"),
    errors.MissingExtraError("The Parquet format", "arrow"),
    errors.WorkerError("a worker died. Use workers=1."),
    errors.WriteOnlyError("markdown"),
    errors.UnknownKindError("a.gif", ".gif", [".html", ".txt"], ["html", "text"]),
    errors.LimitError("a.txt", "one article takes more than 9 bytes of it.", "max_bytes"),
    errors.LLMError("a1", "the endpoint answered 503. Try again later."),
    errors.UnavailableError("the endpoint answered 401. Check the key."),
]


def drawn() -> dict[str, tuple[str, ...]]:
    """Read the tree in the docstring, as a mapping from name to parent and builtins."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        row = re.match(r"    ((?:│   |    |├── |└── )*)(\w+Error)(?: \((\w+(?:, \w+)*)\))?(?:\s|$)", line)
        if row:
            depth = len(row[1]) // 4
            del above[depth:]
            found[row[2]] = (*above[-1:], *(row[3] or "").split(", "))
            above.append(row[2])
    return found


def classes() -> dict[str, type[BaseException]]:
    """Return the error classes of the module by name."""
    return {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.NewsClaimsError)
    }


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    """Every class is drawn under its parent with its builtins."""
    tree = drawn()
    assert tree.keys() == classes().keys()
    for name, above in tree.items():
        bases = [base.__name__ for base in classes()[name].__bases__]
        assert bases == [base for base in above if base]


def test_all_names_every_class_sorted() -> None:
    """`__all__` is the sorted list of the errors, and of the warning."""
    assert errors.__all__ == sorted([*classes(), "ReadingWarning"])


def test_there_is_a_sample_of_every_error() -> None:
    """The tests below have a sample of every error."""
    assert {type(sample) for sample in SAMPLES} == set(classes().values())


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_also_a_builtin(error: errors.NewsClaimsError) -> None:
    """A caller can catch the matching builtin instead."""
    builtins = [base for base in type(error).__mro__ if base.__module__ == "builtins"]
    assert builtins[0] not in (Exception, BaseException) or type(error) is errors.NewsClaimsError


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: errors.NewsClaimsError) -> None:
    """The copy has the type, the message and the attributes of the original."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), copy.args, vars(copy)) == (str(error), error.args, vars(error))


def test_an_error_does_not_break_a_process_pool() -> None:
    """An error of newsclaims does not break the pool that it is raised in."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for error in SAMPLES:
            raised = pool.submit(raises, error).exception()
            assert (type(raised), str(raised)) == (type(error), str(error))


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_a_message_is_a_sentence_without_the_class(error: errors.NewsClaimsError) -> None:
    """A message is a readable sentence with its values, not empty and not a tuple."""
    assert str(error)
    assert not str(error).startswith("(")
    assert "\ud800" not in str(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SAMPLES[1], ["Article.text must be a str, not bytes.", "Decode it first."]),
        (SAMPLES[3], ["U+D800", "position 3", "'abc\\ud800'", "surrogatepass"]),
        (SAMPLES[6], ["claims.jsonl, line 4", "jsonl", "no object"]),
        (errors.FormatError("csv", "no header"), ["input: not valid csv: no header"]),
        (SAMPLES[8], ["a.txt", "0xe9", "position 7", "iconv"]),
        (errors.UndecodableError("a.txt", 0, 0xFF, "bad", "UTF-8", "UTF-16LE"), ["iconv -f UTF-16LE -t UTF-8"]),
        (errors.UndecodableError("a.txt", 0, 0xFF, "bad", "cp1250"), ["is not cp1250", "Check that the file is"]),
        (errors.UndecodableError("a", 0, 1, "", "UTF-8", "", "a PDF", "Do."), ["a: it is a PDF, not a text. Do."]),
        (SAMPLES[9], ["a.txt: No such file"]),
        (SAMPLES[10], ["csv", "'a1'", "articles="]),
        (SAMPLES[11], ["no extractor is called 'rule'", "installed: rules", "Did you mean 'rules'?"]),
        (errors.UnknownPluginError("tagger", "x", []), ["installed: none."]),
        (errors.UnknownPluginError("reader", "csv", ["table"], meant="table"), ["Did you mean 'table'?"]),
        (errors.UnknownPluginError("serialiser", "CSV", ["csv", "x"]), ["Did you mean 'csv'?"]),
        (errors.UnknownPluginError("serialiser", "x", ["csv"]), ["no format is called 'x'"]),
        (SAMPLES[12], ["one, two", "'one:mood' or 'two:mood'"]),
        (SAMPLES[13], ["'xml' from acme", "SyntaxError: bad", "Reinstall or update acme"]),
        (SAMPLES[14], ["'mine' (acme) broke its contract", "3 lists"]),
        (SAMPLES[15], ["pip install 'newsclaims[arrow]'"]),
        (
            SAMPLES[18],
            [
                "a.gif: no reader knows .gif files",
                ".html, .txt",
                "Save a document as .txt or .html, and a sheet as .csv.",
                "--input-format on the command line): html, text",
            ],
        ),
        (SAMPLES[19], ["a.txt: one article takes more than 9 bytes of it.", "give a larger max_bytes."]),
    ],
)
def test_a_message_has_value_place_and_advice(error: errors.NewsClaimsError, words: list[str]) -> None:
    """The message has the value, the place and the advice."""
    assert [word for word in words if word not in str(error)] == []


def test_a_message_without_a_hint() -> None:
    """A message without a hint ends at its full stop."""
    assert str(errors.InputTypeError("text", "a str", "int")) == "text must be a str, not int."


def test_a_file_error_without_a_number() -> None:
    """The file's name is not mistaken for the system's error number."""
    error = errors.FileError("a.txt", "gone")
    assert error.errno is None
    assert (error.path, error.reason) == ("a.txt", "gone")
