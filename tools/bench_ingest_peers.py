"""The same rows landed by others: ingestr, sling and dlt's own backends, each in an environment of its own.

They are installed from PyPI into `.venv/peers` the first time. A slow one gets fewer rows, and is compared with ours on
those; the fewer they are, the more our own start counts.

    .venv/bin/python tools/bench.py ingest-peers                           twenty minutes
    HB_BENCH_PEER_SHARE=1 .venv/bin/python tools/bench.py ingest-peers     all rows for all of them: hours
"""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_estate import (
    COLUMNS,
    MARTS,
    ROWS,
    Estate,
    Project,
    Reference,
    count_duckdb,
    estate,
    make_entries,
    project,
    say,
)
from figures import ROOT, Figure
from processes import Run, RunError, run

HOME = ROOT / ".venv" / "peers"
SHARE = float(os.environ.get("HB_BENCH_PEER_SHARE") or 0)
LIMIT_SECONDS = 4 * 3600.0 if SHARE else 600.0
SAMPLE_SECONDS = 0.25
TARGET = "landed"
PLAIN_COLUMNS = COLUMNS.replace("uuid", "text")

# No telemetry; and sling takes the DuckDB of its environment, where it would download one, with what is built in.
SETTINGS = {
    "INGESTR_DISABLE_TELEMETRY": "true",
    "SLING_DISABLE_TELEMETRY": "TRUE",
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "DUCKDB_USE_INSTALLED_EXTENSIONS": "true",
}
DLT = """
import sys
import dlt
from dlt.sources.sql_database import sql_database

backend, source, schema, kind, target = sys.argv[1:]
destination = dlt.destinations.postgres(target) if kind == "postgres" else dlt.destinations.duckdb(target)
pipeline = dlt.pipeline("peer", destination=destination, dataset_name="landed", pipelines_dir="dlt")
pipeline.run(sql_database(source, schema=schema, table_names=["entry"], backend=backend))
"""

Words = Callable[[Path, str, str, str, str], Sequence[str]]
"""The command line, from the environment's `bin`, the source's URL and schema, the kind of marts, their URL or file."""


def _ingestr(binaries: Path, source: str, schema: str, kind: str, target: str) -> Sequence[str]:
    uri = target if kind == "postgres" else f"duckdb:///{target}"
    tables = ["--source-table", f"{schema}.entry", "--dest-table", f"{TARGET}.entry"]
    return [str(binaries / "ingestr"), "ingest", "--source-uri", source, "--dest-uri", uri, *tables, "--yes"]


def _sling(binaries: Path, source: str, schema: str, kind: str, target: str) -> Sequence[str]:
    uri = target if kind == "postgres" else f"duckdb://{target}"
    streams = ["--src-stream", f"{schema}.entry", "--tgt-object", f"{TARGET}.entry", "--mode", "full-refresh"]
    return [str(binaries / "sling"), "run", "--src-conn", source, "--tgt-conn", uri, *streams]


def _dlt(backend: str) -> Words:
    def words(binaries: Path, source: str, schema: str, kind: str, target: str) -> Sequence[str]:
        return [str(binaries / "python"), "-c", DLT, backend, source, schema, kind, target]

    return words


@dataclass(frozen=True)
class Peer:
    """One way to land a table. `ask` is how many times faster ours has to be.

    `share` of the bench's rows is what it gets, per kind of marts. `plain` where it fails on uuids and both sides get
    them as text.
    """

    name: str
    environment: str
    packages: tuple[str, ...]
    words: Words
    ask: float
    share: dict[str, float]
    plain: bool = False
    npm: tuple[str, ...] = ()


_DLT_PACKAGES = ("dlt[sql_database,postgres,duckdb]>=1.31,<1.32", "sqlalchemy<2.1", "duckdb==1.5.5", "pyarrow")
# ingestr asks for DuckDB as a shared library, which it would download.
_LIBDUCKDB = "@duckdb/node-bindings@1.5.5-r.1"
PEERS = (
    Peer("ingestr", "ingestr", ("ingestr<1",), _ingestr, 1.8, {"postgres": 1, "duckdb": 1}, True, (_LIBDUCKDB,)),
    Peer("sling", "sling", ("sling<1.4.5", "duckdb-cli==1.5.5"), _sling, 6, {"postgres": 1, "duckdb": 0.2}),
    Peer("dlt pyarrow", "dlt", _DLT_PACKAGES, _dlt("pyarrow"), 15, {"postgres": 0.4, "duckdb": 0.3}),
    Peer("dlt default", "dlt", _DLT_PACKAGES, _dlt("sqlalchemy"), 45, {"postgres": 0.2, "duckdb": 0.1}),
)


