"""How the tests run the command line."""

from collections.abc import Iterator, Sequence

from click.testing import CliRunner, Result

from newsclaims._attribution import Finds
from newsclaims._cli import cli
from newsclaims.text import Text

TEXT = "Ann said it rained. Bob denied that it rained."
SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(cli, arguments, input=given)


def extracted(*arguments: str, given: bytes = b"") -> Result:
    return run("extract", "--extractor", "scripted", *arguments, given=given)


class DroppingExtractor:
    """An extractor called `scripted` that warns once for each word "odd"."""

    name = "scripted"

    def extract(self, texts: Sequence[Text]) -> Iterator[Finds]:
        """Find nothing, and warn."""
        for text in texts:
            yield Finds((), warnings=tuple(f"word {i} was dropped" for i in range(text.string.count("odd"))))
