"""Puts real pages on the site, which its pictures lead to: the seed article, and the story in fifty articles.

A hook of mkdocs. The pages are written while the site is built, so they show what newsclaims does today.
"""  # noqa: INP001

import tempfile
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import newsclaims as nc

ROOT: Final = Path(__file__).resolve().parent.parent
SEED: Final = "pages/seed.html"
STORY: Final = "pages/story"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages to the files of the site.

    Args:
        files: The files that mkdocs found.
        config: The settings of the site.
    """
    pipeline = nc.Pipeline()
    seed = nc.dumps(pipeline.stream(nc.read(ROOT / "seeds")), "html")
    files.append(File.generated(config, SEED, content=seed))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "story")
        nc.dump(pipeline.stream(nc.read(ROOT / "examples" / "ferry")), folder, format="html")
        for page in sorted(folder.rglob("*.html")):
            name = f"{STORY}/{page.relative_to(folder).as_posix()}"
            files.append(File.generated(config, name, content=page.read_text(encoding="utf-8")))
    return files
