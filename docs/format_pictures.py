"""Writes the pictures on the pages of formats: what a tool shows of a file.

    python docs/format_pictures.py

Each picture is a piece of HTML or SVG between two marks of a page, made from the output of newsclaims today.
The tables and displaCy's picture are made by what is shown. The drawings are ours, from the offsets in the files.
It needs the extra `test-formats`.
"""  # noqa: INP001

import csv
import html
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import newsclaims as nc
from newsclaims.serialisers import CsvSerialiser

ROOT: Final = Path(__file__).resolve().parent.parent
DOCS: Final = ROOT / "docs"
FERRY: Final = ROOT / "examples" / "ferry" / "2024-03.jsonl"
TEXT: Final = "The mayor denied that the bridge was closed."
COLOURS: Final = {"SOURCE": "#9bd3f0", "CUE": "#f5c98f", "CONTENT": "#c3c2f5"}
ROWS: Final = 4
"""The rows of the spreadsheet that are shown."""

CHARACTER: Final = 8.4
"""The width of a character in a drawing. Each word is stretched to it, whatever the font is."""
MARGIN: Final = 8
BASELINE: Final = 84
"""The height of the text in a drawing; the lines of relations are above it, and the labels below."""
LINE: Final = 15
APART: Final = 14
"""Between the arrows that point to one passage."""


class Span(NamedTuple):
    """A marked passage of a file.

    Args:
        start: The offset of its first character.
        end: The offset after its last character.
        label: Its label in the file, such as `Source`.
        notes: What the tool shows with it, such as choices or attributes.
    """

    start: int
    end: int
    label: str
    notes: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Its middle in a drawing."""
        return MARGIN + (self.start + self.end) / 2 * CHARACTER


class Relation(NamedTuple):
    """A line between two passages.

    Args:
        first: Where it begins.
        last: Where its arrow points.
        label: Its label in the file.
    """

    first: Span
    last: Span
    label: str


class Marked(NamedTuple):
    """What a file of an annotation tool says about a text."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]


def claims() -> nc.ClaimSet:
    """Return the claims of the example on the pages."""
    return nc.extract(nc.Article(text=TEXT, id="bridge"))


def from_brat() -> Marked:
    """Read the drawing from the `.ann` file, as brat does: the trigger of an event points to its arguments."""
    with tempfile.TemporaryDirectory() as folder:
        nc.dump(claims(), Path(folder) / "annotate", format="brat")
        rows = [line.split("\t") for line in (Path(folder) / "annotate" / "bridge.ann").read_text("utf-8").splitlines()]
    attributes = tuple(" ".join(cell.split()[::2]) for key, cell, *_ in rows if key.startswith("A"))
    spans = {}
    for key, cell, *_ in rows:
        if key.startswith("T"):
            label, start, end = cell.split()
            spans[key] = Span(int(start), int(end), label, attributes if label == "Attribution" else ())
    [event] = [cell for key, cell, *_ in rows if key == "E1"]
    trigger, *arguments = (part.split(":") for part in event.split())
    # The cue is at the same place as the trigger, so a line to it would have no length.
    relations = (Relation(spans[trigger[1]], spans[key], label) for label, key in arguments if label != "Cue")
    return Marked(tuple(spans.values()), tuple(relations))


def from_doccano() -> Marked:
    """Read the drawing from the line of JSON."""
    row = json.loads(claims().to("doccano"))
    spans = {one["id"]: Span(one["start_offset"], one["end_offset"], one["label"]) for one in row["entities"]}
    relations = (Relation(spans[one["from_id"]], spans[one["to_id"]], one["type"]) for one in row["relations"])
    return Marked(tuple(spans.values()), tuple(relations))


