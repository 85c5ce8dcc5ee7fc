"""The contract checks: built-in plug-ins pass them, and each violation is found and named."""

import io
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import define, evolve, field

from newsclaims import _plugins as plugins
from newsclaims._attribution import Attribution, Finds, Judgement
from newsclaims._model import Article, ClaimSet
from newsclaims.errors import WriteOnlyError
from newsclaims.serialisers import dumps, loads
from newsclaims.testing import (
    SAMPLES,
    ScriptedExtractor,
    check_extractor,
    check_reader,
    check_serialiser,
    check_tagger,
    sample_claimsets,
)
from newsclaims.text import Text, read

CONTENT = Attribution((), (), ((0, 1),))


@pytest.mark.parametrize("name", ["neural", "rules"])
def test_built_in_extractors_keep_their_contract(name: str) -> None:
    """The built-in extractors pass the check that plug-ins use."""
    check_extractor(plugins.get("extractor", name))


@pytest.mark.parametrize("name", ["stance", "confidence", "cue_force", "source_type", "quotation", "times"])
def test_built_in_taggers_keep_their_contract(name: str) -> None:
    """The built-in taggers pass the check that plug-ins use."""
    check_tagger(plugins.get("tagger", name))


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_built_in_serialisers_keep_their_contract(name: str) -> None:
    """The built-in serialisers pass the check that plug-ins use."""
    check_serialiser(plugins.get("serialiser", name))


# The scripted extractor.


def found(script: Any, text: str) -> Sequence[Attribution]:
    [attributions] = ScriptedExtractor(script).extract([read(Article(text=text))])
    return attributions


def test_a_script_finds_its_words() -> None:
    """Each role is found at its first occurrence, and fragments follow each other."""
    [attribution] = found([("Ann", "said", "it ... it")], "Ann said it, and it was so.")
    assert (attribution.source, attribution.cue) == (((0, 3),), ((4, 8),))
    assert attribution.content == ((9, 11), (17, 19))


@pytest.mark.parametrize("line", [("Bob", "said", "it"), ("Ann", "said", ""), ("Ann", "said", "it ... Ann")])
def test_a_line_that_does_not_fit_is_not_found(line: tuple[str, str, str]) -> None:
    """A line is found only if all its words are there in order, with a content."""
    assert found([line], "Ann said it.") == []


def test_a_line_inside_anothers_content_has_it_as_parent() -> None:
    """The parent of a line is the shortest content around it."""
    script = [("", "", "Ann said Bob said Cid ran"), ("", "", "Bob said Cid ran"), ("", "", "Cid ran")]
    assert [a.parent for a in found(script, "Ann said Bob said Cid ran.")] == [None, 0, 1]


def test_the_samples_are_varied() -> None:
    """The samples include an empty text, unusual spaces, characters beyond 16 bits, and claims with every role."""
    sets = sample_claimsets()
    assert {"", SAMPLES[0]} <= {claims.article.text for claims in sets}
    assert any(ord(c) > 0xFFFF for claims in sets for c in claims.article.text)
    claims = [claim for claimset in sets for claim in claimset]
    assert {claim.source is None for claim in claims} == {claim.parent is None for claim in claims} == {True, False}
    assert any(len(claim.content.spans) > 1 for claim in claims)
    assert any(claim.times and claim.probabilities and claim.labels and claim.evidence for claim in claims)
    assert any(claimset.warnings and claimset.usage for claimset in sets)


# Extractors that violate their contract.


@define
class Broken:
    """An extractor with a fault that the test chooses."""

    fault: str
    name: Any = "broken"
    calls: Iterator[int] = field(factory=lambda: iter(range(10**6)))

    def extract(self, texts: Sequence[Text]) -> Iterable[Any]:
        """Extract with the fault."""
        match self.fault:
            case "count":
                return [[]] * (len(texts) + 1)
            case "no list":
                return [None] * len(texts)
            case "outside":
                return [[Attribution((), (), ((0, len(t.string) + 1),))] for t in texts]
            case "batch":
                return [[CONTENT] if len(texts) > 1 and t.string else [] for t in texts]
            case "order":
                first = [[CONTENT] if i == 0 and t.string else [] for i, t in enumerate(texts)]
                return first if len(texts) > 1 else [[CONTENT] if t.string == SAMPLES[0] else [] for t in texts]
            case "mood":
                return [[CONTENT] if t.string and next(self.calls) > 3 * len(SAMPLES) else [] for t in texts]
        return [[] for _ in texts]


@define
class Reporting:
    """An extractor that returns warnings and usage, and counts its calls."""

    warning: Any = "slow."
    usage: Any = field(factory=dict)
    name: str = "reporting"
    calls: Iterator[int] = field(factory=lambda: iter(range(10**6)))

    def extract(self, texts: Sequence[Text]) -> Iterable[Finds]:
        """Return no attributions, with warnings and usage."""
        for _ in texts:
            yield Finds([], (self.warning,), {"calls": next(self.calls), **self.usage})


class Fickle(Reporting):
    """An extractor whose warnings change."""

    def extract(self, texts: Sequence[Text]) -> Iterable[Finds]:
        """Return another warning each time."""
        return [Finds([], (f"{next(self.calls)} calls.",)) for _ in texts]


