"""Tools to write a serialiser: files, JSON, and claims taken apart and built again.

The built-in formats use only this toolkit. Errors name the format, the file and the line, because every function that
reads takes or returns a `FileLocation`.
"""

from newsclaims._model import LABELS, Label
from newsclaims._plugins import Extra, optional_import

from ..._files.json_streams import read_json_lines, read_json_objects, write_json_lines, write_json_objects
from ..._files.json_values import check_type, get_field, get_objects, json_bytes, json_text, parse_json, pretty_json
from ..._files.locations import FileLocation
from ..._files.streams import reading, text_lines, writing
from ..._public import set_public_module
from ._claim_notes import NOTE_FIELDS, add_note, note_of
from ._drawn_spans import trim_claims
from ._folders import FileNames, article_id_of, new_folder, read_files, write_files
from ._marked_claims import (
    ROLES,
    Fragments,
    MarkedClaim,
    Role,
    build_claimset,
    check_label,
    get_fragments,
    merge_fragments,
    take_apart,
)
from ._offset_units import OFFSET_UNITS, OffsetConverter, OffsetUnit, check_offset_unit
from ._records import check_schema_version, claimset_from_record, claimset_to_record, find_article

__all__ = [
    "LABELS",
    "NOTE_FIELDS",
    "OFFSET_UNITS",
    "ROLES",
    "Extra",
    "FileLocation",
    "FileNames",
    "Fragments",
    "Label",
    "MarkedClaim",
    "OffsetConverter",
    "OffsetUnit",
    "Role",
    "add_note",
    "article_id_of",
    "build_claimset",
    "check_label",
    "check_offset_unit",
    "check_schema_version",
    "check_type",
    "claimset_from_record",
    "claimset_to_record",
    "find_article",
    "get_field",
    "get_fragments",
    "get_objects",
    "json_bytes",
    "json_text",
    "merge_fragments",
    "new_folder",
    "note_of",
    "optional_import",
    "parse_json",
    "pretty_json",
    "read_files",
    "read_json_lines",
    "read_json_objects",
    "reading",
    "take_apart",
    "text_lines",
    "trim_claims",
    "write_files",
    "write_json_lines",
    "write_json_objects",
    "writing",
]

set_public_module(__name__, *map(globals().__getitem__, __all__))
