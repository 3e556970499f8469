"""Which metrics a change of a source's schema breaks, and which it only touches.

What a metric reads is derived from its SQL: tables by name, columns by resolving every name against the schema before
the change. A query that cannot be resolved, or selects `*`, is taken to read every column of its tables.

A change *breaks* a metric when a table or column it reads goes, or becomes a type of another kind (text for a number).
It *touches* one when what it reads stays but may mean something else: NULLs, labels of an enum, the scale of a number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.files import Problem
from heartbeat_cli.metrics import Metric
from heartbeat_cli.pgschema import Change, Column, Database, QName, Schema, family_of

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.optimizer.scope import Scope

# What of a table or column may change the meaning of a number without breaking its query.
_TOUCHING: Final = frozenset({"nullable", "generated", "inherits", "row security"})
_KEYS: Final = frozenset({"primary key", "unique constraint"})


@dataclass(frozen=True, slots=True)
class Reads:
    """What a metric reads of one source: the columns per table, None for all of them."""

    metric: Metric
    tables: Mapping[QName, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Affected:
    """A metric with the changes that break it and those that only touch it."""

    metric: Metric
    breaking: tuple[Change, ...]
    touching: tuple[Change, ...]

    @property
    def broken(self) -> bool:
        """Whether a change breaks the metric."""
        return bool(self.breaking)


def affected_metrics(
    changes: Sequence[Change],
    before: Database,
    after: Database,
    source: Source,
    metrics: Iterable[Metric],
    inventory: Inventory,
) -> tuple[Affected, ...]:
    """The metrics the changes of one source's database concern, in the order of `metrics`."""
    affected = []
    for metric in metrics:
        reads = reads_of(metric, before, source, inventory)
        if reads is None:
            continue
        effects = [(change, _effect(change, reads, before, after)) for change in changes]
        breaking = tuple(change for change, effect in effects if effect == "breaks")
        touching = tuple(change for change, effect in effects if effect == "touches")
        if breaking or touching:
            affected.append(Affected(metric, breaking, touching))
    return tuple(affected)


def unfollowable(metrics: Iterable[Metric]) -> Iterator[Problem]:
    """The metrics of which nobody can say what they read, because their SQL cannot be parsed."""
    from heartbeat_cli.metrics import parse_sql

    for metric in metrics:
        if metric.sql is not None and metric.status != "retired" and metric.file is not None:
            try:
                parse_sql(metric.sql, metric.sql_place)
            except InvalidFileError as error:
                yield Problem.of(error, metric.file)


def reads_of(metric: Metric, before: Database, source: Source, inventory: Inventory) -> Reads | None:
    """What a metric reads of `source`, None where that is nothing, or where there is no SQL that can be followed."""
    from heartbeat_cli.metrics import parse_sql, tables_of

    if metric.sql is None or metric.status == "retired":
        return None
    try:
        tree = parse_sql(metric.sql)
    except InvalidFileError:
        return None
    own: dict[QName, QName] = {}
    for landed in tables_of(tree):
        found = inventory.of_dataset(landed.schema)
        if found is not None and found[0].name == source.name:
            own[landed] = QName(found[1], landed.name)
    if not own:
        return None
    known = {t.qname: t.columns for t in before.tables()}
    columns = {landed: known[name] for landed, name in own.items() if name in known}
    named = _columns_read(tree, columns)
    return Reads(metric, {own[landed]: named.get(landed) for landed in own})


def _columns_read(tree: "exp.Expr", columns: Mapping[QName, Iterable[Column]]) -> dict[QName, frozenset[str]]:
    """The columns a query names per table; a table is left out where that cannot be told."""
    from sqlglot import exp
    from sqlglot.optimizer.scope import Scope

    from heartbeat_cli.metrics import resolve

    scopes = resolve(tree, columns)
    if not scopes or any(scope.expression.is_star for scope in scopes):
        return {}
    read: dict[QName, set[str]] = {name: set() for name in columns}
    for scope in scopes:
        for column in scope.columns:
            source = _source(scope, column.table)
            if isinstance(source, exp.Table):
                read.setdefault(_named(source), set()).add(column.name)
            elif not isinstance(source, Scope):
                # Whose column this is nobody can say, so it may be anybody's.
                for names in read.values():
                    names.add(column.name)
    whole = {name for scope in scopes for name in _whole_rows(scope)}
    return {name: frozenset(names) for name, names in read.items() if name not in whole}


def _whole_rows(scope: "Scope") -> Iterator[QName]:
    """The tables of which a query takes the row itself: `count(DISTINCT p)`, `to_json(p.*)`."""
    from sqlglot import exp

    names = [row.name for row in scope.find_all(exp.TableColumn)] + [
        str(star.args["table"].name) for star in scope.stars if star.args.get("table")
    ]
    for name in names:
        source = _source(scope, name)
        if isinstance(source, exp.Table):
            yield _named(source)


def _source(scope: "Scope", name: str) -> "exp.Table | Scope | None":
    """What a name in FROM stands for, here or in a query around this one."""
    around: Scope | None = scope
    while around is not None:
        if name in around.sources:
            return around.sources[name]
        around = around.parent
    return None


def _named(table: "exp.Table") -> QName:
    return QName(table.db, table.name)


def _effect(change: Change, reads: Reads, before: Database, after: Database) -> str | None:
    """`breaks`, `touches` or None."""
    if change.object == "schema":
        gone = change.action == "removed" and any(table.schema == change.name for table in reads.tables)
        return "breaks" if gone else None
    if change.object in ("enum", "domain"):
        return _effect_of_type(change, reads, before, after)
    if change.table is None or change.table not in reads.tables or change.action == "added":
        return None
    if change.object == "table":
        return "breaks" if change.action == "removed" else "touches" if change.attribute in _TOUCHING else None
    if change.object in _KEYS:
        return None if change.attribute == "comment" else "touches"
    columns = reads.tables[change.table]
    if change.object != "column" or (columns is not None and change.column not in columns):
        return None
    if change.action == "removed":
        return "breaks"
    if change.attribute == "type":
        return "touches" if _same_family(change, before, after) else "breaks"
    return "touches" if change.attribute in _TOUCHING else None


def _effect_of_type(change: Change, reads: Reads, before: Database, after: Database) -> str | None:
    """Of a changed enum or domain: on those who read a column of it. One that goes takes its columns with it."""
    if change.action != "changed" or change.attribute not in ("labels", "type", "nullable"):
        return None
    names = {f"{s.name}.{change.name}" for s in before.schemas if _has_type(s, change.name)}
    used = any(
        column.type.removesuffix("[]") in names
        for table in before.tables()
        if table.qname in reads.tables
        for column in table.columns
        if (read := reads.tables[table.qname]) is None or column.name in read
    )
    if not used:
        return None
    return "touches" if change.attribute != "type" or _same_family(change, before, after) else "breaks"


def _same_family(change: Change, before: Database, after: Database) -> bool:
    """Whether the type before can stand for the type after in a query."""
    return family_of(change.before or "", before) == family_of(change.after or "", after)


def _has_type(schema: Schema, name: str) -> bool:
    return name in {enum.name for enum in schema.enums} | {domain.name for domain in schema.domains}
