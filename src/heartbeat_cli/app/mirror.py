"""The DDL mirror: what is there, loaded into a server, pulled from the live databases."""

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from heartbeat_cli.app.steps import Steps, unseen
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import load_inventory

if TYPE_CHECKING:
    from pathlib import Path

    from heartbeat_cli.estate import Connection, ProjectSettings, Source
    from heartbeat_cli.mirror import Loaded, MirrorStatus, NotPulled, PlannedLoad, Pulled
    from heartbeat_cli.pgschema import QName


@dataclass(frozen=True, slots=True)
class MirrorLoadPlan:
    """What a load would do with each database of the server at `address`."""

    databases: "tuple[PlannedLoad, ...]"
    address: str


@dataclass(frozen=True, slots=True)
class LoadedMirror:
    """What became of each database, and the server they are in."""

    databases: "tuple[Loaded, ...]"
    connection: "Connection"

    @property
    def whole(self) -> bool:
        """Whether nothing of a dump is missing."""
        return all(loaded.whole for loaded in self.databases)


@dataclass(frozen=True, slots=True)
class MirrorPull:
    """The dumps that were pulled, or could be, and those that are as they were; the `pictures` of their schemas."""

    pulled: "tuple[Pulled, ...]"
    failed: "tuple[NotPulled, ...]"
    pictures: "tuple[Path, ...]" = ()

    @property
    def error(self) -> HbError | None:
        """The failure that stands for all; why each failed stands in `failed`."""
        if not self.failed:
            return None
        return HbError(
            f"{len(self.failed)} of {len(self.failed) + len(self.pulled)} dumps are as they were; why is said above",
            hint="Run the same command again once that is settled.",
            code="not_pulled",
        )


@dataclass(frozen=True, slots=True)
class MirrorHandle:
    """The mirror of a project."""

    settings: "ProjectSettings"

    def status(self, source: str | None = None, *, live: bool = False) -> "MirrorStatus":
        """Every database's dump, or one source's; with `live` held against the live database.

        Raises NotFoundError for a source there is not, or that is no database.
        """
        from heartbeat_cli.mirror import read_status

        inventory = load_inventory(self.settings)
        only = inventory.require(source) if source else None
        return read_status(self.settings, inventory, only, live=live)

    def plan_load(self, *databases: str) -> MirrorLoadPlan:
        """What `load` would do; the server is only looked at."""
        from heartbeat_cli.estate import mirror_connection
        from heartbeat_cli.mirror import pick_dumps, plan_load

        dumps = pick_dumps(self.settings, load_inventory(self.settings), databases)
        connection = mirror_connection(self.settings)
        return MirrorLoadPlan(plan_load(connection, dumps), connection.address)

    def load(self, *databases: str, replace: bool = False, steps: Steps = unseen) -> LoadedMirror:
        """Load the dumps of these databases or sources, or all, into the server that holds the mirror.

        Raises RefusedError where a database there is not of hb's making (`replace` allows it to go), NotFoundError for
        a dump there is not, LockedError while another load runs.
        """
        from heartbeat_cli.estate import mirror_connection
        from heartbeat_cli.mirror import load_dumps, pick_dumps

        dumps = pick_dumps(self.settings, load_inventory(self.settings), databases)
        connection = mirror_connection(self.settings)
        with steps("Loading the mirror", len(dumps)) as done:
            return LoadedMirror(load_dumps(connection, dumps, replace=replace, done=done), connection)

    def pull(
        self,
        *sources: str,
        cluster: str | None = None,
        dry_run: bool = False,
        erd: bool = False,
        steps: Steps = unseen,
    ) -> MirrorPull:
        """Dump the DDL of live databases into the mirror: those of `sources`, of one cluster, or all.

        With `erd` a page to look at is kept of each schema, too.
        One that fails leaves the others alone and is part of the answer; the only one that was asked for raises.
        """
        from heartbeat_cli.app.erd import keep_pictures
        from heartbeat_cli.mirror import pick_sources, pull_sources

        picked = pick_sources(self.settings, load_inventory(self.settings), sources, cluster)
        with steps("Pulling the DDL", len(picked)) as done:
            pulled, failed = pull_sources(self.settings, picked, self._landed_columns, dry_run=dry_run, done=done)
        if failed and len(picked) == 1:
            raise failed[0].error
        drawn = [one for one in pulled if erd and not dry_run]
        pictures = tuple(chain.from_iterable(keep_pictures(self.settings, one.source) for one in drawn))
        return MirrorPull(pulled, failed, pictures)

    def _landed_columns(self, source: "Source") -> "dict[QName, dict[str, str]]":
        """The columns of a source's tables as they have landed; of none where there are no marts."""
        from heartbeat_cli.ingest import read_columns, receipts_or_none
        from heartbeat_cli.pgschema import QName

        schemas = {source.dataset(slice_.schema): slice_.schema for slice_ in source.slices}
        return {
            QName(schemas[receipt.dataset], receipt.table): {
                column.name: column.source for column in read_columns(receipt.columns) or ()
            }
            for receipt in receipts_or_none(self.settings) or ()
            if receipt.dataset in schemas
        }
