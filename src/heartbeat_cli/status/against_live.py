"""The inventory held against what live systems said: what agrees, and where they say otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from heartbeat_cli.errors import HbError, did_you_mean
from heartbeat_cli.estate import Inventory, Source, WantedTable, table_grants
from heartbeat_cli.status.live import LiveApi, LiveCluster, LiveDatabase, LiveRelation
from heartbeat_cli.wording import count, first_names

_MOST_NAMES = 5
FOUND_BY_VERIFY = "Found on the server; nobody has said yet what it is."


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where a live system says otherwise than the inventory.

    `about` is what differs: `cluster`, `database`, `schema`, `slice`, `access`, `grants` or `unlisted`; `source` is
    None for a database that no source is in. `then` is what to do. `key` and `value` are what `--update` writes into
    the source's file, None where a person has to say it.
    """

    source: str | None
    about: str
    message: str
    then: str | None = None
    key: tuple[str, ...] | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class LiveSource:
    """One source: what its system said, in words (`seen`) and figures, or why it was not asked.

    `tables` and `readable` count those of the slice, `rows` is their estimate; None where nobody knows.
    """

    source: str
    not_asked: str | None = None
    seen: tuple[str, ...] = ()
    tables: int | None = None
    readable: int | None = None
    rows: int | None = None
    discrepancies: tuple[Discrepancy, ...] = ()


def hold_against(
    sources: tuple[Source, ...],
    clusters: Mapping[str, LiveCluster],
    apis: Mapping[str, LiveApi],
) -> tuple[LiveSource, ...]:
    """What was found of each of `sources`, in their order."""

    def of(source: Source) -> LiveSource:
        if source.name in apis:
            return _api(source, apis[source.name])
        if source.cluster in clusters and source.database:
            return _database(source, clusters)
        return LiveSource(source.name, "nobody has said how it is read")

    return tuple(map(of, sources))


def unlisted_databases(inventory: Inventory, clusters: Mapping[str, LiveCluster]) -> tuple[Discrepancy, ...]:
    """Databases on the clusters that no source of the inventory is in."""
    known = {source.database for source in inventory.sources}
    return tuple(
        Discrepancy(
            None,
            "unlisted",
            f"cluster {cluster.name} has a database '{name}' that no source is in",
            f"Write db/sources/{name.replace('-', '_')}.yml for it, if metrics can come from it.",
        )
        for cluster in clusters.values()
        for name in cluster.databases
        if name not in known
    )


# A database


def _database(source: Source, clusters: Mapping[str, LiveCluster]) -> LiveSource:
    cluster, database = clusters[source.cluster or ""], source.database or ""
    if cluster.problem is None and database not in cluster.databases:
        return LiveSource(source.name, discrepancies=(_elsewhere(source, clusters),))
    if (why := cluster.problem or cluster.refusal(database)) is not None:
        denied = cluster.problem is None
        if denied and source.believed_granted is None:
            return LiveSource(source.name, discrepancies=(_access(source, "pending", why.message),))
        if source.believed_granted:
            return LiveSource(source.name, discrepancies=(_not_entered(source, why, denied),))
        return LiveSource(source.name, None if denied else why.message, (why.message,) if denied else ())
    live = cluster.database(database)
    assert live is not None
    return _entered(source, live)


def _elsewhere(source: Source, clusters: Mapping[str, LiveCluster]) -> Discrepancy:
    on, database = source.cluster, source.database or ""
    found = [cluster.name for cluster in clusters.values() if database in cluster.databases]
    if found:
        message = f"database '{database}' is on cluster {found[0]}, the inventory says {on}"
        return Discrepancy(source.name, "cluster", message, f"Write `cluster: {found[0]}`.", ("cluster",), found[0])
    silent = [cluster.name for cluster in clusters.values() if cluster.problem is not None]
    message = f"there is no database '{database}' on cluster {on}"
    if silent:
        message += f"; cluster {', '.join(silent)} could not be asked"
    return Discrepancy(source.name, "database", message, did_you_mean(database, clusters[on or ""].databases))


def _not_entered(source: Source, why: HbError, denied: bool) -> Discrepancy:
    if denied:
        return _access(source, "pending", why.message)
    return replace(_access(source, None, why.message), then=why.hint)


def _access(source: Source, value: str | None, message: str) -> Discrepancy:
    said = source.access
    then = f"Write `access: {value}`." if value else "Check the credentials and the way there."
    key = ("access",) if value else None
    return Discrepancy(source.name, "access", f"the inventory says {said}; {message}", then, key, value)


