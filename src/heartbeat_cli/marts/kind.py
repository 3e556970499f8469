"""What a kind of marts declares: everything hb asks of the database that holds them, in one place.

A kind is one file or folder of `heartbeat_cli/marts/kinds`, or an entry point of the group `heartbeat.marts` of another
package. The contract stands here because its words do: a reader, a transfer, a column's mapping, a lock are the marts'.
What is read off a project's files before there is anything to ask, `heartbeat_cli.estate.MartsOptions` says. No kind is
loaded before `heartbeat.yml` names it, and none loads its driver before it is used.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import MartsOptions, ProjectSettings
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts.column_mapping import ColumnMapping, Form
from heartbeat_cli.marts.dialect import Dialect
from heartbeat_cli.marts.lock import HeldMartsLock, MartsLock
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer
from heartbeat_cli.pgschema import Column, QName
from heartbeat_cli.sources import Plan, PlannedTable, SourceType


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes the marts' file will need at most beside what it has, and bytes that are free where it stands."""

    needed: int
    free: int

    @property
    def fits(self) -> bool:
        """Whether what is needed is free."""
        return self.needed <= self.free


class MartsKind(MartsOptions, ABC):
    """One kind of database the marts can be in. What most of them have in common is said here.

    Attributes:
        title: what people call it.
        dialect: the kind whose SQL is spoken here: its own name, or that of the kind it borrows from.
        usual_proof: how a landing is proved where nobody says: `columns` or `rows`.
        text_type: the type for text without a limit.
        holds_all_values: whether its types hold every value of the source's; else columns fall back to `text_type`.
        counts_at_once: whether `count(*)` costs nothing, however many rows there are.
        transfer_counts: whether a transfer says how many rows the source sent.
        compares_rows: whether `(a, b) < (c, d)` is as quick as the same written out.
        retypes_together: whether a table is rewritten as a whole for a new type of one column.
    """

    title: str
    dialect: str
    usual_proof: str
    text_type: str
    holds_all_values: bool
    counts_at_once: bool
    transfer_counts: bool
    compares_rows: bool
    retypes_together: bool

    # --- names

    def check_datasets(self, project: ProjectSettings, datasets: tuple[str, ...]) -> None:
        """Raises HbError (`name_collision`) where the marts cannot have a dataset of one of these names."""

    def check_table(self, table: PlannedTable) -> None:
        """Raises HbError (`name_collision`, `reserved_name`) where names of a table or its columns are one here."""

    # --- before anything lands

    def place(self, project: ProjectSettings) -> str:
        """Where they are, for people."""
        return str(project.marts.path)

    def needed_first(self, user: str, database: str) -> str | None:
        """What an administrator has to run before `user` can land anything; None where there is nothing to be made."""
        return None

    def make(self, project: ProjectSettings) -> bool:
        """Have what must exist, where we may make it; whether it was made just now.

        Raises HbError with what to ask an administrator for.
        """
        return False

    # --- reading

    @abstractmethod
    def open(self, project: ProjectSettings) -> MartsReader:
        """The marts for reading; raises what `heartbeat_cli.marts.open_marts` raises."""

    def version(self, project: ProjectSettings) -> list[int] | None:
        """What changes whenever the marts do; None where nothing says so at no cost."""
        return None

    def may_be_away(self, error: HbError) -> bool:
        """Whether marts that fail so are well and will be back: what they held when last read still stands."""
        return True

    def server(self, reader: MartsReader) -> tuple[int, str]:
        """`server_version_num` and encoding of a PostgreSQL server, 0 and UTF8 of anything else."""
        return 0, "UTF8"

    # --- writing

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """Add to the records hb keeps beside the rows: SQL in `dialect`, in one transaction, only for a moment.

        Raises HbError where that cannot be.
        """
        raise MartsFailedError(f"{self.title} marts keep no record of what was computed")

    def needed_to_publish(self, project: ProjectSettings, schema: str) -> str | None:
        """What to ask an administrator for before `schema` can be written, and its tables read; None for nothing."""
        return None

    def lock(
        self, project: ProjectSettings, doing: str, *, wait: bool, waiting: Callable[[object], None]
    ) -> AbstractContextManager[HeldMartsLock | None]:
        """The lock that other machines see; None where there is none. Raises LockedError, ConnectionFailedError."""
        return nullcontext()

    def watch(self, project: ProjectSettings, lock: MartsLock | None) -> AbstractContextManager[Callable[[], bool]]:
        """What tells whether the marts still have the lock under which a run was decided."""
        return nullcontext(lambda: True)

    def import_transfer(self) -> None:
        """Import what takes long and a transfer needs; done while somebody still looks what there is to land."""

    @abstractmethod
    def transfer(self, project: ProjectSettings, plan: Plan, stop: Stop) -> AbstractContextManager[MartsTransfer]:
        """The way from the plan's source into the marts, and dlt's destination for its books."""

    @abstractmethod
    def explain(self, error: BaseException, plan: Plan) -> HbError | None:
        """What an error of its driver means to a user; None where it is not one of them, or a defect of ours."""

    def indexes(self, project: ProjectSettings, dataset: str, table: PlannedTable) -> tuple[str, ...]:
        """Statements that index a landed table where it is not yet; none where the marts find rows without."""
        return ()

    def disk(self, project: ProjectSettings, source_bytes: int) -> Disk | None:
        """The disk for `source_bytes` of the source's tables; None where it is none of ours."""
        return None

    # --- types and checksums

    @abstractmethod
    def map_column(self, column: str, type_: SourceType, *, as_text: bool) -> ColumnMapping:
        """How a column of the source lands; `as_text` where it has values its own type here cannot hold."""

    def form_of_pulled(self, pulled: ColumnMapping) -> Form:
        """How a pulled column is written down here; `pulled` is how PostgreSQL's lands where pulls are kept."""
        return pulled.form

    @abstractmethod
    def written_as_text(self, column: str, type_: SourceType) -> str:
        """SQL for a landed column's values as PostgreSQL writes them as text."""

    @abstractmethod
    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """SQL that casts `value`; both types as PostgreSQL spells them, `type_` as the marts spell the new one."""

    def own_algorithm(self, source_version: int, marts_version: int, *, same_encoding: bool) -> str | None:
        """A checksum of whole rows that only these marts and the source have in common; None where there is none.

        Versions are `server_version_num`, 0 for none.
        """
        return None

    @abstractmethod
    def sums(self, mappings: tuple[ColumnMapping, ...], algorithm: str) -> tuple[str, ...]:
        """SQL for the sums of landed rows that make up a checksum by `algorithm`, which is not the bare count."""

    # --- statistics and metrics

    @abstractmethod
    def statistics(self) -> Dialect:
        """The SQL of `hb profile --data`."""

    @abstractmethod
    def metric_sql(
        self, sql: str, select: Mapping[str, Any], columns: Mapping[QName, Iterable[Column]], place: SqlPlace
    ) -> str:
        """A metric's SQL, written for PostgreSQL and without clocks, as it is sent; raises RefusedError.

        `select` is the SELECT that PostgreSQL's grammar reads in it.
        """

    def metric_value(self, value: object) -> object:
        """What came back for it as PostgreSQL would give it: an int, a Decimal, a float, or what is no number."""
        return value

    @abstractmethod
    def check_sent(self, sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: SqlPlace) -> None:
        """Hold `sent` against the `sql` it was made from; raises RefusedError where the marts read it differently."""
