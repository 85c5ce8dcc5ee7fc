"""UIMA CAS files made by hand, and helpers that write and read them."""

import io
from importlib import resources
from typing import Any

import pytest

from newsclaims._model import Article, ClaimSet, Content, Cue, Source, Span
from newsclaims.serialisers import loads
from newsclaims.serialisers._cas.serialiser import CasSerialiser

forms = pytest.mark.parametrize("form", ["xmi", "json"])

OURS = "{http:///org/newsclaims.ecore}"
ROLES = ("Source", "Cue", "Content")

EMOJI = "😀 “Rain 🌧️, 🇳🇴,” A😀b e\u0301 sa🌂id, “and 𝒘ind.”"

GOLD = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore"
    xmlns:newsclaims="http:///org/newsclaims.ecore" xmlns:layers="http:///org/example/layers.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
  <tcas:DocumentAnnotation xmi:id="8" sofa="1" begin="0" end="45" language="en"/>
  <layers:Sentence xmi:id="13" sofa="1" begin="3" end="45"/>
  <newsclaims:Source xmi:id="20" sofa="1" begin="3" end="6"/>
  <newsclaims:Cue xmi:id="21" sofa="1" begin="7" end="13" force="distancing"/>
  <newsclaims:Content xmi:id="22" sofa="1" begin="14" end="18"/>
  <newsclaims:Content xmi:id="23" sofa="1" begin="20" end="26"/>
  <newsclaims:Claim xmi:id="24" sofa="1" begin="14" end="18" arguments="30 31 32 33 34" stance=""/>
  <newsclaims:Link xmi:id="30" target="20"/>
  <newsclaims:Link xmi:id="31" target="21" role="whatever"/>
  <newsclaims:Link xmi:id="32" role="content" target="22"/>
  <newsclaims:Link xmi:id="33" role="content" target="23"/>
  <newsclaims:Link xmi:id="34" role="cue"/>
  <newsclaims:Claim xmi:id="25" sofa="1" begin="33" end="45" stance="deny" arguments="35"/>
  <newsclaims:Link xmi:id="35" target="20"/>
  <newsclaims:Cue xmi:id="26" sofa="1" begin="27" end="32"/>
  <newsclaims:Claim xmi:id="27" sofa="1" begin="45" end="45"/>
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" \
sofaString="😀 Ann denied that, twice, or so “it rained.”"/>
  <cas:View sofa="1" members="8 13 20 21 22 23 24 25 26 27"/>
</xmi:XMI>
"""
"""A file of a tool with its own types, without our ids, with empty slots and a source that two claims share."""

SENTENCE = """    <typeDescription>
      <name>org.example.layers.Sentence</name>
      <description/>
      <supertypeName>uima.tcas.Annotation</supertypeName>
    </typeDescription>
  </types>"""


def type_system() -> str:
    """Return our type system, as a dump writes it."""
    return (resources.files("newsclaims") / "data" / "cas" / "TypeSystem.xml").read_text("utf-8")


def gold_types() -> str:
    """Return the type system of the gold above."""
    return type_system().replace("  </types>", SENTENCE)


def written(claimset: ClaimSet, form: str = "xmi") -> str:
    """Return what the serialiser writes."""
    buffer = io.BytesIO()
    CasSerialiser(json=form == "json").dump([claimset], buffer)
    return buffer.getvalue().decode("utf-8")


def emojis() -> ClaimSet:
    """Return a claim with an emoji before and inside every span."""

    def passage(*fragments: str) -> dict[str, Any]:
        starts = [EMOJI.index(fragment) for fragment in fragments]
        spans = tuple(Span(start=s, end=s + len(f)) for s, f in zip(starts, fragments, strict=True))
        return {"spans": spans, "text": " ... ".join(fragments)}

    source = Source(**passage("A😀b e\u0301"), name="A😀b")
    content = Content(**passage("“Rain 🌧️, 🇳🇴,”", "“and 𝒘ind.”"))
    claim = {"id": "1", "source": source, "cue": Cue(**passage("sa🌂id")), "content": content}
    return ClaimSet(article=Article(text=EMOJI, id="e"), claims=[claim])


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as UIMA counts."""
    return len(text.encode("utf-16-le")) // 2


def read(data: str | bytes) -> list[ClaimSet]:
    """Return what the serialiser reads."""
    return loads(data, "cas")
