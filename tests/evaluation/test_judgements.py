"""Judgement on given spans: the format of a file of labels, and scores worked out by hand."""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution, Judgement
from newsclaims._model import Article, Stance
from newsclaims._pipeline import Pipeline
from newsclaims.errors import FileError, FormatError, OffsetError
from newsclaims.evaluation import (
    Labelled,
    LabelledArticle,
    LabelScores,
    calibration_of,
    evaluate_judgements,
    read_labels,
)
from newsclaims.evaluation._judgements import JUDGED, NOT_JUDGED
from newsclaims.testing import ScriptedExtractor
from newsclaims.text import Text

TEXT = "Ann said it rained a lot. Bob denied that it rained. Dogs bark, it is said."
#       0   4    9                 26  30     37


def span(words: str) -> list[list[int]]:
    """Return the single fragment of a role, by its words in `TEXT`; nothing for no words."""
    start = TEXT.index(words)
    return [[start, start + len(words)]] if words else []


def row(source: str, cue: str, content: str, **other: Any) -> dict[str, Any]:
    """Return a line of a file of labels, before it is written."""
    spans = {"source": span(source), "cue": span(cue), "content": span(content)}
    labels = {"stance": "affirm", "confidence": "certain", "cue_force": "neutral", "source_type": "named_person"}
    return {"id": "x", "article": "rain", "spans": spans, **labels, **other}


RAIN = row("Ann", "said", "it rained a lot")
DRY = row("Bob", "denied", "that it rained", stance="deny")
DOGS = row("", "it is said", "Dogs bark", source_type="none")


