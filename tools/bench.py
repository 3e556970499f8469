"""Speed and memory as ratios: each figure against a reference measured in the same run, on the same machine.

    make bench
    .venv/bin/python tools/bench.py reading warm     only some chapters

Nothing here asserts: the figures asked for stand beside the ones measured.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import bench_apis
import bench_data
import bench_erd
import bench_ingest
import bench_ingest_peers
import bench_memory
import bench_metrics
import bench_peers
import bench_reading
import bench_search
import bench_site
import bench_start
import bench_wizard
from figures import Figure

CHAPTERS: dict[str, Callable[[Path], list[Figure]]] = {
    "start": bench_start.start_up,
    "warm": bench_start.warm,
    "check": bench_start.checking,
    "reading": bench_reading.reading,
    "memory": bench_reading.memory,
    "command-memory": bench_memory.commands,
    "wide-memory": bench_memory.wide,
    "peers": bench_peers.figures,
    "data": bench_data.figures,
    "erd": bench_erd.figures,
    "metrics": bench_metrics.figures,
    "search": bench_search.figures,
    "wizard": bench_wizard.figures,
    "site": bench_site.figures,
    "ingest": bench_ingest.speed,
    "ingest-memory": bench_ingest.memory,
    "ingest-nothing-new": bench_ingest.nothing_new,
    "ingest-small": bench_ingest.small,
    "ingest-peers": bench_ingest_peers.figures,
    "apis": bench_apis.figures,
}


def main(names: list[str]) -> None:
    """Measure and print one line per figure, chapter by chapter."""
    unknown = [name for name in names if name not in CHAPTERS]
    if unknown:
        raise SystemExit(f"no chapter {unknown[0]}; there is {', '.join(CHAPTERS)}")
    for name in names or CHAPTERS:
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            figures = CHAPTERS[name](Path(folder))
        width = max((len(figure.what) for figure in figures), default=0)
        for figure in figures:
            print("  " + figure.line(width), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
