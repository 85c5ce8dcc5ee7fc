"""The versions that articles name."""

from newsclaims import __version__
from newsclaims.readers._versions import version_with


def test_the_version_of_another_package() -> None:
    """The version names both packages, also if the other one is not installed."""
    assert version_with("attrs").startswith(f"{__version__} (attrs ")
    assert version_with("no-such-package") == f"{__version__} (no-such-package not installed)"
