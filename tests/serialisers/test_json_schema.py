"""The published JSON Schema is that of the models, and says yes to what is written."""

import json
from importlib.resources import files

import pytest
from hypothesis import given, settings
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims._model import SCHEMA_VERSIONS, ClaimSet
from newsclaims.serialisers import dumps
from newsclaims.serialisers._json_schema import schema, schema_text

PUBLISHED = files("newsclaims") / "data" / "claimset.schema.json"


def test_published() -> None:
    """The file is what `schema_text()` makes of the models; renew it by writing that into it."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_fields() -> None:
    """The schema names every field and lets in no other."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert set(published["properties"]) == set(ClaimSet.model_fields) == set(json.loads(dumps(sample())))
    assert published["additionalProperties"] is False
    assert published["properties"]["schema_version"]["enum"] == list(SCHEMA_VERSIONS)


@settings(max_examples=25)
@given(claimset=claimsets())
def test_what_is_written_is_valid(claimset: ClaimSet) -> None:
    """Whatever is written meets the schema, by a validator that is not ours."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema, of nbclient in newsclaims[test]")
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps(claimset)))
