"""How counts, places and judgements are spelt on every sheet."""

from collections.abc import Iterable

from heartbeat_cli.blocks import Section, filled
from heartbeat_cli.pgschema import Counts
from heartbeat_cli.profiling import CursorChoice, Reference, Sections, local
from heartbeat_cli.wording import count

_HEADLINES = (
    ("tables", "table", "tables"),
    ("views", "view", "views"),
    ("foreign_tables", "foreign table", "foreign tables"),
    ("columns", "column", "columns"),
    ("foreign_keys", "reference", "references"),
)
_OTHER_COUNTS = (
    ("partitions", "partition", "partitions"),
    ("indexes", "index", "indexes"),
    ("enums", "enum", "enums"),
    ("domains", "domain", "domains"),
    ("composite_types", "composite type", "composite types"),
    ("range_types", "range type", "range types"),
    ("sequences", "sequence", "sequences"),
    ("policies", "policy", "policies"),
)


def headline_counts(counts: Counts) -> tuple[str, ...]:
    """How large it is."""
    return _counted(counts, _HEADLINES)


def other_counts(counts: Counts) -> tuple[str, ...]:
    """What else there is, as far as it helps at a first look."""
    return _counted(counts, _OTHER_COUNTS)


def _counted(counts: Counts, what: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    said = ((getattr(counts, field), one, many) for field, one, many in what)
    return tuple(count(n, one, many) for n, one, many in said if n)


def target_words(reference: Reference) -> str:
    """What a reference leads to, and where it holds, unless everywhere: `client (id)`."""
    return f"{reference.target} ({', '.join(reference.target_columns)}){_partly(reference)}"


def source_words(reference: Reference, schema: str) -> str:
    """Who refers: `order (client_id)`, seen from a schema."""
    return f"{local(reference.source, schema)} ({', '.join(reference.columns)}){_partly(reference)}"


def _partly(reference: Reference) -> str:
    return f", {reference.partly}" if reference.partly else ""


def cursor_words(cursor: CursorChoice) -> str:
    """The column that tells new rows, and why; else why there is none."""
    return f"{cursor.column}: {cursor.reason}" if cursor.column else cursor.reason


def arranged(found: Sections, own: Iterable[tuple[int, Section | None]] = ()) -> tuple[Section, ...]:
    """The sections of a page in their places: what detectors say, between what the page says itself."""
    every = [*((place, section) for place, section in own if section is not None), *found.values()]
    return filled(*(section for _, section in sorted(every, key=lambda placed: placed[0])))
