"""`hb mirror diff`: what changed from one state of the mirror to another, and which metrics that concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, Source
from heartbeat_cli.files import Problem
from heartbeat_cli.impact.marts_change import landed_pair, read_landed
from heartbeat_cli.impact.schema_change import Affected, affected_metrics, unfollowable
from heartbeat_cli.metrics import Metric, load_all
from heartbeat_cli.mirror import (
    Pair,
    Side,
    Unreached,
    compare_databases,
    mirror_side,
    not_compared,
    pair_up,
    pair_with_live,
    read_side,
    sourced,
)
from heartbeat_cli.pgschema import Change, Database, Rename, SkippedStatement, find_renames


@dataclass(frozen=True, slots=True)
class ComparedDatabase:
    """One database: what changed, and the metrics concerned. `source` is None where no source has it.

    `left_out` are the kinds of things that are there and were not compared, `renames` what looks renamed.
    """

    database: str
    source: str | None
    changes: tuple[Change, ...]
    affected: tuple[Affected, ...]
    left_out: tuple[str, ...] = ()
    renames: tuple[Rename, ...] = ()


@dataclass(frozen=True, slots=True)
class MirrorDiff:
    """Every database compared; `before` and `after` are what the sides are called.

    `unreached` are databases the other side of which could not be read, `lost` statements of the dumps that were not
    understood, `unread` what keeps a metric's file or SQL from being read.
    """

    before: str
    after: str
    compared: tuple[ComparedDatabase, ...]
    unreached: tuple[Unreached, ...] = ()
    lost: tuple[SkippedStatement, ...] = ()
    unread: tuple[Problem, ...] = ()

    @property
    def broken(self) -> int:
        """How many metrics break."""
        return len({a.metric.name for one in self.compared for a in one.affected if a.broken})


def diff_mirror(
    project: ProjectSettings, inventory: Inventory, before: str, after: str | None, *, live: bool, marts: bool
) -> MirrorDiff:
    """Compare `before` with `after`, the live databases, the marts, or the project's mirror where none is named.

    Raises UsageError for a command line that names two of them, HbError where a side cannot be read.
    """
    if live + marts + (after is not None) > 1:
        raise UsageError("AFTER, --live and --marts exclude each other", hint="Give one of them.")
    side = read_side(before, project, inventory)
    metrics, problems = load_all(project)
    unread = (*problems, *unfollowable(metrics))
    if marts:
        compared, unreached = _with_marts(side, project, inventory, metrics)
        return MirrorDiff(side.label, "the marts", compared, unreached, side.lost, unread)
    if live:
        pairs, unreached = pair_with_live(side, project, inventory)
        compared = tuple(_compare(pair, metrics, inventory) for pair in pairs)
        return MirrorDiff(side.label, "live", compared, unreached, side.lost, unread)
    other = mirror_side(side, before, project, inventory) if after is None else read_side(after, project, inventory)
    compared = tuple(_compare(pair, metrics, inventory) for pair in pair_up(side, other, inventory))
    return MirrorDiff(side.label, other.label, compared, (), (*side.lost, *other.lost), unread)


def _compare(pair: Pair, metrics: Iterable[Metric], inventory: Inventory) -> ComparedDatabase:
    before, after = pair.before or Database(pair.database), pair.after or Database(pair.database)
    changes = compare_databases(before, after)
    judged = _judged(pair.database, pair.source, changes, before, after, metrics, inventory)
    return replace(judged, left_out=not_compared(before, after), renames=find_renames(before, after))


def _judged(
    database: str,
    source: Source | None,
    changes: tuple[Change, ...],
    before: Database,
    after: Database,
    metrics: Iterable[Metric],
    inventory: Inventory,
) -> ComparedDatabase:
    if source is None:
        return ComparedDatabase(database, None, changes, ())
    affected = affected_metrics(changes, before, after, source, metrics, inventory)
    return ComparedDatabase(database, source.name, changes, affected)


def _with_marts(
    side: Side, project: ProjectSettings, inventory: Inventory, metrics: Iterable[Metric]
) -> tuple[tuple[ComparedDatabase, ...], tuple[Unreached, ...]]:
    """Each database with what has landed of it; of several, those of which nothing has are only told."""
    landed = read_landed(project)
    compared, unreached = [], []
    for source, database in sourced(side, inventory):
        try:
            before, after = landed_pair(source, database, landed)
        except HbError as error:
            if side.single:
                raise
            unreached.append(Unreached(database.name, error))
            continue
        changes = compare_databases(before, after)
        compared.append(_judged(database.name, source, changes, before, after, metrics, inventory))
    return tuple(compared), tuple(unreached)
