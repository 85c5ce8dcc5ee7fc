"""What a serialiser is written with: files, JSON, and claims taken apart and built again.

The built-in formats use this toolkit and no other. Errors name the format, the file and the line, because everything
that reads takes or gives a `FileLocation`.
"""

from ._claim_notes import NOTE_FIELDS, add_note, note_of
from ._folders import FileNames, article_id_of, new_folder, read_files, write_files
from ._json_streams import read_json_lines, read_json_objects, write_json_lines, write_json_objects
from ._json_values import check_type, get_field, get_objects, json_bytes, json_text, parse_json, pretty_json
from ._locations import FileLocation
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
from ._streams import reading, text_lines, writing

__all__ = [
    "NOTE_FIELDS",
    "OFFSET_UNITS",
    "ROLES",
    "FileLocation",
    "FileNames",
    "Fragments",
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
    "parse_json",
    "pretty_json",
    "read_files",
    "read_json_lines",
    "read_json_objects",
    "reading",
    "take_apart",
    "text_lines",
    "write_files",
    "write_json_lines",
    "write_json_objects",
    "writing",
]
