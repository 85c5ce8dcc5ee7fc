"""No code compares with an English word: the words are in `data/en/`, and code asks for their classes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclaims._language import Language

PACKAGE = Path(__file__).resolve().parents[2] / "newsclaims"

COVERED = ("_syntax", "extractors", "taggers", "text")
"""The packages that read texts; the rule holds for all their modules."""

PATTERN_NAMES = frozenset(
    {
        *("aspect", "form", "forms", "frame", "kind", "name", "opened", "stance"),
        *("direction", "expected", "grain", "group", "groups", "tense", "type", "unit"),
    }
)
"""Names for a pattern, groups of words, a unit of time, a kind of holder or the value of a label. The value
may look like a word ("that", "past", "week", "advocate"), but does not come from the text."""

ENGLISH = Language.load("en")
WORDS = frozenset(
    word
    for words in (*ENGLISH.words.values(), ENGLISH.bits, *ENGLISH.nesting.values(), *ENGLISH.endings.values())
    for word in words
    if any(character.isalpha() for character in word)
)


def strings(node: ast.AST) -> list[str]:
    """Return the strings in a constant or in the display of a collection.

    Args:
        node: An expression.
    """
    match node:
        case ast.Constant(value=str(word)):
            return [word]
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return [word for part in parts for word in strings(part)]
        case ast.Dict(keys=keys):
            return [word for key in keys if key is not None for word in strings(key)]
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "list"), args=parts):
            return [word for part in parts for word in strings(part)]
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return strings(left) + strings(right)
        case _:
            return []


def subject(node: ast.AST) -> str:
    """Return the name that an expression gets a string from: `form` for `candidate.form`, `word` for `word[-2:]`.

    Args:
        node: The expression.
    """
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return subject(value)
        case ast.Call(func=function):
            return subject(function)
        case ast.NamedExpr(target=target):
            return subject(target)
        case _:
            return ""


def constants(tree: ast.Module) -> dict[str, list[str]]:
    """Return the collections of strings that a module assigns to names, except `__all__`."""
    return {
        target.id: strings(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id != "__all__" and not isinstance(node.value, ast.Constant)
    }


def compared(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the words that a module compares with, and the line numbers.

    Args:
        tree: The module.
    """
    named = constants(tree)

    def parts(node: ast.AST) -> list[str]:
        return named.get(node.id, []) if isinstance(node, ast.Name) else strings(node)

    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=rights):
                sides = [left, *rights]
            case ast.Call(func=ast.Attribute(value=value, attr="startswith" | "endswith" | "isdisjoint"), args=given):
                sides = [value, *given]
            case ast.Subscript(value=value, slice=ast.Name() as key):
                sides = [value, key]
            case ast.BinOp(left=left, op=ast.BitAnd() | ast.Sub(), right=right):
                sides = [left, right]
            case ast.Match(subject=asked, cases=cases):
                values = [n.value for case in cases for n in ast.walk(case.pattern) if isinstance(n, ast.MatchValue)]
                sides = [asked, *values]
            case _:
                continue
        if not any(subject(side) in PATTERN_NAMES for side in sides):
            yield from ((word, node.lineno) for side in sides for word in parts(side) if word in WORDS)


@pytest.mark.parametrize("place", COVERED)
def test_code_compares_with_no_word(place: str) -> None:
    """A word that code asks for is in a data file, in a class named after what its words do."""
    path = PACKAGE / place
    modules = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    assert modules
    found = [
        f"{module.relative_to(PACKAGE)}:{line}: {word!r}"
        for module in modules
        for word, line in compared(ast.parse(module.read_bytes()))
    ]
    assert not found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("lows[i] == 'that'", ["that"]),
        ("low in ('and', 'or', 'quay')", ["and", "or"]),
        ("lowers[p : p + 2] == ('as', 'saying')", ["as", "saying"]),
        ("('to',) != tail", ["to"]),
        ("word.endswith(('ed', 'ing'))", ["ed", "ing"]),
        ("word[-2:] == 'ly'", ["ly"]),
        ("SMALL = frozenset({'of'}) | {'the'}\nword in SMALL", ["of", "the"]),
        ("LINKS = {'for': 1}\nword in LINKS", ["for"]),
        ("LINKS = {'for': 1}\nLINKS[word]", ["for"]),
        ("SMALL = ('of',)\nnot words & SMALL", ["of"]),
        ("match word:\n    case 'of' | 'for': pass", ["of", "for"]),
        ("(low := lows[i]) == 'that'", ["that"]),
    ],
)
def test_a_comparison_is_found(code: str, words: list[str]) -> None:
    """A comparison with a word is found in any form."""
    assert sorted(word for word, _ in compared(ast.parse(code))) == sorted(words)


@pytest.mark.parametrize(
    "code",
    [
        "candidate.frame == 'that'",
        "frame.name.startswith(('prep', 'to'))",
        "'past' in reading.forms",
        "FINITE = frozenset({'past'})\nreading.forms & FINITE",
        "ATTITUDES = frozenset({'advocate'})\nself.stance in ATTITUDES",
        "word in (',', ';') or word == '--'",
        "low in lists['that']",
        "'''That.'''\nframe = 'that'",
        "__all__ = ['to']\nname in __all__",
    ],
)
def test_names_and_marks_are_not_words(code: str) -> None:
    """Pattern names, label values, word list names and marks may be compared with."""
    assert not list(compared(ast.parse(code)))
