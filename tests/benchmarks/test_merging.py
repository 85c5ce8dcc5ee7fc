"""`benchmarks/merging.py`."""

from pathlib import Path

import pytest
from merging import main

TEXT = b"Ann said it rained. Bob denied that it rained."
ANNOTATION = b"T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 18\tit rained\nE1\tSource:T1 Cue:T2 Content:T3\n"


def test_both_tables_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first table has the extractors and the rules of merging, the second the ways to join scores."""
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.ann").write_bytes(ANNOTATION)
    main(tmp_path)
    first, second = ([line.split() for line in part.splitlines()] for part in capsys.readouterr().out.split("\n\n"))
    assert [line[0] for line in first] == ["claims", "neural", "rules", "union", "intersection", "vote"]
    assert first[3][:4] == ["union", "50.0", "100.0", "66.7"]
    assert second[0] == ["scores", "ECE", "log", "loss"]
    assert ["in", "use"] in [line[:2] for line in second]
