"""Gives the site the addresses of the project, which `pyproject.toml` has under `tool.newsclaims`.

A hook of mkdocs. With the address of the site, pages get canonical addresses, and `404.html` and `sitemap.xml` whole
ones. With that of the repository, the header gets a link.
"""  # noqa: INP001

import tomllib
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the addresses that the project has.

    Args:
        config: The settings of the site.
    """
    project = Path(config.config_file_path).parent / "pyproject.toml"
    addresses = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["newsclaims"]
    if addresses["site"]:
        config.site_url = f"{addresses['site']}/"
    if addresses["repository"]:
        config.repo_url = addresses["repository"]
        config.repo_name = "Source"
    return config


def on_post_page(output: str, **_: Any) -> str:
    """Return a page that does not ask GitHub for figures of the repository, as a link of Material does.

    Args:
        output: The HTML of the page.
    """
    return output.replace(' data-md-component="source"', "")


def on_post_template(output_content: str, **_: Any) -> str:
    """Do the same for pages that Material writes itself, such as `404.html`.

    Args:
        output_content: The text of the page.
    """
    return on_post_page(output_content)
