"""What `make bench` lands: two PostgreSQL servers of its own, a ledger table in one, and projects that read it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from figures import HB
from processes import Run, RunError, run

ROWS = int(os.environ.get("HB_BENCH_ROWS") or 10_000_000)
MARTS = ("postgres", "duckdb")
HOST = "127.0.0.1"
_OWN_SETTINGS = ("SOURCE_PG", "MARTS_PG", "MIRROR_PG", "DLT_")

COLUMNS = """
  id bigint, account_id bigint NOT NULL, amount numeric(18,2) NOT NULL, currency char(3) NOT NULL,
  direction smallint NOT NULL, state_id integer NOT NULL, booked_at timestamptz NOT NULL, value_date date NOT NULL,
  reference uuid NOT NULL, purpose text, reversed boolean NOT NULL, fee numeric(18,2)
"""
ENTRY = """
  SELECT i, i * 7919 % 400000, (i * 7919 % 100000000) / 100.0, (ARRAY['EUR', 'USD', 'GBP'])[1 + i % 3], i % 2, i % 12,
    timestamptz '2024-01-01 00:00+00' + i * interval '7 seconds', date '2024-01-01' + (i / 12000)::int,
    md5(i::text)::uuid,
    CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'Invoice ' || (i * 31 % 5000000) || ' of ' || (i % 1000) END,
    i % 97 = 0, CASE WHEN i % 3 = 0 THEN (i % 500) / 100.0 END
  FROM generate_series(1::bigint, {rows}) AS i
"""


@dataclass(frozen=True)
class Postgres:
    """One server of the bench."""

    port: int
    password: str
    binaries: Path

    def psql(self, database: str, sql: str) -> list[str]:
        """The command line of one statement; the password travels in `env`."""
        where = ["-h", HOST, "-p", str(self.port), "-U", "postgres", "-d", database]
        return [str(self.binaries / "psql"), "-qXAt", "-v", "ON_ERROR_STOP=1", *where, "-c", sql]

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PGPASSWORD": self.password}

    def execute(self, database: str, *statements: str) -> str:
        """What the statements print, each in a transaction of its own."""
        said = ""
        for sql in statements:
            done = subprocess.run(self.psql(database, sql), env=self.env, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RunError(done.stderr.strip())
            said += done.stdout
        return said.strip()

    def make_database(self, name: str) -> None:
        """An empty database, instead of one of that name."""
        self.execute("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")

    def url(self, database: str) -> str:
        return f"postgresql://postgres:{self.password}@{HOST}:{self.port}/{database}?sslmode=disable"


@dataclass(frozen=True)
class Estate:
    """A source, a server for Postgres marts, and a folder for projects."""

    source: Postgres
    marts: Postgres
    folder: Path


@contextmanager
def estate(folder: Path) -> Iterator[Estate]:
    """Two running servers; stopped and removed at the end, after Ctrl-C and SIGTERM as well."""
    from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password
    from heartbeat_cli.mirror import packaged_binaries

    home = data_home(folder, folder)
    password = new_password()
    servers: list[Server] = []
    earlier = signal.signal(signal.SIGTERM, _end)
    try:
        for name in ("source", "marts"):
            server = Server(home / name / "data", home / name / "server.log", free_port())
            servers.append(server)
            server.create(password)
            server.start()
        source, marts = (Postgres(server.port, password, packaged_binaries()) for server in servers)
        source.make_database("bank")
        yield Estate(source, marts, folder)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(home, ignore_errors=True)
        signal.signal(signal.SIGTERM, earlier)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def make_entries(bank: Postgres, schema: str = "core", rows: int = ROWS, columns: str = COLUMNS) -> None:
    """The ledger table with its key, analysed, its pages settled."""
    say(f"making {schema}.entry with {rows:,} rows")
    bank.execute(
        "bank",
        f"CREATE SCHEMA {schema}",
        f"CREATE TABLE {schema}.entry ({columns})",
        f"INSERT INTO {schema}.entry {ENTRY.format(rows=rows)}",
        f"ALTER TABLE {schema}.entry ADD PRIMARY KEY (id)",
        f"VACUUM ANALYZE {schema}.entry",
        "CHECKPOINT",
    )


@dataclass(frozen=True)
class Project:
    """A project of `hb` with sources on the bench's server and marts of one kind."""

    root: Path
    kind: str
    marts: Postgres
    sources: tuple[str, ...]

    @property
    def database(self) -> str:
        """The name of its Postgres marts."""
        return f"marts_{self.root.name}"

    @property
    def file(self) -> Path:
        """Its DuckDB marts."""
        return self.root / "marts.duckdb"

    def empty(self) -> None:
        """Marts that hold nothing, and no state that says otherwise."""
        shutil.rmtree(self.root / ".heartbeat", ignore_errors=True)
        self.file.unlink(missing_ok=True)
        self.file.with_suffix(".duckdb.wal").unlink(missing_ok=True)
        if self.kind == "postgres":
            self.marts.make_database(self.database)
            self.marts.execute(self.database, "CHECKPOINT")

    def ingest(self, *words: str, watch: float | None = None) -> Run:
        """`hb ingest` of its sources, or with `--all` of what has landed."""
        named = [] if "--all" in words else [word for name in self.sources for word in ("--source", name)]
        return run([*HB, "ingest", *named, *words], self.root, _clean_environment(), watch)

    def count(self, table: str) -> int:
        """Rows of one landed table."""
        sql = f"SELECT count(*) FROM {table}"
        if self.kind == "postgres":
            return int(self.marts.execute(self.database, sql))
        return count_duckdb(self.file, table)


