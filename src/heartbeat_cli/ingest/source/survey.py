"""A look at the live source before anything is written: which tables of the slice exist, may we read them, how big.

What tells their rows apart and what was done to them lately is read along, without touching the tables themselves.
Everything a refused ingest can be refused for is found here, so that a refusal leaves the marts untouched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import (
    Connection,
    Decisions,
    ProjectSettings,
    Source,
    TableSettings,
    cluster_connection,
    load_decisions,
)
from heartbeat_cli.ingest.pull.survey import survey_api
from heartbeat_cli.ingest.source.connect import open_source
from heartbeat_cli.ingest.source.grants import find_refusals
from heartbeat_cli.ingest.source.keys import SourceColumn, SourceIndex, choose_cursor, choose_key
from heartbeat_cli.ingest.source.views import of_view, with_heirs
from heartbeat_cli.pgschema import QName, one_name_in_duckdb
from heartbeat_cli.sources import ApiArchetype, Counters, Plan, PlannedDataset, PlannedTable, SourceType, archetype_of


def survey(project: ProjectSettings, source: Source, only: Sequence[str] = ()) -> Plan:
    """The plan for the slice of `source`, or for the tables `only` (`schema.table`, or `table` where that is unique).

    Raises HbError `archetype_not_supported` for one this version cannot land, and what its archetype refuses it for.
    """
    archetype = archetype_of(source)
    if isinstance(archetype, ApiArchetype):
        return survey_api(project, source, archetype, only)
    return archetype.survey(project, source, only)


def survey_database(project: ProjectSettings, source: Source, only: Sequence[str] = ()) -> Plan:
    """The same of a database on a PostgreSQL server.

    Raises HbError `no_slice` and `unknown_column`, ConnectionFailedError, AccessDeniedError `not_granted`,
    NotFoundError `unknown_table`.
    """
    connection = reach_database(project, source)
    schemas = [slice_.schema for slice_ in source.slices]
    with open_source(connection, source) as session:
        rows = _fetch(session, "tables.sql", schemas)
        columns = _fetch(session, "columns.sql", schemas)
        indexes = _fetch(session, "indexes.sql", schemas)
        types = _Types(_fetch(session, "types.sql", schemas))
        present = {str(row[0]) for row in session.execute("SELECT nspname FROM pg_namespace").fetchall()}
        version, encoding = session.info.server_version, session.info.parameter_status("server_encoding")
    wanted, missing = _wanted(source, rows, present)
    _check_settings(source, rows)
    namesakes = _namesakes(wanted)
    if only:
        wanted = _chosen(source, only, rows, wanted)
        missing = ()
    refusals = find_refusals(source, connection, wanted, columns)
    catalogue = _Catalogue(columns, indexes, types)
    decisions = load_decisions(project, source.name)
    planned = (_planned(source, row, catalogue, namesakes, decisions) for row in wanted)
    tables = [replace(table, refused=refusals.get(table.qname)) for table in planned]
    return Plan(source, connection, _by_dataset(source, tables), missing, version, encoding or "UTF8")


def reach_database(project: ProjectSettings, source: Source) -> Connection:
    """How to connect to a source's database; raises HbError `no_slice` where nothing is wanted from it."""
    if not source.slices:
        raise HbError(
            "no schema has a slice: nothing is wanted from this source yet",
            where=source.file.name,
            hint="Give the schemas you want a `slice` (all, only or except).",
            code="no_slice",
        )
    return cluster_connection(project, source.cluster or "", source.database or "")