def written(tmp_path: Path, rows: Sequence[Any], texts: Mapping[str, str] | None = None) -> tuple[Path, Path]:
    """Write a file of labels and a corpus; a row that is a string is written unchanged."""
    corpus = tmp_path / "corpus"
    for name, text in ({"text/rain": TEXT} if texts is None else texts).items():
        path = corpus / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    lines = [one if isinstance(one, str) else json.dumps(one) for one in rows]
    (tmp_path / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "labels.jsonl", corpus


@frozen
class Told:
    """A tagger that gives known cues their judgements, and others none."""

    values: Mapping[str, Mapping[str, Judgement]]
    name: str = "told"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset(JUDGED)

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
        """Add the judgements."""
        return [self._tagged(text, attribution) for attribution in attributions]

    def _tagged(self, text: Text, attribution: Attribution) -> Attribution:
        start, end = attribution.cue[0]
        for label, judgement in self.values.get(text.string[start:end], {}).items():
            attribution = attribution.judged(label, judgement)
        return attribution


def told(**values: Mapping[str, Judgement]) -> Pipeline:
    """Return a pipeline whose only tagger gives cues these judgements, by their words."""
    return Pipeline(ScriptedExtractor([]), [Told(values)])


# The format of a file of labels.


def test_labels_are_read_by_article(tmp_path: Path) -> None:
    """Rows come article by article, in the order of the file, with spans, labels and how they were drawn."""
    other = row("Ann", "said", "it rained a lot", article="sun", id="y", drawn="random")
    path, corpus = written(tmp_path, [RAIN, other, "", DOGS], {"text/rain": TEXT, "text/sun": TEXT})
    first, second = read_labels(path, corpus)
    assert (first.article.id, first.article.text, len(first.rows)) == ("rain", TEXT, 2)
    assert second.article.id == "sun"
    assert second.rows == (
        Labelled(
            "y",
            Attribution(((0, 3),), ((4, 8),), ((9, 24),)),
            {"stance": "affirm", "confidence": "certain", "cue_force": "neutral", "source_type": "named_person"},
            "random",
        ),
    )
    assert first.rows[1].attribution.source == ()
    assert first.rows[1].drawn is None


def test_roles_may_be_left_out_and_fragments_in_disorder(tmp_path: Path) -> None:
    """A role that is null or missing is empty; fragments are sorted, and overlapping ones joined."""
    spans = {"source": None, "content": [[12, 18], [0, 3], [14, 24]]}
    path, corpus = written(tmp_path, [{**RAIN, "spans": spans}])
    [one] = read_labels(path, corpus)
    assert one.rows[0].attribution == Attribution((), (), ((0, 3), (12, 24)))


@pytest.mark.parametrize("name", ["rain-in-may", "rain-in", "sn"])
def test_an_article_is_found_by_the_beginning_of_its_name(tmp_path: Path, name: str) -> None:
    """A full name or an unambiguous beginning is found, in the folder or in folders below it."""
    texts = {"train/text/rain-in-may": TEXT, "dev/text/rain-in-may-again": TEXT, "dev/text/snow": TEXT}
    if name == "rain-in":
        del texts["dev/text/rain-in-may-again"]
    path, corpus = written(tmp_path, [{**RAIN, "article": name}], texts)
    [one] = read_labels(path, corpus)
    assert one.article.id == {"rain-in": "rain-in-may", "sn": "snow"}.get(name, name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fog", r"no text has that name, or a name that begins with it: 'fog' \(.*labels\.jsonl, line 2\)"),
        ("*", "no text has that name"),
        ("../text/rain", "no text has that name"),
        ("ra", "2 texts have that name, or a name that begins with it: 'ra'"),
    ],
)
def test_an_unknown_article_is_an_error(tmp_path: Path, name: str, reason: str) -> None:
    """A name that fits no text or several is an error with its line."""
    texts = {"text/rain": TEXT, "text/rainbow": TEXT}
    path, corpus = written(tmp_path, [RAIN, {**RAIN, "article": name}], texts)
    with pytest.raises(FileError, match=reason):
        list(read_labels(path, corpus))


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    """The error says what the folder should contain; a missing file of labels is an error too."""
    path, corpus = written(tmp_path, [RAIN], {})
    corpus.mkdir()
    with pytest.raises(FileError, match=r"there are no texts in it. It must be a folder with text/\*.txt"):
        list(read_labels(path, corpus))
    with pytest.raises(FileError):
        list(read_labels(tmp_path / "nope", written(tmp_path, [RAIN])[1]))
    with pytest.raises(FileError, match="there is no such folder"):
        list(read_labels(path, tmp_path / "none"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": ', "Invalid JSON"),
        ("[]", "Input should be an object"),
        (json.dumps({key: value for key, value in RAIN.items() if key != "stance"}), "stance: Field required"),
        (json.dumps({**RAIN, "stance": "shrug"}), "stance: Input should be 'affirm', 'deny'"),
        (json.dumps({**RAIN, "spans": {"content": []}}), "spans.content: "),
        (json.dumps({**RAIN, "spans": {"content": [[0, "3"]]}}), "spans.content.0.1: "),
        (json.dumps({**RAIN, "article": ""}), "article: "),
    ],
)
def test_wrong_lines(tmp_path: Path, line: str, reason: str) -> None:
    """Broken JSON, a missing key, an unknown value and wrong spans are errors with their line."""
    path, corpus = written(tmp_path, [RAIN, line])
    with pytest.raises(FormatError) as caught:
        list(read_labels(path, corpus))
    assert (caught.value.line, caught.value.source, caught.value.format) == (2, str(path), "labels")
    assert caught.value.reason.startswith(reason)


def test_a_file_without_labels_is_an_error(tmp_path: Path) -> None:
    """An empty file is refused, because it has no score."""
    path, corpus = written(tmp_path, [])
    with pytest.raises(FormatError, match="no labelled attribution"):
        list(read_labels(path, corpus))


@pytest.mark.parametrize("pair", [[3, 3], [5, 3], [-1, 3], [0, 999]])
def test_spans_that_do_not_fit_are_errors(tmp_path: Path, pair: list[int]) -> None:
    """Empty spans, inverted spans and spans outside the text are refused with line, role and article."""
    path, corpus = written(tmp_path, [RAIN, {**RAIN, "spans": {"cue": [pair], "content": [[9, 24]]}}])
    with pytest.raises(OffsetError, match=rf"line 2: the cue has the span {pair[0]}\.\.{pair[1]}, .* article 'rain'"):
        list(read_labels(path, corpus))


