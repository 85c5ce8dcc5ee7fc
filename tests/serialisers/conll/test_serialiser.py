"""CoNLL: what conllu reads, what is kept, files of other tools, and faults."""

import io
import sys
import tracemalloc
from collections.abc import Mapping

import pytest
from serialisers.samples import articles_of, empty, sample

from newsclaims._model import Article, ClaimSet
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError, MissingArticleError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._conll import serialiser
from newsclaims.serialisers._conll.serialiser import ConllSerialiser

needs_conllu = pytest.mark.skipif(
    not Extra("test-formats", ("conllu",)).is_installed(), reason="needs newsclaims[test-formats]"
)

RAIN = Article(text="Ann 😀 said: it rained, it\npoured. Bob denied it.", id="rain")


class Discarding(io.BytesIO):
    """A stream that discards its bytes."""

    def write(self, data: object, /) -> int:
        """Discard bytes."""
        return len(data)  # type: ignore[arg-type]


def read(text: str, *articles: Article) -> list[ClaimSet]:
    """Read a file of these articles, `RAIN` if there are none."""
    return loads(text, "conll", articles={article.id: article for article in articles or (RAIN,)})


def rows(text: str) -> str:
    """Make rows from lines whose cells are separated by spaces."""
    return "".join("\t".join(line.split()) + "\n" if line[:2] != "# " else line + "\n" for line in text.splitlines())


def spans(claims: ClaimSet) -> list[dict[str, list[tuple[int, int]]]]:
    """Return the fragments of each claim's roles."""
    return [{role: [(s.start, s.end) for s in p.spans] for role, p in claim.passages()} for claim in claims]


FOREIGN = rows(
    """# newdoc id = rain
Ann B-SOURCE O
😀 I-SOURCE O
said B-CUE O
: O O
it B-CONTENT O
rained I-CONTENT O
, O O
it B-CONTENT O
poured I-CONTENT O
. O O
Bob O B-SOURCE
denied O B-CUE
it O B-CONTENT
. O O
"""
)
FOUND = [
    {"source": [(0, 5)], "cue": [(6, 10)], "content": [(12, 21), (23, 32)]},
    {"source": [(34, 37)], "cue": [(38, 44)], "content": [(45, 47)]},
]


# Writing.


@needs_conllu
def test_conllu_reads_it() -> None:
    """The library finds the columns, their names and tags, and the comments, separately in each block."""
    import conllu

    first, second = conllu.parse(dumps([sample(), empty("Nothing was said.", id="quiet-1")], "conll"))
    assert first.metadata["newdoc id"] == "ferry-1"
    assert first.metadata["claim1:stance"] == "affirm"
    assert first.metadata["claim3:parent"] == "claim2"
    for number, claim in enumerate(sample(), 1):
        for role, passage in claim.passages():
            tags = [token[f"claim{number}:{role}"] for token in first]
            found = [token["form"] for token, tag in zip(first, tags, strict=True) if tag != "O"]
            assert "".join(found) == "".join(passage.text.replace(" ... ", "").split())
            assert [tag for tag in tags if tag[0] == "B"] == [f"B-{role.upper()}"] * len(passage.spans)
    assert [token["form"] for token in second] == ["Nothing", "was", "said", "."]
    assert [list(token) for token in second] == [["id", "form"]] * 4


@needs_conllu
def test_conllu_reads_an_empty_text() -> None:
    """A text without tokens is a block of comments."""
    import conllu

    [block] = conllu.parse(dumps(empty("", id="none"), "conll"))
    assert (list(block), block.metadata["newdoc id"], block.metadata["set:tokens"]) == ([], "none", "0")


def test_tokens() -> None:
    """Words and numbers keep their inner marks, equal signs stay together, and spans split tokens."""
    text = "She didn't pay $1,200.50... re\u0301sume\u0301 — U.S. state-of-the-art\ufeff"
    lines = dumps(empty(text), "conll").splitlines()
    assert [line.split("\t")[1] for line in lines if "\t" in line] == [
        *("She", "didn't", "pay", "$", "1,200.50", "...", "re\u0301sume\u0301"),
        *("—", "U.S", ".", "state-of-the-art", "\ufeff"),
    ]
    content = {"spans": [{"start": 6, "end": 8}, {"start": 8, "end": 9}], "text": "dn ... '"}
    cut = ClaimSet(article={"text": text, "id": "a"}, claims=[{"id": "1", "content": content}])
    data = dumps(cut, "conll")
    assert "\n2\tdi\tO\tO\tO\n3\tdn\tO\tO\tB-CONTENT\n4\t'\tO\tO\tB-CONTENT\n5\tt\tO\tO\tO\n" in data
    assert loads(data, "conll", articles=articles_of(cut)) == [cut]


