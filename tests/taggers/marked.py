"""Attributions written as marked sentences: `[source]`, `{cue}` and `<content>`; a role may have several pieces."""

from newsclaims._attribution import Attribution, Judgement
from newsclaims._model import Article
from newsclaims.taggers._combiner import combine
from newsclaims.taggers._confidence import ConfidenceTagger
from newsclaims.taggers._cue_force import CueForceTagger
from newsclaims.taggers._holder import HolderTagger
from newsclaims.taggers._quotation import QuotationTagger
from newsclaims.taggers._source_type import SourceTypeTagger
from newsclaims.taggers._stance import StanceTagger
from newsclaims.text import Text, read

CHAIN = (
    HolderTagger(),
    StanceTagger(),
    ConfidenceTagger(),
    CueForceTagger(),
    SourceTypeTagger(),
    QuotationTagger(),
)
ROLES = {"[": "source", "{": "cue", "<": "content"}
CLOSERS = "]}>"


def parse(marked: str) -> tuple[Text, Attribution]:
    """Return the text without its marks, and the attribution that they mark."""
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    plain, opened = "", ("", 0)
    for character in marked:
        if character in ROLES:
            opened = (ROLES[character], len(plain))
        elif character in CLOSERS:
            spans[opened[0]].append((opened[1], len(plain)))
        else:
            plain += character
    source, cue, content = (tuple(spans[role]) for role in ("source", "cue", "content"))
    return read(Article(text=plain)), Attribution(source, cue, content)


def judge(marked: str) -> dict[str, Judgement]:
    """Return the judgements of the whole chain about a marked sentence."""
    text, attribution = parse(marked)
    attributions = [attribution]
    for tagger in CHAIN:
        attributions = list(tagger.tag(text, attributions))
    return combine(attributions[0].judgements, text.language.habits)


def words(marked: str, label: str) -> list[str]:
    """Return the words that are the evidence of a judgement."""
    text, _ = parse(marked)
    return [text.string[mark.start : mark.end] for mark in judge(marked)[label].evidence]
