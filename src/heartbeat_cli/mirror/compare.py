"""Two states of one database, one of them perhaps dumped without privileges."""

from heartbeat_cli.mirror.reading import hb_errors
from heartbeat_cli.pgschema import Change, Database, diff, left_out


def compare_databases(before: Database, after: Database) -> tuple[Change, ...]:
    """The changes from one to the other. A side without a single grant says nothing about grants."""
    with hb_errors():
        changes = diff(before, after)
    if _has_grants(before) and _has_grants(after):
        return changes
    return tuple(change for change in changes if change.object != "grant")


def not_compared(before: Database, after: Database) -> tuple[str, ...]:
    """The kinds of things that are there and that `compare_databases` says nothing about, in the plural."""
    only_one_knows = _has_grants(before) != _has_grants(after)
    return tuple(sorted({*left_out(before, after), *(("grants",) if only_one_knows else ())}))


def _has_grants(database: Database) -> bool:
    return any(
        schema.grants
        or any(table.grants for table in schema.tables)
        or any(view.grants for view in schema.views)
        or any(sequence.grants for sequence in schema.sequences)
        for schema in database.schemas
    )
