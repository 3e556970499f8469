"""A dump file → the database it describes.

The way of a statement: `sniff` (is this a dump?) → `split` → `parse` (PostgreSQL's own grammar) → `build`, which hands
it to the module of its subject (`tables`, `alter`, `views`, `grants` …) → the drafts of `objects` → `freeze`, the
model's values. `read` drives it, and says what was not understood.
"""

from .lexer import DumpText, tidy_sql
from .read import lost_its_end, read_dump, read_dump_text
from .sniff import database_of, open_dump
from .split import DumpStatement, split_statements, without_rows

__all__ = [
    "DumpStatement",
    "DumpText",
    "database_of",
    "lost_its_end",
    "open_dump",
    "read_dump",
    "read_dump_text",
    "split_statements",
    "tidy_sql",
    "without_rows",
]