@pytest.mark.parametrize(
    ("extractor", "message"),
    [
        (Broken("count"), "extractor 'broken': 7 texts gave 8 lists; there must be one per text"),
        (Broken("no list"), "a text gave NoneType, not a list of attributions"),
        (Broken("outside"), "the content of attribution 0 ends at"),
        (Broken("batch"), "its output depends on the other texts of a batch"),
        (Broken("order"), "its output depends on the order of the texts"),
        (Broken("mood"), "its output differs in a second run"),
        (Fickle(), "its output depends on the other texts of a batch"),
        (Reporting(3), "the warnings of its finds must be a tuple of str, not (3,)"),
        (Reporting(usage={"at": {1, 2}}), "the usage of its finds must be JSON values"),
        (Broken("", name=""), "extractor Broken: name must be a non-empty str"),
        (ScriptedExtractor(reactions={"x": threading.Lock().locked}), "it cannot be pickled"),
    ],
)
def test_a_broken_extractor_is_detected(extractor: Any, message: str) -> None:
    """Each clause of the extractor's contract is checked."""
    with pytest.raises(AssertionError) as caught:
        check_extractor(extractor)
    assert message in str(caught.value)


def test_the_usage_of_an_extractor_may_differ() -> None:
    """A second call may have another usage, e.g. with a cache, but the same warnings and attributions."""
    check_extractor(Reporting())


# Taggers that violate their contract.


@define
class BrokenTagger:
    """A tagger with a fault that the test chooses."""

    fault: str
    name: str = "broken"
    requires: Any = frozenset({"stance", "own"})
    provides: Any = frozenset({"own"})
    calls: Any = field(factory=lambda: iter(range(10**6)))

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Any:
        """Tag with the fault."""
        assert all(set(a.judgements) == {"stance", "own"} for a in attributions)
        match self.fault:
            case "moves":
                return [evolve(a, cue=()) for a in attributions]
            case "stranger":
                return [a.judged("stance", Judgement("deny", "rule")) for a in attributions]
            case "mood":
                return [a.judged("own", Judgement(str(next(self.calls)), "rule")) for a in attributions]
            case "finds":
                return attributions or [CONTENT]
        return attributions


@pytest.mark.parametrize(
    ("tagger", "message"),
    [
        (BrokenTagger("moves"), "tagger 'broken': on 'The harbour master"),
        (BrokenTagger("stranger"), "it judges stance, which is not in its `provides`"),
        (BrokenTagger("mood"), "its output differs in a second run"),
        (BrokenTagger("finds"), "its output finds attributions of its own"),
        (BrokenTagger("", requires={"stance"}), "requires must be a frozenset of labels"),
        (BrokenTagger("", provides=frozenset({"own", "score"})), "cannot provide 'score': 'score' cannot be a label"),
        (BrokenTagger("", provides=frozenset()), "provides must name the labels that it judges"),
    ],
)
def test_a_broken_tagger_is_detected(tagger: Any, message: str) -> None:
    """Each clause of the tagger's contract is checked; required labels are judged before."""
    with pytest.raises(AssertionError) as caught:
        check_tagger(tagger)
    assert message in str(caught.value)


def test_a_correct_tagger_passes() -> None:
    """The check is not stricter than the contract."""
    check_tagger(BrokenTagger(""))


# Serialisers that violate their contract.


@define
class BrokenSerialiser:
    """A serialiser with a fault that the test chooses."""

    fault: str = ""
    name: str = "broken"
    suffixes: Any = (".x",)
    media_type: Any = "application/x"
    layout: Any = "stream"
    calls: Any = field(factory=lambda: iter(range(10**6)))

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write JSON Lines, with the fault."""
        data = dumps(claimsets, "jsonl").encode()
        if isinstance(target, Path):
            if self.fault == "no folder":
                target.write_bytes(data)
                return
            target.mkdir()
            (target / "all").write_bytes(data + b"\n" * (self.fault == "file mood") * next(self.calls))
            return
        written: Any = data + b"\n" * (self.fault == "mood") * next(self.calls)
        target.write(written.decode() if self.fault == "text" else written)
        if self.fault == "closes":
            target.close()

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read JSON Lines, with the fault."""
        assert articles is not None
        if self.fault == "write only":
            raise WriteOnlyError(self.name)
        return self._load(source)

    def _load(self, source: BinaryIO | Path) -> Iterator[ClaimSet]:
        if self.fault == "write only, late":
            raise WriteOnlyError(self.name)
        data = (source / "all").read_bytes() if isinstance(source, Path) else source.read()
        if self.fault == "trusting" and data:
            assert json.loads(data.split(b"\n")[0])
        if self.fault == "inventive" and not data:
            yield ClaimSet(article=Article(text="Nothing."))
        sets = loads(data, "jsonl")
        if self.fault == "loses":
            sets = sets[1:]
        if self.fault == "changes":
            sets = [s.model_copy(update={"warnings": ("new",)}) for s in sets]
        if self.fault == "closes what it reads" and not isinstance(source, Path):
            source.close()
        yield from sets


