"""Makes the published JSON Schema of a claim set, `newsclaims/data/claimset.schema.json`, from the models."""

import json
from typing import Any

from newsclaims._model import SCHEMA_VERSION, ClaimSet

__all__ = ["schema", "schema_text"]

_ADDRESS = "https://w3id.org/newsclaims/schema"
"""Each version of the schema has an address of its own below this one."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the claim sets that can be read; those that are written are valid too."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{_ADDRESS}/{SCHEMA_VERSION}",
        "$comment": "One claim set: a line of JSON Lines, or an object of JSON. Offsets are Unicode code points.",
        **ClaimSet.model_json_schema(mode="validation"),
    }


def schema_text() -> str:
    """Return the text of the published file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
