"""Speed as ratios: each figure against a reference measured in the same run, on the same machine.

    make bench

Runs are interleaved and the median is taken, so that a busy machine slows both sides alike. Nothing here asserts: the
figures asked for stand beside the ones measured.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 15
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Figure:
    """One comparison. `ask` is the ratio asked for, None where there is none."""

    what: str
    ratio: float
    ask: float | None
    detail: str


def seconds(command: Sequence[str], cwd: Path) -> float:
    """Wall time of one run."""
    started = time.perf_counter()
    env = {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def compare(what: str, ours: Sequence[str], reference: Sequence[str], ask: float | None, cwd: Path) -> Figure:
    """Interleave both commands and compare their medians."""
    seconds(ours, cwd), seconds(reference, cwd)
    pairs = [(seconds(ours, cwd), seconds(reference, cwd)) for _ in range(ROUNDS)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, own / other, ask, f"{own * 1000:.0f} ms against {other * 1000:.0f} ms")


def bare_program(folder: Path) -> Path:
    """A Typer and Rich program with as many commands as `hb`, each with one option, and nothing else."""
    from heartbeat_cli.cli.main import COMMANDS

    lines = ["import typer", "import rich", "app = typer.Typer(rich_markup_mode='markdown')"]
    for name, (_, summary) in COMMANDS.items():
        lines += ["@app.command()", f"def {name}(x: int = 1) -> None:", f"    '''{summary}'''", "    print(x)"]
    file = folder / "bare.py"
    file.write_text("\n".join([*lines, "app()"]) + "\n")
    return file


def start_up(folder: Path) -> list[Figure]:
    """What every command pays before it does anything."""
    hb = [sys.executable, "-m", "heartbeat_cli"]
    bare = [sys.executable, str(bare_program(folder))]
    help_line = [*hb, "--help"]
    return [
        compare("hb --help / bare Typer + Rich program --help", help_line, [*bare, "--help"], 1.5, ROOT),
        compare("hb --version / python -c pass", [*hb, "--version"], [sys.executable, "-c", "pass"], None, ROOT),
        compare("hb profile webbank.core / hb --help", [*hb, "profile", "webbank.core"], help_line, None, ROOT),
        compare(
            "hb sources status --offline / hb --help", [*hb, "sources", "status", "--offline"], help_line, None, ROOT
        ),
    ]


def reading(_folder: Path) -> list[Figure]:
    """The dump reader against the bare parse of the same text by PostgreSQL's own grammar."""
    import postgast

    from heartbeat_cli.mirror.dump import read_dump

    file = ROOT / "seed/schemas/demo/prod/webbank.sql"
    text = "".join(line for line in file.read_text().splitlines(True) if not line.startswith("\\"))
    own = timed(lambda: read_dump(file))
    parse = timed(lambda: postgast.parse(text))
    return [
        Figure("read_dump(webbank.sql) / libpg_query parse", own / parse, None, f"{own:.2f} s against {parse:.2f} s")
    ]


def timed(call: Callable[[], object]) -> float:
    """Median seconds of a call in this process."""
    call()
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    """Measure and print one line per figure."""
    with tempfile.TemporaryDirectory() as folder:
        figures = [*start_up(Path(folder)), *reading(Path(folder))]
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        asked = f"asked for {figure.ask:.2f}" if figure.ask else ""
        print(f"{figure.what:<{width}}  {figure.ratio:5.2f}  {figure.detail:<24} {asked}".rstrip())


if __name__ == "__main__":
    main()
