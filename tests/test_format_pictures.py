"""The pictures on the pages of formats show what newsclaims writes today."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from doc_blocks import EXTRAS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TOOL: dict[str, Any] = runpy.run_path(str(DOCS / "format_pictures.py"))
NEEDS = {"markdown": "test-formats", "displacy": "spacy"}
"""The extras of the pictures that another library makes."""


def shown(picture: str) -> list[str]:
    """Return the words of a picture, without scores: another processor rounds them differently."""
    return [word for word in re.sub(r"<[^>]*>", " ", picture).split() if not re.fullmatch(r"0\.\d+", word)]


def on_page(page: str, name: str) -> str:
    """Return the picture that a page has."""
    found = re.search(rf"<!-- picture: {name} -->\n(.*?)\n<!-- end", (DOCS / page).read_text("utf-8"), re.DOTALL)
    assert found, f"{page} has no place for the picture {name}"
    return found[1]


@pytest.mark.parametrize("name", TOOL["PICTURES"])
def test_pictures_show_the_output_of_today(name: str) -> None:
    """A picture has the words that the output has today, and a drawing has its lines at the same places."""
    if name in NEEDS and not EXTRAS[NEEDS[name]].is_installed():
        pytest.skip(f"needs newsclaims[{NEEDS[name]}]")
    pages, make = TOOL["PICTURES"][name]
    picture = make()
    for page in pages:
        old = on_page(page, name)
        assert shown(old) == shown(picture), "run python docs/format_pictures.py"
        assert "<svg" not in picture or old == picture, "run python docs/format_pictures.py"


@pytest.mark.parametrize("name", ["brat", "doccano", "labelstudio", "prodigy"])
def test_drawings_are_read_from_the_files(name: str) -> None:
    """The passages of a drawing are those of the claim, by the offsets in the file of the tool."""
    marked = TOOL[f"from_{name}"]()
    passages = {(span.label, TOOL["TEXT"][span.start : span.end]) for span in marked.spans}
    assert passages >= {("Source", "The mayor"), ("Cue", "denied"), ("Content", "that the bridge was closed")}
    assert len(marked.relations) == 2


def test_a_page_has_one_place_for_a_picture() -> None:
    """A page without marks, or with two, is an error."""
    page = "a\n<!-- picture: x -->\nold\n<!-- end of picture -->\nb\n"
    with_picture = TOOL["with_picture"]
    assert with_picture(page, "x", "new") == page.replace("old", "new")
    with pytest.raises(ValueError, match="0 places for the picture 'y'"):
        with_picture(page, "y", "new")
    with pytest.raises(ValueError, match="2 places"):
        with_picture(page * 2, "x", "new")