@pytest.mark.parametrize(
    ("serialiser", "message"),
    [
        (BrokenSerialiser("loses"), "8 claim sets were written and 7 read"),
        (BrokenSerialiser("changes"), "claim set 0 came back changed: warnings is ('new',), but was ()"),
        (BrokenSerialiser("mood"), "the same claim sets gave other bytes"),
        (BrokenSerialiser("file mood", layout="folder"), "the same claim sets gave other bytes"),
        (BrokenSerialiser("no folder", layout="folder"), "its layout is 'folder', but it did not make a folder"),
        (BrokenSerialiser("text"), "dump raised TypeError: a bytes-like object is required, not 'str'"),
        (BrokenSerialiser("trusting"), "load of nonsense raised "),
        (BrokenSerialiser("inventive"), "0 claim sets were written and 1 read"),
        (BrokenSerialiser("write only, late"), "reading what load returned raised WriteOnlyError"),
        (BrokenSerialiser("closes"), "it closed a stream that it did not open"),
        (BrokenSerialiser("closes what it reads"), "it closed a stream that it did not open"),
        (
            BrokenSerialiser(layout="scroll"),
            "layout must be one of 'stream', 'file-per-article', 'folder', not 'scroll'",
        ),
        (BrokenSerialiser(media_type="x"), "media_type must be a str such as 'text/csv', not 'x'"),
        (BrokenSerialiser(suffixes=["x"]), "suffixes must be a tuple of strings such as '.json'"),
    ],
)
def test_a_broken_serialiser_is_detected(serialiser: Any, message: str) -> None:
    """Each clause of the serialiser's contract is checked."""
    with pytest.raises(AssertionError) as caught:
        check_serialiser(serialiser)
    assert message in str(caught.value)


@pytest.mark.parametrize("layout", plugins.LAYOUTS)
def test_a_serialiser_may_lose_values(layout: str) -> None:
    """A projection returns what is kept of a claim set; a folder is written and read by its path."""

    def projection(claimset: ClaimSet) -> ClaimSet:
        return claimset.model_copy(update={"warnings": ("new",)})

    check_serialiser(BrokenSerialiser("changes", layout=layout), projection=projection)


@pytest.mark.parametrize("layout", plugins.LAYOUTS)
def test_a_serialiser_may_be_write_only(layout: str) -> None:
    """A write-only serialiser says so when `load` is called, and its output is still checked."""
    check_serialiser(BrokenSerialiser("write only", layout=layout))
    with pytest.raises(AssertionError, match="the same claim sets gave other bytes"):
        check_serialiser(Moody("write only", layout=layout))


class Moody(BrokenSerialiser):
    """A serialiser that writes something else each time."""

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Count the calls."""
        sets = [s.model_copy(update={"warnings": (str(next(self.calls)),)}) for s in claimsets]
        super().dump(sets, target)


@define
class BrokenReader:
    """A reader that breaks one rule: an article a line."""

    fault: str = ""
    name: str = "broken"
    suffixes: Any = (".lines",)
    media_type: str = "text/plain"
    many: bool = True
    calls: Iterator[int] = field(factory=lambda: iter(range(10**6)))

    def read(self, source: BinaryIO) -> Iterator[Any]:
        """Break the rule."""
        if self.fault == "closes":
            source.close()
            return
        if self.fault == "crashes" and source.read(2) == b"\0\xff":
            raise KeyError
        lines = source.read1() if self.fault == "pieces" and isinstance(source, io.BufferedReader) else source.read()
        for line in lines.splitlines():
            text = line.decode("latin-1")
            if self.fault == "moody":
                text += str(next(self.calls))
            yield text if self.fault == "texts" else Article(text=text)


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        (BrokenReader(name=""), "name must be a non-empty str"),
        (BrokenReader(suffixes=".lines"), "suffixes must be a tuple of strings"),
        (BrokenReader("texts"), "it yielded str, not an article"),
        (BrokenReader("closes"), "it closed a stream that it did not open"),
        (BrokenReader("moody"), "its output differs in"),
        (BrokenReader("pieces"), "its output depends on how many bytes come at a time"),
        (BrokenReader("crashes"), "read of .* raised KeyError"),
        (BrokenReader(many=False), "it gave 2 articles, but its `many` is False"),
        (BrokenReader(), "gave 2 articles, not 3"),
    ],
)
def test_a_broken_reader_is_detected(reader: Any, message: str) -> None:
    """Every way to break the contract of a reader is reported."""
    count = 3 if message.endswith("not 3") else 2
    with pytest.raises(AssertionError, match=message):
        check_reader(reader, {b"It rained.\nIt snowed.": count})


def test_a_reader_needs_samples() -> None:
    """A check without samples would check nothing."""
    with pytest.raises(AssertionError, match="give at least one sample"):
        check_reader(BrokenReader(), {})


def test_a_reader_that_reads_all_at_once_stops_at_the_limit() -> None:
    """A correct reader passes, because the stream itself stops at a limit."""
    check_reader(BrokenReader(), {b"It rained.\nIt snowed.": 2, b"": 0})
