"""What newsclaims is compared with, if it is installed: spaCy's English model, and textacy on top of it."""

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Iterator
from typing import Any

from attrs import frozen

__all__ = ["ABSENT", "Rival", "spacy_alone", "spacy_name", "textacy_by_paragraph"]

ABSENT = "no ratios: spaCy with an English model is not installed"
_WANTED = "en_core_web_sm"


@frozen(slots=True)
class Rival:
    """Another program.

    Args:
        name: Its name and version.
        model: The spaCy pipeline that it uses.
    """

    name: str
    model: Any


def spacy_name() -> str | None:
    """Return the name of the installed English model of spaCy, preferably `en_core_web_sm`; None without one."""
    if importlib.util.find_spec("spacy") is None:
        return None
    installed = importlib.import_module("spacy").util.get_installed_models()
    english = (name for name in installed if name.startswith("en_"))
    return min(english, key=lambda name: (not name.startswith(_WANTED), name), default=None)


def spacy_alone() -> Rival | None:
    """Load spaCy's English model with all its parts; None if there is none."""
    name = spacy_name()
    if name is None:
        return None
    spacy = importlib.import_module("spacy")
    model = spacy.load(name)
    return Rival(f"spaCy {spacy.__version__}, {name} {model.meta['version']}", model)


def textacy_by_paragraph(rival: Rival, texts: list[str]) -> Iterator[int] | None:
    """Find the direct quotations of texts with textacy, and yield how many there are; None without textacy.

    By paragraph, because textacy refuses a text with an odd number of quotation marks.

    Args:
        rival: spaCy, whose parse textacy needs.
        texts: The texts.
    """
    if importlib.util.find_spec("textacy") is None:
        return None
    find = importlib.import_module("textacy.extract").direct_quotations
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]

    def counts() -> Iterator[int]:
        for document in rival.model.pipe(paragraphs):
            try:
                yield len(list(find(document)))
            except ValueError:
                yield 0

    return counts()