def from_labelstudio() -> Marked:
    """Read the drawing from the prediction of the task."""
    [task] = json.loads(claims().to("labelstudio"))
    results = task["predictions"][0]["result"]
    choices: dict[str, tuple[str, ...]] = {}
    for one in results:
        if one["type"] == "choices":
            choices[one["id"]] = (*choices.get(one["id"], ()), *one["value"]["choices"])
    spans = {
        one["id"]: Span(one["value"]["start"], one["value"]["end"], one["value"]["labels"][0], choices[one["id"]])
        for one in results
        if one["type"] == "labels"
    }
    lines = (one for one in results if one["type"] == "relation")
    relations = (Relation(spans[one["from_id"]], spans[one["to_id"]], one["labels"][0]) for one in lines)
    return Marked(tuple(spans.values()), tuple(relations))


def from_prodigy() -> Marked:
    """Read the drawing from the task."""
    task = json.loads(claims().to("prodigy"))

    def span(one: dict[str, Any]) -> Span:
        return Span(one["start"], one["end"], one["label"])

    relations = (Relation(span(one["head_span"]), span(one["child_span"]), one["label"]) for one in task["relations"])
    return Marked(tuple(map(span, task["spans"])), tuple(relations))


def words(text: str, x: float, y: float, kind: str = "", width: float | None = None) -> str:
    """Return a line of text in a drawing."""
    stretched = f' textLength="{width:g}" lengthAdjust="spacingAndGlyphs"' if width else ""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}"{named}{stretched}>{html.escape(text)}</text>'


def marks(spans: Sequence[Span]) -> Iterator[str]:
    """Draw each passage as a box, with its label and its notes below; a second one in one place goes lower."""
    bottoms: dict[tuple[int, int], float] = {}
    for span in spans:
        place = (span.start, span.end)
        width = (span.end - span.start) * CHARACTER
        if place not in bottoms:
            x, y = MARGIN + span.start * CHARACTER, BASELINE - LINE
            box = f'x="{x - 2:g}" y="{y:g}" width="{width + 4:g}" height="{LINE + 6}" rx="3"'
            yield f'<rect class="{span.label.lower()}" {box}/>'
        bottom = bottoms.get(place, BASELINE + 10.0)
        for kind, line in (("label", span.label), *(("note", note) for note in span.notes)):
            bottom += LINE
            yield words(line, span.middle, bottom, kind)
        bottoms[place] = bottom


def arrows(relations: Sequence[Relation]) -> Iterator[str]:
    """Draw each relation as a line above the text, the longer ones higher."""
    for height, one in enumerate(sorted(relations, key=lambda one: abs(one.first.middle - one.last.middle))):
        y = BASELINE - 36 - 22 * height
        # Lines that end at one word do not touch.
        last = one.last.middle + (APART * height if one.last.middle > one.first.middle else -APART * height)
        top = BASELINE - LINE - 4
        yield f'<path d="M{one.first.middle:g} {top} V{y} H{last:g} V{top}"/>'
        yield f'<path class="head" d="M{last - 4:g} {top - 7} L{last:g} {top} L{last + 4:g} {top - 7} Z"/>'
        yield words(one.label, (one.first.middle + last) / 2, y - 4, "label")


def drawing(marked: Marked, tool: str) -> str:
    """Return a drawing of a text with its passages and relations, as SVG."""
    lines = max(sum(1 + len(one.notes) for one in marked.spans if one[:2] == span[:2]) for span in marked.spans)
    width, height = 2 * MARGIN + len(TEXT) * CHARACTER, BASELINE + 16 + LINE * lines
    parts = [
        *marks(marked.spans),
        *arrows(marked.relations),
        *(
            words(found[0], MARGIN + found.start() * CHARACTER, BASELINE, width=len(found[0]) * CHARACTER)
            for found in re.finditer(r"\S+", TEXT)
        ),
    ]
    name = f"A drawing of the annotations in the file for {tool}"
    svg = f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}">'
    caption = f"The annotations of the file, as we draw them. {tool} looks different."
    return figure("\n".join([svg, *parts, "</svg>"]), caption)


def figure(inside: str, caption: str) -> str:
    """Return a picture with its caption."""
    return f'<figure class="drawing">\n{inside}\n<figcaption>{html.escape(caption)}</figcaption>\n</figure>'


