"""Everything public is documented, and the docs name nothing else; Sybil runs the examples."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from importlib.metadata import entry_points, metadata
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from doc_blocks import OUTPUTS
from public_modules import PUBLIC

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims._cli import cli
from newsclaims._model import SCHEMA_VERSIONS
from newsclaims.readers import Reader
from newsclaims.serialisers import Serialiser
from newsclaims.serialisers._csv_format import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted(DOCS.rglob("*.md"))
REFERENCE = DOCS / "reference"
EXAMPLES = [path for folder in ("examples", "typing_tests") for path in sorted((ROOT / folder).rglob("*.py"))]
INSIDE = ("explanation/architecture.md", "how-to/add-a-cue.md", "how-to/add-a-label-value.md")
"""The pages about the internals, for people who change newsclaims."""
ACCURACY = DOCS / "explanation" / "accuracy.md"
ALTERNATIVES = DOCS / "explanation" / "alternatives.md"
SPEED = DOCS / "explanation" / "speed.md"
MODEL = ROOT / "newsclaims" / "data" / "model"
ENUMS: tuple[type[StrEnum], ...] = (nc.Stance, nc.Confidence, nc.CueForce, nc.SourceType, nc.QuotationType)
OUR_PLUGINS = sorted(
    (kind, point.name)
    for kind in plugins.KINDS
    for point in entry_points(group=f"newsclaims.{kind}s")
    if point.dist is not None and point.dist.name == "newsclaims"
)


def text(path: Path) -> str:
    """Return a page."""
    return path.read_text(encoding="utf-8")


def section(path: Path, heading: str) -> str:
    """Return the text under a heading, up to the next heading of the same level."""
    level = heading.partition(" ")[0]
    return re.split(rf"^{level} ", text(path).split(f"\n{heading}\n")[1], flags=re.MULTILINE)[0]


def first_cells(table: str) -> list[str]:
    """Return the first cell of each row of a Markdown table, without the header and back quotes."""
    return [row.split("|")[1].strip().strip("`") for row in table.splitlines() if row.startswith("| `")]


def fences(page: str) -> Iterator[tuple[str, str]]:
    """Yield the language and the source of each fence."""
    for found in re.finditer(r"^```([^\n]*)\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL):
        yield found[1], found[2]


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_are_in_the_reference(module: str) -> None:
    """Every public name is in the reference, under the package or under the module that offers it."""
    entries = set(re.findall(r"^::: (\S+)$", "".join(map(text, REFERENCE.rglob("*.md"))), flags=re.MULTILINE))
    names = import_module(module).__all__
    missing = [name for name in names if not {f"newsclaims.{name}", f"{module}.{name}", module} & entries]
    assert not missing


def private_names(page: str) -> list[str]:
    """Return the private modules that a page or a program names."""
    return re.findall(r"\bnewsclaims[\w.]*\._[a-z]\w*|\bfrom newsclaims[\w.]* import [^\n]*\b_[a-z]\w*", page)


@pytest.mark.parametrize("path", [README, *PAGES, *EXAMPLES], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_pages_about_internals_name_private_modules(path: Path) -> None:
    """The code that users copy from docs and examples imports public names only."""
    inside = path in [DOCS / page for page in INSIDE]
    assert bool(private_names(text(path))) == inside


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("::: newsclaims._model.Claim", ["newsclaims._model"]),
        ("from newsclaims.text._words import x", ["newsclaims.text._words"]),
        ("from newsclaims import Claim, _plugins", ["from newsclaims import Claim, _plugins"]),
        ("`newsclaims.__version__`, newsclaims.text.read, doc._.claims of newsclaims", []),
    ],
)
def test_private_names_are_found(page: str, found: list[str]) -> None:
    """Private modules are found in imports and in prose; names with two underscores are not private."""
    assert private_names(page) == found


def test_public_modules_are_on_the_page_of_stability() -> None:
    """The page lists exactly the public modules."""
    listed = first_cells(section(REFERENCE / "stability.md", "## What is public"))
    assert sorted(listed) == sorted(PUBLIC)


def test_schema_versions_are_on_the_page_of_stability() -> None:
    """The page names each schema version that can be read."""
    files_section = section(REFERENCE / "stability.md", "## Files")
    assert re.findall(r'`"(\d+)"`', files_section) == list(SCHEMA_VERSIONS)


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_commands_are_in_the_reference(name: str) -> None:
    """Every command has a heading and its help, which Sybil compares with the output."""
    page = text(REFERENCE / "cli.md")
    assert f"\n$ newsclaims {name} --help\n".replace("  ", " ") in page
    assert not name or f"\n## `newsclaims {name}`\n" in page


@pytest.mark.parametrize(("kind", "name"), OUR_PLUGINS)
def test_plugins_are_in_the_reference(kind: str, name: str) -> None:
    """Every built-in plug-in is in the row of its kind."""
    rows = section(REFERENCE / "plugins.md", "## Built in").splitlines()
    [row] = [row for row in rows if row.startswith(f"| {kind} |")]
    assert f"`{name}`" in row
    assert f"`newsclaims.{kind}s`" in row


@pytest.mark.parametrize("name", [name for kind, name in OUR_PLUGINS if kind == "serialiser"])
def test_formats_are_in_the_reference(name: str) -> None:
    """Every format has a page, and a row with its suffixes and media type in the table of formats."""
    serialiser: Serialiser = plugins.get("serialiser", name)
    rows = text(REFERENCE / "formats" / "index.md").splitlines()
    [row] = [row for row in rows if row.startswith(f"| [`{name}`]({name}.md) |")]
    assert all(f"`{suffix}`" in row for suffix in serialiser.suffixes)
    assert f"`{serialiser.media_type}`" in row
    assert text(REFERENCE / "formats" / f"{name}.md").startswith(f"# {name}\n")


@pytest.mark.parametrize("name", [name for kind, name in OUR_PLUGINS if kind == "reader"])
def test_readers_are_in_the_reference(name: str) -> None:
    """Every reader has a page, and a row with its suffixes and media type in the table of readers."""
    reader: Reader = plugins.get("reader", name)
    rows = text(REFERENCE / "readers" / "index.md").splitlines()
    [row] = [row for row in rows if row.startswith(f"| [`{name}`]({name}.md) |")]
    assert all(f"`{suffix}`" in row for suffix in reader.suffixes)
    assert f"`{reader.media_type}`" in row
    assert text(REFERENCE / "readers" / f"{name}.md").startswith(f"# {name}\n")


def test_csv_columns_are_in_the_reference() -> None:
    """Every column of the CSV format is described, in order."""
    assert tuple(first_cells(text(REFERENCE / "formats" / "csv.md"))) == COLUMNS


def test_extras_are_documented() -> None:
    """Exactly the extras that can be installed are described."""
    extras = metadata("newsclaims").get_all("Provides-Extra") or []
    assert sorted(first_cells(section(DOCS / "how-to" / "install.md", "## Extras"))) == sorted(extras)


@pytest.mark.parametrize("labels", ENUMS, ids=lambda labels: labels.__name__)
def test_label_values_are_in_the_reference(labels: type[StrEnum]) -> None:
    """Exactly the values of each label are described, in the order of the enumeration."""
    name = "Quotation" if labels is nc.QuotationType else labels.__name__
    heading = re.sub(r"(?<!^)([A-Z])", r" \1", name)
    assert first_cells(section(REFERENCE / "labels.md", f"## {heading.capitalize()}")) == list(labels)


def test_the_readme_names_every_label_value() -> None:
    """The README's table of labels has every value."""
    rows = [row for row in text(README).splitlines() if row.startswith("| `")]
    named = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert {str(value) for labels in ENUMS for value in labels} <= named


