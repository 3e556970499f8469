"""What was chosen → the files of a project, as texts; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from heartbeat_cli.estate import MARTS_KINDS
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.setup.address import ServerAddress
from heartbeat_cli.setup.env_text import env_example, env_text
from heartbeat_cli.setup.found import FoundDatabase, FoundSchema
from heartbeat_cli.setup.yaml_text import flow, plain
from heartbeat_cli.wording import count

MIRROR: Final = "seed/schemas"
USUAL_CLUSTER: Final = "main"
SOURCE_ENV: Final = "SOURCE_PG"
MARTS_ENV: Final = "MARTS_PG"
_MIRROR_ABOUT: Final = """\
The DDL of each database, no rows: `hb mirror pull` writes it, and so does any
`pg_dump --schema-only --file CLUSTER/DATABASE.sql DATABASE`.
"""
GITIGNORE: Final = ".env\n.heartbeat/\n*.duckdb\n*.duckdb.*\n"


@dataclass(frozen=True, slots=True)
class ChosenSource:
    """A database that becomes a source: its name, its cluster, and the schemas that are landed of it.

    `only` has the tables of a schema where not all of them are wanted.
    """

    name: str
    cluster: str
    database: FoundDatabase
    landed: tuple[FoundSchema, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def tables(self) -> int:
        """How many tables its slice has, as far as they are known."""
        only = dict(self.only)
        return sum(len(only.get(s.name) or s.wanted) for s in self.landed)

    @property
    def readable(self) -> bool | None:
        """Whether all that lands may be read; None where no server was asked."""
        known = {schema.readable for schema in self.landed}
        return None if None in known or not known else all(known)


@dataclass(frozen=True, slots=True)
class MartsChoice:
    """The marts: their kind, and where those on a server are."""

    kind: str = "duckdb"
    address: ServerAddress | None = None

    def variables(self) -> dict[str, str]:
        """What the environment says of marts on a server; values are empty where nobody has said."""
        parts = MARTS_KINDS.find(self.kind).connection
        database = (self.address and self.address.database) or "marts"
        values = self.address.variables(MARTS_ENV) if self.address else _unsaid(MARTS_ENV)
        values |= {f"{MARTS_ENV}_DATABASE": database}
        return {name: value for name, value in values.items() if name.removeprefix(f"{MARTS_ENV}_") in parts}


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a project is made of. `address` is the server of the sources, None for dumps and for nothing yet."""

    truth_source: str
    sources: tuple[ChosenSource, ...]
    marts: MartsChoice = field(default_factory=MartsChoice)
    address: ServerAddress | None = None

    @property
    def clusters(self) -> Mapping[str, str]:
        """The prefix of the connection variables of each cluster."""
        names = dict.fromkeys([source.cluster for source in self.sources] or [USUAL_CLUSTER])
        return {name: env_of(name) for name in names}

    def variables(self) -> dict[str, str]:
        """What `.env` says: the connections, empty where nobody has said."""
        values: dict[str, str] = {}
        for prefix in self.clusters.values():
            values |= self.address.variables(prefix) if self.address else _unsaid(prefix)
        return values | self.marts.variables()

    def known_variables(self) -> dict[str, str]:
        """Those of servers that somebody has named."""
        values = self.variables()
        return {name: values[name] for name in values if values[f"{name.rpartition('_')[0]}_HOST"]}


def _unsaid(prefix: str) -> dict[str, str]:
    return {f"{prefix}_HOST": "", f"{prefix}_PORT": "5432", f"{prefix}_USER": "", f"{prefix}_PASSWORD": ""}


