"""`newsclaims convert`."""

from pathlib import Path

import pytest
from cli.running import extracted, run

import newsclaims as nc


def test_convert_goes_from_format_to_format(rain: str, tmp_path: Path) -> None:
    """Claims go through csv and back; the articles come from a folder of texts, or from a file of claims."""
    jsonl, table_file, back = (str(tmp_path / name) for name in ("a.jsonl", "a.csv", "b.jsonl"))
    extracted(rain, "-o", jsonl)
    assert run("convert", jsonl, table_file).exit_code == 0
    for articles in (str(tmp_path), jsonl):
        assert run("convert", table_file, back, "--articles", articles).exit_code == 0
        assert [str(claim) for claims in nc.load(back) for claim in claims] == [
            str(claim) for claims in nc.load(jsonl) for claim in claims
        ]


def test_convert_joins_pipes(rain: str) -> None:
    """`-` reads and writes the standard streams, with the formats given."""
    jsonl = extracted(rain, "-f", "jsonl").stdout_bytes
    done = run("convert", "-", "-", "--from", "jsonl", "--to", "json", given=jsonl)
    assert nc.loads(done.stdout_bytes, "json") == nc.loads(jsonl, "jsonl")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-", "a.json"), 2, "Standard input has no suffix; give --from."),
        (("a.json", "-"), 2, "Standard output has no suffix; give --to."),
        (("nope.json", "b.jsonl"), 1, "newsclaims: error: nope.json: "),
        (("nope.xyz", "b.jsonl"), 1, "or give --from one of: csv, json, jsonl."),
        (("nope.json", "b.xyz"), 1, "or give --to one of: csv, json, jsonl."),
        (("nope.csv", "b.json", "--articles", "nowhere"), 1, "error: nowhere: there is no such file or folder."),
        (("nope.csv", "b.json", "--articles", __file__), 1, ".jsonl, .ndjson. Rename the file.\n"),
    ],
)
def test_convert_says_what_is_wrong(arguments: tuple[str, ...], code: int, message: str) -> None:
    """Missing formats and files are told."""
    done = run("convert", *arguments)
    assert done.exit_code == code
    assert message in done.stderr


def test_convert_of_a_corrupt_file_leaves_the_target(tmp_path: Path) -> None:
    """A corrupt line is named, and what was in the target stays."""
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "b.json").write_text("old", encoding="utf-8")
    done = run("convert", str(tmp_path / "a.jsonl"), str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "line 1" in done.stderr
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "old"


def test_convert_without_the_articles_says_so(rain: str, tmp_path: Path) -> None:
    """A format without texts needs them."""
    target = str(tmp_path / "a.csv")
    extracted(rain, "-o", target)
    done = run("convert", target, str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "article 'rain' was not given. Give --articles a folder with rain.txt" in done.stderr
