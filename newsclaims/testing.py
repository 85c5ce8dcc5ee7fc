"""Checks for a plug-in's own tests, and a scripted extractor for tests without a model.

Each check runs a plug-in on samples, built in or your own. It raises `AssertionError` with a message that says which
part of the contract the plug-in broke. The built-in plug-ins pass the same checks.

Example:
    >>> check_extractor(ScriptedExtractor([("Ann", "said", "it rained")]))
"""

import contextlib
import io
import itertools
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeVar

from attrs import define, evolve, field

from ._attribution import Attribution, Finds, Judgement, Mark, Offsets
from ._model import FRAGMENT_GLUE, LABELS, Article, Block, Claim, ClaimSet, Span, TimeMention
from ._pipeline import Pipeline, check_finds, check_provides, check_tagged, claims_from, in_article
from ._plugins import faults
from .errors import NewsClaimsError, WriteOnlyError
from .extractors import Extractor
from .readers import Reader, Skipped
from .readers import read as read_articles
from .serialisers import Serialiser
from .taggers import Tagger
from .text import Text, read

__all__ = [
    "SAMPLES",
    "SCRIPT",
    "ScriptedExtractor",
    "check_extractor",
    "check_reader",
    "check_serialiser",
    "check_tagger",
    "sample_claimsets",
]

SAMPLES = (
    (
        "The harbour master denied that the quay was unsafe. "
        "\u201cIt will hold,\u201d Ida Brandt said, \u201cfor years.\u201d"
    ),
    "",
    " \t\r\n \u00a0",
    "According to the union, 1,200 dockers walked out.\r\n\r\nNobody was hurt.",
    (
        "\ufeffe\u0301tude \U0001f6a2\U0001f1f3\U0001f1f4: \u05d0\u05de\u05e8 \u201cunclosed, she said. "
        "'And \u00abthis too, he added."
    ),
    "It is believed that the ferry, which critics call 'a coffin', may sail. \u2028She asked whether it would.",
    "x" * 5000,
)
"""Texts that an extractor must handle: common forms, an empty text, odd spaces, odd marks, and no spaces."""

SCRIPT = (
    ("The harbour master", "denied", "that the quay was unsafe"),
    ("Ida Brandt", "said", "\u201cIt will hold,\u201d ... \u201cfor years.\u201d"),
    ("the union", "According to", "1,200 dockers walked out"),
    ("", "is believed", "that the ferry, which critics call 'a coffin', may sail"),
    ("critics", "call", "'a coffin'"),
    ("She", "asked", "whether it would"),
    ("", "", "Nobody was hurt"),
)
"""The attributions in `SAMPLES`, for `ScriptedExtractor`: source, cue and content."""

_MANY = 100
"""How many articles are enough of a stream without an end."""
_MAX_BYTES = 1_000_000
_AT_A_TIME = 1 << 16

Line = tuple[str, str, str]
_Lists = Sequence[Sequence[Attribution]]
_Plugin = TypeVar("_Plugin")


@define(slots=True)
class ScriptedExtractor:
    """An extractor that finds the words of a script, for tests of taggers, serialisers and pipelines.

    A line of the script gives the words of source, cue and content, with `""` for a missing role; ` ... ` separates
    fragments. A line gives one attribution in each text that holds all of its words, at their first occurrence. If the
    words lie inside the contents of other lines, the line with the shortest such content is the parent.

    Args:
        script: The lines.
        name: The extractor's name.
        reactions: Words to a function that is called when a text holds them, for example to raise, wait or count.

    Example:
        >>> extractor = ScriptedExtractor([("Ann", "said", "it rained")])
        >>> [found] = extractor.extract([read(Article(text="It was wet: it rained, Ann said."))])
        >>> found[0].content
        ((12, 21),)
    """

    script: Sequence[Line] = SCRIPT
    name: str = "scripted"
    reactions: Mapping[str, Callable[[], object]] = field(factory=dict)

    def extract(self, texts: Sequence[Text]) -> Iterator[Sequence[Attribution]]:
        """Find the script's lines.

        Args:
            texts: The texts.
        """
        for text in texts:
            for words, react in self.reactions.items():
                if words in text.string:
                    react()
            found = [a for line in self.script if (a := _located(text.string, line)) is not None]
            yield [evolve(a, parent=_parent(found, a)) for a in found]


