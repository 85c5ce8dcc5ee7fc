"""Compiles the grammar of expressions of time.

Every word becomes one character, and every form becomes a pattern over characters. A text of n words is then a string
of n characters, and an expression of time is a match of one regular expression in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language

__all__ = ["CAPITAL", "KNOWN", "OTHER", "Grammar", "Rule", "Spelling", "grammar"]

OTHER, CAPITAL = "x", "C"
"""The characters of words that are not in the grammar: in lower case, and others."""
KNOWN = "\ue000"
"""The first character for words in the grammar."""
# Distinguishes the name of a shape from the same word; no word begins with it.
_SHAPE = " "
_LOOKS = {"<": "(?<=", "!<": "(?<!", ">": "(?=", "!>": "(?!"}
_TENSES = ("future", "past", "not_past", "determiner")
_LISTS = ("infinitive", "perfect", "passive")
_Table = Sequence[tuple[str, str, str, str]]
_NAME = re.compile(r"\(\?P<(\w+)>")


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(source)


@frozen(slots=True)
class Spelling:
    """The characters of a word in lower case and with a capital; empty if the grammar does not have that spelling."""

    small: str = ""
    capital: str = ""


@frozen(slots=True)
class Rule:
    """A form with its meaning.

    Args:
        name: The name of the function that resolves it.
        kind: The kind of `Time`.
        grain: Its grain, or `"unit"` or `"at"`.
        source: Its form, as a pattern whose groups are the named parts.
    """

    name: str
    kind: str
    grain: str
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form, compiled when a text first fits it, because most rules are rare and compiling all takes time."""
        return _compiled(self.source)


@frozen(slots=True)
class Grammar:
    """The contents of `times.tsv`, compiled.

    Args:
        spellings: Words in lower case to their characters.
        shapes: The characters of words that have a shape, by the number of the shape.
        any_shape: A pattern of whole words, with an empty group at the end of each shape, `s0` for the first.
        values: (class, word in lower case) to the word's value.
        rules: The rules, in order.
        inner: Additional rules for expressions that only occur inside others.
        any_rule: A pattern for all rules, with an empty group at the end of each, `r0` for the first.
        core: A pattern for a character without which no rule matches.
        tenses: Words, and pairs of words, to `"future"`, `"past"`, `"not_past"` or `"determiner"`.
        lists: The words of the other groups that show the tense, by group.
    """

    spellings: Mapping[str, Spelling]
    shapes: tuple[str, ...]
    any_shape: re.Pattern[str]
    values: Mapping[tuple[str, str], str]
    rules: tuple[Rule, ...]
    inner: tuple[Rule, ...]
    any_rule: re.Pattern[str]
    core: re.Pattern[str]
    tenses: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    def value(self, kind: str, word: str) -> str | None:
        """Return the value of a word of a class; None if it is not in the class.

        Args:
            kind: The class.
            word: The word, in any case.
        """
        return self.values.get((kind, word.lower()))


@cache
def grammar(language: Language) -> Grammar:
    """Return the grammar of a language, which is compiled once.

    Args:
        language: The language data.
    """
    table = language.times
    builder = _Builder(table)
    rules = _rules(table, builder, "rule")
    shapes = {name: form for group, name, _, form in table if group == "shape"}
    return Grammar(
        spellings=builder.spellings(),
        shapes=tuple(builder.chars[_SHAPE + name] for name in shapes),
        any_shape=re.compile("|".join(f"(?:{form})(?P<s{i}>)" for i, form in enumerate(shapes.values()))),
        values={
            (name, word.lower()): value
            for group, name, value, form in table
            if group in ("word", "holiday")
            for word in form.split(";")
        },
        rules=rules,
        inner=_rules(table, builder, "inner"),
        # An empty group after each rule says which one matched. If the group were around the rule, the engine could not
        # skip rules by their first character, and would take 7 times as long.
        any_rule=re.compile("|".join(f"{_unnamed(rule.source)}(?P<r{i}>)" for i, rule in enumerate(rules))),
        core=re.compile(builder.characters("{core}")),
        tenses={word: group for group, _, _, form in table if group in _TENSES for word in form.split(";")},
        lists={group: frozenset(form.split(";")) for group, _, _, form in table if group in _LISTS},
    )