def count_duckdb(file: Path, table: str) -> int:
    """Rows of a table in a DuckDB file, counted by a process of its own."""
    code = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql(sys.argv[2]).fetchone()[0])"
    words = [sys.executable, "-c", code, str(file), f"SELECT count(*) FROM {table}"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunError(done.stderr.strip().splitlines()[-1])
    return int(done.stdout)


def project(built: Estate, name: str, kind: str, slices: dict[str, tuple[str, ...]]) -> Project:
    """A project with empty marts. `slices` names the schemas of each source; its database is called like it."""
    root = built.folder / name
    (root / "db" / "sources").mkdir(parents=True)
    (root / "heartbeat.yml").write_text(
        f"truth_source: {next(iter(slices))}\nmarts: {{kind: {kind}, path: marts.duckdb}}\n"
        "clusters: {A: {mirror: prod, env: SOURCE_PG}}\n"
    )
    for source, schemas in slices.items():
        (root / "db" / "sources" / f"{source}.yml").write_text(
            f"source: {source}\ntitle: Bank\nrole: bench\narchetype: postgres\naccess: granted\ncluster: A\n"
            f"database: {source}\nschemas: {{{', '.join(f'{schema}: {{slice: all}}' for schema in schemas)}}}\n"
        )
    made = Project(root, kind, built.marts, tuple(slices))
    (root / ".env").write_text(
        "".join(
            f"{prefix}_HOST={HOST}\n{prefix}_PORT={server.port}\n{prefix}_USER=postgres\n{prefix}_PASSWORD={server.password}\n"
            for prefix, server in (("SOURCE_PG", built.source), ("MARTS_PG", built.marts))
        )
        + f"MARTS_PG_DATABASE={made.database}\n"
    )
    made.empty()
    return made


def _clean_environment() -> dict[str, str]:
    """Nothing of this machine's own settings reaches the project."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OWN_SETTINGS)}


class Reference:
    """`psql COPY … binary | psql COPY … binary` of the ledger table into an empty one without a key."""

    def __init__(self, built: Estate, database: str = "reference", columns: str = COLUMNS) -> None:
        self._built, self._database = built, database
        built.marts.make_database(database)
        built.marts.execute(database, f"CREATE TABLE entry ({columns})")

    def seconds(self, schema: str = "core") -> float:
        """One run; the table is empty and the server settled before and after."""
        source, marts = self._built.source, self._built.marts
        marts.execute(self._database, "TRUNCATE entry", "CHECKPOINT")
        out = source.psql("bank", f"COPY {schema}.entry TO STDOUT (FORMAT binary)")
        into = marts.psql(self._database, "COPY entry FROM STDIN (FORMAT binary)")
        started = time.perf_counter()
        with subprocess.Popen(out, env=source.env, stdout=subprocess.PIPE) as reading:
            done = subprocess.run(into, env=marts.env, stdin=reading.stdout, check=False)
        taken = time.perf_counter() - started
        if done.returncode or reading.returncode:
            raise RunError("the reference failed")
        marts.execute(self._database, "TRUNCATE entry")
        return taken


def say(text: str) -> None:
    """What is going on, for a person who waits."""
    with suppress(BrokenPipeError):
        print(f"  … {text}", file=sys.stderr, flush=True)
