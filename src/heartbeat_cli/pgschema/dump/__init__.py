"""A dump file → the database it describes.

The way of a statement: `sniff` (is this a dump?) → `split` → `parse` (PostgreSQL's own grammar) → `build`, which hands
it to the module of its subject (`tables`, `alter`, `views`, `grants` …) → the drafts of `objects` → `freeze`, the
model's values. `read` drives it, and says what was not understood.
"""

from .lexer import Source, tidy
from .read import read_dump, read_dump_text
from .sniff import read_source
from .split import Statement, split

__all__ = ["Source", "Statement", "read_dump", "read_dump_text", "read_source", "split", "tidy"]
