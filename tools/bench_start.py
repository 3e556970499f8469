"""What a command pays before it does anything, and what it pays the second time."""

import os
import shutil
import sys
from pathlib import Path

from figures import HB, ROOT, Figure, compare, compare_calls, seconds
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


def checking(folder: Path) -> list[Figure]:
    """`hb check` of a project with 500 metrics, with nothing kept and with nothing changed."""
    root = folder / "project"
    for part in ("db", "seed"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copyfile(ROOT / "heartbeat.yml", root / "heartbeat.yml")
    usual = (root / "db" / "metrics" / "clients_active_count_total.yml").read_text()
    usual = usual[: usual.index("alignment:")] if "alignment:" in usual else usual
    for number in range(500 - sum(1 for _ in (root / "db").rglob("c*s/*.yml"))):
        name = f"clients_active_{_letters(number)}_count_total"
        text = usual.replace("clients_active_count_total", name).replace("status: aligned", "status: candidate")
        text = text.replace("= 'ACTIVE'", f"= 'ACTIVE' AND c.id > {number}")
        (root / "db" / "candidates" / f"{name}.yml").write_text(text)
    _age(root)
    check, usual_help = [*HB, "check", "--project", str(root)], [*HB, "--help"]

    def cold() -> float:
        shutil.rmtree(root / ".heartbeat", ignore_errors=True)
        return seconds(check)

    return [
        compare_calls("hb check, 500 metrics, nothing kept / hb --help", cold, lambda: seconds(usual_help), 12.0, 5),
        compare("hb check, 500 metrics, nothing changed / hb --help", check, usual_help, 4.0),
    ]


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _age(root: Path) -> None:
    """What was written just now is not kept."""
    for file in root.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))


def _project_with(ddl: str, root: Path) -> Path:
    """The demo's project with another dump of webbank, old enough to be remembered."""
    shutil.copytree(ROOT / "db", root / "db")
    shutil.copyfile(ROOT / "heartbeat.yml", root / "heartbeat.yml")
    dump = root / "seed/schemas/demo/prod/webbank.sql"
    dump.parent.mkdir(parents=True)
    dump.write_text(ddl)
    _age(root)
    return root
