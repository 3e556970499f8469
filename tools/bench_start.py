"""What a command pays before it does anything, and what it pays the second time."""

import shutil
import sys
from pathlib import Path

from figures import HB, ROOT, Figure, compare
from schemas import large_schema


def bare_program(folder: Path) -> list[str]:
    """A Typer and Rich program with as many commands as `hb`, each with one option, and nothing else."""
    from heartbeat_cli.cli.commands import COMMANDS

    lines = ["import typer", "import rich", "app = typer.Typer(rich_markup_mode='markdown')"]
    for name, (_, summary) in COMMANDS.items():
        lines += ["@app.command()", f"def {name}(x: int = 1) -> None:", f"    '''{summary}'''", "    print(x)"]
    file = folder / "bare.py"
    file.write_text("\n".join([*lines, "app()"]) + "\n")
    return [sys.executable, str(file), "--help"]


def start_up(folder: Path) -> list[Figure]:
    """Cold starts."""
    bare = bare_program(folder)
    return [
        compare("hb --help / bare Typer + Rich program --help", [*HB, "--help"], bare, 1.5),
        compare("hb --version / python -c pass", [*HB, "--version"], [sys.executable, "-c", "pass"], None),
        compare(
            "hb sources status --offline / hb --help", [*HB, "sources", "status", "--offline"], [*HB, "--help"], None
        ),
    ]


def warm(folder: Path) -> list[Figure]:
    """Unchanged files, read before."""
    bare = bare_program(folder)
    project = _project_with(large_schema(800), folder / "project")
    core = [*HB, "profile", "webbank.core"]
    large = [*HB, "profile", "webbank.big", "--project", str(project)]
    search = [*HB, "search", "payment", "state"]
    return [
        compare("hb profile webbank.core, warm / bare program", core, bare, 2.0),
        compare("hb profile, 800 tables, warm / bare program", large, bare, 3.0),
        compare("hb search payment state, warm / bare program", search, bare, None),
    ]


def _project_with(ddl: str, root: Path) -> Path:
    """The demo's project with another dump of webbank, old enough to be remembered."""
    import os

    shutil.copytree(ROOT / "db", root / "db")
    shutil.copyfile(ROOT / "heartbeat.yml", root / "heartbeat.yml")
    dump = root / "seed/schemas/demo/prod/webbank.sql"
    dump.parent.mkdir(parents=True)
    dump.write_text(ddl)
    for file in [dump, root / "heartbeat.yml", *(root / "db").rglob("*.yml")]:
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return root