def _fetch(session: Any, name: str, schemas: Sequence[str]) -> list[dict[str, Any]]:
    sql = resources.files("heartbeat_cli.ingest.source").joinpath("sql").joinpath(name).read_text(encoding="utf-8")
    cursor = session.execute(sql, {"schemas": list(schemas)})
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class _Types:
    """The source's types by oid, with domains followed to what they stand on."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = {row["oid"]: row for row in rows}
        self._known: dict[tuple[int, int], SourceType] = {}

    def resolve(self, oid: int, typmod: int) -> SourceType:
        if (oid, typmod) not in self._known:
            self._known[oid, typmod] = self._resolved(oid, typmod)
        return self._known[oid, typmod]

    def _resolved(self, oid: int, typmod: int) -> SourceType:
        row = self._rows[oid]
        if row["kind"] == "d":
            return self.resolve(row["base"], row["base_typmod"] if typmod < 0 else typmod)
        element = self.resolve(row["element"], typmod) if row["element"] else None
        return SourceType(row["name"], typmod, row["builtin"], row["kind"], element)


class _Catalogue:
    """Columns and indexes of every table, by its oid."""

    def __init__(
        self, columns: Iterable[Mapping[str, Any]], indexes: Iterable[Mapping[str, Any]], types: _Types
    ) -> None:
        self._types = types
        self._columns: dict[int, list[Mapping[str, Any]]] = {}
        self._indexes: dict[int, list[Mapping[str, Any]]] = {}
        for rows, by_table in ((columns, self._columns), (indexes, self._indexes)):
            for row in rows:
                by_table.setdefault(row["table"], []).append(row)

    def columns(self, table: int) -> list[SourceColumn]:
        return [
            SourceColumn(
                row["name"],
                self._types.resolve(row["type"], row["typmod"]),
                row["number"],
                never_null=row["never_null"],
                identity=row["identity"],
                numbered=row["numbered"],
                refers=row["refers"],
            )
            for row in self._columns.get(table, ())
        ]

    def indexes(self, table: int) -> list[SourceIndex]:
        names = {row["number"]: row["name"] for row in self._columns.get(table, ())}
        found = []
        for row in self._indexes.get(table, ()):
            numbers = [int(number) for number in row["columns"].split()][: row["keys"]]
            found.append(
                SourceIndex(
                    row["name"],
                    tuple(names.get(number) for number in numbers),
                    primary=row["primary"],
                    unique=row["unique"],
                    partial=row["partial"],
                    descending=tuple(int(option) & 1 == 1 for option in row["options"].split()),
                )
            )
        return found


def _wanted(
    source: Source, rows: Sequence[Mapping[str, Any]], present: set[str]
) -> tuple[list[Mapping[str, Any]], tuple[QName, ...]]:
    wanted: list[Mapping[str, Any]] = []
    missing: list[QName] = []
    for slice_ in source.slices:
        if slice_.schema not in present:
            raise NotFoundError(
                f"there is no schema '{slice_.schema}' in database {source.database}",
                where=source.file.name,
                hint=did_you_mean(slice_.schema, present),
                code="unknown_schema",
            )
        here = {
            row["name"]: row
            for row in rows
            if row["schema"] == slice_.schema and (not row["is_view"] or slice_.wants_view(row["name"]))
        }
        wanted += [here[name] for name in slice_.pick(here)]
        named = (*slice_.only, *slice_.views)
        missing += [QName(slice_.schema, name) for name in named if name not in here]
    return wanted, tuple(missing)


def _namesakes(wanted: Iterable[Mapping[str, Any]]) -> dict[QName, tuple[str, ...]]:
    """For each table the others of its schema that DuckDB would take for it."""
    alike: dict[tuple[str, str], list[str]] = {}
    for row in wanted:
        alike.setdefault((row["schema"], one_name_in_duckdb(row["name"])), []).append(row["name"])
    return {
        QName(schema, name): tuple(other for other in names if other != name)
        for (schema, _), names in alike.items()
        for name in names
    }


def _chosen(
    source: Source, only: Sequence[str], rows: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    picked: dict[QName, Mapping[str, Any]] = {}
    for name in only:
        plain = name.removeprefix(f"{source.name}.")
        matches = [row for row in wanted if plain in (f"{row['schema']}.{row['name']}", row["name"])]
        if len(matches) == 1:
            picked[QName(matches[0]["schema"], matches[0]["name"])] = matches[0]
            continue
        raise _no_such_table(source, name, plain, matches, rows, wanted)
    return list(picked.values())


def _no_such_table(
    source: Source,
    name: str,
    plain: str,
    matches: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    wanted: Sequence[Mapping[str, Any]],
) -> NotFoundError:
    if matches:
        options = ", ".join(f"{row['schema']}.{row['name']}" for row in matches)
        return NotFoundError(f"'{name}' is the name of several tables: {options}", hint="Name the schema too.")
    if any(plain in (f"{row['schema']}.{row['name']}", row["name"]) for row in rows):
        return NotFoundError(
            f"'{name}' exists in {source.name}, but is not in its slice",
            hint=f"Add it to the slice in db/sources/{source.file.name}.",
            code="not_in_slice",
        )
    known = [f"{row['schema']}.{row['name']}" for row in wanted]
    hint = did_you_mean(plain, known) or did_you_mean(plain, [row["name"] for row in wanted])
    return NotFoundError(
        f"there is no table '{name}' in the slice of {source.name}",
        hint=hint or f"`hb ingest --source {source.name} --plan` lists them.",
        code="unknown_table",
    )


def _check_settings(source: Source, rows: Sequence[Mapping[str, Any]]) -> None:
    """A table misspelt in the source's file would land the columns it was to withhold."""
    schemas = {slice_.schema for slice_ in source.slices}
    known = {f"{row['schema']}.{row['name']}" for row in rows}
    for name, settings in source.tables:
        if name not in known and (settings.exclude or settings.hash) and name.partition(".")[0] in schemas:
            raise NotFoundError(
                f"columns of '{name}' are to be withheld, and there is no such table in {source.name}",
                where=source.file.name,
                hint=did_you_mean(name, known) or "Take it out of `tables`.",
                code="unknown_table",
            )


