"""A look at an API before anything is written: which streams of the slice there are, and what is known of them."""

from collections.abc import Iterable, Sequence

from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.pull.kinds import source_type
from heartbeat_cli.ingest.pull.typed import RAW
from heartbeat_cli.pgschema import QName, one_name_in_duckdb
from heartbeat_cli.sources import (
    ApiArchetype,
    Cursor,
    Field,
    Plan,
    PlannedDataset,
    PlannedTable,
    RowKey,
    SourceType,
    Stream,
    archetype_of,
)

_NO_CURSOR = Cursor("none", None, "the service tells nothing of what is new")


def api_of(source: Source) -> ApiArchetype:
    """The archetype of a source that is pulled. Raises HbError `archetype_not_supported` for another."""
    archetype = archetype_of(source)
    if not isinstance(archetype, ApiArchetype):
        raise HbError(
            f"a source of archetype '{source.archetype}' has no streams",
            where=source.name,
            code="archetype_not_supported",
        )
    return archetype


def survey_api(project: ProjectSettings, source: Source, archetype: ApiArchetype, only: Sequence[str] = ()) -> Plan:
    """The plan for the streams of `source`, or for those in `only`.

    Raises HbError `no_credentials`, ApiRefusedError, ApiFailedError, NotFoundError `unknown_table`.
    """
    api = archetype.connect(project, source)
    try:
        streams = api.streams()
        session = api.session
    finally:
        api.close()
    names = {stream.name: stream for stream in streams}
    datasets = []
    missing: list[QName] = []
    for slice_ in source.slices:
        wanted = slice_.pick(names)
        missing += [QName(slice_.schema, name) for name in slice_.only if name not in names]
        tables = tuple(_planned(source, slice_.schema, names[name], wanted) for name in wanted)
        if tables:
            datasets.append(PlannedDataset(source.dataset(slice_.schema), slice_.schema, tables))
    _refuse_twice(source, datasets)
    if only:
        datasets, missing = _chosen(source, only, datasets), []
    return Plan(source, None, tuple(datasets), tuple(missing), session=session)


def _refuse_twice(source: Source, datasets: Sequence[PlannedDataset]) -> None:
    """A stream is pulled once: two schemas of the source's file that both want it would share its pages."""
    wanted: dict[str, str] = {}
    for table in (table for dataset in datasets for table in dataset.tables):
        other = wanted.setdefault(table.qname.name, table.qname.schema)
        if other != table.qname.schema:
            raise HbError(
                f"{table.qname.name} is in the slices of both {other} and {table.qname.schema}",
                where=source.file.name,
                hint="An API has no schemas of its own; `slice: {only: […]}` says what each of them is to have.",
                code="ambiguous_stream",
            )


def columns_of(fields: Iterable[Field]) -> tuple[tuple[str, str], ...]:
    """Names and types of fields."""
    return tuple((field.name, field.type) for field in fields)


def typed_columns(columns: Iterable[tuple[str, str]], *, raw: bool) -> tuple[tuple[str, SourceType], ...]:
    """Columns as a plan has them, the raw record last."""
    typed = tuple((name, source_type(type_)) for name, type_ in columns)
    return (*typed, (RAW, SourceType("json"))) if raw else typed


def _planned(source: Source, schema: str, stream: Stream, names: Sequence[str]) -> PlannedTable:
    qname = QName(schema, stream.name)
    settings = source.settings(str(qname))
    withheld = [name for name in stream.key if name in (*settings.exclude, *settings.hash)]
    if withheld:
        raise HbError(
            f"{', '.join(withheld)} of {qname} tells its records apart, and cannot be withheld",
            where=source.file.name,
            code="key_withheld",
        )
    fields = [field for field in stream.fields if field.name not in settings.exclude]
    columns = [(field.name, "text" if field.name in settings.hash else field.type) for field in fields]
    alike = one_name_in_duckdb(stream.name)
    return PlannedTable(
        qname=qname,
        columns=typed_columns(columns, raw=stream.raw),
        rows=stream.rows,
        partitioned=True,
        key=row_key(stream),
        cursor=_cursor(stream),
        deletes=settings.deletes,
        namesakes=tuple(name for name in names if name != stream.name and one_name_in_duckdb(name) == alike),
        has_places=False,
        stream=stream,
    )


def row_key(stream: Stream) -> RowKey | None:
    """The key of a stream; a window is cut by its cursor."""
    if not stream.key:
        return None
    bounds = ((stream.cursor, "date"),) if stream.window and stream.cursor else ()
    return RowKey(stream.key, bounds)


def _cursor(stream: Stream) -> Cursor:
    if stream.cursor is None:
        return _NO_CURSOR
    why = "records are replaced by day" if stream.window else "the service lists by it what has changed"
    types = dict(columns_of(stream.fields))
    return Cursor("updated_at", stream.cursor, why, types.get(stream.cursor, "timestamp with time zone"), indexed=True)


def _chosen(source: Source, only: Sequence[str], datasets: Sequence[PlannedDataset]) -> list[PlannedDataset]:
    tables = {str(table.qname): table for dataset in datasets for table in dataset.tables}
    names = {name.removeprefix(f"{source.name}.") for name in only}
    picked = {qname for qname, table in tables.items() if qname in names or table.qname.name in names}
    for name in names:
        if not any(name in (qname, tables[qname].qname.name) for qname in picked):
            raise NotFoundError(
                f"there is no table '{name}' in the slice of {source.name}",
                hint=did_you_mean(name, tables) or f"`hb ingest --source {source.name} --plan` lists them.",
                code="unknown_table",
            )
    chosen = (
        PlannedDataset(d.dataset, d.schema, tuple(t for t in d.tables if str(t.qname) in picked)) for d in datasets
    )
    return [dataset for dataset in chosen if dataset.tables]
