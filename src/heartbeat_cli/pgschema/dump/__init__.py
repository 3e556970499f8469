"""A dump file → the database it describes.

The road of a statement: `sniff` (is this a dump?) → `split` → `parse` (PostgreSQL's own grammar) → `build`, which hands
it to the module of its subject (`tables`, `alter`, `views`, `grants` …) → the drafts of `objects` → `freeze`, the
catalog's values. `read` drives it, and says what was not understood.
"""

from heartbeat_cli.pgschema.dump.read import read_dump, read_dump_text

__all__ = ["read_dump", "read_dump_text"]
