"""Hostile texts: shapes that make a careless program slow. The growth table and the tests of cost read them."""

import random
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

__all__ = ["SHAPES", "prose"]

_REPEATED: Mapping[str, str] = {
    "straight marks": '"',
    "straight marks, spaced": '" ',
    "opening marks": "“",
    "opening marks before words": "“word ",
    "closing marks": "”",
    "alternating marks": "“”",
    "quoted letters": "“a” ",
    "single marks": "'",
    "single opening marks": "‘a ",
    "guillemets": "«a» ",
    "guillemets, unbalanced": "«a ",
    "quoted and said": '"x," he said. ',
    "quoted, said by one endless sentence": '"x," he said, ',
    "open marks and paragraphs": "“a b\n\n",
    "nested marks": "“a ‘b «c» d’ e” ",
    "marks that cross": "“a ‘b” c’ ",
    "backticks": "``a'' ",
    "typed marks": "'' ",
    "said that": "said that ",
    "he said that": "he said that ",
    "He said.": "He said. ",
    "He said he was ill.": "He said he was ill. ",
    "She said he said": "She said he said. ",
    "said Ann Lee,": "said Ann Lee, ",
    "according to": "according to ",
    "according to him,": "according to him, ",
    "of the": "of the ",
    "and": "and ",
    "who": "who ",
    "that": "that ",
    "not": "not ",
    "said": "said ",
    "to say": "to say ",
    "would have been": "would have been ",
    "claimed and denied": "claimed and denied ",
    "Ann Lee said it,": "Ann Lee said it rained, ",
    "Ann Lee, who said": "Ann Lee, who said ",
    "names": "Ann Lee ",
    "names with commas": "Ann Lee, ",
    "names joined": "Ann Lee and ",
    "one endless sentence": "the boat went down the river and then ",
    "one endless quotation": '"the boat went down," said Ann, "and ',
    "newlines": "\n",
    "spaced newlines": " \n",
    "carriage returns": "\r\n",
    "vertical tabs": "\v\f\x85\u2028\u2029",
    "spaces": " ",
    "wide spaces": "\u00a0\u3000",
    "tabs": "a\t",
    "letters on lines": "a\n",
    "short lines": "the boat went\n",
    "hyphens at line ends": "har-\nbour ",
    "capitals on lines": "BOAT\n",
    "titles on lines": "The Boat Sinks\n",
    "dates": "1 May 2024, ",
    "ISO dates": "2024-05-01 ",
    "dates without years": "on 5 May ",
    "weekdays": "Monday ",
    "years": "1999 ",
    "times": "at 10:30 p.m. ",
    "durations": "two years and ",
    "ages ago": "three days ago ",
    "dates said": "He said on Monday it rained on Tuesday. ",
    "last Monday in": "last Monday in May of the year ",
    "every day": "every day of every week ",
    "numbers": "1,234.56 ",
    "digits": "1",
    "digits with commas": "1,",
    "digits with points": "1.",
    "digits with colons": "1:",
    "commas": ",",
    "commas, spaced": "a, ",
    "full stops": ".",
    "full stops, spaced": ". ",
    "ellipses": "… ",
    "question marks": "? ",
    "exclamations": "!a",
    "colons": ": ",
    "labels": "A: ",
    "semicolons": "a; ",
    "hyphens": "-",
    "hyphened words": "a-",
    "dashes": "— ",
    "apostrophes": "a'",
    "apostrophes after s": "dogs' ",
    "negations": "don't ",
    "letters with points": "a.",
    "initials": "A. B. C. ",
    "abbreviations": "Mr. ",
    "titles and names": "Mr. Lee ",
    "abbreviations joined": "U.S.",
    "capitals": "A",
    "capitals, spaced": "A ",
    "capital words": "BOAT ",
    "one huge word": "a",
    "one huge capitalised word": "Aa",
    "underscores": "_",
    "combining marks": "\u0301",
    "combining towers": "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "bidi controls": "\u202e\u2066a\u2069",
    "soft hyphens": "\u00ad",
    "soft hyphens in words": "a\u00ad",
    "soft hyphens at line ends": "a\u00ad \n",
    "zero-width spaces": "\u200b",
    "emoji": "🙂🏽",
    "brackets": "(",
    "brackets closed": ")",
    "bracket pairs": "()",
    "bracketed words": "(a) ",
    "square brackets": "[1]",
    "square brackets, open": "[1, ",
    "braces": "{}",
    "less-than signs": "<",
    "tags": "<p>a</p>",
    "tags, open": "<b ",
    "block tags": "<br/>",
    "stars": "*",
    "bold": "**a** ",
    "bold, open": "**a ",
    "bold underscores": "__a ",
    "quoted lines": "> a\n",
    "quoted marks": "> ",
    "quoted line marks": ">\n",
    "list items": "- a\n",
    "numbered items": "1. a\n",
    "lettered items": "(a) b\n",
    "bullets": "• ",
    "questions and answers": "Q: Why?\nA: I think so.\n",
    "turns": "LEE: I think so.\nROE: You do?\n",
    "short turns": "KELLER: Yes.\n",
    "turns in one line": "LEE: I think so. ROE: You do? ",
    "named turns": "Ann Lee: I think so.\n",
    "questions": "Did you see it?\nI saw it.\n",
    "lines that are names": "Ann Lee\nI saw it.\n",
    "bylines": "By Ann Lee\n",
    "long bylines": "By Ann Lee, Bob Roe",
    "credits": "(Reporting by Ann Lee, ",
    "datelines": "NORDHAVEN, May 5 (Reuters) - ",
    "datelines on lines": "NORDHAVEN (AP) — It rained.\n",
    "captions": "Photo: Ann Lee/AFP\n",
    "links": "Read more: the boat\n",
    "stage directions": "(LAUGHTER) ",
    "stage directions, open": "(laughter ",
    "times on lines": "10:30 GMT\n",
    "times and prose": "10:30 The boat sank.\n",
    "signatures": "“It rained.” — Ann Lee\n",
    "signatures in one line": "“It rained.” — Ann Lee ",
    "signature dashes": "— A ",
    "posts": "@ann_lee: it rained\n",
    "post authors": "— Ann Lee (@ann_lee) May 5, 2024\n",
    "handles": "@ann ",
    "hashtags": "#boat ",
    "addresses": "https://example.org/a ",
    "addresses joined": "http://",
    "web addresses": "www.a.",
    "mail addresses": "ann@example.org ",
    "pictures": "pic.twitter.com/abc ",
    "domains": "a.com",
    "entities": "&amp;",
    "entities, nested": "amp;",
    "entities, open": "&amp;amp",
    "numeric entities": "&#8220;a&#8221; ",
    "ampersands": "&",
    "mojibake": "â€œaâ€\u009d ",
    "mojibake, twice": "Ã¢â‚¬",
    "wrong letters": "Ã©",
    "footnotes": "It rained.1 ",
    "footnote signs": "word†‡ ",
    "superscripts": "¹²³",
    "glued sentences": "rained.The ",
    "glued years": "2024The ",
    "double spaces": "a  b  ",
    "slashes": "/",
    "percentages": "50% ",
    "prices": "$1.5 million ",
    "ordinals": "1st ",
    "possessives": "Ann's ",
    "chains of possessives": "Ann's brother's ",
    "titles": "President ",
    "officials": "the spokesman for the ministry of ",
    "appositions": "Ann Lee, the mayor, ",
    "people named once": "Mayor Ann Lee said it rained. ",
    "pronouns": "he ",
    "I said": "I said I said ",
    "questions asked": "He asked whether ",
    "hedges": "may possibly perhaps ",
    "hedged claims": "He said it may possibly rain. ",
    "denials": "He did not deny that ",
    "nested claims": "Ann said Bob said Eve said ",
    "told": "told him told ",
    "titles and cues": "Mr. says ",
    "items and cues": "says • a\n",
    "nouns of speech": "the claim that the report that ",
    "colons of speech": "Ann Lee: “It rained.” ",
    "letters of many scripts": "aжא文",
    "private characters": "\ue000\uf8ff",
    "control characters": "\x00\x01",
}
"""Name to the piece of text that is repeated."""