def check_reader(reader: Reader, samples: Mapping[bytes, int], **options: Any) -> None:
    """Check a reader against its contract.

    The reader must yield articles, or `Skipped`, one by one. They must be the same in a second run, after pickling, in
    threads, and from a stream that gives a few bytes at a time. It must not close the stream. For nonsense, for
    nothing, for zero bytes and for each half of a sample, it must raise errors of newsclaims or yield what it
    understood. A stream without an end must stop at a limit.

    Args:
        reader: The reader.
        samples: The bytes of files, each with the number of articles in it.
        options: Options for the reader.

    Raises:
        AssertionError: If it breaks the contract; the message says how.
    """
    who = _named("reader", reader)
    for attribute, expected, found in faults("reader", reader):
        _fail(f"{who}: {attribute} must be {expected}, not {found}")
    _require(bool(samples), f"{who}: give at least one sample")
    for data, count in samples.items():
        first = _items(who, reader, data, options)
        articles = [item for item in first if isinstance(item, Article)]
        _require(len(articles) == count, f"{who}: {data[:40]!r} gave {len(articles)} articles, not {count}")
        _require(reader.many or len(first) == 1, f"{who}: it gave {len(first)} articles, but its `many` is False")
        with ThreadPoolExecutor(4) as pool:
            threaded = list(pool.map(lambda _, d=data: _items(who, reader, d, options), range(4)))
        for fault, again in (
            ("differs in a second run", _items(who, reader, data, options)),
            ("differs after pickling", _items(who, _copied(who, reader), data, options)),
            ("depends on how many bytes come at a time", _items(who, reader, data, options, at_a_time=7)),
            *(("differs in threads", found) for found in threaded),
        ):
            _require(first == again, f"{who}: its output {fault}: {data[:40]!r}")
    _endures(who, reader, next(iter(samples)), options)


def check_extractor(extractor: Extractor, texts: Iterable[str | Article] = SAMPLES) -> None:
    """Check an extractor against its contract.

    The extractor must return one list, or `Finds`, for each text. Each attribution must have a content, spans that are
    sorted, do not overlap and lie inside the text, and a valid parent. Warnings must be strings and usage must be JSON.
    The attributions and warnings of a text must be the same in any batch, in a second run, after pickling, and in
    threads. Usage can differ.

    Args:
        extractor: The extractor.
        texts: The texts to try it on.

    Raises:
        AssertionError: If it breaks the contract; the message says how.
    """
    who = _named("extractor", extractor)
    read_texts = [read(t if isinstance(t, Article) else Article(text=t)) for t in texts]
    together = _extracted(who, extractor, read_texts)
    for text, found in zip(read_texts, together, strict=True):
        _passes(who, text, partial(check_finds, found, len(text.string)))
    _require(_extracted(who, extractor, []) == [], f"{who}: an empty list of texts must give an empty list")
    alone = [_extracted(who, extractor, [text])[0] for text in read_texts]
    _same(who, read_texts, together, alone, "depends on the other texts of a batch")
    backwards = _extracted(who, extractor, read_texts[::-1])[::-1]
    _same(who, read_texts, together, backwards, "depends on the order of the texts")
    _same(who, read_texts, together, _extracted(who, extractor, read_texts), "differs in a second run")
    _same(who, read_texts, together, _extracted(who, _copied(who, extractor), read_texts), "differs after pickling")
    with ThreadPoolExecutor(4) as pool:
        for threaded in pool.map(lambda _: _extracted(who, extractor, read_texts), range(4)):
            _same(who, read_texts, together, threaded, "differs in threads")


