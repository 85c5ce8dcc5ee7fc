"""Adds to the metadata of the package what depends on the address of the project: its links, and the README for PyPI.

The address is in `pyproject.toml`, under `tool.newsclaims`, and nowhere else.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

__all__ = ["ProjectMetadata", "addresses", "with_whole_links"]

_ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https://[^\s/]+(/[^\s/]+)*")
# Code is left as it is. In a link, the text before the target can hold a picture, so only the target is matched.
_TARGET: Final = re.compile(
    r"""
    (?P<code> ^[ ]*(?P<fence> ```|~~~ ).*?^[ ]*(?P=fence) | (?P<ticks> `+ )(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`) )
    | (?P<before> \]\([ ]*<? | ^[ ]{0,3}\[[^]^\n][^]\n]*\]:[ ]*<? | (?<![\w-])(?: srcset|src|href )=["'] )
      (?P<target> [^\s<>"')]+ )
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_PICTURES: Final = (".gif", ".jpg", ".png", ".svg", ".webp")


class ProjectMetadata(MetadataHookInterface):
    """The hook that hatchling runs for `pyproject.toml`, in a checkout and in an sdist."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the links and the README.

        Args:
            metadata: The table `project`, which already has the version.
        """
        repository, site = addresses(Path(self.root))
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["urls"] = links(repository, site)
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": with_whole_links(readme, repository, metadata["version"]),
        }


def addresses(root: Path) -> tuple[str, str]:
    """Return the addresses of the repository and of the site, each empty if there is none yet.

    Args:
        root: The folder with `pyproject.toml`.

    Raises:
        ValueError: If an address is not of the form `https://host/path`, without a slash at its end.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    table: dict[str, str] = project["tool"]["newsclaims"]
    for name in ("repository", "site"):
        if table[name] and not _ADDRESS.fullmatch(table[name]):
            raise ValueError(
                f"pyproject.toml: tool.newsclaims.{name} is {table[name]!r}; "
                "give an address such as https://example.org/newsclaims, without a slash at its end"
            )
    return table["repository"], table["site"]


def links(repository: str, site: str) -> dict[str, str]:
    """Return the links that PyPI shows beside the README.

    Args:
        repository: The address of the repository, on GitHub or a server with the same paths.
        site: The address of the documentation.
    """
    found = {}
    if repository or site:
        found["Homepage"] = site or repository
    if site:
        found["Documentation"] = f"{site}/"
    if repository:
        found["Source"] = repository
        found["Changelog"] = f"{repository}/blob/main/CHANGELOG.md"
        found["Issues"] = f"{repository}/issues"
    return found


def with_whole_links(readme: str, repository: str, version: str) -> str:
    """Return a README whose links and pictures work outside the repository.

    They lead to the repository at the tag of the version, so that they still work when files move.

    Args:
        readme: Markdown with HTML. Its relative targets start at the root of the repository; one of a folder ends with
            a slash.
        repository: The address of the repository. If it is empty, the README stays as it is.
        version: The version that is built.
    """
    if not repository:
        return readme

    def whole(match: re.Match[str]) -> str:
        target = match["target"]
        if match["code"] or _ABSOLUTE.match(target):
            return match[0]
        path, mark, heading = target.removeprefix("./").partition("#")
        target = f"{path or 'README.md'}{mark}{heading}"
        kind = "raw" if path.lower().endswith(_PICTURES) else "tree" if path.endswith("/") else "blob"
        return f"{match['before']}{repository}/{kind}/v{version}/{target}"

    return _TARGET.sub(whole, readme)
