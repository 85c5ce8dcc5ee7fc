"""The style sheets: colours that everybody can read, and nothing that a page would fetch."""

import re
from importlib.resources import files

import pytest

PAGE = files("newsclaims") / "data" / "page"
SHEETS = sorted(path.name for path in PAGE.iterdir() if path.name.endswith(".css"))
TEXT = (
    *("ink", "quiet", "link", "source", "cue", "content"),
    *("affirm", "deny", "question", "advocate", "oppose", "neutral"),
)
"""The colours of words."""
GROUNDS = ("paper", "card", "hover")
"""The colours behind any words."""
TINTS = ("content-tint", "content-tint-2", "content-tint-3")
"""The colours behind passages, which are in the colour of all text."""
LEAST_CONTRAST = 4.5


def colours(theme: str) -> dict[str, str]:
    """Return the colours of a theme by their names."""
    light, dark = (PAGE / "base.css").read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    sheet = light if theme == "light" else dark.split("* , ::before")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", sheet))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_have_contrast(theme: str) -> None:
    """Every colour of words has enough contrast on every ground that it can have."""
    known = colours(theme)
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS] + [("ink", tint) for tint in TINTS]
    low = {pair: contrast(*map(known.__getitem__, pair)) for pair in pairs}
    assert {pair: found for pair, found in low.items() if found < LEAST_CONTRAST} == {}


def test_both_themes_have_the_same_colours() -> None:
    """A colour that only one theme has would be wrong in the other."""
    assert set(colours("light")) == set(colours("dark"))


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_fetch_nothing(name: str) -> None:
    """No sheet names an address, another sheet or a font file."""
    sheet = (PAGE / name).read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|@font-face|image-set|expression", sheet)
    # The end of the element would end the sheet, whatever the quotation marks.
    assert "</" not in sheet
