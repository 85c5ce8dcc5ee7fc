"""Makes the model that ships, from the corpora to the package, in one command.

    python -m training --corpora ../shared --out runs/own

Run it again after an interruption: finished steps are skipped, and a network goes on from its checkpoint. The results
are in the folder after --out: the model in `model/`, and the weights that training can go on from. All settings are in
`training/config.toml`, or in the file that the environment variable NEWSCLAIMS_TRAINING names.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from .fetch import COMMAND
from .plan import STARTS, Plan, Step
from .running import Records, overview, run
from .sources import FETCHED, FILE, known_digests, source_digest

EPILOG = """what to start from:
  teachers   the published encoders: train the teachers too; 20 hours more without a graphics card
  published  the published encoder
  earlier    the earlier network that the shipped one was trained from
  kept       the kept weights of the shipped network: export and tune it again, without training
"""


def main() -> None:
    """Print the plan, or check the sources and run the steps."""
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the corpora and the labels")
    parser.add_argument("--out", type=Path, required=True, help="the folder of all results")
    parser.add_argument("--start", choices=STARTS, default="earlier", help="what to start from")
    parser.add_argument(
        "--install", action="store_true", help="make the tables of the package too, and put the model into it"
    )
    parser.add_argument("--plan", action="store_true", help="print the steps with their times, and stop")
    parser.add_argument("--other-data", action="store_true", help="go on with other data than the shipped model's")
    parser.add_argument("--again", metavar="STEP", help="run this step and all later ones again")
    options = parser.parse_args()
    # Each step runs in the root of the repository.
    corpora, out = options.corpora.resolve(), options.out.resolve()
    steps = list(Plan(corpora, out, options.start, options.install).steps())
    records = Records(out)
    if options.again not in (None, *(step.name for step in steps)):
        parser.error(f"--again {options.again} is not a step. --plan shows them.")
    if options.plan:
        print("\n".join(overview(steps, records)))
    else:
        run(steps, records, checked(steps, corpora, other=options.other_data), again=options.again)


def checked(steps: Sequence[Step], corpora: Path, *, other: bool) -> dict[str, str]:
    """Return the digests of all that the steps read.

    Args:
        steps: The steps.
        corpora: The folder with the corpora and the labels.
        other: Whether the digests may differ from the known ones.

    Raises:
        SystemExit: If a source is missing, or differs although it must not.
    """
    known = known_digests()
    names = sorted({name for step in steps for name in step.data})
    found = {name: source_digest(name, corpora) for name in names}
    missing = [name for name, digest in found.items() if digest is None]
    if missing:
        raise SystemExit("\n".join(what_is_missing(missing, corpora)))
    differ = [f"  {name}: {digest}" for name, digest in found.items() if digest != known.get(name)]
    if differ and not other:
        raise SystemExit(
            "\n".join(
                [
                    f"These are not what the shipped model was made from; {FILE.name} and kept.json have the digests:",
                    *differ,
                    "Get the right ones, or go on with --other-data.",
                ]
            )
        )
    return {name: digest for name, digest in found.items() if digest}


def what_is_missing(names: Sequence[str], corpora: Path) -> Iterator[str]:
    """Yield lines that say what the steps need, and the command that fetches what is not in the corpora.

    Args:
        names: The names of the missing sources.
        corpora: The folder with the corpora and the labels.
    """
    others = [name for name in names if name not in FETCHED]
    if others:
        yield f"These are missing in {corpora} or in the environment:"
        yield from (f"  {name}" for name in others)
    files = [file for name in names for file in FETCHED.get(name, ())]
    if files:
        yield "These are not in the tree, because only training needs them. Fetch them with"
        yield f"  {COMMAND} {' '.join(files)}"


if __name__ == "__main__":
    main()
