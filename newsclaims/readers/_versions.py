"""Says which version of a reader made an article, if another package decides what is read."""

from functools import cache

from newsclaims import __version__

__all__ = ["version_with"]


@cache
def version_with(package: str) -> str:
    """Return the versions of newsclaims and of a package, for example `0.9.0 (feedparser 6.0.14)`.

    Args:
        package: The name of the package, as it is installed.
    """
    # Imported here because it takes 0.05 s or more.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{__version__} ({package} {version(package)})"
    except PackageNotFoundError:
        return f"{__version__} ({package} not installed)"