def check_tagger(tagger: Tagger, cases: Iterable[tuple[Text, Sequence[Attribution]]] | None = None) -> None:
    """Check a tagger against its contract.

    The tagger must return the same attributions in the same order with the same spans. It can only add judgements, and
    only of labels in its `provides`. Values and evidence must be ones that a claim can hold. The output must be the
    same in a second run, after pickling, and in threads.

    Args:
        tagger: The tagger.
        cases: Texts with their attributions; if None, `SAMPLES` with `SCRIPT`, where each attribution already has a
            judgement of each label that the tagger requires.

    Raises:
        AssertionError: If it breaks the contract; the message says how.
    """
    who = _named("tagger", tagger)
    for labels in ("requires", "provides"):
        _require(isinstance(getattr(tagger, labels, None), frozenset), f"{who}: {labels} must be a frozenset of labels")
    _require(bool(tagger.provides), f"{who}: provides must name the labels that it judges")
    try:
        check_provides(tagger)
    except NewsClaimsError as error:
        _fail(str(error))
    copy = _copied(who, tagger)
    for text, before in _cases(tagger) if cases is None else cases:
        after = tagger.tag(text, before)
        _passes(who, text, partial(check_tagged, before, after, len(text.string)))
        pairs = [(a.judgements, b.judgements) for a, b in zip(after, before, strict=True)]
        grown = {label for a, b in pairs for label, given in a.items() if len(given) > len(b.get(label, ()))}
        strange = sorted(grown - tagger.provides)
        _require(not strange, f"{who}: it judges {', '.join(strange)}, which is not in its `provides`")
        texts = [text]
        _same(who, texts, [after], [tagger.tag(text, before)], "differs in a second run")
        _same(who, texts, [after], [copy.tag(text, before)], "differs after pickling")
        _same(who, texts, [list(tagger.tag(text, []))], [[]], "finds attributions of its own")
        with ThreadPoolExecutor(4) as pool:
            for threaded in pool.map(lambda _, t=text, b=before: tagger.tag(t, b), range(4)):
                _same(who, texts, [after], [threaded], "differs in threads")


def check_serialiser(
    serialiser: Serialiser,
    claimsets: Sequence[ClaimSet] | None = None,
    *,
    projection: Callable[[ClaimSet], ClaimSet] | None = None,
) -> None:
    """Check a serialiser against its contract.

    The serialiser must read back what it wrote, unchanged or as documented: several sets (in order, if it is a stream)
    and no set at all. It must write the same bytes each time and after pickling. It must not close a stream, and must
    accept a generator of claim sets. For nonsense, and for half a file, it must raise errors of newsclaims or return
    only complete claim sets. If a format can only be written, its `load` must raise `WriteOnlyError`; everything else
    still applies.

    Args:
        serialiser: The serialiser.
        claimsets: The claim sets to try it on; `sample_claimsets()` if None.
        projection: A function that returns what is left of a claim set after writing and reading, for a format that
            loses something.

    Raises:
        AssertionError: If it breaks the contract; the message says how.
    """
    who = _named("serialiser", serialiser)
    for attribute, expected, found in faults("serialiser", serialiser):
        _fail(f"{who}: {attribute} must be {expected}, not {found}")
    given = sample_claimsets() if claimsets is None else tuple(claimsets)
    kept = tuple(given if projection is None else map(projection, given))
    for sets, left in ((given, kept), *(((g,), (k,)) for g, k in zip(given, kept, strict=True)), ((), ())):
        _round_trip(who, serialiser, sets, left)
    _round_trip(who, _copied(who, serialiser), given, kept)
    if serialiser.layout == "stream":
        _survives(who, serialiser, given, kept)


def sample_claimsets() -> tuple[ClaimSet, ...]:
    """Return claim sets with every field, with and without each role, with nesting, fragments and odd characters."""
    return (*Pipeline(ScriptedExtractor(), taggers=[]).stream(SAMPLES), _rich())