# How judgements are scored.


def test_every_label_is_compared(tmp_path: Path) -> None:
    """Each judged label counts; a missing source has the value "none", a missing judgement "not judged"."""
    path, corpus = written(tmp_path, [RAIN, DRY, DOGS])
    pipeline = told(
        said={
            "stance": Judgement("affirm", "rule"),
            "confidence": Judgement("probable", "rule"),
            "cue_force": Judgement("neutral", "rule"),
            "source_type": Judgement("reference", "rule"),
        },
        denied={"stance": Judgement("affirm", "rule")},
    )
    scores = evaluate_judgements(pipeline, read_labels(path, corpus))
    assert (scores.articles, scores.attributions, list(scores.labels)) == (1, 3, list(JUDGED))
    found = {label: parts["all"].confusion for label, parts in scores.labels.items()}
    assert found == {
        "stance": {"affirm": {"affirm": 1, NOT_JUDGED: 1}, "deny": {"affirm": 1}},
        "confidence": {"certain": {"probable": 1, NOT_JUDGED: 2}},
        "cue_force": {"neutral": {"neutral": 1, NOT_JUDGED: 2}},
        "source_type": {"named_person": {"reference": 1, NOT_JUDGED: 1}, "none": {"none": 1}},
    }
    assert all(parts["all"].ece is not None for parts in scores.labels.values())


def test_rows_keep_their_own_labels(tmp_path: Path) -> None:
    """Unsorted, equal or nested rows and rows with a shared content each get their own judgement."""
    outer = row("Bob", "denied", "that it rained", stance="deny", id="outer")
    inner = row("", "rained", "it", stance="question", id="inner")
    same = row("Bob", "said", "that it rained", stance="oppose", id="same content")
    twice = {**outer, "id": "again", "stance": "affirm"}
    path, corpus = written(tmp_path, [same, inner, twice, RAIN, outer])
    said = {"denied": "deny", "rained": "question", "said": "oppose"}
    pipeline = told(**{cue: {"stance": Judgement(value, "rule")} for cue, value in said.items()})
    [one] = read_labels(path, corpus)
    assert evaluate_judgements(pipeline, [one]).labels["stance"]["all"].confusion == {
        "affirm": {"deny": 1, "oppose": 1},
        "deny": {"deny": 1},
        "question": {"question": 1},
        "oppose": {"oppose": 1},
    }


def test_random_rows_are_a_separate_part(tmp_path: Path) -> None:
    """Rows drawn at random count in the whole and as a separate part, if there are any."""
    rows = [{**RAIN, "drawn": "random"}, {**DRY, "drawn": "cue"}]
    pipeline = told(said={"stance": Judgement("affirm", "rule")})
    scores = evaluate_judgements(pipeline, read_labels(*written(tmp_path, rows)))
    assert {part: one.n for part, one in scores.labels["stance"].items()} == {"all": 2, "random": 1}
    assert {part: one.accuracy for part, one in scores.labels["stance"].items()} == {"all": 0.5, "random": 1.0}
    alone = evaluate_judgements(pipeline, read_labels(*written(tmp_path, [RAIN, DRY])))
    assert list(alone.labels["stance"]) == ["all"]


def test_probabilities_are_compared(tmp_path: Path) -> None:
    """Each judgement counts with the probability of its value, right or wrong; those without one do not."""
    pipeline = told(
        said={"stance": Judgement("affirm", "model", {"affirm": 0.75, "deny": 0.25})},
        denied={"stance": Judgement("neutral", "model", {"neutral": 0.625, "deny": 0.375})},
    )
    [one] = read_labels(*written(tmp_path, [RAIN, DRY, DOGS]))
    known = evaluate_judgements(pipeline, [one]).labels["stance"]["all"].calibration
    claims = pipeline.judge(one.article, [labelled.attribution for labelled in one.rows[:2]])
    pairs = [
        (claim.probabilities["stance"][str(claim.stance)], float(claim.stance == gold))
        for claim, gold in zip(claims, ("affirm", "deny"), strict=True)
    ]
    assert known == calibration_of(pairs)