def test_the_schema_table_is_that_of_the_schema() -> None:
    """The page lists the required and optional fields of each object as in the published schema."""
    schema = json.loads((files("newsclaims") / "data" / "claimset.schema.json").read_text(encoding="utf-8"))
    objects = {"ClaimSet": schema, **{name: o for name, o in schema["$defs"].items() if "properties" in o}}
    page = text(REFERENCE / "schema.md")
    for name, one in objects.items():
        required = one.get("required", [])
        optional = [field for field in one["properties"] if field not in required]
        cells = (", ".join(f"`{field}`" for field in fields) or "-" for fields in (required, optional))
        assert f"| `{name}` | {' | '.join(cells)} |" in page


def test_pages_and_navigation_agree() -> None:
    """Every page is in the navigation exactly once, and nothing else is."""
    listed = re.findall(r": (\S+\.md)$", text(ROOT / "mkdocs.yml"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES)


def test_links_of_the_readme_work() -> None:
    """Every relative link of the README is a file of the repository; mkdocs checks the links of the docs."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", text(README))
    assert links
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert not missing


def test_examples_are_mentioned() -> None:
    """Every example is named on a page."""
    pages = "".join(map(text, PAGES))
    assert [path.name for path in (ROOT / "examples").glob("*.py") if f"examples/{path.name}" not in pages] == []


@pytest.mark.parametrize("page", [README, *PAGES], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_output_is_shown(page: Path) -> None:
    """A Python block that prints is followed by its output, so that Sybil compares it."""
    blocks = list(fences(text(page)))
    silent = [
        source
        for (language, source), (follower, _) in pairwise([*blocks, ("", "")])
        if language == "python" and re.search(r"(?<![.\w])print\(", source) and follower not in OUTPUTS
    ]
    assert not silent


def figures(name: str) -> list[list[str]]:
    """The rows of the figures under a mark of the accuracy page."""
    lines = text(ACCURACY).split(f"<!-- figures: {name} -->")[1].split("```")[1].splitlines()
    return [re.split(r" {2,}", line.strip()) for line in lines]


def test_figures_are_not_below_their_floors() -> None:
    """The accuracy page has a figure for every measure with a floor, and none is below its floor."""
    floors = json.loads(text(ROOT / "benchmarks" / "floors.json"))["evaluation"]
    found = {row[0]: float(row[-1]) for row in figures("evaluate, neural") if len(row) == 4 and row[0] != "measure"}
    for name, floor in floors.items():
        measure = re.sub(r"^groups\.", "claim, ", name.removesuffix(".f1"))
        assert found[measure] >= floor, f"{measure}: run python docs/figures.py"


@pytest.mark.parametrize("corpus", ["newsroom", "unseen", "wikinews"])
@pytest.mark.parametrize(("extractor", "prefix"), [("neural", ""), ("rules", "rules_")])
def test_figures_of_whole_claims_are_not_below_their_floors(corpus: str, extractor: str, prefix: str) -> None:
    """The accuracy page has a figure for every floor of a corpus, and none is out of date and below it."""
    rows = {row[0]: row for row in figures(f"{corpus}, {extractor}")}
    places = {"families.turns": "claim, family turns", "nested": "nested claim"}
    for name, floor in json.loads(text(ROOT / "benchmarks" / "floors.json"))[prefix + corpus].items():
        measure, _, figure = name.rpartition(".")
        row = rows[figure.removeprefix("right_of_") if measure == "holders" else places.get(measure, measure)]
        found = row[3] if figure == "accuracy" else row[-1]
        assert float(found) >= floor, f"{name}: run python docs/figures.py"


@pytest.mark.parametrize("name", ["unseen", "newsroom", "Wikinews dev", "PolNeAR dev"])
def test_the_first_table_has_the_figures_of_the_sections(name: str) -> None:
    """The top of the accuracy page has the claim F1 of the sections below, in its sentences and in its table."""
    start, _, rest = text(ACCURACY).partition("<!-- figures: corpora -->")
    section = {"PolNeAR dev": "evaluate", "Wikinews dev": "wikinews"}.get(name, name)
    for extractor in ("neural", "rules"):
        [row] = [line for line in rest.splitlines() if line.startswith(f"| `{extractor}` | [{name}](")]
        [measured] = [line[1:] for line in figures(f"{section}, {extractor}") if line[0] == "claim"]
        assert [cell.strip() for cell in row.split("|")][6:9] == measured, "run python docs/figures.py"
        assert measured[-1] in start or name not in ("unseen", "PolNeAR dev")


def test_the_readme_gives_the_figure_of_the_accuracy_page() -> None:
    """The README's figure is the same as on the accuracy page."""
    [figure] = re.findall(r"claim F1 of ([\d.]+) \(precision ([\d.]+), recall ([\d.]+)\)", text(README))
    [row] = [row for row in figures("evaluate, neural") if row[0] == "claim"]
    assert row[1:] == [figure[1], figure[2], figure[0]]


def front_figures() -> dict[str, str]:
    """The figures that the README and the front page must have, from the pages that explain them and from the model."""
    [claim] = [row[-1] for row in figures("evaluate, neural") if row[0] == "claim"]
    public = [float(cell) for cell in re.findall(r"^\|[^|]+\| ([\d.]+) \|", text(ALTERNATIVES), flags=re.MULTILINE)]
    [(ours, spacy)] = re.findall(r"all taggers did ([\d,]+) words per second, and spaCy ([\d,]+)", text(SPEED))
    model = sum(path.stat().st_size for path in MODEL.iterdir() if path.suffix in (".onnx", ".json"))
    thousands = [f"{round(int(words.replace(',', '')), -3):,}" for words in (ours, spacy)]
    return {
        "claim F1": claim,
        "of the best public system": f"has {max(public)}",
        "words a second": thousands[0],
        "words a second of spaCy": f"does {thousands[1]}",
        "size of the model": f"{model / 1e6:.0f} MB",
    }


@pytest.mark.parametrize("page", [README, DOCS / "index.md"], ids=lambda page: page.name)
@pytest.mark.parametrize("name", front_figures())
def test_the_figures_in_front_are_measured(page: Path, name: str) -> None:
    """The figures that a newcomer sees first are those of the pages that explain them."""
    figure = front_figures()[name]
    assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d,])", text(page)), f"{page.name} does not say {figure!r}"


def test_words_of_the_glossary_have_examples() -> None:
    """Each word of the glossary has a definition, and then an example."""
    words = re.split(r"^### ", text(REFERENCE / "glossary.md"), flags=re.MULTILINE)[1:]
    explained = re.compile(r"[^\n]+\n\n\w.*\n\*Example:\* ", flags=re.DOTALL)
    assert words
    assert [word.partition("\n")[0] for word in words if not explained.match(word)] == []