def _rich() -> ClaimSet:
    article = Article(
        text=SAMPLES[0],
        id="harbour/1, \u201codd\u201d",
        title='=Quay; "safe"',
        url="https://example.org/quay?a=1&b=2",
        published=datetime(2024, 11, 8, 9, 30, tzinfo=UTC),
        publisher="The \u00d8resund Courier",
        authors=("Ann \u00d8sterg\u00e5rd", "B. Reed, Jr."),
        language="en-GB",
        blocks=(
            Block(kind="caption", span=Span(start=0, end=SAMPLES[0].index(" \u201c"))),
            Block(kind="quote", span=Span(start=SAMPLES[0].index("\u201c"), end=len(SAMPLES[0]))),
        ),
        meta={"pages": [1, 2], "lead": True, "byline": None, "weights": {"a": 0.5}},
    )
    text = read(article)
    [found] = ScriptedExtractor().extract([text])
    judged = [evolve(a, score=0.75, note="a line,\nof two", judgements={}) for a in in_article(found, text.view)]
    judged[1] = evolve(judged[1], extractors=("scripted", "another"))
    mark = Mark(*judged[0].cue[0], '\u2192 the cue, "denied"')
    verdict = {
        "stance": Judgement("deny", "model", {"deny": 0.9, "affirm": 0.1}, (mark,)),
        "confidence": Judgement("certain", "lexicon", evidence=(mark,)),
        "cue_force": Judgement("neutral", "rule"),
        "source_type": Judgement("government", "rule"),
        "quotation": Judgement("indirect", "rule"),
        "topic": Judgement("ports; harbours", "model", {"ports; harbours": 0.7, "money": 0.3}, (mark,)),
        "is it news?": Judgement("yes", "rule"),
    }
    claims: list[Claim] = list(claims_from(article, judged, lambda _: verdict, extractors=("scripted", "other")))
    span = claims[0].content.spans[0]
    time = TimeMention(span=span, kind="date", start=date(2024, 11, 1), end=date(2024, 11, 30), grain="month")
    claims[0] = claims[0].model_copy(update={"times": (time,)})
    info = Pipeline(ScriptedExtractor(), taggers=[]).extract("").extractor
    return ClaimSet(
        article=article,
        claims=tuple(claims),
        extractor=info,
        warnings=("a warning,\nin two lines",),
        usage={"tokens": {"read": 12, "written": 3}, "cost": 0.25},
    )


def _items(
    who: str, reader: Reader, data: bytes, options: Mapping[str, Any], *, at_a_time: int | None = None
) -> list[Article | Skipped]:
    """Return all that a reader yields; it is called as `newsclaims.read` does."""
    stream = io.BytesIO(data) if at_a_time is None else io.BufferedReader(_Slow(data, at_a_time))
    found = list(reader.read(stream, **options))
    for item in found:
        _require(isinstance(item, (Article, Skipped)), f"{who}: it yielded {type(item).__name__}, not an article")
    _require(not stream.closed, f"{who}: it closed a stream that it did not open")
    return found


