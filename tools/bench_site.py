"""The estate as pages: how long it takes to write them and how large they are."""

import shutil
import sys
from pathlib import Path

from figures import HB, ROOT, Figure, seconds

sys.path.insert(0, str(ROOT))

_MANY = 500
_MEGA = 1e6


def figures(folder: Path) -> list[Figure]:
    """The demo's pages where `make demo` has landed it, and those of 500 metrics."""
    landed = (ROOT / ".heartbeat" / "marts.duckdb").exists()
    found = _figures("the demo's pages", ROOT, folder / "demo", (10, 15)) if landed else [_not_landed()]
    return found + _figures(f"{_MANY} metrics", _many(folder / "many"), folder / "pages", (20, None))


def _not_landed() -> Figure:
    return Figure("the demo's pages", None, 10, "`make demo` lands what they show", "s")


def _figures(what: str, project: Path, site: Path, asks: tuple[float, float | None]) -> list[Figure]:
    taken = seconds([*HB, "site", str(site)], cwd=project)
    files = [file for file in site.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / _MEGA
    return [
        Figure(f"{what}: written", taken, asks[0], f"{len(files)} files", "s"),
        Figure(f"{what}: size", size, asks[1], "", "MB"),
    ]


def _many(folder: Path) -> Path:
    """A small estate with so many candidates, each of another window."""
    from tests.metrics_estate import COUNT, build_estate, put

    build_estate(folder)
    shutil.rmtree(folder / "db" / "candidates")
    (folder / "db" / "candidates").mkdir()
    for days in range(1, _MANY + 1):
        put(folder, COUNT.replace("24h", f"{days}d").replace("'24 hours'", f"'{days} days'"))
    return folder
