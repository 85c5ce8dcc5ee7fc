"""How the tests run the command line."""

from click.testing import CliRunner, Result

from newsclaims._cli import cli

TEXT = "Ann said it rained. Bob denied that it rained."
SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(cli, arguments, input=given)


def extracted(*arguments: str, given: bytes = b"") -> Result:
    return run("extract", "--extractor", "scripted", *arguments, given=given)