class _Slow(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot seek, as a pipe does."""

    def __init__(self, data: bytes, at_a_time: int, *, endless: bool = False) -> None:
        self._data, self._at, self._at_a_time, self._endless = data, 0, at_a_time, endless

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        room = memoryview(buffer)
        piece = self._data[self._at : self._at + min(len(room), self._at_a_time)]
        if not piece and self._endless:
            self._at = 0
            return self.readinto(buffer)
        room[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _endures(who: str, reader: Reader, data: bytes, options: Mapping[str, Any]) -> None:
    """Check what a reader does with what it cannot read, and with a stream that has no end."""
    half = len(data) // 2
    for bad in (b"\x00\xff {nonsense", b"", bytes(1000), data[:half], data[half:], b"\xff" + data):
        with _sound(who, f"read of {bad[:20]!r}"), contextlib.suppress(NewsClaimsError):
            list(reader.read(io.BytesIO(bad), **options))
    for piece in (b"x", b"<", b'{"a": "', data):
        many = piece * (1 + _AT_A_TIME // len(piece))
        endless: BinaryIO = io.BufferedReader(_Slow(many, _AT_A_TIME, endless=True))
        with _sound(who, f"read of {piece[:20]!r} without an end"), contextlib.suppress(NewsClaimsError):
            articles = read_articles(endless, reader, on_skip=_Patience(), max_bytes=_MAX_BYTES, **options)
            if len(list(itertools.islice(articles, _MANY))) < _MANY:
                _fail(f"{who}: a stream without an end came to an end")


class _Patience:
    """Ends the reading, by an error, when many things were skipped."""

    def __init__(self) -> None:
        self._left = _MANY

    def __call__(self, _: Skipped) -> None:
        self._left -= 1
        if not self._left:
            raise NewsClaimsError


def _located(text: str, line: Line) -> Attribution | None:
    roles = [_offsets(text, words) for words in line]
    if None in roles or not line[2]:
        return None
    source, cue, content = (offsets or () for offsets in roles)
    return Attribution(source, cue, content)


def _offsets(text: str, words: str) -> Offsets | None:
    at, offsets = 0, []
    for fragment in words.split(FRAGMENT_GLUE) if words else ():
        if (start := text.find(fragment, at)) < 0:
            return None
        at = start + len(fragment)
        offsets.append((start, at))
    return tuple(offsets)


def _parent(found: Sequence[Attribution], child: Attribution) -> int | None:
    inner = [pair for _, offsets in child.roles() for pair in offsets]
    own = sum(end - start for start, end in child.content)
    holders = [
        (size, i)
        for i, other in enumerate(found)
        if (size := sum(end - start for start, end in other.content)) > own
        and all(any(s <= a and b <= e for s, e in other.content) for a, b in inner)
    ]
    return min(holders)[1] if holders else None


def _cases(tagger: Tagger) -> Iterator[tuple[Text, Sequence[Attribution]]]:
    texts = [read(Article(text=text)) for text in SAMPLES]
    for text, found in zip(texts, ScriptedExtractor().extract(texts), strict=True):
        known = {label: (Judgement(_sample(label), "rule"),) for label in sorted(tagger.requires)}
        yield text, tuple(evolve(attribution, judgements=known) for attribution in found)


def _sample(label: str) -> str:
    """Return a value that a label may have."""
    return str(next(iter(LABELS[label].values))) if label in LABELS else "sample"


def _extracted(who: str, extractor: Extractor, texts: Sequence[Text]) -> list[Sequence[Attribution]]:
    lists = list(extractor.extract(texts))
    _require(len(lists) == len(texts), f"{who}: {len(texts)} texts gave {len(lists)} lists; there must be one per text")
    for found in lists:
        _require(isinstance(found, Sequence), f"{who}: a text gave {type(found).__name__}, not a list of attributions")
    return lists


def _round_trip(who: str, serialiser: Serialiser, sets: Sequence[ClaimSet], expected: Sequence[ClaimSet]) -> None:
    articles = {claimset.article.id: claimset.article for claimset in sets}
    with tempfile.TemporaryDirectory() as folder:
        written, again = (_written(who, serialiser, sets, Path(folder) / name) for name in ("one", "two"))
        _require(written == again, f"{who}: the same claim sets gave other bytes")
        streams = serialiser.layout == "stream"
        found = _read(who, serialiser, io.BytesIO(written[""]) if streams else Path(folder) / "one", articles)
    if found is None:
        return
    if not streams:
        # Files come in the order of their names.
        found, expected = (sorted(some, key=lambda c: c.article.id) for some in (found, expected))
    _require(len(found) == len(expected), f"{who}: {len(expected)} claim sets were written and {len(found)} read")
    for i, (one, other) in enumerate(zip(found, expected, strict=True)):
        _require(one == other, f"{who}: claim set {i} came back changed: {_difference(one, other)}")


def _read(
    who: str, serialiser: Serialiser, source: BinaryIO | Path, articles: Mapping[str, Article]
) -> list[ClaimSet] | None:
    """Return the claim sets, or None if the format is for writing only."""
    try:
        found = serialiser.load(source, articles=articles)
    except WriteOnlyError:
        return None
    with _sound(who, "reading what load returned"):
        read_back = list(found)
        _require(not getattr(source, "closed", False), f"{who}: it closed a stream that it did not open")
    return read_back


def _written(who: str, serialiser: Serialiser, sets: Sequence[ClaimSet], target: Path) -> dict[str, bytes]:
    """Return the bytes of each file that was written, by its name; a stream has the name `""`."""
    files: dict[str, bytes] = {}
    with _sound(who, "dump"):
        if serialiser.layout != "stream":
            serialiser.dump(iter(sets), target)
            _require(target.is_dir(), f"{who}: its layout is {serialiser.layout!r}, but it did not make a folder")
            files = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
        if serialiser.layout == "stream" or (serialiser.layout == "file-per-article" and len(sets) == 1):
            buffer = io.BytesIO()
            serialiser.dump(iter(sets), buffer)
            _require(not buffer.closed, f"{who}: it closed a stream that it did not open")
            files[""] = buffer.getvalue()
    return files


def _survives(who: str, serialiser: Serialiser, given: Sequence[ClaimSet], kept: Sequence[ClaimSet]) -> None:
    """Check what a stream's serialiser does with nonsense, with nothing, and with half a file."""
    articles = {claimset.article.id: claimset.article for claimset in given}
    data = _written(who, serialiser, given, Path())[""]
    for what, bad in (("nonsense", b"\x00\xff {nonsense"), ("nothing", b""), ("half a file", data[: len(data) // 2])):
        found: list[ClaimSet] = []
        with _sound(who, f"load of {what}"), contextlib.suppress(NewsClaimsError):
            found.extend(serialiser.load(io.BytesIO(bad), articles=articles))
        _require(found == list(kept[: len(found)]), f"{who}: load of {what} gave claim sets that were not written")


@contextlib.contextmanager
def _sound(who: str, what: str) -> Iterator[None]:
    try:
        yield
    except AssertionError:
        raise
    except Exception as error:
        raise AssertionError(f"{who}: {what} raised {type(error).__name__}: {error}") from error


def _difference(one: ClaimSet, other: ClaimSet) -> str:
    for name in ClaimSet.model_fields:
        if getattr(one, name) != getattr(other, name):
            return f"{name} is {getattr(one, name)!r}, but was {getattr(other, name)!r}"
    return "in a way that its fields do not show"


def _named(kind: str, plugin: Reader | Extractor | Tagger | Serialiser) -> str:
    name = getattr(plugin, "name", None)
    _require(isinstance(name, str) and bool(name), f"{kind} {type(plugin).__name__}: name must be a non-empty str")
    return f"{kind} {name!r}"


def _copied(who: str, plugin: _Plugin) -> _Plugin:
    try:
        copy: _Plugin = pickle.loads(pickle.dumps(plugin))  # noqa: S301
    except Exception as error:  # noqa: BLE001
        _fail(f"{who}: it cannot be pickled and sent to worker processes ({type(error).__name__}: {error})")
    return copy


def _passes(who: str, text: Text, check: Callable[[], object]) -> None:
    try:
        check()
    except NewsClaimsError as error:
        _fail(f"{who}: on {text.string[:40]!r}: {error}")


def _same(who: str, texts: Sequence[Text], one: _Lists, other: _Lists, fault: str) -> None:
    for text, a, b in zip(texts, one, other, strict=True):
        same = list(a) == list(b) and Finds.of(a).warnings == Finds.of(b).warnings
        _require(same, f"{who}: its output {fault}: on {text.string[:40]!r}")


def _require(condition: bool, message: str) -> None:  # noqa: FBT001
    if not condition:
        _fail(message)


def _fail(message: str) -> NoReturn:
    raise AssertionError(message)