def _check_columns(source: Source, qname: QName, settings: TableSettings, names: Sequence[str]) -> None:
    cursor = (settings.cursor,) if settings.cursor else ()
    for name in (*settings.exclude, *settings.hash, *settings.key, *cursor):
        if name not in names:
            raise HbError(
                f"{qname} has no column '{name}'",
                where=source.file.name,
                hint=did_you_mean(name, names) or f"Its columns: {', '.join(names)}.",
                code="unknown_column",
            )


def _planned(
    source: Source,
    row: Mapping[str, Any],
    catalogue: "_Catalogue",
    namesakes: Mapping[QName, tuple[str, ...]],
    decisions: Decisions,
) -> PlannedTable:
    qname = QName(row["schema"], row["name"])
    said, file = decisions.get(qname), source.file.name
    role = said.role if said is not None else None
    settings = source.settings(str(qname))
    columns, indexes = catalogue.columns(row["oid"]), catalogue.indexes(row["oid"])
    _check_columns(source, qname, settings, [column.name for column in columns])
    withheld = (*settings.exclude, *settings.hash)
    landed = [column for column in columns if column.name not in settings.exclude]
    key = choose_key(columns, indexes, withheld)
    cursor = choose_cursor(qname, columns, indexes, withheld, named=settings.cursor, file=file, role=role)
    if row["children"]:
        key, cursor = None, with_heirs(row["children"])
    elif row["is_view"]:
        key, cursor = of_view(columns, settings.key, withheld, settings.cursor, f"db/sources/{file}")
    return PlannedTable(
        qname=qname,
        columns=tuple((column.name, column.type) for column in landed),
        rows=row["rows"],
        bytes=row["bytes"],
        partitioned=bool(row["partitioned"] or row["children"] or row["is_view"]),
        key=key,
        cursor=cursor,
        counters=_counters(row),
        numbers=tuple(column.number for column in landed),
        hashed=tuple(column.name for column in landed if column.name in settings.hash),
        deletes=settings.deletes,
        namesakes=namesakes[qname],
        wide_bytes=row["wide"],
        has_places=row["may_read"] and row["has_places"],
    )


def _counters(row: Mapping[str, Any]) -> Counters | None:
    if not row["counted"]:
        return None
    return Counters(row["inserted"], row["updated"], row["deleted"], row["since"])


def _by_dataset(source: Source, tables: Sequence[PlannedTable]) -> tuple[PlannedDataset, ...]:
    datasets = []
    for slice_ in source.slices:
        own = tuple(table for table in tables if table.qname.schema == slice_.schema)
        if own:
            datasets.append(PlannedDataset(source.dataset(slice_.schema), slice_.schema, own))
    return tuple(datasets)