def scrolling(inside: str, name: str) -> str:
    """Return a part that is wider than a phone, which the keyboard can scroll."""
    return f'<div class="scrolling" role="region" aria-label="{html.escape(name)}" tabindex="0">\n{inside}\n</div>'


def sheet() -> str:
    """Return the first rows of a CSV file as a spreadsheet shows them."""
    file = io.BytesIO()
    CsvSerialiser(slim=True).dump(nc.Pipeline().stream(nc.read(FERRY)), file)
    header, *rows = islice(csv.reader(io.StringIO(file.getvalue().decode("utf-8"))), ROWS + 1)
    letters = "".join(f"<th>{chr(ord('A') + column)}</th>" for column in range(len(header)))
    lines = [f"<thead><tr><td></td>{letters}</tr></thead>", "<tbody>"]
    for number, row in enumerate([header, *rows], 1):
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
        lines.append(f"<tr><th>{number}</th>{cells}</tr>")
    table = "\n".join(['<table class="sheet">', *lines, "</tbody>", "</table>"])
    caption = "The first rows of march.csv, as a spreadsheet shows them."
    return figure(scrolling(table, "The first rows of a spreadsheet"), caption)


def rendered() -> str:
    """Return the Markdown of the page's example as HTML."""
    from markdown_it import MarkdownIt

    text = "The mayor denied that the bridge was closed. Ask @council, a spokesman said, or see #12."
    article = nc.Article(text=text, title="Bridge *open*", authors=["Mara Lindqvist"], published="2024-11-08")
    page = MarkdownIt("gfm-like", {"linkify": False}).render(nc.extract(article).to("markdown"))
    # A heading would be one of the page.
    page = re.sub(r"<h2>(.*?)</h2>", r'<p class="heading">\1</p>', page)
    page = page.replace("<table>", '<table class="rendered">')
    inside = scrolling(page.strip(), "The rendered Markdown")
    return figure(inside, "The same, as a program shows it that renders Markdown.")


def displacy() -> str:
    """Return the picture that displaCy makes."""
    import spacy
    from spacy import displacy as tool

    nlp = spacy.blank("en")
    nlp.add_pipe("newsclaims")
    options = {"spans_key": "newsclaims", "colors": COLOURS}
    picture = tool.render(nlp(TEXT), style="span", options=options, jupyter=False)
    inside = re.sub(r"\s+", " ", picture).strip()
    return figure(inside, "What displaCy shows.")


PICTURES: Final[dict[str, tuple[tuple[str, ...], Callable[[], str]]]] = {
    "brat": (("reference/formats/brat.md",), lambda: drawing(from_brat(), "brat")),
    "doccano": (("reference/formats/doccano.md",), lambda: drawing(from_doccano(), "doccano")),
    "labelstudio": (("reference/formats/labelstudio.md",), lambda: drawing(from_labelstudio(), "Label Studio")),
    "prodigy": (("reference/formats/prodigy.md",), lambda: drawing(from_prodigy(), "Prodigy")),
    "csv": (("reference/formats/csv.md",), sheet),
    "markdown": (("reference/formats/markdown.md",), rendered),
    "displacy": (("reference/formats/spacy.md", "how-to/use-in-spacy.md"), displacy),
}
"""The pages of each picture, and what makes it."""


def with_picture(page: str, name: str, picture: str) -> str:
    """Return a page with a new picture between its marks.

    Args:
        page: The page.
        name: The name in the marks.
        picture: The picture.

    Raises:
        ValueError: If the page has not exactly one place for it.
    """
    place = rf"(<!-- picture: {name} -->\n).*?(<!-- end of picture -->)"
    changed, count = re.subn(place, lambda found: f"{found[1]}{picture}\n{found[2]}", page, flags=re.DOTALL)
    if count != 1:
        message = f"the page has {count} places for the picture {name!r}, not one"
        raise ValueError(message)
    return changed


def main() -> None:
    """Make the pictures, and write them into their pages."""
    for name, (pages, make) in PICTURES.items():
        picture = make()
        for page in (DOCS / place for place in pages):
            text = with_picture(page.read_text(encoding="utf-8"), name, picture)
            page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