def test_rows_are_written_one_at_a_time() -> None:
    """The table is never in memory as a whole, because it has tokens times claims cells."""
    said = "it rained "
    article = Article(text=said * 300, id="rain")
    spans = [{"start": at, "end": at + len(said) - 1} for at in range(0, len(article.text), len(said))]
    contents = [{"content": {"spans": [span], "text": said.strip()}, "id": str(i)} for i, span in enumerate(spans)]
    claims = ClaimSet(article=article, claims=contents)
    length = len(dumps(claims, "conll"))
    tracemalloc.start()
    ConllSerialiser().dump([claims], Discarding())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < length


def test_no_token_has_white_space() -> None:
    """No token contains a character at which a reader may split lines or cells."""
    spaces = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace() or len(f"a{c}b".splitlines()) > 1)
    text = f"a{'a'.join(spaces)}a"
    data = dumps(empty(text, id="spaces"), "conll")
    assert data.splitlines() == data.split("\n")[:-1]
    assert sum("\t" in line for line in data.splitlines()) == len(spaces) + 1


@pytest.mark.parametrize("key", ["a b", " a", "a\n2\tx", '"a"', "# x = y", "a\u2028b", "=", "Zoë 😀"])
def test_ids_stay_in_their_comment(key: str) -> None:
    """An id of any characters comes back from a single line."""
    claims = empty("# newdoc id = x\n#\t1\n\n# a", id=key)
    data = dumps([claims, claims], "conll")
    assert loads(data, "conll", articles=articles_of(claims)) == [claims, claims]
    assert [line.startswith("# newdoc id = ") for line in data.splitlines()].count(True) == 2


def test_spans_in_white_space() -> None:
    """A comment stores a span that begins or ends in white space, or consists of it."""
    end = RAIN.text.index("\n")
    pairs = [(4, 7), (10, 12), (end, end + 1)]
    text = " ... ".join(RAIN.text[a:b] for a, b in pairs)
    content = {"spans": [{"start": a, "end": b} for a, b in pairs], "text": text}
    claims = ClaimSet(article=RAIN, claims=[{"id": "1", "content": content}])
    data = dumps(claims, "conll")
    assert '"spans":{"content":[[4,7],[10,12],[25,26]]}' in data
    assert read(data) == [claims]
    # The comment does not count once the tags are changed.
    assert spans(read(data.replace(":\tO\tO\tB-CONTENT", ":\tO\tO\tO"))[0]) == [{"content": [(4, 7)]}]


# Files of other tools.


def test_gold_of_others() -> None:
    """A file without names, numbers and counts has a claim in each column of tags."""
    [found] = read(FOREIGN)
    assert (spans(found), found.extractor, found.warnings, found[0].stance) == (FOUND, None, (), None)
    assert spans(read(FOREIGN.replace("\t", "  "))[0]) == FOUND
    assert spans(read(FOREIGN.replace("\n", "\r\n"))[0]) == FOUND


def test_sentences_numbers_and_names() -> None:
    """Blocks may be sentences with their own claims; tokens may be numbered, and columns named."""
    parts = FOREIGN.splitlines()
    one = [f"{i}\t{line}" for i, line in enumerate(parts[1:11], 1)]
    two = [f"{i}\t{line.replace(chr(9), f'{chr(9)}X{chr(9)}', 1)}" for i, line in enumerate(parts[11:], 1)]
    header = "# global.columns = ID FORM UPOS 1:SOURCE CLAIM7"
    data = "\n".join([parts[0], "# claim1:stance = Affirm", *one, "", header, "# claim7:stance = deny", *two]) + "\n"
    [found] = read(data)
    assert spans(found) == FOUND
    assert [claim.stance for claim in found] == ["affirm", "deny"]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("tags", "content"),
    [
        ("I-CONTENT I-CONTENT O", [(12, 21)]),
        ("B-CONTENT E-CONTENT S-CONTENT", [(12, 21), (21, 22)]),
        ("b-content i-content _", [(12, 21)]),
        ("B-CONTENT I-CUE O", [(12, 14)]),
        ("S-CONTENT I-CONTENT *", [(12, 14), (15, 21)]),
    ],
)
def test_other_tags(tags: str, content: list[tuple[int, int]]) -> None:
    """IOB1 and BIOES tags are read as well."""
    forms = ["Ann", "😀", "said", ":", "it", "rained", ",", "it", "poured", ".", "Bob", "denied", "it", "."]
    cells = ["O"] * 4 + tags.split() + ["O"] * 7
    data = "# newdoc id = rain\n" + "".join(f"{f}\t{c}\n" for f, c in zip(forms, cells, strict=True))
    assert spans(read(data)[0])[0]["content"] == content


# Faults.


