"""The published JSON Schema matches the models and accepts the output."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from serialisers.samples import sample
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import SCHEMA_VERSIONS, ClaimSet
from newsclaims.serialisers import dumps
from newsclaims.serialisers._json_schema import schema, schema_text

PUBLISHED = files("newsclaims") / "data" / "claimset.schema.json"


def test_published() -> None:
    """The file is the output of `schema_text()`; to renew it, write that output into it."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_fields() -> None:
    """The schema names every field and allows no others."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert set(published["properties"]) == set(ClaimSet.model_fields) == set(json.loads(dumps(sample())))
    assert published["additionalProperties"] is False
    assert published["properties"]["schema_version"]["enum"] == list(SCHEMA_VERSIONS)


@examples(25)
@given(claimset=claimsets())
def test_output_is_valid(claimset: ClaimSet) -> None:
    """Any output is valid for an independent validator."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema, which nbclient in newsclaims[test] brings")
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps(claimset)))
