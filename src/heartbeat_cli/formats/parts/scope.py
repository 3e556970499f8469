"""What a diagram of a target shows: its own tables, those outside it that a reference leads to, and the references.

Only declared foreign keys are drawn. An inferred reference is a guess and must never look like one of them.
"""

from dataclasses import dataclass

from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling import Reference
from heartbeat_cli.sheets import Picture


@dataclass(frozen=True, slots=True)
class DiagramScope:
    """`outside` are the columns that references need, by table; a table may be missing from the dump altogether."""

    tables: tuple[Table, ...]
    outside: dict[QName, tuple[str, ...]]
    references: tuple[Reference, ...]


def scope_of(picture: Picture) -> DiagramScope:
    """The target's tables and where they refer to; for a single table also who refers to it."""
    profiles = picture.tables()
    tables = tuple(p.table for p in profiles)
    references = [r for p in profiles for r in p.references_out]
    if picture.kind == "table":
        references += [r for p in profiles for r in p.references_in if r.source != p.table.qname]
    return DiagramScope(tables, _outside(tables, references), tuple(references))


def _outside(tables: tuple[Table, ...], references: list[Reference]) -> dict[QName, tuple[str, ...]]:
    own = {t.qname for t in tables}
    needed: dict[QName, dict[str, None]] = {}
    for reference in references:
        for name, columns in (
            (reference.source, reference.columns),
            (reference.target, reference.target_columns),
        ):
            if name not in own:
                needed.setdefault(name, {}).update(dict.fromkeys(columns))
    return {name: tuple(columns) for name, columns in needed.items()}
