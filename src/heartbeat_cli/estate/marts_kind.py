"""What a kind of marts declares: everything hb asks of the database that holds them, in one place.

A kind is one file of `heartbeat_cli/marts/kinds`, or an entry point of the group `heartbeat.marts` of another package.
What it gives is named here in the words of the rooms above, and nothing of them is imported: no kind is loaded before
`heartbeat.yml` names it, and none loads its driver before it is used.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.doors import Door
from heartbeat_cli.estate.options import known_options

if TYPE_CHECKING:
    from sqlglot import exp

    from heartbeat_cli.errors import HbError
    from heartbeat_cli.estate.project import MartsSettings, ProjectSettings
    from heartbeat_cli.ingest.columns.types import ColumnMapping, SourceType
    from heartbeat_cli.ingest.engine.stop import Stop
    from heartbeat_cli.ingest.engine.transfer import MartsTransfer
    from heartbeat_cli.ingest.plan import Plan, PlannedTable
    from heartbeat_cli.ingest.report.disk import Disk
    from heartbeat_cli.marts import HeldMarts, MartsLock, MartsReader
    from heartbeat_cli.metrics import SqlPlace
    from heartbeat_cli.metrics.columns import Columns
    from heartbeat_cli.pgschema import QName
    from heartbeat_cli.profiling.statistics.dialects import Dialect


USUAL_KIND: Final = "duckdb"
USUAL_PATH: Final = ".heartbeat/marts.duckdb"
USUAL_ENV: Final = "MARTS_PG"


class MartsKind(ABC):
    """One kind of database the marts can be in. What most of them have in common is said here.

    Attributes:
        title: what people call it.
        dialect: the kind whose SQL is spoken here: its own name, or that of the kind it borrows from.
        options: JSON Schemas of the keys it has under `marts` in heartbeat.yml, beside `kind`.
        longest_name: how long a name may be, in what `name_length` counts.
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
    options: Mapping[str, Any]
    longest_name: int
    usual_proof: str
    text_type: str
    holds_all_values: bool
    counts_at_once: bool
    transfer_counts: bool
    compares_rows: bool
    retypes_together: bool

    # --- heartbeat.yml and names

    def settings(self, kind: str, root: Path, options: Mapping[str, Any]) -> "MartsSettings":
        """Where the marts of a project in `root` are, by what stands under `marts`; `kind` is this kind's name."""
        from heartbeat_cli.estate.project import MartsSettings

        path, env = options.get("path", USUAL_PATH), options.get("env", USUAL_ENV)
        return MartsSettings(kind, root / path, env, options)

    def name_length(self, name: str) -> int:
        """How long a name is, compared to `longest_name`."""
        return len(name)

    def one_name(self, name: str) -> str:
        """The same text for all names that are one and the same here."""
        return name

    def check_datasets(self, project: "ProjectSettings", datasets: tuple[str, ...]) -> None:  # noqa: B027 - none is in the way
        """Raises HbError (`name_collision`) where the marts cannot have a dataset of one of these names."""

    def check_table(self, table: "PlannedTable") -> None:  # noqa: B027 - names are the source's own
        """Raises HbError (`name_collision`, `reserved_name`) where names of a table or its columns are one here."""

    # --- reading

    @abstractmethod
    def open(self, project: "ProjectSettings", *, empty: bool = False) -> "MartsReader":
        """The marts for reading; see `heartbeat_cli.marts.open_marts`."""

    def version(self, project: "ProjectSettings") -> list[int] | None:
        """What changes whenever the marts do; None where nothing says so at no cost."""
        return None

    def may_be_away(self, error: "HbError") -> bool:
        """Whether marts that fail so are well and will be back: what they held when last read still stands."""
        return True

    def server(self, reader: "MartsReader") -> tuple[int, str]:
        """`server_version_num` and encoding of a PostgreSQL server, 0 and UTF8 of anything else."""
        return 0, "UTF8"

    # --- writing

    def write(self, project: "ProjectSettings", statements: Sequence[str]) -> None:
        """Add to the records hb keeps beside the rows: SQL in `dialect`, in one transaction, only for a moment.

        Raises HbError where that cannot be.
        """
        from heartbeat_cli.errors import MartsFailedError

        raise MartsFailedError(f"{self.title} marts keep no record of what was computed")

    def lock(
        self, project: "ProjectSettings", doing: str, *, wait: bool, waiting: Callable[[object], None]
    ) -> "AbstractContextManager[HeldMarts | None]":
        """The lock that other machines see; None where there is none. Raises LockedError, ConnectionFailedError."""
        return nullcontext()

    def watch(self, project: "ProjectSettings", lock: "MartsLock | None") -> AbstractContextManager[Callable[[], bool]]:
        """What tells whether the marts still have the lock under which a run was decided."""
        return nullcontext(lambda: True)

    @abstractmethod
    def transfer(
        self, project: "ProjectSettings", plan: "Plan", stop: "Stop"
    ) -> "AbstractContextManager[MartsTransfer]":
        """The way from the plan's source into the marts, and dlt's destination for its books."""

    @abstractmethod
    def explain(self, error: BaseException, plan: "Plan") -> "HbError | None":
        """What an error of its driver means to a user; None where it is not one of them, or a defect of ours."""

    def disk(self, project: "ProjectSettings", source_bytes: int) -> "Disk | None":
        """The disk for `source_bytes` of the source's tables; None where it is none of ours."""
        return None

    # --- types and checksums

    @abstractmethod
    def map_column(self, column: str, type_: "SourceType", *, as_text: bool) -> "ColumnMapping":
        """How a column of the source lands; `as_text` where it has values its own type here cannot hold."""

    @abstractmethod
    def written_as_text(self, column: str, type_: "SourceType") -> str:
        """SQL for a landed column's values as PostgreSQL writes them as text."""

    @abstractmethod
    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """SQL that casts `value`; both types as PostgreSQL spells them, `type_` as the marts spell the new one."""

    def choose_algorithm(self, proof: str, source_version: int, marts_version: int, *, same_encoding: bool) -> str:
        """The checksum for a proof by `columns` or `rows`; versions are `server_version_num`, 0 for none."""
        from heartbeat_cli.ingest.proof.checksum import algorithm_between_any

        return algorithm_between_any(proof)

    @abstractmethod
    def sums(self, mappings: "tuple[ColumnMapping, ...]", algorithm: str) -> tuple[str, ...]:
        """SQL for the sums of landed rows that make up a checksum."""

    # --- statistics and metrics

    @abstractmethod
    def statistics(self) -> "Dialect":
        """The SQL of `hb profile --data`."""

    @abstractmethod
    def metric_sql(self, tree: "exp.Expr", columns: "Columns", place: "SqlPlace") -> str:
        """The SQL of a metric as it is sent; raises RefusedError, InvalidFileError where it cannot be."""

    @abstractmethod
    def check_sent(
        self, sent: str, sql: str, tables: "tuple[QName, ...]", reader: "MartsReader", place: "SqlPlace"
    ) -> None:
        """Hold `sent` against the `sql` it was made from; raises RefusedError where the marts read it differently."""


# The door asks for a class to compare values with, never for one to make them of.
_DOOR: Final = Door("marts kind", "heartbeat_cli.marts.kinds", "heartbeat.marts", "KIND", MartsKind)  # type: ignore[type-abstract]


def marts_kind_names() -> tuple[str, ...]:
    """Every kind there is, those of other packages last; none is imported."""
    return _DOOR.names()


@cache
def find_marts_kind(name: str) -> MartsKind:
    """The kind of a name. Raises NotFoundError where there is none, HbError where another package's is broken."""
    return _DOOR.find(name)


def marts_kind_of(project: "ProjectSettings") -> MartsKind:
    """The kind of a project's marts; raises what `find_marts_kind` raises."""
    return find_marts_kind(project.marts.kind)


def marts_schema(named: object) -> dict[str, Any]:
    """The JSON Schema of `marts` in heartbeat.yml, where its `kind` is `named`: of an unknown one any keys may be."""
    names = marts_kind_names()
    properties = {"kind": {"enum": list(names)}, **known_options(_DOOR, named)}
    return {"type": "object", "additionalProperties": named not in (None, *names), "properties": properties}