OURS = dumps(sample(), "conll")
FIRST = FOREIGN.replace("# newdoc id = rain\n", "")


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (FIRST, 1, "the comment '# newdoc id = ARTICLE_ID'"),
        ("\n# newdoc id = rain\n", 2, "there are comments but no tokens"),
        (
            FOREIGN.replace("poured\t", "pours\t"),
            10,
            "the token 'pours' does not fit article 'rain', which continues with 'poured",
        ),
        (FOREIGN.replace("poured\t", "\t"), 10, "the token '' does not fit"),
        (FOREIGN + "more\tO\tO\n", 16, "the token 'more' does not fit article 'rain', which continues with ''"),
        (FOREIGN[: FOREIGN.index("Bob")], 1, "article 'rain' goes on with 'Bob denied it.', but no token does"),
        (FOREIGN + "\n" + FIRST, 17, "the comment '# newdoc id"),
        (FOREIGN[: FOREIGN.index("Bob")] + "\n" + FOREIGN, 13, "goes on with 'Bob denied it.'"),
        (FOREIGN.replace("B-CUE", "B-QUEUE", 1), 4, "'B-QUEUE' is not a valid tag in this column"),
        (FOREIGN.replace("\tI-SOURCE\tO", "\tI-SOURCE"), 3, "the line has 2 cells, but there are 3 columns"),
        ("# set:tokens = x\n" + FOREIGN, 1, "'set:tokens' must be a number"),
        ("# set:tokens = 13\n" + FOREIGN, 1, "there should be 13 lines with tokens, but there are 14"),
        ("# set:claims = 1\n" + FOREIGN, 1, "there should be 1 claims with columns, but there are 2"),
        ("# set:warnings = 3\n" + FOREIGN, 1, "must be an array"),
        ("# set:warnings = [3]\n" + FOREIGN, 1, "warnings.0 must be a str"),
        ("# set:extractor = 3\n" + FOREIGN, 1, "must be an object"),
        ("# set:extractor = {\n" + FOREIGN, 1, "Expecting property name"),
        ("# set:schema_version = 99\n" + FOREIGN, 1, "schema version '99'"),
        ("# global.columns = ID A B\n" + FOREIGN, 1, "no column is named FORM"),
        ("# claim3:stance = deny\n" + FOREIGN, 1, "names a claim without columns"),
        ("# claim1:stand = deny\n" + FOREIGN, 1, "or a detail that comments cannot hold"),
        ("# claim1:stance = maybe\n" + FOREIGN, 1, "'maybe' is not a value of stance"),
        ("# claim1:parent = claim3\n" + FOREIGN, 1, "a parent must be another claim of this block"),
        ("# claim1:parent = claim1\n" + FOREIGN, 1, "the parents of some claims lead back"),
        ("# claim1:details = 3\n" + FOREIGN, 1, "'claim1:details' must be an object"),
        ('# claim1:details = {"spans":3}\n' + FOREIGN, 1, "'spans' must be an object"),
        ('# claim1:details = {"spans":{"cue":3}}\n' + FOREIGN, 1, "must be an array"),
        ('# claim1:details = {"scare":3}\n' + FOREIGN, 1, "the details of a claim have unknown fields: 'scare'"),
        ('# claim1:details = {"id":3}\n' + FOREIGN, 1, "must be a string"),
        ('# claim1:details = {"times":3}\n' + FOREIGN, 1, "times"),
        ('# newdoc id = "rain\n' + FIRST, 1, "Unterminated string"),
        ('# newdoc id = ""\n' + FIRST, 1, "the id of an article must be"),
        ("# newdoc id = \n" + FIRST, 1, "the id of an article must be"),
    ],
)
def test_faults(data: str, line: int, reason: str) -> None:
    """A fault is an error with its line, after the claim sets before it."""
    found: list[ClaimSet] = []
    before = dumps(sample(), "conll")
    articles = {"rain": RAIN, **articles_of(sample())}
    with pytest.raises(FormatError) as caught:
        found.extend(ConllSerialiser().load(io.BytesIO((before + data).encode("utf-8")), articles=articles))
    assert reason in caught.value.reason
    assert caught.value.line == line + before.count("\n")
    assert found[:1] == [sample()]


def test_the_articles() -> None:
    """A missing article is named, and an article under another's id is refused."""
    nothing: tuple[dict[str, Article] | None, ...] = (None, {})
    for articles in nothing:
        with pytest.raises(MissingArticleError, match="rain"):
            loads(FOREIGN, "conll", articles=articles)
    wrong: Mapping[str, Article] = {"rain": Article(text=RAIN.text, id="snow")}
    with pytest.raises(InvalidValueError, match="an article with the id 'snow'"):
        loads(FOREIGN, "conll", articles=wrong)
    bare: Mapping[str, Article] = {"rain": RAIN.text}  # type: ignore[dict-item]
    with pytest.raises(InputTypeError, match=r"articles\['rain'\] must be an Article"):
        loads(FOREIGN, "conll", articles=bare)


def test_a_block_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block has as many cells as tokens times columns, so one that would be too large is refused before it begins."""
    monkeypatch.setattr(serialiser, "MOST_CELLS", 100)
    with pytest.raises(InvalidValueError, match=r"article 'ferry-1' has \d claims and would have [\d,]+ cells"):
        dumps(sample(), "conll")
