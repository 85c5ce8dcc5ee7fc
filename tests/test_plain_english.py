"""Checks that the prose of the repository avoids the phrases that CONTRIBUTING.md lists."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "CONTRIBUTING.md"
HEADING = "## How we write"
LINE_END = "\n"
QUOTED = re.compile(r"`[^`\n]*`|\"[^\"\n]*\"")


def guide_section(page: str) -> str:
    """Return the section on writing, heading included."""
    return HEADING + re.split(r"^## ", page.split(HEADING)[1], flags=re.MULTILINE)[0]


def phrases_of(page: str) -> list[str]:
    """Return the phrases in code font in the second column of the glossary."""
    rows = [line.split("|") for line in guide_section(page).splitlines() if line.startswith("| ")]
    return [phrase for _, _, avoided, *_ in rows for phrase in re.findall(r"`([^`]+)`", avoided)]


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases, over line ends too, but not for "there is no" and "is no longer"."""
    words = (f"(?i:{phrase[0]})" + re.escape(phrase[1:]).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!there )(?<!There )\b(?:{'|'.join(words)})\b(?![-`]| longer| more than)")


ODD = pattern_of(phrases_of(GUIDE.read_text(encoding="utf-8")))


def odd_in(passages: Iterable[tuple[int, str]], odd: re.Pattern[str] = ODD) -> list[str]:
    """Return the line and the words of each odd phrase, except in code or quotation marks."""
    unquoted = ((first, QUOTED.sub("_", passage)) for first, passage in passages)
    return [
        f"{first + passage.count(LINE_END, 0, found.start())}: {' '.join(found[0].split())}"
        for first, passage in unquoted
        for found in odd.finditer(passage)
    ]


def markdown_prose(page: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a Markdown page outside code blocks."""
    fenced = False
    for number, line in enumerate(page.splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the docstrings of a module, its classes and its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            match node.body[0]:
                case ast.Expr(value=ast.Constant(value=str()) as constant):
                    yield constant


def python_prose(source: str, *, only_docstrings: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the strings and the comments of a Python file, with their lines."""
    tree = ast.parse(source)
    nodes = docstrings(tree) if only_docstrings else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    if not only_docstrings:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def hash_comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a script, a table or a settings file that are comments."""
    for number, line in enumerate(source.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            yield number, line


def prose_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the passages of a file that people read, with their lines."""
    text = path.read_text(encoding="utf-8")
    if path == GUIDE:
        section = guide_section(text)
        text = text.replace(section, "\n" * section.count("\n"))
    match path.suffix:
        case ".md":
            return markdown_prose(text)
        case ".py":
            return python_prose(text, only_docstrings=path.is_relative_to(ROOT / "tests"))
        case _:
            return hash_comments(text)


FOLDERS = (".ci", "benchmarks", "docs", "examples", "fuzz", "newsclaims", "tests", "training", "typing_tests")
SUFFIXES = {".conf", ".md", ".py", ".toml", ".tsv", ".ttl", ".yml"}
FILES = sorted(
    {
        ROOT / ".ci" / "run",
        *(path for path in ROOT.glob("*") if path.suffix in SUFFIXES),
        *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES),
    }
)


def test_prose_avoids_the_phrases_of_the_glossary() -> None:
    """No file has a phrase that the glossary of CONTRIBUTING.md lists as one to avoid."""
    assert not [f"{path.relative_to(ROOT)}:{hit}" for path in FILES for hit in odd_in(prose_of(path))]


def test_the_glossary_has_phrases() -> None:
    """The test reads the phrases of the table, and not its words to use."""
    page = (
        f"## Other\n| a | `b` |\n{HEADING}\n| say | do not say |\n| fix `x` | `mend`, `is no` |\n## End\n| c | `d` |\n"
    )
    assert phrases_of(page) == ["mend", "is no"]
    assert len(phrases_of(GUIDE.read_text(encoding="utf-8"))) > 30


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("One.\nThis is no date.", ["2: is no"]),
        ("It is\nno date.", ["1: is no"]),
        ("There is no date, if there is no date.", []),
        ("It is no longer than that, and a no-op is no-op.", []),
        ("Mend it; amend it.", ["1: Mend"]),
        ('`mend`, "is no" and\nmend', ["2: mend"]),
    ],
)
def test_odd_phrases_are_found(text: str, hits: list[str]) -> None:
    """A phrase is found at its line, whole words only, and "there is no" is allowed."""
    assert odd_in([(1, text)], pattern_of(["is no", "mend"])) == hits


def test_prose_of_markdown() -> None:
    """The code blocks of a page are not its prose."""
    page = "mend\n```python\nmend\n```\nmend\n"
    assert odd_in(markdown_prose(page), pattern_of(["mend"])) == ["1: mend", "5: mend"]


def test_prose_of_python() -> None:
    """Docstrings, messages and comments are prose, names are not; of a test only docstrings count."""
    source = '"""Mend."""\nmend = f"mend {mend}"  # mend\ndef f():\n    """Do.\n\n    Mend.\n    """\n'
    odd = pattern_of(["mend"])
    assert sorted(odd_in(python_prose(source), odd)) == ["1: Mend", "2: mend", "2: mend", "6: Mend"]
    assert sorted(odd_in(python_prose(source, only_docstrings=True), odd)) == ["1: Mend", "6: Mend"]


def test_prose_of_settings() -> None:
    """Whole-line comments of a script or of settings are prose."""
    assert odd_in(hash_comments("# mend\nmend = 1\n"), pattern_of(["mend"])) == ["1: mend"]