def prose(length: int) -> str:
    """Return ordinary prose of a length: the seed article, repeated.

    Args:
        length: How many characters.
    """
    return _repeated(_seed(), length)


@cache
def _seed() -> str:
    [path] = (Path(__file__).parent.parent / "seeds").glob("*.txt")
    return path.read_text(encoding="utf-8") + "\n\n"


def _repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _nested(length: int) -> str:
    """Return marks that open in the first half and close in the second."""
    half = length // 4
    return "“a" * half + "b”" * half


def _brackets(length: int) -> str:
    return "(" * (length // 2) + ")" * (length // 2)


def _chosen(pieces: str, length: int) -> str:
    """Return characters chosen at random, the same ones each time."""
    return "".join(random.Random(20).choices(pieces, k=length))  # noqa: S311


def _words(pieces: str, length: int) -> str:
    """Return words chosen at random, the same ones each time."""
    return " ".join(random.Random(20).choices(pieces.split(), k=length // 4))[:length]  # noqa: S311


def _open_then_prose(mark: str, length: int) -> str:
    return _repeated(mark, length // 2) + " " + prose(length - length // 2 - 1)


def _after(opening: str, piece: str, length: int) -> str:
    """Return a piece of text again and again, after an opening."""
    return (opening + _repeated(piece, length))[:length]


def _halves(one: str, other: str, length: int) -> str:
    """Return one piece in the first half of a text, and another in the second."""
    return _repeated(one, length // 2) + _repeated(other, length - length // 2)


def _many_names(length: int) -> str:
    """Return sentences with a new name in each."""
    parts, size, number = list[str](), 0, 0
    while size < length:
        letters = "".join(chr(97 + number // 26**i % 26) for i in range(4))
        parts.append(f"Ann {letters.title()} told {letters[::-1].title()} Roe it rained. ")
        size += len(parts[-1])
        number += 1
    return "".join(parts)[:length]


SHAPES: Mapping[str, Callable[[int], str]] = {
    **{name: partial(_repeated, piece) for name, piece in _REPEATED.items()},
    "marks nested in marks": _nested,
    "brackets nested in brackets": _brackets,
    "mixed unbalanced marks": partial(_chosen, "“”‘’\"'«» ab"),
    "mixed unbalanced marks and lines": partial(_chosen, "“”‘’\"'«» ab.,\n"),
    "mixed punctuation": partial(_chosen, ".,;:!?()[]-—'\"/ aA1"),
    "mixed cues and marks": partial(_words, '“ ” ‘ ’ " , . he said that Ann Lee told Bob it not'),
    "mixed small words": partial(_words, "said that who and of , . not told asked if it Ann Lee the he she to be"),
    "open marks, then prose": partial(_open_then_prose, "“"),
    "brackets, then prose": partial(_open_then_prose, "("),
    "newlines, then prose": partial(_open_then_prose, "\n"),
    "a new name in each sentence": _many_names,
    "one turn of many paragraphs": partial(_after, "LEE: I think so.\nROE: You do?\nLEE: ", "He said it rained.\n"),
    "one quotation of many paragraphs": partial(_after, "He said: ", "“It rained, and Ann said it was cold.\n"),
    "a list of claims": partial(_after, "He demanded:\n", "- that Ann said it rained.\n"),
    "coordinators before cues": partial(_halves, "and ", "it rained, he said, "),
    "adverbs before cues": partial(_halves, "quickly ", "he reportedly said "),
    "auxiliaries before cues": partial(_halves, "would have ", "been voiced a claim that "),
    "questions put": partial(_after, "Roe left", ", asked by Ann Lee"),
}
"""Name to a function that makes a text of this shape with a given number of characters."""