def figures(folder: Path) -> list[Figure]:
    """How many times faster ours lands the same rows, with the proof of every row; one figure per peer and marts."""
    with estate(folder) as built:
        references = {False: Reference(built), True: Reference(built, "plain", PLAIN_COLUMNS)}
        made: set[str] = set()
        return [_against(peer, built, references[peer.plain], kind, made) for peer in PEERS for kind in MARTS]


def _against(peer: Peer, built: Estate, reference: Reference, kind: str, made: set[str]) -> Figure:
    rows = max(int(ROWS * (SHARE or peer.share[kind])), 1000)
    schema = f"{'plain' if peer.plain else 'core'}_{rows}"
    what = f"{peer.name} / hb ingest → {kind}, seconds"
    told = f"{rows:,} rows{' (uuid as text)' if peer.plain else ''}"
    try:
        binaries = _installed(peer)
        if schema not in made:
            make_entries(built.source, schema, rows, PLAIN_COLUMNS if peer.plain else COLUMNS)
            made.add(schema)
        say(f"{peer.name} and ours: {rows:,} rows into {kind}")
        bank = project(built, f"{peer.name.replace(' ', '_')}_{kind}", kind, {"bank": (schema,)})
        before = (reference.seconds(schema), _ours(bank, schema, rows))
        theirs = _theirs(peer, binaries, built, bank, schema, rows)
        after = (reference.seconds(schema), _ours(bank, schema, rows))
    except RunError as error:
        return Figure(what, None, peer.ask, f"{told}: {error}", least=True)
    pipe, own = (statistics.mean(pair) for pair in zip(before, after, strict=True))
    speed = f"{rows / theirs.seconds:,.0f} rows/s, {pipe / theirs.seconds:.3f} of psql | psql"
    detail = f"{theirs.seconds:.1f} s against {own:.1f} s, {told}; {speed}, {theirs.proportional:,.0f} MB"
    return Figure(what, theirs.seconds / own, peer.ask, detail, least=True)


def _ours(bank: Project, schema: str, rows: int) -> float:
    bank.empty()
    try:
        taken = bank.ingest().seconds
    except RunError as error:
        raise RunError(f"hb {error}") from None
    _all_arrived(bank.count(f"bank_{schema}.entry"), rows, "hb")
    bank.empty()
    return taken


def _theirs(peer: Peer, binaries: Path, built: Estate, bank: Project, schema: str, rows: int) -> Run:
    """One run into empty marts, as a stranger's home folder would see it."""
    bank.empty()
    scratch = built.folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    file = scratch / "peer.duckdb"
    target = built.marts.url(bank.database) if bank.kind == "postgres" else str(file)
    words = peer.words(binaries, built.source.url("bank"), schema, bank.kind, target)
    places = {"HOME": str(scratch), "TMPDIR": str(scratch)}
    duckdb = {"DUCKDB_PATH": str(binaries / "duckdb"), "ADBC_DRIVER_PATH": str(binaries.parent)}
    try:
        done = run(words, scratch, {**os.environ, **SETTINGS, **places, **duckdb}, SAMPLE_SECONDS, LIMIT_SECONDS)
        table = f"{TARGET}.entry"
        _all_arrived(bank.count(table) if bank.kind == "postgres" else count_duckdb(file, table), rows, "it")
    except RunError as error:
        raise RunError(f"{peer.name} {error}") from None
    finally:
        bank.empty()
        shutil.rmtree(scratch, ignore_errors=True)
    return done


def _all_arrived(arrived: int, rows: int, who: str) -> None:
    if arrived != rows:
        raise RunError(f"{who} landed {arrived:,} of {rows:,} rows")


def _installed(peer: Peer) -> Path:
    """The `bin` of the peer's environment; made the first time, and when its packages are other ones."""
    home = HOME / peer.environment
    stamp = home / ".packages"
    wanted = "\n".join((*peer.packages, *peer.npm))
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"installing {' '.join((*peer.packages, *peer.npm))}")
        shutil.rmtree(home, ignore_errors=True)
        _make([sys.executable, "-m", "venv", str(home)])
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _make([*pip, *peer.packages])
        # Without npm it lands in Postgres only, and its line of DuckDB says what it misses.
        if peer.npm and shutil.which("npm"):
            _make(["npm", "install", "--no-fund", "--no-audit", "--prefix", str(home), *peer.npm])
        _declare_duckdb(home)
        stamp.write_text(wanted)
    return home / "bin"


def _make(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunError(f"could not be installed: {(done.stderr.strip().splitlines() or ['?'])[-1][:160]}")


def _declare_duckdb(home: Path) -> None:
    """Tell ADBC's driver manager which DuckDB to load, so that nothing is downloaded while the clock runs."""
    for library in (home / "node_modules").rglob("libduckdb.*"):
        (home / "duckdb.toml").write_text(
            'manifest_version = 1\nname = "DuckDB"\nversion = "1.5.5"\n'
            f'[Driver]\nentrypoint = "duckdb_adbc_init"\nshared = "{library}"\n'
        )
