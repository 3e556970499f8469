"""A look at the live source before anything is written: which tables of the slice exist, may we read them, how big.

Everything a refused ingest can be refused for is found here, so that a refusal leaves the marts untouched.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from heartbeat_cli.catalog import QName
from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import Connection, Project, Source, cluster_connection
from heartbeat_cli.estate.access import not_granted
from heartbeat_cli.ingest.connect import open_source
from heartbeat_cli.ingest.plan import Plan, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.types import SourceType


def survey(project: Project, source: Source, only: Sequence[str] = ()) -> Plan:
    """The plan for the slice of `source`, or for the tables `only` (`schema.table`, or `table` where that is unique).

    Raises HbError `archetype_not_supported`, ConnectionFailedError, AccessDeniedError `not_granted`, NotFoundError
    `unknown_table`.
    """
    connection = reach(project, source)
    schemas = [slice_.schema for slice_ in source.slices]
    with open_source(connection, source) as session:
        rows = _fetch(session, "tables.sql", schemas)
        columns = _fetch(session, "columns.sql", schemas)
        types = _Types(_fetch(session, "types.sql", schemas))
        present = {str(row[0]) for row in session.execute("SELECT nspname FROM pg_namespace").fetchall()}
    wanted, missing = _wanted(source, rows, present)
    if only:
        wanted = _chosen(source, only, rows, wanted)
        missing = ()
    _check_grants(source, connection, wanted)
    of_table: dict[QName, list[tuple[str, SourceType]]] = {}
    for column in columns:
        qname = QName(column["schema"], column["table"])
        of_table.setdefault(qname, []).append((column["name"], types.resolve(column["type"], column["typmod"])))
    tables = [_planned(source, row, of_table) for row in wanted]
    return Plan(source, connection, _by_dataset(source, tables), missing)


def reach(project: Project, source: Source) -> Connection:
    """How to connect to `source`; raises HbError `archetype_not_supported` for one this version cannot land."""
    if source.archetype != "postgres":
        raise HbError(
            f"sources of archetype '{source.archetype}' are not landed by this version",
            where=source.name,
            hint=f"Needed first: {source.needs}" if source.needs else "Its file does not say what is needed first.",
            code="archetype_not_supported",
        )
    if not source.slices:
        raise HbError(
            "no schema has a slice: nothing is wanted from this source yet",
            where=source.file.name,
            hint="Give the schemas you want a `slice` (all, only or except).",
            code="no_slice",
        )
    return cluster_connection(project, source.cluster or "", source.database or "")


def _fetch(session: Any, name: str, schemas: Sequence[str]) -> list[dict[str, Any]]:
    sql = resources.files("heartbeat_cli.ingest").joinpath("sql").joinpath(name).read_text(encoding="utf-8")
    cursor = session.execute(sql, {"schemas": list(schemas)})
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class _Types:
    """The source's types by oid, with domains followed to what they stand on."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = {row["oid"]: row for row in rows}

    def resolve(self, oid: int, typmod: int) -> SourceType:
        row = self._rows[oid]
        if row["kind"] == "d":
            return self.resolve(row["base"], row["base_typmod"] if typmod < 0 else typmod)
        element = self.resolve(row["element"], typmod) if row["element"] else None
        return SourceType(row["name"], typmod, row["builtin"], row["kind"], element)


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
        here = {row["name"]: row for row in rows if row["schema"] == slice_.schema}
        wanted += [here[name] for name in slice_.pick(here)]
        missing += [QName(slice_.schema, name) for name in slice_.only if name not in here]
    return wanted, tuple(missing)


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


def _check_grants(source: Source, connection: Connection, wanted: Sequence[Mapping[str, Any]]) -> None:
    denied = [row for row in wanted if not row["may_read"]]
    if not denied:
        return
    schemas = list(dict.fromkeys(row["schema"] for row in denied))
    if any(not row["may_use"] for row in denied):
        what = f"schema {', '.join(schemas)}"
    else:
        names = [f"{row['schema']}.{row['name']}" for row in denied]
        what = ", ".join(names[:3]) + (f" and {len(names) - 3} more tables" if len(names) > 3 else "")
    raise not_granted(source, connection.user, f"{connection.user} may not read {what}", schemas)


def _planned(
    source: Source, row: Mapping[str, Any], columns: Mapping[QName, Sequence[tuple[str, SourceType]]]
) -> PlannedTable:
    qname = QName(row["schema"], row["name"])
    return PlannedTable(
        qname=qname,
        columns=tuple(columns.get(qname, ())),
        rows=row["rows"],
        bytes=row["bytes"],
        partitioned=row["partitioned"],
        cursor=dict(source.cursors).get(str(qname)),
    )


def _by_dataset(source: Source, tables: Sequence[PlannedTable]) -> tuple[PlannedDataset, ...]:
    datasets = []
    for slice_ in source.slices:
        own = tuple(table for table in tables if table.qname.schema == slice_.schema)
        if own:
            datasets.append(PlannedDataset(source.dataset(slice_.schema), slice_.schema, own))
    return tuple(datasets)
