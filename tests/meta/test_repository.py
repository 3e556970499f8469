"""What must be true of the repository itself."""

import re
import subprocess
from pathlib import Path

from heartbeat_cli.cli.commands import COMMANDS

REPOSITORY = Path(__file__).parents[2]
SHIPPED = (
    *("src", "db", "docs", "tools", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "heartbeat.yml", "Makefile"),
    *("Dockerfile", "docker-compose.prod.yml", "docker-compose.dev.yml", ".ci", ".github", "hatch_build.py"),
)


def _files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *SHIPPED], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [REPOSITORY / name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()]


def test_no_address_of_a_real_machine() -> None:
    allowed = re.compile(r"127\.0\.0\.1|0\.0\.0\.0|(?<!\d)10\.0\.")
    address = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
    found = [
        f"{file.relative_to(REPOSITORY)}: {match[0]}"
        for file in _files()
        if file.suffix != ".webp"
        for match in address.finditer(file.read_text(encoding="utf-8"))
        if not allowed.match(match[0])
    ]
    assert found == []


def test_readme_names_the_commands() -> None:
    text = (REPOSITORY / "README.md").read_text()
    table = "\n".join(line for line in text.splitlines() if line.startswith("| **"))
    assert [name for name in COMMANDS if f"`{name}`" not in table] == ["demo"], "the table of verbs leaves the demo out"
    assert "make demo" in text
    assert "make test" in text


def test_no_unfinished_places() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [str(f.relative_to(REPOSITORY)) for f in _files() if f.suffix == ".py" and marks.search(f.read_text())]
    assert found == []


def test_sql_for_servers_is_ascii() -> None:
    """A server that keeps text in another encoding than UTF-8 has to convert the statement, comments included."""
    files = [file for file in _files() if file.suffix == ".sql" and "src" in file.relative_to(REPOSITORY).parts]
    assert files
    assert [str(file.relative_to(REPOSITORY)) for file in files if not file.read_bytes().isascii()] == []


def test_the_grammar_has_one_door() -> None:
    """The package is missing where the library comes from the system, so only `grammar.py` may ask for it."""
    imports = re.compile(
        r"^\s*(?:import|from)\s+postgast\b|import_module\(\W*postgast|__import__\(\W*postgast", re.MULTILINE
    )
    found = [str(f.relative_to(REPOSITORY)) for f in _files() if f.suffix == ".py" and imports.search(f.read_text())]
    assert [name for name in found if name.startswith("src/")] == []