def _entered(source: Source, live: LiveDatabase) -> LiveSource:
    wanted = [relation for relation in live.relations if is_wanted(source, relation)]
    lacking = [relation for relation in wanted if _is_hidden(source, live, relation)]
    rows = [relation.rows for relation in wanted if relation.rows is not None]
    return LiveSource(
        source.name,
        seen=_seen(live, wanted),
        tables=len(wanted),
        readable=len(wanted) - len(lacking),
        rows=sum(rows) if rows else None,
        discrepancies=(*_names(source, live), *_grants(source, live, wanted, lacking)),
    )


def is_wanted(source: Source, relation: LiveRelation) -> bool:
    """Whether a relation of the live database is in the source's slice."""
    slice_ = source.slice_of(relation.schema)
    if slice_ is None:
        return False
    return slice_.wants_view(relation.name) if relation.is_view else bool(slice_.pick([relation.name]))


def _is_hidden(source: Source, live: LiveDatabase, relation: LiveRelation) -> bool:
    excluded = source.settings(f"{relation.schema}.{relation.name}").exclude
    return relation.schema in live.closed or bool(set(relation.hidden) - set(excluded))


def _seen(live: LiveDatabase, wanted: list[LiveRelation]) -> tuple[str, ...]:
    writes = sum(relation.writable for relation in wanted)
    role = "a superuser" if live.superuser else f"may also write {count(writes, 'table')}" if writes else "reads only"
    return (
        f"PostgreSQL {live.version}, {'a replica' if live.replica else 'primary'}",
        "TLS" if live.tls else "no TLS",
        f"{live.role} {role}",
    )


def _names(source: Source, live: LiveDatabase) -> Iterator[Discrepancy]:
    for schema in source.schemas:
        if schema not in live.schemas:
            message = f"there is no schema '{schema}' in database '{live.name}'"
            yield Discrepancy(source.name, "schema", message, did_you_mean(schema, live.schemas))
    for schema in live.schemas:
        number = sum(relation.schema == schema and not relation.is_view for relation in live.relations)
        if schema not in source.schemas and number:
            message = f"schema '{schema}' with {count(number, 'table')} is not in the inventory"
            key = ("schemas", schema, "about")
            yield Discrepancy(source.name, "schema", message, "Say what it is.", key, FOUND_BY_VERIFY)
    known = {(relation.schema, relation.name) for relation in live.relations}
    for schema, name in dict.fromkeys((schema, name) for _, schema, name in source.named_tables()):
        if schema in live.schemas and (schema, name) not in known:
            there = [own for at, own in known if at == schema]
            message = f"the slice names {schema}.{name}, which is not there"
            yield Discrepancy(source.name, "slice", message, did_you_mean(name, there))


def _grants(
    source: Source, live: LiveDatabase, wanted: list[LiveRelation], lacking: list[LiveRelation]
) -> Iterator[Discrepancy]:
    if wanted and not lacking and not source.believed_granted:
        yield _access(source, "granted", f"all {count(len(wanted), 'table')} of the slice may be read")
    if not lacking or (len(lacking) == len(wanted) and source.believed_granted is False):
        return
    for schema in dict.fromkeys(relation.schema for relation in lacking):
        own = [relation for relation in lacking if relation.schema == schema]
        of = sum(relation.schema == schema for relation in wanted)
        names = first_names([relation.name for relation in own], _MOST_NAMES)
        message = f"{len(own)} of {count(of, 'table')} of schema '{schema}' may not be read: {names}"
        closed = [schema] if schema in live.closed else []
        grants = table_grants(live.role, closed, [WantedTable(schema, relation.name) for relation in own])
        yield Discrepancy(source.name, "grants", message, " ".join(grants))


# An API


def _api(source: Source, live: LiveApi) -> LiveSource:
    access = live.access
    if access.told_by != "server":
        why = access.detail or "its file does not say yet how it is entered"
        if source.believed_granted:
            return LiveSource(source.name, discrepancies=(_access(source, None, why),))
        return LiveSource(source.name, why)
    if not access.granted:
        why = access.detail or "it does not let us in"
        agrees = source.believed_granted is False
        value = "pending" if access.granted is False else None
        return LiveSource(source.name, seen=(why,), discrepancies=() if agrees else (_access(source, value, why),))
    found = []
    if not source.believed_granted:
        found.append(_access(source, "granted", f"{count(len(live.streams), 'stream')} may be read"))
    for slice_ in source.slices:
        for name in (name for name in slice_.only if name not in live.streams):
            message = f"the slice names {slice_.schema}.{name}, which the service does not have"
            found.append(Discrepancy(source.name, "slice", message, did_you_mean(name, live.streams)))
    number = len(live.streams)
    return LiveSource(source.name, None, live.told, number, number, discrepancies=tuple(found))
