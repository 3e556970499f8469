"""A database with what people say its tables and columns are, in place of the comments of its DDL."""

from dataclasses import replace

from heartbeat_cli.errors import InvalidFileError, Place, did_you_mean
from heartbeat_cli.estate import PROFILE_FILE, Decisions, TableDecision
from heartbeat_cli.pgschema import Database, Schema, Table


def with_comments(database: Database, decisions: Decisions) -> Database:
    """The database with the comments of `decisions`; the same value where there are none."""
    if not any(d.comment or any(c.comment for c in d.columns.values()) for d in decisions.values()):
        return database
    return replace(database, schemas=tuple(_schema(s, decisions) for s in database.schemas))


def _schema(schema: Schema, decisions: Decisions) -> Schema:
    said = ((t, decisions.get(t.qname)) for t in schema.tables)
    return replace(schema, tables=tuple(t if d is None else _table(t, d) for t, d in said))


def _table(table: Table, said: TableDecision) -> Table:
    comments = {name: column.comment for name, column in said.columns.items() if column.comment is not None}
    columns = tuple(replace(c, comment=comments.get(c.name, c.comment)) for c in table.columns)
    return replace(table, comment=said.comment or table.comment, columns=columns)


def check_decisions(decisions: Decisions, database: Database, source: str) -> None:
    """Raise InvalidFileError for the first decision about a table or column that the database has not."""
    tables = {t.qname: t for t in database.tables()}
    for qname, decision in decisions.items():
        place = Place(PROFILE_FILE, decision.line)
        table = tables.get(qname)
        if table is None:
            near = did_you_mean(str(qname), map(str, tables))
            raise InvalidFileError(f"{source} has no table {qname}", where=place, hint=near or "Take it out.")
        missing = [name for name in decision.columns if table.column(name) is None]
        if missing:
            near = did_you_mean(missing[0], [c.name for c in table.columns])
            raise InvalidFileError(f"{qname} has no column '{missing[0]}'", where=place, hint=near or "Take it out.")
