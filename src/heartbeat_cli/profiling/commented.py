"""A database with what people say its tables and columns are, in place of the comments of its DDL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from heartbeat_cli.errors import Place, did_you_mean
from heartbeat_cli.estate import Decisions, TableDecision
from heartbeat_cli.pgschema import Database, Schema, Table, View


def with_comments(database: Database, decisions: Decisions) -> Database:
    """The database with the comments of `decisions`; the same value where there are none."""
    if not any(d.comment or any(c.comment for c in d.columns.values()) for d in decisions.values()):
        return database
    return replace(database, schemas=tuple(_schema(s, decisions) for s in database.schemas))


def _schema(schema: Schema, decisions: Decisions) -> Schema:
    said = ((t, decisions.get(t.qname)) for t in schema.tables)
    of_views = ((v, decisions.get(v.qname)) for v in schema.views)
    tables = tuple(t if d is None else _table(t, d) for t, d in said)
    return replace(schema, tables=tables, views=tuple(v if d is None else _view(v, d) for v, d in of_views))


def _table(table: Table, said: TableDecision) -> Table:
    comments = {name: column.comment for name, column in said.columns.items() if column.comment is not None}
    columns = tuple(replace(c, comment=comments.get(c.name, c.comment)) for c in table.columns)
    return replace(table, comment=said.comment or table.comment, columns=columns)


def _view(view: View, said: TableDecision) -> View:
    comments = dict(view.column_comments)
    comments |= {name: column.comment for name, column in said.columns.items() if column.comment is not None}
    return replace(view, comment=said.comment or view.comment, column_comments=tuple(comments.items()))


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in `db/profile.yml` that the database has not: where it stands, what is wrong, and what to do."""

    place: Place
    message: str
    hint: str


def unknown_names(decisions: Decisions, database: Database, source: str) -> Iterator[UnknownName]:
    """Every table, view and column that is decided about, or referred to, and is not there."""
    known = {t.qname: tuple(c.name for c in t.columns) for t in database.tables()}
    known |= {v.qname: v.columns for s in database.schemas for v in s.views}
    for name, decision in decisions.items():
        if name not in known:
            yield _unknown(decision.place, f"{source} has no table {name}", str(name), map(str, known))
            continue
        for column, about in decision.columns.items():
            # A view that names no columns has those of its query.
            if known[name] and column not in known[name]:
                yield _unknown(about.place, f"{name} has no column '{column}'", column, known[name])
            if about.refers_to:
                to, key = about.refers_to
                if key not in known.get(to, ()):
                    near = (f"{table}.{c}" for table, columns in known.items() for c in columns)
                    yield _unknown(about.place, f"{source} has no {to}.{key} to refer to", f"{to}.{key}", near)


def _unknown(place: Place, message: str, name: str, known: Iterable[str]) -> UnknownName:
    return UnknownName(place, message, did_you_mean(name, known) or "Take it out.")
