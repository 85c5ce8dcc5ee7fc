"""The pictures of the tutorial "A story in fifty articles" show the claims of today."""

import re
import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import newsclaims as nc

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "story_pictures.py"))
PAGE = TOOL["TUTORIAL"].read_text(encoding="utf-8")


def test_the_record_has_the_claims_of_the_tutorial() -> None:
    """The pictures show what the tutorial prints, which Sybil compares with the claims of today."""
    lines = TOOL["RECORD"].read_text(encoding="utf-8").splitlines()[1:]
    printed = re.findall(r"^\d{4}-\d\d-\d\d \w+ +[^|\n]+$", PAGE, flags=re.MULTILINE)
    assert lines == [" ".join(line.split()) for line in printed], "run python docs/story_pictures.py"


def test_the_record_lists_stance_and_words() -> None:
    """A record has a line for each claim."""
    claims = nc.Pipeline("rules").extract(nc.Article(text="Ida Roe denied that it leaked.", published="2024-11-08"))
    assert TOOL["record_of"]([claims]).splitlines()[1:] == ["2024-11-08 deny that it leaked"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_has_a_dot_for_each_claim(scheme: str) -> None:
    """The chart over time has as many dots as the record has lines."""
    chart = ET.parse(TOOL["FOLDER"] / f"story-timeline-{scheme}.svg").getroot()  # noqa: S314
    dots = [mark for mark in chart.iter() if mark.get("aria-roledescription") == "circle"]
    assert len(dots) == len(TOOL["RECORD"].read_text(encoding="utf-8").splitlines()) - 1


def test_the_tutorial_has_all_pictures() -> None:
    """Each picture of the tool is in the tutorial, in light and in dark colours."""
    made = {path.name for path in TOOL["FOLDER"].glob("story-*") if path.suffix != ".txt"}
    assert made == set(re.findall(r"\(\.\./pictures/(story-[^#)]+)#only-(?:light|dark)\)", PAGE))