def _rules(table: _Table, builder: "_Builder", wanted: str) -> tuple[Rule, ...]:
    """Return the rules of a group."""
    found: list[Rule] = []
    for group, name, value, form in table:
        if group == wanted:
            kind, grain = value.split()
            found.append(Rule(name, kind, grain, _numbered(builder.pattern(form))))
    return tuple(found)


def _numbered(pattern: str) -> str:
    """Make the names of groups unique, because two branches can name the same part: `unit`, then `unit__1`."""
    seen: Counter[str] = Counter()

    def number(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] += 1
        return match.group() if seen[name] == 1 else f"(?P<{name}__{seen[name] - 1}>"

    return _NAME.sub(number, pattern)


def _unnamed(pattern: str) -> str:
    """Return a pattern without the names of its groups."""
    return _NAME.sub("(?:", pattern)


class _Builder:
    """Assigns characters to the words in forms, and converts forms to patterns."""

    def __init__(self, table: _Table) -> None:
        self.chars: dict[str, str] = {}
        self._classes: dict[str, str] = {"capital": CAPITAL, "other": OTHER}
        self._forms = {(group, name): form for group, name, _, form in table if group in ("class", "part")}
        for group, name, _, form in table:
            if group == "shape":
                self._classes[name] = self._char(_SHAPE + name)
            elif group == "word":
                self._classes[name] = self._classes.get(name, "") + "".join(map(self._char, form.split(";")))
        runs = [run for group, _, _, form in table if group == "holiday" for run in form.split(";")]
        self._forms["part", "HOLIDAY"] = f"( {' | '.join(sorted(runs, key=len, reverse=True))} )"
        self._classes["holiday_core"] = "".join(self._char(run.split()[0]) for run in runs)

    def spellings(self) -> dict[str, Spelling]:
        """Return the characters of all words, by the words in lower case."""
        found: dict[str, Spelling] = {}
        for word, char in self.chars.items():
            old = found.get(word.lower(), Spelling())
            small = word == word.lower()
            found[word.lower()] = Spelling(char, old.capital) if small else Spelling(old.small, char)
        return found

    def characters(self, words: str) -> str:
        """Return a set of characters: `a/b/{class}`."""
        return f"[{re.escape(''.join(self._expand(words)))}]"

    def pattern(self, form: str) -> str:
        """Return the pattern of a form."""
        return "".join(map(self._item, form.split()))

    def _char(self, word: str) -> str:
        """Return the character of a word, a new one for a new word."""
        return self.chars.setdefault(word, chr(ord(KNOWN) + len(self.chars)))

    def _expand(self, words: str) -> Iterator[str]:
        """Yield the characters of `a/b/{class}`."""
        for word in words.split("/"):
            if not word.startswith("{"):
                yield self._char(word)
            elif word[1:-1] in self._classes:
                yield self._classes[word[1:-1]]
            else:
                yield from self._expand(self._forms["class", word[1:-1]])

    def _item(self, item: str) -> str:
        """Return the pattern of one item of a form."""
        if item in ("|", ")", ")?"):
            return item
        look = next((sign for sign in ("!<", "!>", "<", ">") if item.startswith(sign)), "")
        if look:
            return f"{_LOOKS[look]}{''.join(map(self.characters, item[len(look) :].split('+')))})"
        name, named, rest = item.rpartition("=")
        rest, many = (rest[:-1], "?") if rest.endswith("?") else (rest, "")
        if rest == "(":
            return f"(?P<{name}>" if named else "(?:"
        if rest.startswith("@"):
            inside = self.pattern(self._forms["part", rest.lstrip("@")])
            return f"(?P<{name}>{_unnamed(inside)}){many}" if named else f"(?:{self._plain(rest, inside)}){many}"
        chars = self.characters(rest)
        return f"(?P<{name}>{chars}){many}" if named else f"{chars}{many}"

    @staticmethod
    def _plain(rest: str, inside: str) -> str:
        """Return the pattern of a part without a name."""
        return _unnamed(inside) if rest.startswith("@@") else inside
