"""The table of the benchmark, for people and as JSON."""

import json

from performance.rows import Row
from performance.table import as_json, as_markdown, as_table

ROWS = [
    Row("speed", "rules", 28105.4, "words/s", ratio=6.5, least=12.0),
    Row("speed", "neural", 8972.0, "words/s", ratio=2.0, least=2.0, note="the default"),
    Row("speed", "neural, 2 threads", 12.34, "words/s (wall)", ratio=1.5, reliable=False),
    Row("articles", "peak", 1.02, "times", most=1.1),
    Row("size", "the wheel", None, "MiB", note="not built"),
]


def test_columns_are_aligned() -> None:
    """Each line has the unit at the same place, and there is a line for each row below the heads."""
    lines = as_table(ROWS).splitlines()
    assert len(lines) == len(ROWS) + 1
    assert {line.index(row.unit) for line, row in zip(lines[1:], ROWS, strict=True)} == {lines[0].index("unit")}


def test_numbers_can_be_read() -> None:
    """A number has three digits or more, and one that is missing is a dash."""
    lines = as_table(ROWS).splitlines()
    for line, shown in zip(lines[1:], ("28,105", "8,972", "12.3", "1.02", " - "), strict=True):
        assert shown in line


def test_targets_say_whether_they_are_met() -> None:
    """A least ratio and a largest value are targets, and the table says whether each is met."""
    _, rules, neural, threads, peak, _ = as_table(ROWS).splitlines()
    assert "12 or more: missed" in rules
    assert "2 or more: met" in neural
    assert "met" not in threads
    assert "1.1 or less: met" in peak


def test_target_without_a_figure() -> None:
    """A target is not met or missed if nothing was measured; a least ratio is not shown without a ratio."""
    assert Row("s", "n", None, "", most=1.0).met is None
    assert Row("s", "n", 5.0, "", least=1.0).met is None
    assert as_table([Row("s", "n", 5.0, "", least=1.0)]).splitlines()[1].split() == ["s", "n", "5"]


def test_busy_machine_is_named() -> None:
    """A figure that the state of the machine made unreliable says so, with or without another note."""
    lines = as_table([Row("s", "a", 1.0, "", reliable=False), Row("s", "b", 1.0, "", note="x", reliable=False)])
    assert lines.splitlines()[1].endswith("  not reliable, the machine was busy")
    assert lines.splitlines()[2].endswith("  x; not reliable, the machine was busy")


def test_json_has_all_fields() -> None:
    """The JSON has the machine, and each row with all its fields and whether its target is met."""
    content = json.loads(as_json(ROWS, {"cores": 2}))
    assert content["version"] == 1
    assert content["machine"] == {"cores": 2}
    assert [row["name"] for row in content["rows"]] == [row.name for row in ROWS]
    assert [row["met"] for row in content["rows"]] == [False, True, None, True, None]
    assert content["rows"][0] == {
        "section": "speed",
        "name": "rules",
        "value": 28105.4,
        "unit": "words/s",
        "ratio": 6.5,
        "least": 12.0,
        "most": None,
        "note": "",
        "reliable": True,
        "met": False,
    }


def test_markdown_has_a_table_for_each_section() -> None:
    """Each section is a table of its own, without the columns that are empty in it."""
    speed, articles, size = as_markdown(ROWS).split("\n\n### ")
    assert speed.startswith("### `speed`\n\n| measured | value | unit | times spaCy | target | note |\n| --- | --: |")
    assert articles.splitlines()[2:] == [
        "| measured | value | unit | target |",
        "| --- | --: | --- | --- |",
        "| peak | 1.02 | times | 1.1 or less: met |",
    ]
    assert size.splitlines()[-1] == "| the wheel | - | MiB | not built |"