def env_of(cluster: str) -> str:
    """The prefix of a cluster's connection variables."""
    letters = "".join(c if c.isascii() and c.isalnum() else "_" for c in cluster.upper())
    return SOURCE_ENV if cluster == USUAL_CLUSTER else f"{SOURCE_ENV}_{letters}"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be: its place in the project and its text; a `private` one is for this user alone."""

    path: Path
    text: str = field(repr=False)
    private: bool = False


def planned_files(choices: Choices, more: Sequence[PlannedFile] = ()) -> tuple[PlannedFile, ...]:
    """Every file of the project, heartbeat.yml last: it is what makes the folder a project."""
    values = choices.variables()
    return (
        *(
            PlannedFile(source_path(s.name), source_text(s, first=s.name == choices.truth_source))
            for s in choices.sources
        ),
        *more,
        *_marts_file(choices.marts),
        PlannedFile(Path(MIRROR, "README.md"), _MIRROR_ABOUT),
        PlannedFile(Path(".gitignore"), f"# Credentials, and what hb has read from the sources.\n{GITIGNORE}"),
        PlannedFile(Path(".env.example"), env_example(values)),
        PlannedFile(Path(".env"), env_text(values), private=True),
        PlannedFile(Path("heartbeat.yml"), _project_text(choices)),
    )


def _marts_file(marts: MartsChoice) -> Iterator[PlannedFile]:
    """The SQL of what must exist for marts on a server."""
    values = marts.variables()
    user, database = values.get(f"{MARTS_ENV}_USER") or "hb", values.get(f"{MARTS_ENV}_DATABASE", "marts")
    if (sql := find_marts_kind(marts.kind).needed_first(user, database)) is not None:
        yield PlannedFile(Path("marts.sql"), sql)


def source_path(name: str) -> Path:
    """Where the file of a source lies."""
    return Path("db", "sources", f"{name}.yml")


def _project_text(choices: Choices) -> str:
    env = f", env: {MARTS_ENV}" if choices.marts.variables() else ""
    lines = [
        "# A project of hb. docs/reference/files.md of hb, and `hb schema project`, say what else can stand here.",
        f"truth_source: {choices.truth_source}",
        f"mirror: {MIRROR}",
        f"marts: {{kind: {choices.marts.kind}{env}}}",
        "clusters:",
        *(f"  {plain(name)}: {{mirror: {flow(name)}, env: {env}}}" for name, env in choices.clusters.items()),
    ]
    return "\n".join(lines) + "\n"


def source_text(source: ChosenSource, *, first: bool) -> str:
    """The text of db/sources/NAME.yml of a database."""
    access = {True: "granted", False: "pending", None: "unknown"}[source.readable]
    lines = [
        f"source: {source.name}",
        f"title: {plain(source.database.name)}",
        f"role: {plain(_role(source.database))}",
        "archetype: postgres",
        f"access: {access}",
        *(["priority: 1"] if first else []),
        f"cluster: {plain(source.cluster)}",
        f"database: {plain(source.database.name)}",
        *_needs(source),
        "schemas:",
        *(_schema_line(schema, source) for schema in source.database.schemas),
        *([] if source.database.schemas else ["  public: {slice: all}"]),
    ]
    return "\n".join(lines) + "\n"


def _role(database: FoundDatabase) -> str:
    if database.comment and database.comment.strip():
        return " ".join(database.comment.split())
    tables = sum(len(schema.tables) for schema in database.schemas)
    return f"Database {database.name}, {count(tables, 'table')}." if tables else f"Database {database.name}."


def _needs(source: ChosenSource) -> Iterator[str]:
    prefix = env_of(source.cluster)
    if source.readable is False:
        yield "needs: GRANT SELECT on all tables of the slice; `hb ingest` says which are missing."
    elif source.readable is None:
        yield f"needs: A connection. {prefix}_HOST, _PORT, _USER and _PASSWORD in .env, or `hb ingest --from DUMP`."


def _schema_line(schema: FoundSchema, source: ChosenSource) -> str:
    if schema not in source.landed:
        about = "Technical." if schema.technical else "Not landed."
        return f"  {plain(schema.name)}: {{about: {about}}}"
    only, left_out = dict(source.only).get(schema.name), tuple(t for t in schema.tables if t not in schema.wanted)
    if only:
        return f"  {plain(schema.name)}: {{slice: {{only: [{', '.join(map(flow, only))}]}}}}"
    slice_ = f"{{except: [{', '.join(map(flow, left_out))}]}}" if left_out else "all"
    return f"  {plain(schema.name)}: {{slice: {slice_}}}"
