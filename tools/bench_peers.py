"""Whole processes against two readers of the npm registry, `@liam-hq/cli` and `sql2dbml` of `@dbml/cli`.

They are installed into `.venv/peers` the first time. Without node the chapter says so and is empty.
"""

import json
import shutil
import subprocess
import time
from pathlib import Path

from figures import HB, ROOT, Figure, seconds
from schemas import open_schemas

PEERS = ROOT / ".venv" / "peers"
PACKAGES = ["@liam-hq/cli@0.7", "@dbml/cli@6"]
_LIMIT = 120.0
_LARGE = 1_000_000


def figures(folder: Path) -> list[Figure]:
    """Our time over the faster peer's, per file, with the counts of all three beside the catalogue's."""
    if not _installed():
        return []
    files = [*open_schemas(), ROOT / "seed/schemas/demo/prod/webbank.sql"]
    return [_against_peers(file, folder) for file in files if file.stem != "dbml_bench"]


def _installed() -> bool:
    if shutil.which("npm") is None:
        print("  skipped: there is no node and npm on this machine")
        return False
    if not (PEERS / "node_modules").is_dir():
        PEERS.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--no-fund", "--no-audit", *PACKAGES], cwd=PEERS, capture_output=True)
        if done.returncode:
            print(f"  skipped: npm could not install the peers ({done.stderr.decode()[-200:].strip()})")
            return False
    return True


def _against_peers(file: Path, folder: Path) -> Figure:
    ours = min(seconds([*HB, "profile", str(file)], folder) for _ in range(3))
    liam, liam_counts = _run_liam(file, folder)
    dbml, dbml_counts = _run_dbml(file, folder)
    fastest = min((t for t in (liam, dbml) if t is not None), default=0.0)
    ask = 1 / 15 if file.stat().st_size > _LARGE else 1.0
    counts = (
        f"tables, columns, references: hb {_ours(file)}, liam {liam_counts}, sql2dbml {dbml_counts}, {_truth(file)}"
    )
    times = f"hb {ours:.2f} s, liam {_say(liam)}, sql2dbml {_say(dbml)}"
    what = f"hb profile {file.parent.name}/{file.name} / the faster peer"
    return Figure(what, ours / fastest if fastest else 0.0, round(ask, 3), f"{times}; {counts}")


def _say(taken: float | None) -> str:
    return "nothing" if taken is None else f"over {_LIMIT:.0f} s" if taken >= _LIMIT else f"{taken:.1f} s"


def _ours(file: Path) -> str:
    from heartbeat_cli import pgschema
    from heartbeat_cli.pgschema import Counts, count_objects

    database = pgschema.read(file).database
    total = sum((count_objects(s, database) for s in database.schemas), Counts())
    columns = total.columns + sum(len(t.columns) for t in database.tables() if t.partition_of is not None)
    return f"{total.tables + total.partitions}/{columns}/{total.foreign_keys}"


def _truth(file: Path) -> str:
    truth = file.parent / "truth.json" if (file.parent / "truth.json").exists() else file.parents[1] / "truth.json"
    if not truth.exists():
        return "no catalogue counted"
    counts = json.loads(truth.read_text())[file.stem]["counts"]
    return f"catalogue {counts['tables']}/{counts['columns_tables']}/{counts['fks_excl_partition_copies']}"


def _run(command: list[str], folder: Path) -> float | None:
    started = time.perf_counter()
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return _LIMIT
    return time.perf_counter() - started


def _run_liam(file: Path, folder: Path) -> tuple[float | None, str]:
    out = folder / "liam"
    shutil.rmtree(out, ignore_errors=True)
    binary = str(PEERS / "node_modules/.bin/liam")
    taken = _run(
        [binary, "erd", "build", "--format", "postgres", "--input", str(file), "--output-dir", str(out)], folder
    )
    schema = out / "schema.json"
    if not schema.exists():
        return (taken if taken is not None and taken >= _LIMIT else None), "nothing"
    document = json.loads(schema.read_text())
    tables = document["tables"].values()
    keys = sum(c.get("type") == "FOREIGN KEY" for t in tables for c in t.get("constraints", {}).values())
    return taken, f"{len(tables)}/{sum(len(t['columns']) for t in tables)}/{keys}"


def _run_dbml(file: Path, folder: Path) -> tuple[float | None, str]:
    out = folder / "out.dbml"
    out.unlink(missing_ok=True)
    taken = _run([str(PEERS / "node_modules/.bin/sql2dbml"), "--postgres", str(file), "-o", str(out)], folder)
    text = out.read_text() if out.exists() else ""
    if not text.strip():
        return (taken if taken is not None and taken >= _LIMIT else None), "nothing"
    tables = columns = 0
    inside = False
    for line in text.splitlines():
        if line.startswith("Table "):
            tables, inside = tables + 1, True
        elif inside and (line.startswith("}") or line.strip().lower() == "indexes {"):
            inside = False
        elif inside and line.startswith("  ") and not line.startswith("   ") and not line.strip().startswith("Note"):
            columns += bool(line.strip())
    return taken, f"{tables}/{columns}/{sum(line.startswith('Ref') for line in text.splitlines())}"
