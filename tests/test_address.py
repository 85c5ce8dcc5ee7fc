"""The site gets its addresses from `pyproject.toml`, and asks no other server for anything."""

from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="needs newsclaims[docs]")
pytest.importorskip("material", reason="needs newsclaims[docs]")

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = f"""
site_name: Ferries
docs_dir: pages
theme:
  name: material
  font: false
hooks:
  - {(ROOT / "docs" / "address.py").as_posix()}
"""
REPOSITORY = "https://example.org/team/newsclaims"


def built(folder: Path, *, repository: str = "", site: str = "") -> str:
    """Build a site of one page, and return the page."""
    (folder / "pages").mkdir()
    (folder / "pages" / "index.md").write_text("# Ferries\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    project = f'[tool.newsclaims]\nrepository = "{repository}"\nsite = "{site}"\n'
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_a_site_without_addresses(tmp_path: Path) -> None:
    """Without addresses, a page has no canonical address and no link to the repository."""
    page = built(tmp_path)
    assert "canonical" not in page
    assert "md-source" not in page


def test_the_address_of_the_site(tmp_path: Path) -> None:
    """Pages and the map of the site have whole addresses."""
    assert '<link rel="canonical" href="https://example.org/docs/">' in built(tmp_path, site="https://example.org/docs")
    assert "<loc>https://example.org/docs/</loc>" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")


def test_the_address_of_the_repository(tmp_path: Path) -> None:
    """The header links to the repository, without the script that asks its server for figures."""
    page = built(tmp_path, repository=REPOSITORY)
    assert f'<a href="{REPOSITORY}" title="Go to repository" class="md-source">' in page
    pages = sorted((tmp_path / "site").glob("*.html"))
    assert [path.name for path in pages] == ["404.html", "index.html"]
    assert [path.name for path in pages if 'data-md-component="source"' in path.read_text(encoding="utf-8")] == []


def test_no_other_file_sets_the_addresses() -> None:
    """`mkdocs.yml` does not repeat an address."""
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith(("site_url", "repo_url"))]
    assert "  - docs/address.py" in lines