def test_macro_f1_by_hand() -> None:
    """The mean F1 is over the values that are right somewhere: 6/7, 0 and 4/5; other values count in precision only."""
    scores = LabelScores({"affirm": {"affirm": 3, "neutral": 1}, "deny": {"oppose": 1}, "oppose": {"oppose": 2}})
    assert scores.n == 7
    assert scores.accuracy == pytest.approx(5 / 7)
    assert scores.majority == pytest.approx(4 / 7)
    assert scores.macro_f1 == pytest.approx((6 / 7 + 0 + 4 / 5) / 3)
    assert scores.to_dict() == {
        "n": 7,
        "accuracy": 71.4,
        "macro_f1": 55.2,
        "majority": 57.1,
        "ece": None,
        "classes": [
            {"value": "affirm", "n": 4, "p": 100.0, "r": 75.0, "f1": 85.7},
            {"value": "deny", "n": 1, "p": 0.0, "r": 0.0, "f1": 0.0},
            {"value": "oppose", "n": 2, "p": 66.7, "r": 100.0, "f1": 80.0},
            {"value": "neutral", "n": 0, "p": 0.0, "r": 0.0, "f1": 0.0},
        ],
        "confusion": {"affirm": {"affirm": 3, "neutral": 1}, "deny": {"oppose": 1}, "oppose": {"oppose": 2}},
        "bins": [],
    }


def test_nothing_judged_has_no_scores() -> None:
    """Without attributions there are no labels, and a label without any scores 0."""
    assert evaluate_judgements(told(), []).to_dict() == {"articles": 0, "attributions": 0}
    empty = LabelScores({})
    assert (empty.n, empty.accuracy, empty.macro_f1, empty.majority) == (0, 0.0, 0.0, 0.0)


def test_values_come_in_the_order_of_the_guidelines(tmp_path: Path) -> None:
    """The confusion matrix has the guidelines' order, with "not judged" last."""
    rows = [DRY, RAIN, {**DOGS, "stance": "question"}]
    pipeline = told(denied={"stance": Judgement("neutral", "rule")})
    confusion = evaluate_judgements(pipeline, read_labels(*written(tmp_path, rows))).labels["stance"]["all"].confusion
    assert list(confusion) == ["affirm", "deny", "question"]
    order = [*Stance, NOT_JUDGED]
    assert all(order.index(a) < order.index(b) for said in confusion.values() for a, b in pairwise(said))


@given(st.lists(st.tuples(st.sampled_from(list(Stance)), st.sampled_from(list(Stance))), min_size=1, max_size=20))
def test_any_confusion_has_sound_shares(pairs: list[tuple[Stance, Stance]]) -> None:
    """All shares are in [0, 1], the majority is a value's share, and if all is right every score is 1."""
    text = "x" * len(pairs) + " said"
    cue = ((len(pairs) + 1, len(pairs) + 5),)
    rows, judged = [], []
    for i, (gold, said) in enumerate(pairs):
        verdict = {"stance": (Judgement(said, "rule"),)}
        labels = {"stance": gold, "confidence": "certain", "cue_force": "neutral", "source_type": "none"}
        rows.append(Labelled(str(i), Attribution((), cue, ((i, i + 1),), judgements=verdict), labels))
        judged.append(gold == said)
    labelled = LabelledArticle(Article(text=text, id="x"), tuple(rows))
    scores = evaluate_judgements(Pipeline(ScriptedExtractor([]), []), [labelled]).labels["stance"]["all"]
    assert scores.n == len(pairs)
    assert scores.accuracy == pytest.approx(sum(judged) / len(judged))
    assert 0 <= scores.macro_f1 <= 1
    assert 0 < scores.majority <= 1
    assert (scores.macro_f1 == 1) == all(judged)
